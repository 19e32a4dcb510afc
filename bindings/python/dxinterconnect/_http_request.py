"""A signed request, to send with any HTTP client."""

from __future__ import annotations


class HTTPRequest:
    """What to send, within 5 minutes: signatures age.

    ``headers`` are pairs in order, Host included and Content-Length not: HTTP clients write that
    themselves. They hold the session token and the signature, which no ``repr`` shows.
    ``body`` is bytes.
    """

    __slots__ = ("body", "headers", "host", "method", "path", "url")

    def __init__(
        self,
        method: str,
        url: str,
        host: str,
        path: str,
        headers: list[tuple[str, str]],
        body: bytes,
    ) -> None:
        self.method = method
        self.url = url
        self.host = host
        self.path = path
        self.headers = headers
        self.body = body

    def __repr__(self) -> str:
        return f"HTTPRequest({self.method} {self.url}, {len(self.body)} bytes)"
