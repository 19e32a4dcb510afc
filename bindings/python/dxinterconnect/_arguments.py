"""A caller's arguments as JSON text, and the library's words about them turned into Python's.

The library checks JSON. What JSON cannot carry (bytes, NaN, a value that holds itself) goes in as
`null`, which is the wrong type wherever a member is known, so that the library finds it in its place
and in order; the message then tells of the Python value.
"""

from __future__ import annotations

from json import JSONEncoder

from ._problem import Problem
from .exceptions import ParamValidationError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

# DXI_MAXIMUM_LENGTH: the library reads no longer text.
MAXIMUM_LENGTH = 16 * 1024 * 1024
# The library's limit of nesting; deeper values are in no request of AWS's.
_MAXIMUM_DEPTH = 32
# As the library cuts values in its messages.
_MAXIMUM_EXCERPT = 80

_PYTHON_TYPES = {
    "string": "<class 'str'>",
    "boolean": "<class 'bool'>",
    "integer": "<class 'int'>",
    "array": "<class 'list'>, <class 'tuple'>",
    "object": "<class 'dict'>",
}

_encode = JSONEncoder(allow_nan=False, separators=(",", ":")).encode


class Arguments:
    """The members of a request as text, and what of them the text could not carry."""

    __slots__ = ("careful", "members", "text", "uncarried")

    def __init__(self, members: Mapping[str, Any], careful: bool = False) -> None:
        self.members = members
        self.careful = careful
        # Path and value of what stands as null in the text.
        self.uncarried: list[tuple[str, Any]] = []
        if not careful:
            try:
                self.text = _bounded(_encode(members))
                return
            except (TypeError, ValueError, RecursionError):
                self.careful = True
        self.text = _bounded(_encode(self._carried(members, "", 0)))

    def _carried(self, value: Any, path: str, depth: int) -> Any:
        if depth < _MAXIMUM_DEPTH:
            if isinstance(value, dict):
                return self._carried_dict(value, path, depth + 1)
            if isinstance(value, (list, tuple)):
                return [
                    self._carried(element, f"{path}[{index}]", depth + 1)
                    for index, element in enumerate(value)
                ]
            try:
                _encode(value)
                return value
            except (TypeError, ValueError, RecursionError):
                pass
        self.uncarried.append((path, value))
        return None

    def _carried_dict(self, value: dict[Any, Any], path: str, depth: int) -> dict[str, Any]:
        carried = {}
        for key, element in value.items():
            named = isinstance(key, str) and _is_unicode(key)
            name = key if named else excerpt(key)
            place = f"{path}.{name}" if path else name
            if not named:
                self.uncarried.append((place, key))
            carried[name] = self._carried(element, place, depth)
        return carried

    def uncarried_problems(self) -> list[Problem]:
        """For a request that passed the library's check with null in a value's place."""
        return [
            Problem(
                "error",
                "WRONG_TYPE",
                2,
                path,
                f"Invalid type for parameter {path}, value: {excerpt(value)},"
                f" type: {type(value)}, valid types: what JSON can hold",
            )
            for path, value in self.uncarried
        ]

    def in_python_words(self, problems: list[Problem]) -> list[Problem]:
        """The problems with Python's types in the place of JSON's, in botocore's wording."""
        return [
            self._of_type(problem) if problem.code == "WRONG_TYPE" else problem
            for problem in problems
        ]

    def _of_type(self, problem: Problem) -> Problem:
        start, _, valid = problem.message.rpartition(", valid types: ")
        try:
            types = _PYTHON_TYPES[valid]
            value = _at(self.members, problem.path)
        except (LookupError, TypeError, ValueError):
            return problem
        start, _, _ = start.partition(", value: ")
        return problem.with_message(
            f"{start}, value: {excerpt(value)}, type: {type(value)}, valid types: {types}"
        )


def _bounded(text: str) -> bytes:
    if len(text) > MAXIMUM_LENGTH:
        problem = Problem(
            "error",
            "TOO_LONG",
            10,
            "",
            f"Invalid length for input, value: {len(text)} bytes of JSON,"
            f" valid max length: {MAXIMUM_LENGTH}",
        )
        raise ParamValidationError([problem])
    return text.encode("ascii")


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
        return True
    except UnicodeEncodeError:  # half of a surrogate pair
        return False


def _at(value: Any, path: str) -> Any:
    for step in path.replace("[", ".").replace("]", "").split("."):
        value = value[int(step)] if isinstance(value, (list, tuple)) else value[step]
    return value


def excerpt(value: Any) -> str:
    """A value as text for a message: short, whatever its own text is, and safe to print."""
    try:
        text = str(value)
    except Exception:  # its own __str__, or too many digits: the message must come all the same
        text = object.__repr__(value)
    if len(text) > _MAXIMUM_EXCERPT:
        text = f"{text[:_MAXIMUM_EXCERPT]}…"
    return text if text.isprintable() else text.encode("unicode_escape").decode("ascii")
