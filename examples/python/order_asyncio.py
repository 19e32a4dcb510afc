"""Orders an interconnect with asyncio and httpx: the library signs and reads, httpx sends.

    pip install httpx
    python order_asyncio.py NAME BANDWIDTH LOCATION

Region, endpoint and credentials come from the environment: AWS_DEFAULT_REGION, AWS_ENDPOINT_URL,
AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN.
Ends with 0 if it is ordered, 1 if it is not, and 2 if a port may be ordered.
"""

import asyncio
import os
import sys
import time
import uuid

import httpx

import dxinterconnect

RESENDS = 2


async def create_interconnect(
    client: httpx.AsyncClient,
    signer: dxinterconnect.Signer,
    request: dxinterconnect.CreateInterconnectRequest,
) -> dxinterconnect.Answer:
    """Sends an order, and again only while the library says that nothing was ordered."""
    invocation_id = str(uuid.uuid4())
    offset = 0
    for attempt in range(1, RESENDS + 2):
        now = time.time() + offset
        order = request.sign(signer, now=now, attempt=attempt, invocation_id=invocation_id)
        answer = await send(client, order, now)
        if not answer.may_resend or attempt > RESENDS:
            break
        if answer.advice == "correct_clock":
            offset += answer.clock_offset or 0
        await asyncio.sleep(answer.delay(attempt))
    return answer


async def send(
    client: httpx.AsyncClient, order: dxinterconnect.HTTPRequest, now: float
) -> dxinterconnect.Answer:
    """Sends once. What httpx raises while it connects was not sent; all else may have been."""
    try:
        response = await client.request(
            order.method, order.url, headers=order.headers, content=order.body
        )
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError):
        return dxinterconnect.read_response(delivery="nothing_sent", now=now)
    except httpx.HTTPError:
        return dxinterconnect.read_response(delivery="no_answer", now=now)
    return dxinterconnect.read_response(
        response.status_code, response.headers.multi_items(), response.content, now=now
    )


async def main(name: str, bandwidth: str, location: str) -> int:
    credentials = dxinterconnect.Credentials(
        os.environ["AWS_ACCESS_KEY_ID"],
        os.environ["AWS_SECRET_ACCESS_KEY"],
        os.environ.get("AWS_SESSION_TOKEN"),
    )
    request = dxinterconnect.CreateInterconnectRequest(
        interconnectName=name, bandwidth=bandwidth, location=location
    )
    # A connection that was kept open may be dead, which shows only once an order is on its way.
    limits = httpx.Limits(max_keepalive_connections=0)
    try:
        with dxinterconnect.Signer(
            credentials,
            region_name=os.environ.get("AWS_DEFAULT_REGION"),
            endpoint_url=os.environ.get("AWS_ENDPOINT_URL"),
        ) as signer:
            async with httpx.AsyncClient(
                limits=limits, timeout=60, follow_redirects=False
            ) as client:
                answer = await create_interconnect(client, signer, request)
        interconnect = answer.result()
    except dxinterconnect.OutcomeUnknown as unknown:
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
    sys.exit(asyncio.run(main(*sys.argv[1:])))
