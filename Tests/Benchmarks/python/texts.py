"""An answer as text, for all peers to be held against each other before they are measured."""

STRINGS = [
    "interconnectId", "interconnectName", "interconnectState", "region", "location", "bandwidth", "lagId", "awsDevice",
    "awsDeviceV2", "awsLogicalDeviceId", "hasLogicalRedundancy", "providerName"]


def of_interconnect(result, request_id):
    time = result["loaIssueTime"]
    seconds = time if isinstance(time, float) else time.timestamp()
    texts = [*(result[name] for name in STRINGS), str(int(result["jumboFrameCapable"])), str(round(seconds * 1e6))]
    for tag in result["tags"]:
        texts += [tag["key"], tag["value"]]
    return "|".join([*texts, request_id]) + "|"


def of_error(code, message, request_id):
    return "|".join([code, message, request_id]) + "|"
