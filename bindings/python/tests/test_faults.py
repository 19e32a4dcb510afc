"""Every fault of the local endpoint: what the client says, and how many ports are ordered."""

from __future__ import annotations

from typing import Any, Optional

import pytest
from clients import ORDER, client_of, orders
from test_hostile_servers import CASES as HOSTILE

from dxinterconnect import ClientError, Config, OutcomeUnknown
from dxinterconnect.local_endpoint import FAULTS, LocalEndpoint

CREATED, REFUSED, UNKNOWN = "created", "refused", "unknown"
SHORT = {"read_timeout": 0.3}

# (fault, its parameters, the client's settings, outcome, ports ordered, requests sent).
# A fault comes once: what is safely resent succeeds the second time.
CASES: list[tuple[str, dict[str, Any], dict[str, Any], str, int, int]] = [
    ("close-port", {"seconds": 0.2}, {}, CREATED, 1, 1),
    ("cut-before-reading", {}, {}, UNKNOWN, 0, 1),
    ("clock-skew", {"seconds": 3600}, {}, CREATED, 1, 3),
    ("hang", {}, SHORT, UNKNOWN, 1, 1),
    ("hang", {"placed": False}, SHORT, UNKNOWN, 0, 1),
    ("cut-after-reading", {}, {}, UNKNOWN, 1, 1),
    ("cut-after-reading", {"placed": False}, {}, UNKNOWN, 0, 1),
    ("cut-after-reading", {"how": "reset"}, {}, UNKNOWN, 1, 1),
    ("cut-inside-answer", {"at": "after-id"}, {}, CREATED, 1, 1),
    ("cut-inside-answer", {"at": "before-id"}, {}, UNKNOWN, 1, 1),
    ("500", {}, {}, UNKNOWN, 1, 1),
    ("500", {"placed": False}, {}, UNKNOWN, 0, 1),
    ("503-html", {}, {}, UNKNOWN, 0, 1),
    ("200-html", {}, {}, UNKNOWN, 0, 1),
    ("200-html", {"placed": True}, {}, UNKNOWN, 1, 1),
    ("200-empty", {}, {}, UNKNOWN, 1, 1),
    ("throttling", {}, {}, CREATED, 1, 2),
    ("too-many-requests", {}, {}, CREATED, 1, 2),
    ("server-exception", {}, {}, UNKNOWN, 1, 1),
    ("slow-bytes", {"seconds": 0.001}, {}, CREATED, 1, 1),
    ("slow-headers", {"seconds": 0.001}, {}, CREATED, 1, 1),
    ("slow-bytes", {"seconds": 0.02}, {"total_timeout": 0.3}, UNKNOWN, 1, 1),
    ("slow-headers", {"seconds": 0.02}, {"total_timeout": 0.3}, UNKNOWN, 1, 1),
    ("endless-headers", {}, {}, UNKNOWN, 1, 1),
    ("endless-body", {}, {"read_timeout": 10}, UNKNOWN, 1, 1),
    ("huge-answer", {}, {"read_timeout": 10}, CREATED, 1, 1),
    ("wrong-content-length", {"by": 10}, {}, CREATED, 1, 1),
    ("wrong-content-length", {"by": -10}, {}, CREATED, 1, 1),
    ("compressed-garbage", {}, {}, UNKNOWN, 1, 1),
    ("redirect", {}, {}, REFUSED, 0, 1),
    ("redirect", {"status": 303}, {}, REFUSED, 0, 1),
    ("cbor", {}, {}, UNKNOWN, 1, 1),
]


def test_every_fault_has_a_case() -> None:
    tested = {case[0] for case in CASES} | {case["fault"] for case in HOSTILE}
    assert tested == set(FAULTS)


@pytest.mark.parametrize(
    "fault, parameters, settings, outcome, placed, requests",
    CASES,
    ids=[" ".join([case[0], *map(str, case[1].values())]) for case in CASES],
)
def test_fault(
    fault: str,
    parameters: dict[str, Any],
    settings: dict[str, Any],
    outcome: str,
    placed: int,
    requests: int,
    direct_connect_endpoint: LocalEndpoint,
    slept: list[float],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    endpoint = direct_connect_endpoint
    if fault == "close-port":
        monkeypatch.undo()  # here the waits are what helps
        settings = {"retries": {"max_attempts": 6}}
    config = Config(**{"connect_timeout": 2, "read_timeout": 2, **settings})
    endpoint.add_fault(fault, **parameters)
    with client_of(endpoint, config) as client:
        told, failure = _told(client)
    assert told == outcome, failure
    assert orders(endpoint) == placed
    assert len(endpoint.log()) == requests
    if isinstance(failure, OutcomeUnknown):
        assert failure.sent == endpoint.log()[-1].body or fault == "cut-before-reading"
        assert failure.reason and failure.reason in str(failure)
        assert "acme-iad-1" in str(failure) and "DescribeInterconnects" in str(failure)
    # The requests of one order have one invocation id, and count.
    headers = [dict(entry.headers) for entry in endpoint.log()]
    headers = [{name.lower(): value for name, value in one.items()} for one in headers]
    assert len({one["amz-sdk-invocation-id"] for one in headers}) == 1
    if fault != "close-port":
        attempts = [one["amz-sdk-request"] for one in headers]
        assert attempts == [f"attempt={number + 1}" for number in range(requests)]


def _told(client: Any) -> tuple[str, Optional[Exception]]:
    try:
        result = client.create_interconnect(**ORDER)
    except OutcomeUnknown as error:
        return UNKNOWN, error
    except ClientError as error:
        return REFUSED, error
    assert result["interconnectId"].startswith("dxcon-")
    return CREATED, None


def test_a_port_that_stays_closed_is_not_sent(slept: list[float]) -> None:
    from dxinterconnect import EndpointConnectionError

    with LocalEndpoint() as endpoint:
        client = client_of(endpoint, Config(retries={"max_attempts": 3}))
    with pytest.raises(EndpointConnectionError, match="Could not connect to the endpoint URL"):
        client.create_interconnect(**ORDER)
    assert len(slept) == 3


def test_max_attempts_counts_resends(
    direct_connect_endpoint: LocalEndpoint, slept: list[float]
) -> None:
    for retries, requests in (
        ({"max_attempts": 0}, 1),
        ({"max_attempts": 3, "mode": "standard"}, 4),
        ({"total_max_attempts": 3}, 3),
        (None, 3),
    ):
        direct_connect_endpoint.reset()
        direct_connect_endpoint.add_fault("throttling", times=10)
        client = client_of(direct_connect_endpoint, Config(retries=retries))
        with pytest.raises(ClientError) as caught:
            client.create_interconnect(**ORDER)
        assert len(direct_connect_endpoint.log()) == requests
        metadata = caught.value.response["ResponseMetadata"]
        assert metadata["RetryAttempts"] == requests - 1
        assert ("reached max retries" in str(caught.value)) is (requests > 1)


def test_the_wait_is_the_librarys(
    direct_connect_endpoint: LocalEndpoint, slept: list[float]
) -> None:
    direct_connect_endpoint.add_fault("too-many-requests", retry_after=7)
    result = client_of(direct_connect_endpoint).create_interconnect(**ORDER)
    assert slept == [7.0]
    assert result["ResponseMetadata"]["RetryAttempts"] == 1


def test_a_server_that_asks_for_an_hour_is_not_waited_for(
    direct_connect_endpoint: LocalEndpoint, slept: list[float]
) -> None:
    direct_connect_endpoint.add_fault("too-many-requests", retry_after=3600)
    with pytest.raises(ClientError) as caught:
        client_of(direct_connect_endpoint).create_interconnect(**ORDER)
    assert slept == []
    assert caught.value.answer is not None and caught.value.answer.retry_after_ms == 3_600_000


def test_the_clock_is_corrected_and_stays_so(
    direct_connect_endpoint: LocalEndpoint, slept: list[float]
) -> None:
    direct_connect_endpoint.clock_offset = -7200
    client = client_of(direct_connect_endpoint)
    assert client.create_interconnect(**ORDER)["ResponseMetadata"]["RetryAttempts"] == 1
    assert client.create_interconnect(**ORDER)["ResponseMetadata"]["RetryAttempts"] == 0
    assert slept == [0.0]
    assert orders(direct_connect_endpoint) == 2
