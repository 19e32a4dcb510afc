"""The client as boto3's users know it."""

from __future__ import annotations

import datetime
import json
import pickle
import warnings
from pathlib import Path
from typing import Any

import boto3
import botocore.config
import botocore.exceptions
import botocore.session
import pytest
from clients import KEYS, ORDER, client_of, known_of, orders

import dxinterconnect
from dxinterconnect.local_endpoint import LocalEndpoint


def boto3_of(endpoint: LocalEndpoint) -> Any:
    config = botocore.config.Config(retries={"total_max_attempts": 1})
    return boto3.client(
        "directconnect", region_name="us-east-1", endpoint_url=endpoint.url, config=config, **KEYS
    )


FULL = {
    **ORDER,
    "lagId": "dxlag-ffabc123",
    "tags": [{"key": "env", "value": "prod"}, {"key": "owner"}],
    "providerName": "Acme Partner",
    "requestMACSec": True,
}


def test_the_result_is_boto3s(direct_connect_endpoint: LocalEndpoint) -> None:
    results = [
        client.create_interconnect(**FULL)
        for client in (client_of(direct_connect_endpoint), boto3_of(direct_connect_endpoint))
    ]
    ours, theirs = results
    metadata = [result.pop("ResponseMetadata") for result in results]
    assert [result.pop("interconnectId")[:6] for result in results] == ["dxcon-", "dxcon-"]
    assert ours == theirs
    assert set(metadata[0]) == set(metadata[1])
    assert set(metadata[0]["HTTPHeaders"]) == set(metadata[1]["HTTPHeaders"])
    assert metadata[0]["RequestId"] == metadata[0]["HTTPHeaders"]["x-amzn-requestid"]
    bodies = [entry.body for entry in direct_connect_endpoint.log()]
    assert [entry.verdict for entry in direct_connect_endpoint.log()] == ["ok", "ok"]
    assert json.loads(bodies[0]) == json.loads(bodies[1])


def test_loa_issue_time_is_a_datetime_with_a_time_zone() -> None:
    answer = dxinterconnect.read_response(
        200, {}, b'{"interconnectId":"dxcon-fg1a2b3c","loaIssueTime":1453757421.25}'
    )
    expected = datetime.datetime(2016, 1, 25, 21, 30, 21, 250000, datetime.timezone.utc)
    assert answer.result()["loaIssueTime"] == expected
    assert answer.result()["loaIssueTime"].tzinfo is datetime.timezone.utc


def test_a_modelled_error_is_boto3s() -> None:
    body = b'{"__type":"DirectConnectClientException","message":"no such LAG"}'
    answer = dxinterconnect.read_response(400, {"x-amzn-RequestId": "RID"}, body)
    with pytest.raises(dxinterconnect.DirectConnectClientException) as ours:
        answer.result()
    theirs = _boto3_error(400, {"x-amzn-RequestId": "RID"}, body)
    assert ours.value.response == theirs.response
    assert str(ours.value) == str(theirs)
    assert ours.value.operation_name == theirs.operation_name


@pytest.mark.parametrize(
    "code", ["DuplicateTagKeysException", "TooManyTagsException", "DirectConnectClientException"]
)
def test_each_modelled_error_is_of_its_class(code: str) -> None:
    body = b'{"__type":"com.amazonaws#%s","message":"m"}' % code.encode()
    client = dxinterconnect.client("directconnect", region_name="us-east-1", **KEYS)
    kind = getattr(client.exceptions, code)
    assert kind is getattr(dxinterconnect, code) is client.exceptions.from_code(code)
    assert issubclass(kind, client.exceptions.ClientError)
    with pytest.raises(kind):
        dxinterconnect.read_response(400, {}, body).result()


def test_a_server_exception_is_the_cause_of_an_unknown_outcome() -> None:
    body = b'{"__type":"DirectConnectServerException","message":"m"}'
    with pytest.raises(dxinterconnect.OutcomeUnknown) as caught:
        dxinterconnect.read_response(400, {}, body).result()
    assert isinstance(caught.value.__cause__, dxinterconnect.DirectConnectServerException)
    assert not isinstance(caught.value, dxinterconnect.ClientError)
    assert caught.value.response["Error"]["Code"] == "DirectConnectServerException"


def test_an_error_of_the_signature_is_boto3s() -> None:
    with LocalEndpoint() as endpoint:
        keys = {**KEYS, "aws_secret_access_key": "wrong"}
        with pytest.raises(dxinterconnect.ClientError) as ours:
            client_of(endpoint, **keys).create_interconnect(**ORDER)
        theirs = boto3.client(
            "directconnect", region_name="us-east-1", endpoint_url=endpoint.url, **keys
        )
        with pytest.raises(botocore.exceptions.ClientError) as boto:
            theirs.create_interconnect(**ORDER)
    assert ours.value.response["Error"] == boto.value.response["Error"]
    assert str(ours.value) == str(boto.value)


BAD: list[dict[str, Any]] = [
    {},
    {**ORDER, "interconnectName": b"x"},
    {**ORDER, "interconnectName": 5},
    {**ORDER, "interconnectName": None},
    {**ORDER, "interconnectName": 1.5},
    {**ORDER, "interconnectName": float("nan")},
    {**ORDER, "interconnectName": float("inf")},
    {**ORDER, "interconnectName": ["a"]},
    {**ORDER, "interconnectName": {"a": 1}},
    {**ORDER, "interconnectName": datetime.date(2026, 1, 2)},
    {**ORDER, "requestMACSec": 1},
    {**ORDER, "requestMACSec": "true"},
    {**ORDER, "requestMACSec": None},
    {**ORDER, "tags": []},
    {**ORDER, "tags": {"key": "a"}},
    {**ORDER, "tags": "a"},
    {**ORDER, "tags": {1, 2}},
    {**ORDER, "tags": [None, "a", 5, b"x", {"key": b"x"}, {"key": ""}, {"value": 3}]},
    {**ORDER, "tags": [{"key": "a", 5: "b"}]},
    {**ORDER, "tags": ({"Key": "a"},)},
    {**ORDER, "foo": object},
    {"InterconnectName": "x", "bandwidth": 1, "tags": [{"key": ""}, {}, {"key": "a", "value": 3}]},
]


@pytest.mark.parametrize("arguments", BAD, ids=repr)
def test_bad_arguments_are_told_in_botocores_words(arguments: dict[str, Any]) -> None:
    with LocalEndpoint() as endpoint:
        with pytest.raises(dxinterconnect.ParamValidationError) as ours:
            client_of(endpoint).create_interconnect(**arguments)
        with pytest.raises(botocore.exceptions.ParamValidationError) as theirs:
            boto3_of(endpoint).create_interconnect(**arguments)
        # Ours come in the model's order and botocore's in the caller's; some of ours suggest a cure.
        messages = [problem.message for problem in ours.value.problems]
        assert sorted(messages) == sorted(theirs.value.kwargs["report"].splitlines())
        report = "\n".join(map(str, ours.value.problems))
        assert ours.value.kwargs == {"report": report}
        assert str(ours.value) == f"Parameter validation failed:\n{report}"
        if not any(problem.suggestion for problem in ours.value.problems):
            assert str(ours.value) == str(theirs.value)
        assert endpoint.log() == []


def _circular() -> list[Any]:
    endless: list[Any] = []
    endless.append(endless)
    return endless


def _deep() -> Any:
    value: Any = "x"
    for _ in range(100_000):
        value = [value]
    return value


class _Hostile:
    def __str__(self) -> str:
        raise RuntimeError("no")

    __repr__ = __str__


@pytest.mark.parametrize(
    "value",
    [_circular(), _deep(), _Hostile(), 10**5000, {(1, 2): 3}, {None: 1}, 1j, b"\xff\0", range(3)],
    ids=[
        "circular",
        "deep",
        "hostile",
        "huge int",
        "tuple key",
        "None key",
        "complex",
        "bytes",
        "range",
    ],
)
def test_what_json_cannot_carry_is_a_problem_in_its_place(value: Any) -> None:
    with LocalEndpoint() as endpoint:
        client = client_of(endpoint)
        for path, arguments in (
            ("interconnectName", {**ORDER, "interconnectName": value}),
            ("requestMACSec", {**ORDER, "requestMACSec": value}),
            ("tags[1].value", {**ORDER, "tags": [{"key": "a"}, {"key": "b", "value": value}]}),
        ):
            with pytest.raises(dxinterconnect.ParamValidationError) as caught:
                client.create_interconnect(**arguments)
            (problem,) = caught.value.problems
            assert (problem.code, problem.path) == ("WRONG_TYPE", path)
            assert f"type: {type(value)}, valid types: <class '" in problem.message
        with pytest.raises(
            dxinterconnect.ParamValidationError, match='Unknown parameter in input: "x"'
        ):
            client.create_interconnect(**ORDER, x=value)
        loose = client_of(endpoint, dxinterconnect.Config(allow_unknown_members=True))
        with pytest.raises(dxinterconnect.ParamValidationError, match="what JSON can hold"):
            loose.create_interconnect(**ORDER, x={"y": [value]})
        assert endpoint.log() == []


def test_a_value_longer_than_the_library_reads_is_a_problem() -> None:
    client = dxinterconnect.client("directconnect", region_name="us-east-1", **KEYS)
    with pytest.raises(dxinterconnect.ParamValidationError, match="valid max length: 16777216"):
        client.create_interconnect(**{**ORDER, "providerName": "x" * 17_000_000})


def test_a_lone_surrogate_is_a_problem() -> None:
    client = dxinterconnect.client("directconnect", region_name="us-east-1", **KEYS)
    with pytest.raises(dxinterconnect.ParamValidationError, match="half of a surrogate pair"):
        client.create_interconnect(**{**ORDER, "interconnectName": "\ud800"})


def test_unknown_members_are_sent_where_they_are_allowed(
    direct_connect_endpoint: LocalEndpoint,
) -> None:
    config = dxinterconnect.Config(allow_unknown_members=True)
    dry = client_of(direct_connect_endpoint, config).create_interconnect.dry_run(
        **ORDER, newMember={"a": [1, None]}, allow_unknown_members=True
    )
    assert '"newMember":{"a":[1,null]}' in str(dry["body"])
    assert '"allow_unknown_members":true' in str(dry["body"])


def test_positional_arguments_are_refused_as_by_botocore() -> None:
    client = dxinterconnect.client("directconnect", region_name="us-east-1", **KEYS)
    create: Any = client.create_interconnect
    with pytest.raises(TypeError) as caught:
        create("acme")
    assert str(caught.value) == "create_interconnect() only accepts keyword arguments."
    with pytest.raises(TypeError):
        create.dry_run("acme")


def test_warnings_are_warned_of_and_in_the_metadata(
    direct_connect_endpoint: LocalEndpoint,
) -> None:
    client = client_of(direct_connect_endpoint)
    arguments = {**ORDER, "lagId": "banana"}
    with pytest.warns(dxinterconnect.DXInterconnectWarning, match="lagId, value: banana") as record:
        result = client.create_interconnect(**arguments)
    assert record[0].filename == __file__
    assert "banana" in result["ResponseMetadata"]["Warnings"][0]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(dxinterconnect.DXInterconnectWarning):
            client.create_interconnect(**arguments)
    assert orders(direct_connect_endpoint) == 1
    strict = client_of(direct_connect_endpoint, dxinterconnect.Config(warnings_as_errors=True))
    with pytest.raises(dxinterconnect.ParamValidationError, match="banana"):
        strict.create_interconnect(**arguments)
    assert orders(direct_connect_endpoint) == 1


def test_no_warning_takes_the_result_of_an_order_that_was_placed(
    direct_connect_endpoint: LocalEndpoint,
) -> None:
    direct_connect_endpoint.add_fault("cut-inside-answer", at="after-id")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = client_of(direct_connect_endpoint).create_interconnect(**ORDER)
    assert result["interconnectId"] == direct_connect_endpoint.orders()[0].interconnect_id
    assert result["ResponseMetadata"]["Warnings"]


def test_no_showwarning_takes_the_result_of_an_order_that_was_placed(
    direct_connect_endpoint: LocalEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise BrokenPipeError("stderr is closed")

    direct_connect_endpoint.add_fault("cut-inside-answer", at="after-id")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        monkeypatch.setattr(warnings, "showwarning", broken)
        result = client_of(direct_connect_endpoint).create_interconnect(**ORDER)
    assert result["interconnectId"] == direct_connect_endpoint.orders()[0].interconnect_id
    assert result["ResponseMetadata"]["Warnings"]


@pytest.mark.parametrize("fault", [None, "refused", "500"])
@pytest.mark.parametrize("kind", [KeyboardInterrupt, MemoryError])
def test_an_interruption_while_the_answer_is_read_tells_what_became_of_the_order(
    kind: Any, fault: Any, direct_connect_endpoint: LocalEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dxinterconnect._operation as module

    read = module.read_response

    def interrupted(*_: Any, **__: Any) -> Any:
        monkeypatch.setattr(module, "read_response", read)
        raise kind

    if fault == "500":
        direct_connect_endpoint.add_fault(fault)
    keys = {**KEYS, "aws_secret_access_key": "wrong"} if fault == "refused" else KEYS
    monkeypatch.setattr(module, "read_response", interrupted)
    with pytest.raises(BaseException) as caught:
        client_of(direct_connect_endpoint, **keys).create_interconnect(**ORDER)
    cause = known_of(caught.value, kind)
    if fault == "refused":
        assert isinstance(cause, dxinterconnect.ClientError)
        assert orders(direct_connect_endpoint) == 0
        return
    assert isinstance(cause, dxinterconnect.OutcomeUnknown)
    assert '"acme-iad-1"' in str(cause) and cause.sent_at and cause.invocation_id
    (order,) = direct_connect_endpoint.orders()
    if fault is None:
        assert cause.response["interconnectId"] == order.interconnect_id
        assert order.interconnect_id in str(cause)


def test_an_answer_that_cannot_be_read_leaves_the_outcome_unknown(
    direct_connect_endpoint: LocalEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dxinterconnect._operation as module

    def unreadable(*_: Any, **__: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr(module, "read_response", unreadable)
    with pytest.raises(dxinterconnect.OutcomeUnknown) as caught:
        client_of(direct_connect_endpoint).create_interconnect(**ORDER)
    assert isinstance(caught.value.__cause__, MemoryError)
    assert caught.value.sent and "acme-iad-1" in caught.value.sent
    assert orders(direct_connect_endpoint) == 1


def test_bad_arguments_are_told_before_missing_credentials(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = dxinterconnect.client("directconnect", region_name="us-east-1")
    bad = {**ORDER, "bandwidth": "7 bananas"}
    for call in (client.create_interconnect, client.create_interconnect.dry_run):
        with pytest.raises(dxinterconnect.ParamValidationError, match="7 bananas"):
            call(**bad)
        with pytest.raises(dxinterconnect.NoCredentialsError):
            call(**{**ORDER, "lagId": "banana"})  # which is only a warning
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDX")
    with pytest.raises(dxinterconnect.ParamValidationError, match="7 bananas"):
        client.create_interconnect(**bad)
    with pytest.raises(dxinterconnect.PartialCredentialsError):
        client.create_interconnect(**ORDER)


def test_verify_takes_any_path(tmp_path: Path) -> None:
    for verify in (tmp_path / "ca.pem", str(tmp_path / "ca.pem")):
        client = dxinterconnect.client("directconnect", "us-east-1", verify=verify, **KEYS)
        with pytest.raises(dxinterconnect.ConfigError, match="ca.pem cannot be used"):
            client.create_interconnect(**ORDER)
    for nothing in (None, True):
        client = dxinterconnect.client("directconnect", "us-east-1", verify=nothing, **KEYS)
        assert client._ca_bundle is None


def test_an_account_id_is_taken_as_by_boto3() -> None:
    for make in (dxinterconnect.client, boto3.client):
        made = make("directconnect", "us-east-1", aws_account_id=None, **KEYS)
        assert made.meta.region_name == "us-east-1"


def test_an_error_without_a_message_is_explained() -> None:
    answer = dxinterconnect.read_response(400, {}, b'{"__type":"AccessDeniedException"}')
    with pytest.raises(dxinterconnect.ClientError) as caught:
        answer.result()
    assert answer.explanation and answer.explanation in str(caught.value)
    assert caught.value.response["Error"]["Message"] == ""
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize("status", [-1, 1000, 2**32 + 200, 2**31])
def test_a_status_that_is_none_is_no_answer_to_trust(status: int) -> None:
    answer = dxinterconnect.read_response(status, {}, b'{"interconnectId":"dxcon-1"}')
    assert answer.http_status == 0 and answer.outcome != "not_created"


def test_members_that_nobody_knows_are_kept() -> None:
    body = b'{"interconnectId":"dxcon-1","tags":[{},{"key":"k","color":"red"}],"new":[1.10]}'
    result = dxinterconnect.read_response(200, {}, body).result()
    assert result["tags"] == [{}, {"key": "k"}]
    assert result["ResponseMetadata"]["UnknownMembers"] == {"new": "[1.10]", "tags[1].color": '"red"'}


def test_a_dry_run_sends_nothing_and_shows_no_secret(
    direct_connect_endpoint: LocalEndpoint,
) -> None:
    client = client_of(
        direct_connect_endpoint, credentials=dxinterconnect.Credentials("AKIDX", "S3CRET", "T0KEN")
    )
    dry = client.create_interconnect.dry_run(**ORDER)
    assert dry["url"] == direct_connect_endpoint.url + "/"
    assert str(dry).startswith("POST http")
    for secret in ("S3CRET", "T0KEN"):
        assert secret not in str(dry) and secret not in repr(dry)
    assert "acme-iad-1" in str(dry["body"]) and "acme-iad-1" in str(dry)
    assert direct_connect_endpoint.log() == []
    with pytest.raises(dxinterconnect.ParamValidationError):
        client.create_interconnect.dry_run(**{**ORDER, "bandwidth": "7 bananas"})


def test_nothing_shows_a_secret(direct_connect_endpoint: LocalEndpoint) -> None:
    credentials = dxinterconnect.Credentials("AKIDX", "S3CRET", "T0KEN")
    client = client_of(direct_connect_endpoint, credentials=credentials)
    signer = client._signers.current()
    http = dxinterconnect.CreateInterconnectRequest(**ORDER).sign(signer)
    with pytest.raises(dxinterconnect.ClientError) as caught:
        client.create_interconnect(**ORDER)
    proxy = dxinterconnect.Config(proxies={"https": "http://u:S3CRET@127.0.0.1:1"})
    for thing in (credentials, client, signer, http, caught.value, client.meta.config, proxy):
        for text in (repr(thing), str(thing)):
            assert "S3CRET" not in text and "T0KEN" not in text


def test_another_operation_is_boto3s() -> None:
    client: Any = dxinterconnect.client("directconnect", region_name="us-east-1", **KEYS)
    with pytest.raises(AttributeError, match="delete_interconnect is boto3's"):
        client.delete_interconnect()
    assert {"describe_interconnects", "ensure_interconnect", "wait_until"} <= set(dir(client))
    assert client.meta.region_name == "us-east-1"
    assert client.meta.endpoint_url == "https://directconnect.us-east-1.amazonaws.com/"


@pytest.mark.parametrize(
    "arguments, message",
    [
        ({"service_name": "ec2"}, "Unknown service: 'ec2'"),
        ({"api_version": "2020-01-01"}, "there is '2012-10-25'"),
        ({"use_ssl": False}, "use_ssl=False is refused"),
        ({"verify": False}, "verify=False is refused"),
        ({"region_name": "a/b"}, "region"),
        ({"region_name": "us-east-1\0x"}, "region_name holds a NUL character"),
        ({"region_name": "us-\ud800"}, "half of a surrogate pair"),
        ({"region_name": 5}, "region_name is a int; write a string"),
        ({"endpoint_url": "ftp://x"}, "endpoint"),
        ({"endpoint_url": "http://example.com"}, "http"),
        ({"config": 5}, "config is a int"),
        ({"endpoint_url": "http://example.com"}, "write https: plain HTTP is for endpoints on this"),
        ({"verify": 1}, "verify is 1; write the path of a CA file"),
        ({"verify": ""}, "verify is ''"),
        ({"verify": b"ca.pem"}, "verify is b'ca.pem'"),
        ({"credentials": object()}, "credentials= is a object; give a boto3"),
        ({"credentials": {"access_key": "a"}}, "credentials= is a dict"),
        ({"credentials": dxinterconnect.Credentials("a", "b"), **KEYS}, "more than one of"),
    ],
)
def test_bad_settings_are_told_at_once(arguments: dict[str, Any], message: Any) -> None:
    settings = {"service_name": "directconnect", "region_name": "us-east-1", **arguments}
    with pytest.raises(dxinterconnect.ConfigError, match=message):
        dxinterconnect.client(**settings)


def test_a_closed_client_says_so(direct_connect_endpoint: LocalEndpoint) -> None:
    with client_of(direct_connect_endpoint) as client:
        pass
    with pytest.raises(dxinterconnect.UsageError, match="closed"):
        client.create_interconnect(**ORDER)


def _boto3_error(status: int, headers: dict[str, str], body: bytes) -> Any:
    """What botocore makes of an answer."""
    from botocore.awsrequest import AWSResponse

    class Raw:
        def stream(self, **_: Any) -> Any:
            yield body

    client = boto3.client("directconnect", region_name="us-east-1", **KEYS)
    client.meta.events.register(
        "before-send.direct-connect.CreateInterconnect",
        lambda request, **_: AWSResponse(request.url, status, headers, Raw()),
    )
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        client.create_interconnect(**ORDER)
    return caught.value
