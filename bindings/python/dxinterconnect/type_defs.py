"""Types of arguments and results, for type checkers, with the names of mypy_boto3_directconnect."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, TypedDict


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


class _RequiredInterconnectTypeDef(TypedDict):
    interconnectId: str
    ResponseMetadata: ResponseMetadataTypeDef


class InterconnectResponseTypeDef(_RequiredInterconnectTypeDef, total=False):
    """What create_interconnect returns."""

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
