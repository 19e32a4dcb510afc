"""Building answers as the service sends them."""

from __future__ import annotations

import json
import struct
from typing import Any

from .clock import http_date
from .wire import Answer

JSON_TYPE = "application/x-amz-json-1.1"


def answer(status: int, content_type: str, body: bytes, *, request_id: str, now: float) -> Answer:
    """Any answer of the service, with the headers that all of its answers have."""
    headers = (
        ("x-amzn-RequestId", request_id),
        ("Date", http_date(now)),
        ("Content-Type", content_type),
    )
    return Answer(status, headers, body)


def json_answer(status: int, members: dict[str, Any], *, request_id: str, now: float) -> Answer:
    body = json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode()
    return answer(status, JSON_TYPE, body, request_id=request_id, now=now)


def cbor(value: Any) -> bytes:
    """A JSON value in CBOR (RFC 8949), in its shortest form but for floats."""
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if value is None:
        return b"\xf6"
    if isinstance(value, int):
        return _cbor_head(0, value) if value >= 0 else _cbor_head(1, -1 - value)
    if isinstance(value, float):
        return b"\xfb" + struct.pack(">d", value)
    if isinstance(value, str):
        text = value.encode()
        return _cbor_head(3, len(text)) + text
    if isinstance(value, list):
        return _cbor_head(4, len(value)) + b"".join(map(cbor, value))
    if isinstance(value, dict):
        pairs = (cbor(key) + cbor(member) for key, member in value.items())
        return _cbor_head(5, len(value)) + b"".join(pairs)
    raise TypeError(f"no JSON value: {type(value).__name__}")


def _cbor_head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    for additional, form, limit in ((24, ">B", 1 << 8), (25, ">H", 1 << 16), (26, ">I", 1 << 32)):
        if number < limit:
            return bytes([major << 5 | additional]) + struct.pack(form, number)
    return bytes([major << 5 | 27]) + struct.pack(">Q", number)
