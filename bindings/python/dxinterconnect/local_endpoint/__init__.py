"""An AWS Direct Connect endpoint on loopback, for tests and demos.

It checks signatures and input as AWS does, keeps interconnects, and goes wrong
on demand. Standard library only, and apart from the C library on purpose: it
is there to judge it.
"""

from .endpoint import LocalEndpoint
from .errors import EndpointError, StateError, StateInUse
from .faults import FAULTS, Fault, FaultKind, fault, parse_fault
from .journal import LogEntry
from .sigv4 import EXAMPLE_CREDENTIALS, Credentials
from .store import After, Order

__all__ = [
    "After",
    "Credentials",
    "EXAMPLE_CREDENTIALS",
    "EndpointError",
    "FAULTS",
    "Fault",
    "FaultKind",
    "LocalEndpoint",
    "LogEntry",
    "Order",
    "StateError",
    "StateInUse",
    "fault",
    "parse_fault",
]
