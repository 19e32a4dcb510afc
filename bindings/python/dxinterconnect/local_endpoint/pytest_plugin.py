"""The fixture ``direct_connect_endpoint``.

Enable it in a conftest.py::

    pytest_plugins = ["dxinterconnect.local_endpoint.pytest_plugin"]
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .endpoint import LocalEndpoint


@pytest.fixture
def direct_connect_endpoint() -> Iterator[LocalEndpoint]:
    """A fresh LocalEndpoint for one test, with the example credentials and no faults."""
    with LocalEndpoint() as endpoint:
        yield endpoint
