"""Tests/Vectors/hostile-servers.json: bounded in time and memory, told clearly, and never ordered twice."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from clients import KEYS, ORDER, PACKAGE, ROOT

import dxinterconnect
from dxinterconnect import ClientError, Config, NotSentError, OutcomeUnknown
from dxinterconnect.local_endpoint import LocalEndpoint

CASES = json.loads((ROOT / "Tests" / "Vectors" / "hostile-servers.json").read_text())["cases"]
# By how much one order may make this process grow: the longest body that is read is 16 MiB, and it is
# held as it came, as bytes, and as what is read from it.
MOST_MEMORY = 64 * 1024 * 1024
PLENTY = 30


class Remote:
    """A local endpoint in a process of its own, so that what it needs does not count here."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "dxinterconnect.local_endpoint", "--json"],
            cwd=PACKAGE.parent,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.url = json.loads(self._process.stdout.readline())["url"]

    def stop(self) -> None:
        self._process.terminate()
        self._process.communicate()

    def control(self, method: str, path: str, document: Any = None) -> Any:
        from http.client import HTTPConnection

        connection = HTTPConnection(self.url[len("http://") :], timeout=PLENTY)
        connection.request(method, f"/_local/{path}", json.dumps(document or {}))
        response = connection.getresponse()
        answer = json.loads(response.read())
        connection.close()
        assert response.status == 200, answer
        return answer


@pytest.fixture(scope="module")
def remote() -> Iterator[Remote]:
    endpoint = Remote()
    yield endpoint
    endpoint.stop()


def memory(name: str) -> int:
    match = re.search(rf"{name}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert match is not None
    return int(match[1]) * 1024


@pytest.mark.filterwarnings("ignore::dxinterconnect.DXInterconnectWarning")
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_hostile_server(case: dict[str, Any], remote: Remote) -> None:
    remote.control("POST", "reset")
    with LocalEndpoint() as other:
        parameters = case.get("parameters", {})
        if "location" in parameters:
            location = parameters["location"].replace("{other}", f"127.0.0.1:{other.port}")
            parameters = {**parameters, "location": location}
        remote.control("POST", "faults", {"name": case["fault"], "parameters": parameters})
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins here
        before = memory("VmRSS")
        outcome, failure = _told(remote.url, case.get("timeout", PLENTY))
        grown = memory("VmHWM") - before
        assert other.log() == []
    expected = case["outcome"]
    assert outcome == (expected if isinstance(expected, str) else expected["python"]), failure
    assert grown < MOST_MEMORY
    log = remote.control("GET", "log")["log"]
    orders = remote.control("GET", "orders")["orders"]
    assert len(log) == 1 and len(orders) == (log[0]["order"] is not None)
    if outcome == "not_created":
        assert orders == []
        assert "Nothing was ordered" in str(failure)
    if outcome == "unknown":
        assert "DescribeInterconnects" in str(failure) and failure.__cause__ is not None
    if outcome == "unknown" and "timeout" in case:
        last = failure.__cause__.__cause__ or failure.__cause__
        assert "longer than total_timeout" in str(last)


def _told(url: str, timeout: float) -> tuple[str, Any]:
    config = Config(connect_timeout=PLENTY, read_timeout=PLENTY, total_timeout=timeout)
    with dxinterconnect.client(
        "directconnect", "us-east-1", endpoint_url=url, config=config, **KEYS
    ) as client:
        try:
            client.create_interconnect(**ORDER)
        except OutcomeUnknown as error:
            return "unknown", error
        except (ClientError, NotSentError) as error:
            return "not_created", error
    return "created", None
