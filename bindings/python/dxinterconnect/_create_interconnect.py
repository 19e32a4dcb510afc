"""``client.create_interconnect``."""

from __future__ import annotations

import json
from time import time

from ._answer import read_response
from ._operation import Operation, warn
from ._request import DESCRIPTION_JSON, CreateInterconnectRequest
from .exceptions import OutcomeUnknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Optional

    from ._answer import Answer
    from ._operation import Exchange, Sent
    from ._transport import Delivered
    from .type_defs import DryRunTypeDef, InterconnectResponseTypeDef, TagTypeDef


class CreateInterconnect(Operation):
    """``client.create_interconnect``: orders an interconnect.

    Takes ``interconnectName``, ``bandwidth``, ``location``, ``lagId``, ``tags``, ``providerName`` and
    ``requestMACSec``, and returns what boto3's returns. ``dry_run`` takes the same and sends nothing.
    """

    METHOD = "create_interconnect"
    REQUEST = CreateInterconnectRequest

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
            return self._result(self._send(self._request(self.METHOD, args, members)))

        def dry_run(self, *args: Any, **members: Any) -> DryRun:
            return self._dry_run(self._request(f"{self.METHOD}.dry_run", args, members))

    def _dry_run(self, request: CreateInterconnectRequest) -> DryRun:
        signer, now = self._signer(request), time() + self._client._clock_offset
        return DryRun(
            request.describe(signer, now=now),
            json.loads(request.describe(signer, now=now, format=DESCRIPTION_JSON)),
        )

    def _result(self, done: Exchange) -> InterconnectResponseTypeDef:
        answer = done.answer
        if answer.interconnect is None:
            raise done.failure()
        for problem in answer.problems:
            try:
                warn(problem)
            except Exception:
                # The interconnect is ordered: no filter that raises may take its id from the caller.
                pass
            except BaseException as interruption:
                interruption.__cause__ = created(answer, done.sent)
                raise
        return done.response()  # type: ignore[return-value]

    def _interrupted(
        self,
        interruption: BaseException,
        delivered: Optional[Delivered],
        offset: float,
        sent: Sent,
    ) -> None:
        known = _so_far(self._known(delivered, offset), sent)
        if isinstance(interruption, Exception):
            # No memory, or a mistake of this package's, does not say that nothing was ordered.
            raise known from interruption
        # Its traceback tells what became of the order.
        interruption.__cause__ = known

    def _known(self, delivered: Optional[Delivered], offset: float) -> Answer:
        """An answer that has come is not lost."""
        if delivered is None:
            return read_response(delivery="no_answer")
        try:
            return self._read(delivered, offset)
        except Exception:
            return read_response(delivered.status, delivery="answer_cut_off")


class DryRun(dict[str, object]):
    """What would be sent: the members of DryRunTypeDef; ``str()`` of it is for people."""

    def __init__(self, text: str, document: DryRunTypeDef) -> None:
        super().__init__(document)
        self.text = text

    def __str__(self) -> str:
        return self.text


def _so_far(answer: Answer, sent: Sent) -> Exception:
    """What is known of an order whose caller gets no result."""
    if answer.interconnect is None:
        return answer.error(**sent.told())
    return created(answer, sent)


def created(answer: Answer, sent: Sent) -> OutcomeUnknown:
    """There is no exception for success, and this one keeps anybody from ordering again."""
    assert answer.interconnect is not None
    return OutcomeUnknown(
        "It was interrupted after the answer had come:"
        f" {answer.interconnect.get('interconnectId')}. {answer.explanation}",
        response=answer.response(),
        answer=answer,
        **sent.told(),
    )
