"""Answers: botocore's parser reads generated bodies, whole, mutated, cut off and with bytes flipped, and so do we."""
import datetime
import email.utils
import json
import random

from hypothesis import given, settings
from hypothesis import strategies as st

import answers
import cases
import documents
import library

# ---------------------------------------------------------------- bodies

_text = st.text(st.characters(codec="utf-8"), max_size=12)
_times = st.one_of(
    st.integers(-62135596800, 253402300799).map(str),
    st.decimals(-10**10, 10**11, places=6, allow_nan=False).map(str),
    st.decimals(0, 2 * 10**9, places=9, allow_nan=False).map(str),
    st.sampled_from(("1.453757421E9", "-1", "0", "-0.0", "1e18", "1e-400", "1453757421000", "253402300800", "-62135596801")),
)
_moments = st.datetimes(datetime.datetime(1000, 1, 1), datetime.datetime(9999, 12, 30))
_offsets = st.integers(-13 * 60, 13 * 60).map(lambda minutes: datetime.timezone(datetime.timedelta(minutes=minutes)))
_written_times = st.one_of(
    st.builds(lambda moment, offset: moment.replace(tzinfo=offset).isoformat(), _moments, _offsets),
    _moments.map(lambda moment: moment.isoformat() + "Z"),
    _moments.map(lambda moment: email.utils.format_datetime(moment.replace(tzinfo=datetime.timezone.utc), usegmt=True)),
    _times,
    st.sampled_from(("", "garbage", "2016-01-25", "now", "1_0", "nan", "2016-02-30T00:00:00Z")),
)


def _json(value, escaped):
    return json.dumps(value, ensure_ascii=escaped)


def _written(values):
    """As JSON text, with all escapes or as few as possible."""
    return st.builds(_json, values, st.booleans())


def _structures(shape):
    return st.fixed_dictionaries({}, optional={name: _text for name in shape.members})


def _values(shape):
    """JSON texts of the model's type."""
    kinds = {
        "string": lambda: _written(_text),
        "boolean": lambda: st.sampled_from(("true", "false")),
        "timestamp": lambda: _times | _times | _written(_written_times),
        "list": lambda: _written(st.lists(_structures(shape.member), max_size=4)),
    }
    return kinds[shape.type_name]()


_odd_elements = st.lists(
    st.dictionaries(st.sampled_from(("key", "value", "ckn", "x")), st.none() | documents.junk, max_size=3) | documents.junk,
    max_size=3)
_odd_values = st.one_of(
    st.just("null"), _written(documents.junk), _written(_odd_elements), _written(_written_times),
    st.sampled_from((r'"\ud800"', r'"a\udc00b"', r'"\ud83d\ude00"', r'"\u0000"', "1.10", "1e999", "[[[]]]")))
_MEMBERS = list(answers.SHAPE.members)
_good_pairs = {name: _values(shape).map(lambda text, name=name: (name, text)) for name, shape in answers.SHAPE.members.items()}
_id = _written(_text.filter(bool)).map(lambda text: ("interconnectId", text))
# Those that are more than a text come more often than others.
_others = st.sampled_from(_MEMBERS[1:] + ["loaIssueTime", "tags", "macSecKeys"] * 3).flatmap(_good_pairs.get)
_odd_pair = st.tuples(st.sampled_from(_MEMBERS[1:]) | _text, _odd_values)
_odd_id = st.tuples(st.just("interconnectId"), _odd_values | st.just('""'))
_blank = st.sampled_from(("", "", " ", "\n\t", "\r\n "))


def _object(pairs, blank):
    members = f"{blank},{blank}".join(f"{json.dumps(name)}{blank}:{blank}{text}" for name, text in pairs)
    return f"{blank}{{{blank}{members}{blank}}}{blank}".encode()


valid_bodies = st.builds(
    _object, st.builds(lambda first, rest: [first, *rest], _id, st.lists(_others, max_size=9, unique_by=lambda pair: pair[0])), _blank)
bodies = st.builds(
    _object, st.builds(
        lambda *parts: [pair for part in parts for pair in part],
        st.lists(_others, max_size=3), st.lists(_odd_pair, max_size=3),
        st.lists(_id | _id | _id | _odd_id, max_size=2), st.lists(_others | _odd_pair, max_size=4)), _blank)


def judge(body, status=200):
    answer = library.read_answer(body, status)
    assert answers.disagreements(body, answer) == [], body
    cases.count()
    return answer


# ---------------------------------------------------------------- successes

@settings(max_examples=cases.budget(1500))
@given(valid_bodies, st.integers(200, 299))
def test_valid_answers(body, status):
    assert judge(body, status)["outcome"] == "created"


@settings(max_examples=cases.budget(2000))
@given(bodies)
def test_mutated_answers(body):
    """Members of the wrong type, null, unknown, twice; an interconnectId that is missing or none."""
    judge(body)


@settings(max_examples=cases.budget(50))
@given(valid_bodies | bodies)
def test_answers_cut_off(body):
    """At every place; what came whole before it counts."""
    body = body.strip()
    for length in range(1, min(len(body), 1000)):
        problems = judge(body[:length]).get("problems", ())
        assert "BODY_CUT_OFF" in [problem["code"] for problem in problems], body[:length]


@settings(max_examples=cases.budget(500))
@given(valid_bodies | bodies, st.integers(0, 2**32))
def test_answers_with_bytes_flipped(body, seed):
    places = random.Random(seed)
    for _ in range(8):
        broken = bytearray(body)
        for _ in range(places.choice((1, 1, 2, 5))):
            broken[places.randrange(len(broken))] = places.choice((places.randrange(256), ord(places.choice('"\\{}[],:0-e.t n'))))
        judge(bytes(broken))


def test_rubbish():
    r = random.Random("rubbish")
    alphabet = b'{}[]":,\\u0123456789eE+-.truefalsn \n' + bytes((0, 0x1f, 0x7f, 0x80, 0xff))
    for _ in range(cases.budget(3000)):
        start = r.choice((b"", b"{", b'{"interconnectId":"a",', b'{"interconnectId":', b'{"interconnectId":"a"'))
        judge(start + bytes(r.choice(alphabet) for _ in range(r.randint(0, 20))))


# ---------------------------------------------------------------- errors

_codes = st.one_of(
    st.sampled_from((
        "DirectConnectClientException", "TooManyTagsException", "Throttling", "a.b#C", "a#b:c", "X:http://y#z", "a#b#c", "#", ":", "")),
    st.text("aB#:.", max_size=6))
_errors = st.fixed_dictionaries({}, optional={"__type": _codes, "message": _text, "Message": _text, "x": documents.junk})


@settings(max_examples=cases.budget(1000))
@given(_errors, st.sampled_from((400, 403, 404, 429, 500, 503)), st.booleans())
def test_errors(document, status, escaped):
    answer = library.read_answer(_json(document, escaped).encode(), status)
    error = answers.botocore_reads(_json(document, escaped).encode(), status)["Error"]
    # botocore takes the status for a code where there is none; a code that is empty is none.
    code = error["Code"] if "__type" in document and error["Code"] else None
    assert answer["error"].get("code") == code
    assert (answer["error"].get("message") or "") == (error["Message"] or "")
    assert answer["httpStatus"] == status and "interconnect" not in answer
    cases.count()


# ---------------------------------------------------------------- the judge itself

@settings(max_examples=cases.budget(200))
@given(bodies)
def test_the_judge_notices(body):
    """Anything changed in our answer."""
    answer = library.read_answer(body)
    if answer["outcome"] != "created":
        assert answers.disagreements(body, answer | {"outcome": "created", "interconnect": {"interconnectId": "a"}})
    else:
        for name, value in answer["interconnect"].items():
            less = {each: value for each, value in answer["interconnect"].items() if each != name}
            more = answer["interconnect"] | {name: value + "x" if isinstance(value, str) else None}
            assert answers.disagreements(body, answer | {"interconnect": less}), name
            assert answers.disagreements(body, answer | {"interconnect": more}), name
        assert answers.disagreements(body, answer | {"problems": [{"code": "BODY_CUT_OFF", "path": ""}]}) or "problems" in answer
        assert answers.disagreements(body, answer | {"outcome": "unknown"})
    cases.count()
