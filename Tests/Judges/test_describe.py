"""DescribeInterconnects: botocore judges its requests as it does orders, and its lists interconnect by interconnect."""
import json

from botocore.serialize import create_serializer
from botocore.validate import ParamValidator
from hypothesis import given, settings
from hypothesis import strategies as st

import answers
import cases
import documents
import library
from test_answers import bodies, valid_bodies
from test_requests import SERVICE, in_the_models_order, string_rules, translate

OPERATION = SERVICE.operation_model("DescribeInterconnects")
MEMBERS = tuple(OPERATION.input_shape.members)

# ---------------------------------------------------------------- requests

_good = {
    "interconnectId": documents.good_text, "maxResults": st.integers(-2**63, 2**63 - 1),
    "nextToken": documents.plain_text.filter(bool)}
_valid = st.fixed_dictionaries({}, optional=_good)
_any = st.builds(
    lambda unknown, members: unknown | members,
    st.dictionaries(st.sampled_from(("max_results", "InterconnectId", "x", "")), documents.junk, max_size=1),
    st.fixed_dictionaries({}, optional={
        "interconnectId": documents.any_text | documents.junk, "maxResults": st.integers(-2**65, 2**65) | documents.junk,
        "nextToken": documents.any_text | documents.junk}))


def botocore_says(request):
    errors = ParamValidator().validate(in_the_models_order(request, MEMBERS), OPERATION.input_shape)._errors
    return [translate(*error) for error in errors]


def beyond_botocore(request):
    """(code, path) of every error that botocore does not know."""
    # A token is AWS's own, and goes back as it came.
    rules = {"interconnectId": {"TOO_SHORT", "NOT_UNICODE", "NUL_CHARACTER", "CONTROL_CHARACTER"}, "nextToken": {"TOO_SHORT", "NOT_UNICODE"}}
    for member, codes in rules.items():
        if isinstance(request.get(member), str):
            yield from ((code, member) for code in string_rules(member, request[member]) & codes)
    # To Python true is a number, and any number fits.
    number = request.get("maxResults")
    if isinstance(number, int) and (isinstance(number, bool) or not -2**63 <= number < 2**63):
        yield "WRONG_TYPE", "maxResults"


@settings(max_examples=cases.budget(300))
@given(_any)
def test_problems(request):
    accepted, problems = library.Look.from_json(documents.compact(request).encode()).validate()
    errors = [(each["code"], each["path"], each["message"]) for each in problems if each["severity"] == "error"]
    theirs = botocore_says(request)
    beyond = list(beyond_botocore(request))
    assert [error for error in errors if error[:2] not in beyond] == theirs
    assert sorted(error[:2] for error in errors) == sorted([error[:2] for error in theirs] + beyond)
    assert accepted == (not errors)
    cases.count()


@settings(max_examples=cases.budget(100))
@given(_valid)
def test_bodies(request):
    """botocore takes what we take, and both write the same."""
    body = library.Look.from_json(documents.compact(request).encode()).body()
    theirs = create_serializer("json", include_validation=True).serialize_to_request(request, OPERATION)["body"]
    assert json.loads(body) == json.loads(theirs) == request
    assert list(json.loads(body)) == [member for member in MEMBERS if member in request]
    cases.count()


# ---------------------------------------------------------------- lists

# What reconciling reads: a list is nothing without it.
DECIDING = {
    "interconnectId", "interconnectName", "interconnectState", "location", "bandwidth", "lagId", "tags", "providerName",
    "macSecCapable"}
_tokens = st.none() | st.text(st.characters(codec="utf-8"), max_size=8)


def _has_each_member_once(body):
    names = [member.name for member in answers.members_of(answers.decode(body))[0]]
    return len(set(names)) == len(names)


def _list(elements, token):
    return b'{"interconnects":[' + b",".join(elements) + b'],"nextToken":' + json.dumps(token).encode() + b"}"


def disagreements(elements, token, answer):
    """What stands in our answer otherwise than it must."""
    verdicts = [answers.Verdict(element) for element in elements]
    paths = {path.partition(".")[0].partition("[")[0] for verdict in verdicts for path in verdict.reported}
    if paths & DECIDING:
        return [] if answer["outcome"] == "not_described" and "interconnects" not in answer else ["a list of which a part is hidden"]
    if answer["outcome"] != "described":
        return ["a list that is not seen"]
    whole = {"interconnects": [verdict.interconnect for verdict in verdicts], "nextToken": token}
    theirs = answers.botocore_reads(json.dumps(whole).encode(), shape=answers.LIST)
    ours = answer["interconnects"]
    # An empty token asks for no page.
    found = [] if (len(ours), answer.get("nextToken")) == (len(theirs["interconnects"]), theirs.get("nextToken") or None) else ["the list"]
    for index, (element, interconnect, verdict) in enumerate(zip(elements, ours, verdicts)):
        if not verdict.is_created:  # in a list one may have no id, or an empty one
            continue
        place = f"interconnects[{index}]."
        problems = [
            each | {"path": each["path"].removeprefix(place)}
            for each in answer.get("problems", ()) if each["path"].startswith(place)]
        found += answers.disagreements(element, {"outcome": "created", "interconnect": interconnect, "problems": problems})
    return found


@settings(max_examples=cases.budget(120))
@given(st.lists(valid_bodies, max_size=4), _tokens)
def test_lists(elements, token):
    answer = library.read_answer(_list(elements, token), operation=library.DESCRIBE_INTERCONNECTS)
    assert answer["outcome"] == "described"
    assert disagreements(elements, token, answer) == []
    cases.count()


@settings(max_examples=cases.budget(150))
@given(st.lists((valid_bodies | bodies).filter(_has_each_member_once), min_size=1, max_size=2), _tokens)
def test_mutated_lists(elements, token):
    """Described only where nothing that decides is hidden."""
    answer = library.read_answer(_list(elements, token), operation=library.DESCRIBE_INTERCONNECTS)
    assert disagreements(elements, token, answer) == []
    cases.count()


@settings(max_examples=cases.budget(50))
@given(st.lists(valid_bodies, min_size=1, max_size=3), _tokens)
def test_the_judge_notices(elements, token):
    """An interconnect that is missing, moved or changed, another token, and a list that is not seen."""
    answer = library.read_answer(_list(elements, token), operation=library.DESCRIBE_INTERCONNECTS)
    ours = answer["interconnects"]
    for false in (
        {"interconnects": ours[1:]}, {"interconnects": ours + ours[:1]}, {"interconnects": [ours[0] | {"interconnectId": ""}, *ours[1:]]},
        {"nextToken": "another " + (token or "")}, {"outcome": "not_described"},
    ):
        assert disagreements(elements, token, answer | false), false
    cases.count()
