"""What botocore reads from an answer's body, and what of that is ours to read.

botocore judges whole bodies of which every member has the model's type. A body that is neither is first mended to
one, by rules that the facts ask for (see Responses there); each has a name below.
"""
import datetime
import decimal
import json
import re

from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.parsers import create_parser
from botocore.utils import parse_timestamp

_service = ServiceModel(Loader().load_service_model("directconnect", "service-2"))
SHAPE = _service.operation_model("CreateInterconnect").output_shape
LIST = _service.operation_model("DescribeInterconnects").output_shape
_parser = create_parser("json")
_blank = re.compile(r"[ \t\n\r]*")
_number = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
_FIRST, _BEYOND = -62135596800 * 10**6, 253402300800 * 10**6  # of the years 1 to 9999, in microseconds


def botocore_reads(body, status=200, shape=SHAPE):
    response = {"body": body, "status_code": status, "headers": {}}
    answer = _parser.parse(response, shape)
    answer.pop("ResponseMetadata")
    return answer


# ---------------------------------------------------------------- rule: what came before the break counts

class Member:
    """A member of the outermost object: its name, its value, and the value's own JSON text."""

    def __init__(self, name, value, text):
        self.name, self.value, self.text = name, value, text


def _no_json(constant):
    raise ValueError(f"{constant} is Python's, and not JSON")


_decoder = json.JSONDecoder(parse_constant=_no_json)


def decode(body):
    """As text; a byte that is no UTF-8 becomes half of a surrogate pair, which no good text has."""
    return body.decode(errors="surrogateescape")


def members_of(text):
    """The complete members of an object that may break off or turn to nonsense, and whether it is whole."""
    members = []
    try:
        position = _expect(text, 0, "{")
        if text[position:position + 1] == "}":
            return members, _blank.match(text, position + 1).end() == len(text)
        while True:
            if text[position:position + 1] != '"':
                return members, False
            name, position = json.decoder.scanstring(text, position + 1, True)
            start = _expect(text, position, ":")
            value, end = _decoder.raw_decode(text, start)
            # Only what follows tells that a number is over: 14 may have been 1453757421.
            if text[end - 1].isdigit() and text[end:end + 1] not in tuple(" \t\n\r,]}"):
                return members, False
            members.append(Member(name, value, text[start:end]))
            position = _blank.match(text, end).end()
            if text[position:position + 1] == "}":
                return members, _blank.match(text, position + 1).end() == len(text)
            position = _expect(text, position, ",")
    except (ValueError, StopIteration):
        return members, False


def _expect(text, position, character):
    position = _blank.match(text, position).end()
    if text[position:position + 1] != character:
        raise ValueError(f"expected {character}")
    return _blank.match(text, position + 1).end()


# ---------------------------------------------------------------- rule: a member of the wrong type is left out

def is_text(value):
    return isinstance(value, str) and not re.search("[\ud800-\udfff]", value)


class _LeftOut(Exception):
    pass


def mend(value, shape, path, reported):
    """The value as the model wants it; paths of what is left out go to `reported`."""
    if shape.type_name == "string" and is_text(value) or shape.type_name == "boolean" and isinstance(value, bool):
        return value
    if shape.type_name == "structure" and isinstance(value, dict):
        return _mend_members(value, shape, path, reported)
    if shape.type_name == "list" and isinstance(value, list):
        elements = []
        for index, element in enumerate(value):
            try:
                elements.append(mend(element, shape.member, f"{path}[{index}]", reported))
            except _LeftOut:
                pass
        return elements
    reported.append(path)
    raise _LeftOut


def _mend_members(members, shape, path, reported):
    mended = {}
    for name, value in members.items():
        # null is absence; a timestamp is judged apart.
        if value is None or name not in shape.members or shape.members[name].type_name == "timestamp":
            continue
        try:
            mended[name] = mend(value, shape.members[name], f"{path}.{name}" if path else name, reported)
        except _LeftOut:
            pass
    return mended


# ---------------------------------------------------------------- rule: a time is exact, of the years 1 to 9999, or left out

def _microseconds(time):
    """A time without an offset is UTC, as all of AWS's."""
    if not time.tzinfo:
        time = time.replace(tzinfo=datetime.timezone.utc)
    return (time - _EPOCH) // datetime.timedelta(microseconds=1)


def _botocore_time(value):
    try:
        return _microseconds(parse_timestamp(value))
    except (ValueError, OverflowError, RuntimeError, OSError):
        return None


def time_is_right(member, ours):
    """Whether what we read (microseconds, or None) is what the member says."""
    value, text = member.value, member.text
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return ours is None
    if isinstance(value, str):
        if not _number.fullmatch(value):
            # Python's float takes 1_0 and nan, dateutil guesses at "10 past": we need not follow.
            theirs = _botocore_time(value)
            return ours == theirs or ours is None and not is_plain_time(value)
        text = value
    with decimal.localcontext() as context:
        context.prec, context.Emax, context.Emin = 2000, decimal.MAX_EMAX, decimal.MIN_EMIN
        number = decimal.Decimal(text)
        exact = int(number.scaleb(6).to_integral_value(decimal.ROUND_HALF_EVEN)) if abs(number) < 10**12 else None
    if exact is None or not _FIRST <= exact < _BEYOND:
        return ours is None
    theirs = _botocore_time(value)
    # A double of the year 9999 has steps of 31 microseconds; botocore goes through one.
    assert theirs is None or abs(theirs - exact) <= 32, (text, theirs, exact)
    return ours == exact


def is_plain_time(text):
    """ISO 8601 and RFC 822 as AWS's services write them: these must be read."""
    return re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)"
        r"|(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT",
        text, re.ASCII)


# ---------------------------------------------------------------- the verdict

class Verdict:
    """What must stand in our answer."""

    def __init__(self, body):
        text = decode(body)
        members, self.is_whole = members_of(text)
        self.time = None
        self.unknown = {}
        self.reported = []
        values = {}
        ids = []
        for member in members:
            if member.name == "interconnectId":
                ids.append(member.value)
            if member.name not in SHAPE.members:
                self.unknown[member.name] = member.text
            elif member.name == "loaIssueTime":
                self.time = member
            values[member.name] = member.value
        # Rule: an interconnectId that was once read stays: the port is ordered.
        proofs = [value for value in ids if is_text(value) and value]
        self.is_created = bool(proofs)
        self.has_one_id = len(ids) == 1  # else whether one of them is reported is not judged
        if proofs:
            values["interconnectId"] = proofs[-1]
        mended = _mend_members(values, SHAPE, "", self.reported)
        untouched = self.is_whole and not self.reported and not self.time and is_text(text) and len(proofs) == len(ids)
        self.interconnect = botocore_reads(body if untouched else json.dumps(mended).encode())


def is_modelled(path):
    """Whether a path names a member of the model, of the interconnect itself or of an element of its lists."""
    member, _, inner = path.partition(".")
    name = member.partition("[")[0]
    return name in SHAPE.members and (not inner or inner in SHAPE.members[name].member.members)


def disagreements(body, answer):
    """What stands in our answer otherwise than it must."""
    verdict = Verdict(body)
    if not verdict.is_created:
        return [] if answer["outcome"] == "unknown" and "interconnect" not in answer else ["an interconnect without id"]
    if answer["outcome"] != "created":
        return ["an interconnect that is not seen"]
    ours = dict(answer["interconnect"])
    unknown = ours.pop("unknownMembers", None) or {}
    time = ours.pop("loaIssueTime", None)
    for element in (*(ours.get("tags") or ()), *(ours.get("macSecKeys") or ())):
        element.pop("unknownMembers", None)
    of_body = [each for each in answer.get("problems", ()) if each["code"].startswith("BODY_")]
    reported = [each["path"] for each in answer.get("problems", ()) if not each["code"].startswith("BODY_")]
    found = []
    if ours != verdict.interconnect:
        found.append(("members", ours, verdict.interconnect))
    if verdict.time is None or verdict.time.value is None:
        if time is not None:
            found.append(("a time that was not sent", time))
    elif not time_is_right(verdict.time, time):
        found.append(("time", verdict.time.text, time))
    elif time is None:
        verdict.reported.append("loaIssueTime")
    # A name or value that is no text cannot stand in a document; what else stands for it is not judged.
    names = {name: text for name, text in verdict.unknown.items() if is_text(name) and is_text(text)}
    if not names.items() <= unknown.items() or len(unknown) > len(verdict.unknown):
        found.append(("unknown members", unknown, names))
    # Of what is unknown only what is no UTF-8 is reported, which is another test's.
    reported = [path for path in reported if is_modelled(path)]
    if not verdict.has_one_id:
        reported, verdict.reported = (
            [path for path in paths if path != "interconnectId"] for paths in (reported, verdict.reported))
    if sorted(reported) != sorted(verdict.reported):
        found.append(("problems", reported, verdict.reported))
    if bool(of_body) == verdict.is_whole:
        found.append(("problems of the body", of_body))
    return found
