"""The one answer that both clients get, and the stubs that give it without a network."""

from __future__ import annotations

ARGUMENTS = {
    "interconnectName": "acme-iad-1",
    "bandwidth": "10Gbps",
    "location": "EqDC2",
    "lagId": "dxlag-ffabc123",
    "tags": [{"key": "env", "value": "prod"}, {"key": "owner", "value": "network"}],
    "providerName": "Acme Partner",
}
STATUS = 200
HEADERS = {
    "x-amzn-RequestId": "5b1a9d2e-0f6f-4f0e-9d0a-6a1c0c8f3b11",
    "Content-Type": "application/x-amz-json-1.1",
    "Date": "Sun, 22 Nov 2026 22:43:14 GMT",
}
BODY = (
    b'{"interconnectId":"dxcon-fg1a2b3c","interconnectName":"acme-iad-1","interconnectState":'
    b'"requested","region":"us-east-1","location":"EqDC2","bandwidth":"10Gbps","loaIssueTime":'
    b'1453757421.25,"lagId":"dxlag-ffabc123","awsDevice":"EqDC2-2cmx0h","jumboFrameCapable":true,'
    b'"awsDeviceV2":"EqDC2-2cmx0h","awsLogicalDeviceId":"EqDC2-3zk1p","hasLogicalRedundancy":'
    b'"unknown","tags":[{"key":"env","value":"prod"},{"key":"owner","value":"network"}],'
    b'"providerName":"Acme Partner","macSecCapable":false}'
)
SETTINGS = {
    "region_name": "us-east-1",
    "aws_access_key_id": "AKIDEXAMPLE",
    "aws_secret_access_key": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    "aws_session_token": "TOKEN/EXAMPLE==",
}


def ours():  # type: ignore[no-untyped-def]
    """dxinterconnect's client over a stub in the place of its transport."""
    import dxinterconnect

    class Delivered:
        delivery, error, status, body = "complete", None, STATUS, BODY
        headers = list(HEADERS.items())

    class Stub:
        def connect(self):  # type: ignore[no-untyped-def]
            return self

        def exchange(self, request):  # type: ignore[no-untyped-def]
            assert request.body
            return Delivered

    client = dxinterconnect.client("directconnect", **SETTINGS)
    client._lazy_transport = Stub()
    return client


def boto3s():  # type: ignore[no-untyped-def]
    """boto3's client over a stub in the place of its HTTP session."""
    import io

    import boto3
    from botocore.awsrequest import AWSResponse

    class Raw(io.BytesIO):
        def stream(self, **_):  # type: ignore[no-untyped-def]
            yield self.read()

    def stub(request, **_):  # type: ignore[no-untyped-def]
        assert request.body
        return AWSResponse(request.url, STATUS, HEADERS, Raw(BODY))

    client = boto3.client("directconnect", **SETTINGS)
    client.meta.events.register("before-send.direct-connect.CreateInterconnect", stub)
    return client
