"""Settings: our Config, botocore's, and the environment."""

from __future__ import annotations

from typing import Any

import boto3
import botocore.config
import botocore.exceptions
import botocore.session
import pytest
from clients import KEYS

import dxinterconnect
from dxinterconnect import Config, ConfigError
from dxinterconnect._environment import proxy


def client(**settings: Any) -> dxinterconnect.Client:
    return dxinterconnect.client("directconnect", **{**KEYS, **settings})


@pytest.mark.parametrize("kind", [Config, botocore.config.Config])
def test_both_configs_are_taken(kind: Any) -> None:
    config = kind(
        region_name="eu-west-1",
        connect_timeout=1,
        read_timeout=2.5,
        retries={"max_attempts": 4},
        proxies={"https": "http://proxy:3128"},
        user_agent_extra="extra/1",
        use_fips_endpoint=True,
        use_dualstack_endpoint=True,
        ignore_configured_endpoint_urls=True,
    )
    made = client(config=config)
    assert made.meta.region_name == "eu-west-1"
    assert made.meta.endpoint_url == "https://directconnect-fips.eu-west-1.api.aws/"
    ours = made.meta.config
    assert (ours.connect_timeout, ours.read_timeout, ours.total_timeout) == (1, 2.5, 12.5)
    assert ours.max_resends == 4
    assert ours.proxies == {"https": "http://proxy:3128"}
    order = {"interconnectName": "a", "bandwidth": "1Gbps", "location": "EqDC2"}
    assert " extra/1" in str(made.create_interconnect.dry_run(**order))
    assert client(config=kind(), region_name="us-east-1").meta.config.read_timeout == 60


@pytest.mark.parametrize(
    "settings, message",
    [
        ({"connect_timeout": 0}, "connect_timeout is 0; write a number of seconds over 0"),
        ({"read_timeout": None}, "read_timeout is None"),
        ({"read_timeout": float("nan")}, "read_timeout is nan"),
        ({"read_timeout": True}, "read_timeout is True"),
        ({"total_timeout": "5"}, "total_timeout is '5'"),
        ({"retries": {"max_attempts": -1}}, "write a whole number from 0"),
        ({"retries": {"max_attempts": "3"}}, "max_attempts"),
        ({"retries": {"total_max_attempts": 0}}, "write a whole number from 1"),
        ({"retries": {"attempts": 1}}, "retries has 'attempts'"),
        ({"retries": "standard"}, "retries is a str; write retries="),
        ({"proxies": "http://x"}, "proxies is a str; write proxies="),
        ({"proxies": {"https": 5}}, "proxies.'https'. is a int; write a URL"),
    ],
)
def test_bad_settings(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        Config(**settings)


def test_what_botocores_config_asks_for_in_vain_is_refused() -> None:
    for config in (
        botocore.config.Config(client_cert="cert.pem"),
        botocore.config.Config(proxies_config={"proxy_ca_bundle": "x"}),
        botocore.config.Config(signature_version="v4a"),
        botocore.config.Config(user_agent="mine/1"),
    ):
        with pytest.raises(ConfigError, match="not supported"):
            client(config=config, region_name="us-east-1")
    client(config=botocore.config.Config(signature_version="v4"), region_name="us-east-1")


def test_the_app_id_of_botocores_config_is_in_the_user_agent() -> None:
    order = {"interconnectName": "a", "bandwidth": "1Gbps", "location": "EqDC2"}
    for settings, expected in (
        ({"user_agent_appid": "billing"}, " app/billing"),
        ({"user_agent_appid": "a b/c", "user_agent_extra": "extra/1"}, " app/a-b-c extra/1"),
    ):
        made = client(config=botocore.config.Config(**settings), region_name="us-east-1")
        headers: Any = dict(made.create_interconnect.dry_run(**order)["headers"])  # type: ignore[call-overload]
        (agent,) = (value for name, value in headers.items() if name.lower() == "user-agent")
        assert agent.endswith(expected)


def test_the_region_of_a_session_comes_last(monkeypatch: pytest.MonkeyPatch) -> None:
    def region(session: Any, **settings: Any) -> str:
        made = dxinterconnect.client("directconnect", credentials=session, **settings)
        return made.meta.region_name

    session = boto3.Session("AKIDX", "secret", region_name="eu-west-3")
    core = botocore.session.Session()
    core.set_config_variable("region", "eu-west-3")
    assert region(session) == region(core) == "eu-west-3"
    assert region(session, region_name="us-east-1") == "us-east-1"
    assert region(session, config=Config(region_name="us-east-2")) == "us-east-2"
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-west-2")
    assert region(session) == region(core) == "us-west-2"
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    with pytest.raises(dxinterconnect.NoRegionError):
        region(session.get_credentials())


def test_the_region_comes_from_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(dxinterconnect.NoRegionError, match="You must specify a region"):
        client()
    monkeypatch.setenv("AWS_REGION", "us-west-1")
    assert client().meta.region_name == "us-west-1"
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-west-2")
    assert client().meta.region_name == "us-west-2"
    assert client(config=Config(region_name="eu-west-1")).meta.region_name == "eu-west-1"
    near = client(config=Config(region_name="eu-west-1"), region_name="eu-west-2")
    assert near.meta.region_name == "eu-west-2"


def test_the_endpoint_comes_from_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    def url(**settings: Any) -> str:
        return client(region_name="us-east-1", **settings).meta.endpoint_url

    aws = "https://directconnect.us-east-1.amazonaws.com/"
    assert url() == aws
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    assert url() == "http://127.0.0.1:1/"
    monkeypatch.setenv("AWS_ENDPOINT_URL_DIRECT_CONNECT", "http://127.0.0.1:2")
    assert url() == "http://127.0.0.1:2/"
    assert url(endpoint_url="http://127.0.0.1:3") == "http://127.0.0.1:3/"
    assert url(config=Config(ignore_configured_endpoint_urls=True)) == aws
    monkeypatch.setenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true")
    assert url() == aws


def test_fips_and_dualstack_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_USE_FIPS_ENDPOINT", "true")
    assert "-fips" in client(region_name="us-east-1").meta.endpoint_url
    off = client(region_name="us-east-1", config=Config(use_fips_endpoint=False))
    assert "-fips" not in off.meta.endpoint_url
    monkeypatch.setenv("AWS_USE_FIPS_ENDPOINT", "yes")
    with pytest.raises(ConfigError, match="write true or false"):
        client(region_name="us-east-1")


def test_a_custom_endpoint_with_fips_is_refused() -> None:
    config = Config(use_fips_endpoint=True)
    with pytest.raises(dxinterconnect.InvalidOptionsError) as caught:
        client(region_name="us-east-1", endpoint_url="http://127.0.0.1:1", config=config)
    assert [problem.code for problem in caught.value.problems] == ["ENDPOINT_WITH_VARIANT"]


@pytest.mark.parametrize(
    "no_proxy, host, bypassed",
    [
        ("", "a.example.com", False),
        ("*", "a.example.com", True),
        ("example.com", "a.example.com", True),
        (".example.com", "a.example.com", True),
        ("other.org, EXAMPLE.com ", "a.example.com", True),
        ("example.com", "badexample.com", False),
        ("a.example.com:443", "a.example.com", True),
        ("a.example.com:8443", "a.example.com", False),
        (",", "a.example.com", False),
        ("::1", "::1", True),
    ],
)
def test_no_proxy(no_proxy: str, host: str, bypassed: bool) -> None:
    environ = {"HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": no_proxy}
    assert (proxy(environ, host, 443) is None) is bypassed


def test_the_proxy_in_lower_case_wins() -> None:
    environ = {"HTTPS_PROXY": "http://upper", "https_proxy": "http://lower"}
    assert proxy(environ, "x", 443) == "http://lower"
    assert proxy({}, "x", 443) is None
