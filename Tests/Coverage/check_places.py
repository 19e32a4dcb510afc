#!/usr/bin/env python3
"""Holds the places that no test reaches against unreached.txt. Argument: what llvm-cov exports.

A place is a line of the sources with a mark where the part begins that was never run.

With --fuzzers: holds how much the fuzzers reach against what they must at least, and writes what they do not reach, but tests
do, into build/unfuzzed.txt.
"""

import json
import pathlib
import sys

LIST = pathlib.Path(__file__).parent / "unreached.txt"
UNFUZZED = pathlib.Path(__file__).parents[2] / "build/unfuzzed.txt"
FUZZED = 90  # percent of all places, at least


def places(coverage):
    for file in coverage["files"]:
        name = file["filename"].split("/Sources/")[1]
        source = pathlib.Path(file["filename"]).read_bytes().split(b"\n")
        for line, column, count, is_counted, begins, is_gap in file["segments"]:
            if count or not is_counted or not begins or is_gap:
                continue
            before, after = source[line - 1][:column - 1].decode().strip(), source[line - 1][column - 1:].decode().strip()
            # What comes after a loop or a branch begins on its last line.
            while not after and line < len(source):
                line, before, after = line + 1, "", source[line].decode().strip()
            if not before and after.startswith("}"):
                continue
            yield name, line, f"{before} ▸{after}".strip()


def fuzzers(coverage, listed):
    missing = [f"{name}:{line}: {place}" for name, line, place in places(coverage) if (name, place) not in listed]
    UNFUZZED.write_text("".join(f"{place}\n" for place in missing))
    totals = coverage["totals"]
    reached = totals["regions"]["percent"]
    print(f"the fuzzers reach {totals['lines']['percent']:.1f} % of the lines, {reached:.1f} % of the places;"
          f" the {len(missing)} that only tests reach are in build/{UNFUZZED.name}")
    if reached < FUZZED:
        print(f"FAILED: {FUZZED} % at least. What is new has no fuzzer, or no seed that leads to it: see Tests/Fuzz/README.md")
    return reached < FUZZED


def main():
    coverage = json.loads(pathlib.Path(sys.argv[-1]).read_text())["data"][0]
    listed = {tuple(row[:2]) for row in (line.split("\t") for line in LIST.read_text().splitlines())}
    if sys.argv[1] == "--fuzzers":
        return fuzzers(coverage, listed)
    found = {(name, place): line for name, line, place in places(coverage)}
    failed = 0
    for (name, place), line in found.items():
        if (name, place) not in listed:
            failed += 1
            print(f"FAILED: Sources/{name}:{line} is not reached: {place}")
    for name, place in sorted(listed - set(found)):
        failed += 1
        print(f"FAILED: {LIST.name} holds what is reached, or is no more: {name}: {place}")
    if failed:
        print(f"Test it, take it out, or say in {LIST.relative_to(LIST.parents[2])} why nothing can reach it.")
    totals = coverage["totals"]
    print(f"{totals['lines']['percent']:.1f} % of the lines, {totals['regions']['percent']:.1f} % of {totals['regions']['count']} places")
    passed = totals["regions"]["covered"]
    print(f"{passed} passed, {failed} failed")
    return failed > 0 or passed < 3000


if __name__ == "__main__":
    sys.exit(main())
