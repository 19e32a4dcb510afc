"""Builds the example programs, runs `order`, and holds every run to what is true of all of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import unittest
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "c"
sys.path.insert(0, str(ROOT / "bindings" / "python"))
sys.path.append(str(ROOT / "bindings" / "python" / "tests"))  # for its certificates

from dxinterconnect.local_endpoint import LocalEndpoint  # noqa: E402
from dxinterconnect.local_endpoint.sigv4 import Credentials  # noqa: E402

CREATED, NOT_CREATED, USAGE, UNKNOWN = 0, 1, 2, 3
OUTCOMES = {"created": CREATED, "not_created": NOT_CREATED, "unknown": UNKNOWN}

ACCESS_KEY_ID = "AKIDEXAMPLE"
SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
TOKEN = "FwoGZXIvYXdzEXAMPLETOKEN//1234567890"
PROXY_PASSWORD = "hunter2-of-the-proxy"
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": ACCESS_KEY_ID,
    "AWS_SECRET_ACCESS_KEY": SECRET,
    "AWS_SESSION_TOKEN": TOKEN,
}
GOOD = ("--name", "acme-iad-1", "--bandwidth", "10Gbps", "--location", "EqDC2", "--region", "us-east-1")
# Seconds after which a run counts as hung. No case may need longer.
LIMIT = 20

_scratch = tempfile.TemporaryDirectory(prefix="dxinterconnect-example-")
SCRATCH = Path(_scratch.name)
PROGRAMS = SCRATCH / "programs"


def build(library: Path) -> None:
    """With the warnings of the Makefile, which are errors."""
    make(library, PROGRAMS)


def make(library: Path, to: Path, *variables: str, environment: Optional[dict[str, str]] = None) -> None:
    subprocess.run(
        ["make", "--silent", "-C", str(EXAMPLES), f"BUILD={to}", f"LIBRARY={library}", *variables],
        check=True,
        env={**os.environ, **(environment or {})},
    )


@dataclass(frozen=True)
class Run:
    """One run of `order` that has ended."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def document(self) -> Any:
        return json.loads(self.stdout)


def environment(**variables: str) -> dict[str, str]:
    """Nothing of this machine's: neither its credentials nor its proxies."""
    return {"PATH": os.environ["PATH"], **variables}


# Runs a program and writes its peak memory in KiB into a file. A small process of its own, since the kernel
# counts what the parent held at the start as the child's.
MEASURE = """
import os, sys
_, status, usage = os.wait4(os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ), 0)
open(sys.argv[1], "w").write(str(usage.ru_maxrss))
sys.exit(os.waitstatus_to_exitcode(status))
"""


class ExampleCase(unittest.TestCase):
    def start(
        self,
        *arguments: str,
        credentials: bool = True,
        env: Optional[dict[str, str]] = None,
        before: tuple[str, ...] = (),
    ) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*before, str(PROGRAMS / "order"), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(**{**(CREDENTIALS if credentials else {}), **(env or {})}),
        )

    def finish(self, process: subprocess.Popen[str], stdin: str = "") -> Run:
        try:
            stdout, stderr = process.communicate(stdin, timeout=LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            self.fail(f"hung for {LIMIT} s: {process.args}")
        for secret in (SECRET, TOKEN, PROXY_PASSWORD, "AWS4" + SECRET):
            self.assertNotIn(secret, stdout + stderr)
        return Run(process.returncode, stdout, stderr)

    def order(
        self, *arguments: str, credentials: bool = True, env: Optional[dict[str, str]] = None, stdin: str = ""
    ) -> Run:
        return self.finish(self.start(*arguments, credentials=credentials, env=env), stdin)

    def measured(self, *arguments: str) -> tuple[Run, int]:
        """A run, and its peak memory in bytes."""
        peak = SCRATCH / "peak"
        peak.unlink(missing_ok=True)
        run = self.finish(self.start(*arguments, before=(sys.executable, "-IS", "-c", MEASURE, str(peak))))
        return run, int(peak.read_text()) * 1024

    def order_from(self, url: str, *arguments: str, env: Optional[dict[str, str]] = None) -> Run:
        """A good order, told in JSON, with short timeouts; later arguments win."""
        run = self.order(
            *GOOD, "--endpoint", url, "--connect-timeout", "1", "--timeout", "3", "--json-output", *arguments, env=env
        )
        document = run.document
        self.assertEqual(OUTCOMES[document["outcome"]], run.exit_code, document)
        if run.exit_code == UNKNOWN:
            self.assertEqual(document["advice"], "look_first")
        return run

    def new_endpoint(self, **options: Any) -> LocalEndpoint:
        """For a `with`."""
        return LocalEndpoint(credentials=[Credentials(ACCESS_KEY_ID, SECRET, TOKEN)], **options)

    def endpoint(self, **options: Any) -> LocalEndpoint:
        endpoint = self.new_endpoint(**options).start()
        self.addCleanup(endpoint.stop)
        return endpoint
