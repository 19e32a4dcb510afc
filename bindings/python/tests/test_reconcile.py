"""The decision and the conversation without a network of ours."""

from __future__ import annotations

import datetime
from typing import Any

import boto3
import pytest
from clients import KEYS, ORDER

import dxinterconnect
from dxinterconnect.local_endpoint import LocalEndpoint


def test_it_takes_what_boto3_returns(direct_connect_endpoint: LocalEndpoint) -> None:
    client = boto3.client(
        "directconnect",
        region_name="us-east-1",
        endpoint_url=direct_connect_endpoint.url,
        **KEYS,
    )
    assert dxinterconnect.reconcile(ORDER, [])["decision"] == "create"
    created = client.create_interconnect(**ORDER)
    direct_connect_endpoint.set_interconnect_state(created["interconnectId"], "available")
    there = client.describe_interconnects()["interconnects"]
    assert isinstance(there[0]["loaIssueTime"], datetime.datetime)
    found = dxinterconnect.reconcile(ORDER, there)
    assert found["decision"] == "exists" and found["ids"] == [created["interconnectId"]]
    assert found["interconnect"] == there[0]
    assert created["interconnectId"] in found["explanation"]
    found = dxinterconnect.reconcile({**ORDER, "bandwidth": "1Gbps"}, there)
    assert found["decision"] == "conflict"
    assert found["differences"] == [
        {"path": "bandwidth", "desired": "1Gbps", "actual": "10Gbps", "conflict": True}
    ]


def test_it_keeps_what_nobody_knows_and_takes_any_iterable() -> None:
    one = {**ORDER, "interconnectId": "dxcon-1", "new": [1, {"a": None}]}
    found = dxinterconnect.reconcile(ORDER, iter([one]))
    assert found["interconnect"] == one


def test_identity_is_as_it_is_told() -> None:
    here = {**ORDER, "interconnectId": "dxcon-1"}
    there = {**ORDER, "interconnectId": "dxcon-2", "location": "CSVA1"}
    found = dxinterconnect.reconcile(ORDER, [here, there])
    assert (found["decision"], found["ids"]) == ("ambiguous", ["dxcon-1", "dxcon-2"])
    assert "interconnect" not in found
    found = dxinterconnect.reconcile(ORDER, [here, there], match_location=True)
    assert (found["decision"], found["ids"]) == ("exists", ["dxcon-1"])
    tagged = {**ORDER, "tags": [{"key": "order", "value": "1"}]}
    other = {**here, "interconnectName": "other"}
    assert dxinterconnect.reconcile(tagged, [other], identity_tag_key="order")["decision"] == "create"
    with pytest.raises(dxinterconnect.ParamValidationError, match="add the tag to it"):
        dxinterconnect.reconcile(tagged, [here], identity_tag_key="order")


def test_what_is_wrong_is_told() -> None:
    with pytest.raises(dxinterconnect.ParamValidationError, match="7 bananas"):
        dxinterconnect.reconcile({**ORDER, "bandwidth": "7 bananas"}, [])
    with pytest.raises(dxinterconnect.ParamValidationError, match="<class 'bytes'>"):
        dxinterconnect.reconcile({**ORDER, "bandwidth": b"1Gbps"}, [])
    with pytest.raises(dxinterconnect.ParamValidationError) as caught:
        dxinterconnect.reconcile(ORDER, [{"interconnectId": "a"}, {"interconnectName": 5}])
    assert [problem.path for problem in caught.value.problems] == ["interconnects[1].interconnectName"]
    strange: Any = [None, "a", 5]
    for one in strange:
        with pytest.raises(dxinterconnect.ParamValidationError):
            dxinterconnect.reconcile(ORDER, [one])
    with pytest.raises(TypeError, match="there is a bytes in interconnects"):
        dxinterconnect.reconcile(ORDER, [{"interconnectName": b"x"}])
    with pytest.raises(dxinterconnect.ConfigError, match='identity_tag_key is ""'):
        dxinterconnect.reconcile(ORDER, [], identity_tag_key="")


def test_the_readmes_conversation(direct_connect_endpoint: LocalEndpoint) -> None:
    """Ensure with http.client in the place of any HTTP client."""
    import http.client
    from urllib.parse import urlsplit

    endpoint = direct_connect_endpoint
    endpoint.add_fault("500", operation="CreateInterconnect")
    signer = dxinterconnect.Signer(
        dxinterconnect.Credentials(*KEYS.values()),
        region_name="us-east-1",
        endpoint_url=endpoint.url,
    )

    def send(request: Any) -> dxinterconnect.Answer:
        signed = request.sign(signer)
        connection = http.client.HTTPConnection(urlsplit(signed.url).netloc)
        connection.request(signed.method, signed.path, signed.body, dict(signed.headers))
        response = connection.getresponse()
        answer = dxinterconnect.read_response(
            response.status, response.headers, response.read(), operation=request.OPERATION
        )
        connection.close()
        return answer

    request = dxinterconnect.CreateInterconnectRequest(**ORDER)
    ensure = dxinterconnect.Ensure(request)
    steps: list[str] = []
    with pytest.raises(dxinterconnect.UsageError):
        ensure.receive(send(dxinterconnect.DescribeInterconnectsRequest()))  # nobody asked for it
    while (step := ensure.next(now=0)) != "done":
        assert ensure.document()["outcome"] is None
        steps.append(step)
        if step == "look":
            ensure.receive(send(ensure.look))
        elif step == "order":
            ensure.receive(send(request))
        else:
            raise AssertionError("the first look after the order comes at once")
    document = ensure.document()
    assert steps == ["look", "order", "look"]
    assert (document["outcome"], document["foundAfterUnknown"]) == ("created", True)
    assert document["interconnect"]["interconnectId"] == endpoint.orders()[0].interconnect_id
    ensure.close()
    with pytest.raises(dxinterconnect.UsageError, match="this Ensure is closed"):
        ensure.next()


def test_an_order_whose_answer_is_not_given_back_is_not_handed_out_again() -> None:
    ensure = dxinterconnect.Ensure(dxinterconnect.CreateInterconnectRequest(**ORDER))
    nothing = dxinterconnect.read_response(
        200, {}, b'{"interconnects":[]}', operation="DescribeInterconnects"
    )
    assert ensure.next(now=0) == "look"
    ensure.receive(nothing)
    assert ensure.next(now=0) == "order"
    seen = set()
    for milliseconds in range(0, 100_000, 50):
        step = ensure.next(now=milliseconds / 1000)
        seen.add(step)
        if step == "look":
            ensure.receive(nothing)
    assert seen == {"look", "wait", "done"}
    assert ensure.document()["outcome"] == "unknown"
