"""The statuses of the C library, and the exception of each."""

from __future__ import annotations

import ctypes

from ._library import function
from .exceptions import InvalidOptionsError, NoRegionError, ParamValidationError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ._problem import Problem

OK = 0
NULL_ARGUMENT = 1
INVALID_ARGUMENT = 2
INVALID_UTF8 = 3
INVALID_JSON = 4
INVALID_REQUEST = 5
INVALID_OPTIONS = 6
NO_MEMORY = 7
INCOMPLETE_LIST = 8

EXCEPTIONS: dict[int, type[Exception]] = {
    NULL_ARGUMENT: UsageError,
    INVALID_ARGUMENT: UsageError,
    INVALID_UTF8: UsageError,
    INVALID_JSON: ParamValidationError,
    INVALID_REQUEST: ParamValidationError,
    INVALID_OPTIONS: InvalidOptionsError,
    NO_MEMORY: MemoryError,
    INCOMPLETE_LIST: ParamValidationError,
}

_name = function("dxi_status_name", ctypes.c_char_p, ctypes.c_int32)
_message = function("dxi_status_message", ctypes.c_char_p, ctypes.c_int32)


def failure(status: int, problems: Sequence[Problem]) -> Exception:
    """The exception of a status that is not OK."""
    kind = EXCEPTIONS.get(status)
    if kind is InvalidOptionsError:
        missing = any(problem.code == "MISSING_REGION" for problem in problems)
        return (NoRegionError if missing else InvalidOptionsError)(problems)
    if kind is ParamValidationError:
        return ParamValidationError(problems)
    name, message = _name(status), _message(status)
    if name is None or kind is None:
        return UsageError(
            f"libdxinterconnect answered with status {status}, which this package does not know"
        )
    return kind(f"{name.decode()}: {message.decode()}")
