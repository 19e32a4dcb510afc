"""The reason for all this: an order that was placed and whose answer was lost."""

from __future__ import annotations

import time
from types import SimpleNamespace

import boto3
import pytest
from botocore.exceptions import ClientError, HTTPClientError
from clients import KEYS, ORDER, client_of, orders

import dxinterconnect
from dxinterconnect.local_endpoint import LocalEndpoint


@pytest.mark.parametrize("fault", ["cut-after-reading", "500"])
def test_boto3_orders_more_than_once_and_this_client_exactly_once(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # boto3 waits between its attempts; that is all that is taken from it here.
    monkeypatch.setattr(
        "botocore.endpoint.time", SimpleNamespace(sleep=lambda _: None, time=time.time)
    )
    with LocalEndpoint() as endpoint:
        endpoint.add_fault(fault, times=10, placed=True)
        client = boto3.client(  # with its defaults
            "directconnect", region_name="us-east-1", endpoint_url=endpoint.url, **KEYS
        )
        with pytest.raises((ClientError, HTTPClientError)):
            client.create_interconnect(**ORDER)
        assert orders(endpoint) > 1
        assert sum(entry.order is not None for entry in endpoint.log()) == orders(endpoint)

    with LocalEndpoint() as endpoint:
        endpoint.add_fault(fault, times=10, placed=True)
        with client_of(endpoint, dxinterconnect.Config()) as ours:  # with its defaults
            with pytest.raises(dxinterconnect.OutcomeUnknown):
                ours.create_interconnect(**ORDER)
        assert orders(endpoint) == 1
        assert len(endpoint.log()) == 1
