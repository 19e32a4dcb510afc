"""The clients that the package's tests use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Optional

import dxinterconnect
from dxinterconnect.local_endpoint import EXAMPLE_CREDENTIALS, LocalEndpoint

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = Path(dxinterconnect.__file__).parent
ORDER: dict[str, Any] = {
    "interconnectName": "acme-iad-1",
    "bandwidth": "10Gbps",
    "location": "EqDC2",
}
KEYS = {
    "aws_access_key_id": EXAMPLE_CREDENTIALS.access_key_id,
    "aws_secret_access_key": EXAMPLE_CREDENTIALS.secret_access_key,
}


def client_of(
    endpoint: LocalEndpoint, config: Any = None, **settings: Any
) -> dxinterconnect.Client:
    """Ours, for a local endpoint; short timeouts unless told."""
    return dxinterconnect.client(
        "directconnect",
        **{
            "region_name": "us-east-1",
            "endpoint_url": endpoint.url,
            "config": config or dxinterconnect.Config(connect_timeout=2, read_timeout=2),
            **({} if "credentials" in settings else KEYS),
            **settings,
        },
    )


def orders(endpoint: LocalEndpoint) -> int:
    """How many ports are ordered, by the endpoint's own account."""
    return len(endpoint.orders())


def known_of(raised: BaseException, kind: type[BaseException]) -> Any:
    """What is told of an order that was cut short: Ctrl-C goes its way and has it as its cause; of an error
    it is what is raised."""
    if kind is KeyboardInterrupt:
        assert isinstance(raised, kind)
        return raised.__cause__
    assert isinstance(raised.__cause__, kind)
    return raised


def run_python(
    program: str, environ: Optional[dict[str, str]] = None, timeout: float = 60
) -> "subprocess.CompletedProcess[str]":
    """A Python of its own with this package."""
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd="/",  # which Python searches first
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(
                filter(None, [str(PACKAGE.parent), os.environ.get("PYTHONPATH")])
            ),
            **(environ or {}),
        },
        capture_output=True,
        text=True,
        timeout=timeout,
    )
