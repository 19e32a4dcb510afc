"""Handles: closed once, by all three ways, under threads, after a fork, and at the end of the process."""

from __future__ import annotations

import gc
import os
import threading
import weakref
from typing import Any

import pytest
from clients import KEYS, ORDER, client_of, orders, run_python

import dxinterconnect
from dxinterconnect import _signer
from dxinterconnect._handle import Owned
from dxinterconnect.local_endpoint import LocalEndpoint

NOW = 1_767_323_045


def signer() -> dxinterconnect.Signer:
    return dxinterconnect.Signer(
        dxinterconnect.Credentials("AKIDEXAMPLE", "secret"), region_name="us-east-1"
    )


def authorization(of: dxinterconnect.Signer, now: int = NOW) -> str:
    http = dxinterconnect.CreateInterconnectRequest(**ORDER).sign(of, now=now)
    return dict(http.headers)["Authorization"]


@pytest.fixture
def freed(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was freed, in place of the freeing."""
    pointers: list[Any] = []
    monkeypatch.setattr(_signer, "_free", pointers.append)
    return pointers


def test_with_and_close_free_once(freed: list[Any]) -> None:
    with signer() as one:
        assert not one.closed and freed == []
    assert one.closed and len(freed) == 1
    one.close()
    one.close()
    del one
    gc.collect()
    assert len(freed) == 1


def test_forgetting_frees(freed: list[Any]) -> None:
    signer()
    gc.collect()
    assert len(freed) == 1


def test_a_closed_signer_says_so() -> None:
    one = signer()
    one.close()
    assert repr(one) == "Signer(closed)"
    for use in (lambda: one.url, lambda: one.region, lambda: authorization(one)):
        with pytest.raises(
            dxinterconnect.UsageError, match="this Signer is closed; make a new one"
        ):
            use()


def test_a_signer_that_could_not_be_made_leaves_nothing(freed: list[Any]) -> None:
    with pytest.raises(dxinterconnect.InvalidOptionsError):
        dxinterconnect.Signer(dxinterconnect.Credentials("A", "b"), region_name="a/b")
    gc.collect()
    assert freed == []


def test_closing_waits_for_the_calls_of_other_threads() -> None:
    """Whoever is inside of a call holds the pointer's owner: it is freed after them."""
    one = signer()
    held = one._use()
    gone: list[bool] = []
    weakref.finalize(held, gone.append, True)
    one.close()
    assert gone == []
    del held
    assert gone == [True]


def test_a_handle_of_another_type_is_refused() -> None:
    import ctypes

    from dxinterconnect import _request

    with pytest.raises(ctypes.ArgumentError):
        _signer._url(_request._CREATE.Pointer())
    assert isinstance(signer()._use(), Owned)


def test_threads_share_a_signer_while_it_is_closed_and_days_change() -> None:
    one = signer()
    expected = [authorization(one, NOW + day * 86400) for day in range(4)]
    wrong: list[Any] = []

    def work() -> None:
        try:
            for turn in range(200):
                if authorization(one, NOW + turn % 4 * 86400) != expected[turn % 4]:
                    wrong.append(turn)
        except dxinterconnect.UsageError:
            pass

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for _ in range(50):
        repr(one)
    one.close()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_threads_share_a_client(direct_connect_endpoint: LocalEndpoint) -> None:
    client = client_of(direct_connect_endpoint)
    ids: list[str] = []

    def work() -> None:
        for _ in range(5):
            ids.append(client.create_interconnect(**ORDER)["interconnectId"])

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(ids)) == 30 == orders(direct_connect_endpoint)


def test_a_forked_child_signs_and_orders(direct_connect_endpoint: LocalEndpoint) -> None:
    one, client = signer(), client_of(direct_connect_endpoint)
    expected = authorization(one)
    client.create_interconnect(**ORDER)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            good = authorization(one) == expected
            good = good and bool(client.create_interconnect(**ORDER)["interconnectId"])
            one.close()
            code = 0 if good else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert authorization(one) == expected
    assert orders(direct_connect_endpoint) == 2


def test_a_fork_while_other_threads_sign_leaves_no_lock_behind() -> None:
    program = f"""
import os, signal, threading, dxinterconnect
signer = dxinterconnect.Signer(dxinterconnect.Credentials("A", "b"), region_name="us-east-1")
request = dxinterconnect.CreateInterconnectRequest(**{ORDER!r})
done = threading.Event()
def work(day):
    while not done.is_set():
        day += 7  # a new day is a new key: the longest time under the library's lock
        request.sign(signer, now=day % 10_000 * 86400)
threads = [threading.Thread(target=work, args=(start,)) for start in range(3)]
for thread in threads: thread.start()
bad = 0
for turn in range(300):
    child = os.fork()
    if child == 0:
        signal.alarm(3)
        request.sign(signer, now=turn * 86400)
        request.describe(signer)
        os._exit(0)
    bad += os.waitpid(child, 0)[1] != 0
done.set()
for thread in threads: thread.join()
print(bad)
"""
    done = run_python(program)
    assert (done.returncode, done.stdout.strip()) == (0, "0"), done.stderr


def test_the_end_of_the_process_finds_handles_open() -> None:
    """In globals, in cycles, in modules, with a daemon thread that signs on: no crash and no word."""
    program = f"""
import sys, threading, time, dxinterconnect
credentials = dxinterconnect.Credentials("AKIDEXAMPLE", "secret")
signer = dxinterconnect.Signer(credentials, region_name="us-east-1")
client = dxinterconnect.client("directconnect", region_name="us-east-1", credentials=credentials)
cycle = [signer]; cycle.append(cycle)
sys.modules["kept"] = dxinterconnect.Signer(credentials, region_name="us-east-1")
request = dxinterconnect.CreateInterconnectRequest(**{ORDER!r})
def sign():
    while True:
        request.sign(signer)
threading.Thread(target=sign, daemon=True).start()
class Late:
    def __del__(self):
        signer.close()
late = Late()
time.sleep(0.05)
"""
    for _ in range(3):
        done = run_python(program)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_many_calls_need_no_more_memory() -> None:
    program = f"""
import resource, dxinterconnect, gc
signer = dxinterconnect.Signer(dxinterconnect.Credentials("A", "b"), region_name="us-east-1")
def work(times):
    for _ in range(times):
        request = dxinterconnect.CreateInterconnectRequest(**{ORDER!r}, lagId="banana")
        request.sign(signer); request.body(); request.problems(); request.describe(signer)
        try: dxinterconnect.CreateInterconnectRequest(tags=[{{}}]).body()
        except dxinterconnect.ParamValidationError: pass
        dxinterconnect.read_response(200, {{"X": "y"}}, b'{{"interconnectId":"a","x":1}}')
        dxinterconnect.Signer(dxinterconnect.Credentials("A", "b"), region_name="us-east-1").close()
work(500); gc.collect()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
work(3000)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    done = run_python(program)
    assert done.returncode == 0, done.stderr
    # KiB: 3000 turns that leaked one block of 100 bytes each would be 300.
    assert int(done.stdout) < 256


def test_imports_stay_light() -> None:
    """What is imported before something is sent."""
    program = f"""
import sys
before = set(sys.modules)
import dxinterconnect
assert not any(name.startswith("dxinterconnect.") for name in sys.modules)
client = dxinterconnect.client("directconnect", region_name="us-east-1",
    aws_access_key_id="a", aws_secret_access_key="b")
client.create_interconnect.dry_run(**{ORDER!r})
dxinterconnect.read_response(200, {{}}, b'{{"interconnectId":"dxcon-1"}}')
print(*sorted(set(sys.modules) - before))
"""
    done = run_python(program)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    heavy = {"http", "http.client", "ssl", "socket", "email", "urllib", "urllib.parse", "datetime",
             "typing", "dataclasses", "inspect", "uuid", "random", "configparser", "threading",
             "asyncio", "logging", "importlib.metadata", "boto3", "botocore"}  # fmt: skip
    assert "dxinterconnect._client" in loaded
    assert loaded & heavy == set()


def test_the_keys_of_a_client_are_its_own() -> None:
    one, two = (
        dxinterconnect.client("directconnect", region_name="us-east-1", **KEYS) for _ in "ab"
    )
    one.close()
    assert two.create_interconnect.dry_run(**ORDER)["method"] == "POST"
