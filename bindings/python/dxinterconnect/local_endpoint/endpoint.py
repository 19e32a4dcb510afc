"""The endpoint itself: puts server, signature check, operations, faults and log together."""

from __future__ import annotations

import ssl
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Any, Optional

from . import faults as fault_table
from .answers import JSON_TYPE, json_answer
from .clock import Clock
from .control import PREFIX, control_answer
from .effects import Exchange, Parameter
from .errors import EndpointError, ServiceError, unknown_operation
from .faults import Fault, FaultQueue
from .inputs import MAX_RESULTS
from .journal import NOT_CARRIED_OUT, Journal, LogEntry, masked_headers
from .operations import Habits, Service
from .server import Server, loopback_address
from .sigv4 import EXAMPLE_CREDENTIALS, Credentials, check_signature
from .store import STATES, After, Order, Store
from .wire import Answer, Connection, Disconnected, Head, MalformedRequest


@dataclass(frozen=True)
class _Decision:
    """What the service made of a request."""

    answer: Answer
    verdict: str
    order: Optional[str] = None


class LocalEndpoint:
    """An AWS Direct Connect endpoint on loopback, for tests and demos.

    ::

        with LocalEndpoint() as endpoint:
            client = boto3.client("directconnect", endpoint_url=endpoint.url, …)

    - ``host``, ``port``: where to listen; port 0 takes a free one.
    - ``state``: an SQLite file in which interconnects are kept; None keeps them
      in memory. The file is held while the object lives: a second endpoint on it
      is refused with StateInUse.
    - ``credentials``: those that are accepted.
    - ``region``: the only region accepted; None accepts any.
    - ``clock_offset``: seconds by which the endpoint's clock is ahead.
    - ``move_after``: when an interconnect goes on from requested to pending, and
      again from there to available; None leaves it requested.
    - ``show_after``: when DescribeInterconnects begins to show an interconnect;
      None shows it at once.
    - ``page_size``: how many interconnects a page of DescribeInterconnects has at most.
    - ``tls``: certificate and key file in PEM; None serves plain HTTP.

    Raises EndpointError if it cannot be set up so. All methods may be called
    from any thread.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        state: Optional[str] = None,
        credentials: Sequence[Credentials] = (EXAMPLE_CREDENTIALS,),
        region: Optional[str] = None,
        clock_offset: float = 0.0,
        move_after: Optional[After] = None,
        show_after: Optional[After] = None,
        page_size: int = MAX_RESULTS,
        tls: Optional[tuple[str, str]] = None,
    ) -> None:
        loopback_address(host)
        context = None if tls is None else _tls_context(*tls)
        self._credentials = tuple(credentials)
        self._region = region
        self._first_offset = clock_offset
        self._clock = Clock(clock_offset)
        self._faults = FaultQueue()
        self._journal = Journal()
        try:
            self._first_habits = Habits(move_after, show_after, page_size)
        except ValueError as error:
            raise EndpointError(str(error)) from None
        self._store = Store(state)
        self._service = Service(self._store, self._first_habits)
        try:
            self._server = Server(host, port, self._serve, context)
        except EndpointError:
            self._store.close()
            raise
        scheme = "http" if tls is None else "https"
        name = f"[{host}]" if ":" in host else host
        self._url = f"{scheme}://{name}:{self._server.port}"

    def start(self) -> LocalEndpoint:
        """Begin to serve. Once only."""
        self._server.start()
        return self

    def stop(self) -> None:
        """End: close the port and all connections, let go of the state file."""
        self._server.stop()
        self._store.close()

    def __enter__(self) -> LocalEndpoint:
        return self.start()

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """Where it serves, such as ``http://127.0.0.1:40123``: a client's endpoint_url."""
        return self._url

    @property
    def port(self) -> int:
        return self._server.port

    @property
    def clock_offset(self) -> float:
        """Seconds by which the endpoint's clock is ahead of this machine's; can be set."""
        return self._clock.offset

    @clock_offset.setter
    def clock_offset(self, seconds: float) -> None:
        self._clock.offset = seconds

    def change(self, **habits: Any) -> None:
        """Change ``move_after``, ``show_after`` or ``page_size`` from now on. Raises ValueError."""
        try:
            self._service.habits = replace(self._service.habits, **habits)
        except TypeError as error:
            raise ValueError(str(error)) from None

    def add_fault(
        self,
        name: str,
        times: int = 1,
        *,
        operation: Optional[str] = None,
        skip: int = 0,
        placed: Optional[bool] = None,
        **parameters: Parameter,
    ) -> None:
        """Queue a fault of the table ``FAULTS`` for the next ``times`` requests.

        With ``operation`` only requests for it count; the first ``skip`` of those
        that count pass unharmed. ``placed`` chooses whether the request is carried
        out, where the table lets one choose. Faults come in the order in which they
        were added. ``close-port`` acts at once, or when all before it are used up.
        Raises ValueError.
        """
        self.add(
            fault_table.fault(
                name, times, operation=operation, skip=skip, placed=placed, parameters=parameters
            )
        )

    def add(self, fault: Fault) -> None:
        """Queue a fault made by ``fault()`` or ``parse_fault()``."""
        self._faults.add(fault)
        self._close_port_if_due()

    def faults(self) -> list[Fault]:
        """The faults still due, with what is left of their ``times`` and ``skip``."""
        return self._faults.due()

    def clear_faults(self) -> None:
        self._faults.clear()

    def log(self) -> list[LogEntry]:
        """What was received, oldest first. An entry is there before its answer is sent."""
        return self._journal.entries()

    def orders(self) -> list[Order]:
        """Every order that was placed, oldest first, whatever became of it."""
        return [
            Order(stored.id, stored.members["interconnectName"], stored.region, stored.ordered_at)
            for stored in self._store.all()
            if not stored.put
        ]

    def interconnects(self) -> list[dict[str, Any]]:
        """All interconnects as the service would show them, those not shown yet included."""
        now = self._clock.now()
        return [self._service.interconnect(stored, now) for stored in self._store.all()]

    def put_interconnect(self, members: Mapping[str, Any], region: str = "us-east-1") -> str:
        """Have an interconnect that nobody ordered here, and return its id.

        It is shown at once, with exactly these members; an ``interconnectId`` is made
        where there is none. Raises ValueError.
        """
        return self._store.put(dict(members), region, self._clock.now()).id

    def set_interconnect_state(self, interconnect_id: str, state: str) -> None:
        """Set a state by hand; it stays until set again. Raises ValueError."""
        if state not in STATES:
            raise ValueError(f"there is no state {state!r}; there are {', '.join(STATES)}")
        if not self._store.set_state(interconnect_id, state):
            raise ValueError(f"there is no interconnect {interconnect_id}")

    def reset(self) -> None:
        """Forget interconnects, log and faults, and set clock and habits as they were at first."""
        self._faults.clear()
        self._journal.clear()
        self._store.clear()
        self._clock.offset = self._first_offset
        self._service.habits = self._first_habits

    def _close_port_if_due(self) -> None:
        fault = self._faults.take_close_port()
        if fault is not None:
            self._server.close_port(float(fault.parameters["seconds"]))

    def _serve(self, connection: Connection) -> None:
        """Serve a connection's requests, one after the other."""
        while True:
            try:
                head = connection.read_head()
                if head is None:
                    return
                if head.target.startswith(PREFIX):
                    answer = control_answer(self, head, connection.read_body(head))
                    connection.send(answer.head() + answer.body)
                    good = True
                else:
                    good = self._exchange(connection, head)
            except MalformedRequest as error:
                self._record_malformed(error)
                text = f"{error}\n".encode()
                answer = Answer(error.status, (("Content-Type", "text/plain"),), text)
                connection.send(answer.head() + answer.body)
                return
            if not good or not head.keeps_alive or self._server.is_closed:
                return

    def _exchange(self, connection: Connection, head: Head) -> bool:
        """Serve one request of AWS's; returns whether another may follow."""
        request_id = str(uuid.uuid4())
        operation, refusal = self._operation_of(head)
        fault = self._faults.take(operation)
        self._close_port_if_due()
        if fault is not None and fault.kind.act is not None and fault.kind.early:
            self._record(head, operation, b"", NOT_CARRIED_OUT, fault)
            nothing = Answer(200, (), b"")
            return fault.kind.act(
                Exchange(connection, nothing, request_id, self._clock.now(), fault.parameters)
            )
        try:
            body = connection.read_body(head)
        except Disconnected:
            self._record(head, operation, b"", "the client left before its request's end", fault)
            raise
        now = self._clock.now()
        if fault is not None and fault.name == "clock-skew":
            now += float(fault.parameters["seconds"])
        carries_out = fault is None or fault.placed or fault.name == "clock-skew"
        decision = self._decide(
            head, operation, refusal, body, now, request_id, carries_out
        )
        self._record(head, operation, body, decision.verdict, fault, decision.order)
        if fault is None or fault.kind.act is None:
            connection.send(decision.answer.head() + decision.answer.body)
            return True
        return fault.kind.act(
            Exchange(connection, decision.answer, request_id, now, fault.parameters)
        )

    def _operation_of(self, head: Head) -> tuple[Optional[str], Optional[ServiceError]]:
        try:
            if head.method != "POST" or head.target != "/":
                raise unknown_operation(status=404)
            if (head.get("content-type") or "").split(";")[0].strip() != JSON_TYPE:
                raise unknown_operation(status=404)
            return self._service.operation_of(head.get("x-amz-target")), None
        except ServiceError as error:
            return None, error

    def _decide(
        self,
        head: Head,
        operation: Optional[str],
        refusal: Optional[ServiceError],
        body: bytes,
        now: float,
        request_id: str,
        carries_out: bool,
    ) -> _Decision:
        try:
            if refusal is not None or operation is None:
                raise refusal or unknown_operation()
            region = check_signature(
                head, body, credentials=self._credentials, now=now, region=self._region
            )
            if not carries_out:
                nothing = json_answer(200, {}, request_id=request_id, now=now)
                return _Decision(nothing, NOT_CARRIED_OUT)
            outcome = self._service.carry_out(operation, body, region, now)
        except ServiceError as error:
            answer = json_answer(error.status, error.body(), request_id=request_id, now=now)
            return _Decision(answer, str(error))
        answer = json_answer(200, outcome.members, request_id=request_id, now=now)
        return _Decision(answer, "ok", outcome.placed)

    def _record(
        self,
        head: Head,
        operation: Optional[str],
        body: bytes,
        verdict: str,
        fault: Optional[Fault],
        order: Optional[str] = None,
    ) -> None:
        self._journal.add(
            LogEntry(
                time=self._clock.now(),
                operation=operation,
                method=head.method,
                target=head.target,
                headers=masked_headers(head),
                body=body.decode("utf-8", "backslashreplace"),
                verdict=verdict,
                fault=None if fault is None else fault.name,
                order=order,
            )
        )

    def _record_malformed(self, error: MalformedRequest) -> None:
        nothing = Head("", "", "", ())
        self._record(nothing, None, b"", f"malformed HTTP: {error}", None)


def _tls_context(certificate: str, key: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ValueError) as error:
        raise EndpointError(f"cannot use {certificate} and {key} for TLS: {error}") from None
    return context
