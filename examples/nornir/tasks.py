"""A Nornir task that sees to it that each site of an inventory has its interconnect."""

from __future__ import annotations

import json
from collections.abc import Mapping
from difflib import unified_diff
from typing import Any

import dxinterconnect
from nornir.core.task import Result, Task


def ensure_interconnect(task: Task, clients: Mapping[str, dxinterconnect.Client], dry_run: bool | None = None, **options: Any) -> Result:
    """Orders the host's interconnect if it is not there.

    - the host's data: ``interconnect``, the members of the request in the API's names; ``region``;
      ``tags``, which are added to the request's own.
    - ``clients``: one for each region. Any number of threads may share them.
    - ``options``: more of ``ensure_interconnect``'s, such as ``look_again``.

    In a dry run, Nornir's own or ``dry_run=True``, it looks, and orders nothing. ``failed`` where it cannot be had as it was asked for;
    where a port may have been ordered all the same, ``changed`` is set as well. ``result`` is what
    ``ensure_interconnect`` returned, or the sentence that says what went wrong.
    """
    client = clients[task.host["region"]]
    request = dict(task.host["interconnect"])
    if tags := [*request.get("tags", []), *task.host.get("tags", [])]:
        request["tags"] = tags
    ensure = client.ensure_interconnect
    try:
        ensured = (ensure.dry_run if task.is_dry_run(dry_run) else ensure)(**request, **options)
    except dxinterconnect.DXInterconnectError as error:
        return Result(
            host=task.host,
            failed=True,
            changed=_may_have_ordered(error),
            result=str(error),
            exception=error,
        )
    changed = ensured["outcome"] in ("create", "created")
    return Result(
        host=task.host,
        changed=changed,
        diff=_diff({}, request) if changed else _differences(ensured["differences"]),
        result=ensured,
    )


def _may_have_ordered(error: dxinterconnect.DXInterconnectError) -> bool:
    if isinstance(error, dxinterconnect.EnsureError):
        return error.result["orders"] > 0
    return isinstance(error, dxinterconnect.OutcomeUnknown)


def _diff(before: dict[str, Any], after: dict[str, Any]) -> str:
    def lines(members: dict[str, Any]) -> list[str]:
        return json.dumps(members, indent=2).splitlines() if members else []

    return "\n".join(unified_diff(lines(before), lines(after), "there", "asked for", lineterm=""))


def _differences(differences: list[dict[str, Any]]) -> str:
    return "\n".join(
        f"{each['path']}: {each['actual']!r} there, {each['desired']!r} asked for" for each in differences
    )
