"""What the environment says, where an argument does not."""

from __future__ import annotations

from .exceptions import ConfigError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Optional


def region(environ: Mapping[str, str]) -> Optional[str]:
    return environ.get("AWS_DEFAULT_REGION") or environ.get("AWS_REGION") or None


def endpoint_url(environ: Mapping[str, str], ignore: Optional[bool]) -> Optional[str]:
    """The service's own variable wins."""
    if ignore is None:
        ignore = _flag(environ, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
    if ignore:
        return None
    url = environ.get("AWS_ENDPOINT_URL_DIRECT_CONNECT") or environ.get("AWS_ENDPOINT_URL")
    return url or None


def use_fips_endpoint(environ: Mapping[str, str]) -> bool:
    return _flag(environ, "AWS_USE_FIPS_ENDPOINT")


def use_dualstack_endpoint(environ: Mapping[str, str]) -> bool:
    return _flag(environ, "AWS_USE_DUALSTACK_ENDPOINT")


def ca_bundle(environ: Mapping[str, str]) -> Optional[str]:
    return environ.get("AWS_CA_BUNDLE") or None


def proxy_variables(environ: Mapping[str, str]) -> dict[str, str]:
    """What `proxy` looks at, as it was when the client was made."""
    names = ("https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY")
    return {name: environ[name] for name in names if name in environ}


def proxy(environ: Mapping[str, str], host: str, port: int) -> Optional[str]:
    """The proxy for HTTPS to a host. As everywhere, the name in lower case wins."""
    url = environ.get("https_proxy") or environ.get("HTTPS_PROXY")
    if not url:
        return None
    no_proxy = environ.get("no_proxy") or environ.get("NO_PROXY") or ""
    return None if _bypasses(no_proxy, host.lower(), port) else url


def _bypasses(no_proxy: str, host: str, port: int) -> bool:
    """Whether a host, or a domain that it is in, is listed; ``*`` lists all."""
    for entry in no_proxy.lower().split(","):
        name = entry.strip().lstrip(".")
        if name == "*":
            return True
        for place in (host, f"{host}:{port}", f"[{host}]:{port}"):
            if name and (place == name or place.endswith(f".{name}")):
                return True
    return False


def _flag(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(name, "").lower()
    if value not in ("", "true", "false"):
        raise ConfigError(f"{name} is {value!r}; write true or false")
    return value == "true"
