"""Servers that behave as the local endpoint has no need to: raw answers, silence, proxies."""

from __future__ import annotations

import selectors
import socket
import threading
import time
from collections.abc import Callable
from typing import Optional


class Server:
    """Hands every connection to `serve` in a thread of its own, and keeps what arrived."""

    def __init__(self, serve: Optional[Callable[[socket.socket, Server], None]] = None) -> None:
        self._serve = serve
        self.received: list[bytes] = []
        self._connections: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = "127.0.0.1:%d" % self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._connections.append(connection)
            if self._serve is not None:
                threading.Thread(target=self._run, args=(connection,), daemon=True).start()

    def _run(self, connection: socket.socket) -> None:
        try:
            self._serve(connection, self)
        except OSError:
            pass
        finally:
            connection.close()

    def read_request(self, connection: socket.socket) -> bytes:
        """Head and body of one request, which is kept too."""
        data = b""
        while b"\r\n\r\n" not in data:
            more = connection.recv(65536)
            if not more:
                break
            data += more
        head, _, body = data.partition(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n"):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        while len(body) < length:
            more = connection.recv(65536)
            if not more:
                break
            body += more
        self.received.append(head + b"\r\n\r\n" + body)
        return self.received[-1]

    def close(self) -> None:
        # shutdown, for close alone leaves a thread waiting in accept.
        for each in [self._listener, *self._connections]:
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            each.close()


def silent() -> Server:
    """Takes connections and never says a word."""
    return Server()


def answering(answer: bytes) -> Server:
    """Reads a request, writes these bytes, closes."""

    def serve(connection: socket.socket, server: Server) -> None:
        server.read_request(connection)
        connection.sendall(answer)

    return Server(serve)


def hanging_up() -> Server:
    """Closes once the first bytes have come: the middle of a TLS handshake."""

    def serve(connection: socket.socket, server: Server) -> None:
        server.received.append(connection.recv(65536))

    return Server(serve)


def dripping_tls() -> Server:
    """Promises a long part of a TLS handshake, and sends a byte of it now and then."""

    def serve(connection: socket.socket, server: Server) -> None:
        connection.sendall(b"\x16\x03\x03\x40\x00")
        while True:
            time.sleep(0.05)
            connection.sendall(b"\x02")

    return Server(serve)


def tunnelling(to: str) -> Server:
    """A proxy that does what CONNECT asks, but always goes to one place."""

    def serve(connection: socket.socket, server: Server) -> None:
        server.read_request(connection)
        host, port = to.rsplit(":", 1)
        with socket.create_connection((host, int(port))) as other:
            connection.sendall(b"HTTP/1.1 200 Connection established\r\nX-Of-The-Proxy: yes\r\n\r\n")
            with selectors.DefaultSelector() as selector:
                selector.register(connection, selectors.EVENT_READ, other)
                selector.register(other, selectors.EVENT_READ, connection)
                while True:
                    for key, _ in selector.select():
                        data = key.fileobj.recv(65536)
                        if not data:
                            return
                        key.data.sendall(data)

    return Server(serve)


def free_port() -> int:
    """One at which nobody listens, a moment ago at least."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]
