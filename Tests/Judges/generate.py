"""Generated members, regions, endpoints and credentials; each from a random.Random with a fixed seed."""
import json
import string
import sys
import urllib.parse

import unicodedata2 as unicodedata

# Every scalar of tags' pattern, by the library's version of Unicode: Python's own is older.
TAG_CHARACTERS = [
    chr(code) for code in range(sys.maxunicode + 1)
    if unicodedata.category(chr(code))[0] in "LZN" or chr(code) in "_.:/=+-@"
]
_ALPHABETS = [
    string.ascii_letters + string.digits + " _-,/",
    "".join(map(chr, range(0x20, 0x7f))),
    "\"\\/<>&'%",
    "".join(map(chr, range(0xa0, 0x250))),
    "日本語東京한국어Москваעברית",
    "😀🛰\U00010000\U0010ffff\U000e0001",
    "\u2028\u2029\ufeff\ufffe\uffff\ufffd\ue000\ud7ff\u0301\u200d\xa0",
]
ENDPOINT_HOSTS = ["proxy.example", "Proxy.EXAMPLE", "a-b_c.example.org", "192.0.2.1", "[2001:db8::1]", "x"]
_PATH_CHARACTERS = string.ascii_letters + string.digits + "-_.~!$&'()*+,;=:@"


def text(random, longest=40, shortest=0):
    """Text of any characters but control characters."""
    length = random.randint(shortest, random.choice((2, 8, longest)))
    return "".join(
        random.choice(random.choice(_ALPHABETS)) if random.random() < 0.9
        else chr(random.choice((random.randint(0xa0, 0xd7ff), random.randint(0xe000, 0x10ffff))))
        for _ in range(max(length, shortest)))


def tag_text(random, shortest, longest):
    length = random.randint(shortest, random.choice((max(shortest, 3), 20, longest)))
    return "".join(random.choice(TAG_CHARACTERS) for _ in range(length))


def tags(random):
    keys = {tag_text(random, 1, 128) for _ in range(random.choice((1, 2, 5, 50)))}
    keys = [key for key in sorted(keys) if not key.lower().startswith("aws:")]
    random.shuffle(keys)
    return [
        {"key": key} if random.random() < 0.3 else {"key": key, "value": tag_text(random, 0, 256)}
        for key in keys or ["k"]
    ]


def members(random):
    """A valid request: the required members and some of the others, in any order."""
    request = {
        "interconnectName": text(random, 200, 1),
        "bandwidth": random.choice(("1Gbps", "10Gbps", "100Gbps", "400Gbps", "50Mbps", "1", "10", "100")),
        "location": text(random, 20, 1),
    }
    optional = {
        "lagId": lambda: text(random, 30, 1), "tags": lambda: tags(random),
        "providerName": lambda: text(random), "requestMACSec": lambda: random.random() < 0.5,
    }
    request.update({name: make() for name, make in optional.items() if random.random() < 0.5})
    return shuffled(random, request)


def shuffled(random, members):
    names = list(members)
    random.shuffle(names)
    return {name: members[name] for name in names}


def json_text(random, value):
    """The value as JSON, with more or fewer escapes and blanks."""
    text = json.dumps(
        value, ensure_ascii=random.random() < 0.5, indent=random.choice((None, None, 1)),
        separators=random.choice(((",", ":"), (" , ", " :\t"))))
    return text.replace("/", random.choice(("/", "\\/"))).encode()


def visible(random, longest):
    """Visible ASCII, as in credentials."""
    return "".join(chr(random.randint(0x21, 0x7e)) for _ in range(random.randint(1, longest)))


def host_label(random):
    label = "".join(random.choice(string.ascii_letters + string.digits + "-") for _ in range(random.randint(1, 63)))
    return label.strip("-") or "a"


def path(random):
    """A path prefix: escapes, reserved characters, doubled slashes; segments of dots are refused by design."""
    segments = [
        "".join(
            random.choice(_PATH_CHARACTERS) if random.random() < 0.8 else "%%%02x" % random.randrange(256)
            for _ in range(random.randint(0, 8)))
        for _ in range(random.randint(0, 4))
    ]
    segments = [segment for segment in segments if urllib.parse.unquote(segment) not in (".", "..")]
    # Upper and lower case of an escape's digits are both allowed.
    return "".join("/" + (segment.upper() if random.random() < 0.3 else segment) for segment in segments)


def custom_endpoint(random):
    scheme = random.choice(("https", "https", "http", "HTTPS"))
    port = random.choice(("", "", ":443", ":80", f":{random.randint(1, 65535)}"))
    return f"{scheme}://{random.choice(ENDPOINT_HOSTS)}{port}{path(random)}"
