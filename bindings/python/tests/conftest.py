"""What all tests of the package share: the library of this tree, and an environment without AWS."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest

pytest_plugins = ["dxinterconnect.local_endpoint.pytest_plugin"]

ROOT = Path(__file__).resolve().parents[3]

# The tree's own package and library, unless a wheel is installed that carries both.
if importlib.util.find_spec("dxinterconnect") is None:
    sys.path.insert(0, str(Path(__file__).parents[1]))
if not any(Path(importlib.util.find_spec("dxinterconnect").origin).parent.glob("*.so.*")):  # type: ignore
    os.environ.setdefault("DXINTERCONNECT_LIBRARY", str(ROOT / "build" / "libdxinterconnect.so.1"))


@pytest.fixture(autouse=True)
def without_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of whoever runs the tests, and no waiting between resends but what a test asks for."""
    for name in list(os.environ):
        if name.startswith("AWS_") or name.lower() in ("http_proxy", "https_proxy", "no_proxy"):
            monkeypatch.delenv(name)
    # No file, and no folder of its own for each of thousands of tests.
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/none")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/none")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits between resends, which then take no time."""
    import dxinterconnect._operation as module

    waits: list[float] = []
    monkeypatch.setattr(module, "sleep", waits.append)
    return waits
