"""Types of arguments and results, for type checkers, with the names of mypy_boto3_directconnect."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, Optional, TypedDict


class _RequiredTagTypeDef(TypedDict):
    key: str


class TagTypeDef(_RequiredTagTypeDef, total=False):
    value: str


class MacSecKeyTypeDef(TypedDict, total=False):
    secretARN: str
    ckn: str
    state: str
    startOn: str


class _RequiredResponseMetadataTypeDef(TypedDict):
    HTTPStatusCode: int
    HTTPHeaders: dict[str, str]
    RetryAttempts: int


class ResponseMetadataTypeDef(_RequiredResponseMetadataTypeDef, total=False):
    RequestId: str
    Warnings: list[str]
    UnknownMembers: dict[str, str]
    MaxAttemptsReached: bool


InterconnectStateType = Literal[
    "requested", "pending", "available", "down", "deleting", "deleted", "unknown"
]


class _InterconnectTypeDef(TypedDict, total=False):
    interconnectName: str
    interconnectState: str
    region: str
    location: str
    bandwidth: str
    loaIssueTime: datetime
    lagId: str
    awsDevice: str
    jumboFrameCapable: bool
    awsDeviceV2: str
    awsLogicalDeviceId: str
    hasLogicalRedundancy: str
    tags: list[TagTypeDef]
    providerName: str
    macSecCapable: bool
    portEncryptionStatus: str
    encryptionMode: str
    macSecKeys: list[MacSecKeyTypeDef]


class InterconnectTypeDef(_InterconnectTypeDef, total=False):
    """An interconnect. Of its members AWS promises none."""

    interconnectId: str


class InterconnectResponseTypeDef(_InterconnectTypeDef):
    """What create_interconnect returns: that it was created is known by its id."""

    interconnectId: str
    ResponseMetadata: ResponseMetadataTypeDef


class _RequiredInterconnectsTypeDef(TypedDict):
    interconnects: list[InterconnectTypeDef]
    ResponseMetadata: ResponseMetadataTypeDef


class InterconnectsTypeDef(_RequiredInterconnectsTypeDef, total=False):
    """What describe_interconnects returns: a page of the list. Without a nextToken it is the last one."""

    nextToken: str


class _RequiredFullInterconnectsTypeDef(TypedDict):
    interconnects: list[InterconnectTypeDef]


class FullInterconnectsTypeDef(_RequiredFullInterconnectsTypeDef, total=False):
    """What build_full_result of a paginator returns."""

    NextToken: str


class PaginatorConfigTypeDef(TypedDict, total=False):
    MaxItems: int
    PageSize: int
    StartingToken: str


class DifferenceTypeDef(TypedDict):
    """What differs between an interconnect that was asked for and one that is there.

    ``path``: such as ``bandwidth`` or ``tags["team"]``. ``desired``, ``actual``: None where it is absent.
    ``conflict``: whether it makes it another interconnect; tags do not.
    """

    path: str
    desired: Optional[str]
    actual: Optional[str]
    conflict: bool


class _RequiredReconciliationTypeDef(TypedDict):
    decision: Literal["create", "exists", "conflict", "ambiguous"]
    explanation: str
    ids: list[str]
    differences: list[DifferenceTypeDef]


class ReconciliationTypeDef(_RequiredReconciliationTypeDef, total=False):
    """What ``reconcile`` returns: what there is to do, and the only interconnect that matches, if one does."""

    interconnect: InterconnectTypeDef


class _RequiredEnsureResultTypeDef(TypedDict):
    outcome: Literal["create", "created", "exists", "conflict", "ambiguous", "unknown"]
    explanation: str
    ids: list[str]
    differences: list[DifferenceTypeDef]
    foundAfterUnknown: bool
    looks: int
    orders: int
    ResponseMetadata: ResponseMetadataTypeDef


class EnsureResultTypeDef(_RequiredEnsureResultTypeDef, total=False):
    """What ensure_interconnect returns: outcome ``created`` or ``exists``, with the interconnect.

    Of a dry run ``create`` and ``order`` as well; ``conflict``, ``ambiguous`` and ``unknown`` also come in
    the ``result`` of an exception.
    """

    interconnect: InterconnectTypeDef
    order: DryRunTypeDef


class EnsureProgressTypeDef(TypedDict):
    """What ensure_interconnect tells before each step: ``wait`` is in seconds, 0 for the others."""

    step: Literal["look", "order", "wait"]
    wait: float
    looks: int
    orders: int


class DryRunTypeDef(TypedDict):
    """What create_interconnect.dry_run returns."""

    method: str
    url: str
    headers: list[list[str]]
    body: str
    canonicalRequest: str
    stringToSign: str
    problems: list[dict[str, Any]]
    curl: str
