"""The interconnects that were ordered, in SQLite: in memory, or in a file that outlives us.

Deleted interconnects stay, in the state ``deleted``: the service goes on showing
them for a while, and an order that was placed twice remains visible as such.
"""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
import string
import threading
from dataclasses import dataclass
from typing import Any, Optional

from .errors import StateError, StateInUse
from .inputs import CreateInterconnect

STATES = ("requested", "pending", "available", "down", "deleting", "deleted", "unknown")
PROGRESS = ("requested", "pending", "available")

# Marks a file as ours, so that no other program's database is taken for one.
_APPLICATION_ID = 0x44584C45  # "DXLE"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS interconnects (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    region TEXT NOT NULL,
    ordered_at REAL NOT NULL,
    members TEXT NOT NULL,
    put INTEGER NOT NULL,
    looks INTEGER NOT NULL DEFAULT 0,
    set_state TEXT
)
"""


@dataclass(frozen=True)
class After:
    """A moment in an interconnect's life: after so many looks at it, or seconds after its order.

    A look is a DescribeInterconnects call that asks about the interconnect, by
    its id or by asking about all; a call for a further page is no new look.
    """

    looks: Optional[int] = None
    seconds: Optional[float] = None

    def __post_init__(self) -> None:
        if (self.looks is None) == (self.seconds is None):
            raise ValueError("After takes either looks or seconds")
        if not 0 < (self.looks or self.seconds or 0) < float("inf"):
            raise ValueError("After takes a positive number")

    def times(self, looks: int, seconds: float) -> int:
        """How often this span fits into what has passed."""
        if self.looks is not None:
            return looks // self.looks
        return int(seconds // (self.seconds or 1.0))


def parse_after(text: str) -> After:
    """An After from ``2looks`` or ``1.5s``. Raises ValueError."""
    match = re.fullmatch(r"([0-9]+)looks?|([0-9]+(?:\.[0-9]+)?)s", text)
    if match is None:
        raise ValueError(f"{text!r} is neither like 2looks nor like 1.5s")
    if match[1] is not None:
        return After(looks=int(match[1]))
    return After(seconds=float(match[2]))


@dataclass(frozen=True)
class Order:
    """An order that was placed. It stays one when the interconnect is deleted."""

    interconnect_id: str
    interconnect_name: str
    region: str
    ordered_at: float


@dataclass(frozen=True)
class Stored:
    """An interconnect as stored; what it looks like now depends on looks and time.

    ``members``: those of the order; of what was ``put`` there by a test, those that are shown.
    """

    number: int
    id: str
    region: str
    ordered_at: float
    members: dict[str, Any]
    put: bool
    looks: int
    set_state: Optional[str]

    def is_shown(self, show_after: Optional[After], now: float) -> bool:
        if show_after is None or self.put:
            return True
        return show_after.times(self.looks - 1, now - self.ordered_at) >= 1

    def state(self, move_after: Optional[After], now: float) -> str:
        if self.set_state is not None:
            return self.set_state
        if move_after is None:
            return PROGRESS[0]
        steps = move_after.times(max(self.looks - 1, 0), max(now - self.ordered_at, 0.0))
        return PROGRESS[min(steps, len(PROGRESS) - 1)]


class Store:
    """All interconnects. Threads may share it; every change is committed when a method returns."""

    def __init__(self, file: Optional[str] = None) -> None:
        """Open the state in ``file``, or in memory. Raises StateInUse and StateError."""
        self._lock = threading.RLock()
        try:
            self._database = sqlite3.connect(
                ":memory:" if file is None else file, timeout=0.0, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise StateError(f"cannot use the state file {file}: {error}") from None
        try:
            self._open()
        except sqlite3.DatabaseError as error:
            self._database.close()
            # The code has an attribute of its own only from Python 3.11 on.
            if "locked" in str(error):
                raise StateInUse(f"another endpoint has the state file {file} open") from None
            raise StateError(f"cannot use the state file {file}: {error}") from None
        except StateError:
            self._database.close()
            raise

    def _open(self) -> None:
        # SQLite's own lock, held until we close or die, keeps a second endpoint out.
        self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
        with self._database:
            self._database.execute("BEGIN EXCLUSIVE")
            (mark,) = self._database.execute("PRAGMA application_id").fetchone()
            (tables,) = self._database.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if tables and mark != _APPLICATION_ID:
                raise StateError("the state file is another program's database")
            self._database.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            self._database.execute(_SCHEMA)

    def close(self) -> None:
        with self._lock:
            self._database.close()

    def add(self, request: CreateInterconnect, region: str, now: float) -> Stored:
        """Place an order."""
        return self._insert(_new_id(), _as_members(request), region, now, put=False)

    def put(self, members: dict[str, Any], region: str, now: float) -> Stored:
        """Have an interconnect that nobody ordered here. Raises ValueError."""
        given = members.get("interconnectId")
        new_id = given if isinstance(given, str) else _new_id()
        try:
            return self._insert(new_id, members, region, now, put=True)
        except sqlite3.IntegrityError:
            raise ValueError(f"there is an interconnect {new_id} already") from None

    def _insert(
        self, new_id: str, members: dict[str, Any], region: str, now: float, *, put: bool
    ) -> Stored:
        with self._lock, self._database:
            self._database.execute(
                "INSERT INTO interconnects (id, region, ordered_at, members, put)"
                " VALUES (?, ?, ?, ?, ?)",
                (new_id, region, now, json.dumps(members), put),
            )
            return self._select("WHERE id = ?", new_id)[0]

    def look(self, region: str, interconnect_id: Optional[str] = None) -> list[Stored]:
        """Count a look at a region's interconnects, or at one of them, and return them."""
        where, arguments = _where(region, interconnect_id)
        with self._lock, self._database:
            self._database.execute(
                f"UPDATE interconnects SET looks = looks + 1 {where}", arguments
            )
            return self._select(where, *arguments)

    def find(self, region: str, interconnect_id: Optional[str] = None) -> list[Stored]:
        """The same without counting."""
        where, arguments = _where(region, interconnect_id)
        with self._lock:
            return self._select(where, *arguments)

    def all(self) -> list[Stored]:
        with self._lock:
            return self._select("")

    def set_state(self, interconnect_id: str, state: str) -> bool:
        """Fix a state, which ends the interconnect's own progress; False if there is none."""
        with self._lock, self._database:
            cursor = self._database.execute(
                "UPDATE interconnects SET set_state = ? WHERE id = ?", (state, interconnect_id)
            )
            return cursor.rowcount == 1

    def clear(self) -> None:
        with self._lock, self._database:
            self._database.execute("DELETE FROM interconnects")

    def _select(self, where: str, *arguments: object) -> list[Stored]:
        rows = self._database.execute(
            "SELECT number, id, region, ordered_at, members, put, looks, set_state "
            f"FROM interconnects {where} ORDER BY number",
            arguments,
        )
        return [
            Stored(number, id_, region, ordered_at, json.loads(members), bool(put), looks, state)
            for number, id_, region, ordered_at, members, put, looks, state in rows
        ]


def _new_id() -> str:
    alphabet = string.ascii_lowercase + string.digits
    return "dxcon-f" + "".join(secrets.choice(alphabet) for _ in range(7))


def _where(region: str, interconnect_id: Optional[str]) -> tuple[str, tuple[str, ...]]:
    if interconnect_id is None:
        return "WHERE region = ?", (region,)
    return "WHERE region = ? AND id = ?", (region, interconnect_id)


def _as_members(request: CreateInterconnect) -> dict[str, Any]:
    """The request under the service's names, as Interconnect repeats it."""
    members: dict[str, Any] = {
        "interconnectName": request.interconnect_name,
        "location": request.location,
        "bandwidth": request.bandwidth,
        "tags": [
            {"key": tag.key} if tag.value is None else {"key": tag.key, "value": tag.value}
            for tag in request.tags
        ],
        "requestMACSec": request.request_mac_sec,
    }
    if request.lag_id is not None:
        members["lagId"] = request.lag_id
    if request.provider_name is not None:
        members["providerName"] = request.provider_name
    return members
