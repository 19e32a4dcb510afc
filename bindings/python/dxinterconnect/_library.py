"""The C library: finding it, refusing another interface, and declaring its functions."""

from __future__ import annotations

import ctypes
import os
from json import JSONDecoder

from .exceptions import LibraryError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable

ABI_VERSION = 1
NAME = f"libdxinterconnect.so.{ABI_VERSION}"
VARIABLE = "DXINTERCONNECT_LIBRARY"

# The functions that the package calls, by name. There is no other way to one than `function`, so
# that none is ever called whose pointers ctypes would cut to 32 bits.
DECLARED: dict[str, Any] = {}


def _candidate() -> str:
    """The copy inside of the package, else what the environment names, else the loader's choice."""
    bundled = os.path.join(os.path.dirname(os.path.abspath(__file__)), NAME)
    if os.path.exists(bundled):
        return bundled
    return os.environ.get(VARIABLE) or NAME


def _load(path: str) -> ctypes.CDLL:
    try:
        library = ctypes.CDLL(path)
    except OSError as error:
        raise LibraryError(
            f"cannot load the C library: {error}. Install libdxinterconnect (`make install`, then"
            f" `ldconfig`), or set {VARIABLE} to the path of {NAME}"
        ) from None
    try:
        abi_version = library.dxi_abi_version
    except AttributeError:
        raise LibraryError(f"{path} is no libdxinterconnect: it has no dxi_abi_version") from None
    abi_version.restype = ctypes.c_int32
    abi_version.argtypes = ()
    found = abi_version()
    if found != ABI_VERSION:
        raise LibraryError(
            f"{path} has interface {found}, and this package needs {ABI_VERSION}:"
            f" install {NAME}, or a package of dxinterconnect made for interface {found}"
        )
    DECLARED["dxi_abi_version"] = abi_version
    return library


_library = _load(_candidate())


def function(name: str, restype: Any, *argtypes: Any) -> Callable[..., Any]:
    """A function of the header with its prototype."""
    try:
        declared = _library[name]
    except AttributeError:
        raise LibraryError(
            f"{_library._name} has no {name}: it is older than this package; install a newer one"
        ) from None
    declared.restype = restype
    declared.argtypes = argtypes
    DECLARED[name] = declared
    return declared


# Text that the library hands over: `char **`. Never a function's result, of which a c_char_p would lose the
# pointer to free.
Text = ctypes.c_char_p

_version = function("dxi_version", ctypes.c_char_p)
_string_free = function("dxi_string_free", None, Text)


def library_version() -> str:
    """The version of the C library that is loaded, such as ``"0.1.0"``."""
    version: bytes = _version()
    return version.decode()


def take_text(text: ctypes.c_char_p) -> bytes:
    """Copies text that the library handed over, and has it wiped and freed."""
    try:
        return text.value  # type: ignore[return-value]
    finally:
        _string_free(text)


_decode = JSONDecoder().raw_decode


def take_document(text: Any) -> Any:
    """The value of a JSON document that the library handed over, which is then wiped and freed."""
    # The library writes the document and nothing around it, so there is no more to look for.
    return _decode(take_text(text).decode())[0]
