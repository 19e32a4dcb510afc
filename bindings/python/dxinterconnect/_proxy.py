"""A tunnel through an HTTP proxy."""

from __future__ import annotations

from binascii import b2a_base64
from time import monotonic
from urllib.parse import unquote, urlsplit

from .exceptions import ConfigError, ProxyConnectionError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import socket

_MAXIMUM_HEAD = 65536


class Proxy:
    """Where the proxy is, and what it wants to hear. Its password is in no message and no repr."""

    __slots__ = ("_authorization", "host", "port")

    def __init__(self, url: str) -> None:
        parts = None
        try:
            parts = urlsplit(url if "://" in url else f"http://{url}")
            host, port = parts.hostname, parts.port
        except ValueError:  # its message may hold the password
            host, port = None, None
        if parts is None or parts.scheme != "http" or not host:
            raise ConfigError(
                "the proxy for https cannot be used; write http://host:port or"
                " http://user:password@host:port (a proxy that itself speaks TLS is not supported)"
            )
        self.host = host
        self.port = port or 80
        self._authorization = ""
        if parts.username is not None:
            user = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            token = b2a_base64(user.encode(), newline=False).decode()
            self._authorization = f"Proxy-Authorization: Basic {token}\r\n"

    @property
    def place(self) -> str:
        return f"{self.host}:{self.port}"

    def tunnel(self, sock: socket.socket, host: str, port: int, timeout: float) -> None:
        """Has the proxy connect to a host. Raises ProxyConnectionError; OSError as the socket does."""
        target = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        head = f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n{self._authorization}\r\n"
        sock.sendall(head.encode("latin-1"))
        status = _status(self._reply(sock, timeout))
        if status == 407:
            raise ProxyConnectionError(
                f"the proxy {self.place} wants a user and a password, or others than it was given:"
                " write http://user:password@host:port",
                permanent=True,
            )
        if not 200 <= status < 300:
            raise ProxyConnectionError(
                f"the proxy {self.place} does not connect to {target}: it answered {status or 'no HTTP'}",
                permanent=400 <= status < 500,
            )

    def _reply(self, sock: socket.socket, timeout: float) -> bytes:
        """The reply's head. Nothing follows it: in TLS it is the client who speaks first."""
        deadline = monotonic() + timeout
        reply = b""
        while b"\r\n\r\n" not in reply and b"\n\n" not in reply:
            sock.settimeout(max(deadline - monotonic(), 0.001))
            more = sock.recv(4096)
            if not more or len(reply) > _MAXIMUM_HEAD:
                raise ProxyConnectionError(f"the proxy {self.place} closed without a whole reply")
            reply += more
        return reply

    def __repr__(self) -> str:
        return f"Proxy({self.place})"


def _status(reply: bytes) -> int:
    words = reply.split(b"\n", 1)[0].split()
    if len(words) < 2 or not words[0].startswith(b"HTTP/") or not words[1].isdigit():
        return 0
    return int(words[1])
