"""The endpoint's clock, which can be set off from this machine's."""

from __future__ import annotations

import time
from email.utils import formatdate


class Clock:
    """Unix time in seconds, ``offset`` seconds ahead of this machine's clock."""

    def __init__(self, offset: float = 0.0) -> None:
        self.offset = offset

    def now(self) -> float:
        return time.time() + self.offset


def http_date(now: float) -> str:
    """Unix time as the HTTP header ``Date`` writes it."""
    return formatdate(now, usegmt=True)


def amz_date(now: float) -> str:
    """Unix time as SigV4 writes it, such as ``20260102T030405Z``."""
    return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(now))
