#!/usr/bin/python
# SPDX-License-Identifier: Apache-2.0
"""An Ansible module over dxinterconnect's ensure_interconnect."""

from __future__ import annotations

DOCUMENTATION = r"""
module: dx_interconnect
short_description: Order an AWS Direct Connect interconnect, unless it is there
version_added: 0.1.0
description:
  - Looks whether the interconnect is there, and orders it only if it is not.
  - An interconnect that is there is never changed. One that differs in what was asked for is an error that names each
    difference; tags that differ are told as a warning.
  - AWS has no token that would keep an order from being placed twice. When the answer to an order is lost, the module
    looks again for O(look_again) seconds, and never orders a second time by itself.
  - Two plays that run at the same time can still order the same interconnect twice. Run it from one place, with
    C(delegate_to=localhost) and C(run_once=true), or with C(throttle=1) where hosts share a name.
  - For AWS Direct Connect Partners, who are the ones that may order interconnects.
requirements:
  - dxinterconnect (the Python package) on the host that runs the module
author:
  - The developers of dxinterconnect (@dxinterconnect)
attributes:
  check_mode:
    description: Looks and says what it would do. No order is sent.
    support: full
  diff_mode:
    description: Shows the interconnect that is there, and what would be or was ordered.
    support: full
options:
  state:
    description: The interconnect is to be there. It cannot be taken away with this module.
    type: str
    choices: [present]
    default: present
  interconnect_name:
    description:
      - The name of the interconnect. It is what the module looks for, unless O(identity_tag_key) is given.
      - Has to be given. Like O(bandwidth) and O(location) it is not marked as required, so that a play that lacks it is told of
        all else that is wrong as well.
    type: str
  bandwidth:
    description: The port's bandwidth, V(1Gbps), V(10Gbps) or V(100Gbps). Has to be given.
    type: str
  location:
    description: The code of the location, such as V(EqDC2). Has to be given.
    type: str
  lag_id:
    description: The LAG that the interconnect is to belong to.
    type: str
  tags:
    description:
      - Tags for the new interconnect, at most 50. Values are strings; put numbers and words like V(yes) in quotes.
      - A key without a value makes a tag without one.
    type: dict
  provider_name:
    description: The name of the service provider associated with the interconnect.
    type: str
  request_mac_sec:
    description: Whether the interconnect is to support MAC Security (MACsec).
    type: bool
  match_location:
    description: The interconnect is looked for by location as well, so that one name may be used once at each.
    type: bool
    default: false
  identity_tag_key:
    description: The interconnect is looked for by the value that O(tags) has for this key, and not by its name.
    type: str
  look_again:
    description: How many seconds to go on looking after an order whose answer was lost.
    type: float
    default: 60
  region:
    description: The AWS region. Without it, C(AWS_DEFAULT_REGION) and C(AWS_REGION) of the module's environment.
    type: str
    aliases: [aws_region]
  access_key:
    description: The access key id. Without it, what the environment and the shared credentials file say.
    type: str
    aliases: [aws_access_key_id]
  secret_key:
    description: The secret access key.
    type: str
    aliases: [aws_secret_access_key]
  session_token:
    description: The session token of temporary credentials.
    type: str
    aliases: [aws_session_token]
  profile:
    description: The profile of the shared credentials file.
    type: str
    aliases: [aws_profile]
  endpoint_url:
    description: Another endpoint than AWS's, such as a local one for tests.
    type: str
    aliases: [aws_endpoint_url]
  aws_ca_bundle:
    description: A file of CA certificates to trust instead of the system's.
    type: path
"""

EXAMPLES = r"""
- name: Order the port for Ashburn, unless it is there
  dxinterconnect.directconnect.dx_interconnect:
    region: us-east-1
    interconnect_name: acme-iad-1
    bandwidth: 10Gbps
    location: EqDC2
    tags:
      team: network
      order: "4711"
  register: ashburn

- name: Tell its id
  ansible.builtin.debug:
    msg: "{{ ashburn.interconnect.interconnect_id }} is {{ ashburn.interconnect.interconnect_state }}"

- name: Find it by a tag of our own, whatever it is called
  dxinterconnect.directconnect.dx_interconnect:
    region: us-east-1
    interconnect_name: acme-iad-1
    bandwidth: 10Gbps
    location: EqDC2
    identity_tag_key: order
    tags:
      order: "4711"
"""

RETURN = r"""
outcome:
  description:
    - V(created), or V(exists); in check mode V(create) where it would be ordered.
    - Of a failed task V(conflict), V(ambiguous), V(not_created), or V(unknown), where a port may be ordered.
  returned: always
  type: str
  sample: created
explanation:
  description: What happened, as a sentence or two.
  returned: when the interconnects could be looked at
  type: str
orders:
  description: How many orders were sent whose outcome is or was not known to be "not created". Never more than one.
  returned: when the interconnects could be looked at
  type: int
looks:
  description: How often it was looked for.
  returned: when the interconnects could be looked at
  type: int
interconnect:
  description: The interconnect.
  returned: when there is one
  type: dict
  contains:
    interconnect_id: {description: The id, type: str, sample: dxcon-fgh1a2b3}
    interconnect_name: {description: The name, type: str, sample: acme-iad-1}
    interconnect_state:
      description: V(requested), V(pending), V(available), V(down), V(deleting), V(deleted) or V(unknown).
      type: str
      sample: requested
    region: {description: The region, type: str, sample: us-east-1}
    location: {description: The location, type: str, sample: EqDC2}
    bandwidth: {description: The bandwidth, type: str, sample: 10Gbps}
    loa_issue_time: {description: When the letter of authorization was last asked for, type: str}
    lag_id: {description: The LAG, type: str}
    aws_device: {description: The endpoint of the physical connection (deprecated by AWS), type: str}
    jumbo_frame_capable: {description: Whether jumbo frames are supported, type: bool}
    aws_device_v2: {description: The endpoint of the physical connection, type: str}
    aws_logical_device_id: {description: The endpoint of the logical connection, type: str}
    has_logical_redundancy: {description: Whether a second BGP session is supported, type: str}
    tags: {description: The tags, type: dict}
    provider_name: {description: The service provider, type: str}
    mac_sec_capable: {description: Whether MACsec is supported, type: bool}
    port_encryption_status: {description: The MACsec status of the port, type: str}
    encryption_mode: {description: The MACsec encryption mode, type: str}
    mac_sec_keys: {description: The MACsec keys, type: list, elements: dict}
differences:
  description: In what the interconnect that is there is not what was asked for.
  returned: when one is there
  type: list
  elements: dict
  contains:
    path: {description: 'The member of the API, such as C(bandwidth), or C(tags["team"])', type: str}
    desired: {description: What was asked for, type: str}
    actual: {description: What is there, type: str}
    conflict: {description: Whether this makes it another interconnect than the one that was asked for, type: bool}
problems:
  description: All that is wrong with the arguments.
  returned: when something is
  type: list
  elements: dict
  contains:
    option: {description: The option of this module, type: str}
    path: {description: The member of the API, type: str}
    severity: {description: V(error), or V(warning), type: str}
    code: {description: What kind of problem, type: str, sample: BANDWIDTH_FORM}
    message: {description: The rule and the value, type: str}
    suggestion: {description: What to write instead, type: str}
order:
  description: In check mode, the body of the order that would be sent.
  returned: in check mode, when it would be ordered
  type: dict
"""

import json
import traceback
import warnings

from ansible.module_utils.basic import AnsibleModule, missing_required_lib
from ansible.module_utils.common.dict_transformations import camel_dict_to_snake_dict

try:
    import dxinterconnect
except ImportError:
    dxinterconnect = None
    IMPORT_ERROR = traceback.format_exc()

# The members of the request: the option of each, and its name in the API.
MEMBERS = {
    "interconnect_name": "interconnectName",
    "bandwidth": "bandwidth",
    "location": "location",
    "lag_id": "lagId",
    "tags": "tags",
    "provider_name": "providerName",
    "request_mac_sec": "requestMACSec",
}

ARGUMENTS = {
    "state": {"type": "str", "choices": ["present"], "default": "present"},
    "interconnect_name": {"type": "str"},
    "bandwidth": {"type": "str"},
    "location": {"type": "str"},
    "lag_id": {"type": "str"},
    "tags": {"type": "dict"},
    "provider_name": {"type": "str"},
    "request_mac_sec": {"type": "bool"},
    "match_location": {"type": "bool", "default": False},
    "identity_tag_key": {"type": "str", "no_log": False},
    "look_again": {"type": "float", "default": 60},
    "region": {"type": "str", "aliases": ["aws_region"]},
    "access_key": {"type": "str", "aliases": ["aws_access_key_id"], "no_log": False},
    "secret_key": {"type": "str", "aliases": ["aws_secret_access_key"], "no_log": True},
    "session_token": {"type": "str", "aliases": ["aws_session_token"], "no_log": True},
    "profile": {"type": "str", "aliases": ["aws_profile"]},
    "endpoint_url": {"type": "str", "aliases": ["aws_endpoint_url"]},
    "aws_ca_bundle": {"type": "path"},
}


def main() -> None:
    module = AnsibleModule(argument_spec=ARGUMENTS, supports_check_mode=True)
    if dxinterconnect is None:
        module.fail_json(msg=missing_required_lib("dxinterconnect"), exception=IMPORT_ERROR)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", dxinterconnect.DXInterconnectWarning)
        failure, result = run(module)
    for warning in caught:
        module.warn(str(warning.message))
    if failure is not None:
        module.fail_json(msg=failure, **result)
    module.exit_json(**result)


def run(module: AnsibleModule) -> tuple[str | None, dict]:
    """What went wrong, or None; and what there is to return."""
    given = module.params
    try:
        with dxinterconnect.client(
            "directconnect",
            region_name=given["region"],
            endpoint_url=given["endpoint_url"],
            verify=given["aws_ca_bundle"],
            aws_access_key_id=given["access_key"],
            aws_secret_access_key=given["secret_key"],
            aws_session_token=given["session_token"],
            profile_name=given["profile"],
        ) as client:
            ensure = client.ensure_interconnect
            ensured = (ensure.dry_run if module.check_mode else ensure)(
                match_location=given["match_location"],
                identity_tag_key=given["identity_tag_key"],
                look_again=given["look_again"],
                **members(given),
            )
    except dxinterconnect.ParamValidationError as error:
        return str(error), {"outcome": "not_created", "problems": [told(p, given) for p in error.problems]}
    except dxinterconnect.EnsureError as error:
        # Changed, though it failed: there may be a new port.
        return str(error), {**returned(error.result), "changed": error.result["orders"] > 0}
    except dxinterconnect.OutcomeUnknown as error:
        return str(error), {"outcome": "unknown", "changed": True}
    except dxinterconnect.DXInterconnectError as error:
        return str(error), {"outcome": "not_created"}

    result = returned(ensured)
    result["changed"] = result["outcome"] in ("create", "created")
    for difference in result["differences"]:
        module.warn(f"{difference['path']} is {shown(difference['actual'])}, not {shown(difference['desired'])};"
                    " an interconnect that is there is not changed")  # fmt: skip
    if module._diff:
        there = result.get("interconnect", {})
        before = {} if result["changed"] else there
        result["diff"] = {"before": before, "after": there or result.get("order", {})}
    return None, result


def members(given: dict) -> dict:
    """The request, in the API's names. What is wrong with it is for the library to say, all at once."""
    request = {name: given[option] for option, name in MEMBERS.items() if given[option] is not None}
    if "tags" in request:
        request["tags"] = [
            {"key": key} if value is None else {"key": key, "value": value}
            for key, value in request["tags"].items()
        ]
    return request


def returned(ensured: dict) -> dict:
    """The result of ensure_interconnect in Ansible's names."""
    result = {"outcome": ensured["outcome"], "explanation": ensured["explanation"],
              "orders": ensured["orders"], "looks": ensured["looks"],
              "differences": ensured["differences"]}  # fmt: skip
    if ensured.get("interconnect") is not None:
        result["interconnect"] = interconnect(ensured["interconnect"])
    if ensured.get("order") is not None:
        result["order"] = json.loads(ensured["order"]["body"])
    return result


def interconnect(described: dict) -> dict:
    result = camel_dict_to_snake_dict({name: value for name, value in described.items()
                                       if name not in ("tags", "ResponseMetadata")})  # fmt: skip
    if "loa_issue_time" in result:
        result["loa_issue_time"] = result["loa_issue_time"].isoformat()
    if "tags" in described:
        result["tags"] = {tag.get("key"): tag.get("value") for tag in described["tags"]}
    return result


def told(problem: object, given: dict) -> dict:
    """A problem of the library's, with the option that it is about."""
    member = problem.path.partition("[")[0].partition(".")[0]
    option = next((option for option, name in MEMBERS.items() if name == member), member)
    return {"option": option, "path": problem.path, "severity": problem.severity, "code": problem.code,
            "message": problem.message, "suggestion": problem.suggestion}  # fmt: skip


def shown(value: str | None) -> str:
    return "absent" if value is None else f'"{value}"'


if __name__ == "__main__":
    main()
