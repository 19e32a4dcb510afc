"""HTTP/1.1 on a socket: bounded reading of requests, writing of answers.

Written on bare sockets because the faults need what an HTTP server library
takes care never to do: resets, half answers, wrong lengths.
"""

from __future__ import annotations

import re
import socket
import ssl
import struct
import threading
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Optional

MAX_HEAD = 64 * 1024
MAX_BODY = 1024 * 1024
IDLE_SECONDS = 60.0
READ_SECONDS = 10.0

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")


class MalformedRequest(Exception):
    """Not HTTP as this endpoint reads it; carries the status to answer with."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Disconnected(Exception):
    """The peer is gone, or too slow."""


@dataclass(frozen=True)
class Head:
    """A request's head. Header values are kept as latin-1 text, byte for byte."""

    method: str
    target: str
    version: str
    headers: tuple[tuple[str, str], ...]

    def values(self, name: str) -> list[str]:
        """Every value of a header; ``name`` in lower case."""
        return [value for key, value in self.headers if key.lower() == name]

    def get(self, name: str) -> Optional[str]:
        """A header's values joined as HTTP joins them, or None."""
        values = self.values(name)
        return ",".join(values) if values else None

    @property
    def keeps_alive(self) -> bool:
        options = (self.get("connection") or "").lower()
        return self.version == "HTTP/1.1" and "close" not in options

    def body_length(self) -> int:
        if self.get("transfer-encoding") is not None:
            raise MalformedRequest(411, "transfer codings are not accepted: send a Content-Length")
        lengths = set(self.values("content-length"))
        if not lengths:
            return 0
        text = lengths.pop()
        if lengths or not re.fullmatch("[0-9]{1,18}", text):
            raise MalformedRequest(400, "Content-Length is not one number")
        if int(text) > MAX_BODY:
            raise MalformedRequest(413, f"the body is longer than {MAX_BODY} bytes")
        return int(text)


@dataclass(frozen=True)
class Answer:
    """An HTTP response before a fault or the socket got hold of it."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def with_headers(self, **changes: str) -> Answer:
        """A copy with headers set; ``_`` in a keyword stands for ``-``."""
        new = {name.replace("_", "-"): value for name, value in changes.items()}
        gone = {name.lower() for name in new}
        kept = tuple(pair for pair in self.headers if pair[0].lower() not in gone)
        return Answer(self.status, kept + tuple(new.items()), self.body)

    def replaced(self, body: bytes) -> Answer:
        """A copy with another body."""
        return Answer(self.status, self.headers, body)

    def head(self, length: Optional[int] = -1) -> bytes:
        """Status line and headers; ``length`` -1 means the body's, None leaves it out."""
        try:
            phrase = HTTPStatus(self.status).phrase
        except ValueError:
            phrase = ""
        lines = [f"HTTP/1.1 {self.status} {phrase}"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        if length is not None:
            lines.append(f"Content-Length: {len(self.body) if length < 0 else length}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


class Connection:
    """One client's connection."""

    def __init__(self, sock: socket.socket, stopping: threading.Event) -> None:
        self._sock = sock
        self._stopping = stopping
        self._buffer = b""
        self.is_idle = True  # waiting for a request to begin

    def read_head(self) -> Optional[Head]:
        """The next request's head, or None when the client closed between requests."""
        deadline = time.monotonic() + IDLE_SECONDS
        self.is_idle = True
        while b"\r\n\r\n" not in self._buffer:
            if len(self._buffer) > MAX_HEAD:
                raise MalformedRequest(431, f"the head is longer than {MAX_HEAD} bytes")
            data = self._receive(deadline)
            if not data:
                if self._buffer:
                    raise Disconnected
                return None
            self.is_idle = False
            if not self._buffer:
                deadline = time.monotonic() + READ_SECONDS
            self._buffer += data
        self.is_idle = False
        head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        return parse_head(head)

    def read_body(self, head: Head) -> bytes:
        length = head.body_length()
        if (head.get("expect") or "").lower() == "100-continue" and not self._buffer:
            self.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        deadline = time.monotonic() + READ_SECONDS
        while len(self._buffer) < length:
            data = self._receive(deadline)
            if not data:
                raise Disconnected
            self._buffer += data
        body, self._buffer = self._buffer[:length], self._buffer[length:]
        return body

    def _receive(self, deadline: float) -> bytes:
        remaining = deadline - time.monotonic()
        if remaining <= 0:
            raise Disconnected
        try:
            self._sock.settimeout(remaining)
            return self._sock.recv(64 * 1024)
        except OSError as error:
            raise Disconnected from error

    def send(self, data: bytes) -> None:
        try:
            self._sock.settimeout(READ_SECONDS)
            self._sock.sendall(data)
        except OSError as error:
            raise Disconnected from error

    def wait(self, seconds: float) -> None:
        """Let time pass, cut short when the endpoint stops."""
        if self._stopping.wait(seconds):
            raise Disconnected

    def reset(self) -> None:
        """Close so that the peer sees "connection reset"."""
        try:
            self._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        except OSError:
            pass  # already gone
        self._sock.close()

    def close(self) -> None:
        """Close in order: what was sent arrives first."""
        try:
            self._sock.shutdown(socket.SHUT_WR)
            self._drain()
        except (OSError, ValueError):
            pass  # the peer was faster
        self._sock.close()

    def _drain(self) -> None:
        # Closing with unread bytes in the buffer sends a reset, which may throw away at the
        # peer the answer that it has not read yet.
        self._sock.settimeout(0.2)
        for _ in range(64):
            if not self._sock.recv(64 * 1024):
                return

    def interrupt(self) -> None:
        """Make another thread's read or write on this connection end."""
        try:
            # Not SSLSocket.shutdown, which would change the other thread's TLS state under it.
            socket.socket.shutdown(self._sock, socket.SHUT_RDWR)
        except OSError:
            pass  # already gone

    def start_tls(self, context: ssl.SSLContext) -> None:
        try:
            self._sock.settimeout(READ_SECONDS)
            # Two steps, so that interrupt() reaches the socket during the handshake too.
            secured = context.wrap_socket(
                self._sock, server_side=True, do_handshake_on_connect=False
            )
            self._sock = secured
            secured.do_handshake()
        except OSError as error:
            raise Disconnected from error


def parse_head(head: bytes) -> Head:
    """Read a request's head; raises MalformedRequest."""
    lines = head.decode("latin-1").split("\r\n")
    parts = lines[0].split(" ")
    if len(parts) != 3 or parts[2] not in ("HTTP/1.1", "HTTP/1.0") or not _TOKEN.match(parts[0]):
        raise MalformedRequest(400, "the first line is not an HTTP/1.1 request line")
    headers = []
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if not colon or not _TOKEN.match(name) or re.search("[\r\n\0]", value):
            raise MalformedRequest(400, "a header line is not \"name: value\"")
        headers.append((name, value.strip(" \t")))
    if parts[2] == "HTTP/1.1" and sum(name.lower() == "host" for name, _ in headers) != 1:
        raise MalformedRequest(400, "there is not exactly one Host header")
    return Head(parts[0], parts[1], parts[2], tuple(headers))
