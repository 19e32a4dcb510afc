"""The example's own task on inventories of the tests, against the local endpoint."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dxinterconnect
import pytest
from dxinterconnect.local_endpoint import LocalEndpoint
from nornir.core import Nornir
from nornir.core.inventory import Defaults, Groups, Host, Hosts, Inventory
from nornir.core.state import GlobalState
from nornir.plugins.runners import ThreadedRunner

pytest_plugins = ["dxinterconnect.local_endpoint.pytest_plugin"]

EXAMPLE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(EXAMPLE))


@pytest.fixture
def client(direct_connect_endpoint: LocalEndpoint) -> Iterator[dxinterconnect.Client]:
    with dxinterconnect.client(
        "directconnect",
        region_name="us-east-1",
        endpoint_url=direct_connect_endpoint.url,
        aws_access_key_id="AKIDEXAMPLE",
        aws_secret_access_key="wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        config=dxinterconnect.Config(read_timeout=5, retries={"max_attempts": 5}),
    ) as client:
        yield client


def request(name: str, **more: Any) -> dict[str, Any]:
    return {"interconnectName": name, "bandwidth": "10Gbps", "location": "EqDC2", **more}


@pytest.fixture
def nornir() -> Callable[..., Nornir]:
    """A Nornir of hosts that each want the interconnect of their name, in 20 threads."""

    def make(*hosts: str, dry_run: bool = False, **more: Any) -> Nornir:
        listed = Hosts(
            {name: Host(name, data={"region": "us-east-1", "interconnect": request(name), **more}) for name in hosts}
        )
        inventory = Inventory(hosts=listed, groups=Groups(), defaults=Defaults())
        return Nornir(inventory=inventory, runner=ThreadedRunner(num_workers=20), data=GlobalState(dry_run=dry_run))

    return make
