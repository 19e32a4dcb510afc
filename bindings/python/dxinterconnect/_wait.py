"""``client.wait_until``: looks at an interconnect until it is in a state."""

from __future__ import annotations

import ctypes
from os import urandom
from time import monotonic, sleep

from ._library import function
from .config import MAXIMUM_SECONDS
from .exceptions import ConfigError, InterconnectStateError, NotSentError, WaitTimeout

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Optional

    from ._describe_interconnects import DescribeInterconnects
    from ._operation import Exchange
    from .type_defs import InterconnectTypeDef

# dxi_interconnect_state, of those that can be waited for.
STATES = {
    "requested": 1,
    "pending": 2,
    "available": 3,
    "down": 4,
    "deleting": 5,
    "deleted": 6,
}
_UNKNOWN = 7

_can_reach = function(
    "dxi_interconnect_state_can_reach", ctypes.c_bool, ctypes.c_int32, ctypes.c_int32
)
_delay_ms = function(
    "dxi_poll_delay_ms",
    ctypes.c_uint64,
    ctypes.c_uint32,
    ctypes.c_double,
    ctypes.c_uint64,
    ctypes.c_uint64,
)


def wait_until(
    describe: DescribeInterconnects,
    interconnect_id: str,
    state: str,
    *,
    timeout: float,
    min_delay: float,
    max_delay: float,
    on_progress: Optional[Callable[[Optional[InterconnectTypeDef], float], object]],
) -> InterconnectTypeDef:
    if state not in STATES:
        raise ConfigError(f"state is {state!r}; write one of {', '.join(STATES)}")
    for name, value in (("timeout", timeout), ("min_delay", min_delay), ("max_delay", max_delay)):
        if not isinstance(value, (int, float)) or not 0 <= value <= MAXIMUM_SECONDS:
            raise ConfigError(f"{name} is {value!r}; write a number of seconds")
    interconnect: Optional[InterconnectTypeDef] = None
    started = monotonic()
    polls = 0
    while True:
        done = describe._send(describe._request("wait_until", (), {"interconnectId": interconnect_id}))
        failure = _failure(done)
        interconnect = _found(done, interconnect_id) or interconnect
        waited = monotonic() - started
        if on_progress is not None:
            on_progress(interconnect, waited)
        now = interconnect.get("interconnectState") if interconnect else None
        if interconnect is not None and failure is None:
            if now == state:
                return interconnect
            if not _can_reach(STATES.get(now or "", _UNKNOWN), STATES[state]):
                raise InterconnectStateError(
                    f"{interconnect_id} is {now}, and cannot become {state} any more",
                    interconnect,
                    state,
                )
        left = timeout - waited
        if left < 0.001:
            seen = f"is {now}" if interconnect else "was not found"
            raise WaitTimeout(
                f"{interconnect_id} {seen}, and did not become {state} in {timeout:g} seconds",
                interconnect,
                state,
            ) from failure
        polls += 1
        sleep(min(_delay(polls, min_delay, max_delay), left))


def _found(done: Exchange, interconnect_id: str) -> Any:
    """The interconnect, if the look showed it."""
    for interconnect in done.answer.interconnects or ():
        if interconnect.get("interconnectId") == interconnect_id:
            return interconnect
    return None


def _failure(done: Exchange) -> Optional[Exception]:
    """Why the look showed nothing, where looking again may help; raises it where that cannot."""
    answer = done.answer
    if answer.interconnects is not None:
        return None
    failure = done.failure()
    if answer.may_resend and not (isinstance(failure, NotSentError) and failure.permanent):
        return failure
    # One that was ordered a moment ago may not be there yet.
    if answer.error_kind == "DirectConnectClientException" and "find" in (answer.error_message or ""):
        return failure
    raise failure


def _delay(poll: int, minimum: float, maximum: float) -> float:
    random = int.from_bytes(urandom(6), "big") / 2**48
    milliseconds: int = _delay_ms(poll, random, int(minimum * 1000), int(maximum * 1000))
    return milliseconds / 1000
