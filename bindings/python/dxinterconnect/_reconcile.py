"""What there is to do about an interconnect that is wanted, by those that are there: with no I/O."""

from __future__ import annotations

import ctypes
import json

from ._answer import HTTPResponse, as_boto3s, read_response
from ._handle import Owned
from ._library import Text, function, take_document
from ._problem import ProblemsPointer, take_problems
from ._request import CreateInterconnectRequest
from ._signer import c_string
from ._status import INCOMPLETE_LIST, OK, failure
from .exceptions import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Optional

    from ._answer import Answer
    from .type_defs import ReconciliationTypeDef


class AnswerHandle(ctypes.Structure):
    """dxi_answer: opaque."""


class ReconciliationHandle(ctypes.Structure):
    """dxi_reconciliation: opaque."""


class ReconcileOptions(ctypes.Structure):
    """dxi_reconcile_options."""

    _fields_ = (
        ("size", ctypes.c_size_t),
        ("rules", ctypes.c_uint32),
        ("match_location", ctypes.c_bool),
        ("identity_tag_key", ctypes.c_char_p),
    )


AnswerPointer = ctypes.POINTER(AnswerHandle)
ReconciliationPointer = ctypes.POINTER(ReconciliationHandle)

_answer_read = function(
    "dxi_answer_read",
    ctypes.c_int32,
    ctypes.POINTER(HTTPResponse),
    ctypes.POINTER(AnswerPointer),
)
_answer_free = function("dxi_answer_free", None, AnswerPointer)
_reconcile = function(
    "dxi_reconcile",
    ctypes.c_int32,
    CreateInterconnectRequest._SHAPE.Pointer,
    ctypes.POINTER(AnswerPointer),
    ctypes.c_size_t,
    ctypes.POINTER(ReconcileOptions),
    ctypes.POINTER(ReconciliationPointer),
    ctypes.POINTER(ProblemsPointer),
)
_free = function("dxi_reconciliation_free", None, ReconciliationPointer)
_to_json = function(
    "dxi_reconciliation_to_json", ctypes.c_int32, ReconciliationPointer, ctypes.POINTER(Text)
)


def reconcile(
    desired: Mapping[str, Any],
    interconnects: Iterable[Mapping[str, Any]],
    *,
    match_location: bool = False,
    identity_tag_key: Optional[str] = None,
) -> ReconciliationTypeDef:
    """What there is to do: ``create``, or nothing since it ``exists``, or there is a ``conflict``, or it is ``ambiguous``.

    - ``desired``: the arguments of create_interconnect.
    - ``interconnects``: all that are there, from every page of describe_interconnects, ours or boto3's.
    - ``match_location``, ``identity_tag_key``: as of ensure_interconnect.

    Raises ParamValidationError with what is wrong with either.
    """
    request = CreateInterconnectRequest._of(desired, False, False)
    there = list(interconnects)
    listed = json.dumps({"interconnects": there}, default=_wire).encode()
    answer = read_response(200, (), listed, operation="DescribeInterconnects")
    options = ReconcileOptions(
        ctypes.sizeof(ReconcileOptions),
        request._rules,
        bool(match_location),
        tag_key(identity_tag_key),
    )
    found, problems = ReconciliationPointer(), ProblemsPointer()
    page = handle_of(answer)
    status = _reconcile(
        request._checked(),
        ctypes.byref(page._as_parameter_),
        1,
        ctypes.byref(options),
        ctypes.byref(found),
        ctypes.byref(problems),
    )
    told = take_problems(problems)
    if status == INCOMPLETE_LIST:
        raise failure(status, told or answer.problems)
    request._raise_for(status, told)
    owned, text = Owned(found, _free), Text()
    status = _to_json(owned, ctypes.byref(text))
    if status != OK:
        raise failure(status, [])
    result = reconciliation(take_document(text))
    own = [one for one in there if one.get("interconnectId") in result["ids"]]
    if len(own) == 1:  # with what the library does not know of it
        result["interconnect"] = own[0]  # type: ignore[typeddict-item]
    return result


def handle_of(answer: Answer) -> Owned:
    """The library's own of an answer: it is read again."""
    pointer = AnswerPointer()
    status = _answer_read(ctypes.byref(answer._response), ctypes.byref(pointer))
    if status != OK:
        raise failure(status, [])
    return Owned(pointer, _answer_free)


def reconciliation(document: dict[str, Any]) -> ReconciliationTypeDef:
    """The library's document as ours."""
    matches = document.pop("matches", [])
    document["ids"] = [match["interconnectId"] for match in matches if "interconnectId" in match]
    for difference in document["differences"]:
        difference.setdefault("desired", None)
        difference.setdefault("actual", None)
    if len(matches) == 1:
        (document["interconnect"],) = matches
        as_boto3s(document["interconnect"])
    return document  # type: ignore[return-value]


def tag_key(key: Optional[str]) -> Optional[bytes]:
    if key == "":
        raise ConfigError('identity_tag_key is ""; write the key of a tag, or leave it out')
    return c_string("identity_tag_key", key)


def _wire(value: Any) -> Any:
    """What JSON cannot carry: the times of boto3's results."""
    try:
        return value.timestamp()
    except AttributeError:
        raise TypeError(
            f"there is a {type(value).__name__} in interconnects; give what describe_interconnects returns"
        ) from None
