"""The endpoint's signature check: against published signatures, real signers and mistakes."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from calendar import timegm
from time import gmtime, strftime, strptime, time
from typing import Optional

import pytest
from botocore.exceptions import ClientError
from test_local_endpoint_clients import ORDER, boto3_client, post, signed

from dxinterconnect.local_endpoint import EXAMPLE_CREDENTIALS, Credentials, LocalEndpoint
from dxinterconnect.local_endpoint.errors import ServiceError
from dxinterconnect.local_endpoint.sigv4 import DOES_NOT_MATCH, check_signature
from dxinterconnect.local_endpoint.wire import Head

BODY = (
    '{"interconnectName": "Z\\u00fcrich\\u2013S\\u00e3o Paulo 1G", "bandwidth": '
    '"1Gbps", "location": "EqDC2", "lagId": "dxlag-ffjhj9lx", "tags": [{"key"'
    ': "Name", "value": "caf\\u00e9"}, {"key": "env", "value": "prod"}], "prov'
    'iderName": "Example Partner", "requestMACSec": true}'
).encode()
TOKEN = (
    'AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwA'
    'eMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8p'
    'hUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT'
    '38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabI'
    'Qwj2ICCR/oLxBA=='
)
DATE = "20260102T030405Z"
NOW = timegm(strptime(DATE, "%Y%m%dT%H%M%SZ"))
# Signatures of the same request on which botocore and aws-c-auth agree.
SIGNATURE = "2b23b840d12024e8c09ff40e2a79c39c36359027f58f4698f575d56d8359906b"
SIGNATURE_WITH_TOKEN = "b077fb529b3b4d298c86c79885a8f0d3791b0af7e63646d99021cb8dc34c1323"
WITH_TOKEN = Credentials(
    EXAMPLE_CREDENTIALS.access_key_id, EXAMPLE_CREDENTIALS.secret_access_key, TOKEN
)


def example(token: Optional[str] = None, **changes: str) -> Head:
    """The example request's head; keywords replace headers, or add them."""
    names = "content-type;host;x-amz-date;x-amz-target"
    headers = {
        "content-type": "application/x-amz-json-1.1",
        "host": "directconnect.us-east-1.amazonaws.com",
        "x-amz-date": DATE,
        "x-amz-target": "OvertureService.CreateInterconnect",
    }
    if token is not None:
        names = "content-type;host;x-amz-date;x-amz-security-token;x-amz-target"
        headers["x-amz-security-token"] = token
    headers["authorization"] = (
        "AWS4-HMAC-SHA256 "
        f"Credential=AKIDEXAMPLE/{DATE[:8]}/us-east-1/directconnect/aws4_request, "
        f"SignedHeaders={names}, "
        f"Signature={SIGNATURE if token is None else SIGNATURE_WITH_TOKEN}"
    )
    headers.update({name.replace("_", "-"): value for name, value in changes.items()})
    return Head("POST", "/", "HTTP/1.1", tuple(headers.items()))


def check(
    head: Head,
    body: bytes = BODY,
    credentials: Credentials = EXAMPLE_CREDENTIALS,
    now: float = NOW,
    region: Optional[str] = None,
) -> str:
    return check_signature(head, body, credentials=[credentials], now=now, region=region)


def refusal(
    head: Head,
    body: bytes = BODY,
    credentials: Credentials = EXAMPLE_CREDENTIALS,
    now: float = NOW,
    region: Optional[str] = None,
) -> tuple[str, str]:
    with pytest.raises(ServiceError) as caught:
        check(head, body, credentials, now, region)
    assert caught.value.message is not None
    return caught.value.code, caught.value.message


def test_published_signatures_are_accepted() -> None:
    assert check(example()) == "us-east-1"
    assert check(example(TOKEN), credentials=WITH_TOKEN) == "us-east-1"


def test_whatever_changes_the_request_breaks_the_signature() -> None:
    mismatch = ("InvalidSignatureException", DOES_NOT_MATCH)
    assert refusal(example(), BODY + b" ") == mismatch
    assert refusal(example(host="directconnect.eu-west-1.amazonaws.com")) == mismatch
    assert refusal(example(x_amz_target="OvertureService.DeleteInterconnect")) == mismatch
    wrong = Credentials("AKIDEXAMPLE", "another secret")
    assert refusal(example(), credentials=wrong) == mismatch
    shorter = example().get("authorization") or ""
    assert refusal(example(authorization=shorter[:-1])) == mismatch
    assert refusal(example(x_amz_content_sha256="UNSIGNED-PAYLOAD")) == mismatch


def test_space_inside_and_around_header_values_does_not_count() -> None:
    assert check(example(content_type="  application/x-amz-json-1.1 ")) == "us-east-1"


@pytest.mark.parametrize(
    ("seconds", "message"),
    [
        (300, None),
        (
            301,
            "Signature expired: 20260102T030405Z is now earlier than 20260102T030406Z "
            "(20260102T030906Z - 5 min.)",
        ),
        (-300, None),
        (
            -301,
            "Signature not yet current: 20260102T030405Z is still later than 20260102T030404Z "
            "(20260102T025904Z + 5 min.)",
        ),
    ],
)
def test_the_clock_may_be_five_minutes_off(seconds: int, message: Optional[str]) -> None:
    if message is None:
        assert check(example(), now=NOW + seconds) == "us-east-1"
    else:
        assert refusal(example(), now=NOW + seconds) == ("InvalidSignatureException", message)


GOOD = "Credential=AKIDEXAMPLE/20260102/us-east-1/directconnect/aws4_request"
SIGNED = "SignedHeaders=content-type;host;x-amz-date;x-amz-target"


@pytest.mark.parametrize(
    ("authorization", "code", "message"),
    [
        ("Basic QQ==", "MissingAuthenticationTokenException", "Missing Authentication Token"),
        (f"AWS4-HMAC-SHA256 {GOOD}, {SIGNED}", "IncompleteSignatureException", "'Signature' par"),
        (f"AWS4-HMAC-SHA256 {GOOD}, Signature=0", "IncompleteSignatureException", "'SignedHead"),
        (f"AWS4-HMAC-SHA256 {SIGNED}, Signature=0", "IncompleteSignatureException", "'Credential"),
        (f"AWS4-HMAC-SHA256 {GOOD}, oops", "IncompleteSignatureException", "missing equal-sign"),
        (
            f"AWS4-HMAC-SHA1 {GOOD}, {SIGNED}, Signature=0",
            "IncompleteSignatureException",
            "Unsupported AWS 'algorithm'",
        ),
        (
            f"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/us-east-1, {SIGNED}, Signature=0",
            "IncompleteSignatureException",
            "exactly 5 slash-delimited elements",
        ),
    ],
)
def test_authorizations_that_cannot_be_read(authorization: str, code: str, message: str) -> None:
    seen_code, seen_message = refusal(example(authorization=authorization))
    assert seen_code == code
    assert message in seen_message


def test_no_authorization_and_no_date() -> None:
    head = example()
    without = Head("POST", "/", "HTTP/1.1", tuple(p for p in head.headers if p[0] != "x-amz-date"))
    assert refusal(without)[0] == "IncompleteSignatureException"
    assert "existence of either a 'X-Amz-Date'" in refusal(without)[1]
    assert refusal(example(x_amz_date="20260102"))[0] == "IncompleteSignatureException"
    assert refusal(example(x_amz_date="20261302T030405Z"))[0] == "IncompleteSignatureException"
    bare = Head("POST", "/", "HTTP/1.1", head.headers[:-1])
    assert refusal(bare)[0] == "MissingAuthenticationTokenException"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("/directconnect/", "/ec2/", "scoped to correct service: 'directconnect'"),
        ("/us-east-1/", "/a_b/", "scoped to a valid region, not 'a_b'"),
        ("/aws4_request", "/aws3_request", "valid terminator: 'aws4_request'"),
        ("/20260102/", "/20260103/", "'20260103' != '20260102'"),
        ("content-type;host;", "host;", "'content-type' must be a 'SignedHeader'"),
        (";host;", ";", "'Host' or ':authority' must be a 'SignedHeader'"),
        (";x-amz-date;", ";", "'x-amz-date' must be a 'SignedHeader'"),
        (";x-amz-target,", ",", "'x-amz-target' must be a 'SignedHeader'"),
        ("content-type;host;", "host;content-type;", "sorted"),
        ("content-type;", "Content-Type;", "lower case"),
        (";x-amz-target", ";x-amz-target;x-made-up", "signature we calculated does not match"),
    ],
)
def test_scopes_and_signed_headers_that_are_wrong(old: str, new: str, message: str) -> None:
    authorization = (example().get("authorization") or "").replace(old, new)
    code, seen = refusal(example(authorization=authorization))
    assert code == "InvalidSignatureException"
    assert message in seen


def test_a_token_must_be_signed_and_be_the_right_one() -> None:
    unsigned = Head("POST", "/", "HTTP/1.1", (*example().headers, ("X-Amz-Security-Token", "T")))
    assert "'x-amz-security-token' must be a 'SignedHeader'" in refusal(unsigned)[1]
    unrecognized = (
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
    )
    other = Credentials("AKIDEXAMPLE", EXAMPLE_CREDENTIALS.secret_access_key, "another token")
    assert refusal(example(TOKEN), credentials=other) == unrecognized
    assert refusal(example(TOKEN)) == unrecognized
    assert refusal(example(), credentials=WITH_TOKEN) == unrecognized
    assert refusal(example(), credentials=Credentials("AKIDOTHER", "x")) == unrecognized


def test_one_region_may_be_fixed() -> None:
    assert check(example(), region="us-east-1") == "us-east-1"
    assert "not 'us-east-1'" in refusal(example(), region="eu-west-1")[1]


def test_headers_that_aws_sdk_go_v2_signs() -> None:
    """It signs content-length and its own headers, which botocore leaves out."""
    body = json.dumps(ORDER).encode()
    with LocalEndpoint() as endpoint:
        date = strftime("%Y%m%dT%H%M%SZ", gmtime(time()))
        headers = {
            "Amz-Sdk-Invocation-Id": "0b7010c0-0000-4000-8000-000000000000",
            "Amz-Sdk-Request": "attempt=1; max=3",
            "Content-Length": str(len(body)),
            "Content-Type": "application/x-amz-json-1.1",
            "Host": f"127.0.0.1:{endpoint.port}",
            "X-Amz-Date": date,
            "X-Amz-Target": "OvertureService.CreateInterconnect",
        }
        names = ";".join(sorted(name.lower() for name in headers))
        lines = "".join(f"{name.lower()}:{headers[name]}\n" for name in sorted(headers))
        canonical = f"POST\n/\n\n{lines}\n{names}\n{hashlib.sha256(body).hexdigest()}"
        scope = f"{date[:8]}/eu-west-1/directconnect/aws4_request"
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        key = b"AWS4" + EXAMPLE_CREDENTIALS.secret_access_key.encode()
        for part in [*scope.split("/"), f"AWS4-HMAC-SHA256\n{date}\n{scope}\n{digest}"]:
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        headers["Authorization"] = (
            f"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/{scope}, "
            f"SignedHeaders={names}, Signature={key.hex()}"
        )
        status, _, answer = post(endpoint, body, headers)
        assert (status, answer["region"]) == (200, "eu-west-1")


def test_boto3_with_and_without_a_token() -> None:
    token = Credentials("AKIDTOKEN", "secret", "TOKEN/EXAMPLE==")
    with LocalEndpoint(credentials=[EXAMPLE_CREDENTIALS, token]) as endpoint:
        for credentials in (EXAMPLE_CREDENTIALS, token):
            boto3_client(endpoint, credentials).create_interconnect(**ORDER)
        assert len(endpoint.orders()) == 2


@pytest.mark.parametrize(
    ("credentials", "code"),
    [
        (Credentials("AKIDEXAMPLE", "wrong"), "InvalidSignatureException"),
        (Credentials("AKIDOTHER", "wrong"), "UnrecognizedClientException"),
    ],
)
def test_boto3_with_wrong_credentials(credentials: Credentials, code: str) -> None:
    with LocalEndpoint() as endpoint:
        with pytest.raises(ClientError) as caught:
            boto3_client(endpoint, credentials).create_interconnect(**ORDER)
        assert caught.value.response["Error"]["Code"] == code
        assert endpoint.orders() == []
        assert endpoint.log()[-1].verdict.startswith(code)


@pytest.mark.parametrize(
    ("offset", "start"), [(3600, "Signature expired"), (-3600, "Signature not yet current")]
)
def test_boto3_under_a_skewed_clock(offset: int, start: str) -> None:
    with LocalEndpoint(clock_offset=offset) as endpoint:
        client = boto3_client(endpoint)
        with pytest.raises(ClientError, match=f"InvalidSignatureException.*{start}") as caught:
            client.create_interconnect(**ORDER)
        date = caught.value.response["ResponseMetadata"]["HTTPHeaders"]["date"]
        answered_at = timegm(strptime(date, "%a, %d %b %Y %H:%M:%S GMT"))
        assert abs(answered_at - time() - offset) < 5
        endpoint.clock_offset = 0
        client.create_interconnect(**ORDER)
        assert len(endpoint.orders()) == 1


def test_the_log_masks_signature_and_token() -> None:
    token = Credentials("AKIDTOKEN", "secret", "TOKEN/EXAMPLE==")
    with LocalEndpoint(credentials=[token]) as endpoint:
        headers = signed(endpoint, "CreateInterconnect", b"{}", token)
        signature = re.findall("Signature=([0-9a-f]{64})", headers["Authorization"])
        post(endpoint, b"{}", headers)
        logged = repr(endpoint.log())
        assert "AKIDTOKEN" in logged
        assert len(signature) == 1 and signature[0] not in logged
        assert "TOKEN/EXAMPLE" not in logged
