"""The clients that the local endpoint's tests use, and that they are what they say."""

from __future__ import annotations

import http.client
import json
import socket
from pathlib import Path
from typing import Any, Optional

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials as BotocoreCredentials

from dxinterconnect.local_endpoint import EXAMPLE_CREDENTIALS, Credentials, LocalEndpoint

ORDER = {"interconnectName": "acme-iad-1", "bandwidth": "10Gbps", "location": "EqDC2"}


def boto3_client(
    endpoint: LocalEndpoint,
    credentials: Credentials = EXAMPLE_CREDENTIALS,
    region: str = "us-east-1",
    *,
    resends: bool = False,
    **config: Any,
) -> Any:
    """A real boto3 client; ``resends`` leaves it its own way of resending, else it never does."""
    if not resends:
        config = {"retries": {"total_max_attempts": 1}, "read_timeout": 5, **config}
    return boto3.session.Session().client(
        "directconnect",
        region_name=region,
        endpoint_url=endpoint.url,
        aws_access_key_id=credentials.access_key_id,
        aws_secret_access_key=credentials.secret_access_key,
        aws_session_token=credentials.session_token,
        config=Config(**config),
    )


def signed(
    endpoint: LocalEndpoint,
    operation: str,
    body: bytes,
    credentials: Credentials = EXAMPLE_CREDENTIALS,
    region: str = "us-east-1",
    headers: Optional[dict[str, str]] = None,
) -> dict[str, str]:
    """The headers of a request as botocore signs it, now."""
    request = AWSRequest(
        "POST",
        endpoint.url + "/",
        {
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": f"OvertureService.{operation}",
            "Host": f"127.0.0.1:{endpoint.port}",
            **(headers or {}),
        },
        body,
    )
    botocore_credentials = BotocoreCredentials(
        credentials.access_key_id, credentials.secret_access_key, credentials.session_token
    )
    SigV4Auth(botocore_credentials, "directconnect", region).add_auth(request)
    return dict(request.headers.items())


def raw_request(
    endpoint: LocalEndpoint, operation: str, body: bytes, headers: dict[str, str]
) -> bytes:
    """The same as bytes."""
    lines = ["POST / HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body


def send_raw(endpoint: LocalEndpoint, data: bytes, timeout: float = 5.0) -> bytes:
    """Send bytes and return all that comes back until the endpoint closes."""
    with socket.create_connection(("127.0.0.1", endpoint.port), timeout) as sock:
        sock.sendall(data)
        received = b""
        while True:
            more = sock.recv(65536)
            if not more:
                return received
            received += more


def place_raw(endpoint: LocalEndpoint, operation: str = "CreateInterconnect") -> bytes:
    """A good request over a bare socket; what came back, to the last byte."""
    body = json.dumps(ORDER if operation == "CreateInterconnect" else {}).encode()
    headers = {**signed(endpoint, operation, body), "Connection": "close"}
    return send_raw(endpoint, raw_request(endpoint, operation, body, headers))


def post(
    endpoint: LocalEndpoint, body: bytes, headers: dict[str, str], method: str = "POST"
) -> tuple[int, dict[str, str], dict[str, Any]]:
    """Send with http.client; status, headers in lower case, parsed body."""
    connection = http.client.HTTPConnection("127.0.0.1", endpoint.port, timeout=5)
    connection.request(method, "/", body, headers)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    names = {name.lower(): value for name, value in response.getheaders()}
    return response.status, names, json.loads(content) if content else {}


def control(
    endpoint: LocalEndpoint, method: str, path: str, document: Any = None
) -> tuple[int, Any]:
    """A request to a control path."""
    connection = http.client.HTTPConnection("127.0.0.1", endpoint.port, timeout=5)
    connection.request(method, path, None if document is None else json.dumps(document))
    response = connection.getresponse()
    answer = json.loads(response.read())
    connection.close()
    return response.status, answer


def package_folder() -> str:
    """The folder to put on PYTHONPATH for a child process."""
    import dxinterconnect.local_endpoint as package

    return str(Path(package.__file__).parents[2])


def test_the_boto3_client_orders_and_the_raw_client_orders() -> None:
    with LocalEndpoint() as endpoint:
        first = boto3_client(endpoint).create_interconnect(**ORDER)["interconnectId"]
        head, _, body = place_raw(endpoint).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 OK\r\n")
        second = json.loads(body)["interconnectId"]
        assert [order.interconnect_id for order in endpoint.orders()] == [first, second]
