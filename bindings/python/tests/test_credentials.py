"""Where credentials come from, in which order, and that they come from nowhere else."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any, Optional

import boto3
import botocore.credentials
import botocore.session
import pytest
from clients import ORDER, client_of

import dxinterconnect
from dxinterconnect._credentials import explicit, finder, frozen
from dxinterconnect._signers import Signers
from dxinterconnect.local_endpoint import EXAMPLE_CREDENTIALS, Credentials, LocalEndpoint

KEY_ID, SECRET = EXAMPLE_CREDENTIALS.access_key_id, EXAMPLE_CREDENTIALS.secret_access_key
FILE = """
[default]
aws_access_key_id = AKIDFILE
aws_secret_access_key = file/with%percent

[temporary]
aws_access_key_id=AKIDTEMP
aws_secret_access_key=temp
aws_session_token=token

[half]
aws_access_key_id = AKIDHALF

[role]
role_arn = arn:aws:iam::123456789012:role/x
source_profile = default
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "credentials"
    path.write_text(FILE)
    return str(path)


def found(profile: Optional[str] = None, **environ: str) -> Any:
    return finder(profile, environ)()


def test_the_environment(file: str) -> None:
    keys = {"AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "B"}
    assert found(**keys) == ("A", "B", None)
    assert found(**keys, AWS_SESSION_TOKEN="C") == ("A", "B", "C")
    assert found(**keys, AWS_SESSION_TOKEN="", AWS_SHARED_CREDENTIALS_FILE=file) == ("A", "B", None)
    # As in botocore: the keys win over AWS_PROFILE, a profile that is asked for wins over the keys.
    named = {"AWS_PROFILE": "temporary", "AWS_SHARED_CREDENTIALS_FILE": file}
    assert found(**keys, **named) == ("A", "B", None)
    assert found("temporary", **keys, AWS_SHARED_CREDENTIALS_FILE=file) == (
        "AKIDTEMP",
        "temp",
        "token",
    )
    with pytest.raises(
        dxinterconnect.PartialCredentialsError, match="env, missing: aws_secret_access_key"
    ):
        found(AWS_ACCESS_KEY_ID="A")


def test_the_shared_credentials_file(file: str, tmp_path: Path) -> None:
    environ = {"AWS_SHARED_CREDENTIALS_FILE": file}
    assert found(**environ) == ("AKIDFILE", "file/with%percent", None)
    assert found(**environ, AWS_PROFILE="temporary") == ("AKIDTEMP", "temp", "token")
    with pytest.raises(dxinterconnect.PartialCredentialsError, match="profile half"):
        found("half", **environ)
    with pytest.raises(dxinterconnect.ProfileNotFound, match=r"The profile \(nobody\)"):
        found("nobody", **environ)
    with pytest.raises(dxinterconnect.NoCredentialsError, match="boto3.Session"):
        found("role", **environ)
    with pytest.raises(dxinterconnect.NoCredentialsError, match="Unable to locate credentials"):
        found(AWS_SHARED_CREDENTIALS_FILE=str(tmp_path / "nowhere"))
    bad = tmp_path / "bad"
    bad.write_text("[default]\nS3CRET without a name\n")
    with pytest.raises(dxinterconnect.NoCredentialsError) as caught:
        found(AWS_SHARED_CREDENTIALS_FILE=str(bad))
    assert "S3CRET" not in str(caught.value) and str(bad) in str(caught.value)
    with pytest.raises(dxinterconnect.NoCredentialsError, match="cannot read"):
        found(AWS_SHARED_CREDENTIALS_FILE=str(tmp_path))


def test_the_file_is_in_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.joinpath(".aws").mkdir()
    tmp_path.joinpath(".aws", "credentials").write_text(FILE)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert found() == ("AKIDFILE", "file/with%percent", None)


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "credentials"
    path.write_text(FILE.lstrip(), encoding="utf-8-sig")
    assert found(AWS_SHARED_CREDENTIALS_FILE=str(path)) == ("AKIDFILE", "file/with%percent", None)


def test_explicit_credentials() -> None:
    assert explicit(None, None, None) is None
    assert explicit("a", "b", None) == ("a", "b", None)
    for half in (("a", None, None), (None, "b", None), (None, None, "c"), ("a", "", None)):
        with pytest.raises(dxinterconnect.PartialCredentialsError, match="explicit"):
            dxinterconnect.client(
                "directconnect",
                region_name="us-east-1",
                aws_access_key_id=half[0],
                aws_secret_access_key=half[1],
                aws_session_token=half[2],
            )


@pytest.mark.parametrize(
    "make",
    [
        lambda: boto3.Session(aws_access_key_id=KEY_ID, aws_secret_access_key=SECRET),
        lambda: boto3.Session(
            aws_access_key_id=KEY_ID, aws_secret_access_key=SECRET
        ).get_credentials(),
        lambda: (
            boto3.Session(aws_access_key_id=KEY_ID, aws_secret_access_key=SECRET)
            .get_credentials()
            .get_frozen_credentials()
        ),
        lambda: botocore.credentials.Credentials(KEY_ID, SECRET),
        lambda: dxinterconnect.Credentials(KEY_ID, SECRET),
    ],
    ids=["session", "credentials", "frozen", "botocore", "ours"],
)
def test_credentials_objects(make: Any, direct_connect_endpoint: LocalEndpoint) -> None:
    client = client_of(direct_connect_endpoint, credentials=make())
    client.create_interconnect(**ORDER)
    assert direct_connect_endpoint.log()[-1].verdict == "ok"


def test_a_botocore_session(
    monkeypatch: pytest.MonkeyPatch, direct_connect_endpoint: LocalEndpoint
) -> None:
    session = botocore.session.Session()
    session.set_credentials(KEY_ID, SECRET)
    client_of(direct_connect_endpoint, credentials=session).create_interconnect(**ORDER)
    assert direct_connect_endpoint.log()[-1].verdict == "ok"
    with pytest.raises(dxinterconnect.NoCredentialsError, match="the session"):
        frozen(botocore.session.Session())


def test_credentials_are_asked_for_anew_and_signers_kept() -> None:
    class Rotating:
        secret = "old"

        def get_frozen_credentials(self) -> Any:
            return botocore.credentials.ReadOnlyCredentials("AKIDROTATE", self.secret, None)

    rotating = Rotating()
    accepted = Credentials("AKIDROTATE", "new")
    with LocalEndpoint(credentials=[accepted]) as endpoint:
        client = client_of(endpoint, credentials=rotating)
        with pytest.raises(dxinterconnect.ClientError):
            client.create_interconnect(**ORDER)
        first = client._signers.current()
        assert client._signers.current() is first
        rotating.secret = "new"
        assert client._signers.current() is not first
        client.create_interconnect(**ORDER)
        assert len(endpoint.orders()) == 1


def test_a_client_finds_its_own(
    monkeypatch: pytest.MonkeyPatch, direct_connect_endpoint: LocalEndpoint
) -> None:
    client = dxinterconnect.client(
        "directconnect", "us-east-1", endpoint_url=direct_connect_endpoint.url
    )
    with pytest.raises(dxinterconnect.NoCredentialsError):
        client.create_interconnect(**ORDER)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY_ID)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    assert client.create_interconnect(**ORDER)["interconnectId"]


@pytest.mark.parametrize("name", ["access_key", "secret_key", "token"])
def test_a_nul_is_refused_and_not_shown(name: str) -> None:
    values = {"access_key": "AKID", "secret_key": "S3CRET", "token": "T0KEN", name: "S3CRET\0x"}
    with pytest.raises(dxinterconnect.InvalidOptionsError, match=f"{name} holds a NUL") as caught:
        dxinterconnect.Signer(dxinterconnect.Credentials(**values), region_name="us-east-1")
    assert "S3CRET" not in str(caught.value)


def test_a_static_secret_stays_in_the_signer_alone() -> None:
    """Once the signer is there, the client holds no string of it that it could show."""
    client = dxinterconnect.client(
        "directconnect",
        region_name="us-east-1",
        aws_access_key_id="AKIDX",
        aws_secret_access_key="".join(["VERY", "S3CRET"]),
    )
    client._signers.current()
    reached: set[int] = set()
    todo: list[Any] = [client]
    while todo:
        thing = todo.pop()
        module = isinstance(thing, dict) and "__name__" in thing
        if id(thing) in reached or module or isinstance(thing, (type, type(gc))):
            continue
        reached.add(id(thing))
        assert thing != "VERYS3CRET"
        todo.extend(gc.get_referents(thing))
    # The walk goes that deep.
    assert id(client._signers.current()) in reached


def test_a_client_that_is_closed_while_it_looks_for_credentials_keeps_none() -> None:
    def find() -> Any:
        signers.close()
        return "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", None

    signers = Signers(find, changing=True, region_name="us-east-1")
    with pytest.raises(dxinterconnect.UsageError, match="closed"):
        signers.current()
    assert signers._held is None
