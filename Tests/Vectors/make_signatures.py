#!/usr/bin/env python3
"""Writes signatures.json: requests signed by botocore's SigV4Auth, for our signer to agree with.

Needs botocore 1.43.11 (any version signs alike). The body is the library's own: compact, members in the
model's order, characters beyond ASCII as they are.

    python3 make_signatures.py > signatures.json
"""
import datetime
import json

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

KEY = "AKIDEXAMPLE"
SECRET = "fI9zT0kRqEXAMPLE/not+a+real+secret/KEY01"
TOKEN = "IQoJb3JpZ2luX2VjEXAMPLE//////////token+with/every=sort=="

SMALL = {"interconnectName": "acme-iad-1", "bandwidth": "10Gbps", "location": "EqDC2"}
WHOLE = {
    "interconnectName": "Köln ☃ \"a\\b\" / 東京 😀",
    "bandwidth": "100Gbps",
    "location": "EqSe2-EQ",
    "lagId": "dxlag-fg1a2b3c",
    "tags": [{"key": "Größe", "value": "日本"}, {"key": "owner"}, {"key": "note", "value": ""}],
    "providerName": "Acme Partner",
    "requestMACSec": True,
}
URL = "https://directconnect.us-east-1.amazonaws.com/"

CASES = [
    # name, request, url, region, epoch seconds, session token
    ("long-term credentials", SMALL, URL, "us-east-1", 1767323045, None),
    ("temporary credentials", SMALL, URL, "us-east-1", 1767323045, TOKEN),
    ("every member, characters of every plane", WHOLE, URL, "us-east-1", 1767323045, TOKEN),
    ("another region and partition", SMALL, "https://directconnect.cn-north-1.amazonaws.com.cn/", "cn-north-1", 1767323045, None),
    ("FIPS and dual-stack", SMALL, "https://directconnect-fips.us-gov-west-1.api.aws/", "us-gov-west-1", 1767323045, None),
    ("the first second", SMALL, URL, "us-east-1", 0, None),
    ("the last second of a day", SMALL, URL, "us-east-1", 1767311999, None),
    ("the first second of the next day", SMALL, URL, "us-east-1", 1767312000, None),
    ("a leap day", SMALL, URL, "us-east-1", 1709209845, None),
    ("a year that is no leap year", SMALL, URL, "us-east-1", 4107542400, None),
    ("the last second", SMALL, URL, "us-east-1", 253402300799, None),
    ("a custom endpoint with a port", SMALL, "https://proxy.example:8443/", "us-east-1", 1767323045, None),
    ("a custom endpoint with the default port", SMALL, "https://proxy.example:443/", "us-east-1", 1767323045, None),
    ("http on this machine", SMALL, "http://127.0.0.1:8080/", "us-east-1", 1767323045, TOKEN),
    ("an IPv6 address", SMALL, "http://[::1]:8080/", "us-east-1", 1767323045, None),
    ("a path prefix", SMALL, "https://proxy.example/aws/direct-connect_v1.0~x/", "us-east-1", 1767323045, None),
    ("a path prefix that ends without a slash", SMALL, "https://proxy.example/aws/direct-connect", "us-east-1", 1767323045, None),
    ("a path prefix with an escape", SMALL, "https://proxy.example/a%20b/", "us-east-1", 1767323045, None),
    ("a path prefix with reserved characters", SMALL, "https://proxy.example/a:b@c;d=e+f,g!h$i&j'k(l)m*n/", "us-east-1", 1767323045, None),
    ("a path prefix with a slash to be removed", SMALL, "https://proxy.example/a//b/", "us-east-1", 1767323045, None),
]


def sign(name, request, url, region, now, token):
    body = json.dumps(request, ensure_ascii=False, separators=(",", ":"))
    http = AWSRequest("POST", url, data=body.encode(), headers={
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": "OvertureService.CreateInterconnect",
    })
    date = datetime.datetime.fromtimestamp(now, datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    date = date.zfill(16)
    http.context["timestamp"] = date
    http.headers["X-Amz-Date"] = date
    if token:
        http.headers["X-Amz-Security-Token"] = token
    auth = SigV4Auth(Credentials(KEY, SECRET, token), "directconnect", region)
    canonical = auth.canonical_request(http)
    to_sign = auth.string_to_sign(http, canonical)
    signature = auth.signature(to_sign, http)
    scope = auth.scope(http)
    names = auth.signed_headers(auth.headers_to_sign(http))
    return {
        "name": name,
        "accessKeyId": KEY,
        "secretAccessKey": SECRET,
        **({"sessionToken": token} if token else {}),
        "region": region,
        "endpointUrl": url,
        "now": now,
        "request": request,
        "body": body,
        "amzDate": date,
        "canonicalRequest": canonical,
        "stringToSign": to_sign,
        "authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders={names}, Signature={signature}",
        "signature": signature,
    }


print(json.dumps({
    "about": "Requests signed by botocore's SigV4Auth. Written by make_signatures.py. See README.md.",
    "cases": [sign(*case) for case in CASES],
}, ensure_ascii=False, indent=2))
