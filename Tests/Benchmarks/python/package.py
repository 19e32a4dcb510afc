"""The Python package: whole orders, with a stub in the place of its transport."""
import dxinterconnect
from inputs import ACCESS_KEY, ANSWER, REGION, REQUEST, SECRET_KEY, SESSION_TOKEN


class Delivered:
    delivery, error, status, body = "complete", None, ANSWER["status"], ANSWER["body"].encode()
    headers = list(ANSWER["headers"].items())


class Stub:
    def connect(self):
        return self

    def exchange(self, request):
        assert request.body
        return Delivered


client = dxinterconnect.client(
    "directconnect", region_name=REGION, aws_access_key_id=ACCESS_KEY, aws_secret_access_key=SECRET_KEY,
    aws_session_token=SESSION_TOKEN)
client._lazy_transport = Stub()


def call():
    return client.create_interconnect(**REQUEST)


def show(result):
    import texts

    return texts.of_interconnect(result, result["ResponseMetadata"]["RequestId"])
