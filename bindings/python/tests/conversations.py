"""What can go wrong in a conversation: every fault at each of its points, and random sequences of them."""

from __future__ import annotations

import json
import os
import random
import socket
import time
from collections.abc import Iterator
from typing import Any, Optional

import pytest
from clients import ORDER, client_of

import dxinterconnect
from dxinterconnect.local_endpoint import FAULTS, After, LocalEndpoint

# How many random ones to hold; the seed of each is in its test's name.
CONVERSATIONS = int(os.environ.get("DXI_CONVERSATIONS", "50"))
# So short that a sequence of faults takes no longer than it must; the waits between looks take none.
CONFIG: dict[str, Any] = {"connect_timeout": 1, "read_timeout": 0.3, "total_timeout": 1}

# Parameters that keep a fault short; with several, one is drawn.
PARAMETERS: dict[str, list[dict[str, Any]]] = {
    "close-port": [{"seconds": 0.05}],
    "early-answer": [{"status": 413}, {"status": 429}, {"status": 500}],
    "clock-skew": [{"seconds": 3600}, {"seconds": -3600}],
    "hang": [{"seconds": 0.4}],
    "cut-after-reading": [{"how": "fin"}, {"how": "reset"}],
    "cut-inside-answer": [{"at": "before-id"}, {"at": "after-id"}, {"at": 0}, {"at": 17}],
    "slow-bytes": [{"seconds": 0.0002}],
    "slow-headers": [{"seconds": 0.0002}],
    "endless-headers": [{"bytes": 1 << 18}],
    "endless-body": [{"bytes": 1 << 18}],
    "endless-trailers": [{"bytes": 1 << 18}],
    "huge-answer": [{"bytes": 1 << 18}],
    "compression-bomb": [{"bytes": 1 << 18}],
    "wrong-content-length": [{"by": 10}, {"by": -1}, {"by": -10}],
    "redirect": [{"status": 301}, {"status": 307}],
}


class Clock:
    """Time that only passes while somebody sleeps, and then takes none."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import dxinterconnect._ensure
        import dxinterconnect._ensure_interconnect
        import dxinterconnect._operation
        import dxinterconnect._wait

        self.now = 1000.0
        self.slept: list[float] = []
        for module in (
            dxinterconnect._ensure_interconnect,
            dxinterconnect._operation,
            dxinterconnect._wait,
        ):
            monkeypatch.setattr(module, "sleep", self.sleep)
        for module in (dxinterconnect._ensure, dxinterconnect._wait):
            monkeypatch.setattr(module, "monotonic", lambda: self.now)

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0
        self.slept.append(seconds)
        self.now += seconds


def every_fault() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each fault with each of its parameters, with and without the order placed where that can be chosen."""
    for name, kind in FAULTS.items():
        for parameters in PARAMETERS.get(name, [{}]):
            for placed in (True, False) if kind.either else (kind.placed,):
                yield name, {**parameters, "placed": placed}


def final(fault: str, settings: dict[str, Any]) -> bool:
    """Whether it is an answer that says no: sending again does not help."""
    return fault == "redirect" or settings.get("status") == 413


class Conversation:
    """An ensure_interconnect on a local endpoint, and what has to be true of it, whatever went wrong."""

    def __init__(self, endpoint: LocalEndpoint, **config: Any) -> None:
        self.endpoint = endpoint
        # More attempts than any fault needs: on a machine that is busy an answer may come too late.
        config = {**CONFIG, "retries": {"max_attempts": 5}, **config}
        self.client = client_of(endpoint, dxinterconnect.Config(**config))
        self.error: Optional[Exception] = None
        self.result: Any = None

    def hold(self, **arguments: Any) -> str:
        """What came of it, as a word."""
        try:
            self.result = self.client.ensure_interconnect(**{**ORDER, **arguments})
        except dxinterconnect.OutcomeUnknown as error:
            self.error = error
            return "unknown"
        except dxinterconnect.NotDescribedError as error:
            self.error = error
            return "not described"
        except dxinterconnect.NotSentError as error:
            self.error = error
            return "not sent"
        except dxinterconnect.ClientError as error:
            self.error = error
            return "refused"
        except dxinterconnect.EnsureError as error:
            self.error = error
            return str(error.result["outcome"])
        return str(self.result["outcome"])

    def requests(self, operation: str) -> list[Any]:
        return [entry for entry in self.endpoint.log() if entry.operation == operation]

    def check(self, told: str, there: bool = False) -> None:
        """``there``: whether what is asked for was there before."""
        orders = self.endpoint.orders()
        assert len(orders) <= 1, "ordered twice"
        # Only what certainly ordered nothing was ever sent again.
        creates = self.requests("CreateInterconnect")
        for entry in creates[:-1]:
            # What may have been an early 429 is told apart from other early answers by the endpoint's orders.
            assert entry.order is None
            assert entry.fault in (None, "throttling", "too-many-requests", "clock-skew", "early-answer")
        if told == "created":
            (order,) = orders
            assert self.result["interconnect"]["interconnectId"] == order.interconnect_id
            assert self.result["orders"] == 1
        elif told == "exists":
            assert there and creates == []
            assert self.result["orders"] == 0
        elif told == "unknown":
            assert isinstance(self.error, dxinterconnect.OutcomeUnknown)
            assert self.error.result is not None and self.error.result["orders"] == 1
            assert self.error.sent and json.loads(self.error.sent) == ORDER
        else:
            assert orders == [] and str(self.error)
            assert creates or "Nothing was ordered" in str(self.error)

    def wait_for_the_port(self) -> None:
        for _ in range(1000):
            try:
                return socket.create_connection(("127.0.0.1", self.endpoint.port), 1).close()
            except ConnectionRefusedError:
                time.sleep(0.01)

    def check_the_end(self) -> None:
        """Once nothing goes wrong any more, one order stands, however often it is asked for."""
        self.endpoint.clear_faults()
        self.endpoint.change(show_after=None)
        self.wait_for_the_port()
        before = len(self.endpoint.orders())
        again = Conversation(self.endpoint)
        told = again.hold()
        assert told == ("exists" if before else "created"), again.error
        assert Conversation(self.endpoint).hold() == "exists"
        assert len(self.endpoint.orders()) == 1


def hold_at_random(seed: int) -> None:
    """A conversation in which anything may go wrong at any point."""
    draw = random.Random(seed)
    show_after = draw.choice([None, None, After(looks=draw.randint(1, 4)), After(looks=1000)])
    with LocalEndpoint(show_after=show_after, page_size=draw.choice([1, 2, 100])) as endpoint:
        for number in range(draw.choice([0, 0, 1, 3])):
            other = {"interconnectName": f"other-{number}", "location": "EqDC2"}
            endpoint.put_interconnect({**other, "interconnectState": "available"})
        for state in draw.sample(["deleting", "deleted"], draw.randint(0, 2)):
            endpoint.put_interconnect({**ORDER, "interconnectState": state})
        faults = list(every_fault())
        for _ in range(draw.randint(1, 6)):
            name, settings = draw.choice(faults)
            if name.startswith("slow-") and draw.random() < 0.2:
                settings = {"seconds": 0.05}  # longer than anybody waits for it
            if name != "close-port":
                settings = {
                    **settings,
                    "times": draw.choice([1, 1, 1, 2, 5]),
                    "operation": draw.choice(["CreateInterconnect", "DescribeInterconnects", None]),
                    "skip": draw.choice([0, 0, 1, 2]),
                }
            endpoint.add_fault(name, **settings)
        conversation = Conversation(endpoint, retries={"max_attempts": draw.randint(0, 3)})
        told = conversation.hold(look_again=draw.choice([0.5, 5.0, 60.0]))
        conversation.check(told)
        conversation.check_the_end()
