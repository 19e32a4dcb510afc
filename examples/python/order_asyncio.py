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
# A server that asks for a longer wait gets no resend.
LONGEST_DELAY = 60.0
# The library reads no longer body.
LONGEST_BODY = 16 * 1024 * 1024


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
        delay = answer.delay(attempt)
        if delay > LONGEST_DELAY:
            break
        await asyncio.sleep(delay)
    return answer


async def send(
    client: httpx.AsyncClient, order: dxinterconnect.HTTPRequest, now: float
) -> dxinterconnect.Answer:
    """Sends once. What httpx raises while it connects was not sent; all else may have been."""
    response, body, cut_off = None, bytearray(), False
    try:
        async with client.stream(
            order.method, order.url, headers=order.headers, content=order.body
        ) as response:
            async for chunk in response.aiter_bytes():
                body += chunk
                cut_off = len(body) > LONGEST_BODY
                if cut_off:
                    break
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError):
        return dxinterconnect.read_response(delivery="nothing_sent", now=now)
    except httpx.HTTPError:
        if response is None:
            return dxinterconnect.read_response(delivery="no_answer", now=now)
        # What there is of the body may hold the interconnect's id.
        cut_off = True
    return dxinterconnect.read_response(
        response.status_code,
        response.headers.multi_items(),
        body,
        delivery="answer_cut_off" if cut_off else "complete",
        now=now,
    )


async def main(name: str, bandwidth: str, location: str) -> int:
    access_key = os.environ.get("AWS_ACCESS_KEY_ID")
    secret_key = os.environ.get("AWS_SECRET_ACCESS_KEY")
    if not access_key or not secret_key:
        print("no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", file=sys.stderr)
        return 1
    credentials = dxinterconnect.Credentials(
        access_key, secret_key, os.environ.get("AWS_SESSION_TOKEN")
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
