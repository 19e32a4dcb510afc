"""Which interconnects to list."""

from __future__ import annotations

from ._request import Request, Shape

TYPE_CHECKING = False


class DescribeInterconnectsRequest(Request):
    """Which interconnects to list, with boto3's names; used like ``CreateInterconnectRequest``."""

    __slots__ = ()

    OPERATION = "DescribeInterconnects"
    _SHAPE = Shape("describe_interconnects_request")

    if TYPE_CHECKING:

        def __init__(
            self,
            *,
            interconnectId: str = ...,
            maxResults: int = ...,
            nextToken: str = ...,
            allow_unknown_members: bool = False,
            warnings_as_errors: bool = False,
        ) -> None: ...
