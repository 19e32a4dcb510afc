"""Validation: botocore's ParamValidator judges what botocore checks, and each rule beyond it has a name here."""
import inspect
import json
import re

import unicodedata2 as unicodedata
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.serialize import create_serializer
from botocore.validate import ParamValidator
from hypothesis import given, settings

import cases
import documents
import generate
import library

SERVICE = ServiceModel(Loader().load_service_model("directconnect", "service-2"))
OPERATION = SERVICE.operation_model("CreateInterconnect")
TAG_CHARACTERS = frozenset(generate.TAG_CHARACTERS)
TYPES = {
    type(None): "null", bool: "boolean", int: "number", float: "number", str: "string", list: "array", dict: "object"}
VALID_TYPES = {
    "<class 'str'>": "string", "<class 'bool'>": "boolean", "<class 'int'>": "integer", "<class 'list'>": "array",
    "<class 'dict'>": "object"}


# ---------------------------------------------------------------- botocore's rules, in our words

def excerpt(text):
    """As a message shows text: 80 characters, control characters escaped."""
    shown = "".join(
        {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(character, f"\\u{ord(character):04x}")
        if unicodedata.category(character) == "Cc" else character
        for character in text[:80])
    return shown + ("…" if len(text) > 80 else "")


def shown_value(value):
    return excerpt(value if isinstance(value, str) else documents.compact(value))


def translate(reason, name, details):
    """One of botocore's errors as code, path and message of ours."""
    place = name.removeprefix(".")
    inside = f"{place}." if place else ""
    structure = place or "input"
    if reason == "missing required field":
        member = details["required_name"]
        return "MISSING_MEMBER", inside + member, f'Missing required parameter in {structure}: "{member}"'
    if reason == "unknown field":
        member, known = excerpt(details["unknown_param"]), ", ".join(details["valid_names"])
        return "UNKNOWN_MEMBER", inside + member, f'Unknown parameter in {structure}: "{member}", must be one of: {known}'
    if reason == "invalid type":
        value = details["param"]
        # A tuple is Python's affair.
        (valid,) = (VALID_TYPES[each] for each in details["valid_types"] if each != "<class 'tuple'>")
        return "WRONG_TYPE", "" if structure == "input" else place, (
            f"Invalid type for parameter {structure}, value: {shown_value(value)}, "
            f"type: {TYPES[type(value)]}, valid types: {valid}")
    if reason == "invalid length":
        return "TOO_SHORT", place, (
            f"Invalid length for parameter {place}, value: {details['param']}, "
            f"valid min length: {details['min_allowed']}")
    raise AssertionError(reason)


def in_the_models_order(value, names=documents.members):
    """botocore goes by the caller's order, which a request made by setters does not have."""
    if not isinstance(value, dict):
        return value
    ordered = {name: value[name] for name in names if name in value} | value
    if isinstance(ordered.get("tags"), list):
        ordered["tags"] = [in_the_models_order(tag, ("key", "value")) for tag in ordered["tags"]]
    return ordered


def botocore_says(request):
    errors = ParamValidator().validate(in_the_models_order(request), OPERATION.input_shape)._errors
    return [translate(*error) for error in errors]


# ---------------------------------------------------------------- our rules beyond botocore's, by name

def strings(request):
    """Every string of the model with its path, where its type is right."""
    for member in ("interconnectName", "bandwidth", "location", "lagId", "providerName"):
        yield member, member, request.get(member)
    for index, tag in tags(request):
        for member in ("key", "value"):
            yield f"tags[{index}].{member}", member, tag.get(member)


def tags(request):
    found = request.get("tags")
    if isinstance(found, list):
        yield from ((index, tag) for index, tag in enumerate(found) if isinstance(tag, dict))


def string_rules(member, text):
    """The codes of one string."""
    if re.search("[\ud800-\udfff]", text):
        return {"NOT_UNICODE"}  # and nothing else can be said of it
    if member in ("key", "value"):
        outside = next((each for each in text if each not in TAG_CHARACTERS), None)
        broken = {
            "TOO_LONG": len(text) > {"key": 128, "value": 256}[member],
            "NUL_CHARACTER": outside == "\0",
            "TAG_CHARACTER": outside not in (None, "\0"),
            "RESERVED_TAG_PREFIX": member == "key" and re.match("[aA][wW][sS]:", text),
        }
        return {code for code, is_broken in broken.items() if is_broken}
    if not text:
        return set() if member == "providerName" else {"TOO_SHORT"}
    control = re.search("[\0-\x1f\x7f-\x9f]", text)
    if control:
        return {"NUL_CHARACTER" if control[0] == "\0" else "CONTROL_CHARACTER"}
    if member == "bandwidth" and not re.fullmatch("[1-9][0-9]*[MG]bps|1|10|100", text):
        return {"BANDWIDTH_FORM"}
    return set()


def beyond_botocore(request):
    """(code, path) of every error that botocore does not know."""
    for path, member, text in strings(request):
        if isinstance(text, str):
            yield from ((code, path) for code in string_rules(member, text))
    if isinstance(request.get("tags"), list) and len(request["tags"]) > 50:
        yield "TOO_MANY_TAGS", "tags"
    seen = set()
    for index, tag in tags(request):
        key = tag.get("key")
        if isinstance(key, str) and not re.search("[\ud800-\udfff]", key):
            if key in seen:
                yield "DUPLICATE_TAG_KEY", f"tags[{index}].key"
            seen.add(key)


# ---------------------------------------------------------------- the tests

def errors_of(request, rules=0):
    accepted, problems = library.Request.from_json(documents.compact(request).encode()).validate(rules)
    errors = [(each["code"], each["path"], each["message"]) for each in problems if each["severity"] == "error"]
    assert accepted == (not errors)
    return errors


def disagreements(request, errors):
    """Errors that only one side has; and botocore's messages, in its order, where ours read differently."""
    theirs = botocore_says(request)
    known = [(code, path) for code, path, _ in theirs]
    ours = [(code, path) for code, path, _ in errors]
    difference = [sorted(ours), sorted(known + list(beyond_botocore(request)))]
    messages = [[error for error in errors if error[:2] in known], theirs]
    return [sides for sides in (difference, messages) if sides[0] != sides[1]]


@settings(max_examples=cases.budget(2000))
@given(documents.requests)
def test_problems(request):
    """Exactly botocore's errors, in its order and words, and those of the named rules."""
    assert disagreements(request, errors_of(request)) == []
    cases.count()


def test_each_mistake():
    """Each rule is met, botocore's and those beyond; and these are all."""
    for code, request in documents.mistakes.items():
        errors = errors_of(request)
        assert {each for each, _, _ in errors} == {code}
        assert disagreements(request, errors) == []
        cases.count()
    rules = "".join(map(inspect.getsource, (translate, string_rules, beyond_botocore)))
    assert set(re.findall('"([A-Z]+_[A-Z_]+)"', rules)) == set(documents.mistakes)


def test_every_character_of_tags():
    """As the judge's Unicode has it, character by character, up to where the last letters are."""
    end = max(map(ord, TAG_CHARACTERS)) + 256
    characters = [chr(code) for code in range(1, end) if not 0xd800 <= code < 0xe000]
    for start in range(0, len(characters), 50):
        some = characters[start:start + 50]
        request = documents.mistakes["TAG_CHARACTER"] | {"tags": [{"key": f"{number}{each}"} for number, each in enumerate(some)]}
        outside = [("TAG_CHARACTER", f"tags[{number}].key") for number, each in enumerate(some) if each not in TAG_CHARACTERS]
        assert [(code, path) for code, path, _ in errors_of(request)] == outside
        cases.count(len(some))


@settings(max_examples=cases.budget(500))
@given(documents.requests)
def test_unknown_members_may_be_allowed(request):
    errors = [error for error in errors_of(request) if error[0] != "UNKNOWN_MEMBER"]
    assert errors_of(request, library.ALLOW_UNKNOWN_MEMBERS) == errors
    if not errors:
        body = library.Request.from_json(documents.compact(request).encode()).body(library.ALLOW_UNKNOWN_MEMBERS)
        assert json.loads(body) == request
    cases.count()


def botocore_writes(request):
    return create_serializer("json", include_validation=True).serialize_to_request(request, OPERATION)["body"]


@settings(max_examples=cases.budget(700))
@given(documents.valid_requests)
def test_bodies(request):
    """botocore takes what we take, and both write the same."""
    body = library.Request.from_json(documents.compact(request).encode()).body()
    assert json.loads(body) == json.loads(botocore_writes(request)) == request
    assert list(json.loads(body)) == [member for member in documents.members if member in request]
    cases.count()


@settings(max_examples=cases.budget(700))
@given(documents.valid_requests)
def test_bodies_of_setters(request):
    """What the setters were given stands in the body; the same request gives the same bytes, however it was made."""
    made = library.Request.from_members(request)
    body = made.body()
    assert json.loads(body) == request
    assert body == made.body() == library.Request.from_members(request).body()
    assert body == library.Request.from_json(json.dumps(request).encode()).body()
    assert body == documents.compact(json.loads(body)).encode()
    cases.count()


@settings(max_examples=cases.budget(200))
@given(documents.plain_text)
def test_strings_of_the_wrong_type(text):
    """The value is shown as it is, however it was written."""
    request = {"interconnectName": "a", "bandwidth": "1Gbps", "location": "b", "requestMACSec": text}
    ((code, path, message),) = botocore_says(request)
    for written in (documents.compact(request), json.dumps(request), json.dumps(request).replace("/", "\\/")):
        _, problems = library.Request.from_json(written.encode()).validate()
        assert [(each["code"], each["path"], each["message"]) for each in problems] == [(code, path, message)]
    cases.count()


@settings(max_examples=cases.budget(200))
@given(documents.junk.filter(lambda value: not isinstance(value, dict)))
def test_no_object(value):
    expected = botocore_says(value)
    try:
        library.Request.from_json(documents.compact(value).encode())
    except library.Refused as refused:
        assert refused.status == "INVALID_JSON"
        assert [(each["code"], each["path"], each["message"]) for each in refused.problems] == expected
    else:
        raise AssertionError("accepted")
    cases.count()


@settings(max_examples=cases.budget(200))
@given(documents.requests)
def test_the_judge_notices(request):
    """Any error dropped, added or reworded."""
    errors = errors_of(request)
    assert disagreements(request, errors + [("TOO_LONG", "lagId", "x")])
    for index, (code, path, message) in enumerate(errors):
        assert disagreements(request, errors[:index] + errors[index + 1:])
        if (code, path) in [each[:2] for each in botocore_says(request)]:
            assert disagreements(request, errors[:index] + [(code, path, message + ".")] + errors[index + 1:])
    cases.count()
