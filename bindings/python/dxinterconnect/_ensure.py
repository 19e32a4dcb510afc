"""The conversation that orders an interconnect only if it is not there: the library's, with no I/O."""

from __future__ import annotations

import ctypes
from os import urandom
from time import monotonic

from ._describe_request import DescribeInterconnectsRequest
from ._handle import Handle
from ._library import Text, function, take_document
from ._problem import ProblemsPointer, take_problems
from ._reconcile import AnswerPointer, handle_of, reconciliation, tag_key
from ._request import CreateInterconnectRequest
from ._status import OK, failure
from .config import MAXIMUM_SECONDS
from .exceptions import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal, Optional

    from ._answer import Answer

    Step = Literal["look", "order", "wait", "done"]

_STEPS: dict[int, Step] = {1: "look", 2: "order", 3: "wait", 4: "done"}


class EnsureHandle(ctypes.Structure):
    """dxi_ensure: opaque."""


class EnsureOptions(ctypes.Structure):
    """dxi_ensure_options."""

    _fields_ = (
        ("size", ctypes.c_size_t),
        ("rules", ctypes.c_uint32),
        ("match_location", ctypes.c_bool),
        ("identity_tag_key", ctypes.c_char_p),
        ("look_again_ms", ctypes.c_uint64),
        ("order_again_after_looks", ctypes.c_uint32),
        ("order_again_after_ms", ctypes.c_uint64),
    )


EnsurePointer = ctypes.POINTER(EnsureHandle)

_new = function(
    "dxi_ensure_new",
    ctypes.c_int32,
    CreateInterconnectRequest._SHAPE.Pointer,
    ctypes.POINTER(EnsureOptions),
    ctypes.POINTER(EnsurePointer),
    ctypes.POINTER(ProblemsPointer),
)
_free = function("dxi_ensure_free", None, EnsurePointer)
_next = function(
    "dxi_ensure_next",
    ctypes.c_int32,
    EnsurePointer,
    ctypes.c_int64,
    ctypes.c_double,
    ctypes.POINTER(ctypes.c_int32),
)
_wait_ms = function("dxi_ensure_wait_ms", ctypes.c_uint64, EnsurePointer)
_look = function(
    "dxi_ensure_look", DescribeInterconnectsRequest._SHAPE.Pointer, EnsurePointer
)
_receive = function("dxi_ensure_receive", ctypes.c_int32, EnsurePointer, AnswerPointer)
_to_json = function("dxi_ensure_to_json", ctypes.c_int32, EnsurePointer, ctypes.POINTER(Text))
_look_to_json = function(
    "dxi_describe_interconnects_request_to_json",
    ctypes.c_int32,
    DescribeInterconnectsRequest._SHAPE.Pointer,
    ctypes.POINTER(Text),
)


class Ensure(Handle):
    """Orders an interconnect only if it is not there: says what to send, and decides by what comes back.

    ::

        ensure = dxinterconnect.Ensure(request)
        while (step := ensure.next()) != "done":
            if step == "look":       # send ensure.look, again while its answer.may_resend
                ensure.receive(answer)
            elif step == "order":    # send request, again only while its answer.may_resend
                ensure.receive(answer)
            else:
                time.sleep(ensure.wait)
        ensure.document()

    Once ``next()`` has said ``"order"`` the order counts as placed: if no answer to it is received, it
    is looked for, and never sent again. Arguments as of ``ensure_interconnect``. Not for several threads.
    """

    __slots__ = ()

    def __init__(
        self,
        request: CreateInterconnectRequest,
        *,
        match_location: bool = False,
        identity_tag_key: Optional[str] = None,
        look_again: float = 60.0,
        order_again_after_looks: Optional[int] = None,
        order_again_after: Optional[float] = None,
    ) -> None:
        order_again_after_ms = (
            0
            if order_again_after is None
            else _milliseconds("order_again_after", order_again_after)
        )
        if (order_again_after_looks is None) != (order_again_after_ms == 0):
            raise ConfigError(
                "order_again_after_looks and order_again_after go together: an order is only sent again"
                " after so many looks and so many seconds"
            )
        options = EnsureOptions(
            ctypes.sizeof(EnsureOptions),
            request._rules,
            bool(match_location),
            tag_key(identity_tag_key),
            # 0 would be the library's own default.
            max(1, _milliseconds("look_again", look_again)),
            0 if order_again_after_looks is None else _count(order_again_after_looks),
            order_again_after_ms,
        )
        ensure, problems = EnsurePointer(), ProblemsPointer()
        status = _new(
            request._checked(),
            ctypes.byref(options),
            ctypes.byref(ensure),
            ctypes.byref(problems),
        )
        request._raise_for(status, take_problems(problems))
        super().__init__(ensure, _free)

    def next(self, *, now: Optional[float] = None, random: Optional[float] = None) -> Step:
        """What to do next. ``now``: seconds of a clock that does not go back; ``random``: 0 to 1."""
        if random is None:
            random = int.from_bytes(urandom(6), "big") / 2**48
        milliseconds = int((monotonic() if now is None else now) * 1000)
        step = ctypes.c_int32()
        self._check(_next(self._use(), milliseconds, random, ctypes.byref(step)))
        return _STEPS[step.value]

    @property
    def look(self) -> DescribeInterconnectsRequest:
        """What to send where ``next`` said ``"look"``."""
        text = Text()
        self._check(_look_to_json(_look(self._use()), ctypes.byref(text)))
        return DescribeInterconnectsRequest._of(take_document(text), False, False)

    @property
    def wait(self) -> float:
        """Seconds to wait where ``next`` said ``"wait"``."""
        milliseconds: int = _wait_ms(self._use())
        return milliseconds / 1000

    def receive(self, answer: Answer) -> None:
        """The last answer to what was sent. Raises UsageError where it is none to it."""
        self._check(_receive(self._use(), handle_of(answer)))

    def document(self) -> dict[str, Any]:
        """What came of it: EnsureResultTypeDef, but for ``ResponseMetadata``.

        ``outcome`` is None until ``next`` has said ``"done"``, and can be ``"not_created"``: the last
        answer says why.
        """
        text = Text()
        self._check(_to_json(self._use(), ctypes.byref(text)))
        document = take_document(text)
        outcome = document.pop("result", None)
        found: Any = {"differences": [], "ids": [], "explanation": "It is not decided yet."}
        if "reconciliation" in document:
            found = reconciliation(document.pop("reconciliation"))
        return {
            "outcome": outcome,
            "explanation": found["explanation"],
            "differences": found["differences"],
            "ids": found["ids"],
            **document,
        }

    def _check(self, status: int) -> None:
        if status != OK:
            raise failure(status, [])


def _milliseconds(name: str, seconds: object) -> int:
    good = isinstance(seconds, (int, float)) and not isinstance(seconds, bool)
    if not good or not 0 <= seconds <= MAXIMUM_SECONDS:  # type: ignore[operator]
        raise ConfigError(f"{name} is {seconds!r}; write a number of seconds, such as 60")
    return int(seconds * 1000)  # type: ignore[operator]


def _count(looks: object) -> int:
    if not isinstance(looks, int) or isinstance(looks, bool) or not 0 < looks < 2**32:
        raise ConfigError(f"order_again_after_looks is {looks!r}; write a whole number from 1")
    return looks
