"""Endpoints: botocore's own resolver as the judge, over every region it knows and over names it does not."""
import itertools
import json
import random
import re
import string

import pytest

import cases
import endpoints
import generate
import library

VARIANTS = list(itertools.product((False, True), repeat=2))


def ours(region, fips, dualstack, endpoint=None):
    """URL and region of our signer, or None where it refuses."""
    try:
        signer = library.Signer(
            region=region, use_fips_endpoint=fips, use_dualstack_endpoint=dualstack, endpoint_url=endpoint)
    except library.Refused as refused:
        assert refused.problems, "refused without a word"
        return None
    return signer.url, signer.region


def theirs(region, fips, dualstack):
    region, pseudo = endpoints.normalize(region)
    url = endpoints.resolve(region, fips or pseudo, dualstack) if endpoints.is_region_name(region) else None
    return None if url is None else (url + "/", region)


def bare(region):
    """Without the affix of a pseudo-region."""
    return re.sub("^fips-|-fips$", "", region, count=1)


# Where botocore's answer is a slip of its own. What is in none of these must be the same.
SLIPS = {
    # Python's $ also matches before a newline at the end: it would go into the URL.
    "newline at the end": lambda region: region.endswith("\n"),
    # Its pattern lets 0 letters through.
    "nothing": lambda region: bare(region) == "",
    # It refuses them, and yet they are host labels, which is what the facts ask for.
    "digits alone": lambda region: re.fullmatch("[0-9]+", bare(region)),
    # It takes "fips-" and "-fips" out wherever they stand, and more than once; the facts know one, at an end.
    "fips in the middle": lambda region: "fips" in bare(region),
}


def disagreement(region, fips, dualstack):
    """What each says of a region, if it is not the same; None also for a slip."""
    answers = ours(region, fips, dualstack), theirs(region, fips, dualstack)
    if answers[0] == answers[1] or any(slip(region) for slip in SLIPS.values()):
        return None
    return region, fips, dualstack, answers


def assert_same(regions):
    disagreements = []
    for region in regions:
        for fips, dualstack in VARIANTS:
            disagreements += filter(None, [disagreement(region, fips, dualstack)])
            cases.count()
    assert disagreements == []


def test_every_region_that_botocore_knows():
    assert len(endpoints.REGIONS) > 40 and len(endpoints.PARTITIONS) == 8
    assert not any(slip(region) for region in endpoints.REGIONS for slip in SLIPS.values())
    assert_same(endpoints.REGIONS)


def test_pseudo_regions():
    assert_same(f"fips-{region}" for region in endpoints.REGIONS)
    assert_same(f"{region}-fips" for region in endpoints.REGIONS)
    for region in endpoints.REGIONS:
        assert ours(f"fips-{region}", False, False) == ours(region, True, False)


def test_generated_regions():
    """Names that fit a partition's pattern, nearly fit one, or are any host label or none at all."""
    r = random.Random("regions")
    prefixes = "us eu ap sa ca me af il mx cn us-gov us-iso us-isob eu-isoe us-isof eusc-de eusc-fr xx".split()
    odd = string.ascii_letters + string.digits + "-_./ @#\n\0%é١"

    def region():
        word, number = r.choice(("west", "x", "a1b", "north-east", "")), r.randint(0, 10 ** r.randint(0, 24))
        name = f"{r.choice(prefixes)}-{word}-{number}"
        kind = r.randrange(5)
        if kind == 0:
            return name
        if kind == 1:
            return generate.host_label(r)
        if kind == 2:
            return "".join(r.choice(odd) for _ in range(r.randint(0, 70)))
        place = r.randrange(len(name))
        return name[:place] + (r.choice(odd) if kind == 3 else "") + name[place + 1:]

    # A C string ends at a NUL: that name cannot be said.
    names = (name for name in iter(region, None) if "\0" not in name)
    assert_same(itertools.islice(names, cases.budget(1500)))


def test_slips():
    """What we say instead; and that botocore still has them."""
    def expect(regions, us, them):
        for region in regions:
            assert any(slip(region) for slip in SLIPS.values())
            assert (bool(ours(region, False, False)), bool(theirs(region, False, False))) == (us, them)
            cases.count()

    expect(["us-east-1\n", "", "fips-"], False, True)
    expect(["1", "123456", "fips-1", "9" * 63], True, False)
    expect(["us-fips-east-1"], True, True)


def test_the_judge_notices():
    """No slip may hide an ordinary name, and a region must change the answer."""
    for region, other in zip(endpoints.REGIONS, endpoints.REGIONS[1:]):
        assert ours(region, False, False) != theirs(other, False, False)
        assert ours(region, True, False) != theirs(region, False, False) != ours(region, False, True)
        cases.count(3)


def test_custom_endpoints():
    """botocore leaves a custom endpoint as it is, and refuses it with FIPS or dual-stack."""
    r = random.Random("custom")
    for _ in range(cases.budget(500)):
        endpoint = "https://proxy.example" + r.choice(("", ":8443")) + generate.path(r)
        for fips, dualstack in VARIANTS:
            url = endpoints.resolve("us-east-1", fips, dualstack, endpoint)
            if url is not None and re.fullmatch("https://[^/]*", url):
                url += "/"  # the path of a URL without one
            answer = ours("us-east-1", fips, dualstack, endpoint)
            assert (answer and answer[0]) == url, endpoint
            cases.count()


def test_cases_of_the_facts():
    facts = library.ROOT.parent / "shared" / "facts" / "endpoint-tests.json"
    if not facts.exists():
        pytest.skip("no ../shared/facts/endpoint-tests.json")
    for case in json.loads(facts.read_text())["testCases"]:
        parameters = case.get("params", {})
        answer = ours(
            parameters.get("Region"), parameters.get("UseFIPS", False), parameters.get("UseDualStack", False),
            parameters.get("Endpoint"))
        expected = case["expect"].get("endpoint", {}).get("url")
        # The one thing that a signature needs and an endpoint does not.
        if "Region" not in parameters and "Endpoint" in parameters:
            expected = None
        assert (answer and answer[0]) == (expected and expected + "/"), case["documentation"]
        cases.count()
