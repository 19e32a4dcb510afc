"""The vectors that every language runs."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import dxinterconnect
from dxinterconnect._arguments import Arguments

FOLDER = Path(__file__).resolve().parents[3] / "Tests" / "Vectors"


def cases(name: str, keep: Callable[[dict[str, Any]], bool] = lambda case: True) -> Any:
    found = [case for case in json.loads((FOLDER / f"{name}.json").read_text())["cases"] if keep(case)]
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
    _check_request(dxinterconnect.CreateInterconnectRequest, case)


@cases("describe_requests")
def test_describe_requests(case: dict[str, Any]) -> None:
    _check_request(dxinterconnect.DescribeInterconnectsRequest, case)


def _check_request(kind: type[Any], case: dict[str, Any]) -> None:
    rules = case.get("rules", [])
    request = kind._of({}, "ALLOW_UNKNOWN_MEMBERS" in rules, "WARNINGS_AS_ERRORS" in rules)
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
    _check_arguments(dxinterconnect.CreateInterconnectRequest, case)


@cases("describe_requests")
def test_describe_requests_from_python(case: dict[str, Any]) -> None:
    _check_arguments(dxinterconnect.DescribeInterconnectsRequest, case)


def _check_arguments(kind: type[Any], case: dict[str, Any]) -> None:
    """Those that Python's json reads, as a caller's arguments."""
    try:
        members = json.loads(data_of(case, "json", "base64"))
    except (ValueError, RecursionError):
        assert case["status"] != "OK"
        return
    if not isinstance(members, dict) or "INVALID_JSON" == case["status"]:
        return
    rules = case.get("rules", [])
    request = kind._of(
        members, "ALLOW_UNKNOWN_MEMBERS" in rules, "WARNINGS_AS_ERRORS" in rules
    )
    assert [(p.code, p.path) for p in request.problems()] == [
        (expected["code"], expected["path"]) for expected in case["problems"]
    ]
    if case["status"] == "OK":
        assert json.loads(request.body()) == json.loads(case["body"])


@cases("responses")
def test_responses(case: dict[str, Any]) -> None:
    answer = _check_answer("CreateInterconnect", case)
    if answer.outcome == "created":
        expected = case["answer"]["interconnect"]
        assert answer.interconnect is not None
        _check_interconnect(answer.interconnect, answer.unknown_members, expected)
        assert answer.result()["interconnectId"] == expected["interconnectId"]
        return
    assert answer.interconnect is None
    with pytest.raises(dxinterconnect.DXInterconnectError) as caught:
        answer.result()
    assert isinstance(caught.value, dxinterconnect.OutcomeUnknown) is (answer.outcome == "unknown")


@cases("describe_responses")
def test_describe_responses(case: dict[str, Any]) -> None:
    answer = _check_answer("DescribeInterconnects", case)
    expected = case["answer"]
    if answer.outcome == "described":
        assert answer.interconnects is not None
        assert len(answer.interconnects) == len(expected["interconnects"])
        for index, (found, one) in enumerate(zip(answer.interconnects, expected["interconnects"])):
            start = f"interconnects[{index}]."
            members = answer.unknown_members.items()
            unknown = {n[len(start) :]: text for n, text in members if n.startswith(start)}
            _check_interconnect(found, unknown, one)
        assert answer.next_token == expected.get("nextToken")
        assert len(answer.result()["interconnects"]) == len(answer.interconnects)
        return
    assert answer.interconnects is None and "interconnects" not in expected
    with pytest.raises(dxinterconnect.DXInterconnectError) as caught:
        answer.result()
    assert not isinstance(caught.value, dxinterconnect.OutcomeUnknown)


def _answer(operation: Any, case: dict[str, Any]) -> dxinterconnect.Answer:
    return dxinterconnect.read_response(
        case.get("status", 0),
        case.get("headers", "").encode("latin-1"),
        data_of(case, "body", "bodyBase64"),
        delivery=case.get("delivery", "COMPLETE").lower(),
        now=case.get("now", 0),
        operation=operation,
    )


def _check_answer(operation: Any, case: dict[str, Any]) -> dxinterconnect.Answer:
    answer, expected = _answer(operation, case), case["answer"]
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
    return answer


def _check_interconnect(
    found: dict[str, Any], unknown_members: dict[str, str], expected: dict[str, Any]
) -> None:
    members, wanted = dict(found), json.loads(json.dumps(expected))
    if "loaIssueTime" in members:
        members["loaIssueTime"] = _microseconds(members["loaIssueTime"])
    assert unknown_members == _unknown_members(wanted)
    assert members == wanted


def _is_a_list_of_pythons(case: dict[str, Any]) -> bool:
    """It has no pages, so none can be missing; and reconcile() takes no rules."""
    pages = case["pages"]
    if "rules" in case.get("options", {}):
        return False
    if not all(isinstance(page.get("interconnects"), list) for page in pages):
        return False
    if "problems" in case:
        return True
    return case["status"] != "INCOMPLETE_LIST" or (len(pages) == 1 and "nextToken" not in pages[0])


@cases("reconcile", _is_a_list_of_pythons)
def test_reconcile(case: dict[str, Any]) -> None:
    options = {_SNAKE[name]: value for name, value in case.get("options", {}).items()}
    there = [one for page in case["pages"] for one in page["interconnects"]]
    if case["status"] != "OK":
        with pytest.raises(dxinterconnect.ParamValidationError) as caught:
            dxinterconnect.reconcile(case["desired"], there, **options)
        told = [problem.code for problem in caught.value.problems]
        assert told == case.get("problems", told) != []
        return
    found = dxinterconnect.reconcile(case["desired"], there, **options)
    assert found["decision"] == case["decision"]
    assert found["ids"] == [id for id in case["matches"] if id is not None]
    assert found["differences"] == [
        {"desired": None, "actual": None, **difference} for difference in case["differences"]
    ]
    assert ("interconnect" in found) is (len(case["matches"]) == 1)
    assert found["explanation"]


_SNAKE = {
    "matchLocation": "match_location",
    "identityTagKey": "identity_tag_key",
    "lookAgainMs": "look_again",
    "orderAgainAfterLooks": "order_again_after_looks",
    "orderAgainAfterMs": "order_again_after",
}


@cases("ensure")
def test_ensure(case: dict[str, Any]) -> None:
    options = {_SNAKE[name]: value for name, value in case.get("options", {}).items()}
    for name in ("look_again", "order_again_after"):
        if name in options:
            options[name] /= 1000
    ensure = dxinterconnect.Ensure(
        dxinterconnect.CreateInterconnectRequest(**case["desired"]), **options
    )
    operations = {"LOOK": "DescribeInterconnects", "ORDER": "CreateInterconnect"}
    for expected in case["steps"]:
        now: Any = Fraction(expected["now"], 1000)  # more exact than a float, which is what one gives
        step = ensure.next(now=now, random=expected.get("random", 0))
        assert step == expected["step"].lower()
        if "waitMs" in expected:
            assert ensure.wait == expected["waitMs"] / 1000
        if "look" in expected:
            assert json.loads(ensure.look.body()) == expected["look"]
        for refused in expected.get("refuse", []):
            with pytest.raises(dxinterconnect.UsageError):
                ensure.receive(_answer(refused["operation"], refused["receive"]))
        if "receive" in expected:
            answer = _answer(operations[expected["step"]], expected["receive"])
            ensure.receive(answer)
            with pytest.raises(dxinterconnect.UsageError):
                ensure.receive(answer)
    document = ensure.document()
    assert document["outcome"] == case["result"]
    assert (document["looks"], document["orders"]) == (case["looks"], case["orders"])
    assert document["foundAfterUnknown"] == case.get("foundAfterUnknown", False)
    assert document.get("interconnect", {}).get("interconnectId") == case.get("interconnectId")
    assert document["explanation"]


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
