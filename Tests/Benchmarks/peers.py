"""Who is measured, and what each does and does not check: no peer's task is easier or harder without being told so."""
import dataclasses
import pathlib

import programs

HERE = pathlib.Path(__file__).resolve().parent
OPERATIONS = {
    "build": "A build, validate, write",
    "sign": "S sign, key cached",
    "derive": "S sign, key derived",
    "read": "C read an answer",
    "error": "D read an error",
    "call": "a whole call",
}


@dataclasses.dataclass
class Peer:
    name: str
    label: str
    does: str
    # A program to run, and which operations it has.
    programs: dict
    # What is taken off an operation: the same without what is measured.
    minus: dict = dataclasses.field(default_factory=dict)
    # A program that lives a whole short life, for the cold start.
    life: list | None = None

    def operations(self):
        return [operation for names in self.programs.values() for operation in names]


def python(venv, module):
    return str(venv / "bin/python"), "-B", str(HERE / "python/worker.py"), module


def life_in_python(venv, module):
    return [str(venv / "bin/python"), "-c", f"import {module}; {module}.call()"]


def peers(out, venv):
    every = ("build", "sign", "derive", "read", "error")
    return [
        Peer("ours", "dxinterconnect, from C",
             "validates by every rule of AWS's, with a message for each; S validates and writes the body before it signs; "
             "decides created, not created or unknown, and says in a sentence what to do",
             {(str(out / "ours"),): (*every, "call", "tags", "threads")}, life=[str(out / "cold_ours")]),
        Peer("ours-signing", "dxinterconnect, from C: signing alone",
             "S as the others have it: dxi_signer_sign less dxi_create_interconnect_request_body of the same request",
             {(str(out / "ours"),): ("sign", "derive")}, minus={"sign": "body", "derive": "body"}),
        Peer("floor", "C over jansson and nettle",
             "the floor: builds and writes; checks UTF-8 (jansson does) and nothing else; S writes the body by hand and signs; "
             "copies every member, decides no outcome",
             {(str(out / "floor"),): (*every, "call", "tags", "threads")}, life=[str(out / "floor"), "call", "1"]),
        Peer("checked", "C over jansson, nettle and PCRE2, validating",
             "the floor, and in A holds the request against the library's rules; says yes or no, without messages",
             {(str(out / "checked"),): ("build",)}),
        Peer("curl", "libcurl's --aws-sigv4",
             "signs a body that is there; checks nothing; derives the key every time. It signs only what it sends: measured is "
             "sending over a socket within the process, less the same without a signature",
             {(str(out / "curl"),): ("sign", "derive")}, minus={"sign": "send", "derive": "send"}),
        Peer("go-package", "dxinterconnect's Go package",
             "as from C, and never resends an order whose outcome is unknown",
             {(str(out / "go-package"),): ("call",)}, life=[str(out / "go-package"), "once"]),
        Peer("go-sdk", "aws-sdk-go-v2",
             "checks that required members are there; S signs a body that is there; takes every 2xx that holds a JSON object for a success",
             {(str(out / "go-sdk"),): (*every, "call", "tags")}, life=[str(out / "go-sdk"), "once"]),
        Peer("go", "Go's standard library by hand",
             "encoding/json with structs, crypto/hmac; checks nothing, decides no outcome; S signs a body that is there",
             {(str(out / "go-byhand"),): (*every, "call", "tags")}, life=[str(out / "go-byhand"), "once"]),
        Peer("python-package", "dxinterconnect's Python package",
             "as from C, and never resends an order whose outcome is unknown",
             {python(venv, "package"): ("call",)}, life=life_in_python(venv, "package")),
        Peer("botocore", "botocore and boto3",
             "checks required and unknown members, types and minimum lengths; S signs a body that is there and derives the key every "
             "time; takes every 2xx for a success",
             {python(venv, "pieces"): (*every, "tags"), python(venv, "boto"): ("call",)}, life=life_in_python(venv, "boto")),
        Peer("python", "Python's json by hand",
             "json, hmac, hashlib; checks nothing, decides no outcome; S signs a body that is there",
             {python(venv, "by_hand"): (*every, "call", "tags")}, life=life_in_python(venv, "by_hand")),
        Peer("awscrt", "awscrt's signer",
             "signs a body that is there; checks nothing of it; derives the key every time",
             {python(venv, "crt"): ("sign", "derive")}),
    ]


def environment(out):
    """What the peers in Python import, and where the packages find the library."""
    library = programs.ROOT / "build"
    return {"PYTHONPATH": f"{out}:{HERE / 'python'}:{programs.ROOT / 'bindings/python'}",
            # Empty is unset: every package is measured compiled, as pip installs it. The first round, which does not
            # count, compiles ours.
            "PYTHONDONTWRITEBYTECODE": "",
            "DXINTERCONNECT_LIBRARY": str(library / "libdxinterconnect.so.1"),
            "LD_LIBRARY_PATH": str(library)}
