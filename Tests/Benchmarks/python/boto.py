"""boto3: whole orders, with a stub in the place of its HTTP session."""
import io

import boto3
from botocore.awsrequest import AWSResponse
from inputs import ACCESS_KEY, ANSWER, REGION, REQUEST, SECRET_KEY, SESSION_TOKEN

BODY = ANSWER["body"].encode()


class Raw(io.BytesIO):
    def stream(self, **_):
        yield self.read()


def stub(request, **_):
    assert request.body
    return AWSResponse(request.url, ANSWER["status"], ANSWER["headers"], Raw(BODY))


client = boto3.client(
    "directconnect", region_name=REGION, aws_access_key_id=ACCESS_KEY, aws_secret_access_key=SECRET_KEY,
    aws_session_token=SESSION_TOKEN)
client.meta.events.register("before-send.direct-connect.CreateInterconnect", stub)


def call():
    return client.create_interconnect(**REQUEST)


def show(result):
    import texts

    return texts.of_interconnect(result, result["ResponseMetadata"]["RequestId"])
