"""What the library must show, as ratios in the same run, and what stands in the way where it does not."""
import statistics

# Operation, who, against whom, at most, in what.
TIMES = [
    ("build", "ours", "floor", 0.2),
    ("build", "ours", "go-sdk", 0.5),
    ("build", "ours", "botocore", 0.02),
    ("sign", "ours", "go-sdk", 0.2),
    ("sign", "ours", "awscrt", 0.08),
    ("sign", "ours", "botocore", 0.02),
    # The same task: the others are given the body.
    ("sign", "ours-signing", "go-sdk", 0.2),
    ("sign", "ours-signing", "awscrt", 0.08),
    ("sign", "ours-signing", "botocore", 0.02),
    ("read", "ours", "floor", 0.2),
    ("read", "ours", "go-sdk", 0.2),
    ("read", "ours", "botocore", 0.05),
    ("call", "ours", "go-sdk", 0.12),
    ("call", "ours", "botocore", 0.015),
    ("call", "go-package", "go-sdk", 0.33),
    ("call", "python-package", "botocore", 0.12),
]
INSTRUCTIONS = [("build", 0.2), ("read", 0.2), ("sign", 1.2)]
ALLOCATIONS = {"read": 8, "sign": 4}

# Shown beside a target that is missed.
WHY = {
    "build": "the floor validates nothing: it does not even know what it would hold a request against. Against a floor that "
             "checks as much, see its row",
    "sign": "besides signing, S validates and writes the body, which the others are given; signing alone has a row of its own",
    "read": "a fifth of jansson's work must also tell created from unknown, find an id in a body that was cut off, and report "
            "what is wrong with each member",
    "call": "from Python, of 590,000 instructions 115,000 are jansson's tree of the answer's document, and 185,000 encode arguments and "
            "decode documents. From run to run it varies more than from round to round: 0.12 to 0.14 in two runs, a process's memory "
            "lying differently in each",
}


def ratio(times, ours, theirs):
    """Of each round, since the two were measured in the same second."""
    ratios = [mine / other for mine, other in zip(times[ours], times[theirs])]
    return statistics.median(ratios), min(ratios), max(ratios)


class Targets:
    def __init__(self):
        self.rows = []

    def add(self, what, value, limit, why="", low=None, high=None):
        self.rows.append({"what": what, "value": value, "limit": limit, "met": value <= limit, "minimum": low, "maximum": high,
                          "why": "" if value <= limit else why})

    @property
    def missed(self):
        return [row["what"] for row in self.rows if not row["met"]]


def times(found, labels, operations, targets):
    for operation, ours, theirs, limit in TIMES:
        value, low, high = ratio(found[operation], ours, theirs)
        targets.add(f"{operations[operation]}: {labels[ours]} against {labels[theirs]}", value, limit, WHY.get(operation, ""), low, high)


def counts(instructions, allocations, operations, targets):
    for operation, limit in INSTRUCTIONS:
        value = instructions[operation]["ours"] / instructions[operation]["floor"]
        targets.add(f"{operations[operation]}: against C over jansson and nettle, in instructions", value, limit, WHY.get(operation, ""))
    for operation, limit in ALLOCATIONS.items():
        targets.add(f"{operations[operation]}: allocations", allocations[operation]["ours"], limit)


def starts(milliseconds, targets):
    value, low, high = ratio(milliseconds, "ours", "bare-c")
    targets.add("cold start from C, against a program that links the same libraries", value, 1.3, "", low, high)
    added = {name: [mine - bare for mine, bare in zip(milliseconds[name], milliseconds["bare-python"])]
             for name in ("python-package", "botocore")}
    value, low, high = ratio(added, "python-package", "botocore")
    targets.add("what Python's import and first call add to a bare interpreter with ctypes, against what boto3 adds", value, 0.15, "", low, high)
