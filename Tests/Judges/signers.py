"""The two judges of a signature: botocore's SigV4Auth and awscrt's signer, each with nothing but the headers that
this service's signature has in it."""
import datetime
import io
from unittest import mock
from urllib.parse import urlsplit

import awscrt.auth
import awscrt.http
import botocore.auth
from botocore.awsrequest import create_request_object, prepare_request_dict
from botocore.credentials import Credentials

SERVICE = "directconnect"
HEADERS = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "OvertureService.CreateInterconnect"}


class _SigV4Auth(botocore.auth.SigV4Auth):
    """Keeps the texts on its way to the signature."""

    def string_to_sign(self, request, canonical_request):
        self.canonical_request_seen = canonical_request
        self.string_to_sign_seen = super().string_to_sign(request, canonical_request)
        return self.string_to_sign_seen


class Signed:
    def __init__(self, url, canonical_request, string_to_sign, headers):
        self.url, self.canonical_request, self.string_to_sign = url, canonical_request, string_to_sign
        self.headers = headers


def moment(now):
    return datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(seconds=now)


def botocore_signs(credentials, region, endpoint, now, body, headers=HEADERS):
    """The request as botocore sends it to an endpoint."""
    request = {
        "method": "POST", "url_path": "/", "query_string": "", "headers": dict(headers), "body": body, "context": {}}
    prepare_request_dict(request, endpoint)
    request = create_request_object(request)
    auth = _SigV4Auth(Credentials(*credentials), SERVICE, region)
    with mock.patch.object(botocore.auth, "get_current_datetime", lambda: moment(now)):
        auth.add_auth(request)
    return Signed(request.url, auth.canonical_request_seen, auth.string_to_sign_seen, dict(request.headers.items()))


def awscrt_takes_for_a_scheme(path):
    """awscrt parses a path as a whole URL, and so takes "/a:/b" for one with a scheme: it is no judge of those."""
    return ":/" in path


def awscrt_signs(credentials, region, host, path, now, body, headers=HEADERS):
    """The Authorization header that awscrt writes."""
    request = awscrt.http.HttpRequest(
        "POST", path, awscrt.http.HttpHeaders([("Host", host), *headers.items()]), io.BytesIO(body))
    config = awscrt.auth.AwsSigningConfig(
        algorithm=awscrt.auth.AwsSigningAlgorithm.V4,
        signature_type=awscrt.auth.AwsSignatureType.HTTP_REQUEST_HEADERS,
        credentials_provider=awscrt.auth.AwsCredentialsProvider.new_static(*credentials),
        region=region, service=SERVICE, date=moment(now),
        use_double_uri_encode=True, should_normalize_uri_path=True,
        signed_body_header_type=awscrt.auth.AwsSignedBodyHeaderType.NONE)
    return awscrt.auth.aws_sign_request(request, config).result(10).headers.get("Authorization")


def path_of(url):
    return urlsplit(url).path or "/"
