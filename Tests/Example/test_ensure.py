"""`order --ensure`: looks, orders, looks again. Under every fault at each point of it, and in random sequences, never two."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Optional

from dxinterconnect.local_endpoint import LocalEndpoint
from dxinterconnect.local_endpoint.faults import FAULTS
from dxinterconnect.local_endpoint.store import After
from harness import CREATED, GOOD, NOT_CREATED, UNKNOWN, ExampleCase, Run

NAME = "acme-iad-1"
LOOK, ORDER = "DescribeInterconnects", "CreateInterconnect"

# How many random sequences there are, and where the first one begins: `run --soak` and DXI_SEED change it.
SEQUENCES = 50
SEED = int(os.environ.get("DXI_SEED", "0")) or random.SystemRandom().randrange(1, 1 << 32)


@dataclass(frozen=True)
class Fault:
    name: str
    placed: Optional[bool] = None
    parameters: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        words = [self.name, *(f"{key}={value}" for key, value in self.parameters.items())]
        if self.placed is not None:
            words.append("placed" if self.placed else "not placed")
        return " ".join(words)


def _each_fault() -> list[Fault]:
    """Each as it is, those that can be chosen both ways, with what keeps a test short."""
    short: dict[str, list[dict[str, Any]]] = {
        "close-port": [{"seconds": 0.5}],
        "hang": [{"seconds": 5}],
        "cut-after-reading": [{"how": "fin"}, {"how": "reset"}],
        "cut-inside-answer": [{"at": "before-id"}, {"at": "after-id"}, {"at": 0}],
        "slow-bytes": [{"seconds": 0.1}],
        "slow-headers": [{"seconds": 0.1}],
        "huge-answer": [{"bytes": 10 << 20}, {"bytes": 17 << 20}],
        "too-many-requests": [{"retry_after": 0}],
        "wrong-content-length": [{"by": 10}, {"by": -10}],
    }
    faults = []
    for name, kind in FAULTS.items():
        for parameters in short.get(name, [{}]):
            for placed in (True, False) if kind.either else (None,):
                faults.append(Fault(name, placed, parameters))
    return faults


EACH_FAULT = _each_fault()


class EnsureCase(ExampleCase):
    def ensure(self, endpoint: LocalEndpoint, *arguments: str) -> Run:
        """One run, which is held to what is true of all of them."""
        before, sent_before = self.standing(endpoint), self.requests(endpoint, ORDER)
        run = self.order(
            *GOOD, "--endpoint", endpoint.url, "--ensure", "--connect-timeout", "1", "--timeout", "0.5", "--max-attempts", "2",
            "--look-again", "0.3", "--json-output", *arguments,
        )  # fmt: skip
        document = run.document
        result, orders = document["result"], self.standing(endpoint) - before
        self.assertTrue(document["explanation"], run)
        self.assertLessEqual(orders, document["orders"], run)
        self.assertLessEqual(document["orders"], 1, run)
        # Twice only where the first was not created for certain: throttled, or a clock that was off.
        self.assertLessEqual(self.requests(endpoint, ORDER) - sent_before, 2, run)
        if result == "created":
            self.assertEqual((run.exit_code, orders), (CREATED, 1), run)
        elif result == "exists":
            self.assertEqual((run.exit_code, orders), (CREATED, 0), run)
        elif result == "not_created":
            self.assertEqual((run.exit_code, orders), (NOT_CREATED, 0), run)
        elif result == "unknown":
            self.assertEqual((run.exit_code, document["orders"]), (UNKNOWN, 1), run)
        else:
            self.assertEqual(run.exit_code, UNKNOWN if document["orders"] else NOT_CREATED, run)
        if run.exit_code == CREATED:
            self.assertIn(
                document["interconnect"]["interconnectId"], [each["interconnectId"] for each in endpoint.interconnects()]
            )
        return run

    def standing(self, endpoint: LocalEndpoint) -> int:
        return len(endpoint.orders())

    def requests(self, endpoint: LocalEndpoint, operation: str) -> int:
        return sum(entry.operation == operation for entry in endpoint.log())

    def settle(self, endpoint: LocalEndpoint) -> None:
        """What a user does after whatever came: wait until everything shows, and run it again. Then one stands."""
        endpoint.clear_faults()
        endpoint.change(show_after=None)
        # A port that was closed opens again.
        deadline = time.monotonic() + 5
        while (run := self.ensure(endpoint)).exit_code != CREATED and time.monotonic() < deadline:
            self.assertEqual(run.exit_code, NOT_CREATED, run)
            time.sleep(0.2)
        self.assertEqual(run.exit_code, CREATED, run)
        self.assertEqual(self.standing(endpoint), 1)
        self.assertEqual(self.ensure(endpoint).document["result"], "exists")


class Quiet(EnsureCase):
    """Nothing goes wrong."""

    def test_orders_once(self) -> None:
        endpoint = self.endpoint()
        first, second = self.ensure(endpoint), self.ensure(endpoint)
        self.assertEqual((first.document["result"], second.document["result"]), ("created", "exists"))
        self.assertEqual(first.document["interconnect"]["interconnectId"], endpoint.orders()[0].interconnect_id)
        self.assertEqual(first.document["interconnect"], second.document["interconnect"])
        self.assertEqual(self.requests(endpoint, ORDER), 1)

    def test_in_words(self) -> None:
        endpoint = self.endpoint()
        run = self.order(*GOOD, "--endpoint", endpoint.url, "--ensure")
        self.assertEqual(run.exit_code, CREATED)
        self.assertIn("created", run.stdout)
        run = self.order(*GOOD, "--endpoint", endpoint.url, "--ensure", "--tag", "team=network", "--bandwidth", "1Gbps")
        self.assertEqual(run.exit_code, NOT_CREATED)
        self.assertIn('bandwidth: "10Gbps", asked for is "1Gbps"', run.stdout)
        self.assertIn('tags["team"]', run.stdout)
        self.assertIn(endpoint.orders()[0].interconnect_id, run.stdout)
        self.assertEqual(self.standing(endpoint), 1)

    def test_every_page_is_looked_at(self) -> None:
        endpoint = self.endpoint(page_size=2)
        for number in range(7):
            endpoint.put_interconnect({"interconnectName": f"other-{number}", "location": "EqDC2", "bandwidth": "10Gbps"})
        endpoint.put_interconnect({"interconnectName": NAME, "location": "EqDC2", "bandwidth": "10G"})
        run = self.ensure(endpoint)
        self.assertEqual((run.document["result"], run.document["orders"]), ("exists", 0))
        self.assertEqual((self.requests(endpoint, LOOK), self.requests(endpoint, ORDER)), (4, 0))

    def test_a_deleted_one_does_not_count(self) -> None:
        for state in ("deleting", "deleted"):
            endpoint = self.endpoint()
            endpoint.put_interconnect({"interconnectName": NAME, "interconnectState": state})
            self.assertEqual(self.ensure(endpoint).document["result"], "created")

    def test_one_without_a_name(self) -> None:
        endpoint = self.endpoint()
        id = endpoint.put_interconnect({"location": "EqDC2", "bandwidth": "10Gbps"})
        run = self.ensure(endpoint)
        self.assertEqual((run.document["result"], run.exit_code, self.requests(endpoint, ORDER)), ("not_created", NOT_CREATED, 0))
        self.assertIn(f"{id} has no interconnectName", run.document["explanation"])

    def test_conflict(self) -> None:
        for arguments in (("--bandwidth", "1Gbps"), ("--location", "EqSe2-EQ"), ("--lag-id", "dxlag-ffabc123")):
            endpoint = self.endpoint()
            endpoint.put_interconnect({"interconnectName": NAME, "location": "EqDC2", "bandwidth": "10Gbps"})
            run = self.ensure(endpoint, *arguments)
            self.assertEqual((run.document["result"], run.exit_code, self.requests(endpoint, ORDER)), ("conflict", NOT_CREATED, 0))
            (difference,) = run.document["reconciliation"]["differences"]
            self.assertEqual((difference["desired"], difference["conflict"]), (arguments[1], True))

    def test_ambiguous(self) -> None:
        endpoint = self.endpoint(page_size=1)
        ids = [endpoint.put_interconnect({"interconnectName": NAME, "location": "EqDC2"}) for _ in range(2)]
        run = self.ensure(endpoint)
        self.assertEqual((run.document["result"], run.exit_code, self.requests(endpoint, ORDER)), ("ambiguous", NOT_CREATED, 0))
        self.assertEqual({each["interconnectId"] for each in run.document["reconciliation"]["matches"]}, set(ids))
        for each in ids:
            self.assertIn(each, run.document["explanation"])

    def test_identity(self) -> None:
        there = {"interconnectName": NAME, "location": "TIVIT", "bandwidth": "10Gbps", "tags": [{"key": "order", "value": "1"}]}
        for arguments, result in (
            ((), "conflict"),
            (("--match-location",), "created"),
            (("--match-location", "--location", "TIVIT"), "exists"),
            (("--identity-tag", "order", "--tag", "order=2"), "created"),
            (("--identity-tag", "order", "--tag", "order=1", "--location", "TIVIT"), "exists"),
            (("--identity-tag", "order", "--tag", "order=1", "--location", "TIVIT", "--name", "b"), "conflict"),
        ):
            with self.subTest(arguments):
                endpoint = self.endpoint()
                endpoint.put_interconnect(there)
                self.assertEqual(self.ensure(endpoint, *arguments).document["result"], result)

    def test_an_identity_that_the_request_lacks(self) -> None:
        endpoint = self.endpoint()
        run = self.order(*GOOD, "--endpoint", endpoint.url, "--ensure", "--identity-tag", "order", "--json-output")
        self.assertEqual((run.exit_code, run.document["status"]), (NOT_CREATED, "INVALID_REQUEST"))
        self.assertEqual([each["code"] for each in run.document["problems"]], ["NO_IDENTITY_TAG"])
        self.assertEqual(endpoint.log(), [])

    def test_dry_run(self) -> None:
        """Says what it would do, and orders nothing."""
        endpoint = self.endpoint()
        arguments = (*GOOD, "--endpoint", endpoint.url, "--ensure", "--dry-run", "--json-output")
        run = self.order(*arguments)
        self.assertEqual(run.exit_code, CREATED)
        self.assertIn(NAME, run.document["body"])
        self.assertEqual((self.requests(endpoint, LOOK), self.requests(endpoint, ORDER)), (1, 0))
        self.ensure(endpoint)
        self.assertEqual(self.order(*arguments).document["result"], "exists")
        self.assertEqual(self.requests(endpoint, ORDER), 1)

    def test_slow_to_show(self) -> None:
        """The order's answer is lost, and the service takes its time to show it."""
        endpoint = self.endpoint(show_after=After(seconds=1.0))
        endpoint.add_fault("cut-after-reading", operation=ORDER, placed=True)
        run = self.ensure(endpoint, "--look-again", "10")
        self.assertEqual((run.document["result"], run.document["foundAfterUnknown"]), ("created", True))
        self.assertEqual(run.document["interconnect"]["interconnectId"], endpoint.orders()[0].interconnect_id)
        self.assertEqual(self.requests(endpoint, ORDER), 1)

    def test_too_slow_to_show(self) -> None:
        endpoint = self.endpoint(show_after=After(seconds=60))
        endpoint.add_fault("cut-after-reading", operation=ORDER, placed=True)
        started = time.monotonic()
        run = self.ensure(endpoint)
        self.assertLess(time.monotonic() - started, 10)
        self.assertEqual((run.document["result"], self.standing(endpoint)), ("unknown", 1))
        self.assertGreaterEqual(self.requests(endpoint, LOOK), 3)
        self.assertIn("port may be ordered", run.document["explanation"])

    def test_a_clock_that_is_off(self) -> None:
        """It is corrected once, by the first look, and the order is signed by what was learnt."""
        endpoint = self.endpoint(clock_offset=3600)
        self.assertEqual(self.ensure(endpoint).document["result"], "created")
        self.assertEqual((self.requests(endpoint, LOOK), self.requests(endpoint, ORDER)), (2, 1))


class Interrupted(EnsureCase):
    def interrupt(self, operation: str) -> tuple[Run, LocalEndpoint]:
        """Ctrl-C while this operation's answer is awaited."""
        endpoint = self.endpoint()
        endpoint.add_fault("hang", operation=operation, seconds=30)
        process = self.start(*GOOD, "--endpoint", endpoint.url, "--ensure", "--json-output")
        deadline = time.monotonic() + 10
        while self.requests(endpoint, operation) == 0 and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        return self.finish(process), endpoint

    def test_looking(self) -> None:
        run, endpoint = self.interrupt(LOOK)
        self.assertEqual((run.exit_code, self.requests(endpoint, ORDER)), (NOT_CREATED, 0))
        self.assertEqual(run.document["orders"], 0)

    def test_ordering(self) -> None:
        run, endpoint = self.interrupt(ORDER)
        self.assertEqual((run.exit_code, self.requests(endpoint, ORDER)), (UNKNOWN, 1))
        self.assertEqual(run.document["orders"], 1)
        self.settle(endpoint)


POINTS = ("first look", "further page", "order", "look after")


class Faults(EnsureCase):
    def side_by_side(self, runs: dict[str, Callable[[], None]]) -> None:
        """Each mostly waits."""
        with ThreadPoolExecutor(8) as pool:
            results = {name: pool.submit(run) for name, run in runs.items()}
        for name, result in results.items():
            with self.subTest(name):
                result.result()

    def conversation(self, fault: Fault, point: str, times: int) -> None:
        """A fault at the first look, at a further page, at the order, or at the look after an order whose answer was lost."""
        with self.new_endpoint(page_size=1 if point == "further page" else 100) as endpoint:
            if point == "further page":
                endpoint.put_interconnect({"interconnectName": "other-1"})
                endpoint.put_interconnect({"interconnectName": "other-2"})
            if point == "look after":
                endpoint.add_fault("cut-after-reading", operation=ORDER, placed=True)
            if fault.name == "close-port":
                # It acts on no request, but when all before it are used up: after a look that passes unharmed.
                if point in ("order", "further page"):
                    endpoint.add_fault("slow-bytes", operation=LOOK, seconds=0)
                endpoint.add_fault("close-port", **fault.parameters)
            else:
                skip = {"first look": 0, "further page": 1, "order": 0, "look after": 1}[point]
                endpoint.add_fault(
                    fault.name, times, operation=ORDER if point == "order" else LOOK, skip=skip, placed=fault.placed,
                    **fault.parameters,
                )  # fmt: skip
            run = self.ensure(endpoint)
            # A fault that is still due was never met.
            if times == 1 and "unknown" not in run.document["result"]:
                self.assertEqual(endpoint.faults(), [])
            self.settle(endpoint)

    def test_each_at_each_point(self) -> None:
        runs: dict[str, Callable[[], None]] = {}
        for fault in EACH_FAULT:
            # Whether a look is carried out makes no difference.
            for point in POINTS if fault.placed is not False else ("order",):
                for times in (1,) if fault.name == "close-port" else (1, 99):
                    name = f"{fault} at the {point}{', every time' if times > 1 else ''}"
                    runs[name] = partial(self.conversation, fault, point, times)
        self.assertGreater(len(runs), 200)
        self.side_by_side(runs)

    def sequence(self, seed: int) -> None:
        """Several faults at random points of several runs, pages of random sizes, and a service that may be slow to show."""
        choose = random.Random(seed)
        habits = {
            "page_size": choose.choice((1, 2, 100)),
            "show_after": choose.choice((None, None, After(looks=1), After(looks=3), After(seconds=0.2))),
        }
        with self.new_endpoint(**habits) as endpoint:
            for number in range(choose.randrange(4)):
                endpoint.put_interconnect({"interconnectName": f"other-{number}", "location": "EqDC2"})
            for _ in range(choose.randrange(1, 5)):
                fault = choose.choice(EACH_FAULT)
                if fault.name == "close-port":
                    endpoint.add_fault(fault.name, **fault.parameters)
                    continue
                operation, skip = choose.choice((LOOK, ORDER, None)), choose.randrange(3)
                endpoint.add_fault(
                    fault.name, choose.randrange(1, 4), operation=operation, skip=skip, placed=fault.placed, **fault.parameters
                )
            # Again at once only where nothing was ordered: what was, the service may not show yet.
            for _ in range(choose.randrange(1, 4)):
                if self.ensure(endpoint).exit_code != NOT_CREATED:
                    break
            self.assertLessEqual(self.standing(endpoint), 1)
            self.settle(endpoint)

    def test_random_sequences(self) -> None:
        print(f"DXI_SEED={SEED}, {SEQUENCES} sequences", flush=True)
        self.side_by_side({f"DXI_SEED={seed}": partial(self.sequence, seed) for seed in range(SEED, SEED + SEQUENCES)})
