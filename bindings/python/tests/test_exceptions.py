"""The exceptions: what they are of, and that they can be sent between processes."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

import dxinterconnect
from dxinterconnect import exceptions


def all_kinds() -> list[type[BaseException]]:
    return [kind for kind in vars(exceptions).values()
            if isinstance(kind, type) and issubclass(kind, exceptions.DXInterconnectError)]  # fmt: skip


def made() -> dict[str, BaseException]:
    problem = dxinterconnect.Problem(
        "error", "MISSING_REGION", 200, "region", "no region", "write one"
    )
    response = {"Error": {"Code": "C", "Message": "m"}, "ResponseMetadata": {"RetryAttempts": 1}}
    found: dict[str, BaseException] = {}
    for kind in all_kinds():
        arguments: Any
        if issubclass(kind, exceptions._WithProblems):
            if kind is exceptions._WithProblems:
                continue
            arguments = ([problem],)
        elif issubclass(kind, exceptions.ClientError):
            arguments = (response, "CreateInterconnect")
        elif kind is exceptions.PartialCredentialsError:
            arguments = ("env", "aws_secret_access_key")
        elif issubclass(kind, exceptions.NotSentError):
            arguments = ("message", True)
        elif kind is exceptions.NotDescribedError:
            arguments = ("message", response)
        elif issubclass(kind, exceptions.EnsureError):
            arguments = ({"outcome": "conflict", "explanation": "message"},)
        elif issubclass(kind, exceptions.WaitError):
            arguments = ("message", {"interconnectState": "pending"}, "available")
        else:
            arguments = ("message",)
        found[kind.__name__] = kind(*arguments)
    return found


@pytest.mark.parametrize("name", made())
def test_each_survives_a_pickle(name: str) -> None:
    exception = made()[name]
    again = pickle.loads(pickle.dumps(exception))
    assert type(again) is type(exception) and str(again) == str(exception) != ""
    kept = {key: value for key, value in vars(exception).items() if key != "answer"}
    assert {key: value for key, value in vars(again).items() if key != "answer"} == kept


def test_each_is_public() -> None:
    hidden = {"_WithProblems"}
    assert {kind.__name__ for kind in all_kinds()} - hidden <= set(dxinterconnect.__all__)


def test_an_unknown_outcome_is_no_client_error_and_no_not_sent() -> None:
    for kind in (exceptions.ClientError, exceptions.NotSentError, exceptions.ParamValidationError):
        assert not issubclass(exceptions.OutcomeUnknown, kind)


def test_an_unknown_outcome_survives_with_what_was_sent() -> None:
    unknown = dxinterconnect.OutcomeUnknown(
        "Why.", url="https://x/", sent="{}", sent_at=1.5, invocation_id="id", response={"a": 1}
    )
    again = pickle.loads(pickle.dumps(unknown))
    assert (again.sent, again.sent_at, again.invocation_id, again.response) == (
        "{}",
        1.5,
        "id",
        {"a": 1},
    )
    assert str(again) == (
        "The outcome of CreateInterconnect is unknown. Why. Sent to https://x/: {} (invocation id id)"
    )
