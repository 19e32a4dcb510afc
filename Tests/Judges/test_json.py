"""The reader of requests as JSON: jansson judges what is JSON, Python's json where jansson has limits of its own."""
import collections
import json
import random

from hypothesis import given, settings
from hypothesis import strategies as st

import answers
import cases
import documents
import jansson
import library

# What jansson refuses although it is JSON. Nothing else may be judged otherwise than by jansson.
CLASSES = {
    "nesting over 2048": lambda code, words: code == jansson.STACK_OVERFLOW,
    "numbers beyond a double or 64 bits": lambda code, words: code == jansson.NUMERIC_OVERFLOW,
    "NUL in a name": lambda code, words: code == jansson.NULL_BYTE_IN_KEY,
    "half of a surrogate pair": lambda code, words: "invalid Unicode" in words,
    "a name twice": lambda code, words: code == jansson.DUPLICATE_KEY,
}


class Object(list):
    """Members of an object in their order, names twice included."""

    def names_are_good(self):
        """Each once, and each text."""
        names = [name for name, _ in self]
        return len(names) == len(set(names)) and all(map(answers.is_text, names))


def _no_json(constant):
    raise ValueError(constant)


def python_takes(text):
    """A JSON object; names are looked at in the model's structures, and not inside of unknown members."""
    try:
        value = json.loads(text.decode(), object_pairs_hook=Object, parse_constant=_no_json, parse_int=str)
    except (ValueError, RecursionError):
        return False
    if not isinstance(value, Object) or text.startswith(b"\xef\xbb\xbf") or not value.names_are_good():
        return False
    tags = dict(value).get("tags")
    return type(tags) is not list or all(tag.names_are_good() for tag in tags if isinstance(tag, Object))


def expected(text):
    """Whether we must take a text, and the class of jansson's limit that was met."""
    if b"\0" in text:
        # jansson passes over a NUL that follows a number or a literal: no judge of those.
        return python_takes(text), None
    refusal = jansson.refusal(text)
    if refusal is None:
        return text.lstrip(b" \t\r\n").startswith(b"{"), None
    met = [name for name, holds in CLASSES.items() if holds(*refusal)]
    return (python_takes(text), met[0]) if met else (False, None)


def ours(text):
    try:
        library.Request.from_json(text)
        return True
    except library.Refused as refused:
        assert refused.status == "INVALID_JSON" and len(refused.problems) == 1
        assert {"line", "column", "offset"} <= refused.problems[0].keys()
        return False


def judge(text, met=None):
    takes, limit = expected(text)
    assert ours(text) == takes, (text, jansson.refusal(text))
    if met is not None:
        met.update([limit or takes])
    cases.count()


FRAGMENTS = [
    *"0 -0 01 -01 1. .5 1.5 1e5 1E+5 1e-5 1e 1e+ - + +1 1.e5 0x1 1_0 00 -.5 1.5.5 1e5.5".split(),
    *"9223372036854775807 9223372036854775808 -9223372036854775809 1e308 1e309 -1e999 1e-999".split(), "1" * 400,
    *"true false null True NaN Infinity -Infinity tru nulll undefined".split(),
    '""', '"a"', "'a'", '"', '"a', 'a"', '"\t"', '"\x7f"', '"\n"', '"\\a"', '"\\"', '"\\\\"', '"\\/\\b\\f\\n\\r\\t\\""',
    *(f'"\\u{digits}"' for digits in "0000 0041 d83d\\ude00 d83d ude00 d83dx d83d\\u0041 ude00\\ud83d".split()),
    *(f'"\\u{digits}"' for digits in "12 123g +123 FFFF ffff 2028".split()),
    "[]", "[,]", "[1,]", "[1 2]", "[1,2]", "[", "]", "[[]]",
    "{}", "{,}", '{"a":1,}', '{"a" 1}', '{"a":}', "{a:1}", "{1:1}", '{"a":1 "b":2}',
    '{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '{"\\u0000":1}', '{"\\ud800":1}', '{"":1}', '{"key":"a","key":"b"}', '[{"b":1,"b":2}]',
    "1 1", "1,", ",1", "/**/1", "//1\n1", "1\x00", "\x001", "\x0c1", "\xa01", "\u20281", "", " ", "\ufeff1",
]
BYTES = [
    b'"\xff"', b'"\xc3"', b'"\xed\xa0\x80"', b'"\xc0\x80"', b'"\xf4\x90\x80\x80"', b'"\xef\xbf\xbf"', b'"\xf0\x9f\x98\x80"', b"\x80"]
PLACES = [
    b"%s", b'{"x":%s}', b'{"x":[%s]}', b'{"x":{"y":%s}}', b'{"interconnectName":%s}', b'{"requestMACSec":%s}', b'{"tags":%s}',
    b'{"tags":[%s]}', b'{"tags":[{"key":%s}]}', b'{"tags":[{"x":%s}]}', b'%s{}', b'{}%s', b'{"x":1%s}', b'{%s}', b' \r\n\t{"x" : %s } ']


def test_fragments():
    """Every piece of JSON that is easily read wrongly, at every place."""
    met = collections.Counter()
    for fragment in [*(fragment.encode() for fragment in FRAGMENTS), *BYTES]:
        for place in PLACES:
            judge(place.replace(b"%s", fragment), met)
    assert set(met) == {True, False, *CLASSES} - {"nesting over 2048"}


@settings(max_examples=cases.budget(1500))
@given(documents.requests | documents.junk, st.booleans(), st.integers(0, 2**32))
def test_mutated_documents(document, escaped, seed):
    """Valid documents, and what comes of them when bytes are changed, dropped, doubled or cut off."""
    r = random.Random(seed)
    text = (json.dumps(document) if escaped else documents.compact(document)).encode()
    judge(text)
    for _ in range(5):
        broken = bytearray(text)
        for _ in range(r.choice((1, 1, 2, 4))):
            place = r.randrange(len(broken) + 1)
            end = place + r.choice((0, 1, 1, 5))
            broken[place:end] = r.choice((b"", bytes([r.randrange(256)]), r.choice(FRAGMENTS).encode(), broken[place:end] * 2))
        judge(bytes(broken))


def test_depth():
    """Nesting is followed to any depth, and each bracket must be closed by its own kind."""
    for depth in (1, 31, 32, 33, 63, 64, 65, 128, 129, 2046, 2047, 5000, 100000):
        for opening, closing, other in ((b"[", b"]", b"}"), (b'{"a":', b"}", b"]")):
            before, after = b'{"x":' + opening * depth + b"1", closing * depth + b"}"
            assert ours(before + after)
            # jansson also counts the outermost object and the number within.
            assert (jansson.refusal(before + after) is None) == (depth + 2 <= 2048)
            for broken in (before + after[:-1], before + after + b"}", before + other + after, before + other + after[1:]):
                assert not ours(broken)
                assert jansson.refusal(broken)
                cases.count()


def read_back(value, names, write):
    """What to_json must say of an object: its members of the right type, and the JSON texts of all that is else."""
    members, unknown = {}, {}
    for name, member in value.items():
        if name not in names or type(member) is not names[name]:
            unknown[name] = write(member)
        elif name == "tags":
            members["tags"] = [read_back(tag, TAG, write) for tag in member if isinstance(tag, dict)]
            unknown |= {f"tags[{index}]": write(tag) for index, tag in enumerate(member) if not isinstance(tag, dict)}
        elif not isinstance(member, str) or answers.is_text(member):
            members[name] = member
    return members | ({"unknownMembers": unknown} if unknown else {})


TAG = {"key": str, "value": str}
REQUEST = dict.fromkeys(documents.members, str) | {"tags": list, "requestMACSec": bool}


@settings(max_examples=cases.budget(1000))
@given(documents.requests, st.booleans())
def test_round_trip(document, escaped):
    """What was read comes back by to_json: members as they are, all else as the JSON text that it came as."""
    write = json.dumps if escaped else documents.compact
    back = library.Request.from_json(write(document).encode()).to_json()
    assert back == read_back(document, REQUEST, write)
    cases.count()


def test_the_judge_notices():
    """jansson refuses for the reasons that it is asked for."""
    for text, code in ((b'{"a":1,"a":2}', jansson.DUPLICATE_KEY), (b"1e999", jansson.NUMERIC_OVERFLOW),
                       (b'{"\\u0000":1}', jansson.NULL_BYTE_IN_KEY), (b"[" * 2049, jansson.STACK_OVERFLOW)):
        assert jansson.refusal(text)[0] == code
        cases.count()
    assert jansson.refusal(b'"\\u0000"') is None and jansson.refusal(b"1") is None and jansson.refusal(b"01")
    assert python_takes(b'{"x":{"a":1,"a":2}}') and not python_takes(b'{"tags":[{"a":1,"a":2}]}') and not python_takes(b'{"a":NaN}')
