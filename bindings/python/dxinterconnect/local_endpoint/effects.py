"""What each fault does to an answer on its way to the client.

An effect returns whether the connection is still good for another request.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Union
from urllib.parse import unquote_to_bytes

from .answers import answer, cbor, json_answer
from .wire import Answer, Connection

Parameter = Union[int, float, str]

_PIECE = 64 * 1024
_ID = re.compile(rb'"interconnectId":"[^"]*"')


@dataclass(frozen=True)
class Exchange:
    """One request at the point where it is answered.

    ``answer`` is what the service says, or an empty answer if the fault kept
    the operation from being carried out.
    """

    connection: Connection
    answer: Answer
    request_id: str
    now: float
    parameters: Mapping[str, Parameter]

    def number(self, name: str) -> float:
        return float(self.parameters[name])

    def raw(self, name: str) -> bytes:
        """The bytes that a parameter's text stands for, in which ``%XX`` is any byte."""
        return unquote_to_bytes(str(self.parameters[name]))

    def send(self, whole: Answer) -> bool:
        self.connection.send(whole.head() + whole.body)
        return True

    def send_error(self, status: int, code: str, message: str) -> bool:
        members = {"__type": code, "message": message}
        return self.send(
            json_answer(status, members, request_id=self.request_id, now=self.now)
        )

    def send_html(self, status: int, title: str) -> bool:
        body = f"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
        return self.send(Answer(status, (("Content-Type", "text/html"),), body.encode()))

    def send_empty(self, status: int) -> bool:
        return self.send(
            json_answer(status, {}, request_id=self.request_id, now=self.now).replaced(b"")
        )


def hang(exchange: Exchange) -> bool:
    exchange.connection.wait(exchange.number("seconds"))
    return False


def cut_after_reading(exchange: Exchange) -> bool:
    if exchange.parameters["how"] == "reset":
        exchange.connection.reset()
    return False


def cut_before_reading(exchange: Exchange) -> bool:
    exchange.connection.reset()
    return False


def cut_inside_answer(exchange: Exchange) -> bool:
    head, body = exchange.answer.head(), exchange.answer.body
    at = exchange.parameters["at"]
    if at == "status-line":
        sent = head[: head.index(b"\r\n") // 2]
    elif at == "headers":
        sent = head[: len(head) // 2]
    else:
        sent = head + body[: _point(at, body)]
    exchange.connection.send(sent)
    if exchange.parameters["how"] == "reset":
        exchange.connection.reset()
    return False


def _point(at: Parameter, body: bytes) -> int:
    """How many bytes of a body stand before a point of it."""
    if not isinstance(at, str):
        return int(at)
    if at == "start":
        return 0
    match = _ID.search(body)
    if match is None:  # an error answer, or nothing described: somewhere
        return len(body) // 2
    return match.start() if at == "before-id" else match.end()


def internal_failure(exchange: Exchange) -> bool:
    return exchange.send_empty(500)


def service_unavailable_html(exchange: Exchange) -> bool:
    return exchange.send_html(503, "503 Service Temporarily Unavailable")


def ok_html(exchange: Exchange) -> bool:
    return exchange.send_html(200, "Please log in to the network")


def ok_empty(exchange: Exchange) -> bool:
    return exchange.send_empty(200)


def throttling(exchange: Exchange) -> bool:
    return exchange.send_error(400, "ThrottlingException", "Rate exceeded")


def too_many_requests(exchange: Exchange) -> bool:
    seconds = str(int(exchange.number("retry_after")))
    return exchange.send(Answer(429, (("Retry-After", seconds),), b""))


def server_exception(exchange: Exchange) -> bool:
    return exchange.send_error(
        400, "DirectConnectServerException", "A server-side error occurred."
    )


def slow_bytes(exchange: Exchange) -> bool:
    body = exchange.answer.body
    point = _point(exchange.parameters["at"], body)
    exchange.connection.send(exchange.answer.head() + body[:point])
    _drip(exchange, body[point:])
    return True


def slow_headers(exchange: Exchange) -> bool:
    head = exchange.answer.head()
    point = 0 if exchange.parameters["at"] == "start" else head.index(b"\r\n") + 2
    exchange.connection.send(head[:point])
    _drip(exchange, head[point:])
    exchange.connection.send(exchange.answer.body)
    return True


def _drip(exchange: Exchange, data: bytes) -> None:
    for index in range(len(data)):
        exchange.connection.send(data[index : index + 1])
        exchange.connection.wait(exchange.number("seconds"))


def huge_answer(exchange: Exchange) -> bool:
    # The padding comes first: whoever stops reading early never gets to the interconnectId.
    size = int(exchange.number("bytes"))
    frame = len(b'{"padding":"",') + len(exchange.answer.body) - 1
    padding = b"x" * max(size - frame, 0)
    return exchange.send(
        exchange.answer.replaced(b'{"padding":"' + padding + b'",' + exchange.answer.body[1:])
    )


def send_padded(exchange: Exchange, before: bytes, padding: bytes, size: int, after: bytes) -> None:
    """Sends ``size`` bytes of padding between two others, never many at once."""
    piece = padding * (min(size, _PIECE) // len(padding) + 1)
    for start in range(0, size, _PIECE):
        exchange.connection.send(before + piece[: min(_PIECE, size - start)])
        before = b""
    exchange.connection.send(before + after)


def endless_headers(exchange: Exchange) -> bool:
    exchange.connection.send(b"HTTP/1.1 200 OK\r\n")
    size, line = int(exchange.number("bytes")), int(exchange.number("line"))
    for start in range(0, size, line):
        padding = min(line, size - start) - len(b"X-Padding: \r\n")
        send_padded(exchange, b"X-Padding: ", b"x", max(padding, 0), b"\r\n")
    return False


def endless_body(exchange: Exchange) -> bool:
    framing, chunk = exchange.parameters["framing"], int(exchange.number("chunk"))
    size = int(exchange.number("bytes"))
    blank = answer(
        200, "application/x-amz-json-1.1", b"", request_id=exchange.request_id, now=exchange.now
    )
    if framing == "chunked":
        exchange.connection.send(blank.with_headers(Transfer_Encoding="chunked").head(length=None))
        several = max(_PIECE // chunk, 1)
        chunks = (f"{chunk:x}\r\n".encode() + b" " * chunk + b"\r\n") * several
        for _ in range(size // (chunk * several)):
            exchange.connection.send(chunks)
    else:
        # More is promised than comes: it is an end that never comes.
        head = blank.head(length=2 * size if framing == "length" else None)
        send_padded(exchange, head, b" ", size, b"")
    return False


def wrong_content_length(exchange: Exchange) -> bool:
    whole = exchange.answer
    length = max(len(whole.body) + int(exchange.number("by")), 0)
    exchange.connection.send(whole.head(length=length) + whole.body)
    return False


def compressed_garbage(exchange: Exchange) -> bool:
    garbage = json_answer(200, {}, request_id=exchange.request_id, now=exchange.now)
    return exchange.send(
        garbage.replaced(b"\x1f\x8b this is not compressed").with_headers(
            Content_Encoding=str(exchange.parameters["encoding"])
        )
    )


def redirect(exchange: Exchange) -> bool:
    location = str(exchange.parameters["location"])
    return exchange.send(
        Answer(int(exchange.number("status")), (("Location", location),), b"")
    )


def cbor_answer(exchange: Exchange) -> bool:
    whole = exchange.answer.replaced(cbor(json.loads(exchange.answer.body)))
    return exchange.send(whole.with_headers(Content_Type="application/cbor"))
