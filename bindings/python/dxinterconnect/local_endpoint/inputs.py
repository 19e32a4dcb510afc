"""Reading and checking the operations' input.

Types first, as AWS's protocol layer does (SerializationException), then the
rules that AWS documents or its API model states, and no others: whatever the
service might accept, this endpoint accepts.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from typing import Any, NoReturn, Optional

from .errors import ServiceError, client_exception, serialization_exception

MAX_TAGS = 50
MAX_KEY, MAX_VALUE = 128, 256
MAX_RESULTS = 100
BANDWIDTHS = {
    "1": "1Gbps", "10": "10Gbps", "100": "100Gbps",
    "1Gbps": "1Gbps", "10Gbps": "10Gbps", "100Gbps": "100Gbps",
}  # fmt: skip

_TOKEN_NAMES = {
    str: "STRING_VALUE", int: "NUMBER_VALUE", float: "DECIMAL_VALUE",
    dict: "START_OBJECT", list: "START_ARRAY",
}  # fmt: skip
_TYPE_NAMES = {str: "String", int: "Integer", bool: "Boolean"}


@dataclass(frozen=True)
class Tag:
    key: str
    value: Optional[str]


@dataclass(frozen=True)
class CreateInterconnect:
    interconnect_name: str
    bandwidth: str
    location: str
    lag_id: Optional[str]
    tags: tuple[Tag, ...]
    provider_name: Optional[str]
    request_mac_sec: bool


@dataclass(frozen=True)
class DescribeInterconnects:
    interconnect_id: Optional[str]
    max_results: int
    next_token: Optional[str]


def parse_body(body: bytes) -> dict[str, Any]:
    """The body's JSON object; raises SerializationException."""
    try:
        document = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
        # A lone surrogate, written \ud800, is no text: it cannot be stored or sent back.
        json.dumps(document, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError):
        raise serialization_exception() from None
    if not isinstance(document, dict):
        raise serialization_exception("Start of structure or map expected")
    return document


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def create_interconnect(members: dict[str, Any]) -> CreateInterconnect:
    name = _typed(members, "interconnectName", str)
    bandwidth = _typed(members, "bandwidth", str)
    location = _typed(members, "location", str)
    lag_id = _typed(members, "lagId", str)
    tags = _tags(members)
    provider_name = _typed(members, "providerName", str)
    request_mac_sec = _typed(members, "requestMACSec", bool)
    if bandwidth is not None and bandwidth not in BANDWIDTHS:
        raise client_exception(
            f"Bandwidth {bandwidth} is invalid. Possible values: 1Gbps, 10Gbps, 100Gbps."
        )
    if tags is not None:
        _check_tags(tags)
    return CreateInterconnect(
        _required("interconnectName", name),
        BANDWIDTHS[_required("bandwidth", bandwidth)],
        _required("location", location),
        lag_id,
        tuple(tags or ()),
        provider_name,
        bool(request_mac_sec),
    )


def describe_interconnects(members: dict[str, Any]) -> DescribeInterconnects:
    interconnect_id = _typed(members, "interconnectId", str)
    max_results = _typed(members, "maxResults", int)
    next_token = _typed(members, "nextToken", str)
    if max_results is not None and max_results < 1:
        raise client_exception(f"maxResults {max_results} is invalid.")
    # Documented: "If MaxResults is given a value larger than 100, only 100 results are returned."
    return DescribeInterconnects(
        interconnect_id, min(max_results or MAX_RESULTS, MAX_RESULTS), next_token
    )


def delete_interconnect(members: dict[str, Any]) -> str:
    """The id of the interconnect to delete."""
    return _required("interconnectId", _typed(members, "interconnectId", str))


def _typed(members: dict[str, Any], name: str, wanted: type) -> Any:
    """A member's value, or None if it is absent or null."""
    value = members.get(name)
    # type(), not isinstance(): to Python True is an int, to the service it is not.
    if value is not None and type(value) is not wanted:
        if isinstance(value, bool):
            token = "TRUE_VALUE" if value else "FALSE_VALUE"
        else:
            token = _TOKEN_NAMES[type(value)]
        raise serialization_exception(f"{token} can not be converted to {_TYPE_NAMES[wanted]}")
    return value


def _required(name: str, value: Optional[str]) -> str:
    if value is None:
        raise client_exception(f"{name} is required.")
    return value


def _tags(members: dict[str, Any]) -> Optional[list[Tag]]:
    tags = members.get("tags")
    if tags is None:
        return None
    if not isinstance(tags, list):
        raise serialization_exception("Expected list or null")
    read = []
    for tag in tags:
        if not isinstance(tag, dict):
            raise serialization_exception("Expected structure or null")
        key, value = _typed(tag, "key", str), _typed(tag, "value", str)
        read.append(Tag(_required("Tag key", key), value))
    return read


def _check_tags(tags: list[Tag]) -> None:
    if not tags:
        raise client_exception("Tags must hold at least 1 tag.")
    if len(tags) > MAX_TAGS:
        raise ServiceError(
            "TooManyTagsException", f"A resource can have at most {MAX_TAGS} tags."
        )
    for tag in tags:
        if not 1 <= len(tag.key) <= MAX_KEY or not _is_tag_text(tag.key):
            raise client_exception(f"Tag key {tag.key} has an invalid format.")
        if tag.key.lower().startswith("aws:"):
            raise client_exception(f"Tag key {tag.key} has the reserved prefix aws:.")
        if tag.value is not None and (len(tag.value) > MAX_VALUE or not _is_tag_text(tag.value)):
            raise client_exception(f"Tag value {tag.value} has an invalid format.")
    keys = [tag.key for tag in tags]
    if len(set(keys)) < len(keys):
        duplicate = next(key for key in keys if keys.count(key) > 1)
        raise ServiceError("DuplicateTagKeysException", f"Tag key {duplicate} is duplicated.")


def _is_tag_text(text: str) -> bool:
    """The model's pattern ``[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*``, which ``re`` cannot express."""
    return all(
        character in "_.:/=+-@" or unicodedata.category(character)[0] in "LZN"
        for character in text
    )
