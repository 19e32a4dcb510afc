"""Playbooks that are run by the real ansible-playbook, against the local endpoint."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from dxinterconnect.local_endpoint import LocalEndpoint

pytest_plugins = ["dxinterconnect.local_endpoint.pytest_plugin"]

HERE = Path(__file__).resolve().parent.parent
MODULE = "dxinterconnect.directconnect.dx_interconnect"
MODULE_FILE = HERE / "ansible_collections/dxinterconnect/directconnect/plugins/modules/dx_interconnect.py"
SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
REQUEST = {"interconnect_name": "acme-iad-1", "bandwidth": "10Gbps", "location": "EqDC2"}


def environment(home: Path) -> dict[str, str]:
    """Nothing of whoever runs the tests but the library, and Ansible's own folders in `home`."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "DXINTERCONNECT_LIBRARY")}
    return {
        **kept,
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "ANSIBLE_COLLECTIONS_PATH": str(HERE),
        "ANSIBLE_LOCALHOST_WARNING": "false",
        "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
        "ANSIBLE_NOCOLOR": "true",
        # One process for a task in the place of five.
        "ANSIBLE_PIPELINING": "true",
    }


def run_ansible(command: str, *arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name(command)
    return subprocess.run(
        [str(program), *arguments], env=environment(home), cwd=HERE, capture_output=True, text=True, timeout=300
    )


class Play:
    """What a playbook came to: a result for each task, and all that was printed."""

    def __init__(self, results: list[dict[str, Any]], printed: str) -> None:
        self.results = results
        self.printed = printed


@pytest.fixture
def play(direct_connect_endpoint: LocalEndpoint, tmp_path: Path) -> Callable[..., Play]:
    """Runs a playbook of tasks: options of the module, or whole tasks of another one."""

    def run(*tasks: dict[str, Any], options: tuple[str, ...] = ()) -> Play:
        file = tmp_path / "results.json"
        file.unlink(missing_ok=True)
        listed: list[dict[str, Any]] = []
        for number, task in enumerate(tasks):
            if not any("." in name for name in task):
                task = {
                    MODULE: {
                        "region": "us-east-1",
                        "endpoint_url": direct_connect_endpoint.url,
                        "access_key": "AKIDEXAMPLE",
                        "secret_key": SECRET,
                        **task,
                    }
                }
            listed.append({"ignore_errors": True, "register": f"result{number}", **task})
        content = "{{ [" + ", ".join(f"result{number}" for number in range(len(tasks))) + "] | to_json }}"
        listed.append({"ansible.builtin.copy": {"content": content, "dest": str(file)}, "check_mode": False, "diff": False})
        book = tmp_path / "play.json"
        book.write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": listed}]))
        ran = run_ansible(
            "ansible-playbook", str(book), "-e", f"ansible_python_interpreter={sys.executable}", *options, home=tmp_path
        )
        assert file.exists(), ran.stdout + ran.stderr
        return Play(json.loads(file.read_text()), ran.stdout + ran.stderr)

    return run
