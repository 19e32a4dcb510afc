"""The module's documentation against its argument_spec, and both against the library."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import dxinterconnect
import pytest
import yaml
from ansible.module_utils.common.dict_transformations import camel_dict_to_snake_dict
from conftest import MODULE, MODULE_FILE, run_ansible
from dxinterconnect.type_defs import InterconnectResponseTypeDef


@pytest.fixture(scope="module")
def module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dx_interconnect", MODULE_FILE)
    assert spec is not None and spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def snake(name: str) -> str:
    (result,) = camel_dict_to_snake_dict({name: None})
    return result


def members_of_the_library() -> list[str]:
    """The members of the request, as the library lists them for a name that is none of them."""
    request = dxinterconnect.CreateInterconnectRequest(thereIsNoSuchMember=1)
    (unknown,) = (problem for problem in request.problems() if problem.code == "UNKNOWN_MEMBER")
    return unknown.message.rpartition("must be one of: ")[2].split(", ")


def test_every_member_of_the_request_is_an_option(module: ModuleType) -> None:
    members = members_of_the_library()
    assert len(members) >= 7
    assert {snake(name): name for name in members} == module.MEMBERS
    assert set(module.MEMBERS) <= set(module.ARGUMENTS)


def test_every_member_of_an_interconnect_is_documented(module: ModuleType) -> None:
    members = set(InterconnectResponseTypeDef.__annotations__) - {"ResponseMetadata"}
    assert {snake(name) for name in members} == set(yaml.safe_load(module.RETURN)["interconnect"]["contains"])


def test_the_documentation_says_what_the_argument_spec_says(module: ModuleType) -> None:
    documented = yaml.safe_load(module.DOCUMENTATION)["options"]
    assert list(documented) == list(module.ARGUMENTS)
    for name, option in module.ARGUMENTS.items():
        told = {key: documented[name].get(key) for key in ("type", "choices", "default", "aliases")}
        assert told == {key: option.get(key) for key in told}, name


def test_only_secrets_are_kept_out_of_the_log(module: ModuleType) -> None:
    assert [name for name, option in module.ARGUMENTS.items() if option.get("no_log")] == ["secret_key", "session_token"]


def test_ansible_doc_renders_it(tmp_path: Path) -> None:
    ran = run_ansible("ansible-doc", MODULE, home=tmp_path)
    assert ran.returncode == 0, ran.stderr
    for text in ("interconnect_name", "EXAMPLES", "RETURN VALUES", "dxcon-fgh1a2b3"):
        assert text in ran.stdout
    assert "WARNING" not in ran.stdout + ran.stderr


def test_ansible_doc_reads_the_whole_of_it(module: ModuleType, tmp_path: Path) -> None:
    ran = run_ansible("ansible-doc", "--json", MODULE, home=tmp_path)
    assert ran.returncode == 0, ran.stderr
    document: dict[str, Any] = json.loads(ran.stdout)[MODULE]
    assert set(document["doc"]["options"]) == set(module.ARGUMENTS)
    assert document["return"]["outcome"]["type"] == "str"


def test_the_collection_has_the_version_of_the_project() -> None:
    galaxy = yaml.safe_load((MODULE_FILE.parents[2] / "galaxy.yml").read_text())
    assert galaxy["version"] == (MODULE_FILE.parents[7] / "VERSION").read_text().strip()
