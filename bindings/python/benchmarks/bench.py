"""Compares this package with boto3, in one run and with the same stubbed answer.

    python benchmarks/bench.py [--json] [--quick]

call   how many times longer a whole create_interconnect takes with boto3        (target: at least 8)
start  what import, client and first call add to an interpreter that has loaded the C library by
       ctypes, as a part of what boto3's add to it                               (target: at most 0.15)

Ends with 1 if a target is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Callable

from answer import ARGUMENTS, boto3s, ours

FOLDER = str(Path(__file__).parent)
CALL_TARGET = 8.0
START_TARGET = 0.15


def seconds_per_call(call: Callable[[], object], times: int) -> float:
    begin = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - begin) / times


def calls(rounds: int) -> tuple[float, float]:
    """Median seconds of one call: ours and boto3's, measured in turns."""
    our_client, boto3_client = ours(), boto3s()
    result, expected = (
        client.create_interconnect(**ARGUMENTS) for client in (our_client, boto3_client)
    )
    for answer in (result, expected):
        answer.pop("ResponseMetadata")
    assert result == expected, "the two must give the same result to be compared"
    measured: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for client, seconds in zip((our_client, boto3_client), measured):
            seconds.append(seconds_per_call(partial(client.create_interconnect, **ARGUMENTS), 200))
    return statistics.median(measured[0]), statistics.median(measured[1])


def starts(rounds: int) -> tuple[float, float, float]:
    """Median seconds of a process: bare, ours and boto3's, measured in turns."""
    import dxinterconnect
    from dxinterconnect._library import _library

    # This very package, from whatever folder this script was started.
    environ = {**os.environ, "PYTHONPATH": str(Path(dxinterconnect.__file__).parents[1])}
    bare = f"import ctypes; ctypes.CDLL({_library._name!r})"
    call = "from answer import ARGUMENTS, {0}; {0}().create_interconnect(**ARGUMENTS)"
    programs = (bare, call.format("ours"), call.format("boto3s"))
    measured: tuple[list[float], ...] = ([], [], [])
    for turn in range(rounds + 1):
        for program, seconds in zip(programs, measured):
            begin = time.perf_counter()
            subprocess.run([sys.executable, "-c", program], cwd=FOLDER, env=environ, check=True)
            if turn > 0:  # the first may compile modules
                seconds.append(time.perf_counter() - begin)
    bare_seconds, our_seconds, boto3_seconds = map(statistics.median, measured)
    return bare_seconds, our_seconds, boto3_seconds


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a JSON document")
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    options = parser.parse_args()
    our_call, boto3_call = calls(5 if options.quick else 15)
    bare, our_start, boto3_start = starts(7 if options.quick else 21)
    numbers = {
        "call": {"ours": our_call, "boto3": boto3_call, "ratio": boto3_call / our_call},
        "start": {
            "bare": bare,
            "ours": our_start,
            "boto3": boto3_start,
            "ratio": (our_start - bare) / (boto3_start - bare),
        },
    }
    good = numbers["call"]["ratio"] >= CALL_TARGET and numbers["start"]["ratio"] <= START_TARGET
    if options.json:
        print(json.dumps({**numbers, "good": good}))
    else:
        print(
            f"call   ours {our_call * 1e6:.1f} µs, boto3 {boto3_call * 1e6:.1f} µs:"
            f" {numbers['call']['ratio']:.1f} times faster (target: at least {CALL_TARGET:g})\n"
            f"start  bare {bare * 1e3:.1f} ms, ours {our_start * 1e3:.1f} ms, boto3"
            f" {boto3_start * 1e3:.1f} ms: {numbers['start']['ratio']:.3f} of boto3's"
            f" (target: at most {START_TARGET:g})"
        )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
