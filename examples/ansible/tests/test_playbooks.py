"""What a play sees: changed once, check mode, diff, every fault, bad requests, secrets."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable

from conftest import HERE, REQUEST, SECRET, run_ansible
from dxinterconnect.local_endpoint import After, LocalEndpoint
from dxinterconnect.local_endpoint.faults import FAULTS

def test_checked_ordered_and_there(play: Callable, direct_connect_endpoint: LocalEndpoint) -> None:
    checked = play(REQUEST, options=("--check",)).results[0]
    assert (checked["changed"], checked["outcome"], checked["orders"]) == (True, "create", 0)
    assert checked["order"]["interconnectName"] == "acme-iad-1"
    assert direct_connect_endpoint.orders() == []

    first, second = play(REQUEST, REQUEST).results
    assert (first["changed"], first["outcome"], first["orders"]) == (True, "created", 1)
    assert first["interconnect"]["interconnect_name"] == "acme-iad-1"
    assert first["interconnect"]["interconnect_id"].startswith("dxcon-")
    assert (second["changed"], second["outcome"], second["orders"]) == (False, "exists", 0)
    assert second["interconnect"]["interconnect_id"] == first["interconnect"]["interconnect_id"]

    checked = play(REQUEST, options=("--check",)).results[0]
    assert (checked["changed"], checked["outcome"]) == (False, "exists")
    assert len(direct_connect_endpoint.orders()) == 1


def test_the_diff_shows_what_is_there_and_what_was_asked_for(play: Callable) -> None:
    checked = play(REQUEST, options=("--check", "--diff"))
    assert checked.results[0]["diff"]["before"] == {}
    assert checked.results[0]["diff"]["after"]["location"] == "EqDC2"
    assert '+    "location": "EqDC2"' in checked.printed
    first, second = play(REQUEST, REQUEST, options=("--diff",)).results
    assert first["diff"]["after"] == first["interconnect"]
    assert second["diff"]["before"] == second["diff"]["after"] == second["interconnect"]


def test_all_members_are_sent(play: Callable, direct_connect_endpoint: LocalEndpoint) -> None:
    result = play(
        {
            **REQUEST,
            "lag_id": "dxlag-ffabc123",
            "provider_name": "Acme",
            "request_mac_sec": True,
            "tags": {"team": "network", "note": "", "bare": None},
        }
    ).results[0]
    assert result["outcome"] == "created", result
    (there,) = direct_connect_endpoint.interconnects()
    assert (there["lagId"], there["providerName"]) == ("dxlag-ffabc123", "Acme")
    assert there["tags"] == [{"key": "team", "value": "network"}, {"key": "note", "value": ""}, {"key": "bare"}]
    assert result["interconnect"]["tags"] == {"team": "network", "note": "", "bare": None}


def test_every_mistake_in_one_failure(play: Callable, direct_connect_endpoint: LocalEndpoint) -> None:
    result = play({"bandwidth": "10 Gbps", "lag_id": "banana", "tags": {"aws:team": "x", "vlan": 42}}).results[0]
    assert result["failed"] and not result["changed"]
    assert result["outcome"] == "not_created"
    told = {(problem["option"], problem["code"]) for problem in result["problems"]}
    assert told == {
        ("interconnect_name", "MISSING_MEMBER"),
        ("location", "MISSING_MEMBER"),
        ("bandwidth", "BANDWIDTH_FORM"),
        ("lag_id", "UNUSUAL_VALUE"),
        ("tags", "RESERVED_TAG_PREFIX"),
        ("tags", "WRONG_TYPE"),
    }
    (bandwidth,) = (problem for problem in result["problems"] if problem["option"] == "bandwidth")
    assert bandwidth["suggestion"] == 'write "10Gbps"'
    assert 'write "10Gbps"' in result["msg"]
    assert direct_connect_endpoint.log() == []


def test_a_conflict_names_each_difference(play: Callable, direct_connect_endpoint: LocalEndpoint) -> None:
    other = {**REQUEST, "bandwidth": "1Gbps", "location": "CSVA1"}
    first, second, third = play(REQUEST, other, {**other, "match_location": True}).results
    assert second["failed"] and not second["changed"]
    assert second["outcome"] == "conflict"
    assert {each["path"]: each["conflict"] for each in second["differences"]} == {"bandwidth": True, "location": True}
    assert second["interconnect"]["interconnect_id"] == first["interconnect"]["interconnect_id"]
    for text in ("bandwidth", "1Gbps", "10Gbps", "location"):
        assert text in second["msg"]
    assert third["outcome"] == "created"
    assert len(direct_connect_endpoint.orders()) == 2


def test_tags_that_differ_are_told_and_are_no_conflict(play: Callable) -> None:
    tagged = {**REQUEST, "tags": {"team": "network"}}
    _, second = play({**REQUEST, "tags": {"team": "voice"}}, tagged).results
    assert (second["outcome"], second["changed"]) == ("exists", False)
    assert [each["conflict"] for each in second["differences"]] == [False]
    (warning,) = second["warnings"]
    assert "network" in str(warning) and "voice" in str(warning)


def test_another_identity(play: Callable, direct_connect_endpoint: LocalEndpoint) -> None:
    def order(name: str, number: str) -> dict:
        return {**REQUEST, "interconnect_name": name, "identity_tag_key": "order", "tags": {"order": number}}

    first, again, other = play(order("acme-iad-1", "1"), order("acme-iad-1", "1"), order("acme-iad-1", "2")).results
    assert [each["outcome"] for each in (first, again, other)] == ["created", "exists", "created"]
    assert len(direct_connect_endpoint.orders()) == 2


# They are sent again, and so meet the next fault as well: they come last, and are as many as a client tries.
SENT_AGAIN = ["throttling", "too-many-requests", "clock-skew"]


def test_every_fault(play: Callable, direct_connect_endpoint: LocalEndpoint) -> None:
    """Each fault of an order, and a service that is slow to show it: one order stands, or none and the task says why."""
    direct_connect_endpoint.change(show_after=After(looks=2))
    faults = [*(name for name in FAULTS if name not in ("close-port", *SENT_AGAIN)), *SENT_AGAIN]
    for name in faults:
        parameters = {}
        if "seconds" in FAULTS[name].parameters:
            parameters["seconds"] = 3600.0 if name == "clock-skew" else 0.001 if name.startswith("slow") else 0.5
        direct_connect_endpoint.add_fault(name, operation="CreateInterconnect", **parameters)
    names = [f"acme-iad-{number}" for number in range(len(faults))]
    results = play(*({**REQUEST, "interconnect_name": name, "look_again": 5} for name in names)).results

    ordered = [order.interconnect_name for order in direct_connect_endpoint.orders()]
    met: dict[str, list[str]] = {name: [] for name in names}
    for entry in direct_connect_endpoint.log():
        if entry.fault is not None and entry.body:
            met[json.loads(entry.body)["interconnectName"]].append(entry.fault)
    outcomes = {}
    for name, result in zip(names, results):
        told = (met[name], result)
        outcomes["+".join(met[name])] = result["outcome"]
        if result["outcome"] == "created":
            assert ordered.count(name) == 1, told
            assert result["changed"] and result["interconnect"]["interconnect_id"], told
        else:
            assert result["failed"] and result["msg"], told
            assert result["changed"] == (result["outcome"] == "unknown"), told
            assert ordered.count(name) <= (1 if result["outcome"] == "unknown" else 0), told
    # The answer was lost, and the port is found by looking again.
    assert {outcomes[name] for name in ("cut-after-reading", "500", "200-empty", "hang")} == {"created"}
    # Nobody can say: nothing shows, and something may yet come.
    assert outcomes["200-html"] == "unknown"
    # Nothing was ordered, so it was sent again, and refused each time.
    assert outcomes["+".join(SENT_AGAIN)] == "not_created"


def test_a_port_that_is_closed_for_a_moment(play: Callable, direct_connect_endpoint: LocalEndpoint) -> None:
    direct_connect_endpoint.add_fault("close-port", seconds=0.5)
    result = play(REQUEST).results[0]
    assert len(direct_connect_endpoint.orders()) == (result["outcome"] == "created")
    assert result["outcome"] in ("created", "not_created") and (result["changed"] or result["msg"])


def test_an_unknown_outcome_counts_as_changed(play: Callable, direct_connect_endpoint: LocalEndpoint) -> None:
    direct_connect_endpoint.add_fault("500", operation="CreateInterconnect", placed=False)
    result = play({**REQUEST, "look_again": 1}).results[0]
    assert (result["failed"], result["changed"], result["outcome"]) == (True, True, "unknown")
    assert direct_connect_endpoint.orders() == []


def test_a_conflict_after_an_unknown_outcome_counts_as_changed(play: Callable, direct_connect_endpoint: LocalEndpoint) -> None:
    endpoint = direct_connect_endpoint

    def somebody_else() -> None:
        while not any(entry.operation == "CreateInterconnect" for entry in endpoint.log()):
            time.sleep(0.01)
        endpoint.put_interconnect({"interconnectName": REQUEST["interconnect_name"], "bandwidth": "1Gbps", "location": "CSVA1"})

    endpoint.add_fault("500", operation="CreateInterconnect", placed=False)
    thread = threading.Thread(target=somebody_else, daemon=True)
    thread.start()
    result = play(REQUEST).results[0]
    assert (result["failed"], result["changed"], result["outcome"]) == (True, True, "conflict")
    thread.join()


def test_a_look_that_fails_orders_nothing(play: Callable, direct_connect_endpoint: LocalEndpoint) -> None:
    direct_connect_endpoint.add_fault("500", 99, operation="DescribeInterconnects")
    result = play(REQUEST).results[0]
    assert (result["failed"], result["changed"], result["outcome"]) == (True, False, "not_created")
    assert direct_connect_endpoint.orders() == []


def test_no_secret_is_printed(play: Callable) -> None:
    bad = {**REQUEST, "bandwidth": "7 bananas", "session_token": "FwoGZXIvYXdzEBYaDEXAMPLETOKEN"}
    # As Ansible is without settings: the module goes through a file, which -vvv tells of.
    options = ("-vvv", "--diff", "-e", "ansible_pipelining=false")
    printed = play(REQUEST, REQUEST, bad, {**REQUEST, "region": "no/where"}, options=options).printed
    assert "AnsiballZ_dx_interconnect.py" in printed
    assert "7 bananas" in printed
    assert SECRET not in printed
    assert "EXAMPLETOKEN" not in printed


def test_settings_that_cannot_be_used(play: Callable) -> None:
    region, endpoint, profile = play(
        {**REQUEST, "region": "no/where"},
        {**REQUEST, "endpoint_url": "http://directconnect.example"},
        {**REQUEST, "profile": "acme"},
    ).results
    assert "no/where" in region["msg"]
    assert "https" in endpoint["msg"]
    assert "profile" in profile["msg"]
    assert {each["outcome"] for each in (region, endpoint, profile)} == {"not_created"}


def test_the_example_is_a_playbook(tmp_path) -> None:
    ran = run_ansible("ansible-playbook", "--syntax-check", str(HERE / "order.yml"), home=tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
