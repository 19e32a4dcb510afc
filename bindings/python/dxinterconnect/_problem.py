"""What is wrong with a request, with options, or with a body that came back."""

from __future__ import annotations

import ctypes

from ._library import Text, function, take_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Literal, Optional

    Severity = Literal["error", "warning"]


class ProblemsHandle(ctypes.Structure):
    """dxi_problems: opaque."""


ProblemsPointer = ctypes.POINTER(ProblemsHandle)

_free = function("dxi_problems_free", None, ProblemsPointer)
_to_json = function("dxi_problems_to_json", ctypes.c_int32, ProblemsPointer, ctypes.POINTER(Text))


class Problem:
    """One thing that is wrong.

    - ``severity``: ``"error"`` refuses the request, ``"warning"`` does not.
    - ``code``: what kind of problem it is, such as ``"MISSING_MEMBER"``; ``number``: the same as a number.
    - ``path``: where, such as ``tags[3].key``; ``""`` for the whole.
    - ``message``: the rule and the value. ``suggestion``: what to write instead, or None.
    - ``line``, ``column``, ``offset``: where in a JSON text, or None.
    """

    __slots__ = (
        "code",
        "column",
        "line",
        "message",
        "number",
        "offset",
        "path",
        "severity",
        "suggestion",
    )

    def __init__(
        self,
        severity: Severity,
        code: str,
        number: int,
        path: str,
        message: str,
        suggestion: Optional[str] = None,
        line: Optional[int] = None,
        column: Optional[int] = None,
        offset: Optional[int] = None,
    ) -> None:
        self.severity = severity
        self.code = code
        self.number = number
        self.path = path
        self.message = message
        self.suggestion = suggestion
        self.line = line
        self.column = column
        self.offset = offset

    @property
    def is_error(self) -> bool:
        return self.severity == "error"

    def with_message(self, message: str) -> Problem:
        """The same problem in other words."""
        return Problem(self.severity, self.code, self.number, self.path, message, self.suggestion)

    def __str__(self) -> str:
        return self.message if self.suggestion is None else f"{self.message}; {self.suggestion}"

    def __repr__(self) -> str:
        return f"Problem({self.severity} {self.code} at {self.path!r}: {self})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Problem):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in Problem.__slots__)

    def __hash__(self) -> int:
        return hash((self.code, self.path, self.message))


def problems_of(documents: Iterable[dict[str, Any]]) -> list[Problem]:
    """Problems from the C library's documents."""
    return [Problem(**document) for document in documents]


def take_problems(pointer: Any) -> list[Problem]:
    """Reads and frees problems that the library handed over; NULL is none."""
    if not pointer:
        return []
    try:
        text = Text()
        status = _to_json(pointer, ctypes.byref(text))
        if status:
            from ._status import failure

            raise failure(status, [])
        return problems_of(take_document(text))
    finally:
        _free(pointer)
