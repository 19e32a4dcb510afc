#!/usr/bin/env python3
"""Writes what the fuzzers begin with, from Tests/Vectors: make_seeds.py FOLDER. A folder for each fuzzer."""

import base64
import hashlib
import json
import pathlib
import sys

VECTORS = pathlib.Path(__file__).parents[1] / "Vectors"
END = b"\x1e"
DELIVERIES = {"COMPLETE": 0, "NOTHING_SENT": 1, "NO_ANSWER": 2, "ANSWER_CUT_OFF": 3}
LETTERS = {"interconnectName": "n", "bandwidth": "b", "location": "l", "lagId": "g", "providerName": "p"}


def cases(name):
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))["cases"]


def member(case, name, base64_name):
    if base64_name in case:
        return base64.b64decode(case[base64_name])
    return case.get(name, "").encode("utf-8", "surrogatepass")


def requests():
    for case in cases("requests.json"):
        yield member(case, "json", "base64")


# Every form in which a time may be written, and slips of each.
TIMES = ("1767323045", "1767323045.25", "1.767323045e9", "-62135596800", "253402300800", "1e400", "2026-01-02T03:04:05Z",
         "2026-01-02t03:04:05.123456789+01:30", "2026-01-02 03:04z", "2026-01-02T03:04:05-0800", "2026-01-02", "2024-02-29T23:59:60Z",
         "1900-02-29T00:00:00Z", "2000-02-29T00:00:00Z", "1969-12-31T23:59:59Z", "2026-01-02T03:04:5Z", "2026-01-02T03:04:05.Z",
         "2026-01-02T03:04:05+25:00", "Fri, 02 Jan 2026 03:04:05 GMT", "Fri, 2 Jan 2026 03:04:05 UT", "Frog, 02 Jan 2026 03:04:05 GMT",
         "Fri, 02 Jan 2026 03:04:05 +0100", "Fri, 02 Jan 2026 03:04:05 +01:7", "Fri, 02 Jab 2026 03:04:05 GMT")
HEADERS = ("Date: {}\r\nRetry-After: {}\r\n", "Retry-After: {}\nDate: Fri, 02 Jan 2026 03:04:05 GMT", "Date: Fri,\r\n 02 Jan\r\nRetry-After: ",
           "x-amz-retry-after: 1500\r\nRetry-After: 18446744073709551615", "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT",
           "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 400 X\r\nx-amzn-ErrorType: a#DirectConnectClientException:http://b", "content-type: x/CBOR",
           "Content-Encoding: gzip", ": no name\r\nno colon\r\n\tfolded")


def answers():
    for text in TIMES:
        yield END.join([b"0", b"200", b"1767323045", HEADERS[0].format(text, text).encode(),
                        json.dumps({"interconnectId": "dxcon-1", "loaIssueTime": text}).encode()])
        yield END.join([b"0", b"429", b"-9223372036854775808", HEADERS[1].format(text).encode(), b"{}"])
        yield END.join([b"0", b"200", b"0", b"", b'{"interconnectId":"dxcon-1","loaIssueTime":' + text.encode() + b"}"])
    for headers in HEADERS:
        yield END.join([b"0", b"503", b"1767323045", headers.encode(), b'{"Message":"It is busy.","code":"Throttling"}'])
    for body in (b'{"interconnectId":"dxcon-1","\xff":1,"\\ud800":2,"new":"\xff"}', b'{"interconnectId":"\\ud800"}', b'{"interconnects":1}',
                 b'{"interconnectId":"dxcon-1","tags":[1,{"key":"\xff"},{"value":[]},{"key":"\\udc00","new":"\xff"}],"region":"\xff"}', b'{"__type":"a#b","__type":"c"}'):
        yield END.join([b"0", b"200", b"0", b"", body])
        yield END.join([b"3", b"400", b"0", b"", body])
    for case in cases("responses.json"):
        numbers = (DELIVERIES[case.get("delivery", "COMPLETE")], case.get("status", 0), case.get("now", 0))
        yield END.join(
            [str(number).encode() for number in numbers]
            + [case.get("headers", "").encode(), member(case, "body", "bodyBase64")])


def setters():
    """The requests again, a call for each member."""
    for text in requests():
        try:
            request = json.loads(text)
        except ValueError:
            continue
        if not isinstance(request, dict):
            continue
        calls = []
        for name, value in request.items():
            if name in LETTERS and isinstance(value, str):
                calls.append(LETTERS[name] + value)
            elif name == "requestMACSec":
                calls.append(f"m{int(value is True)}")
            elif name == "tags" and isinstance(value, list):
                for tag in (tag for tag in value if isinstance(tag, dict)):
                    value_text = f"={tag['value']}" if "value" in tag else ""
                    calls.append(f"t{tag.get('key', '')}{value_text}")
        yield END.join(call.encode("utf-8", "surrogatepass") for call in calls)
    for calls in (["c", "ta=b", "u4"], ["na", "snA", "Tnb", "C"], ["0nb", "zn", "Zl", "Zt", "v", "G\x0a"], ["nb", "u0", "u9"]):
        yield END.join(call.encode() for call in calls)


def signers():
    def seed(flags, region, url, key, secret, token, agent, invocation, attempt, now):
        texts = [flags, region, url, key, secret, token, agent, invocation, str(attempt), str(now)]
        return END.join(("-" if text is None else text).encode() for text in texts)

    for case in cases("endpoints.json"):
        options = case["options"]
        flags = "".join(letter for letter, name in (("f", "useFips"), ("d", "useDualstack"), ("p", "allowPlaintext")) if options.get(name))
        yield seed(flags, options.get("region"), options.get("endpointUrl"), "AKIDEXAMPLE", "secret/of/some/length", None, None, None, 0, 1767323045)
    for url in ("http://[::1]:8080/a", "https://[1:2:3:4:5:6:7:8]", "https://[::ffff:192.0.2.1]", "https://[1::2::3]", "https://[1:2:3:4:5:6:7:]",
                "https://[12345::]", "https://[::1.2.3]", "https://[::1", "https://1.2.3", "https://a_b.example", "https://a!.example",
                "https://a.example/%2e%2e/b", "https://a.example/" + 2048 * "a", "https://a.example:65536"):
        yield seed("p", "us-east-1", url, "AKIDEXAMPLE", "secret", None, None, None, 0, 1767323045)
    for key, secret, token, agent, invocation, now in (
            (None, "s", None, None, None, 0), ("", "s", "", "", "", 0), ("a b", "\x7f", "t\n", " a", "b ", -1), (65537 * "a", "s", None, 1025 * "a", None, 253402300800)):
        yield seed("", "us-east-1", None, key, secret, token, agent, invocation, 1, now)
        yield seed("", "us-east-1", None, "AKIDEXAMPLE", "secret", None, agent, invocation, 1, now)
    for case in cases("signatures.json"):
        yield seed("p", case["region"], case["endpointUrl"], case["accessKeyId"], case["secretAccessKey"], case.get("sessionToken"),
                   "agent/1", "f81d4fae-7dec-11d0", 2, case["now"])


WANTED = {"interconnectName": "acme", "bandwidth": "10Gbps", "location": "EqDC2", "tags": [{"key": "team", "value": "net"}]}
THERE = {"interconnectId": "dxcon-fg1a2b3c", "interconnectState": "available", **WANTED}


def lists():
    """Pages of DescribeInterconnects."""
    yield {"interconnects": []}
    yield {"interconnects": [], "nextToken": None}
    yield {"interconnects": [THERE], "nextToken": "more"}
    yield {"interconnects": [THERE, {**THERE, "interconnectState": "deleted"}]}
    yield {"interconnects": [{**THERE, "bandwidth": "10G", "lagId": None, "new": {"a": [1.5]}}]}
    yield {"interconnects": [{**THERE, "location": "CSVA1", "tags": [], "macSecCapable": False}]}
    yield {"interconnects": [1, THERE]}
    yield {"interconnects": [{"interconnectId": "dxcon-2", "location": "EqDC2"}, THERE]}
    yield {"interconnects": [THERE, THERE]}
    yield {"interconnects": [{"interconnectName": "acme"}, {"interconnectState": "deleting"}]}
    yield {"nextToken": "more"}


def described():
    for page in lists():
        yield END.join([b"0", b"200", b"1767323045", b"x-amzn-RequestId: R", json.dumps(page).encode()])
    for case in cases("responses.json"):
        body = member(case, "body", "bodyBase64")
        start = [b"0", str(case.get("status", 0)).encode(), b"0", case.get("headers", "").encode()]
        yield END.join(start + [body])
        yield END.join(start + [b'{"interconnects":[' + body + b"]}"])


def describes():
    for request in ({}, {"interconnectId": "dxcon-fg1a2b3c"}, {"maxResults": 100, "nextToken": "a\u0301"}, {"maxResults": -1}, {"maxResults": 1.5}):
        yield json.dumps(request).encode()
    for text in (b'{"maxResults":99999999999999999999}', b'{"maxResults":1,"maxResults":2}', b'{"interconnectId":null,"x":[]}', b"[]"):
        yield text


def reconciles():
    def seed(flags, key, wanted, *pages):
        return END.join([flags, key] + [json.dumps(part).encode() for part in (wanted, *pages)])

    for flags, key in ((b"", b"-"), (b"l", b"-"), (b"", b"team")):
        for page in lists():
            yield seed(flags, key, WANTED, page)
        yield seed(flags, key, WANTED, {"interconnects": [THERE], "nextToken": "m"}, {"interconnects": [THERE]})
    # Members that may be written in more than one way, and more that differs than is named.
    wanted = {**WANTED, "lagId": "dxlag-fg1a2b3c", "providerName": "Acme", "requestMACSec": True}
    lag = "arn:aws:directconnect:us-east-1:1:dxlag/"
    for there in ({"lagId": "dxlag-fg1a2b3c"}, {"lagId": lag + "dxlag-fg1a2b3c"}, {"lagId": lag[:-1], "providerName": "Other", "macSecCapable": False},
                  {"bandwidth": "many", "tags": [{"key": f"k{number}"} for number in range(12)] + [{"key": "aws:a", "value": "b"}]}):
        yield seed(b"", b"-", wanted, {"interconnects": [{**THERE, **there}]})
    several = {"interconnects": [{**THERE, "interconnectId": f"dxcon-{number}"} for number in range(12)]}
    yield seed(b"", b"-", wanted, several)
    yield seed(b"", b"absent", wanted, several)
    yield seed(b"", b"-", {}, several)
    yield seed(b"", b"-", wanted)


def ensures():
    """Every habit of the service, alone and after an order that was lost."""
    for options in (b"0\x1e0\x1e0\x1e0", b"60000\x1e1\x1e1000\x1e0", b"5000\x1e0\x1e0\x1e1", b"1\x1e2\x1e0\x1e0"):
        for habit in (*range(16), 16, 24):
            yield options + END + bytes([habit, habit, 0])
            yield options + END + bytes([0, 1, 8, habit, 0, habit, 8, 0, 0, habit])


def main():
    for name, seeds in (("request", requests), ("answer", answers), ("setters", setters), ("signer", signers), ("described", described),
                        ("describe", describes), ("reconcile", reconciles), ("ensure", ensures)):
        folder = pathlib.Path(sys.argv[1]) / name
        folder.mkdir(parents=True, exist_ok=True)
        for seed in seeds():
            (folder / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)


if __name__ == "__main__":
    main()
