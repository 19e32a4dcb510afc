"""ensure_interconnect: what it does about what is there, whatever goes wrong on the way."""

from __future__ import annotations

import json
import pickle
import threading
import warnings
from typing import Any

import pytest
from clients import KEYS, ORDER, client_of, known_of
from conversations import CONVERSATIONS, Clock, Conversation, every_fault, final, hold_at_random

import dxinterconnect
from dxinterconnect.local_endpoint import After, LocalEndpoint


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def put(endpoint: LocalEndpoint, **members: Any) -> str:
    return endpoint.put_interconnect({**ORDER, "interconnectState": "available", **members})


# -------------------------------------------------------------------------------- What is there


def test_it_orders_once(direct_connect_endpoint: LocalEndpoint) -> None:
    client = client_of(direct_connect_endpoint)
    first = client.ensure_interconnect(**ORDER, tags=[{"key": "a", "value": "b"}])
    (order,) = direct_connect_endpoint.orders()
    assert first["outcome"] == "created"
    assert first["interconnect"]["interconnectId"] == order.interconnect_id
    assert (first["looks"], first["orders"], first["foundAfterUnknown"]) == (1, 1, False)
    assert first["differences"] == [] and first["explanation"]
    second = client_of(direct_connect_endpoint).ensure_interconnect(
        **ORDER, tags=[{"key": "a", "value": "b"}]
    )
    assert second["outcome"] == "exists"
    assert second["interconnect"] == first["interconnect"]
    assert second["ids"] == [order.interconnect_id]
    assert (second["looks"], second["orders"], second["foundAfterUnknown"]) == (1, 0, False)
    for result in (first, second):
        assert result["ResponseMetadata"]["HTTPStatusCode"] == 200
        assert "ResponseMetadata" not in result["interconnect"]
    assert len(direct_connect_endpoint.orders()) == 1


def test_it_finds_it_on_any_page(direct_connect_endpoint: LocalEndpoint) -> None:
    endpoint = direct_connect_endpoint
    for number in range(5):
        put(endpoint, interconnectName=f"other-{number}")
    id = put(endpoint, loaIssueTime=1453757421.25, new=[1])
    endpoint.change(page_size=2)
    result = client_of(endpoint).ensure_interconnect(**ORDER)
    assert (result["outcome"], result["interconnect"]["interconnectId"]) == ("exists", id)
    assert result["interconnect"]["loaIssueTime"].year == 2016
    assert result["ResponseMetadata"]["UnknownMembers"] == {"new": "[1]"}
    assert (result["looks"], len(endpoint.log())) == (1, 3)


def test_what_cannot_be_told_apart_is_not_ordered(direct_connect_endpoint: LocalEndpoint) -> None:
    endpoint = direct_connect_endpoint
    id = endpoint.put_interconnect({"location": "EqDC2", "interconnectState": "available"})
    ensure: Any = client_of(endpoint).ensure_interconnect
    for call in (ensure, ensure.dry_run):
        with pytest.raises(dxinterconnect.NotDescribedError) as caught:
            call(**ORDER)
        assert "Nothing was ordered" in str(caught.value)
        assert f"{id} has no interconnectName" in str(caught.value)
    assert endpoint.orders() == []
    tagged = {**ORDER, "tags": [{"key": "site", "value": "7"}]}
    assert ensure(**tagged, identity_tag_key="site")["outcome"] == "created"
    # One that goes does not matter.
    endpoint.set_interconnect_state(id, "deleting")
    assert ensure(**{**ORDER, "interconnectName": "another"})["outcome"] == "created"


@pytest.mark.parametrize(
    "there, path, desired, actual",
    [
        ({"location": "CSVA1"}, "location", "EqDC2", "CSVA1"),
        ({"bandwidth": "1Gbps"}, "bandwidth", "10Gbps", "1Gbps"),
        ({"lagId": "dxlag-ffffffff"}, "lagId", "dxlag-ffabc123", "dxlag-ffffffff"),
        ({"providerName": "Other"}, "providerName", "Acme", "Other"),
    ],
)
def test_a_conflict_names_the_difference(
    there: dict[str, Any],
    path: str,
    desired: str,
    actual: str,
    direct_connect_endpoint: LocalEndpoint,
) -> None:
    wanted = {**ORDER, "lagId": "dxlag-ffabc123", "providerName": "Acme"}
    id = put(direct_connect_endpoint, **{**wanted, **there})
    client = client_of(direct_connect_endpoint)
    with pytest.raises(dxinterconnect.InterconnectConflict) as caught:
        client.ensure_interconnect(**wanted)
    assert isinstance(caught.value, client.exceptions.InterconnectConflict)
    result = caught.value.result
    assert result["outcome"] == "conflict"
    assert result["differences"] == [
        {"path": path, "desired": desired, "actual": actual, "conflict": True}
    ]
    assert result["interconnect"]["interconnectId"] == id
    for word in (id, path, desired, actual, "Nothing was ordered"):
        assert word in str(caught.value)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.result) == (str(caught.value), result)
    assert direct_connect_endpoint.orders() == []
    # A dry run says it, and raises nothing.
    dry = client.ensure_interconnect.dry_run(**wanted)
    assert (dry["outcome"], dry["differences"]) == ("conflict", result["differences"])


def test_what_is_found_after_a_lost_order_says_that_one_was_sent(
    direct_connect_endpoint: LocalEndpoint,
) -> None:
    def somebody_else(progress: Any) -> None:
        if progress["orders"] == 1 and not direct_connect_endpoint.interconnects():
            put(direct_connect_endpoint, bandwidth="1Gbps")

    direct_connect_endpoint.add_fault("500", operation="CreateInterconnect", placed=False)
    client = client_of(direct_connect_endpoint)
    with pytest.raises(dxinterconnect.InterconnectConflict) as caught:
        client.ensure_interconnect(**ORDER, on_progress=somebody_else)
    assert caught.value.result["orders"] == 1
    assert isinstance(caught.value.__cause__, dxinterconnect.OutcomeUnknown)
    assert "another name" not in str(caught.value)
    # Where nothing was sent there is no such cause.
    with pytest.raises(dxinterconnect.InterconnectConflict) as caught:
        client.ensure_interconnect(**ORDER)
    assert caught.value.result["orders"] == 0 and caught.value.__cause__ is None


def test_what_is_written_otherwise_is_no_conflict(direct_connect_endpoint: LocalEndpoint) -> None:
    put(direct_connect_endpoint, bandwidth="10G", tags=[{"key": "aws:x"}], lagId="dxlag-1")
    result = client_of(direct_connect_endpoint).ensure_interconnect(**ORDER)
    assert (result["outcome"], result["differences"]) == ("exists", [])


def test_tags_that_differ_are_told(direct_connect_endpoint: LocalEndpoint) -> None:
    put(direct_connect_endpoint, tags=[{"key": "team", "value": "a"}, {"key": "old"}])
    result = client_of(direct_connect_endpoint).ensure_interconnect(
        **ORDER, tags=[{"key": "team", "value": "b"}, {"key": "new", "value": ""}]
    )
    assert result["outcome"] == "exists"
    told = {one["path"]: (one["desired"], one["actual"]) for one in result["differences"]}
    assert told.keys() == {'tags["team"]', 'tags["new"]', 'tags["old"]'}
    assert told['tags["team"]'] == ("b", "a")
    assert not any(one["conflict"] for one in result["differences"])


def test_several_are_ambiguous(direct_connect_endpoint: LocalEndpoint) -> None:
    ids = [put(direct_connect_endpoint), put(direct_connect_endpoint, location="CSVA1")]
    client = client_of(direct_connect_endpoint)
    with pytest.raises(dxinterconnect.InterconnectAmbiguous) as caught:
        client.ensure_interconnect(**ORDER)
    assert caught.value.result["ids"] == ids
    assert all(id in str(caught.value) for id in ids)
    assert "interconnect" not in caught.value.result
    assert client.ensure_interconnect.dry_run(**ORDER)["outcome"] == "ambiguous"
    result = client.ensure_interconnect(**ORDER, match_location=True)
    assert (result["outcome"], result["ids"]) == ("exists", ids[:1])
    assert direct_connect_endpoint.orders() == []


@pytest.mark.parametrize("state", ["deleting", "deleted"])
def test_what_is_deleted_does_not_count(
    state: str, direct_connect_endpoint: LocalEndpoint
) -> None:
    put(direct_connect_endpoint, interconnectState=state)
    assert client_of(direct_connect_endpoint).ensure_interconnect(**ORDER)["outcome"] == "created"


def test_a_tag_can_be_the_identity(direct_connect_endpoint: LocalEndpoint) -> None:
    tags = [{"key": "order", "value": "4711"}]
    put(direct_connect_endpoint, tags=[{"key": "order", "value": "4712"}])
    client = client_of(direct_connect_endpoint)
    arguments: Any = {**ORDER, "tags": tags, "identity_tag_key": "order"}
    assert client.ensure_interconnect(**arguments)["outcome"] == "created"
    assert client.ensure_interconnect(**arguments)["outcome"] == "exists"
    with pytest.raises(dxinterconnect.InterconnectConflict, match="interconnectName"):
        client.ensure_interconnect(**{**arguments, "interconnectName": "other"})
    with pytest.raises(dxinterconnect.ParamValidationError, match="order"):
        client.ensure_interconnect(**ORDER, identity_tag_key="order")
    assert len(direct_connect_endpoint.orders()) == 1


def test_a_dry_run_orders_nothing_and_shows_what_it_would(
    direct_connect_endpoint: LocalEndpoint,
) -> None:
    client = client_of(direct_connect_endpoint)
    dry = client.ensure_interconnect.dry_run(**ORDER)
    assert dry["outcome"] == "create" and "interconnect" not in dry
    assert (dry["looks"], dry["orders"], dry["ids"]) == (1, 0, [])
    assert json.loads(dry["order"]["body"]) == ORDER
    assert "acme-iad-1" in dry["explanation"]
    assert [entry.operation for entry in direct_connect_endpoint.log()] == ["DescribeInterconnects"]
    client.ensure_interconnect(**ORDER)
    dry = client.ensure_interconnect.dry_run(**ORDER)
    assert dry["outcome"] == "exists" and "order" not in dry
    assert len(direct_connect_endpoint.orders()) == 1


# ------------------------------------------------------------------------------------ Arguments


def test_bad_arguments_are_told_before_a_look(direct_connect_endpoint: LocalEndpoint) -> None:
    ensure: Any = client_of(direct_connect_endpoint).ensure_interconnect
    for call in (ensure, ensure.dry_run):
        with pytest.raises(dxinterconnect.ParamValidationError) as caught:
            call(bandwidth="7 bananas", location="EqDC2")
        assert len(caught.value.problems) == 2
        with pytest.raises(dxinterconnect.ParamValidationError, match="match_locations"):
            call(**ORDER, match_locations=True)
        with pytest.raises(TypeError, match="only accepts keyword arguments"):
            call("acme")
    for arguments, message in (
        ({"look_again": -1}, "look_again is -1; write a number of seconds"),
        ({"look_again": float("nan")}, "look_again is nan"),
        ({"look_again": None}, "look_again is None"),
        ({"order_again_after_looks": 3}, "order_again_after_looks and order_again_after go together"),
        ({"order_again_after": 3}, "order_again_after_looks and order_again_after go together"),
        (
            {"order_again_after_looks": 3, "order_again_after": 0},
            "order_again_after_looks and order_again_after go together",
        ),
        ({"order_again_after_looks": 0, "order_again_after": 1}, "order_again_after_looks is 0"),
        ({"order_again_after_looks": 1.5, "order_again_after": 1}, "order_again_after_looks is 1.5"),
        ({"identity_tag_key": 5}, "identity_tag_key is a int"),
    ):
        with pytest.raises(dxinterconnect.ConfigError, match=message):
            ensure(**ORDER, **arguments)
    assert direct_connect_endpoint.log() == []


def test_bad_arguments_are_told_before_missing_credentials() -> None:
    client = dxinterconnect.client("directconnect", region_name="us-east-1")
    with pytest.raises(dxinterconnect.ParamValidationError, match="7 bananas"):
        client.ensure_interconnect(**{**ORDER, "bandwidth": "7 bananas"})
    with pytest.raises(dxinterconnect.NoCredentialsError):
        client.ensure_interconnect(**ORDER)


def test_warnings_come_once_and_before_the_order(direct_connect_endpoint: LocalEndpoint) -> None:
    client = client_of(direct_connect_endpoint)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(dxinterconnect.DXInterconnectWarning, match="banana"):
            client.ensure_interconnect(**ORDER, lagId="banana")
    assert direct_connect_endpoint.orders() == []
    with warnings.catch_warnings(record=True) as record:
        warnings.simplefilter("always")
        result = client.ensure_interconnect(**ORDER, lagId="banana")
    assert [one.filename for one in record] == [__file__]
    assert "banana" in result["ResponseMetadata"]["Warnings"][0]


def test_each_step_is_told(clock: Clock) -> None:
    told: list[Any] = []
    with LocalEndpoint(show_after=After(looks=2)) as endpoint:
        endpoint.add_fault("500", operation="CreateInterconnect")
        client_of(endpoint).ensure_interconnect(**ORDER, on_progress=told.append)
    assert [one["step"] for one in told if one["step"] != "wait"] == ["look", "order"] + ["look"] * 3
    assert sum(one["wait"] for one in told) == pytest.approx(sum(clock.slept))
    assert [one["orders"] for one in told][:2] == [0, 1]


# ----------------------------------------------------------------------------- What goes wrong

IDS = [" ".join([name, *map(str, settings.values())]) for name, settings in every_fault()]
faults = pytest.mark.parametrize("fault, settings", list(every_fault()), ids=IDS)


@pytest.mark.parametrize("page", [0, 1])
@faults
def test_a_fault_at_the_first_look(
    fault: str, settings: dict[str, Any], page: int, clock: Clock
) -> None:
    """On the first page, or on a further one; what is there is found all the same, or nothing is ordered."""
    for there in (False, True):
        with LocalEndpoint(page_size=1) as endpoint:
            put(endpoint, interconnectName="b")
            put(endpoint, interconnectName="c")
            put(endpoint, interconnectName="acme-iad-1" if there else "d")
            endpoint.add_fault(fault, **_of(fault, "DescribeInterconnects", page), **settings)
            conversation = Conversation(endpoint)
            told = conversation.hold()
            conversation.check(told, there)
            if fault == "close-port":
                assert told == "not sent"  # no time passes in this test
            else:
                assert told == ("refused" if final(fault, settings) else "exists" if there else "created")


def _of(fault: str, operation: str, skip: int) -> dict[str, Any]:
    return {} if fault == "close-port" else {"operation": operation, "skip": skip}


@pytest.mark.parametrize("show_after", [None, After(looks=2), After(looks=10_000)], ids=str)
@faults
def test_a_fault_at_the_order(
    fault: str, settings: dict[str, Any], show_after: Any, clock: Clock
) -> None:
    with LocalEndpoint(show_after=show_after) as endpoint:
        put(endpoint, interconnectName="other")
        if fault == "close-port":
            return  # it minds no operation; the random sequences have it
        endpoint.add_fault(fault, operation="CreateInterconnect", **settings)
        conversation = Conversation(endpoint)
        told = conversation.hold()
        conversation.check(told)
        placed = len(endpoint.orders())
        if final(fault, settings):
            assert (told, placed) == ("refused", 0)
        elif placed == 0:
            assert told == "unknown"
        else:
            shown = show_after is None or show_after.looks < 100
            found = conversation.result and conversation.result["foundAfterUnknown"]
            assert told == "created" if shown else told in ("created", "unknown")
            assert (told == "unknown") is (not shown and not conversation.result)
            assert found is not True or shown
        conversation.check_the_end()


@faults
def test_a_fault_at_the_look_after_the_order(
    fault: str, settings: dict[str, Any], clock: Clock
) -> None:
    """Each look after it fails at first; it is looked for until it shows."""
    for placed in (True, False):
        with LocalEndpoint(page_size=1, show_after=After(looks=1)) as endpoint:
            put(endpoint, interconnectName="other")
            endpoint.add_fault("500", operation="CreateInterconnect", placed=placed)
            if fault != "close-port":
                endpoint.add_fault(
                    fault, 4, operation="DescribeInterconnects", skip=1, **settings
                )
            conversation = Conversation(endpoint)
            told = conversation.hold()
            conversation.check(told)
            assert told == ("created" if placed else "unknown")
            if placed:
                assert conversation.result["foundAfterUnknown"]
            conversation.check_the_end()


@pytest.mark.parametrize("seed", range(CONVERSATIONS))
def test_anything_may_go_wrong_at_any_point(seed: int, clock: Clock) -> None:
    hold_at_random(seed)


def test_it_looks_for_as_long_as_it_is_told(clock: Clock) -> None:
    with LocalEndpoint(show_after=After(looks=10_000)) as endpoint:
        for seconds in (0, 5, 60):
            endpoint.reset()
            clock.slept.clear()
            endpoint.add_fault("500", operation="CreateInterconnect")
            with pytest.raises(dxinterconnect.OutcomeUnknown) as caught:
                client_of(endpoint).ensure_interconnect(**ORDER, look_again=seconds)
            assert sum(clock.slept) == pytest.approx(seconds, abs=0.1)
            unknown = caught.value
            assert unknown.result is not None
            assert unknown.result["looks"] == len(endpoint.log()) - 1 >= 2
            assert unknown.sent and unknown.sent_at and unknown.invocation_id
            assert isinstance(unknown.__cause__, dxinterconnect.ClientError)
            assert unknown.response["Error"]["Code"] == "500"
            again = pickle.loads(pickle.dumps(unknown))
            assert (str(again), again.result) == (str(unknown), unknown.result)
            assert len(endpoint.orders()) == 1


def test_a_second_order_is_only_sent_where_it_is_allowed(clock: Clock) -> None:
    for placed in (False, True):
        with LocalEndpoint(show_after=After(looks=10_000)) as endpoint:
            endpoint.add_fault("500", operation="CreateInterconnect", placed=placed)
            result = client_of(endpoint).ensure_interconnect(
                **ORDER, order_again_after_looks=3, order_again_after=90
            )
            assert (result["outcome"], result["orders"]) == ("created", 2)
            assert sum(clock.slept) >= 89.9
            # This is what its documentation warns of.
            assert len(endpoint.orders()) == (2 if placed else 1)
            clock.slept.clear()


def test_a_second_order_that_is_refused_does_not_make_the_first_one_known(clock: Clock) -> None:
    with LocalEndpoint(show_after=After(looks=10_000)) as endpoint:
        endpoint.add_fault("500", operation="CreateInterconnect")
        endpoint.add_fault("redirect", operation="CreateInterconnect")
        with pytest.raises(dxinterconnect.OutcomeUnknown) as caught:
            client_of(endpoint).ensure_interconnect(
                **ORDER, order_again_after_looks=1, order_again_after=1
            )
        assert caught.value.result is not None and caught.value.result["orders"] == 2
        assert len(endpoint.orders()) == 1


def test_it_says_that_nothing_was_ordered(
    direct_connect_endpoint: LocalEndpoint, clock: Clock
) -> None:
    endpoint = direct_connect_endpoint
    keys = {**KEYS, "aws_secret_access_key": "wrong"}
    with pytest.raises(dxinterconnect.ClientError) as caught:
        client_of(endpoint, **keys).ensure_interconnect(**ORDER)
    assert caught.value.operation_name == "DescribeInterconnects"
    text = str(caught.value)
    assert "(InvalidSignatureException) when calling the DescribeInterconnects operation" in text
    assert "Nothing was ordered" in text
    assert str(pickle.loads(pickle.dumps(caught.value))) == text
    endpoint.add_fault("200-empty", 10)
    with pytest.raises(dxinterconnect.NotDescribedError, match="Nothing was ordered") as lost:
        client_of(endpoint).ensure_interconnect(**ORDER)
    assert str(pickle.loads(pickle.dumps(lost.value))) == str(lost.value)
    endpoint.clear_faults()
    endpoint.add_fault("redirect", operation="CreateInterconnect")
    with pytest.raises(dxinterconnect.ClientError) as refused:
        client_of(endpoint).ensure_interconnect(**ORDER)
    assert refused.value.operation_name == "CreateInterconnect"
    assert endpoint.orders() == []


# ------------------------------------------------------------------------------- Interruptions


class Enough(Exception):
    pass


@pytest.mark.parametrize("kind", [KeyboardInterrupt, Enough])
@pytest.mark.parametrize("step", ["look", "order", "wait"])
@pytest.mark.parametrize("orders", [0, 1])
def test_an_interruption_tells_what_is_known_of_the_order(
    kind: Any, step: str, orders: int, direct_connect_endpoint: LocalEndpoint, clock: Clock
) -> None:
    """By the callback, which stands for Ctrl-C as well."""
    if (step, orders) in (("order", 1), ("wait", 0)):
        return
    direct_connect_endpoint.change(show_after=After(looks=10_000))
    direct_connect_endpoint.add_fault("500", operation="CreateInterconnect")

    def progress(told: Any) -> None:
        if told["step"] == step and bool(direct_connect_endpoint.orders()) == bool(orders):
            raise kind

    with pytest.raises(kind) as caught:
        client_of(direct_connect_endpoint).ensure_interconnect(**ORDER, on_progress=progress)
    cause = caught.value.__cause__
    if orders == 0:
        assert cause is None and direct_connect_endpoint.orders() == []
    else:
        assert isinstance(cause, dxinterconnect.OutcomeUnknown)
        assert cause.sent and "acme-iad-1" in cause.sent


@pytest.mark.parametrize("kind", [KeyboardInterrupt, MemoryError])
def test_an_interruption_after_the_answer_keeps_its_id(
    kind: Any, direct_connect_endpoint: LocalEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(self: Any) -> None:
        if direct_connect_endpoint.orders():
            raise kind
        return document(self)

    document: Any = dxinterconnect.Ensure.document
    monkeypatch.setattr(dxinterconnect.Ensure, "document", interrupted)
    with pytest.raises(BaseException) as caught:
        client_of(direct_connect_endpoint).ensure_interconnect(**ORDER)
    (order,) = direct_connect_endpoint.orders()
    unknown = known_of(caught.value, kind)
    assert isinstance(unknown, dxinterconnect.OutcomeUnknown)
    assert unknown.response["interconnectId"] == order.interconnect_id


def test_no_error_of_a_later_look_hides_the_order(
    direct_connect_endpoint: LocalEndpoint, clock: Clock
) -> None:
    class Session:
        """Has credentials until there is an order."""

        def get_credentials(self) -> Any:
            if direct_connect_endpoint.orders():
                return None
            return dxinterconnect.Credentials(*KEYS.values())

    direct_connect_endpoint.add_fault("500", operation="CreateInterconnect")
    client = client_of(direct_connect_endpoint, credentials=Session())
    with pytest.raises(dxinterconnect.OutcomeUnknown) as caught:
        client.ensure_interconnect(**ORDER)
    assert isinstance(caught.value.__cause__, dxinterconnect.NoCredentialsError)
    assert caught.value.sent


# ------------------------------------------------------------------------------- Several callers


def test_two_hosts_one_after_the_other_order_once(direct_connect_endpoint: LocalEndpoint) -> None:
    results = [client_of(direct_connect_endpoint).ensure_interconnect(**ORDER) for _ in range(2)]
    assert [result["outcome"] for result in results] == ["created", "exists"]
    assert len(direct_connect_endpoint.orders()) == 1


def test_two_hosts_at_once_can_order_twice_as_the_readme_says(
    direct_connect_endpoint: LocalEndpoint,
) -> None:
    both = threading.Barrier(2)

    def meet(told: Any) -> None:
        if told["step"] == "order":
            both.wait(10)

    def order() -> None:
        client_of(direct_connect_endpoint).ensure_interconnect(**ORDER, on_progress=meet)

    threads = [threading.Thread(target=order) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(direct_connect_endpoint.orders()) == 2
    # The next one sees both, and says so.
    with pytest.raises(dxinterconnect.InterconnectAmbiguous):
        client_of(direct_connect_endpoint).ensure_interconnect(**ORDER)


def test_threads_share_a_client(direct_connect_endpoint: LocalEndpoint) -> None:
    client = client_of(direct_connect_endpoint)
    results: list[Any] = []

    def order(number: int) -> None:
        name = f"acme-{number}"
        results.append(client.ensure_interconnect(**{**ORDER, "interconnectName": name}))

    threads = [threading.Thread(target=order, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert [result["outcome"] for result in results] == ["created"] * 8
    assert len({result["interconnect"]["interconnectId"] for result in results}) == 8
