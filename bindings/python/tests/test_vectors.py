"""The vectors that every language runs."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

import dxinterconnect
from dxinterconnect import _request
from dxinterconnect._arguments import Arguments

FOLDER = Path(__file__).resolve().parents[3] / "Tests" / "Vectors"


def cases(name: str) -> Any:
    found = json.loads((FOLDER / f"{name}.json").read_text())["cases"]
    assert found
    return pytest.mark.parametrize("case", found, ids=[case["name"] for case in found])


def data_of(case: dict[str, Any], name: str, encoded: str) -> bytes:
    if encoded in case:
        return base64.b64decode(case[encoded])
    return str(case.get(name, "")).encode()


class _Text(Arguments):
    """JSON text as the vectors have it, which need not come of any Python value."""

    def __init__(self, text: bytes) -> None:
        self.members, self.careful, self.text, self.uncarried = {}, True, text, []


@cases("requests")
def test_requests(case: dict[str, Any]) -> None:
    rules = case.get("rules", [])
    request = dxinterconnect.CreateInterconnectRequest._of(
        {}, "ALLOW_UNKNOWN_MEMBERS" in rules, "WARNINGS_AS_ERRORS" in rules
    )
    request._arguments = _Text(data_of(case, "json", "base64"))
    problems = request.problems()
    assert len(problems) == len(case["problems"])
    for problem, expected in zip(problems, case["problems"]):
        for name in ("severity", "code", "path"):
            assert getattr(problem, name) == expected[name]
        for name in ("suggestion", "line", "column", "offset"):
            assert getattr(problem, name) == expected.get(name)
        if "message" in expected:
            assert problem.message == expected["message"]
        assert all(part in problem.message for part in expected.get("messageHolds", ()))
        assert not any(part in problem.message for part in expected.get("messageLacks", ()))
    if case["status"] == "OK":
        assert request.body() == case["body"].encode()
    else:
        with pytest.raises(dxinterconnect.ParamValidationError):
            request.body()


@cases("requests")
def test_requests_from_python(case: dict[str, Any]) -> None:
    """Those that Python's json reads, as a caller's arguments."""
    try:
        members = json.loads(data_of(case, "json", "base64"))
    except (ValueError, RecursionError):
        assert case["status"] != "OK"
        return
    if not isinstance(members, dict) or "INVALID_JSON" == case["status"]:
        return
    rules = case.get("rules", [])
    request = _request.CreateInterconnectRequest._of(
        members, "ALLOW_UNKNOWN_MEMBERS" in rules, "WARNINGS_AS_ERRORS" in rules
    )
    assert [(p.code, p.path) for p in request.problems()] == [
        (expected["code"], expected["path"]) for expected in case["problems"]
    ]
    if case["status"] == "OK":
        assert json.loads(request.body()) == json.loads(case["body"])


@cases("responses")
def test_responses(case: dict[str, Any]) -> None:
    answer = dxinterconnect.read_response(
        case.get("status", 0),
        case.get("headers", "").encode("latin-1"),
        data_of(case, "body", "bodyBase64"),
        delivery=case.get("delivery", "COMPLETE").lower(),
        now=case.get("now", 0),
    )
    expected = case["answer"]
    assert (answer.outcome, answer.advice) == (expected["outcome"], expected["advice"])
    assert answer.http_status == expected.get("httpStatus", 0)
    assert answer.request_id == expected.get("requestId")
    assert answer.retry_after_ms == expected.get("retryAfterMs")
    assert answer.clock_offset == expected.get("clockOffset")
    error = expected.get("error", {})
    assert answer.error_kind == error.get("kind")
    assert answer.error_code == error.get("code")
    assert answer.error_message == error.get("message")
    told = [(problem.code, problem.path) for problem in answer.problems]
    assert told == [(one["code"], one["path"]) for one in expected.get("problems", [])]
    assert (answer.interconnect is None) is ("interconnect" not in expected)
    if answer.interconnect is not None:
        members = dict(answer.interconnect)
        if "loaIssueTime" in members:
            members["loaIssueTime"] = _microseconds(members["loaIssueTime"])
        wanted = json.loads(json.dumps(expected["interconnect"]))
        assert answer.unknown_members == _unknown_members(wanted)
        assert members == wanted
    if answer.outcome == "created":
        assert answer.result()["interconnectId"] == expected["interconnect"]["interconnectId"]
        return
    with pytest.raises(dxinterconnect.DXInterconnectError) as caught:
        answer.result()
    assert isinstance(caught.value, dxinterconnect.OutcomeUnknown) is (answer.outcome == "unknown")


def _unknown_members(interconnect: dict[str, Any]) -> dict[str, str]:
    """Takes them out, and names them by their path."""
    found: dict[str, str] = interconnect.pop("unknownMembers", {})
    for name in ("tags", "macSecKeys"):
        for index, element in enumerate(interconnect.get(name, [])):
            members = element.pop("unknownMembers", {})
            found.update({f"{name}[{index}].{member}": members[member] for member in members})
    return found


def _microseconds(time: Any) -> int:
    from datetime import datetime, timedelta, timezone

    return (time - datetime(1970, 1, 1, tzinfo=timezone.utc)) // timedelta(microseconds=1)


@cases("endpoints")
def test_endpoints(case: dict[str, Any]) -> None:
    options = case["options"]
    arguments = {
        "region_name": options.get("region"),
        "endpoint_url": options.get("endpointUrl"),
        "use_fips_endpoint": options.get("useFips", False),
        "use_dualstack_endpoint": options.get("useDualstack", False),
        "allow_plaintext": options.get("allowPlaintext", False),
    }
    credentials = dxinterconnect.Credentials("AKID", "secret")
    if "url" in case:
        with dxinterconnect.Signer(credentials, **arguments) as signer:
            assert (signer.url, signer.region) == (case["url"], case["region"])
    else:
        with pytest.raises(dxinterconnect.InvalidOptionsError) as caught:
            dxinterconnect.Signer(credentials, **arguments)
        assert [problem.code for problem in caught.value.problems] == case["problems"]


@cases("signatures")
def test_signatures(case: dict[str, Any]) -> None:
    credentials = dxinterconnect.Credentials(
        case["accessKeyId"], case["secretAccessKey"], case.get("sessionToken")
    )
    members = case["request"]
    if isinstance(members, str):
        members = json.loads(members)
    with dxinterconnect.Signer(
        credentials,
        region_name=case["region"],
        endpoint_url=case["endpointUrl"],
        allow_plaintext=True,
    ) as signer:
        http = dxinterconnect.CreateInterconnectRequest(**members).sign(signer, now=case["now"])
    headers = dict(http.headers)
    assert http.body == case["body"].encode()
    assert headers["X-Amz-Date"] == case["amzDate"]
    assert headers["Authorization"] == case["authorization"]


@cases("backoff")
def test_backoff(case: dict[str, Any]) -> None:
    answer = dxinterconnect.read_response(delivery="nothing_sent")
    answer.retry_after_ms = case["retryAfterMs"]
    assert answer.delay(case["attempt"], case["random"]) == case["ms"] / 1000
