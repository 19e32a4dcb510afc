"""Every exception of the package, with botocore's names where botocore has one.

::

    DXInterconnectError
    ├── ClientError                     AWS said no: nothing was ordered
    │   ├── DirectConnectClientException, DirectConnectServerException,
    │   └── DuplicateTagKeysException, TooManyTagsException
    ├── OutcomeUnknown                  a port may be ordered: look before ordering again
    ├── NotDescribedError               nobody could see what is there: conclude nothing from it
    ├── NotSentError                    no byte of the request left this machine
    │   ├── EndpointConnectionError, ConnectTimeoutError
    │   └── ProxyConnectionError, SSLError
    ├── EnsureError                     something is there, and it is not what was asked for
    │   └── InterconnectConflict, InterconnectAmbiguous
    ├── WaitError                       the state that was waited for did not come
    │   └── InterconnectStateError, WaitTimeout
    ├── ParamValidationError            the arguments are wrong: nothing was sent
    ├── ConfigError                     a setting is wrong: nothing was sent
    │   ├── InvalidOptionsError ── NoRegionError
    │   └── UnknownServiceError
    ├── NoCredentialsError, PartialCredentialsError, ProfileNotFound
    ├── UsageError                      the package called its library wrongly, or a closed handle is used
    └── LibraryError                    the C library is missing or another one
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Optional

    from ._answer import Answer
    from ._problem import Problem
    from .type_defs import EnsureResultTypeDef, InterconnectTypeDef


class DXInterconnectWarning(UserWarning):
    """AWS may accept it, but it looks wrong."""


class DXInterconnectError(Exception):
    """The base of all of the package's exceptions."""


class LibraryError(DXInterconnectError):
    """libdxinterconnect cannot be loaded, or is of another interface than this package."""


class UsageError(DXInterconnectError):
    """A call of the C library that cannot be, or the use of what is closed."""


class ConfigError(DXInterconnectError, ValueError):
    """A setting that cannot be used."""


class UnknownServiceError(ConfigError):
    """``client()`` was asked for another service than directconnect."""


class _WithProblems(DXInterconnectError):
    """Has every problem at once; ``problems`` are those of the C library, in order."""

    _HEADING: str

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        report = "\n".join(str(problem) for problem in self.problems if problem.is_error)
        # As of botocore's exceptions.
        self.kwargs = {"report": report}
        super().__init__(f"{self._HEADING}:\n{report}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems,)


class ParamValidationError(_WithProblems):
    """The arguments are wrong; nothing was sent."""

    _HEADING = "Parameter validation failed"


class InvalidOptionsError(_WithProblems, ConfigError):
    """Credentials, region, endpoint, time or header text cannot be used; nothing was sent."""

    _HEADING = "Invalid options"


class NoRegionError(InvalidOptionsError):
    """No region was given."""

    _HEADING = 'You must specify a region: write region_name="us-east-1" or set AWS_DEFAULT_REGION'


class NoCredentialsError(DXInterconnectError):
    """No credentials were found."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message
            or "Unable to locate credentials: give aws_access_key_id and aws_secret_access_key, set"
            " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, write them into ~/.aws/credentials, or"
            " give credentials=boto3.Session() to let boto3 find them (SSO, roles, instance metadata)"
        )


class PartialCredentialsError(DXInterconnectError):
    """Half of the credentials were found."""

    def __init__(self, provider: str, cred_var: str) -> None:
        self.kwargs = {"provider": provider, "cred_var": cred_var}
        super().__init__(f"Partial credentials found in {provider}, missing: {cred_var}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.kwargs["provider"], self.kwargs["cred_var"])


class ProfileNotFound(DXInterconnectError):
    """The profile is not in the shared credentials file."""


class NotSentError(DXInterconnectError):
    """No byte of the request was sent, so nothing was ordered: it can safely be sent again.

    ``permanent``: something has to be mended first, such as a certificate or a proxy's password.
    """

    def __init__(self, message: str, permanent: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent


class EndpointConnectionError(NotSentError):
    """No connection to the endpoint."""


class ConnectTimeoutError(NotSentError):
    """No connection to the endpoint in time."""


class ProxyConnectionError(NotSentError):
    """No connection through the proxy."""


class SSLError(NotSentError):
    """No TLS, or a certificate that does not prove that it is the endpoint."""


class ClientError(DXInterconnectError):
    """AWS refused the request: nothing was ordered. ``response`` is as botocore's."""

    MSG_TEMPLATE = (
        "An error occurred ({code}) when calling the {operation} operation{retries}: {message}"
    )

    def __init__(
        self,
        error_response: dict[str, Any],
        operation_name: str,
        answer: Optional[Answer] = None,
    ) -> None:
        error = error_response.get("Error", {})
        metadata = error_response.get("ResponseMetadata", {})
        retries = ""
        if metadata.get("MaxAttemptsReached"):
            retries = f" (reached max retries: {metadata['RetryAttempts']})"
        super().__init__(
            self.MSG_TEMPLATE.format(
                code=error.get("Code", "Unknown"),
                operation=operation_name,
                retries=retries,
                message=error.get("Message", "Unknown") or (answer.explanation if answer else ""),
            )
        )
        self.response = error_response
        self.operation_name = operation_name
        # What the library made of the response; None in an exception that was pickled.
        self.answer = answer

    def __reduce__(self) -> tuple[Any, ...]:
        # The text may come from the answer, which is not pickled.
        return type(self), (self.response, self.operation_name), {"args": self.args}


class DuplicateTagKeysException(ClientError):
    """A tag key was given more than once."""


class TooManyTagsException(ClientError):
    """More than 50 tags."""


class DirectConnectClientException(ClientError):
    """AWS says that the request is wrong."""


class DirectConnectServerException(ClientError):
    """AWS says that it failed.

    Of an order that leaves open whether the port is ordered, so there it is never raised by itself: it
    is the ``__cause__`` of an OutcomeUnknown.
    """


SERVICE_ERRORS: dict[str, type[ClientError]] = {
    kind.__name__: kind
    for kind in (
        DuplicateTagKeysException,
        TooManyTagsException,
        DirectConnectServerException,
        DirectConnectClientException,
    )
}


class OutcomeUnknown(DXInterconnectError):
    """A port may be ordered, or not: look with DescribeInterconnects before ordering again.

    Not a ClientError, so that no ``except ClientError`` that orders again ever meets it.

    - ``reason``: what happened and what to do, as a sentence.
    - ``sent``: the body that was sent, as text; None when it was not this package that sent it.
    - ``sent_at``: when it was sent, in seconds since 1970; ``invocation_id``: its id, for AWS's support.
    - ``response``: as of a ClientError: ``ResponseMetadata``, and ``Error`` where AWS named one.
    - ``result``: of ensure_interconnect, which has looked for it: EnsureResultTypeDef; else None.
    """

    def __init__(
        self,
        reason: str,
        *,
        url: str = "",
        sent: Optional[str] = None,
        sent_at: Optional[float] = None,
        invocation_id: Optional[str] = None,
        response: Optional[dict[str, Any]] = None,
        answer: Optional[Answer] = None,
        result: Optional[EnsureResultTypeDef] = None,
    ) -> None:
        text = f"The outcome of CreateInterconnect is unknown. {reason}"
        if sent is not None:
            text += f" Sent to {url}: {sent}"
        if invocation_id is not None:
            text += f" (invocation id {invocation_id})"
        super().__init__(text)
        self.reason = reason
        self.url = url
        self.sent = sent
        self.sent_at = sent_at
        self.invocation_id = invocation_id
        self.response: dict[str, Any] = response or {}
        self.operation_name = "CreateInterconnect"
        self.result = result
        # What the library made of the response; None in an exception that was pickled.
        self.answer = answer

    def __reduce__(self) -> tuple[Any, ...]:
        return _outcome_unknown, (
            self.reason,
            {
                "url": self.url,
                "sent": self.sent,
                "sent_at": self.sent_at,
                "invocation_id": self.invocation_id,
                "response": self.response,
                "result": self.result,
            },
        )


def _outcome_unknown(reason: str, details: dict[str, Any]) -> OutcomeUnknown:
    """Make one anew from a pickle."""
    return OutcomeUnknown(reason, **details)


class NotDescribedError(DXInterconnectError):
    """No whole list of interconnects came back: what is there is not known, and nothing was changed.

    Where AWS named an error it is a ClientError instead, and where nothing was sent a NotSentError.
    ``response`` is as of a ClientError, with ``ResponseMetadata`` alone.
    """

    def __init__(
        self, reason: str, response: dict[str, Any], answer: Optional[Answer] = None
    ) -> None:
        super().__init__(f"The interconnects could not be listed. {reason}")
        self.reason = reason
        self.response = response
        self.operation_name = "DescribeInterconnects"
        # What the library made of the response; None in an exception that was pickled.
        self.answer = answer

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.reason, self.response), {"args": self.args}


class EnsureError(DXInterconnectError):
    """Something is there, and it is not what was asked for. ``result``: EnsureResultTypeDef.

    With ``result["orders"]`` over 0 an order was sent before it was found, and a port may be ordered as well: its
    OutcomeUnknown is the ``__cause__``.
    """

    def __init__(self, result: EnsureResultTypeDef) -> None:
        super().__init__(result["explanation"])
        self.result = result

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.result,)


class InterconnectConflict(EnsureError):
    """The interconnect is there, with another location, bandwidth, LAG or provider than was asked for."""


class InterconnectAmbiguous(EnsureError):
    """Several interconnects are there, and it cannot be told which one is meant."""


class WaitError(DXInterconnectError):
    """The state that was waited for did not come.

    ``interconnect``: as it was seen last; None if it never was. ``state``: what was waited for.
    """

    def __init__(
        self, message: str, interconnect: Optional[InterconnectTypeDef], state: str
    ) -> None:
        super().__init__(message)
        self.interconnect = interconnect
        self.state = state

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (*self.args, self.interconnect, self.state)


class InterconnectStateError(WaitError):
    """The interconnect cannot come to the state any more."""


class WaitTimeout(WaitError):
    """The interconnect did not come to the state in time."""
