"""How to send, with the names of botocore's Config."""

from __future__ import annotations

from .exceptions import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Optional

# botocore's standard mode: one attempt and two more.
DEFAULT_RETRIES = 2
DEFAULT_TIMEOUT = 60
# More than a year is no bound.
MAXIMUM_SECONDS = 366 * 86400
# How many times the longest silence the whole exchange may take, unless told.
TOTAL_PER_SILENCE = 5

# What botocore would do and this package does not: better refused than left undone.
_UNSUPPORTED = ("client_cert", "proxies_config", "user_agent")
# What may stand in a token of the User-Agent; botocore puts a hyphen in the place of all else.
_TOKEN = frozenset("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


class Config:
    """How to send. A ``botocore.config.Config`` is taken in its place.

    - ``connect_timeout``: seconds for TCP, proxy and TLS, each; ``read_timeout``: the longest silence
      while sending and reading. 60 if not given.
    - ``total_timeout``: seconds for sending and reading together, however lively the other side is;
      five times ``read_timeout`` if not given. (Not in botocore.)
    - ``retries``: ``{"max_attempts": n}``: at most n resends after the first attempt, as botocore means
      it; ``{"total_max_attempts": n}`` counts the first. Two resends if not given. ``mode`` makes no
      difference: nothing is resent but what certainly ordered nothing.
    - ``proxies``: ``{"https": "http://user:password@host:port"}``; with this, HTTPS_PROXY and NO_PROXY
      are not looked at.
    - of botocore's Config, ``user_agent_appid`` goes into the User-Agent as ``app/…``, and ``user_agent``
      is refused: AWS is to see what really sends.
    - ``user_agent_extra``, ``use_fips_endpoint``, ``use_dualstack_endpoint``, ``region_name``,
      ``ignore_configured_endpoint_urls``: as in botocore.
    - ``allow_unknown_members``, ``warnings_as_errors``: as of CreateInterconnectRequest. (Not in botocore.)
    """

    def __init__(
        self,
        *,
        region_name: Optional[str] = None,
        connect_timeout: float = DEFAULT_TIMEOUT,
        read_timeout: float = DEFAULT_TIMEOUT,
        total_timeout: Optional[float] = None,
        retries: Optional[Mapping[str, Any]] = None,
        proxies: Optional[Mapping[str, str]] = None,
        user_agent_extra: Optional[str] = None,
        use_fips_endpoint: Optional[bool] = None,
        use_dualstack_endpoint: Optional[bool] = None,
        ignore_configured_endpoint_urls: Optional[bool] = None,
        allow_unknown_members: bool = False,
        warnings_as_errors: bool = False,
    ) -> None:
        self.region_name = region_name
        self.connect_timeout = _seconds("connect_timeout", connect_timeout)
        self.read_timeout = _seconds("read_timeout", read_timeout)
        if total_timeout is None:
            total_timeout = TOTAL_PER_SILENCE * self.read_timeout
        self.total_timeout = _seconds("total_timeout", total_timeout)
        self.retries = _mapping("retries", retries, '{"max_attempts": 2}')
        self.proxies = _mapping("proxies", proxies, '{"https": "http://host:port"}')
        for scheme, url in (self.proxies or {}).items():
            if not (url is None or isinstance(url, str)):
                raise ConfigError(f"proxies[{scheme!r}] is a {type(url).__name__}; write a URL")
        self.user_agent_extra = user_agent_extra
        self.use_fips_endpoint = use_fips_endpoint
        self.use_dualstack_endpoint = use_dualstack_endpoint
        self.ignore_configured_endpoint_urls = ignore_configured_endpoint_urls
        self.allow_unknown_members = allow_unknown_members
        self.warnings_as_errors = warnings_as_errors
        self.max_resends = _max_resends(self.retries)

    @classmethod
    def of(cls, config: Any) -> Config:
        """Our own for whatever was given: None, ours, or botocore's."""
        if config is None:
            return cls()
        if isinstance(config, Config):
            return config
        if not (hasattr(config, "connect_timeout") and hasattr(config, "retries")):
            raise ConfigError(
                f"config is a {type(config).__name__}; give dxinterconnect.Config(…) or botocore's"
            )
        for name in _UNSUPPORTED:
            if getattr(config, name, None):
                raise ConfigError(f"{name} of botocore's Config is not supported; leave it out")
        if getattr(config, "signature_version", None) not in (None, "v4"):
            raise ConfigError(
                "signature_version of botocore's Config is not supported; Direct Connect takes v4"
            )
        return cls(
            region_name=config.region_name,
            connect_timeout=config.connect_timeout,
            read_timeout=config.read_timeout,
            retries=config.retries,
            proxies=getattr(config, "proxies", None),
            user_agent_extra=_user_agent_extra(config),
            use_fips_endpoint=getattr(config, "use_fips_endpoint", None),
            use_dualstack_endpoint=getattr(config, "use_dualstack_endpoint", None),
            ignore_configured_endpoint_urls=getattr(
                config, "ignore_configured_endpoint_urls", None
            ),
        )

    def __repr__(self) -> str:
        # A proxy's URL may hold a password.
        shown = {name: value for name, value in vars(self).items() if name != "proxies"}
        return f"Config({', '.join(f'{name}={value!r}' for name, value in shown.items())})"


def _user_agent_extra(config: Any) -> Optional[str]:
    extra: Optional[str] = getattr(config, "user_agent_extra", None)
    app = getattr(config, "user_agent_appid", None)
    if not app:
        return extra
    token = "".join(character if character in _TOKEN else "-" for character in str(app))
    return f"app/{token} {extra}" if extra else f"app/{token}"


def _mapping(
    name: str, value: Optional[Mapping[str, Any]], example: str
) -> Optional[dict[str, Any]]:
    try:
        return None if value is None else dict(value)
    except (TypeError, ValueError):
        # The value is not shown: a proxy's URL may hold a password.
        raise ConfigError(f"{name} is a {type(value).__name__}; write {name}={example}") from None


def _seconds(name: str, value: object) -> float:
    good = isinstance(value, (int, float)) and not isinstance(value, bool)
    # NaN is not between anything.
    if not good or not 0 < value <= MAXIMUM_SECONDS:  # type: ignore[operator]
        raise ConfigError(f"{name} is {value!r}; write a number of seconds over 0, such as 60")
    return value  # type: ignore[return-value]


def _max_resends(retries: Optional[Mapping[str, Any]]) -> int:
    if not retries:
        return DEFAULT_RETRIES
    for name in retries:
        if name not in ("max_attempts", "total_max_attempts", "mode"):
            raise ConfigError(
                f"retries has {name!r}, which nothing knows; write max_attempts or total_max_attempts"
            )
    # botocore: the total wins where both are given.
    for name, first in (("total_max_attempts", 1), ("max_attempts", 0)):
        value = retries.get(name)
        if value is None:
            continue
        if not isinstance(value, int) or isinstance(value, bool) or value < first:
            raise ConfigError(f"retries[{name!r}] is {value!r}; write a whole number from {first}")
        return value - first
    return DEFAULT_RETRIES
