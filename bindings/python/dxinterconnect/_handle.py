"""Handles of the C library as Python objects."""

from __future__ import annotations

from weakref import finalize

from .exceptions import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any, Callable, Optional

    from typing_extensions import Self


class Owned:
    """A pointer that is freed when the last reference to this object goes.

    ctypes takes the object in the pointer's place, and holds it while the call runs: a handle that
    one thread closes lives on until the calls of other threads have returned.
    """

    __slots__ = ("__weakref__", "_as_parameter_")

    def __init__(self, pointer: Any, free: Callable[[Any], None]) -> None:
        self._as_parameter_ = pointer
        # Not at exit: a daemon thread may still be inside of a call, and the process ends anyway.
        finalize(self, free, pointer).atexit = False


class Handle:
    """What owns a pointer: closed by ``with``, ``close()`` or when it is forgotten."""

    __slots__ = ("__weakref__", "_owned")

    def __init__(self, pointer: Any, free: Callable[[Any], None]) -> None:
        self._owned: Optional[Owned] = Owned(pointer, free)

    def close(self) -> None:
        """Frees what the handle holds, once; it cannot be used afterwards."""
        self._owned = None

    @property
    def closed(self) -> bool:
        return self._owned is None

    def _use(self) -> Owned:
        owned = self._owned
        if owned is None:
            raise UsageError(f"this {type(self).__name__} is closed; make a new one")
        return owned

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        self.close()
