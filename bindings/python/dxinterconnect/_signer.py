"""Who orders, and where: credentials and endpoint."""

from __future__ import annotations

import ctypes
import os
from _thread import RLock  # threading's own, without the time that importing threading takes

from ._credentials import frozen
from ._handle import Handle
from ._library import Text, function, take_document
from ._problem import Problem, ProblemsPointer, take_problems
from ._status import INVALID_JSON, INVALID_OPTIONS, INVALID_REQUEST, OK, failure
from .exceptions import InvalidOptionsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal, Optional

    OperationName = Literal["CreateInterconnect", "DescribeInterconnects"]


# dxi_operation.
OPERATIONS = {"CreateInterconnect": 0, "DescribeInterconnects": 1}


class SignerHandle(ctypes.Structure):
    """dxi_signer: opaque."""


class SignerOptions(ctypes.Structure):
    """dxi_signer_options."""

    _fields_ = (
        ("size", ctypes.c_size_t),
        ("access_key_id", ctypes.c_char_p),
        ("secret_access_key", ctypes.c_char_p),
        ("session_token", ctypes.c_char_p),
        ("region", ctypes.c_char_p),
        ("endpoint_url", ctypes.c_char_p),
        ("use_fips_endpoint", ctypes.c_bool),
        ("use_dualstack_endpoint", ctypes.c_bool),
        ("allow_plaintext", ctypes.c_bool),
        ("user_agent_extra", ctypes.c_char_p),
    )


class SignOptions(ctypes.Structure):
    """dxi_sign_options."""

    _fields_ = (
        ("size", ctypes.c_size_t),
        ("rules", ctypes.c_uint32),
        ("attempt", ctypes.c_uint32),
        ("invocation_id", ctypes.c_char_p),
    )


SignerPointer = ctypes.POINTER(SignerHandle)

_new = function(
    "dxi_signer_new",
    ctypes.c_int32,
    ctypes.POINTER(SignerOptions),
    ctypes.POINTER(SignerPointer),
    ctypes.POINTER(ProblemsPointer),
)
_free = function("dxi_signer_free", None, SignerPointer)
_url = function("dxi_signer_url", ctypes.c_char_p, SignerPointer)
_region = function("dxi_signer_region", ctypes.c_char_p, SignerPointer)
_sign_json = function(
    "dxi_signer_sign_json",
    ctypes.c_int32,
    SignerPointer,
    ctypes.c_int32,
    ctypes.c_char_p,
    ctypes.c_size_t,
    ctypes.c_int64,
    ctypes.POINTER(SignOptions),
    ctypes.POINTER(Text),
)

# Held while a signer signs. The library's own lock would stay locked for ever in the child of a fork
# that happens meanwhile; so no fork of this process does.
signing = RLock()
os.register_at_fork(
    before=signing.acquire,
    after_in_parent=signing.release,
    after_in_child=signing.release,
)


class Signer(Handle):
    """Signs requests with some credentials for some endpoint. May be shared by threads.

    - ``credentials``: a boto3 or botocore session, credentials of one, or ``Credentials``. They are
      copied into the C library, which wipes them when the signer is closed.
    - ``endpoint_url``: ``http(s)://host[:port][/prefix]``; None is AWS's endpoint of the region.
    - ``allow_plaintext``: lets endpoint_url be http to another host than this machine.

    Raises InvalidOptionsError (NoRegionError) with everything that is wrong with them.
    """

    __slots__ = ()

    def __init__(
        self,
        credentials: Any,
        *,
        region_name: Optional[str] = None,
        endpoint_url: Optional[str] = None,
        use_fips_endpoint: bool = False,
        use_dualstack_endpoint: bool = False,
        allow_plaintext: bool = False,
        user_agent_extra: Optional[str] = None,
    ) -> None:
        access_key, secret_key, token = frozen(credentials)
        options = SignerOptions(
            ctypes.sizeof(SignerOptions),
            c_string("access_key", access_key),
            c_string("secret_key", secret_key),
            c_string("token", token),
            c_string("region_name", region_name),
            c_string("endpoint_url", endpoint_url),
            bool(use_fips_endpoint),
            bool(use_dualstack_endpoint),
            bool(allow_plaintext),
            c_string("user_agent_extra", user_agent_extra),
        )
        signer, problems = SignerPointer(), ProblemsPointer()
        status = _new(ctypes.byref(options), ctypes.byref(signer), ctypes.byref(problems))
        found = take_problems(problems)
        if status != OK:
            raise failure(status, found)
        super().__init__(signer, _free)

    @property
    def url(self) -> str:
        """The URL that it signs for, such as ``https://directconnect.us-east-1.amazonaws.com/``."""
        url: bytes = _url(self._use())
        return url.decode()

    @property
    def region(self) -> str:
        """The region that it signs for, without a FIPS pseudo-region's affix."""
        region: bytes = _region(self._use())
        return region.decode()

    def __repr__(self) -> str:
        return "Signer(closed)" if self.closed else f"Signer({self.region}, {self.url})"

    def _sign_json(
        self, operation: OperationName, text: bytes, now: int, options: SignOptions
    ) -> tuple[int, dict[str, Any]]:
        """The whole way out in one call: status and the library's document."""
        document = Text()
        with signing:
            status: int = _sign_json(
                self._use(),
                OPERATIONS[operation],
                text,
                len(text),
                now,
                ctypes.byref(options),
                ctypes.byref(document),
            )
        if status not in (OK, INVALID_JSON, INVALID_REQUEST, INVALID_OPTIONS):
            raise failure(status, [])
        return status, take_document(document)


def sign_options(rules: int, attempt: int, invocation_id: Optional[str]) -> SignOptions:
    """Of one signature."""
    return SignOptions(
        ctypes.sizeof(SignOptions), rules, attempt, c_string("invocation_id", invocation_id)
    )


def c_string(name: str, value: Optional[str]) -> Optional[bytes]:
    """A NUL-terminated string of the options. Its value stands in no message: it may be a secret."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise _invalid(name, "WRONG_TYPE", 2, f"{name} is a {type(value).__name__}; write a string")
    try:
        data = value.encode()
    except UnicodeEncodeError:
        raise _invalid(
            name,
            "NOT_UNICODE",
            304,
            f"{name} holds half of a surrogate pair, which is no character",
        ) from None
    # C would read it only up to there: another region, or half of a secret.
    if 0 in data:
        raise _invalid(name, "NUL_CHARACTER", 7, f"{name} holds a NUL character; leave it out")
    return data


def _invalid(path: str, code: str, number: int, message: str) -> InvalidOptionsError:
    return InvalidOptionsError([Problem("error", code, number, path, message)])
