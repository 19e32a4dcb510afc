"""The package against the header: every function, every structure, every status."""

from __future__ import annotations

import ctypes
import fnmatch
import re

import header
import pytest

import dxinterconnect
from dxinterconnect import (  # noqa: F401
    _answer,
    _client,
    _ensure,
    _library,
    _reconcile,
    _request,
    _signer,
    _status,
    _wait,
)

# Functions that the package does not call, by pattern, and why not.
NOT_NEEDED = {
    "dxi_problem_code_name": "the documents carry the name of each code",
    "dxi_problems_count": "dxi_problems_to_json carries all of it",
    "dxi_problems_error_count": "dxi_problems_to_json carries all of it",
    "dxi_problems_severity": "dxi_problems_to_json carries all of it",
    "dxi_problems_code": "dxi_problems_to_json carries all of it",
    "dxi_problems_path": "dxi_problems_to_json carries all of it",
    "dxi_problems_message": "dxi_problems_to_json carries all of it",
    "dxi_problems_suggestion": "dxi_problems_to_json carries all of it",
    "dxi_problems_position": "dxi_problems_to_json carries all of it",
    "dxi_create_interconnect_request_new": "requests come from _from_json",
    "dxi_create_interconnect_request_copy": "a Python request never changes",
    "dxi_create_interconnect_request_set_*": "_from_json sets all members at once",
    "dxi_create_interconnect_request_add_tag": "_from_json sets all members at once",
    "dxi_create_interconnect_request_unset": "a Python request never changes",
    "dxi_create_interconnect_request_interconnect_name": "Python has what it gave",
    "dxi_create_interconnect_request_bandwidth": "Python has what it gave",
    "dxi_create_interconnect_request_location": "Python has what it gave",
    "dxi_create_interconnect_request_lag_id": "Python has what it gave",
    "dxi_create_interconnect_request_provider_name": "Python has what it gave",
    "dxi_create_interconnect_request_request_mac_sec": "Python has what it gave",
    "dxi_create_interconnect_request_tag_*": "Python has what it gave",
    "dxi_create_interconnect_request_to_json": "Python has what it gave",
    "dxi_describe_interconnects_request_new": "requests come from _from_json",
    "dxi_describe_interconnects_request_copy": "a Python request never changes",
    "dxi_describe_interconnects_request_set_*": "_from_json sets all members at once",
    "dxi_describe_interconnects_request_unset": "a Python request never changes",
    "dxi_describe_interconnects_request_interconnect_id": "Python has what it gave",
    "dxi_describe_interconnects_request_max_results": "Python has what it gave",
    "dxi_describe_interconnects_request_next_token": "Python has what it gave",
    "dxi_signer_sign": "dxi_signer_sign_json is the same in one call",
    "dxi_signer_sign_describe_interconnects": "dxi_signer_sign_json is the same in one call",
    "dxi_http_request_*": "dxi_signer_sign_json hands out the whole of it",
    "dxi_answer_*": "dxi_answer_read_json hands out the whole of it; delays come of dxi_backoff_ms",
    "dxi_interconnect_[!s]*": "dxi_answer_read_json hands out the whole of it",
    "dxi_reconciliation_*": "dxi_reconciliation_to_json hands out the whole of it",
    "dxi_interconnect_state_*": "the package only asks what can be reached",
    "dxi_ensure_*": "dxi_ensure_to_json hands out the whole of it; Python has the order that it gave",
}

FUNCTIONS = header.functions()


def test_the_parser_sees_every_function() -> None:
    names = set(
        re.findall(
            r"\b(dxi_\w+)\(", re.sub(r"/\*.*?\*/", "", header.HEADER.read_text(), flags=re.S)
        )
    )
    assert set(FUNCTIONS) == names
    assert len(names) > 100


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_wrapped_or_not_needed(name: str) -> None:
    reasons = [pattern for pattern in NOT_NEEDED if fnmatch.fnmatchcase(name, pattern)]
    if name in _library.DECLARED:
        # A pattern may span a function that is wrapped, but no line may be for one alone.
        assert name not in NOT_NEEDED
    else:
        assert len(reasons) == 1, f"{name} is neither wrapped nor listed (or listed twice)"


def test_every_listed_pattern_is_of_the_header() -> None:
    for pattern in NOT_NEEDED:
        assert any(fnmatch.fnmatchcase(name, pattern) for name in FUNCTIONS), pattern


@pytest.mark.parametrize("name", sorted(_library.DECLARED))
def test_every_prototype_is_the_headers(name: str) -> None:
    result, parameters = FUNCTIONS[name]
    declared = _library.DECLARED[name]
    assert header.same(declared.restype, result)
    assert len(declared.argtypes) == len(parameters)
    for ours, theirs in zip(declared.argtypes, parameters):
        assert header.same(ours, theirs), (name, ours, theirs)


@pytest.mark.parametrize(
    "structure",
    [
        _signer.SignerOptions,
        _signer.SignOptions,
        _answer.HTTPResponse,
        _reconcile.ReconcileOptions,
        _ensure.EnsureOptions,
    ],
)
def test_every_structure_is_the_headers(structure: type[ctypes.Structure]) -> None:
    expected = header.fields((structure.__doc__ or "").rstrip("."))
    assert [name for name, _ in structure._fields_] == [name for name, _ in expected]
    for (name, ours), (_, theirs) in zip(structure._fields_, expected):  # type: ignore[misc]
        assert header.same(ours, theirs), name


def test_every_status_has_its_exception() -> None:
    statuses = {**header.constants("DXI_ERROR_"), "OK": header.constants("DXI_")["OK"]}
    assert {name: getattr(_status, name) for name in statuses} == statuses
    assert set(_status.EXCEPTIONS) == set(statuses.values()) - {_status.OK}
    for status, kind in _status.EXCEPTIONS.items():
        exception = _status.failure(status, [])
        assert isinstance(exception, kind)
        assert str(exception)
    unknown = _status.failure(99, [])
    assert isinstance(unknown, dxinterconnect.UsageError) and "99" in str(unknown)


def test_every_constant_is_the_headers() -> None:
    text = header.HEADER.read_text()
    assert f"#define DXI_ABI_VERSION {_library.ABI_VERSION}\n" in text
    assert f"#define DXI_MAXIMUM_LENGTH ((size_t){_answer_maximum()})" in text
    values = header.constants("DXI_")
    assert values["ALLOW_UNKNOWN_MEMBERS"] == _request.ALLOW_UNKNOWN_MEMBERS
    assert values["WARNINGS_AS_ERRORS"] == _request.WARNINGS_AS_ERRORS
    assert values["DESCRIPTION_TEXT"] == _request.DESCRIPTION_TEXT
    assert values["DESCRIPTION_JSON"] == _request.DESCRIPTION_JSON
    deliveries = {name.lower(): value for name, value in header.constants("DXI_DELIVERY_").items()}
    assert deliveries == _answer._DELIVERIES
    steps = {value: name.lower() for name, value in header.constants("DXI_STEP_").items()}
    assert steps == _ensure._STEPS
    operations = header.constants("DXI_OPERATION_")
    assert operations == {_snake(name): number for name, number in _signer.OPERATIONS.items()}
    states = header.constants("DXI_INTERCONNECT_STATE_")
    assert {name.upper(): number for name, number in _wait.STATES.items()}.items() <= states.items()
    assert states["UNKNOWN"] == _wait._UNKNOWN


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()


def _answer_maximum() -> int:
    from dxinterconnect._arguments import MAXIMUM_LENGTH

    return MAXIMUM_LENGTH


def test_the_getters_say_what_the_documents_say() -> None:
    """The functions that the package goes without, called by the header's own prototypes."""
    library = ctypes.CDLL(_library._library._name)
    body = (
        b'{"interconnectId":"dxcon-fg1a2b3c","interconnectState":"requested","loaIssueTime":1453757421.25,'
        b'"jumboFrameCapable":true,"tags":[{"key":"k","value":""},{"key":"l"}],"x":[1.10]}'
    )

    def call(name: str, *arguments: object) -> object:
        c = getattr(library, name)
        c.restype, c.argtypes = FUNCTIONS[name][0], None
        return c(*arguments)

    response = _answer.HTTPResponse(
        ctypes.sizeof(_answer.HTTPResponse), 0, 200, b"", 0, body, len(body), 0, 0
    )
    pointer = ctypes.c_void_p()
    assert call("dxi_answer_read", ctypes.byref(response), ctypes.byref(pointer)) == 0
    answer = dxinterconnect.read_response(200, {}, body)
    assert answer.interconnect is not None
    interconnect = call("dxi_answer_interconnect", pointer)
    assert call("dxi_interconnect_interconnect_id", interconnect, None) == b"dxcon-fg1a2b3c"
    assert answer.interconnect["interconnectId"] == "dxcon-fg1a2b3c"
    count, flag, time = ctypes.c_size_t(), ctypes.c_bool(), ctypes.c_int64()
    assert call("dxi_interconnect_tags", interconnect, ctypes.byref(count)) is True
    assert count.value == len(answer.interconnect["tags"]) == 2
    assert call("dxi_interconnect_tag_value", interconnect, ctypes.c_size_t(0), None) == b""
    assert answer.interconnect["tags"][0]["value"] == ""
    assert call("dxi_interconnect_jumbo_frame_capable", interconnect, ctypes.byref(flag)) is True
    assert flag.value is answer.interconnect["jumboFrameCapable"]
    assert call("dxi_interconnect_loa_issue_time", interconnect, ctypes.byref(time)) is True
    assert answer.interconnect["loaIssueTime"].timestamp() * 1e6 == time.value
    assert (
        call("dxi_interconnect_unknown_member", interconnect, b"x", ctypes.c_size_t(1), None)
        == b"[1.10]"
    )
    assert answer.unknown_members == {"x": "[1.10]"}
    call("dxi_answer_free", pointer)
