"""What grows: requests of so many tags, answers of so many bytes."""
from inputs import REQUEST


def request(tags):
    made = {**REQUEST, "tags": [{"key": f"key-{i}", "value": f"value-{i}"} for i in range(tags)]}
    if not tags:
        del made["tags"]
    return made


def answer(size):
    """An answer with a list of tags that makes it so long; as in c/bodies.h."""
    parts = ['{"interconnectId":"dxcon-fg1a2b3c","tags":[']
    length, i = len(parts[0]), 0
    while length < size - 60:
        parts.append(f'{"," if i else ""}{{"key":"key-{i}","value":"value"}}')
        length += len(parts[-1])
        i += 1
    return "".join(parts).encode() + b"]}"
