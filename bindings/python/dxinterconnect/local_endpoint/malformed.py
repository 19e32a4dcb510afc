"""Answers that are not HTTP as it should be: what a server that means harm can write.

Effects as in effects.py. Text of a parameter stands for bytes, ``%XX`` for any of them.
"""

from __future__ import annotations

import zlib

from .effects import Exchange, send_padded
from .wire import Answer

_MIB = 1024 * 1024
_LINE = 1000
# What zlib writes around the compressed bytes.
_WINDOW_BITS = {"gzip": 31, "deflate": 15}


def early_answer(exchange: Exchange) -> bool:
    status = int(exchange.number("status"))
    exchange.send(Answer(status, (("Content-Type", "text/html"),), b"<html>too early</html>"))
    if exchange.parameters["how"] == "reset":
        exchange.connection.reset()
    return False


def interim_answers(exchange: Exchange) -> bool:
    head = f"HTTP/1.1 {int(exchange.number('status'))} Interim\r\nX-Padding: ".encode()
    for _ in range(int(exchange.number("bytes")) // _LINE):
        exchange.connection.send(head + b"x" * _LINE + b"\r\n\r\n")
    return exchange.send(exchange.answer)


def endless_trailers(exchange: Exchange) -> bool:
    _send_chunked(exchange, _size_of(exchange.answer.body), b"0\r\n")
    for _ in range(int(exchange.number("bytes")) // _LINE):
        exchange.connection.send(b"X-Padding: " + b"x" * _LINE + b"\r\n")
    return False


def chunk_size(exchange: Exchange) -> bool:
    _send_chunked(exchange, exchange.raw("line"), b"0\r\n\r\n")
    return False


def _send_chunked(exchange: Exchange, size: bytes, end: bytes) -> None:
    head = exchange.answer.with_headers(Transfer_Encoding="chunked").head(length=None)
    exchange.connection.send(head + size + b"\r\n" + exchange.answer.body + b"\r\n" + end)


def _size_of(body: bytes) -> bytes:
    return f"{len(body):x}".encode()


def odd_content_length(exchange: Exchange) -> bool:
    lines = b"".join(
        b"Content-Length: " + value + b"\r\n" for value in exchange.raw("values").split(b"/")
    )
    is_chunked = exchange.parameters["chunked"] == "yes"
    body = exchange.answer.body
    if is_chunked:
        lines += b"Transfer-Encoding: chunked\r\n"
        body = _size_of(body) + b"\r\n" + body + b"\r\n0\r\n\r\n"
    exchange.connection.send(_with_line(exchange.answer.head(length=None), lines) + body)
    return False


def status_line(exchange: Exchange) -> bool:
    _, _, headers = exchange.answer.head().partition(b"\r\n")
    exchange.connection.send(exchange.raw("line") + b"\r\n" + headers + exchange.answer.body)
    return False


def header_line(exchange: Exchange) -> bool:
    head = _with_line(exchange.answer.head(), exchange.raw("line") + b"\r\n")
    exchange.connection.send(head + exchange.answer.body)
    return False


def _with_line(head: bytes, line: bytes) -> bytes:
    first, end, rest = head.partition(b"\r\n")
    return first + end + line + rest


def no_head(exchange: Exchange) -> bool:
    exchange.connection.send(exchange.answer.body)
    return False


def rubbish(exchange: Exchange) -> bool:
    length = len(exchange.answer.body)
    size = int(exchange.number("bytes"))
    if exchange.parameters["where"] == "body":
        length += size
    head = exchange.answer.head(length=length)
    send_padded(exchange, head + exchange.answer.body, b"}\0\xff{", size, b"")
    return False


def compression_bomb(exchange: Exchange) -> bool:
    encoding = str(exchange.parameters["encoding"])
    compressor = zlib.compressobj(1, wbits=_WINDOW_BITS[encoding])
    blanks = b" " * _MIB
    parts = [compressor.compress(blanks) for _ in range(int(exchange.number("bytes")) // _MIB)]
    parts += [compressor.compress(exchange.answer.body), compressor.flush()]
    header = str(exchange.parameters["header"])
    exchange.send(exchange.answer.replaced(b"".join(parts)).with_headers(**{header: encoding}))
    return False
