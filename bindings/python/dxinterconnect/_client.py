"""The client: boto3's arguments, and what they and the environment come to."""

from __future__ import annotations

import os

from . import _credentials, _environment, exceptions
from ._create_interconnect import CreateInterconnect
from ._signer import Signer
from ._signers import Signers
from .config import Config
from .exceptions import ConfigError, InvalidOptionsError, UnknownServiceError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any, Callable, Optional, Union

    from typing_extensions import Self

    from ._describe_interconnects import DescribeInterconnects
    from ._ensure_interconnect import EnsureInterconnect
    from ._paginator import Paginator
    from ._transport import Transport
    from .type_defs import InterconnectStateType, InterconnectTypeDef

_SERVICE = "directconnect"
_API_VERSION = "2012-10-25"


def client(
    service_name: str,
    region_name: Optional[str] = None,
    api_version: Optional[str] = None,
    use_ssl: bool = True,
    verify: Union[str, os.PathLike[str], bool, None] = None,
    endpoint_url: Optional[str] = None,
    aws_access_key_id: Optional[str] = None,
    aws_secret_access_key: Optional[str] = None,
    aws_session_token: Optional[str] = None,
    config: Any = None,
    aws_account_id: Optional[str] = None,
    *,
    credentials: Any = None,
    profile_name: Optional[str] = None,
) -> Client:
    """A client like boto3's, for interconnects.

    - ``service_name``: ``"directconnect"``.
    - ``verify``: a file of CA certificates in PEM. TLS is always verified: False is refused.
    - ``config``: dxinterconnect.Config or botocore's.
    - ``aws_account_id``: taken as boto3 takes it; Direct Connect's endpoints have no use for it.
    - ``credentials``: a boto3 or botocore session, credentials of one, or dxinterconnect.Credentials.
      A session's region is used where neither an argument nor the environment names one.
      Without: the access key given here, else ``profile_name`` in the shared credentials file, else
      AWS_ACCESS_KEY_ID and its like, else AWS_PROFILE or ``default`` in the shared credentials file.

    Raises ConfigError (NoRegionError) and PartialCredentialsError. Credentials are looked for when
    the first order needs them.
    """
    if service_name != _SERVICE:
        raise UnknownServiceError(
            f"Unknown service: {service_name!r}. This package has {_SERVICE!r}; others are boto3's"
        )
    if api_version not in (None, _API_VERSION):
        raise ConfigError(f"api_version is {api_version!r}; there is {_API_VERSION!r}")
    if not use_ssl:
        raise ConfigError(
            "use_ssl=False is refused; for a test endpoint on this machine write"
            ' endpoint_url="http://127.0.0.1:…"'
        )
    if verify is False:
        raise ConfigError(
            "verify=False is refused, since TLS is always verified; for a CA of your own write"
            ' verify="ca.pem" or set AWS_CA_BUNDLE'
        )
    if credentials is not None:
        _credentials.check(credentials)
    given = _credentials.explicit(aws_access_key_id, aws_secret_access_key, aws_session_token)
    if sum(source is not None for source in (given, credentials, profile_name)) > 1:
        raise ConfigError(
            "more than one of aws_access_key_id, credentials and profile_name is given; give one"
        )
    return Client(
        Config.of(config),
        region_name=region_name,
        endpoint_url=endpoint_url,
        ca_bundle=_ca_bundle(verify),
        credentials=_credentials.Credentials(*given) if given else credentials,
        profile_name=profile_name,
    )


class ClientMeta:
    """``client.meta``: what the client has come to use."""

    def __init__(self, endpoint_url: str, region_name: str, config: Config) -> None:
        self.endpoint_url = endpoint_url
        self.region_name = region_name
        self.config = config


class ClientExceptions:
    """``client.exceptions``: as of boto3's clients, and those that boto3 lacks."""

    ClientError = exceptions.ClientError
    DirectConnectClientException = exceptions.DirectConnectClientException
    DirectConnectServerException = exceptions.DirectConnectServerException
    DuplicateTagKeysException = exceptions.DuplicateTagKeysException
    TooManyTagsException = exceptions.TooManyTagsException
    NotSentError = exceptions.NotSentError
    OutcomeUnknown = exceptions.OutcomeUnknown
    ParamValidationError = exceptions.ParamValidationError
    NotDescribedError = exceptions.NotDescribedError
    InterconnectConflict = exceptions.InterconnectConflict
    InterconnectAmbiguous = exceptions.InterconnectAmbiguous
    InterconnectStateError = exceptions.InterconnectStateError
    WaitTimeout = exceptions.WaitTimeout

    def from_code(self, error_code: str) -> type[exceptions.ClientError]:
        return exceptions.SERVICE_ERRORS.get(error_code, exceptions.ClientError)


# Operations that are imported when they are first used: module and class of each.
_LATER = {
    "describe_interconnects": ("_describe_interconnects", "DescribeInterconnects"),
    "ensure_interconnect": ("_ensure_interconnect", "EnsureInterconnect"),
}


class Client:
    """Made by ``dxinterconnect.client``. May be shared by threads; closed by ``with`` or ``close()``."""

    def __init__(
        self,
        config: Config,
        *,
        region_name: Optional[str],
        endpoint_url: Optional[str],
        ca_bundle: Optional[str],
        credentials: Any,
        profile_name: Optional[str],
    ) -> None:
        environ = dict(os.environ)
        fips, dualstack = config.use_fips_endpoint, config.use_dualstack_endpoint
        options = {
            "region_name": region_name
            or config.region_name
            or _environment.region(environ)
            or _credentials.region(credentials),
            "endpoint_url": endpoint_url
            or _environment.endpoint_url(environ, config.ignore_configured_endpoint_urls),
            "use_fips_endpoint": _environment.use_fips_endpoint(environ) if fips is None else fips,
            "use_dualstack_endpoint": (
                _environment.use_dualstack_endpoint(environ) if dualstack is None else dualstack
            ),
            "user_agent_extra": config.user_agent_extra,
        }
        self._config = config
        self._ca_bundle = ca_bundle or _environment.ca_bundle(environ)
        self._proxy_variables = _environment.proxy_variables(environ)
        self._clock_offset = 0.0
        self._lazy_transport: Optional[Transport] = None
        self._signers = _signers(credentials, profile_name, options)
        with _placeholder(options) as signer:
            self.meta = ClientMeta(signer.url, signer.region, config)
        self.exceptions = ClientExceptions()
        self.create_interconnect = CreateInterconnect(self)

    if TYPE_CHECKING:
        describe_interconnects: DescribeInterconnects
        ensure_interconnect: EnsureInterconnect

    def can_paginate(self, operation_name: str) -> bool:
        """Whether there is a paginator for it."""
        return operation_name == "describe_interconnects"

    def get_paginator(self, operation_name: str) -> Paginator:
        """A paginator for ``"describe_interconnects"``."""
        if not self.can_paginate(operation_name):
            raise ValueError(
                f'there is no paginator for {operation_name!r}; write "describe_interconnects"'
            )
        from ._paginator import Paginator

        return Paginator(self.describe_interconnects)

    def wait_until(
        self,
        interconnectId: str,
        state: InterconnectStateType = "available",
        *,
        timeout: float = 3600.0,
        min_delay: float = 5.0,
        max_delay: float = 120.0,
        on_progress: Optional[Callable[[Optional[InterconnectTypeDef], float], object]] = None,
    ) -> InterconnectTypeDef:
        """Look at an interconnect until it is in a state, and return it. All times are in seconds.

        The delay between two looks doubles from ``min_delay`` to ``max_delay``; up to half of it is
        taken off at random. ``on_progress`` is called after each look with the interconnect, or None as
        long as AWS does not show it, and the time that has passed.

        Raises InterconnectStateError at once when the interconnect cannot come to the state any more,
        and WaitTimeout after ``timeout``. A look that fails is tried again until then; one that has begun is
        finished, resends and all.
        """
        from ._wait import wait_until

        return wait_until(
            self.describe_interconnects,
            interconnectId,
            state,
            timeout=timeout,
            min_delay=min_delay,
            max_delay=max_delay,
            on_progress=on_progress,
        )

    @property
    def _transport(self) -> Transport:
        transport = self._lazy_transport
        if transport is None:
            from ._transport import Transport

            config = self._config
            transport = self._lazy_transport = Transport(
                self.meta.endpoint_url,
                connect_timeout=config.connect_timeout,
                read_timeout=config.read_timeout,
                total_timeout=config.total_timeout,
                proxies=config.proxies,
                ca_bundle=self._ca_bundle,
                environ=self._proxy_variables,
            )
        return transport

    def close(self) -> None:
        """Wipes the credentials. Orders that other threads have under way are finished."""
        self._signers.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        self.close()

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            if name in _LATER:
                module, kind = _LATER[name]
                module = __import__(f"{__package__}.{module}", fromlist=[kind])
                operation = getattr(module, kind)(self)
                setattr(self, name, operation)
                return operation
            if name.startswith("_") or name in ("meta", "exceptions", "create_interconnect"):
                raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
            raise AttributeError(
                f"this client has create_interconnect, {' and '.join(_LATER)};"
                f" {name} is boto3's: boto3.client({_SERVICE!r}).{name}"
            )

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *_LATER]

    def __repr__(self) -> str:
        return f"<dxinterconnect client for {self.meta.endpoint_url}>"


def _signers(credentials: Any, profile_name: Optional[str], options: dict[str, Any]) -> Signers:
    if credentials is None:
        return Signers(_credentials.finder(profile_name), changing=False, **options)
    if isinstance(credentials, _credentials.Credentials):
        signers = Signers(lambda: _credentials.frozen(credentials), changing=False, **options)
        signers.current()
        return signers
    return Signers(lambda: _credentials.frozen(credentials), changing=True, **options)


def _placeholder(options: dict[str, Any]) -> Signer:
    """A signer that signs nothing: region and endpoint are checked before any credentials are."""
    try:
        return Signer(_credentials.Credentials("PLACEHOLDER", "PLACEHOLDER"), **options)
    except InvalidOptionsError as error:
        for problem in error.problems:
            if problem.code == "PLAINTEXT_ENDPOINT":  # a client cannot allow it, as a Signer can
                problem.suggestion = "write https: plain HTTP is for endpoints on this machine"
        raise type(error)(error.problems) from None


def _ca_bundle(verify: Union[str, os.PathLike[str], bool, None]) -> Optional[str]:
    if verify is None or verify is True:
        return None
    if isinstance(verify, (str, os.PathLike)):
        path = os.fspath(verify)
        if isinstance(path, str) and path:
            return path
    raise ConfigError(f'verify is {verify!r}; write the path of a CA file, such as verify="ca.pem"')
