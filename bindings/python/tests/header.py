"""Reads Include/dxinterconnect.h: every function with its prototype, every status, in ctypes' terms."""

from __future__ import annotations

import ctypes
import re
from pathlib import Path
from typing import Any

HEADER = Path(__file__).resolve().parents[3] / "Include" / "dxinterconnect.h"

_TEXT = re.sub(r"/\*.*?\*/", " ", HEADER.read_text(), flags=re.S)

_NUMBERS: dict[str, Any] = {
    "bool": ctypes.c_bool,
    "double": ctypes.c_double,
    "int32_t": ctypes.c_int32,
    "int64_t": ctypes.c_int64,
    "uint32_t": ctypes.c_uint32,
    "uint64_t": ctypes.c_uint64,
    "size_t": ctypes.c_size_t,
    # Every enumeration of the header is one.
    **{name: ctypes.c_int32 for name in re.findall(r"typedef int32_t (dxi_\w+);", _TEXT)},
}
_STRUCTURES = {
    name: type(name, (ctypes.Structure,), {})
    for name in re.findall(r"typedef struct (dxi_\w+)", _TEXT)
}


def _type(text: str) -> Any:
    """A C type's counterpart; `char *` is c_char_p."""
    words = text.replace("*", " * ").replace("const", " ").split()
    name, stars = words[0], words.count("*")
    if name == "void":
        return [None, ctypes.c_void_p][stars]
    if name == "char":
        kind, stars = ctypes.c_char_p, stars - 1
    else:
        kind = _NUMBERS.get(name) or _STRUCTURES[name]
    for _ in range(stars):
        kind = ctypes.POINTER(kind)
    return kind


def functions() -> dict[str, tuple[Any, list[Any]]]:
    """Name to result type and parameter types."""
    found = {}
    for result, name, parameters in re.findall(
        r"^([a-z][\w ]*?[ *]+)(dxi_\w+)\(([^)]*)\);", _TEXT, flags=re.M | re.S
    ):
        types = []
        for parameter in parameters.split(","):
            if parameter.strip() != "void":
                types.append(_type(re.sub(r"\w+\s*$", "", parameter.strip())))
        assert not result.startswith("char"), f"{name}: ctypes would lose the pointer to free"
        found[name] = (_type(result), types)
    return found


def constants(prefix: str) -> dict[str, int]:
    """The enumeration constants that begin so, without what they begin with."""
    return {name: int(value) for name, value in re.findall(rf"\b{prefix}(\w+) = (\d+)", _TEXT)}


def fields(structure: str) -> list[tuple[str, Any]]:
    """A structure's fields."""
    body = re.search(rf"typedef struct {structure} \{{(.*?)\}}", _TEXT, flags=re.S)
    assert body is not None, structure
    return [
        (re.search(r"(\w+)\s*$", line).group(1), _type(re.sub(r"\w+\s*$", "", line.strip())))  # type: ignore
        for line in body.group(1).split(";")
        if line.strip()
    ]


def same(ours: Any, theirs: Any) -> bool:
    """Whether two ctypes types are the same to a C compiler; our own opaque types stand for theirs."""
    if ours is None or theirs is None:
        return ours is theirs
    if hasattr(ours, "contents") and hasattr(theirs, "contents"):
        return same(ours._type_, theirs._type_)
    if issubclass(theirs, ctypes.Structure):
        return (
            issubclass(ours, ctypes.Structure)
            and (ours.__doc__ or "").rstrip(".").split(":")[0] == theirs.__name__
        )
    # A body is bytes with a length, for which c_char_p serves as well.
    return ours is theirs or (ours is ctypes.c_char_p and theirs is ctypes.c_void_p)
