"""Checking AWS Signature Version 4, from its specification and on ``hmac`` alone.

Independent of any signer on purpose: it is there to judge them. Checks come in
the order in which AWS's front end makes them, with its codes and wording.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from calendar import timegm
from collections.abc import Iterable
from dataclasses import dataclass, field
from time import strptime
from typing import NoReturn, Optional

from .clock import amz_date
from .errors import ServiceError
from .wire import Head

ALGORITHM = "AWS4-HMAC-SHA256"
SERVICE = "directconnect"
TERMINATOR = "aws4_request"
WINDOW_SECONDS = 5 * 60
MUST_BE_SIGNED = ("host", "x-amz-date")
MUST_BE_SIGNED_IF_PRESENT = ("content-type", "x-amz-security-token", "x-amz-target")
DOES_NOT_MATCH = (
    "The request signature we calculated does not match the signature you provided. "
    "Check your AWS Secret Access Key and signing method. "
    "Consult the service documentation for details."
)
_HOST_LABEL = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)\Z")


@dataclass(frozen=True)
class Credentials:
    """Credentials that the endpoint accepts. A session token, if set, must come along."""

    access_key_id: str
    secret_access_key: str = field(repr=False)
    session_token: Optional[str] = field(default=None, repr=False)


EXAMPLE_CREDENTIALS = Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")


@dataclass(frozen=True)
class Authorization:
    """The parts of an Authorization header."""

    algorithm: str
    access_key_id: str
    date: str
    region: str
    service: str
    terminator: str
    signed_headers: str
    signature: str

    @property
    def scope(self) -> str:
        return "/".join((self.date, self.region, self.service, self.terminator))


def check_signature(
    head: Head,
    body: bytes,
    *,
    credentials: Iterable[Credentials],
    now: float,
    region: Optional[str] = None,
) -> str:
    """Check a request's signature and return the region of its scope.

    ``region`` is the only region to accept; None accepts any that could be one.
    Raises ServiceError with AWS's code and message.
    """
    authorization, date = _parse(head)
    _check_clock(date, now)
    _check_signed_headers(head, authorization)
    if authorization.algorithm != ALGORITHM:
        _incomplete(
            f"Unsupported AWS 'algorithm': '{authorization.algorithm}' "
            f"(only {ALGORITHM} for now)."
        )
    _check_scope(authorization, date, region)
    known = {entry.access_key_id: entry for entry in credentials}
    entry = known.get(authorization.access_key_id)
    if entry is None:
        _unrecognized()
    expected = signature(entry.secret_access_key, authorization, date, head, body)
    if not hmac.compare_digest(expected.encode(), authorization.signature.encode("latin-1")):
        _invalid(DOES_NOT_MATCH)
    declared = head.get("x-amz-content-sha256")
    if declared is not None and declared != hashlib.sha256(body).hexdigest():
        _invalid(DOES_NOT_MATCH)
    given, wanted = head.get("x-amz-security-token") or "", entry.session_token or ""
    if not hmac.compare_digest(given.encode("latin-1"), wanted.encode()):
        _unrecognized()
    return authorization.region


def canonical_request(head: Head, body: bytes, signed_headers: str) -> str:
    """The canonical request for ``POST /`` without a query, the only one the service has."""
    lines = []
    for name in signed_headers.split(";"):
        values = [re.sub(" +", " ", value.strip()) for value in head.values(name)]
        lines.append(f"{name}:{','.join(values)}\n")
    digest = hashlib.sha256(body).hexdigest()
    return f"{head.method}\n/\n\n{''.join(lines)}\n{signed_headers}\n{digest}"


def string_to_sign(date: str, scope: str, canonical: str) -> str:
    digest = hashlib.sha256(canonical.encode("latin-1")).hexdigest()
    return f"{ALGORITHM}\n{date}\n{scope}\n{digest}"


def signature(
    secret: str, authorization: Authorization, date: str, head: Head, body: bytes
) -> str:
    """The signature that the holder of ``secret`` would give the request."""
    canonical = canonical_request(head, body, authorization.signed_headers)
    key = ("AWS4" + secret).encode()
    scope = authorization.scope
    for part in (*scope.split("/"), string_to_sign(date, scope, canonical)):
        key = hmac.new(key, part.encode("latin-1"), hashlib.sha256).digest()
    return key.hex()


def _parse(head: Head) -> tuple[Authorization, str]:
    header = head.get("authorization")
    if header is None or not header.startswith("AWS4-"):
        raise ServiceError("MissingAuthenticationTokenException", "Missing Authentication Token")
    algorithm, _, rest = header.partition(" ")
    parameters: dict[str, str] = {}
    for part in rest.split(","):
        key, equals, value = part.strip().partition("=")
        if not equals or key in parameters:
            _incomplete(
                f"'{part.strip()}' not a valid key=value pair (missing equal-sign) "
                f"in Authorization header: '{header}'."
            )
        parameters[key] = value
    missing = [
        f"Authorization header requires '{name}' parameter."
        for name in ("Credential", "Signature", "SignedHeaders")
        if not parameters.get(name)
    ]
    date = head.get("x-amz-date")
    if date is None:
        missing.append(
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
        )
    if missing or date is None:
        _incomplete(" ".join([*missing, f"Authorization={header}"]))
    if not re.fullmatch("[0-9]{8}T[0-9]{6}Z", date):
        _incomplete(
            f"Date must be in ISO-8601 'basic format'. Got '{date}'. "
            "See http://en.wikipedia.org/wiki/ISO_8601"
        )
    credential = parameters["Credential"].split("/")
    if len(credential) != 5:
        _incomplete(
            "Credential must have exactly 5 slash-delimited elements, "
            f"e.g. keyid/date/region/service/term, got '{parameters['Credential']}'"
        )
    key_id, day, region, service, terminator = credential
    authorization = Authorization(
        algorithm=algorithm,
        access_key_id=key_id,
        date=day,
        region=region,
        service=service,
        terminator=terminator,
        signed_headers=parameters["SignedHeaders"],
        signature=parameters["Signature"],
    )
    return authorization, date


def _check_clock(date: str, now: float) -> None:
    try:
        signed_at = timegm(strptime(date, "%Y%m%dT%H%M%SZ"))
    except ValueError:
        _incomplete(
            f"Date must be in ISO-8601 'basic format'. Got '{date}'. "
            "See http://en.wikipedia.org/wiki/ISO_8601"
        )
    current = amz_date(now)
    earliest, latest = int(now) - WINDOW_SECONDS, int(now) + WINDOW_SECONDS
    if signed_at < earliest:
        _invalid(
            f"Signature expired: {date} is now earlier than {amz_date(earliest)} "
            f"({current} - 5 min.)"
        )
    if signed_at > latest:
        _invalid(
            f"Signature not yet current: {date} is still later than {amz_date(latest)} "
            f"({current} + 5 min.)"
        )


def _check_signed_headers(head: Head, authorization: Authorization) -> None:
    names = authorization.signed_headers.split(";")
    if names != sorted({name.lower() for name in names}):
        _invalid("SignedHeaders must be in lower case, sorted and without repetition.")
    if "host" not in names:
        _invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")
    required = list(MUST_BE_SIGNED)
    required += [name for name in MUST_BE_SIGNED_IF_PRESENT if head.get(name) is not None]
    for name in required:
        if name not in names:
            _invalid(f"'{name}' must be a 'SignedHeader' in the AWS Authorization.")
    for name in names:
        if head.get(name) is None:
            _invalid(DOES_NOT_MATCH)  # signed, but not sent


def _check_scope(authorization: Authorization, date: str, region: Optional[str]) -> None:
    wrong = []
    if not _HOST_LABEL.match(authorization.region) or region not in (None, authorization.region):
        wrong.append(
            f"Credential should be scoped to a valid region, not '{authorization.region}'."
        )
    if authorization.service != SERVICE:
        wrong.append(f"Credential should be scoped to correct service: '{SERVICE}'.")
    if authorization.terminator != TERMINATOR:
        wrong.append(
            f"Credential should be scoped with a valid terminator: '{TERMINATOR}', "
            f"not '{authorization.terminator}'."
        )
    if authorization.date != date[:8]:
        wrong.append(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date "
            f"from HTTP: '{authorization.date}' != '{date[:8]}', from '{date}'."
        )
    if wrong:
        _invalid(" ".join(wrong))


def _incomplete(message: str) -> NoReturn:
    raise ServiceError("IncompleteSignatureException", message)


def _invalid(message: str) -> NoReturn:
    raise ServiceError("InvalidSignatureException", message)


def _unrecognized() -> NoReturn:
    raise ServiceError(
        "UnrecognizedClientException", "The security token included in the request is invalid."
    )
