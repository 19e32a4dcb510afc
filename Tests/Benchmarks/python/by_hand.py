"""Python's json, hmac and hashlib by hand: nothing is checked, and no outcome is decided. The derived key is kept."""
import hashlib
import hmac
import json
import time
from datetime import datetime, timezone

from inputs import ACCESS_KEY, ANSWER, ERROR, NOW, REGION, REQUEST, SECRET_KEY, SESSION_TOKEN

HOST = f"directconnect.{REGION}.amazonaws.com"
SIGNED = "content-type;host;x-amz-date;x-amz-security-token;x-amz-target"
BODY, ERROR_BODY = ANSWER["body"].encode(), ERROR["body"].encode()


def build(request=REQUEST):
    return json.dumps(request, separators=(",", ":"), ensure_ascii=False).encode()


def _hmac(key, text):
    return hmac.digest(key, text.encode(), "sha256")


def _derive(day):
    key = _hmac(f"AWS4{SECRET_KEY}".encode(), day)
    for text in (REGION, "directconnect", "aws4_request"):
        key = _hmac(key, text)
    return key


_keys = {}


def sign(body=build()):
    date = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(NOW))
    day = date[:8]
    key = _keys.get(day)
    if key is None:
        key = _keys[day] = _derive(day)
    scope = f"{day}/{REGION}/directconnect/aws4_request"
    canonical = (
        f"POST\n/\n\ncontent-type:application/x-amz-json-1.1\nhost:{HOST}\nx-amz-date:{date}\n"
        f"x-amz-security-token:{SESSION_TOKEN}\nx-amz-target:OvertureService.CreateInterconnect\n\n{SIGNED}\n"
        f"{hashlib.sha256(body).hexdigest()}")
    to_sign = f"AWS4-HMAC-SHA256\n{date}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    signature = hmac.digest(key, to_sign.encode(), "sha256").hex()
    return f"AWS4-HMAC-SHA256 Credential={ACCESS_KEY}/{scope}, SignedHeaders={SIGNED}, Signature={signature}"


def derive():
    _keys.clear()
    return sign()


def read(body=BODY):
    result = json.loads(body)
    if "loaIssueTime" in result:
        result["loaIssueTime"] = datetime.fromtimestamp(result["loaIssueTime"], timezone.utc)
    return result


def error():
    result = json.loads(ERROR_BODY)
    return result["__type"].rpartition("#")[2], result["message"], ERROR["headers"]["x-amzn-RequestId"]


def call():
    sign(build())
    return read()


tags = read


def prepare(name, size):
    import growing

    return growing.request(size) if name == "build" else growing.answer(size)


def show_build(body):
    return body.decode() + "|"


def show_sign(authorization):
    return authorization + "|"


show_derive = show_sign


def show_read(result):
    import texts

    return texts.of_interconnect(result, ANSWER["headers"]["x-amzn-RequestId"])


show_call = show_read


def show_error(result):
    import texts

    return texts.of_error(*result)
