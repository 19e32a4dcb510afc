"""The command ``python -m dxinterconnect.local_endpoint``."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
from collections.abc import Sequence
from typing import Optional

from .endpoint import LocalEndpoint
from .errors import EndpointError
from .faults import FAULTS, Fault, parse_fault
from .sigv4 import EXAMPLE_CREDENTIALS, Credentials
from .inputs import MAX_RESULTS
from .store import After, parse_after

PROGRAM = "python -m dxinterconnect.local_endpoint"


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Serve until SIGTERM or SIGINT. Returns the exit code: 0, or 2 if it could not start."""
    options = _parser().parse_args(arguments)
    if options.list_faults:
        print(fault_table(markdown=options.list_faults == "markdown"))
        return 0
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    try:
        _run(options, stopping)
    except (EndpointError, OSError) as error:
        print(f"{PROGRAM}: error: {error}", file=sys.stderr)
        return 2
    return 0


def _run(options: argparse.Namespace, stopping: threading.Event) -> None:
    credentials = EXAMPLE_CREDENTIALS
    if options.access_key_id or options.secret_access_key or options.session_token:
        credentials = Credentials(
            options.access_key_id or credentials.access_key_id,
            options.secret_access_key or credentials.secret_access_key,
            options.session_token,
        )
    if (options.tls_cert is None) != (options.tls_key is None):
        raise EndpointError("--tls-cert and --tls-key go together")
    with LocalEndpoint(
        host=options.host,
        port=options.port,
        state=options.state,
        credentials=(credentials,),
        region=options.region,
        clock_offset=options.clock_offset,
        move_after=options.move_after,
        show_after=options.show_after,
        page_size=options.page_size,
        tls=None if options.tls_cert is None else (options.tls_cert, options.tls_key),
    ) as endpoint:
        for fault in options.fault:
            endpoint.add(fault)
        if options.port_file is not None:
            _write_whole(options.port_file, f"{endpoint.port}\n")
        ready = {"url": endpoint.url, "port": endpoint.port, "pid": os.getpid()}
        print(json.dumps(ready) if options.json else endpoint.url, flush=True)
        stopping.wait()


def _write_whole(path: str, text: str) -> None:
    # Whoever waits for the file must not find it half written.
    with open(f"{path}.new", "w", encoding="ascii") as file:
        file.write(text)
    os.replace(f"{path}.new", path)


def fault_table(*, markdown: bool = False) -> str:
    """The faults: name, parameters with their defaults, whether the order is placed, effect."""
    rows = [
        (kind.name, kind.parameters_text or "-", kind.placed_text, kind.does)
        for kind in FAULTS.values()
    ]
    titles = ("fault", "parameters", "order placed", "what it does")
    if markdown:
        lines = [f"| {' | '.join(row)} |" for row in (titles, ("---",) * 4, *rows)]
        return "\n".join(lines)
    widths = [max(len(row[column]) for row in (titles, *rows)) for column in range(3)]
    return "\n".join(
        "  ".join([cell.ljust(width) for cell, width in zip(row, widths)] + [row[3]])
        for row in (titles, *rows)
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=PROGRAM,
        description="An AWS Direct Connect endpoint on loopback, for tests and demos. "
        "Prints its URL when it is ready; SIGTERM or SIGINT end it.",
    )
    add = parser.add_argument
    add("--host", default="127.0.0.1", help="loopback address to listen on")
    add("--port", type=_port, default=0, help="port to listen on; 0 takes a free one")
    add("--port-file", metavar="FILE", help="write the port into FILE when ready")
    add("--json", action="store_true", help='print {"url", "port", "pid"} instead of the URL')
    add("--state", metavar="FILE", help="keep interconnects in this SQLite file")
    add("--access-key-id", help=f"access key id to accept ({EXAMPLE_CREDENTIALS.access_key_id})")
    add("--secret-access-key", help="its secret (the one of AWS's documentation)")
    add("--session-token", help="session token to demand")
    add("--region", help="the only region to accept; any if not given")
    add("--clock-offset", type=float, default=0.0, metavar="SECONDS",
        help="how far the endpoint's clock is ahead")
    add("--move-after", type=_after, metavar="WHEN",
        help="when interconnects go on to pending, then available: 2looks or 1.5s")
    add("--show-after", type=_after, metavar="WHEN",
        help="when DescribeInterconnects begins to show an interconnect: 2looks or 1.5s")
    add("--page-size", type=int, default=MAX_RESULTS, metavar="N",
        help=f"interconnects on a page of DescribeInterconnects, at most ({MAX_RESULTS})")
    add("--tls-cert", metavar="FILE", help="certificate chain in PEM: serve HTTPS")
    add("--tls-key", metavar="FILE", help="its key in PEM")
    add("--fault", type=_fault, action="append", default=[], metavar="NAME[:N][,KEY=VALUE]",
        help="a fault for the next N requests; keys: operation, skip, placed, parameters")
    add("--list-faults", nargs="?", const="text", choices=("text", "markdown"),
        help="print the faults and end")
    return parser  # fmt: skip


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port number")
    return int(text)


def _after(text: str) -> After:
    try:
        return parse_after(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _fault(text: str) -> Fault:
    try:
        return parse_fault(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
