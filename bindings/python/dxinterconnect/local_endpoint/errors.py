"""The errors that the service answers with, and those of setting the endpoint up."""

from __future__ import annotations

from typing import Optional


class ServiceError(Exception):
    """An error answer: its code, its message and its HTTP status.

    ``message_member`` is the member of the body that holds the message. AWS's
    protocol layer writes ``Message`` where its services write ``message``, and
    clients have to read both.
    """

    def __init__(
        self,
        code: str,
        message: Optional[str],
        *,
        status: int = 400,
        message_member: str = "message",
    ) -> None:
        super().__init__(code if message is None else f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status
        self.message_member = message_member

    def body(self) -> dict[str, str]:
        """The members of the answer's JSON body."""
        members = {"__type": self.code}
        if self.message is not None:
            members[self.message_member] = self.message
        return members


def client_exception(message: str) -> ServiceError:
    """The service's word for "the request is wrong"."""
    return ServiceError("DirectConnectClientException", message)


def serialization_exception(message: Optional[str] = None) -> ServiceError:
    """The body is not JSON, or a member has a type that the model does not give it."""
    return ServiceError(
        "com.amazon.coral.service#SerializationException", message, message_member="Message"
    )


def unknown_operation(status: int = 400) -> ServiceError:
    """Not an operation that this endpoint knows, or not the protocol's way to ask for one."""
    return ServiceError(
        "com.amazon.coral.service#UnknownOperationException", None, status=status
    )


class EndpointError(Exception):
    """The endpoint cannot be set up as asked; the text is one sentence for people."""


class StateError(EndpointError):
    """The state file cannot be used."""


class StateInUse(StateError):
    """Another endpoint has the state file open."""
