"""The task on one host and on fifty, with faults: one order a host."""

from __future__ import annotations

import collections
import os
import random
import subprocess
import sys
from collections.abc import Callable

import dxinterconnect
import pytest
from conftest import EXAMPLE, request
from dxinterconnect.local_endpoint import After, LocalEndpoint
from dxinterconnect.local_endpoint.faults import FAULTS
from tasks import ensure_interconnect

# Not those that close the port to all threads at once, or that take seconds of each.
FAULTS_OF_MANY = [name for name in FAULTS if name not in ("close-port", "endless-headers", "endless-body", "huge-answer")]


def test_dry_run_order_and_there(
    nornir: Callable, client: dxinterconnect.Client, direct_connect_endpoint: LocalEndpoint
) -> None:
    clients = {"us-east-1": client}
    tagged = {"tags": [{"key": "team", "value": "network"}]}
    (dry,) = nornir("iad1", dry_run=True, **tagged).run(ensure_interconnect, clients=clients)["iad1"]
    assert (dry.changed, dry.failed, dry.result["outcome"]) == (True, False, "create")
    assert '+  "interconnectName": "iad1",' in dry.diff
    assert direct_connect_endpoint.orders() == []

    (first,) = nornir("iad1", **tagged).run(ensure_interconnect, clients=clients)["iad1"]
    assert (first.changed, first.failed, first.result["outcome"]) == (True, False, "created")
    assert first.diff == dry.diff
    (there,) = direct_connect_endpoint.interconnects()
    assert there["tags"] == [{"key": "team", "value": "network"}]

    for dry_run in (True, False):
        (again,) = nornir("iad1", dry_run=dry_run, **tagged).run(ensure_interconnect, clients=clients)["iad1"]
        assert (again.changed, again.failed, again.result["outcome"], again.diff) == (False, False, "exists", "")
    assert len(direct_connect_endpoint.orders()) == 1


def test_a_task_may_ask_for_a_dry_run_of_its_own(
    nornir: Callable, client: dxinterconnect.Client, direct_connect_endpoint: LocalEndpoint
) -> None:
    (result,) = nornir("iad1").run(ensure_interconnect, clients={"us-east-1": client}, dry_run=True)["iad1"]
    assert result.result["outcome"] == "create"
    assert direct_connect_endpoint.orders() == []


def test_tags_that_differ_are_shown(nornir: Callable, client: dxinterconnect.Client) -> None:
    clients = {"us-east-1": client}
    nornir("iad1").run(ensure_interconnect, clients=clients)
    (again,) = nornir("iad1", tags=[{"key": "team", "value": "network"}]).run(ensure_interconnect, clients=clients)["iad1"]
    assert (again.changed, again.failed, again.result["outcome"]) == (False, False, "exists")
    assert "None there, 'network' asked for" in again.diff


def test_what_fails_says_why(nornir: Callable, client: dxinterconnect.Client) -> None:
    clients = {"us-east-1": client}
    client.create_interconnect(**request("iad1", bandwidth="1Gbps"))
    results = nornir("iad1").run(ensure_interconnect, clients=clients)
    (conflict,) = results["iad1"]
    assert results.failed and conflict.failed and not conflict.changed
    assert isinstance(conflict.exception, dxinterconnect.InterconnectConflict)
    assert "1Gbps" in conflict.result and "10Gbps" in conflict.result

    (bad,) = nornir("iad2", interconnect={"bandwidth": "7 bananas"}).run(ensure_interconnect, clients=clients)["iad2"]
    assert bad.failed and not bad.changed
    assert isinstance(bad.exception, dxinterconnect.ParamValidationError)
    assert "interconnectName" in bad.result and "7 bananas" in bad.result


def test_an_unknown_outcome_counts_as_changed(
    nornir: Callable, client: dxinterconnect.Client, direct_connect_endpoint: LocalEndpoint
) -> None:
    direct_connect_endpoint.add_fault("500", operation="CreateInterconnect", placed=False)
    (result,) = nornir("iad1").run(ensure_interconnect, clients={"us-east-1": client}, look_again=0.5)["iad1"]
    assert result.failed and result.changed
    assert isinstance(result.exception, dxinterconnect.OutcomeUnknown)
    assert direct_connect_endpoint.orders() == []


def test_a_conflict_after_an_unknown_outcome_counts_as_changed(
    nornir: Callable, client: dxinterconnect.Client, direct_connect_endpoint: LocalEndpoint
) -> None:
    def somebody_else(progress: dict) -> None:
        if progress["orders"] == 1:
            direct_connect_endpoint.put_interconnect(request("iad1", bandwidth="1Gbps"))

    direct_connect_endpoint.add_fault("500", operation="CreateInterconnect")
    (result,) = nornir("iad1").run(ensure_interconnect, clients={"us-east-1": client}, on_progress=somebody_else)["iad1"]
    assert result.failed and result.changed
    assert isinstance(result.exception, dxinterconnect.InterconnectAmbiguous)
    assert len(direct_connect_endpoint.orders()) == 1


@pytest.mark.parametrize("seed", [1, 2])
def test_fifty_hosts_with_faults_order_once_each(
    seed: int, nornir: Callable, client: dxinterconnect.Client, direct_connect_endpoint: LocalEndpoint
) -> None:
    direct_connect_endpoint.change(show_after=After(seconds=0.5))
    pick = random.Random(seed)
    for _ in range(60):
        name = pick.choice(FAULTS_OF_MANY)
        parameters = {}
        if "seconds" in FAULTS[name].parameters:
            parameters["seconds"] = 3600.0 if name == "clock-skew" else 0.001 if name.startswith("slow") else 0.2
        operation = pick.choice(["CreateInterconnect", "CreateInterconnect", "DescribeInterconnects"])
        direct_connect_endpoint.add_fault(name, operation=operation, skip=pick.randrange(40), **parameters)
    hosts = [f"site{number:02}" for number in range(50)]
    clients = {"us-east-1": client}

    results = nornir(*hosts).run(ensure_interconnect, clients=clients, look_again=10)
    ordered = collections.Counter(order.interconnect_name for order in direct_connect_endpoint.orders())
    assert set(results) == set(hosts)
    for host in hosts:
        (result,) = results[host]
        if result.failed:
            assert isinstance(result.exception, dxinterconnect.DXInterconnectError), (seed, host, result.exception)
            assert result.result
            assert ordered[host] <= 1, (seed, host)
        else:
            assert ordered[host] == 1, (seed, host)
            assert result.result["interconnect"]["interconnectName"] == host

    # Once the faults are over and every order is shown, a second run orders what is missing and nothing else.
    direct_connect_endpoint.clear_faults()
    direct_connect_endpoint.change(show_after=None)
    again = nornir(*hosts).run(ensure_interconnect, clients=clients)
    assert not again.failed
    ordered = collections.Counter(order.interconnect_name for order in direct_connect_endpoint.orders())
    assert ordered == dict.fromkeys(hosts, 1)


def test_the_program(direct_connect_endpoint: LocalEndpoint) -> None:
    environment = {
        **os.environ,
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    }

    def order(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "order.py", "--endpoint-url", direct_connect_endpoint.url, *arguments]
        return subprocess.run(command, cwd=EXAMPLE, env=environment, capture_output=True, text=True, timeout=120)

    looked = order()
    assert looked.returncode == 0, looked.stderr
    assert "iad1: create" in looked.stdout and "sin1: create" in looked.stdout
    assert direct_connect_endpoint.orders() == []
    ordered = order("--order")
    assert ordered.returncode == 0, ordered.stderr
    assert "iad2: created" in ordered.stdout
    assert {(each.interconnect_name, each.region) for each in direct_connect_endpoint.orders()} == {
        ("acme-iad-1", "us-east-1"), ("acme-iad-2", "us-east-1"), ("acme-sin-1", "ap-southeast-1")
    }  # fmt: skip
    again = order("--order", "--site", "iad1")
    assert again.stdout.strip() == "iad1: exists"
    assert len(direct_connect_endpoint.orders()) == 3
