"""Orders an interconnect, with the environment's credentials.

    python order.py NAME BANDWIDTH LOCATION
    python order.py acme-iad-1 10Gbps EqDC2

Ends with 0 if it is ordered, 1 if it is not, and 2 if a port may be ordered.
"""

import sys

import dxinterconnect


def main(name: str, bandwidth: str, location: str) -> int:
    with dxinterconnect.client("directconnect") as client:
        try:
            interconnect = client.create_interconnect(
                interconnectName=name, bandwidth=bandwidth, location=location
            )
        except dxinterconnect.OutcomeUnknown as unknown:
            # Whoever orders again here may pay for two ports.
            print(unknown, file=sys.stderr)
            return 2
        except dxinterconnect.DXInterconnectError as error:
            print(error, file=sys.stderr)
            return 1
    print(f"{interconnect['interconnectId']}: {interconnect.get('interconnectState', 'ordered')}")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    try:
        sys.exit(main(*sys.argv[1:]))
    except dxinterconnect.ConfigError as error:
        sys.exit(str(error))
