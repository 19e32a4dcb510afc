"""The control paths, ``/_local/…``, by which tests in any language drive the endpoint.

Requests to them are no AWS traffic: they need no signature, meet no fault and
do not appear in the log.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Callable

from .store import parse_after
from .wire import Answer, Head

if TYPE_CHECKING:
    from .endpoint import LocalEndpoint

PREFIX = "/_local/"


def control_answer(endpoint: LocalEndpoint, head: Head, body: bytes) -> Answer:
    """Do what a control request asks for."""
    if head.get("origin") is not None:
        return _json(403, {"message": "control paths are not for web pages"})
    path = head.target[len(PREFIX) :]
    action = _ACTIONS.get((head.method, path))
    if action is None:
        known = any(path == name for _, name in _ACTIONS)
        status = 405 if known else 404
        return _json(status, {"message": f"there is no {head.method} {head.target}"})
    try:
        document = json.loads(body) if body else {}
        if not isinstance(document, dict):
            raise ValueError("the body is not a JSON object")
        return _json(200, action(endpoint, document))
    except KeyError as error:
        return _json(400, {"message": f"the member {error.args[0]} is missing"})
    except (TypeError, ValueError, RecursionError) as error:
        return _json(400, {"message": str(error)})


def _json(status: int, members: Mapping[str, Any]) -> Answer:
    return Answer(
        status, (("Content-Type", "application/json"),), json.dumps(members).encode() + b"\n"
    )


def _log(endpoint: LocalEndpoint, document: dict[str, Any]) -> dict[str, Any]:
    return {"log": [asdict(entry) for entry in endpoint.log()]}


def _orders(endpoint: LocalEndpoint, document: dict[str, Any]) -> dict[str, Any]:
    return {"orders": [asdict(order) for order in endpoint.orders()]}


def _interconnects(endpoint: LocalEndpoint, document: dict[str, Any]) -> dict[str, Any]:
    return {"interconnects": endpoint.interconnects()}


def _set_state(endpoint: LocalEndpoint, document: dict[str, Any]) -> dict[str, Any]:
    endpoint.set_interconnect_state(
        str(document["interconnectId"]), str(document["interconnectState"])
    )
    return {}


def _put(endpoint: LocalEndpoint, document: dict[str, Any]) -> dict[str, Any]:
    region = str(document.get("region", "us-east-1"))
    return {"interconnectId": endpoint.put_interconnect(document, region)}


def _change(endpoint: LocalEndpoint, document: dict[str, Any]) -> dict[str, Any]:
    for name in ("move_after", "show_after"):
        if document.get(name) is not None:
            document[name] = parse_after(document[name])
    endpoint.change(**document)
    return {}


def _faults(endpoint: LocalEndpoint, document: dict[str, Any]) -> dict[str, Any]:
    return {"faults": [asdict(fault) for fault in endpoint.faults()]}


def _add_fault(endpoint: LocalEndpoint, document: dict[str, Any]) -> dict[str, Any]:
    parameters = document.pop("parameters", {})
    endpoint.add_fault(document.pop("name"), document.pop("times", 1), **document, **parameters)
    return _faults(endpoint, {})


def _clear_faults(endpoint: LocalEndpoint, document: dict[str, Any]) -> dict[str, Any]:
    endpoint.clear_faults()
    return {}


def _set_clock(endpoint: LocalEndpoint, document: dict[str, Any]) -> dict[str, Any]:
    endpoint.clock_offset = float(document["offset"])
    return {}


def _reset(endpoint: LocalEndpoint, document: dict[str, Any]) -> dict[str, Any]:
    endpoint.reset()
    return {}


_Action = Callable[["LocalEndpoint", "dict[str, Any]"], "dict[str, Any]"]
_ACTIONS: Mapping[tuple[str, str], _Action] = {
    ("GET", "log"): _log,
    ("GET", "orders"): _orders,
    ("GET", "interconnects"): _interconnects,
    ("POST", "interconnects"): _set_state,
    ("PUT", "interconnects"): _put,
    ("POST", "habits"): _change,
    ("GET", "faults"): _faults,
    ("POST", "faults"): _add_fault,
    ("DELETE", "faults"): _clear_faults,
    ("POST", "clock"): _set_clock,
    ("POST", "reset"): _reset,
}
