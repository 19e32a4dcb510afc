"""The operations: checked input in, the answer's members out."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Any, Callable, Optional

from . import inputs
from .errors import client_exception, unknown_operation
from .store import PROGRESS, After, Store, Stored

OPERATIONS = ("CreateInterconnect", "DescribeInterconnects", "DeleteInterconnect")
TARGET_PREFIX = "OvertureService."
_INTERCONNECT_ID = re.compile(r"dxcon-[a-z0-9]{8,21}\Z")


@dataclass(frozen=True)
class Outcome:
    """What an operation answers, and the order it placed, if any."""

    members: dict[str, Any]
    placed: Optional[str] = None


@dataclass(frozen=True)
class Habits:
    """How the service goes about it: see LocalEndpoint."""

    move_after: Optional[After] = None
    show_after: Optional[After] = None
    page_size: int = inputs.MAX_RESULTS

    def __post_init__(self) -> None:
        size = self.page_size
        if type(size) is not int or not 1 <= size <= inputs.MAX_RESULTS:
            raise ValueError(f"page_size is {size!r}; write a number from 1 to {inputs.MAX_RESULTS}")


_Operation = Callable[["dict[str, Any]", str, float], Outcome]


class Service:
    """Direct Connect's interconnects, as much of them as an interconnect's life needs."""

    def __init__(self, store: Store, habits: Habits) -> None:
        self._store = store
        self.habits = habits
        actions = (self._create, self._describe, self._delete)
        self._operations: dict[str, _Operation] = dict(zip(OPERATIONS, actions))

    def operation_of(self, target: Optional[str]) -> str:
        """The operation that an X-Amz-Target names; raises UnknownOperationException."""
        if target is None or not target.startswith(TARGET_PREFIX):
            raise unknown_operation()
        operation = target[len(TARGET_PREFIX) :]
        if operation not in self._operations:
            raise unknown_operation()
        return operation

    def carry_out(self, operation: str, body: bytes, region: str, now: float) -> Outcome:
        """Carry an operation out; raises ServiceError."""
        return self._operations[operation](inputs.parse_body(body), region, now)

    def interconnect(self, stored: Stored, now: float) -> dict[str, Any]:
        """An interconnect as the service shows it at this moment."""
        state = stored.state(self.habits.move_after, now)
        if stored.put:
            always = {"interconnectId": stored.id, "region": stored.region}
            if stored.set_state is None:
                return {**always, **stored.members}
            return {**always, **stored.members, "interconnectState": stored.set_state}
        request = stored.members
        mac_sec = request["requestMACSec"]
        members = {
            "interconnectId": stored.id,
            "interconnectName": request["interconnectName"],
            "interconnectState": state,
            "region": stored.region,
            "location": request["location"],
            "bandwidth": request["bandwidth"],
            "jumboFrameCapable": False,
            "hasLogicalRedundancy": "unknown",
            "tags": request["tags"],
            "macSecCapable": mac_sec,
        }
        for name in ("lagId", "providerName"):
            if name in request:
                members[name] = request[name]
        if mac_sec:
            members["portEncryptionStatus"] = "Encryption Down"
            members["encryptionMode"] = "should_encrypt"
            members["macSecKeys"] = []
        if state != PROGRESS[0]:
            # The port has its place and its letter of authorization once it leaves "requested".
            device = f"{request['location']}-local"
            members.update(awsDevice=device, awsDeviceV2=device, awsLogicalDeviceId=device)
            members["loaIssueTime"] = round(stored.ordered_at, 3)
        return members

    def _create(self, members: dict[str, Any], region: str, now: float) -> Outcome:
        stored = self._store.add(inputs.create_interconnect(members), region, now)
        return Outcome(self.interconnect(stored, now), placed=stored.id)

    def _describe(self, members: dict[str, Any], region: str, now: float) -> Outcome:
        wanted = inputs.describe_interconnects(members)
        if wanted.interconnect_id is not None:
            _check_id(wanted.interconnect_id)
        seen_up_to = 0 if wanted.next_token is None else _read_token(wanted.next_token)
        look = self._store.look if wanted.next_token is None else self._store.find
        found = [
            stored
            for stored in look(region, wanted.interconnect_id)
            if stored.is_shown(self.habits.show_after, now)
        ]
        if wanted.interconnect_id is not None and not found:
            raise _not_found(wanted.interconnect_id)
        rest = [stored for stored in found if stored.number > seen_up_to]
        page = rest[: min(wanted.max_results, self.habits.page_size)]
        answer: dict[str, Any] = {
            "interconnects": [self.interconnect(stored, now) for stored in page]
        }
        if len(rest) > len(page):
            answer["nextToken"] = _write_token(page[-1].number)
        return Outcome(answer)

    def _delete(self, members: dict[str, Any], region: str, now: float) -> Outcome:
        interconnect_id = inputs.delete_interconnect(members)
        _check_id(interconnect_id)
        found = self._store.find(region, interconnect_id)
        if not found:
            raise _not_found(interconnect_id)
        state = found[0].state(self.habits.move_after, now)
        if state in ("deleting", "deleted"):
            raise client_exception(
                f"DeleteInterconnect failed. {interconnect_id} is in state {state}"
            )
        self._store.set_state(interconnect_id, "deleted")
        return Outcome({"interconnectState": "deleted"})


def _check_id(interconnect_id: str) -> None:
    if not _INTERCONNECT_ID.match(interconnect_id):
        raise client_exception(f"Interconnect ID {interconnect_id} has an invalid format.")


def _not_found(interconnect_id: str) -> Exception:
    return client_exception(f"Could not find Interconnect with ID {interconnect_id}")


def _write_token(number: int) -> str:
    return base64.urlsafe_b64encode(f"after:{number}".encode()).decode()


def _read_token(token: str) -> int:
    try:
        match = re.fullmatch(
            rb"after:([0-9]{1,18})", base64.b64decode(token.encode(), b"-_", validate=True)
        )
    except (binascii.Error, ValueError):
        match = None
    if match is None:
        raise client_exception("nextToken is invalid.")
    return int(match[1])
