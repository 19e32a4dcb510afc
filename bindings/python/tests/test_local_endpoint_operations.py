"""The operations through real boto3, and the protocol beneath them."""

from __future__ import annotations

import json
import socket
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from test_local_endpoint_clients import ORDER, boto3_client, control, post, send_raw, signed

from dxinterconnect.local_endpoint import After, LocalEndpoint, StateError, StateInUse

pytest_plugins = ["dxinterconnect.local_endpoint.pytest_plugin"]


def error_of(caught: pytest.ExceptionInfo[ClientError]) -> tuple[str, str]:
    error = caught.value.response["Error"]
    return error["Code"], error["Message"]


def test_create_describe_delete(direct_connect_endpoint: LocalEndpoint) -> None:
    client = boto3_client(direct_connect_endpoint)
    tags = [{"key": "k1", "value": "v1"}, {"key": "k2"}, {"key": "Zürich", "value": ""}]
    created = client.create_interconnect(
        interconnectName='Zürich ☃ "x"/\n',
        bandwidth="10",
        location="EqDC2",
        lagId="dxlag-ffabc123",
        tags=tags,
        providerName="Prov",
        requestMACSec=True,
    )
    metadata = created.pop("ResponseMetadata")
    assert metadata["HTTPStatusCode"] == 200
    assert len(metadata["RequestId"]) == 36
    assert metadata["HTTPHeaders"]["content-type"] == "application/x-amz-json-1.1"
    interconnect_id = created["interconnectId"]
    assert created == {
        "interconnectId": interconnect_id,
        "interconnectName": 'Zürich ☃ "x"/\n',
        "interconnectState": "requested",
        "region": "us-east-1",
        "location": "EqDC2",
        "bandwidth": "10Gbps",
        "jumboFrameCapable": False,
        "hasLogicalRedundancy": "unknown",
        "tags": tags,
        "macSecCapable": True,
        "lagId": "dxlag-ffabc123",
        "providerName": "Prov",
        "portEncryptionStatus": "Encryption Down",
        "encryptionMode": "should_encrypt",
        "macSecKeys": [],
    }
    assert client.describe_interconnects()["interconnects"] == [created]
    assert client.delete_interconnect(interconnectId=interconnect_id)["interconnectState"] == (
        "deleted"
    )
    (left,) = client.describe_interconnects(interconnectId=interconnect_id)["interconnects"]
    assert left["interconnectState"] == "deleted"
    with pytest.raises(client.exceptions.DirectConnectClientException) as caught:
        client.delete_interconnect(interconnectId=interconnect_id)
    assert error_of(caught)[1] == (
        f"DeleteInterconnect failed. {interconnect_id} is in state deleted"
    )
    assert [order.interconnect_id for order in direct_connect_endpoint.orders()] == [
        interconnect_id
    ]


def tagged(count: int) -> list[dict[str, str]]:
    return [{"key": f"k{number}"} for number in range(count)]


@pytest.mark.parametrize(
    ("changes", "code", "message"),
    [
        ({"tags": tagged(51)}, "TooManyTagsException", "at most 50 tags"),
        ({"tags": [{"key": "a"}, {"key": "a"}]}, "DuplicateTagKeysException", "Tag key a is"),
        ({"bandwidth": "7 bananas"}, "DirectConnectClientException", "7 bananas is invalid"),
        ({"bandwidth": "10gbps"}, "DirectConnectClientException", "10gbps is invalid"),
        ({"tags": [{"key": "k" * 129}]}, "DirectConnectClientException", "invalid format"),
        ({"tags": [{"key": "k\u2603"}]}, "DirectConnectClientException", "invalid format"),
        ({"tags": [{"key": "k\t"}]}, "DirectConnectClientException", "invalid format"),
        ({"tags": [{"key": "e\u0301"}]}, "DirectConnectClientException", "invalid format"),
        ({"tags": [{"key": "AWS:x"}]}, "DirectConnectClientException", "reserved prefix"),
        (
            {"tags": [{"key": "k", "value": "v" * 257}]},
            "DirectConnectClientException",
            "invalid format",
        ),
    ],
)
def test_orders_that_the_service_refuses(
    direct_connect_endpoint: LocalEndpoint, changes: dict[str, Any], code: str, message: str
) -> None:
    client = boto3_client(direct_connect_endpoint)
    with pytest.raises(getattr(client.exceptions, code), match=message):
        client.create_interconnect(**{**ORDER, **changes})
    assert direct_connect_endpoint.orders() == []


def test_orders_at_the_limits_are_accepted(direct_connect_endpoint: LocalEndpoint) -> None:
    client = boto3_client(direct_connect_endpoint)
    client.create_interconnect(**ORDER, tags=tagged(50))
    client.create_interconnect(**ORDER, tags=[{"key": "é ٣:/" + "k" * 123, "value": "v" * 256}])
    client.create_interconnect(**ORDER, tags=[{"key": "a"}, {"key": "A"}])
    for bandwidth in ("1", "10", "100", "1Gbps", "10Gbps", "100Gbps"):
        client.create_interconnect(**{**ORDER, "bandwidth": bandwidth})
    # Rules that nobody documents are not this endpoint's to make.
    client.create_interconnect(interconnectName="", bandwidth="1", location="?", lagId="banana")
    assert len(direct_connect_endpoint.orders()) == 10


def test_server_exception_is_boto3s_own(direct_connect_endpoint: LocalEndpoint) -> None:
    client = boto3_client(direct_connect_endpoint)
    direct_connect_endpoint.add_fault("server-exception")
    with pytest.raises(client.exceptions.DirectConnectServerException) as caught:
        client.create_interconnect(**ORDER)
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "SerializationException"),
        (b"{", "SerializationException"),
        (b"[]", "SerializationException"),
        (b"\xff", "SerializationException"),
        (b"\xef\xbb\xbf{}", "SerializationException"),
        (b'{"a":NaN}', "SerializationException"),
        (b'{"a":"\\ud800"}', "SerializationException"),
        (b"[" * 100_000, "SerializationException"),
        (b'{"interconnectName":1}', "SerializationException"),
        (b'{"requestMACSec":"true"}', "SerializationException"),
        (b'{"tags":{}}', "SerializationException"),
        (b'{"tags":["x"]}', "SerializationException"),
        (b'{"tags":[{"key":true}]}', "SerializationException"),
        (b"{}", "DirectConnectClientException"),
        (b'{"interconnectName":null,"bandwidth":"1"}', "DirectConnectClientException"),
        (b'{"interconnectName":"n","bandwidth":"1"}', "DirectConnectClientException"),
        (
            b'{"interconnectName":"n","bandwidth":"1","location":"l","tags":[]}',
            "DirectConnectClientException",
        ),
        (
            b'{"interconnectName":"n","bandwidth":"1","location":"l","tags":[{}]}',
            "DirectConnectClientException",
        ),
    ],
)
def test_bodies_that_botocore_would_not_send(
    direct_connect_endpoint: LocalEndpoint, body: bytes, code: str
) -> None:
    headers = signed(direct_connect_endpoint, "CreateInterconnect", body)
    status, names, answer = post(direct_connect_endpoint, body, headers)
    assert (status, answer["__type"].rpartition("#")[2]) == (400, code)
    assert names["content-type"] == "application/x-amz-json-1.1"
    assert "x-amzn-requestid" in names and "date" in names
    assert direct_connect_endpoint.orders() == []


def test_true_is_no_number(direct_connect_endpoint: LocalEndpoint) -> None:
    body = b'{"maxResults":true}'
    headers = signed(direct_connect_endpoint, "DescribeInterconnects", body)
    status, _, answer = post(direct_connect_endpoint, body, headers)
    assert (status, answer["Message"]) == (400, "TRUE_VALUE can not be converted to Integer")


def test_members_that_are_unknown_or_null_are_no_matter(
    direct_connect_endpoint: LocalEndpoint,
) -> None:
    body = json.dumps({**ORDER, "tags": None, "newMember": {"a": [1]}}).encode()
    headers = signed(direct_connect_endpoint, "CreateInterconnect", body)
    assert post(direct_connect_endpoint, body, headers)[0] == 200


def test_unknown_operations(direct_connect_endpoint: LocalEndpoint) -> None:
    with pytest.raises(ClientError, match="UnknownOperationException"):
        boto3_client(direct_connect_endpoint).describe_locations()
    headers = signed(direct_connect_endpoint, "CreateInterconnect", b"{}")
    assert post(direct_connect_endpoint, b"{}", headers, method="PUT")[0] == 404
    cbor = {**headers, "Content-Type": "application/cbor"}
    assert post(direct_connect_endpoint, b"{}", cbor)[0] == 404
    assert [entry.operation for entry in direct_connect_endpoint.log()] == [None, None, None]


def test_paging(direct_connect_endpoint: LocalEndpoint) -> None:
    client = boto3_client(direct_connect_endpoint)
    ordered = [client.create_interconnect(**ORDER)["interconnectId"] for _ in range(5)]
    elsewhere = boto3_client(direct_connect_endpoint, region="eu-west-1")
    elsewhere.create_interconnect(**ORDER)
    seen: list[str] = []
    sizes: list[int] = []
    token: dict[str, str] = {}
    while True:
        page = client.describe_interconnects(maxResults=2, **token)
        sizes.append(len(page["interconnects"]))
        seen += [interconnect["interconnectId"] for interconnect in page["interconnects"]]
        if "nextToken" not in page:
            break
        token = {"nextToken": page["nextToken"]}
    assert (seen, sizes) == (ordered, [2, 2, 1])
    exact = client.describe_interconnects(maxResults=5)
    assert len(exact["interconnects"]) == 5 and "nextToken" not in exact
    for bad in ({"nextToken": "x"}, {"nextToken": "é"}, {"maxResults": 0}):
        with pytest.raises(client.exceptions.DirectConnectClientException):
            client.describe_interconnects(**bad)


def test_more_than_a_hundred_results_are_never_given(
    direct_connect_endpoint: LocalEndpoint,
) -> None:
    client = boto3_client(direct_connect_endpoint)
    for _ in range(101):
        client.create_interconnect(**ORDER)
    page = client.describe_interconnects(maxResults=1000)
    assert len(page["interconnects"]) == 100
    rest = client.describe_interconnects(maxResults=1000, nextToken=page["nextToken"])
    assert len(rest["interconnects"]) == 1


def test_interconnects_that_are_not_there(direct_connect_endpoint: LocalEndpoint) -> None:
    client = boto3_client(direct_connect_endpoint)
    for operation in (client.describe_interconnects, client.delete_interconnect):
        with pytest.raises(client.exceptions.DirectConnectClientException) as caught:
            operation(interconnectId="foobar")
        assert error_of(caught)[1] == "Interconnect ID foobar has an invalid format."
        with pytest.raises(client.exceptions.DirectConnectClientException) as caught:
            operation(interconnectId="dxcon-ffffffff")
        assert error_of(caught)[1] == "Could not find Interconnect with ID dxcon-ffffffff"


def states(client: Any, looks: int) -> list[str]:
    return [
        client.describe_interconnects()["interconnects"][0]["interconnectState"]
        for _ in range(looks)
    ]


def test_the_state_moves_with_looks() -> None:
    with LocalEndpoint(move_after=After(looks=2)) as endpoint:
        client = boto3_client(endpoint)
        client.create_interconnect(**ORDER)
        expected = ["requested"] * 2 + ["pending"] * 2 + ["available"] * 3
        assert states(client, 7) == expected
        (shown,) = client.describe_interconnects()["interconnects"]
        assert isinstance(shown["loaIssueTime"], datetime)
        assert shown["awsDeviceV2"] == "EqDC2-local"


def test_the_state_moves_with_time() -> None:
    with LocalEndpoint(move_after=After(seconds=100)) as endpoint:
        client = boto3_client(endpoint)
        client.create_interconnect(**ORDER)
        seen = states(client, 1)
        for offset in (101, 201):  # still inside the signature's five minutes
            endpoint.clock_offset = offset
            seen += states(client, 1)
        assert seen == ["requested", "pending", "available"]


def test_the_state_is_set_by_hand() -> None:
    with LocalEndpoint(move_after=After(looks=1)) as endpoint:
        client = boto3_client(endpoint)
        interconnect_id = client.create_interconnect(**ORDER)["interconnectId"]
        endpoint.set_interconnect_state(interconnect_id, "down")
        assert states(client, 3) == ["down"] * 3
        with pytest.raises(ValueError, match="no state"):
            endpoint.set_interconnect_state(interconnect_id, "asleep")
        with pytest.raises(ValueError, match="no interconnect"):
            endpoint.set_interconnect_state("dxcon-ffffffff", "down")


def test_slow_to_show_by_looks_and_by_time() -> None:
    with LocalEndpoint(show_after=After(looks=2)) as endpoint:
        client = boto3_client(endpoint)
        interconnect_id = client.create_interconnect(**ORDER)["interconnectId"]
        with pytest.raises(client.exceptions.DirectConnectClientException):
            client.describe_interconnects(interconnectId=interconnect_id)
        assert client.describe_interconnects()["interconnects"] == []
        assert len(client.describe_interconnects()["interconnects"]) == 1
        assert len(endpoint.interconnects()) == 1
    with LocalEndpoint(show_after=After(seconds=100)) as endpoint:
        client = boto3_client(endpoint)
        client.create_interconnect(**ORDER)
        assert client.describe_interconnects()["interconnects"] == []
        endpoint.clock_offset = 101
        assert len(client.describe_interconnects()["interconnects"]) == 1


def test_an_interconnect_that_a_test_put_there() -> None:
    with LocalEndpoint(show_after=After(looks=100)) as endpoint:
        client = boto3_client(endpoint)
        put_id = endpoint.put_interconnect({"interconnectName": "a", "interconnectState": "down"})
        endpoint.put_interconnect({"interconnectId": "dxcon-fput0000"}, "eu-west-1")
        client.create_interconnect(**ORDER)
        (shown,) = client.describe_interconnects()["interconnects"]
        assert shown == {
            "interconnectId": put_id,
            "interconnectName": "a",
            "interconnectState": "down",
            "region": "us-east-1",
        }
        assert [order.interconnect_name for order in endpoint.orders()] == ["acme-iad-1"]
        client.delete_interconnect(interconnectId=put_id)
        (shown,) = client.describe_interconnects(interconnectId=put_id)["interconnects"]
        assert shown["interconnectState"] == "deleted"
        with pytest.raises(ValueError, match="there is an interconnect dxcon-fput0000 already"):
            endpoint.put_interconnect({"interconnectId": "dxcon-fput0000"})
        # What is no id is shown all the same, for those who have to read it.
        endpoint.put_interconnect({"interconnectId": None})
        assert endpoint.interconnects()[-1]["interconnectId"] is None


def test_habits_change_and_are_reset(direct_connect_endpoint: LocalEndpoint) -> None:
    endpoint = direct_connect_endpoint
    client = boto3_client(endpoint)
    for _ in range(3):
        client.create_interconnect(**ORDER)
    endpoint.change(page_size=2)
    page = client.describe_interconnects()
    assert len(page["interconnects"]) == 2 and page["nextToken"]
    assert len(client.describe_interconnects(maxResults=1)["interconnects"]) == 1
    status, _ = control(endpoint, "POST", "/_local/habits", {"show_after": "9looks", "page_size": 3})
    assert status == 200
    assert client.describe_interconnects()["interconnects"] == []
    for bad, message in (
        ({"page_size": 0}, "page_size is 0; write a number from 1 to 100"),
        ({"page_size": True}, "page_size is True"),
        ({"show_after": "soon"}, "'soon' is neither like 2looks nor like 1.5s"),
        ({"nonsense": 1}, "nonsense"),
    ):
        status, answer = control(endpoint, "POST", "/_local/habits", bad)
        assert status == 400 and message in answer["message"]
    endpoint.reset()
    client.create_interconnect(**ORDER)
    assert len(client.describe_interconnects()["interconnects"]) == 1


def test_an_interconnect_is_put_there_by_another_program(
    direct_connect_endpoint: LocalEndpoint,
) -> None:
    members = {"interconnectName": "a", "region": "eu-west-1", "new": [1]}
    status, answer = control(direct_connect_endpoint, "PUT", "/_local/interconnects", members)
    assert (status, answer["interconnectId"][:6]) == (200, "dxcon-")
    assert direct_connect_endpoint.interconnects() == [{**answer, **members}]
    again = {"interconnectId": answer["interconnectId"]}
    status, answer = control(direct_connect_endpoint, "PUT", "/_local/interconnects", again)
    assert status == 400 and "already" in answer["message"]


def test_state_in_a_file_survives_and_belongs_to_one(tmp_path: Path) -> None:
    file = str(tmp_path / "state.db")
    with LocalEndpoint(state=file, move_after=After(looks=1)) as endpoint:
        client = boto3_client(endpoint)
        created = client.create_interconnect(**ORDER, tags=[{"key": "Zürich"}])
        assert states(client, 2) == ["requested", "pending"]
        with pytest.raises(StateInUse, match="another endpoint has the state file .* open"):
            LocalEndpoint(state=file)
        client.create_interconnect(**ORDER)  # the refused one did no harm
    with LocalEndpoint(state=file, move_after=After(looks=1)) as endpoint:
        assert len(endpoint.orders()) == 2
        (first, _) = boto3_client(endpoint).describe_interconnects()["interconnects"]
        assert (first["interconnectId"], first["interconnectState"]) == (
            created["interconnectId"],
            "available",
        )
        assert first["tags"] == [{"key": "Zürich"}]


def test_files_that_are_no_state_are_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "text"
    text.write_text("not a database, but long enough to be taken for one " * 40)
    foreign = tmp_path / "foreign.db"
    database = sqlite3.connect(foreign)
    database.execute("CREATE TABLE interconnects (a)")
    database.commit()
    database.close()
    for file in (text, foreign, tmp_path / "no" / "such" / "folder"):
        before = file.read_bytes() if file.exists() else None
        with pytest.raises(StateError, match="state file"):
            LocalEndpoint(state=str(file))
        assert (file.read_bytes() if file.exists() else None) == before


def test_twenty_threads(direct_connect_endpoint: LocalEndpoint) -> None:
    client = boto3_client(direct_connect_endpoint, max_pool_connections=20)

    def order(number: int) -> str:
        name = f"port {number}"
        answer = client.create_interconnect(**{**ORDER, "interconnectName": name})
        assert answer["interconnectName"] == name
        return str(answer["interconnectId"])

    with ThreadPoolExecutor(20) as pool:
        placed = list(pool.map(order, range(200)))
    assert len(set(placed)) == 200
    assert sorted(placed) == sorted(o.interconnect_id for o in direct_connect_endpoint.orders())
    assert len(direct_connect_endpoint.log()) == 200


def test_the_log_tells_what_came_and_what_it_did(direct_connect_endpoint: LocalEndpoint) -> None:
    client = boto3_client(direct_connect_endpoint)
    created = client.create_interconnect(**ORDER)
    client.describe_interconnects()
    first, second = direct_connect_endpoint.log()
    assert (first.operation, first.verdict, first.fault) == ("CreateInterconnect", "ok", None)
    assert first.order == created["interconnectId"] and first.order_placed
    assert json.loads(first.body) == ORDER
    assert dict(first.headers)["X-Amz-Target"] == "OvertureService.CreateInterconnect"
    assert (second.operation, second.order_placed) == ("DescribeInterconnects", False)
    direct_connect_endpoint.reset()
    assert (direct_connect_endpoint.log(), direct_connect_endpoint.orders()) == ([], [])


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (b"hello\r\n\r\n", 400),
        (b"POST / HTTP/2\r\nHost: x\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1048577\r\n\r\n", 413),
        (b"POST / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 200_000 + b"\r\n\r\n", 431),
    ],
)
def test_bad_http_is_refused_and_logged(
    direct_connect_endpoint: LocalEndpoint, request_bytes: bytes, status: int
) -> None:
    answer = send_raw(direct_connect_endpoint, request_bytes)
    assert answer.startswith(b"HTTP/1.1 %d " % status)
    assert direct_connect_endpoint.log()[-1].verdict.startswith("malformed HTTP")


def test_requests_follow_each_other_on_one_connection(
    direct_connect_endpoint: LocalEndpoint,
) -> None:
    request = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
    answer = send_raw(
        direct_connect_endpoint,
        request + b"\r\n{}" + request + b"Connection: close\r\n\r\n{}",
    )
    assert answer.count(b"HTTP/1.1 404 Not Found\r\n") == 2


def test_expect_100_continue_is_answered(direct_connect_endpoint: LocalEndpoint) -> None:
    head = b"POST / HTTP/1.0\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
    with socket.create_connection(("127.0.0.1", direct_connect_endpoint.port), 5) as sock:
        sock.sendall(head)
        assert sock.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        sock.sendall(b"{}")
        assert sock.recv(100).startswith(b"HTTP/1.1 404 ")
