"""Strategies of hypothesis for requests as JSON documents: valid, nearly valid, and not at all."""
import json
import re

from hypothesis import strategies as st

import generate


def _text(*excluded, shortest=0, without=""):
    return st.text(
        st.characters(codec="utf-8", exclude_categories=excluded, exclude_characters=without),
        min_size=shortest, max_size=12)


# What messages show escaped without being a control character (separators, marks of direction) is for other tests.
plain_text = _text("Cf", "Zl", "Zp")
_unescaped_text = _text("Cf", "Zl", "Zp", "Cc", without='"\\')
any_text = st.text(max_size=12) | st.sampled_from(("", "\0", "a\x85", "\ud800", "a\udfffb"))
good_text = _text("Cc", shortest=1)

_scalars = st.none() | st.booleans() | st.integers(-10**20, 10**20) | st.floats(allow_nan=False, allow_infinity=False)
junk = st.recursive(
    _scalars | _unescaped_text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_unescaped_text, inner, max_size=4), max_leaves=8,
) | st.just(["x" * 100]) | st.just("é" * 100)

# ---------------------------------------------------------------- tags

_tag_text = st.text(st.sampled_from(generate.TAG_CHARACTERS), max_size=20)
_tag_key = _tag_text.filter(lambda text: text and not text.lower().startswith("aws:"))
_tag = st.fixed_dictionaries({"key": _tag_key}, optional={"value": _tag_text})
_tags = st.lists(_tag, min_size=1, max_size=4, unique_by=lambda tag: tag["key"])

_odd_tag_text = any_text | st.sampled_from((
    "", "k", "k", "K", "k" * 128, "k" * 129, "é" * 128, "日" * 256, "日" * 257, "aws:a", "AwS:", "aws", "a\tb", "a\0",
    "😀", "e\u0301"))
_odd_tag = st.fixed_dictionaries({"key": _odd_tag_text}, optional={"value": _odd_tag_text})
_no_tag = st.fixed_dictionaries({}, optional={"key": junk, "value": junk, "Key": junk, "x": junk}) | junk
_many_tags = st.integers(48, 53).map(lambda count: [{"key": f"k{number}"} for number in range(count)])
_odd_tags = st.lists(_odd_tag, max_size=5) | st.lists(_odd_tag | _no_tag, max_size=5) | _many_tags

# ---------------------------------------------------------------- requests

_good = {
    "interconnectName": good_text,
    "bandwidth": st.sampled_from(("1Gbps", "10Gbps", "100Gbps", "50Mbps", "1", "10", "100", "9" * 40 + "Gbps")),
    "location": good_text,
    "lagId": good_text,
    "tags": _tags,
    "providerName": good_text | st.just(""),
    "requestMACSec": st.booleans(),
}
_odd = {
    **dict.fromkeys(_good, any_text),
    "bandwidth": any_text | st.sampled_from(
        ("10G", "10 Gbps", "10gbps", "01Gbps", "0Gbps", "Gbps", "7 bananas", "1000", "10Gbps\n", "١Gbps")),
    "tags": _odd_tags,
    "requestMACSec": st.sampled_from((0, 1, "true")),
}
members = tuple(_good)
required = members[:3]
_any_member = {member: st.one_of(_good[member], _good[member], _odd[member], junk) for member in members}
_unknown = st.dictionaries(
    plain_text | st.sampled_from(("InterconnectName", "lag_id", "providername", "Tags", "")), junk, max_size=2)

valid_requests = st.fixed_dictionaries(
    {member: _good[member] for member in required},
    optional={member: _good[member] for member in members if member not in required})

# One member wrong and the rest right, so that no mistake hides behind another.
_spoiled = st.builds(
    lambda request, wrong: request | wrong, valid_requests,
    st.sampled_from(members + ("tags",) * 5).flatmap(lambda member: st.fixed_dictionaries({member: _odd[member]})))


@st.composite
def _anything(draw):
    """Any members in any order, required ones mostly there."""
    chosen = [member for member in members if draw(st.integers(0, 9)) < (9 if member in required else 5)]
    request = {member: draw(_any_member[member]) for member in chosen}
    if draw(st.booleans()):
        request |= {name: value for name, value in draw(_unknown).items() if name not in members}
    return {name: request[name] for name in draw(st.permutations(list(request)))}


requests = st.one_of(valid_requests, _spoiled, _spoiled, _anything())


# By the code of its one mistake, so that each is met however the dice fall.
_right = {"interconnectName": "a", "bandwidth": "1Gbps", "location": "b"}
mistakes = {
    "MISSING_MEMBER": {},
    "UNKNOWN_MEMBER": _right | {"x": 1},
    "WRONG_TYPE": _right | {"lagId": None},
    "TOO_SHORT": _right | {"tags": []},
    "NOT_UNICODE": _right | {"lagId": "\ud800"},
    "NUL_CHARACTER": _right | {"lagId": "a\0"},
    "CONTROL_CHARACTER": _right | {"lagId": "a\n"},
    "TOO_LONG": _right | {"tags": [{"key": "k" * 129}]},
    "TOO_MANY_TAGS": _right | {"tags": [{"key": str(number)} for number in range(51)]},
    "BANDWIDTH_FORM": _right | {"bandwidth": "7 bananas"},
    "TAG_CHARACTER": _right | {"tags": [{"key": "k", "value": "\t"}]},
    "RESERVED_TAG_PREFIX": _right | {"tags": [{"key": "Aws:k"}]},
    "DUPLICATE_TAG_KEY": _right | {"tags": [{"key": "k"}, {"key": "k"}]},
}


def compact(value):
    """JSON in which each value stands as it would alone, with no more escapes than it needs."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    return re.sub("[\ud800-\udfff]", lambda lone: f"\\u{ord(lone[0]):04x}", text)
