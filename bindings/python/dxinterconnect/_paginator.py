"""``client.get_paginator("describe_interconnects")``, like boto3's paginators."""

from __future__ import annotations

from .exceptions import NotDescribedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Optional

    from ._describe_interconnects import DescribeInterconnects
    from .type_defs import (
        FullInterconnectsTypeDef,
        InterconnectsTypeDef,
        InterconnectTypeDef,
        PaginatorConfigTypeDef,
    )

# What AWS puts on a page, whatever is asked for.
_LARGEST_PAGE = 100
_SETTINGS = ("MaxItems", "PageSize", "StartingToken")


class Paginator:
    """Goes through the pages of the list of interconnects."""

    def __init__(self, operation: DescribeInterconnects) -> None:
        self._operation = operation

    if TYPE_CHECKING:

        def paginate(
            self, *, interconnectId: str = ..., PaginationConfig: PaginatorConfigTypeDef = ...
        ) -> PageIterator:
            """Iterate over it for the pages, or call its ``build_full_result()``.

            ``PaginationConfig``: ``MaxItems``: no more interconnects are asked for; ``PageSize``: no more
            are asked for at once; ``StartingToken``: the ``resume_token`` of where it ended before.
            """

    else:

        def paginate(
            self, *, PaginationConfig: Optional[PaginatorConfigTypeDef] = None, **members: Any
        ) -> PageIterator:
            config = dict(PaginationConfig or {})
            for name, value in config.items():
                if name not in _SETTINGS:
                    raise ValueError(
                        f"PaginationConfig has {name!r}; write {', '.join(_SETTINGS)}"
                    )
                if name != "StartingToken" and not (value is None or int(value) > 0):
                    raise ValueError(f"{name} is {value!r}; write a number from 1")
            return PageIterator(self._operation, members, *map(config.get, _SETTINGS))


class PageIterator:
    """The pages, each as of ``describe_interconnects``.

    ``resume_token``: where it ended because of MaxItems, for a later StartingToken; None at the list's end.
    """

    def __init__(
        self,
        operation: DescribeInterconnects,
        members: dict[str, Any],
        max_items: Optional[int],
        page_size: Optional[int],
        starting_token: Optional[str],
    ) -> None:
        self._operation = operation
        self._members = members
        self._max_items = None if max_items is None else int(max_items)
        self._page_size = None if page_size is None else int(page_size)
        self._starting_token = starting_token
        self.resume_token: Optional[str] = None

    def __iter__(self) -> Iterator[InterconnectsTypeDef]:
        self.resume_token = None
        left, token = self._max_items, self._starting_token
        while True:
            members = dict(self._members)
            size = self._page_size
            if left is not None and left < (size or _LARGEST_PAGE):
                size = left
            if size is not None:
                members["maxResults"] = size
            if token is not None:
                members["nextToken"] = token
            page = self._operation(**members)
            asked, token = token, page.get("nextToken")
            if left is not None:
                left -= len(page["interconnects"])
                if left <= 0:
                    self.resume_token = token
                    token = None
            yield page
            if token is None:
                return
            if token == asked:
                raise NotDescribedError(
                    f"The service gave the same nextToken twice: {token}",
                    {"ResponseMetadata": page["ResponseMetadata"]},
                )

    def build_full_result(self) -> FullInterconnectsTypeDef:
        """All pages as one: ``interconnects``, and ``NextToken`` where MaxItems ended it."""
        interconnects: list[InterconnectTypeDef] = []
        for page in self:
            interconnects += page["interconnects"]
        result: FullInterconnectsTypeDef = {"interconnects": interconnects}
        if self.resume_token is not None:
            result["NextToken"] = self.resume_token
        return result
