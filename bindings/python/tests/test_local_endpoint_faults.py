"""Every fault: what the client sees on the wire, and whether the order stands."""

from __future__ import annotations

import json
import socket
import time
import zlib
from typing import Any, Callable

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError, ReadTimeoutError
from test_local_endpoint_clients import ORDER, boto3_client, control, place_raw, raw_request, send_raw, signed

from dxinterconnect.local_endpoint import FAULTS, LocalEndpoint, parse_fault
from dxinterconnect.local_endpoint import fault as make_fault

pytest_plugins = ["dxinterconnect.local_endpoint.pytest_plugin"]

# Every fault of the table has a check here: see test_every_fault_has_a_check.
CHECKS: dict[str, Callable[[LocalEndpoint], None]] = {}


def checks(name: str) -> Callable[[Callable[[LocalEndpoint], None]], None]:
    def register(check: Callable[[LocalEndpoint], None]) -> None:
        CHECKS[name] = check

    return register


def answer_of(endpoint: LocalEndpoint) -> tuple[int, dict[str, str], bytes]:
    """Place an order; status, headers in lower case, the body's bytes until the end."""
    head, _, body = place_raw(endpoint).partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return int(first.split()[1]), {name.lower(): headers[name] for name in headers}, body


def code_of(body: bytes) -> str:
    return str(json.loads(body)["__type"])


@checks("close-port")
def _(endpoint: LocalEndpoint) -> None:
    idle = socket.create_connection(("127.0.0.1", endpoint.port), 5)
    endpoint.add_fault("close-port", seconds=0.3)
    try:
        assert idle.recv(1) == b""
    except ConnectionResetError:
        pass  # it was not accepted yet when the port closed
    idle.close()
    for _ in range(3):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", endpoint.port), 5)
    time.sleep(0.4)
    assert answer_of(endpoint)[0] == 200
    assert endpoint.log()[-1].fault is None


@checks("cut-before-reading")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("cut-before-reading")
    with pytest.raises(ConnectionResetError):
        place_raw(endpoint)
    assert endpoint.log()[-1].body == ""


@checks("clock-skew")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("clock-skew", seconds=-7200)
    status, headers, body = answer_of(endpoint)
    assert (status, code_of(body)) == (400, "InvalidSignatureException")
    assert json.loads(body)["message"].startswith("Signature not yet current: ")
    answered = time.mktime(time.strptime(headers["date"], "%a, %d %b %Y %H:%M:%S GMT"))
    assert abs(time.mktime(time.gmtime()) - answered - 7200) < 5
    endpoint.add_fault("clock-skew")
    assert json.loads(answer_of(endpoint)[2])["message"].startswith("Signature expired: ")


@checks("hang")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("hang")
    client = boto3_client(endpoint, read_timeout=0.2)
    with pytest.raises(ReadTimeoutError):
        client.create_interconnect(**ORDER)
    endpoint.add_fault("hang", seconds=0.1)
    started = time.monotonic()
    assert place_raw(endpoint) == b""
    assert time.monotonic() - started >= 0.1


@checks("cut-after-reading")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("cut-after-reading")
    assert place_raw(endpoint) == b""
    assert json.loads(endpoint.log()[-1].body) == ORDER
    endpoint.add_fault("cut-after-reading", how="reset")
    with pytest.raises(ConnectionResetError):
        place_raw(endpoint)


@checks("cut-inside-answer")
def _(endpoint: LocalEndpoint) -> None:
    for at in ("before-id", "after-id", 0, 30):
        endpoint.add_fault("cut-inside-answer", at=at)
        status, headers, body = answer_of(endpoint)
        placed = endpoint.orders()[-1].interconnect_id
        whole = f'{{"interconnectId":"{placed}"'.encode()
        assert body == {"before-id": b"{", "after-id": whole, 0: b"", 30: whole[:30]}[at]
        assert status == 200 and int(headers["content-length"]) > len(body)
    endpoint.add_fault("cut-inside-answer", at="status-line")
    assert place_raw(endpoint) == b"HTTP/1."
    endpoint.add_fault("cut-inside-answer", at="headers")
    assert place_raw(endpoint).startswith(b"HTTP/1.1 200 OK\r\nx-amzn-RequestId: ")
    endpoint.add_fault("cut-inside-answer", how="reset")
    with pytest.raises(ConnectionResetError):
        place_raw(endpoint)


@checks("500")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("500")
    status, headers, body = answer_of(endpoint)
    assert (status, body) == (500, b"") and "x-amzn-requestid" in headers


@checks("503-html")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("503-html")
    status, headers, body = answer_of(endpoint)
    assert (status, headers["content-type"]) == (503, "text/html")
    assert body.startswith(b"<html>")


@checks("200-html")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("200-html")
    status, headers, body = answer_of(endpoint)
    assert (status, headers["content-type"]) == (200, "text/html")
    assert body.startswith(b"<html>")


@checks("200-empty")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("200-empty")
    status, headers, body = answer_of(endpoint)
    assert (status, headers["content-length"], body) == (200, "0", b"")


@checks("throttling")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("throttling")
    status, _, body = answer_of(endpoint)
    assert (status, code_of(body)) == (400, "ThrottlingException")


@checks("too-many-requests")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("too-many-requests", retry_after=7)
    status, headers, body = answer_of(endpoint)
    assert (status, headers["retry-after"], body) == (429, "7", b"")


@checks("server-exception")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("server-exception")
    status, _, body = answer_of(endpoint)
    assert (status, code_of(body)) == (400, "DirectConnectServerException")


@checks("slow-bytes")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("slow-bytes", seconds=0.001)
    started = time.monotonic()
    _, _, body = answer_of(endpoint)
    assert time.monotonic() - started >= 0.001 * len(body)
    assert json.loads(body)["interconnectId"] == endpoint.orders()[-1].interconnect_id
    for at, before in (("before-id", b"{"), ("after-id", b'{"interconnectId":"dxcon-')):
        endpoint.add_fault("slow-bytes", seconds=60, at=at)
        body = sent_at_once(endpoint).partition(b"\r\n\r\n")[2]
        assert body.startswith(before) and len(body) <= len('{"interconnectId":"dxcon-12345678",')


def sent_at_once(endpoint: LocalEndpoint) -> bytes:
    """What comes before the endpoint begins to take its time."""
    with socket.create_connection(("127.0.0.1", endpoint.port), 5) as sock:
        body = json.dumps(ORDER).encode()
        headers = signed(endpoint, "CreateInterconnect", body)
        sock.sendall(raw_request(endpoint, "CreateInterconnect", body, headers))
        received = b""
        sock.settimeout(0.3)
        try:
            while True:
                received += sock.recv(65536)
        except socket.timeout:
            return received


@checks("slow-headers")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("slow-headers", seconds=0.001)
    started = time.monotonic()
    raw = place_raw(endpoint)
    head = raw.index(b"\r\n\r\n")
    assert time.monotonic() - started >= 0.001 * head
    assert json.loads(raw[head:])["interconnectId"] == endpoint.orders()[-1].interconnect_id
    endpoint.add_fault("slow-headers", seconds=60, at="after-status")
    assert sent_at_once(endpoint) == b"HTTP/1.1 200 OK\r\nx"


@checks("endless-headers")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("endless-headers", bytes=300_000)
    raw = place_raw(endpoint)
    assert raw.startswith(b"HTTP/1.1 200 OK\r\nX-Padding: ")
    assert b"\r\n\r\n" not in raw
    assert 290_000 < len(raw) <= 300_020
    endpoint.add_fault("endless-headers", bytes=300_000, line=300_000)
    raw = place_raw(endpoint)
    assert raw.count(b"\r\n") == 2 and 290_000 < len(raw) <= 300_020


@checks("endless-body")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("endless-body", bytes=300_000)
    status, headers, body = answer_of(endpoint)
    assert (status, headers["transfer-encoding"]) == (200, "chunked")
    assert "content-length" not in headers
    assert 200_000 < len(body) < 301_000 and not body.endswith(b"0\r\n\r\n")
    endpoint.add_fault("endless-body", bytes=300_000, chunk=1)
    assert answer_of(endpoint)[2].startswith(b"1\r\n \r\n1\r\n")
    for framing, length in (("length", "600000"), ("close", None)):
        endpoint.add_fault("endless-body", bytes=300_000, framing=framing)
        _, headers, body = answer_of(endpoint)
        assert headers.get("content-length") == length and body == b" " * 300_000


@checks("huge-answer")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("huge-answer")
    _, headers, body = answer_of(endpoint)
    assert len(body) == 10 * 1024 * 1024 == int(headers["content-length"])
    assert json.loads(body)["interconnectId"] == endpoint.orders()[-1].interconnect_id


@checks("wrong-content-length")
def _(endpoint: LocalEndpoint) -> None:
    for by in (10, -10):
        endpoint.add_fault("wrong-content-length", by=by)
        _, headers, body = answer_of(endpoint)
        assert int(headers["content-length"]) == len(body) + by
        assert json.loads(body)["interconnectId"] == endpoint.orders()[-1].interconnect_id


@checks("compressed-garbage")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("compressed-garbage")
    status, headers, body = answer_of(endpoint)
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert body.startswith(b"\x1f\x8b this is not")


@checks("redirect")
def _(endpoint: LocalEndpoint) -> None:
    for code in (301, 307):
        endpoint.add_fault("redirect", status=code, location="http://127.0.0.1:9/x")
        status, headers, _ = answer_of(endpoint)
        assert (status, headers["location"]) == (code, "http://127.0.0.1:9/x")


@checks("early-answer")
def _(endpoint: LocalEndpoint) -> None:
    for how in ("fin", "reset"):
        endpoint.add_fault("early-answer", status=400, how=how)
        head = place_raw(endpoint)[:24] if how == "fin" else first_bytes(endpoint)
        assert head.startswith(b"HTTP/1.1 400 Bad Request")
        assert endpoint.log()[-1].body == ""


def first_bytes(endpoint: LocalEndpoint) -> bytes:
    """What comes back to half a request whose other half is never sent."""
    with socket.create_connection(("127.0.0.1", endpoint.port), 5) as sock:
        sock.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n")
        return sock.recv(1000)


@checks("interim-answers")
def _(endpoint: LocalEndpoint) -> None:
    for status in (100, 102, 103):
        endpoint.add_fault("interim-answers", status=status, bytes=3000)
        data = place_raw(endpoint)
        first, last = b"HTTP/1.1 %d Interim\r\nX-Padding: x" % status, b"HTTP/1.1 200 OK\r\n"
        assert data.startswith(first)
        assert (data.count(first), data.count(last), data.count(b"HTTP/")) == (3, 1, 4)


@checks("endless-trailers")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("endless-trailers", bytes=300_000)
    _, headers, body = answer_of(endpoint)
    assert headers["transfer-encoding"] == "chunked"
    answer, _, trailers = body.partition(b"\r\n0\r\n")
    size, _, answer = answer.partition(b"\r\n")
    assert len(answer) == int(size, 16) and json.loads(answer)
    assert len(trailers) > 300_000 and set(trailers.split(b"\r\n")[0]) <= set(b"X-Padding: x")


@checks("chunk-size")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("chunk-size", line="5;%00")
    _, headers, body = answer_of(endpoint)
    assert headers["transfer-encoding"] == "chunked"
    assert body.startswith(b'5;\0\r\n{"') and body.endswith(b"}\r\n0\r\n\r\n")


@checks("odd-content-length")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("odd-content-length", values="-1/99", chunked="yes")
    data = place_raw(endpoint)
    lines = b"Content-Length: -1\r\nContent-Length: 99\r\nTransfer-Encoding: chunked\r\n"
    assert data.startswith(b"HTTP/1.1 200 OK\r\n" + lines) and data.endswith(b"\r\n0\r\n\r\n")
    endpoint.add_fault("odd-content-length", values="5")
    data = place_raw(endpoint)
    assert data.count(b"Content-Length") == 1 and b"Transfer-Encoding" not in data
    assert json.loads(data.split(b"\r\n\r\n")[1])


@checks("status-line")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("status-line", line="ICY %00")
    data = place_raw(endpoint)
    assert data.startswith(b"ICY \0\r\nx-amzn-RequestId: ")
    assert json.loads(data.split(b"\r\n\r\n")[1])


@checks("header-line")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("header-line", line=" folded%0D%0AX: y")
    data = place_raw(endpoint)
    assert data.startswith(b"HTTP/1.1 200 OK\r\n folded\r\nX: y\r\nx-amzn-RequestId: ")
    assert json.loads(data.split(b"\r\n\r\n")[1])


@checks("no-head")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("no-head")
    assert json.loads(place_raw(endpoint))["interconnectId"]


@checks("rubbish")
def _(endpoint: LocalEndpoint) -> None:
    for where, promised in (("body", 7), ("wire", 0)):
        endpoint.add_fault("rubbish", bytes=7, where=where)
        _, headers, body = answer_of(endpoint)
        assert int(headers["content-length"]) == len(body) - 7 + promised
        assert json.loads(body[:-7]) and body.endswith(b"}}\0\xff{}\0\xff")


@checks("compression-bomb")
def _(endpoint: LocalEndpoint) -> None:
    for encoding, wbits in (("gzip", 31), ("deflate", 15)):
        endpoint.add_fault("compression-bomb", encoding=encoding, bytes=3 << 20)
        _, headers, body = answer_of(endpoint)
        assert headers["content-encoding"] == encoding and len(body) < 20_000
        whole = zlib.decompress(body, wbits)
        assert len(whole) > 3 << 20 and json.loads(whole)["interconnectId"]


@checks("cbor")
def _(endpoint: LocalEndpoint) -> None:
    endpoint.add_fault("cbor")
    _, headers, body = answer_of(endpoint)
    assert headers["content-type"] == "application/cbor"
    placed = endpoint.orders()[-1].interconnect_id.encode()
    # A map of ten members, the first: text(14) "interconnectId", text(14) its value.
    assert body.startswith(b"\xaa\x6einterconnectId\x6e" + placed + b"\x70interconnectName")
    assert body.endswith(b"\x64tags\x80\x6dmacSecCapable\xf4")


def test_every_fault_has_a_check() -> None:
    assert set(CHECKS) == set(FAULTS)


@pytest.mark.parametrize("name", FAULTS)
def test_what_a_fault_does_and_whether_the_order_stands(
    direct_connect_endpoint: LocalEndpoint, name: str
) -> None:
    CHECKS[name](direct_connect_endpoint)
    log = direct_connect_endpoint.log()
    # close-port meets no request: what it refuses is never received.
    under_fault = [entry for entry in log if entry.fault == name]
    assert bool(under_fault) == (name != "close-port")
    assert all(entry.order_placed == FAULTS[name].placed for entry in under_fault)
    placed = [entry.order for entry in log if entry.order_placed]
    assert placed == [order.interconnect_id for order in direct_connect_endpoint.orders()]
    assert direct_connect_endpoint.faults() == []


@pytest.mark.parametrize("name", [kind.name for kind in FAULTS.values() if kind.either])
@pytest.mark.parametrize("placed", [True, False])
def test_whether_the_order_stands_can_be_chosen(
    direct_connect_endpoint: LocalEndpoint, name: str, placed: bool
) -> None:
    quick = {"seconds": 0.01, "bytes": 1000}
    parameters = {key: quick[key] for key in FAULTS[name].parameters if key in quick}
    direct_connect_endpoint.add(make_fault(name, placed=placed, parameters=parameters))
    place_raw(direct_connect_endpoint)
    (entry,) = direct_connect_endpoint.log()
    assert entry.order_placed == placed == bool(direct_connect_endpoint.orders())
    assert entry.verdict == ("ok" if placed else "not carried out")


def test_a_fault_saves_no_bad_request(direct_connect_endpoint: LocalEndpoint) -> None:
    direct_connect_endpoint.add_fault("500")
    with pytest.raises(ClientError):
        boto3_client(direct_connect_endpoint).create_interconnect(**{**ORDER, "bandwidth": "7"})
    (entry,) = direct_connect_endpoint.log()
    assert entry.verdict.startswith("DirectConnectClientException: Bandwidth 7 is invalid")
    assert direct_connect_endpoint.orders() == []


def faults_seen(endpoint: LocalEndpoint, operations: str) -> list[Any]:
    """Send a request for each letter (C, D) and tell which faults they met."""
    names = {"C": "CreateInterconnect", "D": "DescribeInterconnects"}
    for letter in operations:
        place_raw(endpoint, names[letter])
    return [entry.fault for entry in endpoint.log()]


def test_faults_queue_skip_and_mind_their_operation(
    direct_connect_endpoint: LocalEndpoint,
) -> None:
    endpoint = direct_connect_endpoint
    endpoint.add_fault("500", 2, operation="CreateInterconnect", skip=1)
    endpoint.add_fault("200-empty")
    endpoint.add_fault("throttling")
    assert faults_seen(endpoint, "CDCDCCD") == [
        None, "200-empty", "500", "throttling", "500", None, None,
    ]  # fmt: skip
    assert endpoint.faults() == []


def test_a_closing_port_waits_for_its_turn(direct_connect_endpoint: LocalEndpoint) -> None:
    endpoint = direct_connect_endpoint
    endpoint.add_fault("500")
    endpoint.add_fault("close-port", seconds=0.2)
    endpoint.add_fault("throttling")
    assert answer_of(endpoint)[0] == 500
    with pytest.raises(ConnectionRefusedError):
        place_raw(endpoint)
    time.sleep(0.3)
    assert faults_seen(endpoint, "CC") == ["500", "throttling", None]


def test_what_stands_behind_a_closing_port_waits_too(
    direct_connect_endpoint: LocalEndpoint,
) -> None:
    endpoint = direct_connect_endpoint
    endpoint.add_fault("500", operation="CreateInterconnect")
    endpoint.add_fault("close-port", seconds=0.2)
    endpoint.add_fault("throttling")
    assert faults_seen(endpoint, "DC") == [None, "500"]
    with pytest.raises(ConnectionRefusedError):
        place_raw(endpoint)
    time.sleep(0.3)
    assert faults_seen(endpoint, "D") == [None, "500", "throttling"]


@pytest.mark.parametrize(
    "text",
    [
        "nonsense", "500:0", "500:x", "500,skip=-1", "500,placed=maybe", "500,x=1", "500,skip",
        "throttling,placed=yes", "slow-bytes,placed=no", "hang,seconds=-1", "hang,seconds=nan",
        "hang,seconds=x", "redirect,status=200", "redirect,location=a\r\nb", "close-port:2",
        "cut-inside-answer,at=nowhere", "cut-inside-answer,at=-1", "clock-skew,seconds=300",
        "cut-after-reading,how=gently", "endless-headers,line=0", "endless-body,chunk=0",
        "interim-answers,status=101", "status-line,line=a\x00b", "slow-headers,at=before-id",
        "500,operation=Create", "huge-answer,bytes=1e3",
    ],
)  # fmt: skip
def test_faults_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_fault(text)


def test_a_fault_in_one_line() -> None:
    assert parse_fault("hang:2,placed=no,seconds=5,operation=CreateInterconnect,skip=1") == (
        make_fault(
            "hang", 2, operation="CreateInterconnect", skip=1, placed=False,
            parameters={"seconds": 5},
        )
    )  # fmt: skip
    assert parse_fault("cut-inside-answer,at=12").parameters == {"at": 12, "how": "fin"}
    assert parse_fault("redirect,status=301").parameters["status"] == 301


def test_faults_over_http(direct_connect_endpoint: LocalEndpoint) -> None:
    endpoint = direct_connect_endpoint
    wish = {"name": "hang", "times": 2, "placed": False, "parameters": {"seconds": 0.01}}
    status, answer = control(endpoint, "POST", "/_local/faults", wish)
    due = {**wish, "operation": None, "skip": 0}
    assert (status, answer) == (200, {"faults": [due]})
    assert place_raw(endpoint) == b""
    assert control(endpoint, "GET", "/_local/faults") == (200, {"faults": [{**due, "times": 1}]})
    assert control(endpoint, "DELETE", "/_local/faults") == (200, {})
    assert endpoint.faults() == []
    placed = boto3_client(endpoint).create_interconnect(**ORDER)["interconnectId"]
    log = control(endpoint, "GET", "/_local/log")[1]["log"]
    assert [(entry["fault"], entry["order"]) for entry in log] == [("hang", None), (None, placed)]
    orders = control(endpoint, "GET", "/_local/orders")[1]["orders"]
    assert [order["interconnect_id"] for order in orders] == [placed]
    move = {"interconnectId": placed, "interconnectState": "available"}
    assert control(endpoint, "POST", "/_local/interconnects", move)[0] == 200
    shown = control(endpoint, "GET", "/_local/interconnects")[1]["interconnects"]
    assert [interconnect["interconnectState"] for interconnect in shown] == ["available"]
    assert control(endpoint, "POST", "/_local/clock", {"offset": 3600})[0] == 200
    assert json.loads(answer_of(endpoint)[2])["message"].startswith("Signature expired")
    assert control(endpoint, "POST", "/_local/reset") == (200, {})
    assert (endpoint.log(), endpoint.orders(), endpoint.clock_offset) == ([], [], 0)


@pytest.mark.parametrize(
    ("method", "path", "document", "status"),
    [
        ("POST", "/_local/faults", {}, 400),
        ("POST", "/_local/faults", {"name": ["x"]}, 400),
        ("POST", "/_local/faults", {"name": "500", "times": "2"}, 400),
        ("POST", "/_local/faults", {"name": "500", "placed": "yes"}, 400),
        ("POST", "/_local/faults", [], 400),
        ("POST", "/_local/clock", {"offset": "soon"}, 400),
        ("POST", "/_local/interconnects", {"interconnectId": "x"}, 400),
        ("GET", "/_local/reset", None, 405),
        ("GET", "/_local/nothing", None, 404),
    ],
)
def test_control_requests_that_are_refused(
    direct_connect_endpoint: LocalEndpoint, method: str, path: str, document: Any, status: int
) -> None:
    seen, answer = control(direct_connect_endpoint, method, path, document)
    assert seen == status and answer["message"]
    assert direct_connect_endpoint.faults() == []


def test_a_web_page_cannot_use_the_control_paths(direct_connect_endpoint: LocalEndpoint) -> None:
    direct_connect_endpoint.add_fault("500")
    answer = send_raw(
        direct_connect_endpoint,
        b"POST /_local/reset HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nConnection: close\r\n\r\n",
    )
    assert answer.startswith(b"HTTP/1.1 403 Forbidden\r\n")
    assert len(direct_connect_endpoint.faults()) == 1


def test_control_requests_meet_no_fault_and_leave_no_trace(
    direct_connect_endpoint: LocalEndpoint,
) -> None:
    direct_connect_endpoint.add_fault("cut-before-reading")
    assert control(direct_connect_endpoint, "GET", "/_local/log") == (200, {"log": []})
    assert len(direct_connect_endpoint.faults()) == 1


def test_boto3_orders_the_same_port_more_than_once(
    direct_connect_endpoint: LocalEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Why this project exists: a cut hides a placed order, and boto3's defaults place it again."""
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda seconds: None)
    direct_connect_endpoint.add_fault("cut-after-reading", times=100)
    with pytest.raises(ConnectionClosedError):
        boto3_client(direct_connect_endpoint, resends=True).create_interconnect(**ORDER)
    orders = direct_connect_endpoint.orders()
    assert len(orders) == 5
    assert {order.interconnect_name for order in orders} == {"acme-iad-1"}
    assert [entry.order for entry in direct_connect_endpoint.log() if entry.order_placed] == [
        order.interconnect_id for order in orders
    ]
