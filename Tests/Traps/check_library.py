#!/usr/bin/env python3
"""Holds the trap instructions of the shipped library against traps.txt. `--record` writes that file anew.

Debug information says of each why it is there and which line of ours it comes from. Argument: the library as the
linker wrote it, by default .build-embedded/release/libdxinterconnect.so; build/libdxinterconnect.so is that, stripped.
"""

import collections
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).parents[2]
RECORD = ROOT / "Tests/Traps/traps.txt"


def output(*command, stdin=None):
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=True).stdout


def trap_addresses(library):
    code = output("objdump", "-d", "--no-show-raw-insn", library)
    return re.findall(r"^\s*([0-9a-f]+):\s+ud2", code, re.MULTILINE)


def traps(library):
    """How often each cause stands where."""
    addresses = trap_addresses(library)
    if not addresses:
        return collections.Counter()
    tools = pathlib.Path(output("swiftc", "-print-target-info").split('"runtimeResourcePath": "')[1].split('"')[0]).parents[1] / "bin"
    places = output(str(tools / "llvm-symbolizer"), f"--obj={library}", "--functions=linkage",
                    stdin="".join(f"0x{address}\n" for address in addresses))
    counts = collections.Counter()
    for block in places.strip().split("\n\n"):
        lines = block.split("\n")
        frames = list(zip(lines[::2], lines[1::2]))
        reason = re.match(r"Swift runtime failure: (.*)", frames[0][0])
        ours = next((place for _, place in frames if "/Sources/" in place), None)
        where = re.sub(r".*/Sources/([^:]*).*", r"\1", ours) if ours else "Swift's library"
        counts[reason[1] if reason else "not told", where] += 1
    return counts


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--record"]
    library = arguments[0] if arguments else str(ROOT / ".build-embedded/release/libdxinterconnect.so")
    found = traps(library)
    if "--record" in sys.argv:
        rows = sorted(found.items(), key=lambda row: (row[0][1], row[0][0]))
        RECORD.write_text(f"{sum(found.values())}\tall\n" + "".join(f"{count}\t{where}\t{why}\n" for (why, where), count in rows))
        print(f"{sum(found.values())} recorded")
        return 0

    lines = [line.split("\t") for line in RECORD.read_text().splitlines()]
    most, recorded = int(lines[0][0]), {(why, where): int(count) for count, where, why in lines[1:]}
    passed = failed = 0

    def check(what, success):
        nonlocal passed, failed
        passed, failed = passed + bool(success), failed + (not success)
        if not success:
            print(f"FAILED: {what}")

    shipped = len(trap_addresses(str(ROOT / "build/libdxinterconnect.so"))) if not arguments else sum(found.values())
    check("the record is a sum", most == sum(recorded.values()))
    check(f"the shipped library has the {sum(found.values())} traps that were looked at, not {shipped}", shipped == sum(found.values()))
    check(f"{shipped} traps are at most the {most} of {RECORD.relative_to(ROOT)}", 0 < shipped <= most)
    for (why, where), count in sorted(found.items()):
        check(f"{where}: {count} traps, {recorded.get((why, where), 0)} are recorded: {why}", count <= recorded.get((why, where), 0))
    if failed:
        print("A trap ends the host. See what is new in the sources: can input reach it? Then write it so that it cannot trap. If it\n"
              "cannot be reached, run Tests/Traps/check_library.py --record, and say in Tests/Traps/README.md why, unless its kind is there.")
    elif shipped < most:
        print(f"{most - shipped} traps fewer than recorded: Tests/Traps/check_library.py --record keeps it so.")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
