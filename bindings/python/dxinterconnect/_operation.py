"""What every operation of a client does: check, sign, send, read, and send again only what is safe."""

from __future__ import annotations

import sys
import warnings
from os import urandom
from time import sleep, time

from ._answer import read_response
from .exceptions import (
    DXInterconnectWarning,
    NoCredentialsError,
    NotSentError,
    ParamValidationError,
    PartialCredentialsError,
    ProfileNotFound,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Optional

    from ._answer import Answer
    from ._client import Client
    from ._http_request import HTTPRequest
    from ._problem import Problem
    from ._request import Request
    from ._signer import Signer
    from ._transport import Delivered

# A server that asks for a longer wait gets no resend: the caller decides.
LONGEST_DELAY = 60.0


class Operation:
    """A method of a client. ``METHOD``: its name; ``REQUEST``: what it sends."""

    METHOD: str
    REQUEST: type[Request]

    def __init__(self, client: Client) -> None:
        self._client = client

    def _request(self, method: str, args: tuple[Any, ...], members: Mapping[str, Any]) -> Request:
        if args:
            raise TypeError(f"{method}() only accepts keyword arguments.")
        config = self._client._config
        return self.REQUEST._of(members, config.allow_unknown_members, config.warnings_as_errors)

    def _signer(self, request: Request) -> Signer:
        try:
            return self._client._signers.current()
        except (NoCredentialsError, PartialCredentialsError, ProfileNotFound):
            # As in boto3, whoever has no credentials yet is told of bad arguments all the same.
            problems = request.problems()
            if any(problem.is_error for problem in problems):
                raise ParamValidationError(problems) from None
            raise

    def _send(self, request: Request) -> Exchange:
        """Sends until there is nothing left to send again; what came of it, whatever that is."""
        client = self._client
        invocation_id = _new_id()
        resends = 0
        while True:
            offset = client._clock_offset
            sent_at = time() + offset
            http, problems = request._sign(
                self._signer(request), sent_at, resends + 1, invocation_id
            )
            if resends == 0:
                for problem in problems:
                    warn(problem)
            sent = Sent(http, sent_at, invocation_id)
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
        return Exchange(sent, problems, answer, error, resends)

    def _attempt(self, sent: Sent, offset: float) -> tuple[Answer, Optional[Exception]]:
        """Sends once; what became of it, and the transport's error if there was one."""
        try:
            connection = self._client._transport.connect()
        except NotSentError as error:
            operation = self.REQUEST.OPERATION
            return read_response(delivery="nothing_sent", operation=operation), error
        delivered: Optional[Delivered] = None
        try:
            delivered = connection.exchange(sent.request)
            return self._read(delivered, offset), delivered.error
        except BaseException as interruption:
            # Ctrl-C, say: it goes its way.
            self._interrupted(interruption, delivered, offset, sent)
            raise

    def _read(self, delivered: Delivered, offset: float) -> Answer:
        return read_response(
            delivered.status,
            delivered.headers,
            delivered.body,
            delivery=delivered.delivery,
            now=time() + offset,
            operation=self.REQUEST.OPERATION,
        )

    def _interrupted(
        self,
        interruption: BaseException,
        delivered: Optional[Delivered],
        offset: float,
        sent: Sent,
    ) -> None:
        """Something is thrown that keeps the caller from the result."""

    def __repr__(self) -> str:
        return f"<{self.METHOD} of {self._client!r}>"


class Sent:
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


class Exchange:
    """What came of sending: the last request and its answer; ``problems``: warnings about the request."""

    __slots__ = ("answer", "error", "problems", "resends", "sent")

    def __init__(
        self,
        sent: Sent,
        problems: list[Problem],
        answer: Answer,
        error: Optional[Exception],
        resends: int,
    ) -> None:
        self.sent = sent
        self.problems = problems
        self.answer = answer
        self.error = error
        self.resends = resends

    def response(self) -> dict[str, Any]:
        """In boto3's layout."""
        answer = self.answer
        response = answer.response(self.resends, answer.may_resend and self.resends > 0)
        if self.problems:
            metadata = response["ResponseMetadata"]
            metadata["Warnings"] = [*map(str, self.problems), *metadata.get("Warnings", ())]
        return response

    def failure(self) -> Exception:
        """The exception for an answer that is no success."""
        error = self.error
        if isinstance(error, NotSentError):
            return error
        failure = self.answer.error(self.response(), **self.sent.told())
        (failure.__cause__ or failure).__cause__ = error
        return failure


def warn(problem: Problem) -> None:
    """Warns whoever called the package, from however deep in it."""
    level, frame = 1, sys._getframe()
    while frame.f_back is not None and _is_ours(frame.f_globals["__name__"]):
        level, frame = level + 1, frame.f_back
    warnings.warn(str(problem), DXInterconnectWarning, stacklevel=level)


def _is_ours(module: str) -> bool:
    return module == __package__ or module.startswith(f"{__package__}.")


def _new_id() -> str:
    """A random UUID (version 4); the module uuid would be half of this package's import time."""
    digits = urandom(16).hex()
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"


def _may_resend(answer: Answer, error: Optional[Exception]) -> bool:
    """The library's advice, but for what fails the same way each time, such as a bad certificate."""
    return answer.may_resend and not (isinstance(error, NotSentError) and error.permanent)
