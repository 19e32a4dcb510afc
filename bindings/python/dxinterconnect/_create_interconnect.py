"""The operation as a client has it: check, sign, send, read, and send again only what is safe."""

from __future__ import annotations

import json
import warnings
from os import urandom
from time import sleep, time

from ._answer import read_response
from ._request import DESCRIPTION_JSON, CreateInterconnectRequest
from .exceptions import (
    DXInterconnectWarning,
    NoCredentialsError,
    NotSentError,
    OutcomeUnknown,
    ParamValidationError,
    PartialCredentialsError,
    ProfileNotFound,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Optional

    from ._answer import Answer
    from ._client import Client
    from ._http_request import HTTPRequest
    from ._problem import Problem
    from ._signer import Signer
    from ._transport import Delivered
    from .type_defs import DryRunTypeDef, InterconnectResponseTypeDef, TagTypeDef

# A server that asks for a longer wait gets no resend: the caller decides.
LONGEST_DELAY = 60.0

_METHOD = "create_interconnect"
# From the warning to the caller's line.
_STACK_LEVEL = 4


class CreateInterconnect:
    """``client.create_interconnect``: orders an interconnect.

    Takes ``interconnectName``, ``bandwidth``, ``location``, ``lagId``, ``tags``, ``providerName`` and
    ``requestMACSec``, and returns what boto3's returns. ``dry_run`` takes the same and sends nothing.
    """

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
        ) -> InterconnectResponseTypeDef:
            """Orders an interconnect: boto3's arguments, boto3's result.

            Raises ParamValidationError, ClientError, NotSentError: nothing was ordered.
            Raises OutcomeUnknown: a port may be ordered; look before ordering again.
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
        ) -> DryRun:
            """What would be sent, with session token and signature masked. Nothing is sent."""

    else:

        def __call__(self, *args: Any, **members: Any) -> InterconnectResponseTypeDef:
            return self._order(self._request(_METHOD, args, members))

        def dry_run(self, *args: Any, **members: Any) -> DryRun:
            request = self._request(f"{_METHOD}.dry_run", args, members)
            signer, now = self._signer(request), time() + self._client._clock_offset
            return DryRun(
                request.describe(signer, now=now),
                json.loads(request.describe(signer, now=now, format=DESCRIPTION_JSON)),
            )

    def _request(
        self, method: str, args: tuple[Any, ...], members: dict[str, Any]
    ) -> CreateInterconnectRequest:
        if args:
            raise TypeError(f"{method}() only accepts keyword arguments.")
        config = self._client._config
        return CreateInterconnectRequest._of(
            members, config.allow_unknown_members, config.warnings_as_errors
        )

    def _signer(self, request: CreateInterconnectRequest) -> Signer:
        try:
            return self._client._signers.current()
        except (NoCredentialsError, PartialCredentialsError, ProfileNotFound):
            # As in boto3, whoever has no credentials yet is told of bad arguments all the same.
            problems = request.problems()
            if any(problem.is_error for problem in problems):
                raise ParamValidationError(problems) from None
            raise

    def _order(self, request: CreateInterconnectRequest) -> InterconnectResponseTypeDef:
        client = self._client
        invocation_id = _new_id()
        resends = 0
        while True:
            offset = client._clock_offset
            sent_at = time() + offset
            http, problems = request._sign(
                self._signer(request), sent_at, resends + 1, invocation_id
            )
            if resends == 0 and problems:
                _warn(problems)
            sent = _Sent(http, sent_at, invocation_id)
            answer, error = self._attempt(sent, offset)
            if answer.advice == "correct_clock" and answer.clock_offset is not None:
                # Not added to what another thread may have corrected meanwhile.
                client._clock_offset = offset + answer.clock_offset
            if resends >= client._config.max_resends or not _may_resend(answer, error):
                break
            delay = answer.delay(resends + 1)
            if delay > LONGEST_DELAY:
                break
            resends += 1
            sleep(delay)
        response = answer.response(resends, answer.may_resend and resends > 0)
        if answer.interconnect is None:
            raise _failure(answer, error, response, sent)
        if problems:
            told = response["ResponseMetadata"].get("Warnings", [])
            response["ResponseMetadata"]["Warnings"] = [*map(str, problems), *told]
        if answer.problems:
            _warn_of_created(answer.problems)
        return response  # type: ignore[return-value]

    def _attempt(self, sent: _Sent, offset: float) -> tuple[Answer, Optional[Exception]]:
        """Sends once; what became of it, and the transport's error if there was one."""
        try:
            connection = self._client._transport.connect()
        except NotSentError as error:
            return read_response(delivery="nothing_sent"), error
        delivered: Optional[Delivered] = None
        try:
            delivered = connection.exchange(sent.request)
            return _read(delivered, offset), delivered.error
        except BaseException as interruption:
            # Ctrl-C, say: it goes its way, and its traceback tells what became of the order.
            interruption.__cause__ = _interrupted(delivered, offset, sent)
            raise

    def __repr__(self) -> str:
        return f"<{_METHOD} of {self._client!r}>"


class _Sent:
    """What was sent, for an OutcomeUnknown to tell."""

    __slots__ = ("_at", "_invocation_id", "request")

    def __init__(self, request: HTTPRequest, at: float, invocation_id: str) -> None:
        self.request = request
        self._at = at
        self._invocation_id = invocation_id

    def told(self) -> dict[str, Any]:
        return {
            "url": self.request.url,
            "sent": self.request.body.decode(),
            "sent_at": self._at,
            "invocation_id": self._invocation_id,
        }


class DryRun(dict[str, object]):
    """What would be sent: the members of DryRunTypeDef; ``str()`` of it is for people."""

    def __init__(self, text: str, document: DryRunTypeDef) -> None:
        super().__init__(document)
        self.text = text

    def __str__(self) -> str:
        return self.text


def _new_id() -> str:
    """A random UUID (version 4); the module uuid would be half of this package's import time."""
    digits = urandom(16).hex()
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"


def _may_resend(answer: Answer, error: Optional[Exception]) -> bool:
    """The library's advice, but for what fails the same way each time, such as a bad certificate."""
    return answer.may_resend and not (isinstance(error, NotSentError) and error.permanent)


def _read(delivered: Delivered, offset: float) -> Answer:
    return read_response(
        delivered.status,
        delivered.headers,
        delivered.body,
        delivery=delivered.delivery,
        now=time() + offset,
    )


def _interrupted(delivered: Optional[Delivered], offset: float, sent: _Sent) -> Exception:
    """What became of an order whose caller gets no result: an answer that has come is not lost."""
    if delivered is None:
        return read_response(delivery="no_answer").error(**sent.told())
    answer = _read(delivered, offset)
    if answer.interconnect is None:
        return answer.error(**sent.told())
    # There is no exception for success, and this one keeps anybody from ordering again.
    return OutcomeUnknown(
        "It was interrupted after the answer had come:"
        f" {answer.interconnect.get('interconnectId')}. {answer.explanation}",
        response=answer.response(),
        answer=answer,
        **sent.told(),
    )


def _failure(
    answer: Answer,
    error: Optional[Exception],
    response: dict[str, Any],
    sent: _Sent,
) -> Exception:
    if isinstance(error, NotSentError):
        return error
    failure = answer.error(response, **sent.told())
    if failure.__cause__ is None:
        failure.__cause__ = error
    return failure


def _warn(problems: list[Problem]) -> None:
    for problem in problems:
        warnings.warn(str(problem), DXInterconnectWarning, stacklevel=_STACK_LEVEL)


def _warn_of_created(problems: list[Problem]) -> None:
    """The interconnect is ordered: no filter or showwarning that raises may take its id from the caller."""
    for problem in problems:
        try:
            warnings.warn(str(problem), DXInterconnectWarning, stacklevel=_STACK_LEVEL)
        except Exception:
            pass
