"""awscrt's signer, of aws-c-auth. It signs a body that is there, checks nothing of it, and derives the key anew each time."""
import datetime
import io

import awscrt.auth
import awscrt.http
from inputs import ACCESS_KEY, NOW, REGION, REQUEST_BODY, SECRET_KEY, SESSION_TOKEN

BODY = REQUEST_BODY.encode()
HEADERS = [
    ("Host", f"directconnect.{REGION}.amazonaws.com"),
    ("Content-Type", "application/x-amz-json-1.1"),
    ("X-Amz-Target", "OvertureService.CreateInterconnect"),
]
config = awscrt.auth.AwsSigningConfig(
    algorithm=awscrt.auth.AwsSigningAlgorithm.V4,
    signature_type=awscrt.auth.AwsSignatureType.HTTP_REQUEST_HEADERS,
    credentials_provider=awscrt.auth.AwsCredentialsProvider.new_static(ACCESS_KEY, SECRET_KEY, SESSION_TOKEN),
    region=REGION,
    service="directconnect",
    date=datetime.datetime.fromtimestamp(NOW, datetime.timezone.utc),
)


def sign():
    request = awscrt.http.HttpRequest("POST", "/", awscrt.http.HttpHeaders(HEADERS), io.BytesIO(BODY))
    awscrt.auth.aws_sign_request(request, config).result()
    return request


derive = sign


def show_sign(request):
    return request.headers.get("Authorization") + "|"


show_derive = show_sign
