"""Sending, with the standard library's http.client. Imported only when something is sent.

Connecting and sending are separate steps: what fails in `connect` has certainly ordered nothing, what
fails in `exchange` may have. Each order has a connection of its own: one that was kept open may have
been closed by the other side meanwhile, and that shows only once the order is on its way.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
from time import monotonic
from urllib.parse import urlsplit

from ._arguments import MAXIMUM_LENGTH
from ._environment import proxy as proxy_of_environment
from ._proxy import Proxy
from .exceptions import (
    ConfigError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NotSentError,
    ProxyConnectionError,
    SSLError,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Optional

    from ._answer import Delivery
    from ._http_request import HTTPRequest

_CHUNK = 65536
# What may come in all: the longest body that is read, and as much again for headers, chunks and trailers.
_MAXIMUM_ANSWER = 2 * MAXIMUM_LENGTH


class Delivered:
    """What came of sending: arguments of ``read_response``, and the error if there was one."""

    __slots__ = ("body", "delivery", "error", "headers", "status")

    def __init__(
        self,
        delivery: Delivery,
        error: Optional[Exception] = None,
        status: int = 0,
        headers: Optional[list[tuple[str, str]]] = None,
        body: bytes = b"",
    ) -> None:
        self.delivery = delivery
        self.error = error
        self.status = status
        self.headers = headers or []
        self.body = body


class Transport:
    """Connects to one endpoint; may be shared by threads."""

    def __init__(
        self,
        url: str,
        *,
        connect_timeout: float,
        read_timeout: float,
        total_timeout: float,
        proxies: Optional[Mapping[str, str]],
        ca_bundle: Optional[str],
        environ: Mapping[str, str],
    ) -> None:
        parts = urlsplit(url)
        self._url = url
        self._host = parts.hostname or ""
        self._port = parts.port or (443 if parts.scheme == "https" else 80)
        self._connect_timeout = connect_timeout
        self._read_timeout = read_timeout
        self._total_timeout = total_timeout
        self._context: Optional[ssl.SSLContext] = None
        self._proxy: Optional[Proxy] = None
        # Plain HTTP is for endpoints on this machine, which no proxy can reach.
        if parts.scheme == "https":
            self._context = _context(ca_bundle)
            if proxies is None:
                proxy_url = proxy_of_environment(environ, self._host, self._port)
            else:
                proxy_url = proxies.get("https")
            self._proxy = Proxy(proxy_url) if proxy_url else None

    def connect(self) -> Connection:
        """A connection over which nothing was sent yet. Raises NotSentError."""
        place = (self._host, self._port)
        if self._proxy is not None:
            place = (self._proxy.host, self._proxy.port)
        try:
            sock = socket.create_connection(place, self._connect_timeout)
        except socket.timeout:
            raise ConnectTimeoutError(f'Connect timeout on endpoint URL: "{self._url}"') from None
        except (OSError, UnicodeError) as error:
            if self._proxy is not None:
                raise ProxyConnectionError(
                    f"Could not connect to the proxy {self._proxy.place}: {error}"
                ) from error
            raise EndpointConnectionError(
                f'Could not connect to the endpoint URL: "{self._url}": {error}'
            ) from error
        try:
            sock = self._secured(sock)
        except BaseException:
            sock.close()
            raise
        return Connection(sock, self._read_timeout, self._total_timeout)

    def _secured(self, sock: socket.socket) -> socket.socket:
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._proxy is not None:
                self._proxy.tunnel(sock, self._host, self._port, self._connect_timeout)
            if self._context is not None:
                sock.settimeout(self._connect_timeout)
                sock = self._context.wrap_socket(sock, server_hostname=self._host)
        except NotSentError:
            raise
        except socket.timeout:
            raise ConnectTimeoutError(f'Connect timeout on endpoint URL: "{self._url}"') from None
        except ssl.SSLCertVerificationError as error:
            raise SSLError(
                f"SSL validation failed for {self._url}: {error.verify_message}. If a proxy or a test"
                " endpoint has a certificate of its own, name its CA in AWS_CA_BUNDLE or verify=",
                permanent=True,
            ) from error
        except ssl.SSLError as error:
            raise SSLError(f"no TLS with {self._url}: {error}") from error
        except (OSError, ValueError) as error:
            raise EndpointConnectionError(
                f'Could not connect to the endpoint URL: "{self._url}": {error}'
            ) from error
        return sock


class Connection:
    """An open connection, for one order."""

    def __init__(self, sock: socket.socket, read_timeout: float, total_timeout: float) -> None:
        self._socket = _BoundedSocket(sock, read_timeout, total_timeout)

    def exchange(self, request: HTTPRequest) -> Delivered:
        """Sends the order and reads what comes. An exception that is no Exception passes through."""
        try:
            try:
                response = self._send(request)
            except Exception as error:
                return Delivered("no_answer", error)
            with response:
                return _read(response)
        finally:
            self._socket.close()

    def _send(self, request: HTTPRequest) -> http.client.HTTPResponse:
        # The host is the one that the socket is connected to; http.client only needs it to connect.
        connection = http.client.HTTPConnection("")
        connection.auto_open = 0
        # Programs set http.client's own for all connections, and it prints what is sent: signature and token.
        connection.set_debuglevel(0)
        connection.sock = self._socket
        connection.putrequest(
            request.method, request.path, skip_host=True, skip_accept_encoding=True
        )
        for name, value in request.headers:
            connection.putheader(name, value)
        connection.putheader("Accept-Encoding", "identity")
        connection.putheader("Connection", "close")
        connection.putheader("Content-Length", str(len(request.body)))
        try:
            connection.endheaders(request.body)
        except (BrokenPipeError, ConnectionResetError):
            pass  # whoever refuses early may have answered before; if not, reading fails too
        response = http.client.HTTPResponse(
            self._socket,  # type: ignore[arg-type]
            method=request.method,
        )
        try:
            response.begin()
            while 100 <= response.status < 200 and response.status != 101:
                # An interim answer, such as 103; http.client itself only knows 100.
                response.headers = None  # type: ignore[assignment]  # or begin() has nothing to do
                response.begin()
        except BaseException:
            response.close()  # before its socket is, or it complains when it is forgotten
            raise
        return response


class _BoundedSocket(io.RawIOBase):
    """What http.client needs of a socket, with a bound to silence, to time and to what comes."""

    def __init__(self, sock: socket.socket, silence: float, total: float) -> None:
        super().__init__()
        self._sock = sock
        self._silence = silence
        self._total = total
        self._deadline = monotonic() + total
        self._room = _MAXIMUM_ANSWER

    def _bounded(self, act: Any, data: Any) -> Any:
        left = self._deadline - monotonic()
        try:
            if left <= 0:  # also where there is more to read at once
                raise socket.timeout
            self._sock.settimeout(min(left, self._silence))
            return act(data)
        except socket.timeout:
            if left <= self._silence:
                bound = f"the exchange took longer than total_timeout={self._total} s"
            else:
                bound = f"nothing moved for read_timeout={self._silence} s"
            raise socket.timeout(bound) from None

    def sendall(self, data: Any) -> None:
        self._bounded(self._sock.sendall, data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return _Lines(self, _CHUNK)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count: int = self._bounded(self._sock.recv_into, buffer)
        self._room -= count
        if self._room < 0:
            raise http.client.HTTPException(
                f"the answer took more than {_MAXIMUM_ANSWER} bytes, which none of AWS's does"
            )
        return count

    def close(self) -> None:
        super().close()
        self._sock.close()


class _Lines(io.BufferedReader):
    """What came, for http.client to read line by line."""

    def readline(self, size: Optional[int] = -1) -> bytes:
        # To http.client a carriage return alone ends a header, and what follows it is another header. To
        # HTTP (RFC 9112, 2.2) it is a blank.
        line = super().readline(size)
        return line[:-2].replace(b"\r", b" ") + line[-2:]


def _read(response: http.client.HTTPResponse) -> Delivered:
    """The body, at most one byte over the library's limit, which then counts it as cut off."""
    expected = response.length
    body = bytearray()
    error: Optional[Exception] = None
    try:
        # read1 gives what is there: a body that is cut off or stalls is kept as far as it came.
        while len(body) <= MAXIMUM_LENGTH:
            wanted = _CHUNK if expected is None else min(_CHUNK, expected - len(body))
            more = response.read1(wanted) if wanted else b""
            if not more:
                break
            body += more
        if expected is not None and len(body) < expected and len(body) <= MAXIMUM_LENGTH:
            error = http.client.IncompleteRead(b"", expected - len(body))
    except Exception as caught:
        error = caught
    return Delivered(
        "complete" if error is None else "answer_cut_off",
        error,
        response.status,
        response.getheaders(),
        bytes(body),
    )


def _context(ca_bundle: Optional[str]) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=ca_bundle)
        context.minimum_version = ssl.TLSVersion.TLSv1_2  # not yet so in Python 3.9
        return context
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"the CA bundle {ca_bundle} cannot be used: {error};"
            " name a file of certificates in PEM in AWS_CA_BUNDLE or verify="
        ) from None
