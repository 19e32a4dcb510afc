"""describe_interconnects and its paginator."""

from __future__ import annotations

import json
import warnings
from typing import Any

import boto3
import botocore.config
import pytest
from clients import KEYS, ORDER, client_of
from conversations import CONFIG, every_fault, final

import dxinterconnect
from dxinterconnect.local_endpoint import After, LocalEndpoint

# What a look meets when a fault comes each time: all others end without the list.
DESCRIBED_ALL_THE_SAME = {
    "clock-skew", "close-port", "endless-trailers", "header-line", "huge-answer", "interim-answers",
    "odd-content-length", "slow-bytes", "slow-headers", "wrong-content-length",
}  # fmt: skip


def boto3_of(endpoint: LocalEndpoint) -> Any:
    config = botocore.config.Config(retries={"total_max_attempts": 1})
    return boto3.client(
        "directconnect", region_name="us-east-1", endpoint_url=endpoint.url, config=config, **KEYS
    )


def fill(endpoint: LocalEndpoint, count: int) -> list[str]:
    return [
        endpoint.put_interconnect({"interconnectName": f"port-{number}"}) for number in range(count)
    ]


def test_the_result_is_boto3s(direct_connect_endpoint: LocalEndpoint) -> None:
    endpoint = direct_connect_endpoint
    client = client_of(endpoint)
    assert client.describe_interconnects()["interconnects"] == []
    created = client.create_interconnect(**ORDER, tags=[{"key": "a"}], requestMACSec=True)
    endpoint.set_interconnect_state(created["interconnectId"], "available")
    fill(endpoint, 2)
    for arguments in (
        {},
        {"maxResults": 2},
        {"interconnectId": created["interconnectId"]},
        {"nextToken": client.describe_interconnects(maxResults=1)["nextToken"]},
    ):
        results: list[Any] = [
            one.describe_interconnects(**arguments) for one in (client, boto3_of(endpoint))
        ]
        metadata = [result.pop("ResponseMetadata") for result in results]
        assert results[0] == results[1]
        assert set(metadata[0]) == set(metadata[1])
        bodies = [json.loads(entry.body) for entry in endpoint.log()[-2:]]
        assert bodies[0] == bodies[1] == arguments
    (shown,) = client.describe_interconnects(interconnectId=created["interconnectId"])[
        "interconnects"
    ]
    assert shown["loaIssueTime"].tzinfo is not None


def test_a_refusal_is_boto3s(direct_connect_endpoint: LocalEndpoint) -> None:
    errors: list[Any] = []
    for client in (client_of(direct_connect_endpoint), boto3_of(direct_connect_endpoint)):
        with pytest.raises(client.exceptions.DirectConnectClientException) as caught:
            client.describe_interconnects(nextToken="x")
        errors.append(caught.value)
    assert str(errors[0]) == str(errors[1])
    for error in errors:
        error.response.pop("ResponseMetadata")
    assert errors[0].response == errors[1].response
    assert errors[0].operation_name == errors[1].operation_name == "DescribeInterconnects"


@pytest.mark.parametrize(
    "arguments, message",
    [
        ({"interconnectId": 5}, "Invalid type for parameter interconnectId, value: 5"),
        ({"maxResults": "5"}, "Invalid type for parameter maxResults, value: 5, type: <class 'str'>"),
        ({"maxResults": True}, "maxResults"),
        ({"maxResults": 1.5}, "maxResults"),
        ({"nextToken": None}, "nextToken"),
        ({"interconnectID": "x"}, 'Unknown parameter in input: "interconnectID"'),
    ],
)
def test_bad_arguments_are_told(arguments: dict[str, Any], message: str) -> None:
    with LocalEndpoint() as endpoint:
        with pytest.raises(dxinterconnect.ParamValidationError) as caught:
            client_of(endpoint).describe_interconnects(**arguments)
        assert message in str(caught.value)
        assert endpoint.log() == []
    describe: Any = client_of(endpoint).describe_interconnects
    with pytest.raises(TypeError, match=r"describe_interconnects\(\) only accepts keyword arguments"):
        describe("dxcon-1")


@pytest.mark.parametrize("there", [0, 2])
@pytest.mark.parametrize(
    "fault, settings",
    list(every_fault()),
    ids=[" ".join([name, *map(str, settings.values())]) for name, settings in every_fault()],
)
def test_no_fault_makes_a_list_shorter(
    fault: str,
    settings: dict[str, Any],
    there: int,
    direct_connect_endpoint: LocalEndpoint,
    slept: list[float],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    endpoint = direct_connect_endpoint
    ids = fill(endpoint, there)
    config = dxinterconnect.Config(**CONFIG, retries={"max_attempts": 2})
    client = client_of(endpoint, config)
    for times in (1, 10):
        if fault == "close-port":
            monkeypatch.undo()  # here the wait is what helps
            client = client_of(endpoint)
            endpoint.add_fault(fault, **settings)
        else:
            endpoint.add_fault(fault, times, **settings)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                page = client.describe_interconnects()
        except dxinterconnect.NotDescribedError as error:
            assert times > 1 and error.answer and error.answer.outcome == "not_described"
            assert error.operation_name == "DescribeInterconnects" and error.reason in str(error)
        except dxinterconnect.ClientError as error:
            assert times > 1 or final(fault, settings)
            assert error.operation_name == "DescribeInterconnects"
        else:
            assert [one["interconnectId"] for one in page["interconnects"]] == ids
            assert "nextToken" not in page
            assert times == 1 or fault in DESCRIBED_ALL_THE_SAME
        endpoint.clear_faults()
    assert endpoint.orders() == []


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{}",
        "null",
        "[]",
        '{"interconnects":null}',
        '{"interconnects":{}}',
        '{"interconnects":[1]}',
        '{"interconnects":[null]}',
        '{"interconnects":[{"interconnectId":5}]}',
        '{"interconnects":[{"interconnectName":["a"]}]}',
        '{"interconnects":[{"interconnectState":1}]}',
        '{"interconnects":[{"interconnectName":"\\ud800"}]}',
        '{"interconnects":[],"nextToken":5}',
        '{"interconnects":[]',
    ],
)
def test_what_is_no_whole_list_is_an_error_and_never_an_empty_one(body: str) -> None:
    answer = dxinterconnect.read_response(
        200, {}, body.encode(), operation="DescribeInterconnects"
    )
    assert (answer.outcome, answer.interconnects) == ("not_described", None)
    assert answer.may_resend
    with pytest.raises(dxinterconnect.NotDescribedError, match="could not be listed"):
        answer.result()


def test_an_odd_number_is_warned_of(direct_connect_endpoint: LocalEndpoint) -> None:
    with pytest.warns(dxinterconnect.DXInterconnectWarning, match="maxResults, value: 1000") as told:
        page = client_of(direct_connect_endpoint).describe_interconnects(maxResults=1000)
    assert told[0].filename == __file__
    assert "maxResults" in page["ResponseMetadata"]["Warnings"][0]


def test_nothing_sent_is_not_sent() -> None:
    answer = dxinterconnect.read_response(
        delivery="nothing_sent", operation="DescribeInterconnects"
    )
    with pytest.raises(dxinterconnect.NotSentError):
        answer.result()
    with pytest.raises(ValueError, match="operation is 'Describe'; write one of CreateInterc"):
        dxinterconnect.read_response(operation="Describe")  # type: ignore[arg-type]


def test_members_that_nobody_knows_are_kept() -> None:
    body = b'{"interconnects":[{"a":1},{"interconnectId":"dxcon-1","b":[1.10]}]}'
    answer = dxinterconnect.read_response(200, {}, body, operation="DescribeInterconnects")
    result = answer.result()
    assert result["interconnects"] == [{}, {"interconnectId": "dxcon-1"}]
    assert result["ResponseMetadata"]["UnknownMembers"] == {
        "interconnects[0].a": "1",
        "interconnects[1].b": "[1.10]",
    }


def test_ten_thousand_interconnects() -> None:
    body = json.dumps({"interconnects": [{"interconnectId": f"dxcon-{n}"} for n in range(10_000)]})
    answer = dxinterconnect.read_response(
        200, {}, body.encode(), operation="DescribeInterconnects"
    )
    assert len(answer.result()["interconnects"]) == 10_000


def test_interrupted_it_tells_of_no_order(
    direct_connect_endpoint: LocalEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dxinterconnect._operation as module

    def interrupted(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "read_response", interrupted)
    with pytest.raises(KeyboardInterrupt) as caught:
        client_of(direct_connect_endpoint).describe_interconnects()
    assert caught.value.__cause__ is None


# ------------------------------------------------------------------------------------ Paginator


def test_it_goes_through_all_pages(direct_connect_endpoint: LocalEndpoint) -> None:
    endpoint = direct_connect_endpoint
    ids = fill(endpoint, 5)
    endpoint.change(page_size=2)
    client = client_of(endpoint)
    assert client.can_paginate("describe_interconnects")
    assert not client.can_paginate("create_interconnect")
    pages = client.get_paginator("describe_interconnects").paginate()
    for _ in range(2):  # as often as one likes
        assert [len(page["interconnects"]) for page in pages] == [2, 2, 1]
    full = pages.build_full_result()
    assert [one["interconnectId"] for one in full["interconnects"]] == ids
    assert "NextToken" not in full and pages.resume_token is None
    (one,) = client.get_paginator("describe_interconnects").paginate(interconnectId=ids[3])
    assert one["interconnects"][0]["interconnectId"] == ids[3]


@pytest.mark.parametrize("page_size", [None, 1, 2, "2", 100])
@pytest.mark.parametrize("max_items", [1, 3, 4, 5, 6])
def test_it_ends_where_it_is_told_and_goes_on_from_there(
    max_items: int, page_size: Any, direct_connect_endpoint: LocalEndpoint
) -> None:
    ids = fill(direct_connect_endpoint, 5)
    paginator = client_of(direct_connect_endpoint).get_paginator("describe_interconnects")
    config: Any = {"MaxItems": max_items}
    if page_size is not None:
        config["PageSize"] = page_size
    found: list[str] = []
    while True:
        full = paginator.paginate(PaginationConfig=config).build_full_result()
        assert len(full["interconnects"]) <= max_items
        found += [one["interconnectId"] for one in full["interconnects"]]
        if "NextToken" not in full:
            break
        config["StartingToken"] = full["NextToken"]
    assert found == ids


def test_bad_pagination_is_told() -> None:
    client: Any = dxinterconnect.client("directconnect", region_name="us-east-1", **KEYS)
    with pytest.raises(ValueError, match="no paginator for 'x'; write \"describe_interconnects\""):
        client.get_paginator("x")
    paginator = client.get_paginator("describe_interconnects")
    for config, message in (
        ({"maxItems": 1}, "has 'maxItems'; write MaxItems, PageSize, StartingToken"),
        ({"MaxItems": 0}, "MaxItems is 0; write a number from 1"),
        ({"PageSize": "x"}, "invalid literal"),
    ):
        with pytest.raises(ValueError, match=message):
            paginator.paginate(PaginationConfig=config)


def test_a_list_without_end_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    client: Any = dxinterconnect.client("directconnect", region_name="us-east-1", **KEYS)
    page = {"interconnects": [{}], "nextToken": "again", "ResponseMetadata": {}}
    client.describe_interconnects = lambda **_: dict(page)
    with pytest.raises(dxinterconnect.NotDescribedError, match="same nextToken twice: again"):
        client.get_paginator("describe_interconnects").paginate().build_full_result()


def test_what_is_slow_to_show_is_not_in_the_list() -> None:
    with LocalEndpoint(show_after=After(looks=1)) as endpoint:
        client = client_of(endpoint)
        client.create_interconnect(**ORDER)
        assert client.describe_interconnects()["interconnects"] == []
        assert len(client.describe_interconnects()["interconnects"]) == 1
