"""What each fault does to an answer on its way to the client.

An effect returns whether the connection is still good for another request.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Union

from .answers import answer, cbor, json_answer
from .wire import Answer, Connection

Parameter = Union[int, float, str]

_CHUNK = b" " * (64 * 1024)
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


def cut_inside_answer(exchange: Exchange) -> bool:
    whole = exchange.answer
    end = _cut_point(exchange.parameters["at"], whole.body)
    exchange.connection.send(whole.head() + whole.body[:end])
    return False


def _cut_point(at: Parameter, body: bytes) -> int:
    if not isinstance(at, str):
        return int(at)
    match = _ID.search(body)
    if match is None:  # an error answer, or nothing described: cut somewhere
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
    exchange.connection.send(exchange.answer.head())
    _drip(exchange, exchange.answer.body)
    return True


def slow_headers(exchange: Exchange) -> bool:
    _drip(exchange, exchange.answer.head())
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


def endless_headers(exchange: Exchange) -> bool:
    exchange.connection.send(b"HTTP/1.1 200 OK\r\n")
    line = b"X-Padding: " + b"x" * 1000 + b"\r\n"
    for _ in range(int(exchange.number("bytes")) // len(line)):
        exchange.connection.send(line)
    return False


def endless_body(exchange: Exchange) -> bool:
    blank = answer(
        200, "application/x-amz-json-1.1", b"", request_id=exchange.request_id, now=exchange.now
    ).with_headers(Transfer_Encoding="chunked")
    exchange.connection.send(blank.head(length=None))
    chunk = f"{len(_CHUNK):x}\r\n".encode() + _CHUNK + b"\r\n"
    for _ in range(int(exchange.number("bytes")) // len(_CHUNK)):
        exchange.connection.send(chunk)
    return False


def wrong_content_length(exchange: Exchange) -> bool:
    whole = exchange.answer
    length = max(len(whole.body) + int(exchange.number("by")), 0)
    exchange.connection.send(whole.head(length=length) + whole.body)
    return False


def compressed_garbage(exchange: Exchange) -> bool:
    garbage = json_answer(200, {}, request_id=exchange.request_id, now=exchange.now)
    return exchange.send(
        garbage.replaced(b"\x1f\x8b this is not gzip").with_headers(Content_Encoding="gzip")
    )


def redirect(exchange: Exchange) -> bool:
    location = str(exchange.parameters["location"])
    return exchange.send(
        Answer(int(exchange.number("status")), (("Location", location),), b"")
    )


def cbor_answer(exchange: Exchange) -> bool:
    whole = exchange.answer.replaced(cbor(json.loads(exchange.answer.body)))
    return exchange.send(whole.with_headers(Content_Type="application/cbor"))
