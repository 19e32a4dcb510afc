"""Sees to it that every site of the inventory has its interconnect.

    python order.py            looks, and says what it would order
    python order.py --order    orders what is not there
    python order.py --site iad1 --site sin1 …

Ends with 0 if every site has its interconnect (or would get it), 1 if one has not, and 2 if a port may be
ordered that nobody knows of.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack

import dxinterconnect
from nornir import InitNornir
from nornir.core.filter import F
from tasks import ensure_interconnect


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--order", action="store_true", help="order what is not there")
    parser.add_argument("--site", action="append", default=[], help="only this one; may be given again")
    parser.add_argument("--endpoint-url", help="another endpoint than AWS's")
    options = parser.parse_args()

    with InitNornir(config_file="config.yaml", dry_run=not options.order) as nornir, ExitStack() as closing:
        sites = nornir.filter(F(name__any=options.site)) if options.site else nornir
        regions = {host["region"] for host in sites.inventory.hosts.values()}
        clients = {
            region: closing.enter_context(
                dxinterconnect.client("directconnect", region_name=region, endpoint_url=options.endpoint_url)
            )
            for region in regions
        }
        results = sites.run(ensure_interconnect, clients=clients)
        for site, (result, *_) in results.items():
            print(f"{site}: {'FAILED' if result.failed else result.result['outcome']}")
            for line in filter(None, [str(result.result) if result.failed else "", result.diff]):
                print("  " + line.replace("\n", "\n  "))
    if any(result.failed and result.changed for (result, *_) in results.values()):
        return 2
    return 1 if results.failed else 0


if __name__ == "__main__":
    sys.exit(main())
