"""Who orders: credentials as they are given, or found where the AWS tools look first."""

from __future__ import annotations

import os

from .exceptions import (
    ConfigError,
    NoCredentialsError,
    PartialCredentialsError,
    ProfileNotFound,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Callable, Optional

    # Access key id, secret access key, session token.
    Frozen = tuple[str, str, Optional[str]]

_KEYS = ("aws_access_key_id", "aws_secret_access_key", "aws_session_token")


class Credentials:
    """Access key, secret key and session token, with botocore's names."""

    __slots__ = ("access_key", "secret_key", "token")

    def __init__(self, access_key: str, secret_key: str, token: Optional[str] = None) -> None:
        self.access_key = access_key
        self.secret_key = secret_key
        self.token = token

    def __repr__(self) -> str:
        return f"Credentials({self.access_key!r}, …)"


def frozen(credentials: Any) -> Frozen:
    """The three strings of a session's or of credentials of botocore's, or of our own.

    Asked for anew before each signature, since botocore renews what runs out.
    """
    if hasattr(credentials, "get_credentials"):  # a session
        credentials = credentials.get_credentials()
        if credentials is None:
            raise NoCredentialsError(
                "Unable to locate credentials: the session in credentials= has none"
            )
    if hasattr(credentials, "get_frozen_credentials"):
        credentials = credentials.get_frozen_credentials()
    try:
        return credentials.access_key, credentials.secret_key, credentials.token
    except AttributeError:
        raise _no_credentials(credentials) from None


def check(credentials: Any) -> None:
    """Refuses what can hold no credentials; asks it for none, since a session may take long to find them."""
    kinds = ("get_credentials", "get_frozen_credentials", "access_key")
    if not any(hasattr(credentials, name) for name in kinds):
        raise _no_credentials(credentials)


def _no_credentials(credentials: object) -> ConfigError:
    return ConfigError(
        f"credentials= is a {type(credentials).__name__}; give a boto3 or botocore session,"
        " credentials of one, or dxinterconnect.Credentials(access_key, secret_key, token)"
    )


def region(credentials: Any) -> Optional[str]:
    """The region of a boto3 or botocore session, which may come from its profile in ~/.aws/config."""
    if hasattr(credentials, "get_config_variable"):  # botocore's
        return credentials.get_config_variable("region") or None
    if hasattr(credentials, "get_credentials"):
        return getattr(credentials, "region_name", None) or None
    return None


def explicit(
    access_key: Optional[str], secret_key: Optional[str], token: Optional[str]
) -> Optional[Frozen]:
    """The credentials that were given by hand; None if none were. Half of them is an error."""
    if access_key is None and secret_key is None and token is None:
        return None
    return _whole("explicit", access_key, secret_key, token)


def finder(
    profile_name: Optional[str], environ: Mapping[str, str] = os.environ
) -> Callable[[], Frozen]:
    """Finds credentials once asked: in the environment, else in the shared credentials file.

    A profile that is asked for by name wins over the environment's keys, as in botocore.
    """

    def find() -> Frozen:
        found = None if profile_name else _in_environment(environ)
        return found or _in_file(profile_name, environ)

    return find


def _in_environment(environ: Mapping[str, str]) -> Optional[Frozen]:
    access_key = environ.get("AWS_ACCESS_KEY_ID")
    if not access_key:
        return None
    token = environ.get("AWS_SESSION_TOKEN") or None
    return _whole("env", access_key, environ.get("AWS_SECRET_ACCESS_KEY"), token)


def _in_file(profile_name: Optional[str], environ: Mapping[str, str]) -> Frozen:
    asked_for = profile_name or environ.get("AWS_PROFILE")
    profile = asked_for or "default"
    path = os.path.expanduser(environ.get("AWS_SHARED_CREDENTIALS_FILE") or "~/.aws/credentials")
    values = _section(path, profile)
    if values is None:
        if asked_for:
            raise ProfileNotFound(f"The profile ({profile}) could not be found in {path}")
        raise NoCredentialsError
    access_key, secret_key, token = (values.get(key) or None for key in _KEYS)
    if access_key is None and secret_key is None:
        raise NoCredentialsError(
            f"The profile ({profile}) in {path} has no keys. Roles, SSO and processes are boto3's"
            f" to follow: give credentials=boto3.Session(profile_name={profile!r})"
        )
    return _whole(f"shared-credentials-file, profile {profile}", access_key, secret_key, token)


def _section(path: str, profile: str) -> Optional[Mapping[str, str]]:
    from configparser import Error, RawConfigParser

    parser = RawConfigParser(default_section="")
    try:
        with open(path, encoding="utf-8-sig") as file:
            parser.read_file(file)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise NoCredentialsError(f"cannot read {path}: {error}") from None
    except Error as error:
        # Its text quotes the line, which may hold a secret.
        line = getattr(error, "lineno", None)
        raise NoCredentialsError(
            f"{path} is no credentials file: {type(error).__name__}"
            + (f" in line {line}" if line else "")
        ) from None
    return dict(parser.items(profile)) if parser.has_section(profile) else None


def _whole(
    provider: str, access_key: Optional[str], secret_key: Optional[str], token: Optional[str]
) -> Frozen:
    for name, value in zip(_KEYS, (access_key, secret_key)):
        if not value:
            raise PartialCredentialsError(provider, name)
    assert access_key and secret_key
    return access_key, secret_key, token
