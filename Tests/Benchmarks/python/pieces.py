"""botocore's pieces: what its client calls to check and write, to sign, and to read."""
import datetime
from unittest import mock

import botocore.auth
import botocore.parsers
import botocore.serialize
import botocore.session
import botocore.validate
import growing
import texts
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from inputs import ACCESS_KEY, ANSWER, ERROR, NOW, REGION, REQUEST, REQUEST_BODY, SECRET_KEY, SESSION_TOKEN

model = botocore.session.Session().get_service_model("directconnect").operation_model("CreateInterconnect")
serializer = botocore.validate.ParamValidationDecorator(
    botocore.validate.ParamValidator(), botocore.serialize.create_serializer("json", include_validation=False))
parser = botocore.parsers.ResponseParserFactory().create_parser("json")
signer = botocore.auth.SigV4Auth(Credentials(ACCESS_KEY, SECRET_KEY, SESSION_TOKEN), "directconnect", REGION)
URL = f"https://directconnect.{REGION}.amazonaws.com/"
HEADERS = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "OvertureService.CreateInterconnect"}
BODY = REQUEST_BODY.encode()


def response(of, body=None):
    return {"status_code": of["status"], "headers": {k.lower(): v for k, v in of["headers"].items()},
            "body": body or of["body"].encode()}


CREATED, REFUSED = response(ANSWER), response(ERROR)


def build(request=REQUEST):
    return serializer.serialize_to_request(request, model)["body"]


def sign():
    request = AWSRequest("POST", URL, headers=HEADERS, data=BODY)
    signer.add_auth(request)
    return request


def read(answer=CREATED):
    return parser.parse(answer, model.output_shape)


def error():
    return parser.parse(REFUSED, model.output_shape)


tags, derive = read, sign


def prepare(name, size):
    return growing.request(size) if name == "build" else response(ANSWER, growing.answer(size))


def show_build(body):
    return body.decode() + "|"


def show_sign(_):
    now = datetime.datetime.fromtimestamp(NOW, datetime.timezone.utc)
    with mock.patch.object(botocore.auth, "get_current_datetime", lambda *_: now):
        return sign().headers["Authorization"] + "|"


show_derive = show_sign


def show_read(result):
    return texts.of_interconnect(result, result["ResponseMetadata"]["RequestId"])


def show_error(result):
    return texts.of_error(result["Error"]["Code"], result["Error"]["Message"], result["ResponseMetadata"]["RequestId"])
