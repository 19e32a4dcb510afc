"""``client.ensure_interconnect``: sends what the library's conversation asks for, and decides nothing."""

from __future__ import annotations

from time import sleep

from ._answer import as_boto3s
from ._create_interconnect import created
from ._ensure import Ensure
from ._operation import warn
from .exceptions import (
    EnsureError,
    InterconnectAmbiguous,
    InterconnectConflict,
    NotDescribedError,
    OutcomeUnknown,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Callable, Literal, Optional

    from ._client import Client
    from ._operation import Exchange
    from .type_defs import EnsureProgressTypeDef, EnsureResultTypeDef, TagTypeDef

    OnProgress = Callable[[EnsureProgressTypeDef], object]


_ERRORS: dict[str, type[EnsureError]] = {
    "conflict": InterconnectConflict,
    "ambiguous": InterconnectAmbiguous,
}


class EnsureInterconnect:
    """``client.ensure_interconnect``: orders an interconnect, unless it is there.

    Takes what ``create_interconnect`` takes, and how to look for it:

    - ``match_location``: it is the one with this name at this location, not with this name anywhere.
    - ``identity_tag_key``: it is the one that has the same value under this tag key, whatever its name.
    - ``look_again``: seconds to go on looking for an order whose outcome is unknown.
    - ``order_again_after_looks``, ``order_again_after``: after so many looks that did not show it, and not
      before so many seconds, order once more. Off unless both are given: an order that AWS only shows
      later than that stands twice then, and is paid for twice.
    - ``on_progress``: is called before each step with an EnsureProgressTypeDef.

    ``dry_run`` takes the same, looks, and orders nothing.
    """

    METHOD = "ensure_interconnect"

    def __init__(self, client: Client) -> None:
        self._client = client

    if TYPE_CHECKING:

        def __call__(
            self,
            *,
            interconnectName: str,
            bandwidth: str,
            location: str,
            lagId: str = ...,
            tags: Sequence[TagTypeDef] = ...,
            providerName: str = ...,
            requestMACSec: bool = ...,
            match_location: bool = False,
            identity_tag_key: Optional[str] = None,
            look_again: float = 60.0,
            order_again_after_looks: Optional[int] = None,
            order_again_after: Optional[float] = None,
            on_progress: Optional[OnProgress] = None,
        ) -> EnsureResultTypeDef:
            """The interconnect, with outcome ``created`` or ``exists``.

            Raises InterconnectConflict, InterconnectAmbiguous: something else is there.
            Raises ParamValidationError, ClientError, NotDescribedError, NotSentError: nothing was ordered.
            Raises OutcomeUnknown: a port may be ordered, and looking did not show it.
            """

        def dry_run(
            self,
            *,
            interconnectName: str,
            bandwidth: str,
            location: str,
            lagId: str = ...,
            tags: Sequence[TagTypeDef] = ...,
            providerName: str = ...,
            requestMACSec: bool = ...,
            match_location: bool = False,
            identity_tag_key: Optional[str] = None,
            look_again: float = 60.0,
            order_again_after_looks: Optional[int] = None,
            order_again_after: Optional[float] = None,
            on_progress: Optional[OnProgress] = None,
        ) -> EnsureResultTypeDef:
            """What there is to do: outcome ``create``, ``exists``, ``conflict`` or ``ambiguous``.

            With ``create``, ``order`` is the dry run of create_interconnect.
            """

    else:

        def __call__(self, *args: Any, **arguments: Any) -> EnsureResultTypeDef:
            return self._conversation(self.METHOD, args, **arguments).run(dry=False)

        def dry_run(self, *args: Any, **arguments: Any) -> EnsureResultTypeDef:
            return self._conversation(f"{self.METHOD}.dry_run", args, **arguments).run(dry=True)

    def _conversation(
        self,
        method: str,
        args: tuple[Any, ...],
        *,
        match_location: bool = False,
        identity_tag_key: Optional[str] = None,
        look_again: float = 60.0,
        order_again_after_looks: Optional[int] = None,
        order_again_after: Optional[float] = None,
        on_progress: Optional[OnProgress] = None,
        **members: Any,
    ) -> _Conversation:
        request: Any = self._client.create_interconnect._request(method, args, members)
        ensure = Ensure(
            request,
            match_location=match_location,
            identity_tag_key=identity_tag_key,
            look_again=look_again,
            order_again_after_looks=order_again_after_looks,
            order_again_after=order_again_after,
        )
        return _Conversation(self._client, request, ensure, on_progress)

    def __repr__(self) -> str:
        return f"<{self.METHOD} of {self._client!r}>"


class _Conversation:
    """One call of ``ensure_interconnect``."""

    def __init__(
        self, client: Client, request: Any, ensure: Ensure, on_progress: Optional[OnProgress]
    ) -> None:
        self._client = client
        self._request = request
        self._ensure = ensure
        self._on_progress = on_progress
        self._callbacks: Optional[BaseException] = None
        # The last exchange, and the last one that was an order which may stand.
        self._last: Optional[Exchange] = None
        self._order: Optional[Exchange] = None

    def run(self, *, dry: bool) -> EnsureResultTypeDef:
        try:
            while True:
                step = self._ensure.next()
                if step == "done" or (dry and step == "order"):
                    break
                self._tell(step)
                self._take(step)
            result = self._told()
            if step == "order":
                order = self._client.create_interconnect._dry_run(self._request)
                result.update(outcome="create", orders=0, order=order)
            if result["outcome"] in ("created", "exists"):
                self._warn()
        except BaseException as error:
            unknown = self._unknown()
            if unknown is None:
                raise
            if isinstance(error, Exception) and error is not self._callbacks:
                # Whatever kept it from looking does not say that nothing was ordered.
                raise unknown from error
            error.__cause__ = unknown
            raise
        if result["outcome"] in ("not_created", "unknown"):
            raise self._unknown() or self._failure(result["explanation"])
        if result["outcome"] in _ERRORS and not dry:
            # Of an order that was sent before it was found nobody knows what became: that is the cause.
            raise _ERRORS[result["outcome"]](result) from self._unknown()
        return result  # type: ignore[no-any-return]

    def _tell(self, step: Literal["look", "order", "wait"]) -> None:
        if self._on_progress is None:
            return
        document = self._ensure.document()
        try:
            self._on_progress(
                {
                    "step": step,
                    "wait": self._ensure.wait if step == "wait" else 0.0,
                    "looks": document["looks"],
                    "orders": document["orders"],
                }
            )
        except BaseException as error:
            self._callbacks = error
            raise

    def _take(self, step: Literal["look", "order", "wait"]) -> None:
        if step == "wait":
            sleep(self._ensure.wait)
        elif step == "look":
            describe = self._client.describe_interconnects
            self._last = describe._send(self._ensure.look)
            self._ensure.receive(self._last.answer)
        else:
            self._last = self._client.create_interconnect._send(self._request)
            if self._last.answer.outcome != "not_created":
                self._order = self._last
            self._ensure.receive(self._last.answer)

    def _warn(self) -> None:
        for problem in self._last.answer.problems if self._last else ():
            try:
                warn(problem)
            except Exception:
                # What is there is there: no filter that raises may take it from the caller.
                pass

    def _told(self) -> Any:
        """What came of it so far."""
        assert self._last is not None
        metadata = self._last.response()["ResponseMetadata"]
        result = self._ensure.document()
        metadata.pop("UnknownMembers", None)
        unknown_members = as_boto3s(result.get("interconnect", {}))
        if unknown_members:
            metadata["UnknownMembers"] = unknown_members
        return {**result, "ResponseMetadata": metadata}

    def _unknown(self) -> Optional[OutcomeUnknown]:
        """Of an order that may stand: the caller is not to take it for none."""
        order = self._order
        if order is None:
            return None
        if order.answer.interconnect is not None:
            return created(order.answer, order.sent)
        result = self._told()
        if result["outcome"] is None:  # it was cut short
            result["explanation"] = order.answer.explanation
        result["outcome"] = "unknown"
        unknown = OutcomeUnknown(
            result["explanation"],
            response=order.response(),
            answer=order.answer,
            result=result,
            **order.sent.told(),
        )
        unknown.__cause__ = order.failure().__cause__
        return unknown

    def _failure(self, explanation: str) -> Exception:
        """Why nothing was ordered."""
        last = self._last
        assert last is not None
        if last.answer.operation == "CreateInterconnect":
            return last.failure()
        if last.answer.interconnects is not None:  # a list without end, or that tells nothing
            return NotDescribedError(explanation, last.response(), last.answer)
        failure = last.failure()
        failure.args = (f"{failure} Nothing was ordered.", *failure.args[1:])
        return failure
