"""What the endpoint received, in order, with secrets masked."""

from __future__ import annotations

import re
import threading
from collections import deque
from dataclasses import dataclass
from typing import Optional

from .wire import Head

MAX_ENTRIES = 10_000
MASK = "********"
NOT_CARRIED_OUT = "not carried out"


@dataclass(frozen=True)
class LogEntry:
    """One request.

    ``time`` is the endpoint's clock in seconds; ``operation`` is None where the
    request names none that exists. ``verdict`` says what the service made of it:
    ``ok``, the error's code and message, or ``not carried out`` where a fault
    came first. ``order`` is the id of the interconnect that the request ordered,
    whatever the client then got to see of it.
    """

    time: float
    operation: Optional[str]
    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: str
    verdict: str
    fault: Optional[str]
    order: Optional[str]

    @property
    def order_placed(self) -> bool:
        return self.order is not None


class Journal:
    """The latest requests, at most MAX_ENTRIES. Threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: deque[LogEntry] = deque(maxlen=MAX_ENTRIES)

    def add(self, entry: LogEntry) -> None:
        with self._lock:
            self._entries.append(entry)

    def entries(self) -> list[LogEntry]:
        with self._lock:
            return list(self._entries)

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()


def masked_headers(head: Head) -> tuple[tuple[str, str], ...]:
    """The headers without what could be used to sign or replay a request."""
    return tuple((name, _masked(name.lower(), value)) for name, value in head.headers)


def _masked(name: str, value: str) -> str:
    if name == "x-amz-security-token":
        return MASK
    if name == "authorization":
        masked, count = re.subn("Signature=[^, ]*", f"Signature={MASK}", value)
        # An Authorization in a form we cannot read may hold anything.
        return masked if count else MASK
    return value
