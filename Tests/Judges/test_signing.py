"""Signatures: botocore and awscrt must both come to ours, for any request."""
import concurrent.futures
import json
import random
from urllib.parse import urlsplit

import pytest

import cases
import endpoints
import generate
import library
import signers

LAST_SECOND = 253402300799  # of 9999


class Case:
    """A generated request, and who orders where and when."""

    def __init__(self, seed, region=None):
        r = random.Random(f"signing {seed}")
        token = generate.visible(r, r.choice((20, 400, 1500))) if r.random() < 0.5 else None
        self.credentials = (generate.visible(r, 24), generate.visible(r, 80), token)
        self.region = r.choice(endpoints.REGIONS) if r.random() < 0.7 else generate.host_label(r).lower()
        self.region = region or self.region
        # One in three lies close to the end of a day.
        self.now = r.choice((
            r.randint(0, LAST_SECOND), r.randint(1600000000, 2000000000),
            min(max(r.randint(0, LAST_SECOND) // 86400 * 86400 + r.randint(-2, 1), 0), LAST_SECOND)))
        self.members = generate.members(r)
        self.text = generate.json_text(r, self.members) if r.random() < 0.5 else None
        self.options = {"allow_plaintext": True}
        if r.random() < 0.5:
            self.endpoint = generate.custom_endpoint(r)
            self.options["endpoint_url"] = self.endpoint
        else:
            fips, dualstack = r.random() < 0.3, r.random() < 0.3
            self.region, pseudo = endpoints.normalize(self.region)
            self.endpoint = endpoints.resolve(self.region, fips or pseudo, dualstack)
            self.options |= {"use_fips_endpoint": fips or pseudo, "use_dualstack_endpoint": dualstack}

    def signer(self):
        key, secret, token = self.credentials
        return library.Signer(key, secret, session_token=token, region=self.region, **self.options)

    def request(self):
        return library.Request.from_json(self.text) if self.text else library.Request.from_members(self.members)

    def disagreements(self, http, body=None, now=None, headers=signers.HEADERS):
        """What of a signed request the judges see differently."""
        body = http.body if body is None else body
        now = self.now if now is None else now
        theirs = signers.botocore_signs(self.credentials, self.region, self.endpoint, now, body, headers)
        host = http.header("host")
        path = signers.path_of(theirs.url)
        authorization = http.header("authorization")
        if signers.awscrt_takes_for_a_scheme(path):
            crt = authorization
        else:
            crt = signers.awscrt_signs(self.credentials, self.region, host, path, now, body, headers)
        compared = {
            "canonical request": (http.canonical_request, theirs.canonical_request),
            "string to sign": (http.string_to_sign, theirs.string_to_sign),
            "botocore's authorization": (authorization, theirs.headers["Authorization"]),
            "awscrt's authorization": (authorization, crt),
            "path": (signers.path_of(http.url), path),
            "host": (urlsplit(http.url).netloc.lower(), host),
            "date": (http.header("x-amz-date"), theirs.headers["X-Amz-Date"]),
        }
        return {what: sides for what, sides in compared.items() if sides[0] != sides[1]}


def test_signatures_of_generated_requests():
    """At least 3,000 requests: any body, token, region, time, endpoint and path prefix."""
    for seed in range(cases.budget(3500)):
        case = Case(seed)
        http = case.signer().sign(case.request(), case.now)
        assert case.disagreements(http) == {}, f"seed {seed}"
        assert json.loads(http.body) == case.members, f"seed {seed}"
        cases.count()


def test_regions_in_capitals():
    """A host is signed in small letters, the scope as the region was given."""
    for seed in range(cases.budget(50)):
        region = generate.host_label(random.Random(seed))
        case = Case(seed, region)
        assert case.disagreements(case.signer().sign(case.request(), case.now)) == {}, region
        cases.count()


def test_the_judges_notice():
    """A flipped bit of the body, another second, a dropped or changed header: both judges must object."""
    for seed in range(cases.budget(25)):
        case = Case(seed)
        if signers.awscrt_takes_for_a_scheme(signers.path_of(case.endpoint)):
            continue
        http = case.signer().sign(case.request(), case.now)
        flipped = bytes([http.body[0] ^ 1]) + http.body[1:]
        later = case.now - 1 if case.now else 1
        for false in (
            {"body": flipped},
            {"now": later},
            {"headers": {"Content-Type": signers.HEADERS["Content-Type"]}},
            {"headers": {**signers.HEADERS, "X-Amz-Target": "OvertureService.DeleteInterconnect"}},
        ):
            assert {"botocore's authorization", "awscrt's authorization"} <= set(case.disagreements(http, **false))
        http.headers = [
            (name, value[:-1] + ("0" if value[-1] != "0" else "1") if name == "Authorization" else value)
            for name, value in http.headers]
        assert set(case.disagreements(http)) == {"botocore's authorization", "awscrt's authorization"}
        cases.count(5)


def test_times_that_no_signature_can_have():
    case = Case(0)
    for now in (-1, -86400, LAST_SECOND + 1, 2**63 - 1, -2**63):
        with pytest.raises(library.Refused) as refused:
            case.signer().sign(case.request(), now)
        errors = [problem["code"] for problem in refused.value.problems if problem["severity"] == "error"]
        assert errors == ["INVALID_TIME"]
        cases.count()


def test_signed_examples_of_the_facts():
    """sigv4-examples.json, byte for byte: the judge reproduces them from their own bodies, and we from ours."""
    facts = library.ROOT.parent / "shared" / "facts" / "sigv4-examples.json"
    if not facts.exists():
        pytest.skip("no ../shared/facts/sigv4-examples.json")
    for example in json.loads(facts.read_text()):
        credentials = example["access_key"], example["secret_key"], example["session_token"]
        now = 1767323045
        assert example["amz_date"] == "20260102T030405Z"
        region = example["region"]
        endpoint = endpoints.resolve(region)
        judged = signers.botocore_signs(credentials, region, endpoint, now, example["body"].encode())
        assert judged.canonical_request == example["canonical_request"]
        assert judged.string_to_sign == example["string_to_sign"]
        assert judged.headers["Authorization"] == example["authorization"]

        signer = library.Signer(*credentials[:2], session_token=credentials[2], region=region)
        http = signer.sign(library.Request.from_members(example["params"]), now)
        assert json.loads(http.body) == json.loads(example["body"])
        # The bodies differ in blanks and escapes, and so in nothing but their hash.
        assert http.canonical_request.rsplit("\n", 1)[0] == example["canonical_request"].rsplit("\n", 1)[0]
        assert http.string_to_sign.rsplit("\n", 1)[0] == example["string_to_sign"].rsplit("\n", 1)[0]
        ours = signers.botocore_signs(credentials, region, endpoint, now, http.body)
        assert http.header("authorization") == ours.headers["Authorization"]
        cases.count()


def test_one_signer_over_days_and_regions():
    """A kept key must not outlive its day: the same signers over many days, to and fro, at once on several threads."""
    r = random.Random("days")
    request = library.Request.from_members(generate.members(r))
    credentials = ("AKIDEXAMPLE", "secret", None)
    body = request.body()
    regions = endpoints.REGIONS[:4]
    ours = {region: library.Signer(*credentials[:2], region=region) for region in regions}
    days = [r.randint(0, LAST_SECOND // 86400) for _ in range(12)]
    days += [days[0] + 1, days[1] - 1]
    times = [(region, day * 86400 + second) for region in regions for day in days for second in (0, 86399)]
    expected = {
        (region, now): signers.botocore_signs(credentials, region, endpoints.resolve(region), now, body)
        .headers["Authorization"].rpartition("=")[2]
        for region, now in times
    }
    assert len(set(expected.values())) == len(expected)

    def sign_all(seed):
        order = times * cases.budget(5)
        random.Random(seed).shuffle(order)
        for region, now in order:
            assert ours[region].sign(request, now).signature == expected[region, now], (region, now)
        return len(order)

    cases.count(sign_all(0))
    with concurrent.futures.ThreadPoolExecutor(4) as threads:
        cases.count(sum(threads.map(sign_all, range(1, 5))))
