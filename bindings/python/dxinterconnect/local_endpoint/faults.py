"""The faults that the endpoint can be asked for: one table, and the queue of those due.

Everything that lists faults (the command line, the README, the tests) reads
the table.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Callable, Optional

from . import effects, malformed
from .effects import Exchange, Parameter
from .operations import OPERATIONS
from .sigv4 import WINDOW_SECONDS


@dataclass(frozen=True)
class FaultKind:
    """A row of the table.

    ``placed``: whether the request is carried out, so that an order is placed.
    ``either``: whether that can be chosen. ``act`` is None where the fault is
    not in what is sent; the endpoint does those itself. ``early``: whether it
    acts before the request's body is read.
    """

    name: str
    does: str
    placed: bool
    either: bool
    parameters: Mapping[str, Parameter]
    act: Optional[Callable[[Exchange], bool]]
    early: bool = False

    @property
    def placed_text(self) -> str:
        default = "yes" if self.placed else "no"
        return f"{default}, or as chosen" if self.either else default

    @property
    def parameters_text(self) -> str:
        return " ".join(f"{name}={value}" for name, value in self.parameters.items())


_MIB = 1024 * 1024

FAULTS: Mapping[str, FaultKind] = {
    kind.name: kind
    for kind in (
        FaultKind(
            "close-port",
            "refuses connections for so many seconds, from the moment it is due",
            False, False, {"seconds": 1.0}, None,
        ),
        FaultKind(
            "cut-before-reading",
            "resets the connection once a request begins to arrive, its body unread",
            False, False, {}, effects.cut_before_reading, early=True,
        ),
        FaultKind(
            "early-answer",
            "answers with this status before the request's body is read, and closes; how: fin or reset",
            False, False, {"status": 413, "how": "fin"}, malformed.early_answer, early=True,
        ),
        FaultKind(
            "clock-skew",
            "answers this request as if the endpoint's clock were so many seconds ahead",
            False, False, {"seconds": 3600.0}, None,
        ),
        FaultKind(
            "hang",
            "reads the request and says nothing for so many seconds, then closes",
            True, True, {"seconds": 60.0}, effects.hang,
        ),
        FaultKind(
            "cut-after-reading",
            "reads the request and closes without an answer; how: fin or reset",
            True, True, {"how": "fin"}, effects.cut_after_reading,
        ),
        FaultKind(
            "cut-inside-answer",
            "closes inside the answer; at: status-line, headers, before-id, after-id or a number of"
            " bytes of the body; how: fin or reset",
            True, False, {"at": "after-id", "how": "fin"}, effects.cut_inside_answer,
        ),
        FaultKind(
            "500", "answers 500 with an empty body",
            True, True, {}, effects.internal_failure,
        ),
        FaultKind(
            "503-html", "answers 503 with a load balancer's HTML page",
            False, True, {}, effects.service_unavailable_html,
        ),
        FaultKind(
            "200-html", "answers 200 with a captive portal's HTML page",
            False, True, {}, effects.ok_html,
        ),
        FaultKind(
            "200-empty", "answers 200 with an empty body",
            True, True, {}, effects.ok_empty,
        ),
        FaultKind(
            "throttling", "answers 400 ThrottlingException",
            False, False, {}, effects.throttling,
        ),
        FaultKind(
            "too-many-requests", "answers a plain 429 with Retry-After in seconds",
            False, False, {"retry_after": 1}, effects.too_many_requests,
        ),
        FaultKind(
            "server-exception", "answers 400 DirectConnectServerException",
            True, True, {}, effects.server_exception,
        ),
        FaultKind(
            "slow-bytes",
            "sends the answer's body so many seconds a byte; at: from its start, before-id or after-id",
            True, False, {"seconds": 0.01, "at": "start"}, effects.slow_bytes,
        ),
        FaultKind(
            "slow-headers",
            "sends the answer's head so many seconds a byte; at: from its start, or after-status",
            True, False, {"seconds": 0.01, "at": "start"}, effects.slow_headers,
        ),
        FaultKind(
            "endless-headers", "sends header lines of this length up to so many bytes, then closes",
            True, True, {"bytes": 64 * _MIB, "line": 1000}, effects.endless_headers,
        ),
        FaultKind(
            "endless-body",
            "sends spaces up to so many bytes, then closes; framing: chunked (in chunks of this size),"
            " length (twice as many are promised) or close",
            True, True, {"bytes": 64 * _MIB, "framing": "chunked", "chunk": 65536},
            effects.endless_body,
        ),
        FaultKind(
            "endless-trailers",
            "sends the answer in a chunk and then trailers up to so many bytes, and closes",
            True, False, {"bytes": 64 * _MIB}, malformed.endless_trailers,
        ),
        FaultKind(
            "interim-answers", "sends 100, 102 or 103 up to so many bytes, then the answer",
            True, False, {"bytes": 1000, "status": 103}, malformed.interim_answers,
        ),
        FaultKind(
            "huge-answer", "pads the answer to so many bytes of valid JSON",
            True, False, {"bytes": 10 * _MIB}, effects.huge_answer,
        ),
        FaultKind(
            "wrong-content-length",
            "sends the whole answer under a Content-Length off by so many bytes, then closes",
            True, False, {"by": 10}, effects.wrong_content_length,
        ),
        FaultKind(
            "odd-content-length",
            "sends the answer, in a chunk if so told, under these Content-Lengths, with / between them",
            True, False, {"values": "-1", "chunked": "no"}, malformed.odd_content_length,
        ),
        FaultKind(
            "chunk-size", "sends the answer in a chunk under this line in place of its size",
            True, False, {"line": "-5"}, malformed.chunk_size,
        ),
        FaultKind(
            "status-line", "sends this line in place of the answer's status line",
            True, False, {"line": "HTTP/1.1 2"}, malformed.status_line,
        ),
        FaultKind(
            "header-line", "sends this line as the answer's first header",
            True, False, {"line": "no colon"}, malformed.header_line,
        ),
        FaultKind(
            "no-head", "sends the answer's body without a head, as HTTP/0.9 did",
            True, False, {}, malformed.no_head,
        ),
        FaultKind(
            "rubbish", "sends so many bytes of rubbish after the answer; where: as its body's end,"
            " or on the wire behind it",
            True, False, {"bytes": 1000, "where": "body"}, malformed.rubbish,
        ),
        FaultKind(
            "compressed-garbage",
            "answers 200 with Content-Encoding gzip, deflate, br or zstd and nothing such in it",
            True, True, {"encoding": "gzip"}, effects.compressed_garbage,
        ),
        FaultKind(
            "compression-bomb",
            "sends the answer behind so many blanks, unasked in gzip or deflate; header: Content-Encoding"
            " or Transfer-Encoding",
            True, False, {"bytes": 256 * _MIB, "encoding": "gzip", "header": "Content-Encoding"},
            malformed.compression_bomb,
        ),
        FaultKind(
            "redirect", "answers 301, 302, 303, 307 or 308 to another place",
            False, False, {"status": 307, "location": "http://127.0.0.1:9/"}, effects.redirect,
        ),
        FaultKind(
            "cbor", "sends the answer in CBOR as application/cbor",
            True, False, {}, effects.cbor_answer,
        ),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """A fault that is due: for the next ``times`` requests after the first ``skip``.

    With an ``operation`` only requests for that operation count. Make one with
    ``fault()`` or ``parse_fault()``, which check it.
    """

    name: str
    times: int = 1
    operation: Optional[str] = None
    skip: int = 0
    placed: bool = False
    parameters: Mapping[str, Parameter] = field(default_factory=dict)

    @property
    def kind(self) -> FaultKind:
        return FAULTS[self.name]


def fault(
    name: str,
    times: int = 1,
    *,
    operation: Optional[str] = None,
    skip: int = 0,
    placed: Optional[bool] = None,
    parameters: Optional[Mapping[str, Parameter]] = None,
) -> Fault:
    """A checked Fault, its parameters filled up from the table. Raises ValueError."""
    kind = FAULTS.get(name)
    if kind is None:
        raise ValueError(f"there is no fault {name!r}; there are {', '.join(FAULTS)}")
    if type(times) is not int or type(skip) is not int or times < 1 or skip < 0:
        raise ValueError(f"{name}: times must be at least 1 and skip at least 0")
    if name == "close-port" and (times != 1 or skip != 0 or operation is not None):
        raise ValueError("close-port acts on no request, so it takes no times, skip or operation")
    if operation is not None and operation not in OPERATIONS:
        raise ValueError(f"{name}: the operation is one of {', '.join(OPERATIONS)}")
    if placed not in (None, True, False):
        raise ValueError(f"{name}: placed is true or false")
    if placed is not None and placed != kind.placed and not kind.either:
        raise ValueError(f"{name}: whether the order is placed cannot be chosen")
    given = dict(parameters or {})
    filled = {
        key: _parameter(kind, key, given.pop(key, default))
        for key, default in kind.parameters.items()
    }
    if given:
        raise ValueError(f"{name} has no parameter {next(iter(given))}")
    return Fault(
        name, times, operation, skip, kind.placed if placed is None else placed, filled
    )


def parse_fault(text: str) -> Fault:
    """A Fault from ``NAME[:TIMES][,KEY=VALUE…]``. Raises ValueError.

    Keys are ``operation``, ``skip``, ``placed`` (yes or no) and the fault's own
    parameters, such as ``hang:2,placed=no,seconds=5``.
    """
    first, *rest = text.split(",")
    name, colon, times = first.partition(":")
    options = {}
    for part in rest:
        key, equals, value = part.partition("=")
        if not equals:
            raise ValueError(f"{part!r} is not key=value")
        options[key] = value
    placed = options.pop("placed", None)
    if placed not in (None, "yes", "no"):
        raise ValueError("placed must be yes or no")
    operation = options.pop("operation", None)
    skip = options.pop("skip", "0")
    if not skip.isdecimal() or (colon and not times.isdecimal()):
        raise ValueError(f"{name}: times and skip must be whole numbers")
    return fault(
        name,
        int(times) if colon else 1,
        operation=operation,
        skip=int(skip),
        placed=None if placed is None else placed == "yes",
        parameters=options,
    )


def _parameter(kind: FaultKind, key: str, value: object) -> Parameter:
    wrong = ValueError(f"{kind.name}: {key}={value} cannot be")
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise wrong
    choices = _CHOICES.get((kind.name, key))
    if choices is not None and str(value) in choices:
        return type(kind.parameters[key])(value)
    if choices is None or (kind.name, key) == ("cut-inside-answer", "at"):
        return _number_or_text(kind, key, value, wrong)
    raise wrong


_CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("cut-inside-answer", "at"): ("status-line", "headers", "before-id", "after-id"),
    ("cut-inside-answer", "how"): ("fin", "reset"),
    ("cut-after-reading", "how"): ("fin", "reset"),
    ("early-answer", "how"): ("fin", "reset"),
    ("slow-bytes", "at"): ("start", "before-id", "after-id"),
    ("slow-headers", "at"): ("start", "after-status"),
    ("endless-body", "framing"): ("chunked", "length", "close"),
    ("interim-answers", "status"): ("100", "102", "103"),
    ("odd-content-length", "chunked"): ("no", "yes"),
    ("rubbish", "where"): ("body", "wire"),
    ("compressed-garbage", "encoding"): ("gzip", "deflate", "br", "zstd"),
    ("compression-bomb", "encoding"): ("gzip", "deflate"),
    ("compression-bomb", "header"): ("Content-Encoding", "Transfer-Encoding"),
    ("redirect", "status"): ("301", "302", "303", "307", "308"),
}


# One would divide by them.
_FROM_ONE = ("line", "chunk")


def _number_or_text(kind: FaultKind, key: str, value: Parameter, wrong: ValueError) -> Parameter:
    default = kind.parameters[key]
    if isinstance(default, str) and key != "at":
        text = str(value)
        if not text.isprintable() or not text.isascii():
            raise wrong  # it would become a header
        return text
    try:
        number = float(value) if isinstance(default, float) else int(value)
    except (ValueError, OverflowError):
        raise wrong from None
    if kind.name == "clock-skew":
        # Within the window the request would succeed, and place an order.
        allowed = WINDOW_SECONDS < abs(number) < 10 * 365 * 86400
    else:
        allowed = key == "by" or (key in _FROM_ONE) <= number < 1e9
    if not allowed or number != number:
        raise wrong
    return number


class FaultQueue:
    """The faults that are due, in the order in which they were added. Threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._due: list[Fault] = []

    def add(self, due: Fault) -> None:
        with self._lock:
            self._due.append(due)

    def take(self, operation: Optional[str]) -> Optional[Fault]:
        """The fault for this request, if one is due: the first that minds its operation."""
        with self._lock:
            for index, due in enumerate(self._due):
                if due.name == "close-port":
                    return None  # it and all behind it wait for what stands before it
                if due.operation not in (None, operation):
                    continue
                if due.skip > 0:
                    self._due[index] = replace(due, skip=due.skip - 1)
                    return None
                if due.times > 1:
                    self._due[index] = replace(due, times=due.times - 1)
                else:
                    del self._due[index]
                return due
            return None

    def take_close_port(self) -> Optional[Fault]:
        """The fault at the front, if it is one that closes the port."""
        with self._lock:
            if self._due and self._due[0].name == "close-port":
                return self._due.pop(0)
            return None

    def due(self) -> list[Fault]:
        with self._lock:
            return list(self._due)

    def clear(self) -> None:
        with self._lock:
            self._due.clear()
