"""AWS Direct Connect's interconnects, like boto3, but without accidental double orders.

::

    import dxinterconnect

    client = dxinterconnect.client("directconnect", region_name="us-east-1")
    interconnect = client.create_interconnect(
        interconnectName="acme-iad-1", bandwidth="10Gbps", location="EqDC2"
    )
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._answer import Answer, read_response
    from ._client import Client, client
    from ._create_interconnect import DryRun
    from ._credentials import Credentials
    from ._describe_request import DescribeInterconnectsRequest
    from ._ensure import Ensure
    from ._http_request import HTTPRequest
    from ._library import library_version
    from ._problem import Problem
    from ._reconcile import reconcile
    from ._request import CreateInterconnectRequest
    from ._signer import Signer
    from .config import Config
    from .exceptions import *

    __version__: str

__all__ = [
    "Answer",
    "Client",
    "ClientError",
    "Config",
    "ConfigError",
    "ConnectTimeoutError",
    "CreateInterconnectRequest",
    "Credentials",
    "DescribeInterconnectsRequest",
    "DXInterconnectError",
    "DXInterconnectWarning",
    "DirectConnectClientException",
    "DirectConnectServerException",
    "DryRun",
    "DuplicateTagKeysException",
    "EndpointConnectionError",
    "Ensure",
    "EnsureError",
    "HTTPRequest",
    "InterconnectAmbiguous",
    "InterconnectConflict",
    "InterconnectStateError",
    "InvalidOptionsError",
    "LibraryError",
    "NoCredentialsError",
    "NoRegionError",
    "NotDescribedError",
    "NotSentError",
    "OutcomeUnknown",
    "ParamValidationError",
    "PartialCredentialsError",
    "Problem",
    "ProfileNotFound",
    "ProxyConnectionError",
    "SSLError",
    "Signer",
    "TooManyTagsException",
    "UnknownServiceError",
    "UsageError",
    "WaitError",
    "WaitTimeout",
    "client",
    "library_version",
    "read_response",
    "reconcile",
]

# A name is imported when it is first asked for: `import dxinterconnect` costs nothing, and
# dxinterconnect.local_endpoint works where the C library is not installed. All others are exceptions.
_MODULES = {
    "Answer": "_answer",
    "Client": "_client",
    "Config": "config",
    "CreateInterconnectRequest": "_request",
    "Credentials": "_credentials",
    "DescribeInterconnectsRequest": "_describe_request",
    "DryRun": "_create_interconnect",
    "Ensure": "_ensure",
    "HTTPRequest": "_http_request",
    "Problem": "_problem",
    "Signer": "_signer",
    "client": "_client",
    "library_version": "_library",
    "read_response": "_answer",
    "reconcile": "_reconcile",
}


if not TYPE_CHECKING:  # a type checker would take it for a yes to every name

    def __getattr__(name: str) -> object:
        if name == "__version__":
            return _package_version()
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module = _MODULES.get(name, "exceptions")
        # Not importlib's import_module: importing that costs more than the rest of this.
        value = getattr(__import__(f"{__name__}.{module}", fromlist=[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return [*globals(), *__all__, "__version__"]


def _package_version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("dxinterconnect")
    except PackageNotFoundError:  # used from its source tree
        from ._library import library_version

        return library_version()
