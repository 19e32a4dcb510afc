"""wait_until: what it waits for, what ends it, and how long it waits in between."""

from __future__ import annotations

import pickle
from types import SimpleNamespace
from typing import Any

import pytest
from clients import KEYS, ORDER, client_of
from conversations import Clock

import dxinterconnect
from dxinterconnect import _wait
from dxinterconnect.local_endpoint import After, LocalEndpoint


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def put(endpoint: LocalEndpoint, state: Any) -> str:
    return endpoint.put_interconnect({"interconnectName": "a", "interconnectState": state})


def test_it_tells_each_look_and_returns_the_interconnect(clock: Clock) -> None:
    with LocalEndpoint(move_after=After(looks=2)) as endpoint:
        client = client_of(endpoint)
        id = client.create_interconnect(**ORDER)["interconnectId"]
        seen: list[tuple[Any, float]] = []
        interconnect = client.wait_until(
            id, on_progress=lambda one, waited: seen.append((one["interconnectState"], waited))
        )
    assert interconnect["interconnectState"] == "available"
    assert interconnect["interconnectId"] == id and "loaIssueTime" in interconnect
    assert [state for state, _ in seen] == ["requested"] * 2 + ["pending"] * 2 + ["available"]
    waited = [seconds for _, seconds in seen]
    assert waited[0] == 0 and waited == sorted(waited) and waited[-1] == pytest.approx(sum(clock.slept))


def test_delays_grow_and_are_jittered(clock: Clock, direct_connect_endpoint: LocalEndpoint) -> None:
    client = client_of(direct_connect_endpoint)
    id = put(direct_connect_endpoint, "requested")
    with pytest.raises(dxinterconnect.WaitTimeout):
        client.wait_until(id, timeout=100, min_delay=1, max_delay=8)
    longest = [min(2.0**n, 8.0) for n in range(len(clock.slept))]
    for slept, most in zip(clock.slept[:-1], longest):
        assert most / 2 <= slept <= most
    assert clock.slept[:-1] != longest[: len(clock.slept) - 1]
    assert sum(clock.slept) == pytest.approx(100)


@pytest.mark.parametrize(
    "now, wanted",
    [("deleted", "available"), ("deleting", "available"), ("available", "pending"), ("deleted", "down")],
)
def test_it_ends_at_once_where_there_is_no_way(
    now: str, wanted: str, clock: Clock, direct_connect_endpoint: LocalEndpoint
) -> None:
    id = put(direct_connect_endpoint, now)
    with pytest.raises(dxinterconnect.InterconnectStateError) as caught:
        client_of(direct_connect_endpoint).wait_until(id, wanted)
    assert str(caught.value) == f"{id} is {now}, and cannot become {wanted} any more"
    assert caught.value.interconnect is not None
    assert caught.value.interconnect["interconnectState"] == now
    assert caught.value.state == wanted
    assert clock.slept == []
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.interconnect) == (str(caught.value), caught.value.interconnect)


@pytest.mark.parametrize("now", ["requested", "pending", "down", "unknown", "exploded", None])
def test_it_gives_up_at_the_deadline(
    now: Any, clock: Clock, direct_connect_endpoint: LocalEndpoint
) -> None:
    id = put(direct_connect_endpoint, now)
    with pytest.raises(dxinterconnect.WaitTimeout, match=f"{id} is {now}.*in 30 seconds") as caught:
        client_of(direct_connect_endpoint).wait_until(id, timeout=30)
    assert caught.value.interconnect is not None
    assert sum(clock.slept) == pytest.approx(30)
    with pytest.raises(dxinterconnect.WaitTimeout):
        client_of(direct_connect_endpoint).wait_until(id, timeout=0)
    assert sum(clock.slept) == pytest.approx(30)


def test_what_is_not_there_yet_is_waited_for(clock: Clock) -> None:
    with LocalEndpoint(show_after=After(looks=3)) as endpoint:
        client = client_of(endpoint)
        id = client.create_interconnect(**ORDER)["interconnectId"]
        seen: list[Any] = []
        client.wait_until(id, "requested", on_progress=lambda one, _: seen.append(one))
        assert [one and one["interconnectState"] for one in seen] == [None] * 3 + ["requested"]
        with pytest.raises(dxinterconnect.WaitTimeout, match="dxcon-ffffffff was not found") as caught:
            client.wait_until("dxcon-ffffffff", timeout=20)
        assert caught.value.interconnect is None
        assert isinstance(caught.value.__cause__, dxinterconnect.DirectConnectClientException)


def test_a_look_that_fails_is_tried_again(
    clock: Clock, direct_connect_endpoint: LocalEndpoint
) -> None:
    endpoint = direct_connect_endpoint
    id = put(endpoint, "available")
    client = client_of(endpoint, dxinterconnect.Config(retries={"max_attempts": 0}))
    for fault in ("500", "cut-after-reading", "throttling", "200-html", "server-exception"):
        endpoint.add_fault(fault, 2)
    assert client.wait_until(id)["interconnectId"] == id
    assert len(endpoint.log()) == 11
    endpoint.add_fault("500", 100)
    with pytest.raises(dxinterconnect.WaitTimeout) as caught:
        client.wait_until(id, timeout=10)
    assert isinstance(caught.value.__cause__, dxinterconnect.ClientError)


def test_what_waiting_does_not_mend_is_told_at_once(
    clock: Clock, direct_connect_endpoint: LocalEndpoint
) -> None:
    client = client_of(direct_connect_endpoint)
    with pytest.raises(dxinterconnect.DirectConnectClientException, match="invalid format"):
        with pytest.warns(dxinterconnect.DXInterconnectWarning, match="foobar"):
            client.wait_until("foobar")
    keys = {**KEYS, "aws_secret_access_key": "wrong"}
    with pytest.raises(dxinterconnect.ClientError, match="InvalidSignature"):
        client_of(direct_connect_endpoint, **keys).wait_until("dxcon-ffffffff")
    assert clock.slept == []


@pytest.mark.parametrize(
    "arguments, message",
    [
        ({"state": "ready"}, "state is 'ready'; write one of requested, pending, available, down"),
        ({"state": None}, "state is None"),
        ({"timeout": -1}, "timeout is -1; write a number of seconds"),
        ({"min_delay": float("nan")}, "min_delay is nan"),
        ({"max_delay": "5"}, "max_delay is '5'"),
    ],
)
def test_bad_settings_are_told(arguments: dict[str, Any], message: str) -> None:
    client = dxinterconnect.client("directconnect", region_name="us-east-1", **KEYS)
    with pytest.raises(dxinterconnect.ConfigError, match=message):
        client.wait_until("dxcon-ffffffff", **arguments)


def test_a_callback_that_raises_ends_it(
    clock: Clock, direct_connect_endpoint: LocalEndpoint
) -> None:
    def enough(*_: Any) -> None:
        raise StopIteration

    with pytest.raises(StopIteration):
        client_of(direct_connect_endpoint).wait_until(
            put(direct_connect_endpoint, "pending"), on_progress=enough
        )


def test_another_interconnect_in_the_answer_is_not_the_one() -> None:
    listed = [{"interconnectId": "dxcon-other"}, {"interconnectId": "dxcon-mine"}, {}]
    done: Any = SimpleNamespace(answer=SimpleNamespace(interconnects=listed))
    assert _wait._found(done, "dxcon-mine") is listed[1]
    assert _wait._found(done, "dxcon-third") is None
