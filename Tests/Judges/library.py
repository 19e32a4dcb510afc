"""The library through ctypes: prototypes of Include/dxinterconnect.h, and the few calls that the judges make."""
import ctypes
import json
import os
import pathlib
from ctypes import POINTER, Structure, byref, c_bool, c_char_p, c_int32, c_int64, c_size_t, c_uint32, c_void_p

ROOT = pathlib.Path(__file__).resolve().parents[2]
_c = ctypes.CDLL(os.environ.get("DXI_LIBRARY") or str(ROOT / "build" / "libdxinterconnect.so"))

OK = 0
INVALID_REQUEST = 5
ALLOW_UNKNOWN_MEMBERS = 1
CREATE_INTERCONNECT, DESCRIBE_INTERCONNECTS = 0, 1


class SignerOptions(Structure):
    _fields_ = [
        ("size", c_size_t), ("access_key_id", c_char_p), ("secret_access_key", c_char_p),
        ("session_token", c_char_p), ("region", c_char_p), ("endpoint_url", c_char_p),
        ("use_fips_endpoint", c_bool), ("use_dualstack_endpoint", c_bool), ("allow_plaintext", c_bool),
        ("user_agent_extra", c_char_p),
    ]


class HTTPResponse(Structure):
    _fields_ = [
        ("size", c_size_t), ("delivery", c_int32), ("status", c_int32), ("headers", c_char_p),
        ("headers_length", c_size_t), ("body", c_char_p), ("body_length", c_size_t), ("now", c_int64),
        ("operation", c_int32),
    ]


def _function(name, result, *arguments):
    function = getattr(_c, "dxi_" + name)
    function.restype, function.argtypes = result, arguments
    return function


_out = POINTER(c_void_p)  # of a handle, or of text that the caller frees
_status_name = _function("status_name", c_char_p, c_int32)
_string_free = _function("string_free", None, c_void_p)
_problems_free = _function("problems_free", None, c_void_p)
_problems_to_json = _function("problems_to_json", c_int32, c_void_p, _out)
_REQUEST = "create_interconnect_request_"
_request_add_tag = _function(_REQUEST + "add_tag", c_int32, c_void_p, c_char_p, c_size_t, c_char_p, c_size_t)
_request_set_mac_sec = _function(_REQUEST + "set_request_mac_sec", c_int32, c_void_p, c_bool)
_request_set = {
    member: _function(_REQUEST + "set_" + name, c_int32, c_void_p, c_char_p, c_size_t)
    for member, name in {
        "interconnectName": "interconnect_name", "bandwidth": "bandwidth", "location": "location",
        "lagId": "lag_id", "providerName": "provider_name",
    }.items()
}
_signer_new = _function("signer_new", c_int32, POINTER(SignerOptions), _out, _out)
_signer_free = _function("signer_free", None, c_void_p)
_signer_url = _function("signer_url", c_char_p, c_void_p)
_signer_region = _function("signer_region", c_char_p, c_void_p)
_signer_sign = _function("signer_sign", c_int32, c_void_p, c_void_p, c_int64, c_void_p, _out, _out)
_http_free = _function("http_request_free", None, c_void_p)
_http_url = _function("http_request_url", c_char_p, c_void_p)
_http_canonical_request = _function("http_request_canonical_request", c_char_p, c_void_p)
_http_string_to_sign = _function("http_request_string_to_sign", c_char_p, c_void_p)
_http_body = _function("http_request_body", c_void_p, c_void_p, POINTER(c_size_t))
_http_header_count = _function("http_request_header_count", c_size_t, c_void_p)
_http_header_name = _function("http_request_header_name", c_char_p, c_void_p, c_size_t)
_http_header_value = _function("http_request_header_value", c_char_p, c_void_p, c_size_t)
_answer_read_json = _function("answer_read_json", c_int32, POINTER(HTTPResponse), _out)


class Refused(Exception):
    """A status other than OK, with the problems that explain it."""

    def __init__(self, status, problems):
        super().__init__(_status_name(status).decode(), problems)
        self.status = _status_name(status).decode()
        self.problems = problems


def _take_text(pointer, length=None):
    text = ctypes.string_at(pointer, -1 if length is None else length)
    _string_free(pointer)
    return text


def _take_problems(handle):
    """The problems of a call as a list, their handle freed."""
    if not handle:
        return []
    text = c_void_p()
    assert _problems_to_json(handle, byref(text)) == OK
    _problems_free(handle)
    return json.loads(_take_text(text))


class _Shape:
    """The functions that every request has."""

    def __init__(self, name):
        self.new = _function(name + "new", c_void_p)
        self.free = _function(name + "free", None, c_void_p)
        self.from_json = _function(name + "from_json", c_int32, c_char_p, c_size_t, _out, _out)
        self.to_json = _function(name + "to_json", c_int32, c_void_p, _out)
        self.validate = _function(name + "validate", c_int32, c_void_p, c_uint32, _out)
        self.body = _function(name + "body", c_int32, c_void_p, c_uint32, _out, POINTER(c_size_t), _out)


class Request:
    """A CreateInterconnect request."""

    _shape = _Shape(_REQUEST)

    def __init__(self, handle=None):
        self._handle = handle or self._shape.new()

    def __del__(self):
        self._shape.free(self._handle)

    @classmethod
    def from_json(cls, text):
        handle, problems = c_void_p(), c_void_p()
        status = cls._shape.from_json(text, len(text), byref(handle), byref(problems))
        problems = _take_problems(problems)
        if status != OK:
            raise Refused(status, problems)
        return cls(handle.value)

    @classmethod
    def from_members(cls, members):
        """By the C setters, each string with its length."""
        request = cls()
        for member, value in members.items():
            if member == "requestMACSec":
                status = _request_set_mac_sec(request._handle, value)
            elif member == "tags":
                status = OK
                for tag in value:
                    key, value = tag["key"].encode(), tag.get("value")
                    value = None if value is None else value.encode()
                    status = status or _request_add_tag(request._handle, key, len(key), value, len(value or b""))
            else:
                value = value.encode()
                status = _request_set[member](request._handle, value, len(value))
            assert status == OK, (member, value)
        return request

    def validate(self, rules=0):
        """Whether it can be sent, and the problems."""
        problems = c_void_p()
        status = self._shape.validate(self._handle, rules, byref(problems))
        assert status in (OK, INVALID_REQUEST), status
        return status == OK, _take_problems(problems)

    def body(self, rules=0):
        text, length, problems = c_void_p(), c_size_t(), c_void_p()
        status = self._shape.body(self._handle, rules, byref(text), byref(length), byref(problems))
        problems = _take_problems(problems)
        if status != OK:
            raise Refused(status, problems)
        return _take_text(text, length.value)

    def to_json(self):
        text = c_void_p()
        assert self._shape.to_json(self._handle, byref(text)) == OK
        return json.loads(_take_text(text))


class Look(Request):
    """A DescribeInterconnects request."""

    _shape = _Shape("describe_interconnects_request_")


class HTTP:
    """A signed request, copied out of its handle."""

    def __init__(self, handle):
        length = c_size_t()
        body = _http_body(handle, byref(length))
        self.body = ctypes.string_at(body, length.value)
        self.url = _http_url(handle).decode()
        self.canonical_request = _http_canonical_request(handle).decode()
        self.string_to_sign = _http_string_to_sign(handle).decode()
        self.headers = [
            (_http_header_name(handle, index).decode(), _http_header_value(handle, index).decode())
            for index in range(_http_header_count(handle))
        ]
        _http_free(handle)

    def header(self, name):
        (value,) = [value for each, value in self.headers if each.lower() == name.lower()]
        return value

    @property
    def signature(self):
        return self.header("authorization").rpartition("Signature=")[2]


class Signer:
    def __init__(self, access_key_id="AKIDEXAMPLE", secret_access_key="wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", **options):
        options = {
            name: value.encode() if isinstance(value, str) else value
            for name, value in {"access_key_id": access_key_id, "secret_access_key": secret_access_key, **options}.items()
        }
        self._handle = c_void_p()
        problems = c_void_p()
        status = _signer_new(
            SignerOptions(size=ctypes.sizeof(SignerOptions), **options), byref(self._handle), byref(problems))
        problems = _take_problems(problems)
        if status != OK:
            raise Refused(status, problems)

    def __del__(self):
        _signer_free(self._handle)

    @property
    def url(self):
        return _signer_url(self._handle).decode()

    @property
    def region(self):
        return _signer_region(self._handle).decode()

    def sign(self, request, now):
        http, problems = c_void_p(), c_void_p()
        status = _signer_sign(self._handle, request._handle, now, None, byref(http), byref(problems))
        problems = _take_problems(problems)
        if status != OK:
            raise Refused(status, problems)
        return HTTP(http)


def read_answer(body, status=200, headers=b"", operation=CREATE_INTERCONNECT):
    """The answer's JSON document."""
    response = HTTPResponse(
        size=ctypes.sizeof(HTTPResponse), status=status, headers=headers, headers_length=len(headers),
        body=body, body_length=len(body), operation=operation)
    text = c_void_p()
    result = _answer_read_json(byref(response), byref(text))
    assert result == OK, _status_name(result)
    return json.loads(_take_text(text))
