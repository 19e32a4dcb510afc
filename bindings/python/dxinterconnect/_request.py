"""What to order or to look for: built, checked, written and signed, with no I/O."""

from __future__ import annotations

import ctypes
from time import time

from ._arguments import Arguments
from ._handle import Owned
from ._http_request import HTTPRequest
from ._library import Text, function, take_text
from ._problem import ProblemsPointer, problems_of, take_problems
from ._signer import SignerPointer, SignOptions, sign_options, signing
from ._status import INVALID_JSON, INVALID_REQUEST, OK, failure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, Optional

    from typing_extensions import Self

    from ._problem import Problem
    from ._signer import OperationName, Signer
    from .type_defs import TagTypeDef

ALLOW_UNKNOWN_MEMBERS = 1
WARNINGS_AS_ERRORS = 2

DESCRIPTION_TEXT = 0
DESCRIPTION_JSON = 1


class Shape:
    """The library's functions of one kind of request, such as ``create_interconnect_request``."""

    __slots__ = ("Pointer", "body", "free", "from_json", "validate")

    def __init__(self, name: str) -> None:
        handle: Any = type(name, (ctypes.Structure,), {"__doc__": f"dxi_{name}: opaque."})
        pointer: Any = ctypes.POINTER(handle)
        self.Pointer = pointer
        problems = ctypes.POINTER(ProblemsPointer)
        self.free = function(f"dxi_{name}_free", None, pointer)
        self.from_json = function(
            f"dxi_{name}_from_json",
            ctypes.c_int32,
            ctypes.c_char_p,
            ctypes.c_size_t,
            ctypes.POINTER(pointer),
            problems,
        )
        self.validate = function(
            f"dxi_{name}_validate", ctypes.c_int32, pointer, ctypes.c_uint32, problems
        )
        self.body = function(
            f"dxi_{name}_body",
            ctypes.c_int32,
            pointer,
            ctypes.c_uint32,
            ctypes.POINTER(Text),
            ctypes.POINTER(ctypes.c_size_t),
            problems,
        )


_CREATE = Shape("create_interconnect_request")

_describe = function(
    "dxi_signer_describe",
    ctypes.c_int32,
    SignerPointer,
    _CREATE.Pointer,
    ctypes.c_int64,
    ctypes.POINTER(SignOptions),
    ctypes.c_int32,
    ctypes.POINTER(Text),
    ctypes.POINTER(ProblemsPointer),
)


class Request:
    """What is asked of the service: any value is taken, ``problems()`` tells of the bad ones."""

    __slots__ = ("_arguments", "_rules")

    OPERATION: OperationName
    _SHAPE: Shape

    if not TYPE_CHECKING:

        def __init__(
            self,
            *args: Any,
            allow_unknown_members: bool = False,
            warnings_as_errors: bool = False,
            **members: Any,
        ) -> None:
            if args:
                raise TypeError(f"{type(self).__name__}() only accepts keyword arguments.")
            self._set(members, allow_unknown_members, warnings_as_errors)

    @classmethod
    def _of(
        cls, members: Mapping[str, Any], allow_unknown_members: bool, warnings_as_errors: bool
    ) -> Self:
        """A request in whose members even the names of the rules are members."""
        request = cls.__new__(cls)
        request._set(members, allow_unknown_members, warnings_as_errors)
        return request

    def _set(
        self, members: Mapping[str, Any], allow_unknown_members: bool, warnings_as_errors: bool
    ) -> None:
        self._rules = (ALLOW_UNKNOWN_MEMBERS if allow_unknown_members else 0) | (
            WARNINGS_AS_ERRORS if warnings_as_errors else 0
        )
        # An unknown member is sent as it is, so nothing of it may silently change into null.
        self._arguments = Arguments(members, careful=allow_unknown_members)

    def problems(self) -> list[Problem]:
        """Everything that is wrong with it, errors and warnings, in botocore's order."""
        status, found, request = self._read()
        if request is not None:
            problems = ProblemsPointer()
            status = self._SHAPE.validate(request, self._rules, ctypes.byref(problems))
            found = take_problems(problems)
        return self._told(status, found)

    def body(self) -> bytes:
        """The body: the same bytes every time. Raises ParamValidationError."""
        text, problems = Text(), ProblemsPointer()
        status = self._SHAPE.body(
            self._checked(),
            self._rules,
            ctypes.byref(text),
            None,
            ctypes.byref(problems),
        )
        body = take_text(text) if status == OK else b""
        self._raise_for(status, take_problems(problems))
        return body

    def sign(
        self,
        signer: Signer,
        *,
        now: Optional[float] = None,
        attempt: int = 0,
        invocation_id: Optional[str] = None,
    ) -> HTTPRequest:
        """Checks, writes and signs it. Raises ParamValidationError or InvalidOptionsError.

        ``now``: the time in seconds since 1970; None: this machine's. ``attempt``, from 1, and
        ``invocation_id``, the same for every attempt, tell AWS which requests are the same order.
        """
        return self._sign(signer, time() if now is None else now, attempt, invocation_id)[0]

    def _sign(
        self, signer: Signer, now: float, attempt: int, invocation_id: Optional[str]
    ) -> tuple[HTTPRequest, list[Problem]]:
        """The signed request and its warnings."""
        operation, options = self.OPERATION, sign_options(self._rules, attempt, invocation_id)
        status, document = signer._sign_json(operation, self._arguments.text, int(now), options)
        if status == INVALID_JSON and self._take_care():
            status, document = signer._sign_json(operation, self._arguments.text, int(now), options)
        problems = problems_of(document["problems"])
        self._raise_for(status, problems)
        http = document["httpRequest"]
        headers = [*map(tuple, http["headers"])]
        request = HTTPRequest(
            http["method"], http["url"], http["host"], http["path"], headers, http["body"].encode()
        )
        return request, problems

    def _read(self) -> tuple[int, list[Problem], Optional[Owned]]:
        """The request as the library has it, or why it has none."""
        text = self._arguments.text
        pointer, problems = self._SHAPE.Pointer(), ProblemsPointer()
        status = self._SHAPE.from_json(text, len(text), ctypes.byref(pointer), ctypes.byref(problems))
        found = take_problems(problems)
        if status == OK:
            return status, found, Owned(pointer, self._SHAPE.free)
        if status == INVALID_JSON and self._take_care():
            return self._read()
        return status, found, None

    def _checked(self) -> Owned:
        status, found, request = self._read()
        if request is None:
            raise failure(status, self._told(status, found))
        return request

    def _take_care(self) -> bool:
        """The text was no good JSON (nested too deeply, a name twice): write it with care, once."""
        if self._arguments.careful:
            return False
        self._arguments = Arguments(self._arguments.members, careful=True)
        return True

    def _told(self, status: int, problems: list[Problem]) -> list[Problem]:
        arguments = self._arguments
        if status == OK and arguments.uncarried:
            return [*problems, *arguments.uncarried_problems()]
        return arguments.in_python_words(problems)

    def _raise_for(self, status: int, problems: list[Problem]) -> None:
        if status != OK:
            raise failure(status, self._told(status, problems))
        if self._arguments.uncarried:
            raise failure(INVALID_REQUEST, self._told(status, problems))

    def __repr__(self) -> str:
        names = ", ".join(map(str, self._arguments.members))
        return f"{type(self).__name__}({names})"


class CreateInterconnectRequest(Request):
    """What to order, with boto3's names. Any value is taken; ``problems()`` tells of the bad ones.

    - ``allow_unknown_members``: members that the library does not know go into the body unchanged.
    - ``warnings_as_errors``: what looks wrong is refused as if it were.
    """

    __slots__ = ()

    OPERATION = "CreateInterconnect"
    _SHAPE = _CREATE

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            interconnectName: str,
            bandwidth: str,
            location: str,
            lagId: str = ...,
            tags: Sequence[TagTypeDef] = ...,
            providerName: str = ...,
            requestMACSec: bool = ...,
            allow_unknown_members: bool = False,
            warnings_as_errors: bool = False,
        ) -> None: ...

    def describe(
        self,
        signer: Signer,
        *,
        now: Optional[float] = None,
        attempt: int = 0,
        invocation_id: Optional[str] = None,
        format: int = DESCRIPTION_TEXT,
    ) -> str:
        """What ``sign`` would hand out, as text to show: token and signature are masked."""
        options = sign_options(self._rules, attempt, invocation_id)
        text, problems = Text(), ProblemsPointer()
        request = self._checked()
        with signing:
            status = _describe(
                signer._use(),
                request,
                int(time() if now is None else now),
                ctypes.byref(options),
                format,
                ctypes.byref(text),
                ctypes.byref(problems),
            )
        description = take_text(text).decode() if status == OK else ""
        self._raise_for(status, take_problems(problems))
        return description
