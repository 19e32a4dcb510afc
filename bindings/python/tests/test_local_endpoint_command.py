"""The command, TLS, loopback only, start and end."""

from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from test_local_endpoint_clients import package_folder

import dxinterconnect.local_endpoint as package
from dxinterconnect.local_endpoint import EndpointError, LocalEndpoint
from dxinterconnect.local_endpoint.cli import fault_table

ENVIRONMENT = {**os.environ, "PYTHONPATH": package_folder()}
COMMAND = [sys.executable, "-m", "dxinterconnect.local_endpoint"]


def started(*options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *options],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finished(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *options], env=ENVIRONMENT, capture_output=True, text=True, timeout=20
    )


def client_of(url: str, **options: Any) -> Any:
    return boto3.session.Session().client(
        "directconnect",
        region_name="eu-west-1",
        endpoint_url=url,
        aws_access_key_id="AKIDOWN",
        aws_secret_access_key="own secret",
        aws_session_token="own token",
        **options,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_where_it_is_serves_and_ends(tmp_path: Path, number: signal.Signals) -> None:
    port_file, state = tmp_path / "port", tmp_path / "state.db"
    process = started(
        "--json", "--port-file", str(port_file), "--state", str(state), "--region", "eu-west-1",
        "--access-key-id", "AKIDOWN", "--secret-access-key", "own secret",
        "--session-token", "own token", "--move-after", "1look", "--show-after", "1look",
        "--fault", "500:1,operation=DescribeInterconnects,placed=no",
    )  # fmt: skip
    try:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        assert ready["pid"] == process.pid
        assert port_file.read_text() == f"{ready['port']}\n"
        assert urlsplit(ready["url"]).port == ready["port"]
        client = client_of(ready["url"])
        created = client.create_interconnect(interconnectName="n", bandwidth="1", location="l")
        # boto3 resends after the 500; the first look that counts shows nothing yet.
        assert client.describe_interconnects()["interconnects"] == []
        (shown,) = client.describe_interconnects()["interconnects"]
        assert shown["interconnectId"] == created["interconnectId"]
        assert shown["interconnectState"] == "pending"
        second = finished("--state", str(state))
        assert (second.returncode, second.stdout) == (2, "")
        assert second.stderr == (
            "python -m dxinterconnect.local_endpoint: error: "
            f"another endpoint has the state file {state} open\n"
        )
        process.send_signal(number)
        assert process.wait(10) == 0
        assert process.communicate() == ("", "")
    finally:
        process.kill()
        process.communicate()
    with LocalEndpoint(state=str(state)) as endpoint:  # the lock went with the process
        assert len(endpoint.orders()) == 1


def test_it_ends_although_clients_hang() -> None:
    process = started("--fault", "hang")
    try:
        assert process.stdout is not None
        url = urlsplit(process.stdout.readline().strip())
        with socket.create_connection((url.hostname or "", url.port or 0), 5) as sock:
            sock.sendall(b"POST / HTTP/1.1\r\nHost: x\r\n\r\n")
            time.sleep(0.1)
            process.send_signal(signal.SIGTERM)
            assert process.wait(10) == 0
            assert sock.recv(1) == b""
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--host", "0.0.0.0"], "0.0.0.0 is not a loopback address"),
        (["--host", "example.com"], "example.com is not an IP address"),
        (["--port", "65536"], "'65536' is not a port number"),
        (["--fault", "nonsense"], "there is no fault 'nonsense'"),
        (["--move-after", "soon"], "'soon' is neither like 2looks nor like 1.5s"),
        (["--show-after", "0looks"], "After takes a positive number"),
        (["--page-size", "0"], "page_size is 0; write a number from 1 to 100"),
        (["--tls-cert", "x"], "--tls-cert and --tls-key go together"),
        (["--tls-cert", "x", "--tls-key", "y"], "cannot use x and y for TLS"),
        (["--state", "/"], "cannot use the state file /"),
        (["--port-file", "/no/such/folder/port"], "No such file or directory"),
    ],
)
def test_what_it_cannot_do_it_says_in_one_sentence(options: list[str], message: str) -> None:
    result = finished(*options)
    assert (result.returncode, result.stdout) == (2, "")
    last = result.stderr.splitlines()[-1]
    assert message in last and "Traceback" not in result.stderr


def test_a_port_that_is_taken_is_refused() -> None:
    with LocalEndpoint() as endpoint:
        with pytest.raises(EndpointError, match=f"cannot listen on .* port {endpoint.port}"):
            LocalEndpoint(port=endpoint.port)


def test_the_fault_table_is_the_readmes() -> None:
    readme = Path(package.__file__).with_name("README.md").read_text(encoding="utf-8")
    assert readme.endswith("\n\n" + fault_table(markdown=True) + "\n")
    assert finished("--list-faults=markdown").stdout == fault_table(markdown=True) + "\n"
    lines = finished("--list-faults").stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["fault", *package.FAULTS]


def test_it_loads_no_library() -> None:
    """The endpoint judges the C library, so it must not need it: no dlopen at all."""
    program = (
        "import sys\n"
        "def audit(event, arguments):\n"
        "    if event == 'ctypes.dlopen' and arguments[0]: raise SystemExit(arguments[0])\n"
        "sys.addaudithook(audit)\n"
        "from dxinterconnect.local_endpoint import LocalEndpoint\n"
        "with LocalEndpoint() as endpoint: print(endpoint.url)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], env=ENVIRONMENT, capture_output=True, text=True
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("http://127.0.0.1:")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A self-signed certificate for 127.0.0.1, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    files = str(folder / "cert.pem"), str(folder / "key.pem")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-days", "2", "-subj", "/CN=local", "-addext", "subjectAltName=IP:127.0.0.1",
         "-out", files[0], "-keyout", files[1]],
        check=True, capture_output=True,
    )  # fmt: skip
    return files


def test_tls(certificate: tuple[str, str]) -> None:
    credentials = package.Credentials("AKIDOWN", "own secret", "own token")
    with LocalEndpoint(tls=certificate, credentials=[credentials]) as endpoint:
        assert endpoint.url == f"https://127.0.0.1:{endpoint.port}"
        client = client_of(endpoint.url, verify=certificate[0])
        client.create_interconnect(interconnectName="n", bandwidth="1", location="l")
        assert len(endpoint.orders()) == 1
        context = ssl.create_default_context(cafile=certificate[0])
        with socket.create_connection(("127.0.0.1", endpoint.port), 5) as sock:
            with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
                context.wrap_socket(sock, server_hostname="directconnect.example")
        with socket.create_connection(("127.0.0.1", endpoint.port), 5) as sock:
            sock.sendall(b"POST / HTTP/1.1\r\n\r\n")  # no TLS: harms nobody else
        client.describe_interconnects()


def test_whoever_reads_may_have_seen_enough() -> None:
    with started("--list-faults") as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()  # before it has started to write
        assert process.stderr.read() == ""
    assert process.returncode == 1
