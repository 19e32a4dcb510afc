"""The transport: TLS, proxies, bounds, and that "nothing was sent" is known."""

from __future__ import annotations

import socket
import threading
import traceback
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import certificates
import pytest
from clients import ORDER, client_of, orders, run_python
from proxies import ProxyServer

import dxinterconnect
from dxinterconnect import Config
from dxinterconnect.local_endpoint import LocalEndpoint

ONCE = {"retries": {"max_attempts": 0}, "connect_timeout": 2, "read_timeout": 2}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    return certificates.make(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def tls_endpoint(certificate: tuple[str, str]) -> Iterator[LocalEndpoint]:
    with LocalEndpoint(tls=certificate) as endpoint:
        yield endpoint


def test_tls_is_verified(
    tls_endpoint: LocalEndpoint,
    certificate: tuple[str, str],
    slept: list[float],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(dxinterconnect.SSLError, match="SSL validation failed") as caught:
        client_of(tls_endpoint).create_interconnect(**ORDER)
    assert caught.value.permanent and slept == []
    assert orders(tls_endpoint) == 0 and tls_endpoint.log() == []
    client_of(tls_endpoint, verify=certificate[0]).create_interconnect(**ORDER)
    monkeypatch.setenv("AWS_CA_BUNDLE", certificate[0])
    client_of(tls_endpoint).create_interconnect(**ORDER)
    assert orders(tls_endpoint) == 2


def test_a_certificate_of_another_host_is_refused(tmp_path: Path) -> None:
    pair = certificates.make(tmp_path, "other.example")
    with LocalEndpoint(tls=pair) as endpoint:
        with pytest.raises(dxinterconnect.SSLError, match="SSL validation failed"):
            client_of(endpoint, verify=pair[0]).create_interconnect(**ORDER)
        assert endpoint.log() == []


def test_an_expired_certificate_is_refused(tmp_path: Path, slept: list[float]) -> None:
    pair = certificates.make_expired(tmp_path)
    with LocalEndpoint(tls=pair) as endpoint:
        with pytest.raises(dxinterconnect.SSLError, match="certificate has expired") as caught:
            client_of(endpoint, verify=pair[0]).create_interconnect(**ORDER)
        assert caught.value.permanent and slept == [] and endpoint.log() == []


def test_a_server_without_tls_is_sent_nothing() -> None:
    server = socket.create_server(("127.0.0.1", 0))
    received = []

    def serve() -> None:
        connection, _ = server.accept()
        received.append(connection.recv(65536))
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        connection.close()

    threading.Thread(target=serve, daemon=True).start()
    client = dxinterconnect.client(
        "directconnect",
        region_name="us-east-1",
        endpoint_url=f"https://127.0.0.1:{server.getsockname()[1]}",
        credentials=dxinterconnect.Credentials("AKIDEXAMPLE", "x"),
        config=Config(**ONCE),
    )
    with pytest.raises(dxinterconnect.SSLError, match="no TLS with https://127.0.0.1"):
        client.create_interconnect(**ORDER)
    assert b"acme-iad-1" not in received[0]
    server.close()


def test_a_bad_ca_bundle_is_told(tls_endpoint: LocalEndpoint, tmp_path: Path) -> None:
    empty = tmp_path / "empty.pem"
    empty.write_text("")
    for path in (str(tmp_path / "nowhere.pem"), str(empty)):
        with pytest.raises(dxinterconnect.ConfigError, match="CA bundle"):
            client_of(tls_endpoint, verify=path).create_interconnect(**ORDER)


def test_faults_over_tls(tls_endpoint: LocalEndpoint, certificate: tuple[str, str]) -> None:
    client = client_of(tls_endpoint, verify=certificate[0])
    tls_endpoint.add_fault("cut-after-reading")
    with pytest.raises(dxinterconnect.OutcomeUnknown):
        client.create_interconnect(**ORDER)
    tls_endpoint.add_fault("cut-inside-answer", at="after-id")
    assert client.create_interconnect(**ORDER)["interconnectId"]
    assert orders(tls_endpoint) == 2


def test_through_a_proxy(
    tls_endpoint: LocalEndpoint, certificate: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with ProxyServer(tls_endpoint.port, authorization="Basic dTpwQHM=") as proxy:
        url = f"http://u:p%40s@127.0.0.1:{proxy.port}"
        config = Config(**ONCE, proxies={"https": url})
        client_of(tls_endpoint, config, verify=certificate[0]).create_interconnect(**ORDER)
        monkeypatch.setenv("HTTPS_PROXY", url)
        client_of(tls_endpoint, verify=certificate[0]).create_interconnect(**ORDER)
        assert len(proxy.heads) == 2 and orders(tls_endpoint) == 2
        assert proxy.heads[0].startswith(
            f"CONNECT 127.0.0.1:{tls_endpoint.port} HTTP/1.1\r\nHost: "
        )
        monkeypatch.setenv("NO_PROXY", "example.com,127.0.0.1")
        client_of(tls_endpoint, verify=certificate[0]).create_interconnect(**ORDER)
        assert len(proxy.heads) == 2 and orders(tls_endpoint) == 3


@pytest.mark.parametrize(
    "reply, message",
    [
        (b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "wants a user and a password"),
        (b"HTTP/1.1 403 Forbidden\r\n\r\n", "answered 403"),
        (b"HTTP/1.1 502 Bad Gateway\r\n\r\n", "answered 502"),
        (b"SSH-2.0-OpenSSH\r\n\r\n", "answered no HTTP"),
        (b"", "closed without a whole reply"),
        (b"HTTP/1.1 200 OK\r\n\r\n", "Could not connect|no TLS"),
    ],
)
def test_a_proxy_that_does_not_connect_has_sent_nothing(
    reply: bytes, message: str, tls_endpoint: LocalEndpoint
) -> None:
    with ProxyServer(reply=reply) as proxy:
        config = Config(**ONCE, proxies={"https": f"http://u:S3CRET@127.0.0.1:{proxy.port}"})
        with pytest.raises(dxinterconnect.NotSentError, match=message) as caught:
            client_of(tls_endpoint, config).create_interconnect(**ORDER)
        assert "S3CRET" not in str(caught.value)
    assert tls_endpoint.log() == []


def test_a_proxy_that_is_not_there(tls_endpoint: LocalEndpoint) -> None:
    with socket.socket() as closed:  # bound, so that nobody else is there, and not listening
        closed.bind(("127.0.0.1", 0))
        config = Config(**ONCE, proxies={"https": f"http://127.0.0.1:{closed.getsockname()[1]}"})
        with pytest.raises(
            dxinterconnect.ProxyConnectionError, match="Could not connect to the proxy"
        ):
            client_of(tls_endpoint, config).create_interconnect(**ORDER)


BAD_PROXIES = ["https://proxy:1", "socks5://proxy", "http://", "http://x:y:z"]
BAD_PROXIES += ["http://user:s3cr\u2100t@h:1", "http://user:s3cr[t@h:1"]


@pytest.mark.parametrize("url", BAD_PROXIES, ids=ascii)
def test_a_proxy_that_cannot_be_used(url: str, tls_endpoint: LocalEndpoint) -> None:
    config = Config(**ONCE, proxies={"https": url})
    with pytest.raises(dxinterconnect.ConfigError, match="write http://host:port") as caught:
        client_of(tls_endpoint, config).create_interconnect(**ORDER)
    assert "s3cr" not in "".join(traceback.format_exception_only(caught.type, caught.value))
    assert caught.value.__context__ is None and caught.value.__cause__ is None


class Server:
    """Accepts one connection at a time, reads a request, and does as told."""

    def __init__(self, act: Any) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        self.requests: list[bytes] = []
        self._act = act
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            with connection:
                data = b""
                while b"acme-iad-1" not in data:
                    data += connection.recv(65536)
                self.requests.append(data)
                try:
                    self._act(connection)
                except OSError:
                    pass


BODY = b'{"interconnectId":"dxcon-fg1a2b3c"}'


def order_at(server: Server, **config: Any) -> Any:
    client = dxinterconnect.client(
        "directconnect",
        region_name="us-east-1",
        endpoint_url=server.url,
        credentials=dxinterconnect.Credentials("AKIDEXAMPLE", "x"),
        config=Config(**{**ONCE, **config}),
    )
    return client.create_interconnect(**ORDER)


@pytest.mark.parametrize(
    "answer, created",
    [
        (b"HTTP/1.1 200 OK\r\n\r\n" + BODY, True),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 35\r\n\r\n" + BODY, True),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n23\r\n"
            + BODY
            + b"\r\n0\r\n\r\n",
            True,
        ),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n23\r\n" + BODY, True),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", False),
        (b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"int', False),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n" + BODY, True),
        (b"HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n" * 3 + b"HTTP/1.1 200 OK\r\n\r\n" + BODY, True),
        (b"HTTP/1.1 103 Early Hints\r\n\r\n", False),
        (b"HTTP/1.1 500 Oops\r\nX: a\rX-Amzn-Errortype: ThrottlingException\r\n\r\n", False),
        (b"HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 35\r\n\r\n" + BODY, True),
        (b"HTTP/1.1 200 OK\r\nX: \xff\xfe\r\nContent-Length: 35\r\n\r\n" + BODY, True),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n" + BODY, True),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 35\r\nContent-Length: 35\r\n\r\n" + BODY, True),
        (b"HTTP/1.1 2\r\n\r\n", False),
        (b"SSH-2.0-OpenSSH\r\n", False),
        (b"\0" * 100_000, False),
        (b"", False),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n" + BODY, False),
        (b"HTTP/1.1 200 OK\r\nA: " + b"b" * 70_000 + b"\r\n\r\n" + BODY, False),
        (b"HTTP/1.1 204 No Content\r\n\r\n", False),
    ],
)
def test_every_answer_is_created_or_unknown(answer: bytes, created: bool) -> None:
    with Server(lambda connection: connection.sendall(answer)) as server:
        if created:
            assert order_at(server)["interconnectId"] == "dxcon-fg1a2b3c"
        else:
            with pytest.raises(dxinterconnect.OutcomeUnknown):
                order_at(server)
        assert len(server.requests) == 1


def test_what_came_before_a_stall_counts() -> None:
    def act(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + BODY[:-1])
        time.sleep(1)

    with Server(act) as server:
        result = order_at(server, read_timeout=0.2)
    assert result["interconnectId"] == "dxcon-fg1a2b3c"


def test_a_body_is_read_to_the_librarys_limit_and_no_further() -> None:
    sent = []

    def act(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + BODY[:-1])
        for _ in range(64):
            connection.sendall(b" " * 1_048_576)
            sent.append(1)

    with Server(act) as server:
        result = order_at(server, read_timeout=10)
    assert result["interconnectId"] == "dxcon-fg1a2b3c"
    time.sleep(0.1)
    assert len(sent) < 30


def test_a_lively_server_has_no_more_than_the_total_time() -> None:
    def act(connection: socket.socket) -> None:
        for byte in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1000:
            connection.sendall(bytes([byte]))
            time.sleep(0.02)

    with Server(act) as server:
        begin = time.monotonic()
        with pytest.raises(dxinterconnect.OutcomeUnknown) as caught:
            order_at(server, read_timeout=1, total_timeout=0.5)
        assert 0.4 < time.monotonic() - begin < 2
    assert "longer than total_timeout=0.5 s" in str(caught.value.__cause__)


def test_an_answer_that_is_cut_off_tells_by_what() -> None:
    def act(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{")
        time.sleep(1)

    with Server(act) as server:
        with pytest.raises(dxinterconnect.OutcomeUnknown) as caught:
            order_at(server, read_timeout=0.2)
    assert "nothing moved for read_timeout=0.2 s" in str(caught.value.__cause__.__cause__)


def test_who_refuses_before_all_is_sent_is_heard() -> None:
    # Answers after the head and resets, while the client still has more to send than fits on the way.
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = server.accept()
        connection.recv(1000)
        connection.sendall(b"HTTP/1.1 413 Payload Too Large\r\nContent-Length: 0\r\n\r\n")
        connection.close()

    threading.Thread(target=serve, daemon=True).start()
    client = dxinterconnect.client(
        "directconnect",
        region_name="us-east-1",
        endpoint_url=f"http://127.0.0.1:{server.getsockname()[1]}",
        credentials=dxinterconnect.Credentials("AKIDEXAMPLE", "x"),
        config=Config(**ONCE),
    )
    with pytest.raises(dxinterconnect.ClientError, match="AWS answered 413. Nothing was ordered"):
        client.create_interconnect(**{**ORDER, "providerName": "x" * 12_000_000})
    server.close()


def test_a_connection_that_is_not_accepted_in_time() -> None:
    # A full backlog: the third connection is never answered.
    server = socket.socket()
    server.bind(("127.0.0.1", 0))
    server.listen(0)
    fillers = []
    for _ in range(4):
        filler = socket.socket()
        filler.setblocking(False)
        filler.connect_ex(server.getsockname())
        fillers.append(filler)
    time.sleep(0.1)
    client = dxinterconnect.client(
        "directconnect",
        region_name="us-east-1",
        endpoint_url=f"http://127.0.0.1:{server.getsockname()[1]}",
        credentials=dxinterconnect.Credentials("AKIDEXAMPLE", "x"),
        config=Config(**{**ONCE, "connect_timeout": 0.3}),
    )
    with pytest.raises(dxinterconnect.ConnectTimeoutError, match="Connect timeout on endpoint URL"):
        client.create_interconnect(**ORDER)
    for filler in fillers:
        filler.close()
    server.close()


@pytest.mark.parametrize("drips", [False, True])
def test_a_tls_handshake_that_stalls_has_sent_nothing(drips: bool) -> None:
    server = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        connection, _ = server.accept()
        try:
            connection.sendall(b"\x16\x03\x03\x40\x00")  # 16 KiB of handshake follow
            for _ in range(100):
                time.sleep(0.05)
                connection.sendall(b"\x02")
        except OSError:
            pass
        connection.close()

    if drips:
        threading.Thread(target=drip, daemon=True).start()
    client = dxinterconnect.client(
        "directconnect",
        region_name="us-east-1",
        endpoint_url=f"https://127.0.0.1:{server.getsockname()[1]}",
        credentials=dxinterconnect.Credentials("AKIDEXAMPLE", "x"),
        config=Config(**{**ONCE, "connect_timeout": 0.3}),
    )
    with pytest.raises(dxinterconnect.ConnectTimeoutError):
        client.create_interconnect(**ORDER)
    server.close()


def test_an_unknown_host_has_sent_nothing() -> None:
    client = dxinterconnect.client(
        "directconnect",
        region_name="us-east-1",
        endpoint_url="https://nowhere.invalid",
        credentials=dxinterconnect.Credentials("AKIDEXAMPLE", "x"),
        config=Config(**ONCE),
    )
    with pytest.raises(dxinterconnect.EndpointConnectionError, match="nowhere.invalid"):
        client.create_interconnect(**ORDER)


def test_http_clients_own_debugging_shows_no_secret(
    direct_connect_endpoint: LocalEndpoint,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("http.client.HTTPConnection.debuglevel", 1)
    client_of(direct_connect_endpoint).create_interconnect(**ORDER)
    shown = capsys.readouterr()
    assert "Signature=" not in shown.out + shown.err


def test_an_interruption_after_the_answer_tells_the_id() -> None:
    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    answer = b'HTTP/1.1 200 OK\r\n\r\n{"interconnectId":"dxcon-fg1a2b3c","region":5}'
    with Server(lambda connection: connection.sendall(answer)) as server:
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.showwarning = interrupted
            with pytest.raises(KeyboardInterrupt) as caught:
                order_at(server)
    assert isinstance(caught.value.__cause__, dxinterconnect.OutcomeUnknown)
    assert "dxcon-fg1a2b3c" in str(caught.value.__cause__)


def test_an_interruption_tells_that_an_order_was_under_way() -> None:
    program = """
import signal, threading, os, socket, dxinterconnect
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore it
server = socket.create_server(("127.0.0.1", 0))
def serve():
    connection, _ = server.accept()
    data = b""
    while b"acme-iad-1" not in data:
        data += connection.recv(65536)
    os.kill(os.getpid(), signal.SIGINT)
    threading.Event().wait()
threading.Thread(target=serve, daemon=True).start()
client = dxinterconnect.client("directconnect", region_name="us-east-1",
    endpoint_url=f"http://127.0.0.1:{server.getsockname()[1]}",
    credentials=dxinterconnect.Credentials("AKIDEXAMPLE", "x"))
client.create_interconnect(interconnectName="acme-iad-1", bandwidth="10Gbps", location="EqDC2")
"""
    done = run_python(program, timeout=20)
    assert "KeyboardInterrupt" in done.stderr.splitlines()[-1]
    assert "OutcomeUnknown: The outcome of CreateInterconnect is unknown" in done.stderr
    assert "direct cause" in done.stderr
