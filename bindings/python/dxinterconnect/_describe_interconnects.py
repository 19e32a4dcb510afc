"""``client.describe_interconnects``."""

from __future__ import annotations

from ._describe_request import DescribeInterconnectsRequest
from ._operation import Operation, warn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._operation import Exchange
    from .type_defs import InterconnectsTypeDef


class DescribeInterconnects(Operation):
    """``client.describe_interconnects``: lists interconnects.

    Takes ``interconnectId``, ``maxResults`` and ``nextToken``, and returns what boto3's returns. It is
    sent again after a timeout or a failure of AWS's: looking changes nothing.
    """

    METHOD = "describe_interconnects"
    REQUEST = DescribeInterconnectsRequest

    if TYPE_CHECKING:

        def __call__(
            self, *, interconnectId: str = ..., maxResults: int = ..., nextToken: str = ...
        ) -> InterconnectsTypeDef:
            """One page of the list; without a ``nextToken`` in it it is the last one.

            Raises ParamValidationError, ClientError, NotSentError, and NotDescribedError where what came
            is not the whole page. It never takes such a page for an empty one.
            """

    else:

        def __call__(self, *args: Any, **members: Any) -> InterconnectsTypeDef:
            done = self._send(self._request(self.METHOD, args, members))
            if done.answer.interconnects is None:
                raise done.failure()
            for problem in done.answer.problems:
                warn(problem)
            return done.response()
