"""What became of a request, and what to do next."""

from __future__ import annotations

import ctypes
from os import urandom
from time import time

from ._library import Text, function, take_document
from ._problem import problems_of
from ._signer import OPERATIONS
from ._status import OK, failure
from .exceptions import (
    SERVICE_ERRORS,
    ClientError,
    NotDescribedError,
    NotSentError,
    OutcomeUnknown,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Literal, Optional, Union

    from ._signer import OperationName

    Delivery = Literal["complete", "nothing_sent", "no_answer", "answer_cut_off"]
    Outcome = Literal["created", "not_created", "unknown", "described", "not_described"]
    Advice = Literal["done", "fix_request", "correct_clock", "resend", "look_first"]
    Headers = Union[bytes, Mapping[str, str], Iterable[tuple[str, str]]]

_WITH_MESSAGE = ("DirectConnectClientException", "DirectConnectServerException")

_DELIVERIES = {"complete": 0, "nothing_sent": 1, "no_answer": 2, "answer_cut_off": 3}


class HTTPResponse(ctypes.Structure):
    """dxi_http_response."""

    _fields_ = (
        ("size", ctypes.c_size_t),
        ("delivery", ctypes.c_int32),
        ("status", ctypes.c_int32),
        ("headers", ctypes.c_char_p),
        ("headers_length", ctypes.c_size_t),
        ("body", ctypes.c_char_p),
        ("body_length", ctypes.c_size_t),
        ("now", ctypes.c_int64),
        ("operation", ctypes.c_int32),
    )


_read_json = function(
    "dxi_answer_read_json",
    ctypes.c_int32,
    ctypes.POINTER(HTTPResponse),
    ctypes.POINTER(Text),
)
_backoff_ms = function(
    "dxi_backoff_ms", ctypes.c_uint64, ctypes.c_uint32, ctypes.c_double, ctypes.c_uint64
)


class Answer:
    """What became of a request.

    - ``operation``: ``"CreateInterconnect"`` or ``"DescribeInterconnects"``.
    - ``outcome`` of an order: ``"created"``, ``"not_created"`` (nothing was ordered) or ``"unknown"`` (a
      port may be ordered: look before ordering again). Of a look: ``"described"`` (a whole page of the
      list is here) or ``"not_described"`` (nothing may be concluded).
    - ``advice``: ``"done"``, ``"fix_request"``, ``"correct_clock"`` (add ``clock_offset`` to the time,
      sign anew, send again), ``"resend"`` (wait ``delay()``, sign anew, send again), ``"look_first"``.
    - ``explanation``: what happened and what to do, as a sentence or two.
    - ``interconnect``: the members of what was created, as boto3 names them; None if nothing was.
    - ``interconnects``: those of a page that is here, else None; ``next_token``: there are more pages.
    - ``unknown_members``: members that the library does not know, by path, each as its JSON text.
    - ``http_status`` (0: there was no answer), ``headers`` (names in lower case), ``request_id``.
    - ``error_kind``, ``error_code``, ``error_message``: what AWS says went wrong, or None.
    - ``retry_after_ms``, ``clock_offset`` (the server's clock minus this one, in seconds), or None.
    - ``problems``: what was wrong with the body, whatever the outcome.
    """

    __slots__ = (
        "_response",
        "advice",
        "clock_offset",
        "error_code",
        "error_kind",
        "error_message",
        "explanation",
        "headers",
        "http_status",
        "interconnect",
        "interconnects",
        "next_token",
        "operation",
        "outcome",
        "problems",
        "request_id",
        "retry_after_ms",
        "unknown_members",
    )

    def __init__(
        self,
        document: dict[str, Any],
        headers: dict[str, str],
        operation: OperationName,
        response: HTTPResponse,
    ) -> None:
        get = document.get
        self.operation = operation
        # What was read, for the library to read again: with it go the bytes that it points to.
        self._response = response
        error = get("error") or {}
        self.outcome: Outcome = document["outcome"]
        self.advice: Advice = document["advice"]
        self.explanation: str = document["explanation"]
        self.http_status: int = get("httpStatus", 0)
        self.request_id: Optional[str] = get("requestId")
        self.retry_after_ms: Optional[int] = get("retryAfterMs")
        self.clock_offset: Optional[int] = get("clockOffset")
        self.error_kind: Optional[str] = error.get("kind")
        self.error_code: Optional[str] = error.get("code")
        self.error_message: Optional[str] = error.get("message")
        self.problems = problems_of(get("problems", ()))
        self.headers = headers
        self.interconnect: Optional[dict[str, Any]] = get("interconnect")
        self.interconnects: Optional[list[dict[str, Any]]] = get("interconnects")
        self.next_token: Optional[str] = get("nextToken")
        self.unknown_members: dict[str, str] = {}
        if self.interconnect is not None:
            self.unknown_members = as_boto3s(self.interconnect)
        elif self.interconnects is not None:
            for index, interconnect in enumerate(self.interconnects):
                for name, text in as_boto3s(interconnect).items():
                    self.unknown_members[f"interconnects[{index}].{name}"] = text

    @property
    def may_resend(self) -> bool:
        """Whether the same request may be sent again: it did nothing, and it may do next time."""
        return self.advice == "resend" or self.advice == "correct_clock"

    def delay(self, attempt: int = 1, random: Optional[float] = None) -> float:
        """Seconds to wait before resend number ``attempt``, from 1; ``random``: 0 to 1, None: drawn."""
        if self.advice == "correct_clock":
            return 0.0
        if random is None:
            random = int.from_bytes(urandom(6), "big") / 2**48
        milliseconds: int = _backoff_ms(attempt, random, self.retry_after_ms or 0)
        return milliseconds / 1000

    def response(
        self, retry_attempts: int = 0, max_attempts_reached: bool = False
    ) -> dict[str, Any]:
        """The answer in boto3's layout: the members or the error, and ResponseMetadata."""
        metadata: dict[str, Any] = {}
        if self.request_id is not None:
            metadata["RequestId"] = self.request_id
        metadata["HTTPStatusCode"] = self.http_status
        metadata["HTTPHeaders"] = self.headers
        metadata["RetryAttempts"] = retry_attempts
        if max_attempts_reached:
            metadata["MaxAttemptsReached"] = True
        if self.unknown_members:
            metadata["UnknownMembers"] = self.unknown_members
        result = self._members()
        if result is not None:
            if self.problems:
                metadata["Warnings"] = [str(problem) for problem in self.problems]
            return {**result, "ResponseMetadata": metadata}
        if self.error_kind is None:
            return {"ResponseMetadata": metadata}
        error = {
            "Message": self.error_message or "",
            "Code": self.error_code or str(self.http_status),
        }
        response: dict[str, Any] = {"Error": error, "ResponseMetadata": metadata}
        # Those of the four whose shape has a message get a copy of it here, in botocore.
        if self.error_kind in _WITH_MESSAGE and self.error_message:
            response["message"] = self.error_message
        return response

    def _members(self) -> Optional[dict[str, Any]]:
        if self.interconnects is None:
            return self.interconnect
        if self.next_token is None:
            return {"interconnects": self.interconnects}
        return {"interconnects": self.interconnects, "nextToken": self.next_token}

    def result(self) -> Any:
        """What boto3 would return: InterconnectResponseTypeDef, or InterconnectsTypeDef.

        Raises ClientError, OutcomeUnknown, NotDescribedError or NotSentError where there is none.
        """
        if self._members() is None:
            raise self.error()
        return self.response()

    def error(
        self, response: Optional[dict[str, Any]] = None, **sent: Any
    ) -> Union[ClientError, OutcomeUnknown, NotDescribedError, NotSentError]:
        """The exception for an outcome that is no success; ``sent``: of OutcomeUnknown."""
        response = response or self.response()
        if self.outcome == "unknown":
            unknown = OutcomeUnknown(self.explanation, response=response, answer=self, **sent)
            if "Error" in response:
                unknown.__cause__ = self._client_error(response)
            return unknown
        if "Error" in response and not 200 <= self.http_status < 300:
            return self._client_error(response)
        if self.outcome == "not_created" or self._response.delivery == _DELIVERIES["nothing_sent"]:
            return NotSentError(self.explanation)
        metadata = {"ResponseMetadata": response["ResponseMetadata"]}
        return NotDescribedError(self.explanation, metadata, self)

    def _client_error(self, response: dict[str, Any]) -> ClientError:
        kind = SERVICE_ERRORS.get(self.error_kind or "", ClientError)
        return kind(response, self.operation, self)

    def __repr__(self) -> str:
        return f"Answer({self.outcome}, {self.advice}: {self.explanation})"


def read_response(
    status: int = 0,
    headers: Headers = (),
    body: bytes = b"",
    *,
    delivery: Delivery = "complete",
    now: Optional[float] = None,
    operation: OperationName = "CreateInterconnect",
) -> Answer:
    """Reads whatever came back; there is always an answer.

    - ``headers``: a mapping, pairs, or the header lines as bytes.
    - ``delivery``: ``"nothing_sent"``: no byte of the request was written (no connection, no TLS);
      ``"no_answer"``: sent in part or whole, and no answer came; ``"answer_cut_off"``: it ended too early.
    - ``now``: when it came, in seconds since 1970, by the clock that ``sign`` was given; None: this machine's.
    """
    if delivery not in _DELIVERIES:
        raise ValueError(f"delivery is {delivery!r}; write one of {', '.join(_DELIVERIES)}")
    if operation not in OPERATIONS:
        raise ValueError(f"operation is {operation!r}; write one of {', '.join(OPERATIONS)}")
    if not 0 <= status <= 999:  # no HTTP, and C's int32 would silently make another number of it
        status = 0
    lower, lines = {}, []
    for name, value in _pairs(headers):
        lower[name.lower()] = value
        lines.append(f"{name}: {value}\r\n")
    text = "".join(lines).encode("latin-1", "replace")
    content = body if type(body) is bytes else bytes(memoryview(body))
    response = HTTPResponse(
        ctypes.sizeof(HTTPResponse),
        _DELIVERIES[delivery],
        status,
        text,
        len(text),
        content,
        len(content),
        int(time() if now is None else now),
        OPERATIONS[operation],
    )
    document = Text()
    outcome = _read_json(ctypes.byref(response), ctypes.byref(document))
    if outcome != OK:
        raise failure(outcome, [])
    return Answer(take_document(document), lower, operation, response)


def _pairs(headers: Headers) -> list[tuple[str, str]]:
    if isinstance(headers, bytes):
        # Not splitlines, to which much more ends a line than to HTTP.
        lines = (line.partition(":") for line in headers.decode("latin-1").split("\n"))
        return [(name, value.strip()) for name, colon, value in lines if colon]
    pairs = headers.items() if hasattr(headers, "items") else headers
    # A folded line's break would begin a header of its own.
    return [
        (name, " ".join(value.split()) if "\n" in value or "\r" in value else value)
        for name, value in pairs
    ]


def as_boto3s(interconnect: dict[str, Any]) -> dict[str, str]:
    """Changes the library's document of an interconnect into boto3's; returns the members that nobody knows.

    They are named by their path, such as ``tags[1].color``.
    """
    unknown_members: dict[str, str] = interconnect.pop("unknownMembers", {})
    for name in ("tags", "macSecKeys"):
        for index, element in enumerate(interconnect.get(name, ())):
            if "unknownMembers" in element:
                for member, text in element.pop("unknownMembers").items():
                    unknown_members[f"{name}[{index}].{member}"] = text
    if "loaIssueTime" in interconnect:
        interconnect["loaIssueTime"] = _time(interconnect["loaIssueTime"])
    return unknown_members


def _time(microseconds: int) -> Any:
    # Imported only for an answer that holds a time, and kept.
    global _epoch, _microsecond
    if _microsecond is None:
        from datetime import datetime, timedelta, timezone

        _epoch, _microsecond = datetime(1970, 1, 1, tzinfo=timezone.utc), timedelta(microseconds=1)
    return _epoch + microseconds * _microsecond


_epoch: Any = None
_microsecond: Any = None
