"""A proxy on loopback that does CONNECT, and one that does it wrongly."""

from __future__ import annotations

import socket
import threading
from typing import Optional


class ProxyServer:
    """Tunnels where `to` says, whatever host it is asked for; `reply` is said in the tunnel's place."""

    def __init__(
        self, to: Optional[int] = None, reply: bytes = b"", authorization: str = ""
    ) -> None:
        self.heads: list[str] = []
        self._to, self._reply, self._authorization = to, reply, authorization
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> "ProxyServer":
        return self

    def __exit__(self, *_: object) -> None:
        self._server.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._tunnel, args=(connection,), daemon=True).start()

    def _tunnel(self, client: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            more = client.recv(4096)
            if not more:
                return
            head += more
        self.heads.append(head.decode())
        if self._authorization and self._authorization not in head.decode():
            self._reply = b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"
        if self._reply or self._to is None:
            client.sendall(self._reply)
            client.close()
            return
        server = socket.create_connection(("127.0.0.1", self._to))
        client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        for source, target in ((client, server), (server, client)):
            threading.Thread(target=_copy, args=(source, target), daemon=True).start()


def _copy(source: socket.socket, target: socket.socket) -> None:
    try:
        while True:
            data = source.recv(65536)
            if not data:
                break
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass
