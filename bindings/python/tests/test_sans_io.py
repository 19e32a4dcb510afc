"""Building, signing and reading without sending."""

from __future__ import annotations

import http.client
import json
import os
import runpy
import subprocess
import sys
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from clients import KEYS, ORDER, PACKAGE, ROOT, orders
from conversations import Clock

import dxinterconnect
from dxinterconnect import CreateInterconnectRequest, Credentials, Signer, read_response
from dxinterconnect.local_endpoint import LocalEndpoint

EXAMPLES = ROOT / "examples" / "python"


def test_a_request_tells_its_problems_and_its_body() -> None:
    request = CreateInterconnectRequest(**ORDER, lagId="banana")
    (problem,) = request.problems()
    assert (problem.severity, problem.code, problem.path) == ("warning", "UNUSUAL_VALUE", "lagId")
    assert request.problems() == [problem] and hash(problem)
    assert json.loads(request.body()) == {**ORDER, "lagId": "banana"}
    assert "acme" not in repr(request)
    strict = CreateInterconnectRequest(**ORDER, lagId="banana", warnings_as_errors=True)
    with pytest.raises(dxinterconnect.ParamValidationError):
        strict.body()
    bad: Any = CreateInterconnectRequest
    assert [p.code for p in bad(interconnectName=b"x", bandwidth=float("nan")).problems()] == [
        "MISSING_MEMBER", "WRONG_TYPE", "WRONG_TYPE",
    ]  # fmt: skip
    with pytest.raises(TypeError, match="only accepts keyword arguments"):
        bad("x")


def test_what_cannot_be_carried_in_a_member_that_is_let_through_is_a_problem() -> None:
    loose: Any = CreateInterconnectRequest
    request = loose(**ORDER, x={"y": b"z"}, allow_unknown_members=True)
    assert [(p.code, p.path) for p in request.problems()] == [("WRONG_TYPE", "x.y")]
    with pytest.raises(dxinterconnect.ParamValidationError, match="x.y, value: b'z'"):
        request.body()


def test_a_signed_request_can_be_sent_by_any_client(
    direct_connect_endpoint: LocalEndpoint,
) -> None:
    import http.client

    with Signer(
        Credentials(KEYS["aws_access_key_id"], KEYS["aws_secret_access_key"]),
        region_name="us-east-1",
        endpoint_url=direct_connect_endpoint.url,
    ) as signer:
        order = CreateInterconnectRequest(**ORDER).sign(signer, attempt=1, invocation_id="an-id")
    assert dict(order.headers)["amz-sdk-invocation-id"] == "an-id"
    assert (order.method, order.url) == ("POST", direct_connect_endpoint.url + "/")
    connection = http.client.HTTPConnection(order.host)
    connection.request(order.method, order.path, order.body, dict(order.headers))
    response = connection.getresponse()
    answer = read_response(response.status, response.getheaders(), response.read())
    connection.close()
    assert answer.outcome == "created" and not answer.may_resend
    assert answer.result()["interconnectId"] == direct_connect_endpoint.orders()[0].interconnect_id
    assert answer.headers["x-amzn-requestid"] == answer.request_id
    assert repr(answer).startswith("Answer(created, done: ")


def test_bad_times_and_ids_are_told() -> None:
    request = CreateInterconnectRequest(**ORDER)
    with Signer(Credentials("A", "b"), region_name="us-east-1") as signer:
        with pytest.raises(dxinterconnect.InvalidOptionsError):
            request.sign(signer, now=-1)
        with pytest.raises(dxinterconnect.InvalidOptionsError):
            request.sign(signer, invocation_id="a\nb")
        with pytest.raises(dxinterconnect.InvalidOptionsError, match="NUL"):
            request.sign(signer, invocation_id="a\0b")


def test_delivery_failures_have_answers_too() -> None:
    nothing = read_response(delivery="nothing_sent")
    assert (nothing.outcome, nothing.advice, nothing.may_resend) == ("not_created", "resend", True)
    assert 0 <= nothing.delay(1) <= 1 and 0 <= nothing.delay(30) <= 20
    with pytest.raises(dxinterconnect.NotSentError):
        nothing.result()
    lost = read_response(delivery="no_answer")
    assert (lost.outcome, lost.advice, lost.may_resend) == ("unknown", "look_first", False)
    with pytest.raises(dxinterconnect.OutcomeUnknown):
        lost.result()
    cut = read_response(200, {}, b'{"interconnectId":"dxcon-1","inter', delivery="answer_cut_off")
    assert cut.outcome == "created" and cut.problems
    bad: Any = read_response
    with pytest.raises(ValueError, match="write one of complete, nothing_sent"):
        bad(delivery="lost")
    with pytest.raises(TypeError):
        bad(200, {}, "text")


def test_only_a_line_feed_begins_another_header() -> None:
    for byte in b"\x0b\x0c\x1c\x1d\x1e\x85\r":
        lines = b"X: a%cX-Amzn-Errortype: ThrottlingException\r\n" % byte
        answer = read_response(500, lines)
        assert (answer.outcome, answer.error_code) == ("unknown", None), hex(byte)


def test_headers_come_in_any_form() -> None:
    for headers in (
        {"X-Amzn-RequestId": "RID"},
        [("x-amzn-requestid", "RID")],
        b"X-AMZN-REQUESTID: RID\r\n",
    ):
        assert read_response(200, headers, b'{"interconnectId":"a"}').request_id == "RID"
    smuggled = read_response(200, {"X": "a\r\nx-amzn-RequestId: RID"}, b"{}")
    assert smuggled.request_id is None


def test_the_clock_offset_is_told() -> None:
    answer = read_response(
        400,
        {"Date": "Sun, 22 Nov 2026 22:43:14 GMT"},
        b'{"__type":"RequestExpired"}',
        now=1_795_387_394 - 600,
    )
    assert (answer.advice, answer.clock_offset, answer.delay()) == ("correct_clock", 600, 0.0)


@pytest.fixture
def environment(
    direct_connect_endpoint: LocalEndpoint, monkeypatch: pytest.MonkeyPatch
) -> LocalEndpoint:
    """An endpoint that a program finds in its environment."""
    monkeypatch.setenv("PYTHONPATH", str(PACKAGE.parent), prepend=os.pathsep)
    monkeypatch.setenv("AWS_ENDPOINT_URL", direct_connect_endpoint.url)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEYS["aws_access_key_id"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", KEYS["aws_secret_access_key"])
    return direct_connect_endpoint


def run_example(example: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run([sys.executable, str(EXAMPLES / example), *arguments],
                          capture_output=True, text=True, timeout=60)  # fmt: skip
    assert "Traceback" not in done.stderr
    return done


def test_the_example_orders_what_is_not_there(
    environment: LocalEndpoint, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    endpoint = environment
    done = run_example("order.py", "acme-iad-1", "10Gbps", "EqDC2")
    assert done.returncode == 0, done.stderr
    id = endpoint.orders()[0].interconnect_id
    assert done.stdout.startswith(f"{id}: created")
    again = run_example("order.py", "acme-iad-1", "10Gbps", "EqDC2")
    assert again.returncode == 0 and again.stdout.startswith(f"{id}: exists")
    other = run_example("order.py", "acme-iad-1", "1Gbps", "EqDC2")
    assert other.returncode == 1 and 'bandwidth is "10Gbps", not "1Gbps"' in other.stderr
    refused = run_example("order.py", "acme-iad-2", "7 bananas", "EqDC2")
    assert refused.returncode == 1 and "7 bananas" in refused.stderr
    assert len(endpoint.orders()) == 1
    endpoint.add_fault("cut-after-reading", operation="CreateInterconnect")
    lost = run_example("order.py", "acme-iad-3", "10Gbps", "EqDC2")
    assert lost.returncode == 0 and "created" in lost.stdout, lost.stderr
    # What nobody sees for a minute is looked for as long, by a clock that needs none.
    Clock(monkeypatch)
    endpoint.add_fault("cut-after-reading", operation="CreateInterconnect", placed=False)
    main = runpy.run_path(str(EXAMPLES / "order.py"))["main"]
    assert main("acme-iad-4", "10Gbps", "EqDC2") == 2
    assert "before you order again" in capsys.readouterr().err
    assert len(endpoint.orders()) == 2


def test_the_example_with_asyncio_orders_one_port(environment: LocalEndpoint) -> None:
    endpoint = environment

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return run_example("order_asyncio.py", *arguments)

    done = run("acme-iad-1", "10Gbps", "EqDC2")
    assert done.returncode == 0, done.stderr
    assert endpoint.orders()[0].interconnect_id in done.stdout
    refused = run("acme-iad-1", "7 bananas", "EqDC2")
    assert refused.returncode == 1 and "7 bananas" in refused.stderr
    endpoint.add_fault("throttling")
    assert run("acme-iad-2", "10Gbps", "EqDC2").returncode == 0
    endpoint.add_fault("cut-after-reading", times=5)
    lost = run("acme-iad-3", "10Gbps", "EqDC2")
    assert lost.returncode == 2 and "DescribeInterconnects" in lost.stderr
    assert orders(endpoint) == 3


class _Requests(SimpleNamespace):
    """As much of the package requests as the README's snippet uses."""

    class RequestException(OSError):
        pass

    class ConnectTimeout(RequestException):
        pass

    class Session:
        trust_env = True
        error: Any = None

        def __enter__(self) -> Any:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def request(
            self, method: str, url: str, *, headers: Any, data: bytes, allow_redirects: bool, timeout: int
        ) -> Any:
            assert (self.trust_env, allow_redirects, timeout) == (False, False, 60)
            if self.error is not None:
                raise self.error
            place = urlsplit(url)
            connection = http.client.HTTPConnection(place.netloc)
            connection.request(method, place.path, data, headers)
            response = connection.getresponse()
            body = response.read()
            connection.close()
            return SimpleNamespace(
                status_code=response.status, headers=dict(response.getheaders()), content=body
            )


@pytest.mark.skipif(
    not PACKAGE.parent.joinpath("README.md").exists(), reason="of the source tree"
)
def test_the_readmes_own_client_orders_and_leaks_nothing(
    direct_connect_endpoint: LocalEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    readme = PACKAGE.parent.joinpath("README.md").read_text(encoding="utf-8")
    (snippet,) = [
        text.partition("```")[0]
        for text in readme.split("```python\n")
        if text.startswith("import requests")
    ]
    assert "allow_redirects=False," in snippet and "timeout=60," in snippet
    region = 'region_name="us-east-1"'
    snippet = snippet.replace(region, f'{region}, endpoint_url="{direct_connect_endpoint.url}"')
    code = compile(snippet, "README.md", "exec")
    monkeypatch.setitem(sys.modules, "requests", _Requests())  # type: ignore[arg-type]

    def answer() -> Any:
        credentials = Credentials(KEYS["aws_access_key_id"], KEYS["aws_secret_access_key"])
        names: dict[str, Any] = {"dxinterconnect": dxinterconnect, "session": credentials}
        try:
            exec(code, names)
        except (dxinterconnect.OutcomeUnknown, dxinterconnect.NotSentError):
            pass
        return names["answer"]

    assert answer().outcome == "created" and orders(direct_connect_endpoint) == 1
    monkeypatch.setattr(_Requests.Session, "error", _Requests.ConnectTimeout())
    assert answer().outcome == "not_created"
    monkeypatch.setattr(_Requests.Session, "error", _Requests.RequestException())
    assert answer().outcome == "unknown"


@pytest.fixture
def asyncio_example(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    return runpy.run_path(str(EXAMPLES / "order_asyncio.py"))


def test_the_asyncio_example_says_which_credentials_it_lacks(
    asyncio_example: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    import asyncio

    assert asyncio.run(asyncio_example["main"]("a", "1Gbps", "EqDC2")) == 1
    assert "AWS_ACCESS_KEY_ID" in capsys.readouterr().err


@pytest.mark.parametrize("at, outcome", [("after-id", 0), ("before-id", 2)])
def test_the_asyncio_example_keeps_an_answer_that_is_cut_off(
    at: str,
    outcome: int,
    asyncio_example: dict[str, Any],
    direct_connect_endpoint: LocalEndpoint,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    import asyncio

    _environment_of(direct_connect_endpoint, monkeypatch)
    direct_connect_endpoint.add_fault("cut-inside-answer", at=at)
    assert asyncio.run(asyncio_example["main"](*ORDER.values())) == outcome
    (order,) = direct_connect_endpoint.orders()
    assert (order.interconnect_id in capsys.readouterr().out) is (outcome == 0)


def test_the_asyncio_example_reads_no_body_without_end(
    asyncio_example: dict[str, Any],
    direct_connect_endpoint: LocalEndpoint,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import asyncio

    _environment_of(direct_connect_endpoint, monkeypatch)
    monkeypatch.setitem(asyncio_example["send"].__globals__, "LONGEST_BODY", 100_000)
    read: list[tuple[int, str]] = []

    def reading(*arguments: Any, **options: Any) -> Any:
        read.append((len(arguments[2]), options["delivery"]))
        return read_response(*arguments, **options)

    monkeypatch.setattr("dxinterconnect.read_response", reading)
    direct_connect_endpoint.add_fault("endless-body")
    assert asyncio.run(asyncio_example["main"](*ORDER.values())) == 2
    ((length, delivery),) = read
    assert 100_000 < length < 1_000_000 and delivery == "answer_cut_off"


def test_the_asyncio_example_waits_no_longer_than_a_minute(
    asyncio_example: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    import asyncio

    async def throttled(*_: Any) -> Any:
        return read_response(429, {"Retry-After": "3600"}, b'{"__type":"ThrottlingException"}')

    order = asyncio_example["create_interconnect"]
    monkeypatch.setitem(order.__globals__, "send", throttled)
    with Signer(Credentials("A", "b"), region_name="us-east-1") as signer:
        request = CreateInterconnectRequest(**ORDER)
        answer = asyncio.run(asyncio.wait_for(order(None, signer, request), 10))
    assert answer.may_resend and answer.delay() > 60


def _environment_of(endpoint: LocalEndpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "AWS_ENDPOINT_URL": endpoint.url,
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": KEYS["aws_access_key_id"],
        "AWS_SECRET_ACCESS_KEY": KEYS["aws_secret_access_key"],
    }.items():
        monkeypatch.setenv(name, value)
