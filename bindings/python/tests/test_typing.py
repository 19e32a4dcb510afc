"""What type checkers say of the package, and of those who use it."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from clients import PACKAGE, ROOT

GOOD = """
import datetime
import dxinterconnect

client = dxinterconnect.client("directconnect", region_name="us-east-1")
result = client.create_interconnect(
    interconnectName="a", bandwidth="10Gbps", location="EqDC2", tags=[{"key": "a"}]
)
id: str = result["interconnectId"]
time: datetime.datetime = result["loaIssueTime"]
attempts: int = result["ResponseMetadata"]["RetryAttempts"]
dry = client.create_interconnect.dry_run(interconnectName="a", bandwidth="b", location="c")
text: str = dry.text
answer = dxinterconnect.read_response(200, {}, b"")
outcome: str = answer.outcome
page = client.describe_interconnects(maxResults=5)
state: str = page["interconnects"][0]["interconnectState"]
for page in client.get_paginator("describe_interconnects").paginate():
    token: str = page["nextToken"]
ensured = client.ensure_interconnect(
    interconnectName="a", bandwidth="b", location="c", look_again=5,
    on_progress=lambda told: print(told["step"], told["wait"]),
)
if ensured["outcome"] == "created":
    id = ensured["interconnect"]["interconnectId"]
order: str = client.ensure_interconnect.dry_run(
    interconnectName="a", bandwidth="b", location="c"
)["order"]["body"]
waited = client.wait_until(id, "available", on_progress=lambda one, seconds: print(seconds / 2))
try:
    answer.result()
except client.exceptions.DuplicateTagKeysException as error:
    code: str = error.response["Error"]["Code"]
except dxinterconnect.OutcomeUnknown as unknown:
    reason: str = unknown.reason
except client.exceptions.InterconnectConflict as conflict:
    path: str = conflict.result["differences"][0]["path"]
except client.exceptions.WaitTimeout as timeout:
    print(timeout.interconnect and timeout.interconnect["interconnectState"])
"""
BAD = {
    'client.create_interconnect(interconnectName=5, bandwidth="b", location="c")': "arg-type",
    'client.create_interconnect(interconnectName="a", bandwidth="b")': "call-arg",
    'client.create_interconnect(interconnectName="a", bandwidth="b", location="c", x=1)': "call-arg",
    'dxinterconnect.read_response(200, {}, b"", delivery="lost")': "arg-type",
    'result["interconnectID"]': "typeddict-item",
    "client.describe_interconnects(maxResults='5')": "arg-type",
    'client.ensure_interconnect(interconnectName="a", bandwidth="b", location="c", x=1)': "call-arg",
    'client.wait_until(id, "ready")': "arg-type",
    'ensured["differences"][0]["conflicts"]': "typeddict-item",
    "dxinterconnect.nothing": "attr-defined",
}


def mypy(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(folder / "cache"), *arguments],
        cwd=PACKAGE.parent, capture_output=True, text=True,
    )  # fmt: skip


@pytest.mark.skipif(
    not PACKAGE.parent.joinpath("pyproject.toml").exists(), reason="of the source tree"
)
def test_the_package_is_strictly_typed(tmp_path: Path) -> None:
    done = mypy(tmp_path)
    assert done.returncode == 0, done.stdout
    assert "no issues found" in done.stdout


@pytest.mark.skipif(
    not PACKAGE.parent.joinpath("pyproject.toml").exists(), reason="of the source tree"
)
def test_users_are_told_of_their_mistakes(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.py", tmp_path / "bad.py"
    good.write_text(GOOD)
    bad.write_text(GOOD + "\n".join(BAD))
    done = mypy(tmp_path, str(good))
    assert done.returncode == 0, done.stdout
    done = mypy(tmp_path, str(bad))
    lines = [line for line in done.stdout.splitlines() if "error:" in line]
    assert len(lines) == len(BAD), done.stdout
    for line, code in zip(lines, BAD.values()):
        assert line.endswith(f"[{code}]")


def test_the_marker_is_there() -> None:
    assert PACKAGE.joinpath("py.typed").exists()


def test_the_sources_are_of_python_3_9() -> None:
    sources = [*PACKAGE.rglob("*.py"), *ROOT.joinpath("examples", "python").glob("*.py")]
    assert len(sources) > 20
    for source in sources:
        ast.parse(source.read_text(encoding="utf-8"), str(source), feature_version=(3, 9))
