"""The signer for the credentials of the moment."""

from __future__ import annotations

from ._credentials import Credentials
from ._signer import Signer
from .exceptions import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Optional

    from ._credentials import Frozen


class Signers:
    """Makes a signer when one is first needed, and another when the credentials have changed.

    - ``find``: returns the credentials. ``changing``: it is asked before each signature, since botocore
      renews what runs out; else once, and the signer alone keeps the secret.
    """

    __slots__ = ("_changing", "_closed", "_find", "_held", "_options")

    def __init__(self, find: Callable[[], Frozen], changing: bool, **options: Any) -> None:
        self._find: Optional[Callable[[], Frozen]] = find
        self._changing = changing
        self._closed = False
        self._options = options
        self._held: Optional[tuple[Optional[Frozen], Signer]] = None

    def current(self) -> Signer:
        # `_find` first: it goes only after there is a signer.
        find, held = self._find, self._held
        self._refuse_if_closed()
        if held is not None and (find is None or not self._changing):
            return held[1]
        assert find is not None
        found = find()
        if held is not None and held[0] == found:
            return held[1]
        signer = Signer(Credentials(*found), **self._options)
        # One that is replaced is freed when the last thread that signs with it is done.
        self._held = (found if self._changing else None, signer)
        self._refuse_if_closed()  # by another thread, meanwhile
        if not self._changing:
            self._find = None
        return signer

    def _refuse_if_closed(self) -> None:
        if self._closed:
            self._held = None
            raise UsageError("this client is closed; make a new one")

    def close(self) -> None:
        self._closed = True
        self._find = None
        self._held = None
