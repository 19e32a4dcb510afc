"""Drives the peers that are written in Python, as c/worker.h does those in C: python worker.py MODULE."""
import sys
from importlib import import_module
from time import process_time_ns


def main():
    peer = import_module(sys.argv[1])
    for line in sys.stdin:
        name, count, *size = line.split()
        operation = getattr(peer, name)
        arguments = (peer.prepare(name, int(size[0])),) if size else ()
        if int(count) == 0:
            show = getattr(peer, f"show_{name}", None) or peer.show
            print(show(operation(*arguments)), flush=True)
            continue
        start = process_time_ns()
        for _ in range(int(count)):
            operation(*arguments)
        print(process_time_ns() - start, flush=True)


main()
