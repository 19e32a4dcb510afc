"""The package against botocore, by generated inputs and answers.

Where the two differ, and are meant to, stands in a list below by name; a difference that is in no list
fails, and so does a name that no example ever met.
"""

from __future__ import annotations

import json
import os
import string
from datetime import datetime, timedelta, timezone
from typing import Any, Optional

import boto3
import botocore.auth
import botocore.awsrequest
import botocore.credentials
import botocore.exceptions
import hypothesis
import hypothesis.strategies as st
import pytest
from clients import KEYS

import dxinterconnect

EXAMPLES = int(os.environ.get("DXI_EXAMPLES", "2000"))
settings = hypothesis.settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)


# ------------------------------------------------------------------------------------- The judge


class Stub:
    """Stands for the network of both clients."""

    status, headers, body = 200, {"x-amzn-RequestId": "RID"}, b"{}"
    sent: Any = None

    def stream(self, **_: Any) -> Any:
        yield self.body

    def __call__(self, request: Any, **_: Any) -> Any:
        self.sent = request
        return botocore.awsrequest.AWSResponse(request.url, self.status, self.headers, self)


@pytest.fixture(scope="module")
def judge() -> Any:
    config = botocore.config.Config(retries={"total_max_attempts": 1})
    client = boto3.client("directconnect", region_name="us-east-1", config=config, **KEYS)
    client.stub = Stub()
    client.meta.events.register("before-send.direct-connect", client.stub)
    return client


# ------------------------------------------------------------------------------------- Requests

# What botocore lets through and the library refuses, by the facts: see shared rules in the README.
STRICTER = {
    "BANDWIDTH_FORM": "botocore sends `7 bananas`",
    "TOO_SHORT": "botocore sends an empty name",
    "TOO_LONG": "botocore sends a tag key of 129 characters",
    "TOO_MANY_TAGS": "botocore sends 60 tags",
    "TAG_CHARACTER": "botocore sends a tag with a tab",
    "RESERVED_TAG_PREFIX": "botocore sends `aws:` keys",
    "DUPLICATE_TAG_KEY": "botocore sends a key twice",
    "NUL_CHARACTER": "botocore sends NUL in a name",
    "CONTROL_CHARACTER": "botocore sends a line break in a name",
    "NOT_UNICODE": "botocore sends half of a surrogate pair as \\ud800",
}
# What both check: there the verdicts must be the same.
SHARED = {"MISSING_MEMBER", "WRONG_TYPE", "UNKNOWN_MEMBER"}

texts = st.text(max_size=12) | st.sampled_from(
    ["", "10Gbps", "EqDC2", "a\0b", "\ud800", "ö☃😀", "aws:x"]
)
junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.binary(max_size=4) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
names = st.sampled_from(["acme-iad-1", "A b_c,d/e", "Köln"]) | texts
bandwidths = st.sampled_from(["1Gbps", "10Gbps", "100Gbps", "50Mbps", "7 bananas"]) | texts
tag_keys = st.text(string.ascii_letters + "äß .:/=+-@_", min_size=1, max_size=6) | texts
tags = st.fixed_dictionaries({"key": tag_keys}, optional={"value": texts | tag_keys})


def mostly(good: Any, bad: Any = junk) -> Any:
    return st.integers(0, 7).flatmap(lambda draw: bad if draw == 0 else good)


members = {
    "interconnectName": mostly(names),
    "bandwidth": mostly(bandwidths),
    "location": mostly(st.sampled_from(["EqDC2", "CSVA1"])),
}
optional = {
    "lagId": mostly(st.just("dxlag-ffabc123")),
    "tags": mostly(
        st.lists(
            mostly(tags, junk | st.dictionaries(st.sampled_from(["key", "value", "Key"]), junk)),
            max_size=4,
        )
        | st.lists(tags, min_size=1, max_size=4, unique_by=lambda tag: tag["key"])
    ),
    "providerName": mostly(names),
    "requestMACSec": mostly(st.booleans()),
}
requests = st.fixed_dictionaries(members, optional=optional) | st.dictionaries(
    st.sampled_from([*members, *optional, "foo", "InterconnectName"]), junk, max_size=5
)


def judged(judge: Any, arguments: dict[str, Any]) -> tuple[Optional[set[str]], Any]:
    """botocore's report as a set of lines, or None and the request that it sent."""
    judge.stub.sent = None
    try:
        judge.create_interconnect(**arguments)
    except botocore.exceptions.ParamValidationError as error:
        return set(error.kwargs["report"].split("\n")), None
    except (ValueError, TypeError, UnicodeError) as error:
        assert judge.stub.sent is None, error
        raise
    return None, judge.stub.sent


def test_requests_get_botocores_verdict_body_and_signature(judge: Any) -> None:
    met: set[str] = set()

    @settings
    @hypothesis.given(requests)
    def check(arguments: dict[str, Any]) -> None:
        request = dxinterconnect.CreateInterconnectRequest._of(arguments, False, False)
        errors = [problem for problem in request.problems() if problem.is_error]
        shared = [problem for problem in errors if problem.code in SHARED]
        report, sent = judged(judge, arguments)
        met.update(problem.code for problem in errors)
        assert {problem.code for problem in errors} <= SHARED | set(STRICTER)
        if report is not None:
            lines = {line for line in report if _is_line(line)}
            theirs = {_head(line) for line in lines if not line.startswith("Invalid length")}
            assert theirs == {_head(problem.message) for problem in shared}
            assert errors
            return
        assert shared == []
        if errors:
            return
        now = datetime.strptime(sent.headers["X-Amz-Date"].decode(), "%Y%m%dT%H%M%SZ")
        signer = dxinterconnect.Signer(
            dxinterconnect.Credentials(*KEYS.values()), region_name="us-east-1"
        )
        ours = request.sign(signer, now=now.replace(tzinfo=timezone.utc).timestamp())
        assert json.loads(ours.body) == json.loads(sent.body)
        headers = dict(ours.headers)
        for name in ("X-Amz-Target", "Content-Type", "X-Amz-Date"):
            value = sent.headers[name]
            assert headers[name] == (value.decode() if isinstance(value, bytes) else value)
        assert headers["Authorization"] == _botocores_signature(ours, now)

    check()
    assert set(STRICTER) - {"TOO_MANY_TAGS", "TOO_LONG"} <= met
    assert SHARED <= met


def _is_line(line: str) -> bool:
    """A value with a line break in it is quoted by botocore as it is: only the line's begin counts."""
    return line.startswith(
        ("Missing required", "Unknown parameter", "Invalid type", "Invalid length")
    )


def _head(line: str) -> str:
    """A message up to the value, which ours cut and escape; of a name that is odd, only its place."""
    if not line.startswith("Unknown parameter"):
        return line.split(", value: ")[0]
    place, _, rest = line.partition(': "')
    name, end, _ = rest.partition('", must be')
    plain = end and name.isprintable() and "\\" not in name and len(name) < 40
    return f"{place} {name if plain else '?'}"


def _botocores_signature(request: dxinterconnect.HTTPRequest, now: datetime) -> str:
    """What botocore signs for the same bytes at the same time."""
    signed = botocore.awsrequest.AWSRequest("POST", request.url, {}, request.body)
    for name, value in request.headers:
        if name.lower() in ("host", "content-type", "x-amz-target"):
            signed.headers[name] = value
    auth = botocore.auth.SigV4Auth(
        botocore.credentials.Credentials(*KEYS.values()), "directconnect", "us-east-1"
    )
    signed.context["timestamp"] = now.strftime("%Y%m%dT%H%M%SZ")
    signed.headers["X-Amz-Date"] = signed.context["timestamp"]
    text = auth.string_to_sign(signed, auth.canonical_request(signed))
    auth._inject_signature_to_request(signed, auth.signature(text, signed))
    return str(signed.headers["Authorization"])


def test_the_stricter_rules_that_are_too_rare_to_be_drawn(judge: Any) -> None:
    base = {"interconnectName": "a", "bandwidth": "1Gbps", "location": "EqDC2"}
    for code, tags_ in (
        ("TOO_MANY_TAGS", [{"key": f"k{number}"} for number in range(60)]),
        ("TOO_LONG", [{"key": "k" * 129}]),
    ):
        request = dxinterconnect.CreateInterconnectRequest(**base, tags=tags_)  # type: ignore[arg-type]
        assert [problem.code for problem in request.problems()] == [code]
        assert judged(judge, {**base, "tags": tags_})[0] is None


# -------------------------------------------------------------------------------------- Answers

# Where the facts call what botocore makes of an answer a bug, or a choice that is not ours.
BETTER = {
    "no interconnect": "a 2xx without an interconnectId is an empty success to botocore; unknown to us",
    "crash": "botocore raises AttributeError, TypeError, ValueError… on what is no answer; we always answer",
    "wrong type": "botocore hands a number or a list over where a string belongs; we leave it out and warn",
    "cut off": "botocore takes a cut body for an empty success; we find the id in it",
    "unknown": "a 5xx or DirectConnectServerException is a ClientError to botocore; unknown to us",
    "null": "botocore takes `message: null` for the message where there is a `Message` beside it",
    "code": "botocore reads a code of null or of no text in its own ways",
}

# What JSON can say.
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=4,
)  # fmt: skip
strings = st.text(max_size=8) | st.sampled_from(["requested", "Zürich ☃", "a\0b", ""])
states = st.sampled_from(["requested", "pending", "available", "exploded"])
times = (
    st.integers(0, 4_000_000_000)
    | st.floats(0, 4e9)
    | st.sampled_from([1453757421.25, "2016-01-25T21:30:21Z", "1453757421", 1.453757421e9])
)
interconnects = st.fixed_dictionaries(
    {"interconnectId": st.just("dxcon-fg1a2b3c")},
    optional={
        "interconnectName": mostly(strings, values),
        "interconnectState": mostly(states, values),
        "region": mostly(strings, values),
        "location": mostly(strings, values),
        "bandwidth": mostly(strings, values),
        "loaIssueTime": times,
        "lagId": mostly(strings, values),
        "awsDevice": mostly(strings, values),
        "jumboFrameCapable": mostly(st.booleans(), values),
        "awsDeviceV2": mostly(strings, values),
        "hasLogicalRedundancy": mostly(strings, values),
        "tags": st.lists(
            st.fixed_dictionaries({"key": strings}, optional={"value": strings}), max_size=3
        ),
        "providerName": st.none() | strings,
        "macSecCapable": mostly(st.booleans(), values),
        "macSecKeys": st.lists(
            st.fixed_dictionaries(
                {}, optional={"secretARN": strings, "ckn": strings, "state": strings}
            ),
            max_size=2,
        ),
        "somethingNew": values,
    },
)
errors = st.fixed_dictionaries(
    {},
    optional={
        "__type": mostly(
            st.sampled_from(
                ["DirectConnectClientException", "com.amazonaws#DuplicateTagKeysException",
                 "TooManyTagsException", "DirectConnectServerException", "ThrottlingException",
                 "AccessDeniedException:http://x/", "a#b#c"]
            ),
            st.none() | st.integers() | st.text(max_size=5),
        ),
        "message": st.none() | strings,
        "Message": strings,
    },
)  # fmt: skip
statuses = st.sampled_from([200, 200, 200, 201, 400, 400, 400, 403, 429, 500, 503, 301])


@st.composite
def answers(draw: Any) -> tuple[int, bytes, bool]:
    """Status, body, and whether the body is as it was written."""
    status = draw(statuses)
    document = draw(interconnects if status < 300 else errors)
    body = json.dumps(document, ensure_ascii=draw(st.booleans())).encode("utf-8", "replace")
    change = draw(st.integers(0, 9))
    if change == 0:  # cut off
        return status, body[: draw(st.integers(0, len(body)))], False
    if change == 1:  # a byte changed
        place = draw(st.integers(0, len(body) - 1))
        return (
            status,
            body[:place] + draw(st.binary(min_size=1, max_size=1)) + body[place + 1 :],
            False,
        )
    if change == 2:
        return status, draw(st.sampled_from(
            [b"", b" ", b"null", b"[]", b'"x"', b"5", b"<html>x</html>", b"{}", b"\xef\xbb\xbf{}"]
        )), False  # fmt: skip
    return status, body, True


def test_answers_are_read_as_botocore_reads_them(judge: Any) -> None:
    met: set[str] = set()

    @settings
    @hypothesis.given(answers())
    def check(drawn: tuple[int, bytes, bool]) -> None:
        status, body, intact = drawn
        headers = {"x-amzn-RequestId": "RID"}
        answer = dxinterconnect.read_response(status, headers, body, now=0)
        met.add(_compared(judge, answer, status, headers, body, intact))

    check()
    assert met - {"same"} == set(BETTER)
    assert "same" in met


def _compared(
    judge: Any, answer: dxinterconnect.Answer, status: int, headers: Any, body: bytes, intact: bool
) -> str:
    """ "same", or the name of the difference; AssertionError if it has none."""
    judge.stub.status, judge.stub.headers, judge.stub.body = status, headers, body
    theirs: Any = None
    failed: Any = None
    try:
        theirs = judge.create_interconnect(
            interconnectName="a", bandwidth="1Gbps", location="EqDC2"
        )
    except botocore.exceptions.ClientError as error:
        failed = error
    except Exception:
        assert answer.outcome in ("created", "unknown", "not_created")
        assert answer.outcome != "created" or b"interconnectId" in body
        return "crash"
    if answer.outcome == "created":
        ours: dict[str, Any] = dict(answer.result())
        assert status < 300 and failed is None
        pair = [result.get("loaIssueTime") for result in (ours, theirs)]
        # botocore goes through a double, we through the decimal: they may round apart.
        if None not in pair and abs(pair[0] - pair[1]) <= timedelta(microseconds=1):
            theirs["loaIssueTime"] = ours["loaIssueTime"]
        if answer.problems:
            told = {problem.path.partition("[")[0] for problem in answer.problems}
            if "interconnectId" not in theirs:
                assert not intact
                return "cut off"
            assert {problem.code for problem in answer.problems} <= {
                "WRONG_TYPE", "NOT_UNICODE", "INVALID_TIMESTAMP", "BODY_CUT_OFF", "DUPLICATE_MEMBER",
                "INVALID_UTF8",
            }, answer.problems  # fmt: skip
            for name in set(theirs) - told - {"ResponseMetadata"}:
                assert theirs[name] == ours[name]
            return "wrong type"
        for result in (ours, theirs):
            result.pop("ResponseMetadata")
        assert ours == theirs
        return "same"
    if theirs is not None:
        assert answer.outcome == "unknown" or status >= 300
        assert (
            "interconnectId" not in theirs
            or not isinstance(theirs["interconnectId"], str)
            or (theirs["interconnectId"] == "")
        )
        return "no interconnect"
    expected = failed.response["Error"]
    if answer.outcome == "unknown":
        assert (
            status >= 500
            or expected["Code"] == "DirectConnectServerException"
            or not intact
            or (expected["Code"] != answer.error_code)
        )
        return "unknown"
    error = answer.response()["Error"]
    if error["Code"] != expected["Code"]:
        assert not intact or expected["Code"] in ("", None) or answer.error_code is None
        return "code"
    if expected["Message"] is None and error["Message"]:
        return "null"
    if intact:
        assert (expected["Message"] or "") == error["Message"]
        assert type(failed).__name__ == type(answer.error()).__name__
        ours = answer.response()
        if b'"Message"' in body:  # so written, botocore copies it to the top or not, by its value
            for response in (ours, failed.response):
                response.pop("message", None)
        del ours["ResponseMetadata"], failed.response["ResponseMetadata"]
        assert ours == failed.response or expected["Message"] is None
    return "same"


# ------------------------------------------------------------------------- DescribeInterconnects

fewer = hypothesis.settings(settings, max_examples=EXAMPLES // 8)
looks = st.fixed_dictionaries(
    {},
    optional={
        "interconnectId": mostly(st.just("dxcon-fg1a2b3c") | texts),
        "maxResults": mostly(st.integers(-5, 2000)),
        "nextToken": mostly(texts),
    },
) | st.dictionaries(st.sampled_from(["interconnectId", "foo", "MaxResults"]), junk, max_size=3)


def test_looks_get_botocores_verdict_and_body(judge: Any) -> None:
    met: set[str] = set()

    @fewer
    @hypothesis.given(looks)
    def check(arguments: dict[str, Any]) -> None:
        request = dxinterconnect.DescribeInterconnectsRequest._of(arguments, False, False)
        errors = [problem for problem in request.problems() if problem.is_error]
        met.update(problem.code for problem in errors)
        assert {problem.code for problem in errors} <= SHARED | set(STRICTER)
        judge.stub.sent = None
        judge.stub.status, judge.stub.headers = 200, {"x-amzn-RequestId": "RID"}
        judge.stub.body = b'{"interconnects":[]}'
        try:
            judge.describe_interconnects(**arguments)
        except botocore.exceptions.ParamValidationError as error:
            lines = {line for line in error.kwargs["report"].split("\n") if _is_line(line)}
            shared = {_head(problem.message) for problem in errors if problem.code in SHARED}
            assert {_head(line) for line in lines} == shared and errors
            return
        assert not any(problem.code in SHARED for problem in errors)
        if not errors:
            assert json.loads(request.body()) == json.loads(judge.stub.sent.body)

    check()
    assert met == {"WRONG_TYPE", "UNKNOWN_MEMBER", "TOO_SHORT", "NUL_CHARACTER", "CONTROL_CHARACTER",
                   "NOT_UNICODE"}  # fmt: skip


pages = st.fixed_dictionaries(
    {"interconnects": st.lists(interconnects, max_size=3)},
    optional={"nextToken": st.none() | strings, "somethingNew": values},
)
# Where botocore makes a list of what is none, or a shorter one.
WORSE = {
    "no list": "a 2xx without a list, or with one that was cut off, is an empty list or a crash to botocore",
    "left out": "a member of the wrong type is handed over by botocore; we leave it out and warn",
    "refused": "a name, id or state that cannot be read makes the page useless for deciding; botocore keeps it",
}


def test_pages_are_read_as_botocore_reads_them(judge: Any) -> None:
    met: set[str] = set()

    @fewer
    @hypothesis.given(pages, st.booleans(), st.integers(0, 9), st.data())
    def check(page: dict[str, Any], ascii: bool, change: int, data: Any) -> None:
        body = json.dumps(page, ensure_ascii=ascii).encode("utf-8", "replace")
        intact = change > 1
        if change == 0:
            body = body[: data.draw(st.integers(0, len(body) - 1))]
        elif change == 1:
            body = data.draw(st.sampled_from([b"", b"null", b"[]", b"{}", b'{"interconnects":5}']))
        met.add(_compared_page(judge, body, intact))

    check()
    assert met - {"same"} == set(WORSE) and "same" in met


def _compared_page(judge: Any, body: bytes, intact: bool) -> str:
    answer = dxinterconnect.read_response(
        200, {"x-amzn-RequestId": "RID"}, body, now=0, operation="DescribeInterconnects"
    )
    judge.stub.status, judge.stub.headers, judge.stub.body = 200, {"x-amzn-RequestId": "RID"}, body
    try:
        theirs: Any = judge.describe_interconnects()
    except Exception:
        assert answer.outcome == "not_described"
        return "no list"
    if answer.interconnects is None:
        assert answer.outcome == "not_described" and answer.may_resend
        return "refused" if intact else "no list"
    assert intact
    ours: Any = answer.result()
    assert ours.get("nextToken") == (theirs.get("nextToken") or None)
    assert len(ours["interconnects"]) == len(theirs["interconnects"])
    told = {problem.path for problem in answer.problems}
    for index, (one, other) in enumerate(zip(ours["interconnects"], theirs["interconnects"])):
        pair = [each.get("loaIssueTime") for each in (one, other)]
        if None not in pair and abs(pair[0] - pair[1]) <= timedelta(microseconds=1):
            other["loaIssueTime"] = one["loaIssueTime"]
        start = f"interconnects[{index}]."
        left_out = {p[len(start) :].partition("[")[0] for p in told if p.startswith(start)}
        for name in {*one, *other} - left_out:
            assert one[name] == other[name]
    return "left out" if told else "same"
