"""Takes the measurements: peers in turns, on one core."""
import calendar
import json
import os
import random
import re
import statistics
import subprocess
import sys
import time

import programs

BATCH = 0.02  # seconds of one operation's turn
MIB = 1 << 20


def progress(text):
    print(f"[{time.strftime('%H:%M:%S')}] {text}", file=sys.stderr, flush=True)


def spread(values):
    return {"median": statistics.median(values), "minimum": min(values), "maximum": max(values)}


class Worker:
    """A peer's program, waiting for what to do."""

    def __init__(self, command):
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._command = command

    def ask(self, *line):
        self._process.stdin.write(" ".join(map(str, line)) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            sys.exit(f"{' '.join(self._command)} ended at {line}")
        return answer.rstrip("\n")

    def close(self):
        self._process.stdin.close()
        self._process.wait()


class Field:
    """All peers at once, each program started once."""

    def __init__(self, peers):
        self.peers = peers
        self._workers = {}
        self._counts = {}
        for peer in peers:
            for command, operations in peer.programs.items():
                worker = Worker(command)
                for operation in operations:
                    self._workers[peer.name, operation] = worker

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for worker in set(self._workers.values()):
            worker.close()

    def show(self, peer, operation):
        return self._workers[peer.name, operation].ask(operation, 0)

    def who_has(self, operation):
        return [peer for peer in self.peers if operation in peer.operations()]

    def turn(self, peer, operation, *size, batch=BATCH):
        """Nanoseconds and, where the peer counts them, allocations of one operation."""
        worker = self._workers[peer.name, operation]
        key = (peer.name, operation, *size)
        if key not in self._counts:
            took = int(worker.ask(operation, 1, *size).split()[0])
            if took < batch * 1e9:  # else it is long enough for a first time to tell
                took = int(worker.ask(operation, 3, *size).split()[0]) / 3
            self._counts[key] = max(1, round(batch * 1e9 / took))
        count = self._counts[key]
        time_taken, *allocations = (int(number) / count for number in worker.ask(operation, count, *size).split())
        if operation in peer.minus:
            time_taken -= int(worker.ask(peer.minus[operation], count, *size)) / count
        return time_taken, *allocations

    def rounds(self, operation, count, *size, batch=BATCH):
        """{peer: a list with a number of nanoseconds for each round}; in every round each has a turn, in changing order."""
        times = {peer.name: [] for peer in self.who_has(operation)}
        allocations = {}
        order = random.Random(count)
        for number in range(count + 1):
            for peer in order.sample(self.who_has(operation), len(times)):
                taken, *counted = self.turn(peer, operation, *size, batch=batch)
                if number:  # the first is for warming up
                    times[peer.name].append(taken)
                if counted:
                    allocations[peer.name] = counted[0]
        return times, allocations


def same_results(field):
    """Every peer writes the same body, signs alike and reads the same."""
    for operation in ("build", "sign", "derive", "read", "error", "call"):
        shown = {peer.name: field.show(peer, operation) for peer in field.who_has(operation)}
        curl = shown.pop("curl", None)
        if operation == "build":  # members may stand in any order
            shown = {name: json.loads(text.rstrip("|")) for name, text in shown.items()}
        if operation == "call":  # from C the Authorization header comes first
            shown = {name: text[text.index("dxcon-"):] for name, text in shown.items()}
        wrong = [name for name, text in shown.items() if text != shown["ours"]]
        if wrong:
            sys.exit(f"{operation}: not the same as from C:\n" + "\n".join(f"{name}: {text}" for name, text in shown.items()))
        if curl:
            signature_of_curl(field, curl)


def signature_of_curl(field, shown):
    """libcurl reads the clock: it is held against Python by hand, at the time that it read."""
    authorization, date, _ = shown.split("|")
    now = calendar.timegm(time.strptime(date, "%Y%m%dT%H%M%SZ"))
    python = next(list(peer.programs)[0][0] for peer in field.peers if peer.name == "python")
    expected = subprocess.run([python, "-c", f"import by_hand; by_hand.NOW = {now}; print(by_hand.sign())"], capture_output=True,
                              text=True, check=True).stdout.strip()
    if authorization != expected:
        sys.exit(f"libcurl signs otherwise:\n{authorization}\n{expected}")


def lives(launch, peers, bare, rounds):
    """Cold starts: {name: milliseconds and kilobytes for each round}."""
    programs_of = {peer.name: peer.life for peer in peers if peer.life} | bare
    times, memory = ({name: [] for name in programs_of} for _ in range(2))
    order = random.Random(rounds)
    for number in range(rounds + 1):
        for name, command in order.sample(sorted(programs_of.items()), len(programs_of)):
            run = subprocess.run([str(launch), *command], capture_output=True, text=True, check=True)
            taken, most = map(int, run.stdout.split())
            if number:
                times[name].append(taken / 1e6)
                memory[name].append(most)
    return times, memory


def heap(out, program, *arguments):
    """Allocations and the most bytes in use of a whole run of a C program."""
    run = subprocess.run(
        [str(out / program), *map(str, arguments)], capture_output=True, text=True, check=True,
        env={**os.environ, "LD_PRELOAD": str(out / "count_allocations.so")})
    count, peak = re.search(r"allocations (\d+) peak (\d+)", run.stderr).groups()
    return int(count), int(peak)


def counts(out, operations, count):
    """Instructions and allocations of one operation, of each C program: {operation: {program: …}}."""
    instructions, allocations = {}, {}
    for operation, names in operations.items():
        instructions[operation], allocations[operation] = {}, {}
        for name in names:
            minus = "send" if name == "curl" else None

            def counted(times, of=operation, program=name):
                return programs.callgrind(out / program, of, times)

            instructions[operation][name] = programs.per_operation(counted, count)
            if minus:
                instructions[operation][name] -= programs.per_operation(lambda times: counted(times, "send"), count)
                continue
            allocations[operation][name] = programs.per_operation(lambda times: heap(out, name, operation, times)[0], count)
    return instructions, allocations


def long_bodies(out):
    """A 10 MiB body against one of 1 MiB, of three kinds: instructions, and memory besides the body itself."""
    found = {}
    for kind in ("string", "tags", "numbers"):
        small, large = (programs.callgrind(out / "ours", kind, 2, size) - programs.callgrind(out / "ours", kind, 1, size)
                        for size in (MIB, 10 * MIB))
        peaks = [heap(out, "ours", kind, 1, size)[1] - size for size in (MIB, 10 * MIB)]
        found[kind] = {"instructions": large / small, "memory": peaks[1] / peaks[0], "instructions_a_byte": large / (10 * MIB),
                       "bytes_a_byte": peaks[1] / (10 * MIB)}
    return found
