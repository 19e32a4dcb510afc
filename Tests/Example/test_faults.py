"""Every fault of the local endpoint: what `order` says, how often it sends, and never a second order."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any, Optional

import test_hostile
from dxinterconnect.local_endpoint.faults import FAULTS
from harness import CREATED, NOT_CREATED, UNKNOWN, ExampleCase


@dataclass(frozen=True)
class Case:
    """`requests`: how often it is sent. `always`: the exit code when the fault never ends."""

    fault: str
    exit_code: int
    orders: int
    requests: int = 1
    always: Optional[int] = None
    placed: Optional[bool] = None
    arguments: tuple[str, ...] = ()
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        words = [self.fault, *(f"{key}={value}" for key, value in self.parameters.items())]
        if self.placed is not None:
            words.append("placed" if self.placed else "not placed")
        return " ".join(words)


CASES = [
    Case("close-port", NOT_CREATED, 0, requests=0, parameters={"seconds": 30}, arguments=("--max-attempts", "2")),
    Case("cut-before-reading", UNKNOWN, 0, requests=1),
    # Once: a clock that says one thing and then another, for which nobody can sign.
    Case("clock-skew", NOT_CREATED, 0, requests=2, always=CREATED),
    Case("hang", UNKNOWN, 1, placed=True, arguments=("--timeout", "0.5")),
    Case("hang", UNKNOWN, 0, placed=False, arguments=("--timeout", "0.5")),
    Case("cut-after-reading", UNKNOWN, 1, placed=True, parameters={"how": "fin"}),
    Case("cut-after-reading", UNKNOWN, 1, placed=True, parameters={"how": "reset"}),
    Case("cut-after-reading", UNKNOWN, 0, placed=False),
    Case("cut-inside-answer", CREATED, 1, parameters={"at": "after-id"}),
    Case("cut-inside-answer", UNKNOWN, 1, parameters={"at": "before-id"}),
    Case("cut-inside-answer", UNKNOWN, 1, parameters={"at": 0}),
    Case("500", UNKNOWN, 1, placed=True),
    Case("500", UNKNOWN, 0, placed=False),
    Case("503-html", UNKNOWN, 1, placed=True),
    Case("503-html", UNKNOWN, 0, placed=False),
    Case("200-html", UNKNOWN, 1, placed=True),
    Case("200-html", UNKNOWN, 0, placed=False),
    Case("200-empty", UNKNOWN, 1, placed=True),
    Case("200-empty", UNKNOWN, 0, placed=False),
    Case("throttling", CREATED, 1, requests=2, always=NOT_CREATED),
    Case("too-many-requests", CREATED, 1, requests=2, always=NOT_CREATED, parameters={"retry_after": 1}),
    Case("server-exception", UNKNOWN, 1, placed=True),
    Case("server-exception", UNKNOWN, 0, placed=False),
    Case("slow-bytes", CREATED, 1, parameters={"seconds": 0.001}),
    Case("slow-bytes", UNKNOWN, 1, parameters={"seconds": 0.1}, arguments=("--timeout", "0.5")),
    Case("slow-headers", CREATED, 1, parameters={"seconds": 0.001}),
    Case("slow-headers", UNKNOWN, 1, parameters={"seconds": 0.1}, arguments=("--timeout", "0.5")),
    Case("endless-headers", UNKNOWN, 1, placed=True),
    Case("endless-body", UNKNOWN, 1, placed=True),
    Case("huge-answer", CREATED, 1, parameters={"bytes": 10 << 20}),
    Case("huge-answer", UNKNOWN, 1, parameters={"bytes": 17 << 20}),
    Case("wrong-content-length", CREATED, 1, parameters={"by": 10}),
    Case("wrong-content-length", CREATED, 1, parameters={"by": -10}),
    Case("compressed-garbage", UNKNOWN, 1, placed=True),
    *(Case("redirect", NOT_CREATED, 0, parameters={"status": status}) for status in (301, 302, 303, 307, 308)),
    Case("cbor", UNKNOWN, 1),
]


class Faults(ExampleCase):
    def check(self, case: Case, times: int, exit_code: int) -> None:
        endpoint = self.endpoint()
        endpoint.add_fault(case.fault, times=times, placed=case.placed, **case.parameters)
        started = time.monotonic()
        run = self.order_from(endpoint.url, *case.arguments)
        self.assertLess(time.monotonic() - started, 15)
        self.assertEqual(run.exit_code, exit_code, run)
        self.assertLessEqual(len(endpoint.orders()), 1)
        if times == 1 or case.always is None:
            self.assertEqual(len(endpoint.orders()), case.orders)
            self.assertEqual(len(endpoint.log()), case.requests)
        if run.exit_code == CREATED:
            self.assertEqual(run.document["interconnect"]["interconnectId"], endpoint.orders()[0].interconnect_id)

    def test_every_fault_has_a_case(self) -> None:
        tested = {case.fault for case in CASES} | {case["fault"] for case in test_hostile.CASES}
        self.assertEqual(tested, set(FAULTS))


def _add_tests() -> None:
    for case in CASES:
        def once(self: Faults, case: Case = case) -> None:
            self.check(case, 1, case.exit_code)

        def always(self: Faults, case: Case = case) -> None:
            self.check(case, 99, case.exit_code if case.always is None else case.always)

        setattr(Faults, f"test {case.name}", once)
        # What comes once is sent once; a fault that stays must not lead to more.
        if case.always is not None or case.exit_code == UNKNOWN and case.placed is not False:
            setattr(Faults, f"test {case.name}, every time", always)


_add_tests()
