"""Tests/Vectors/hostile-servers.json: bounded in time and memory, told clearly, and never ordered twice."""

from __future__ import annotations

import json
from typing import Any

from dxinterconnect.local_endpoint.faults import fault
from harness import GOOD, OUTCOMES, ROOT, UNKNOWN, ExampleCase

CASES = json.loads((ROOT / "Tests" / "Vectors" / "hostile-servers.json").read_text())["cases"]
# What `order` may hold at its peak: the longest body that is read is 16 MiB, and it is held as it came,
# and as what is read from it and printed.
MOST_MEMORY = 96 * 1024 * 1024
PLENTY = 15


class HostileServers(ExampleCase):
    def check(self, case: dict[str, Any]) -> None:
        endpoint, other = self.endpoint(), self.endpoint()
        parameters = {
            key: value.replace("{other}", f"127.0.0.1:{other.port}") if isinstance(value, str) else value
            for key, value in case.get("parameters", {}).items()
        }
        endpoint.add(fault(case["fault"], parameters=parameters))
        timeout = str(case.get("timeout", PLENTY))
        run, peak = self.measured(*GOOD, "--endpoint", endpoint.url, "--timeout", timeout, "--json-output")
        outcome = case["outcome"]
        self.assertEqual(run.document["outcome"], outcome if isinstance(outcome, str) else outcome["c"], run)
        self.assertEqual(run.exit_code, OUTCOMES[run.document["outcome"]])
        self.assertLess(peak, MOST_MEMORY)
        self.assertEqual((len(endpoint.log()), other.log()), (1, []))
        orders = len(endpoint.orders())
        self.assertEqual(orders, endpoint.log()[0].order_placed)
        if run.document["outcome"] == "not_created":
            self.assertEqual(orders, 0)
            self.assertIn("Nothing was ordered", run.document["explanation"])
        if run.exit_code == UNKNOWN:
            self.assertIn("DescribeInterconnects", run.document["explanation"])
            if "timeout" in case:
                self.assertIn("timed out", run.stderr)


def _add_tests() -> None:
    for case in CASES:
        setattr(HostileServers, f"test {case['name']}", lambda self, case=case: self.check(case))


_add_tests()
