"""Orders an interconnect unless it is there, with the environment's credentials.

    python order.py NAME BANDWIDTH LOCATION
    python order.py acme-iad-1 10Gbps EqDC2

Run again, it orders nothing more. Ends with 0 if it is there, 1 if it is not, or not as asked for, and 2 if a
port may be ordered.
"""

import sys

import dxinterconnect


def main(name: str, bandwidth: str, location: str) -> int:
    with dxinterconnect.client("directconnect") as client:
        try:
            ensured = client.ensure_interconnect(
                interconnectName=name, bandwidth=bandwidth, location=location
            )
        except dxinterconnect.OutcomeUnknown as unknown:
            # It has looked for the order, and not seen it. Whoever orders again here may pay for two ports.
            print(unknown, file=sys.stderr)
            return 2
        except dxinterconnect.EnsureError as error:
            # Something else is there, and was perhaps found only after an order.
            print(error, file=sys.stderr)
            return 2 if error.result["orders"] else 1
        except dxinterconnect.DXInterconnectError as error:
            print(error, file=sys.stderr)
            return 1
    print(f"{ensured['interconnect']['interconnectId']}: {ensured['outcome']}. {ensured['explanation']}")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    try:
        sys.exit(main(*sys.argv[1:]))
    except dxinterconnect.ConfigError as error:
        sys.exit(str(error))
