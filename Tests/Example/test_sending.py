"""What goes out, what is never sent, and that both are told apart by facts."""

from __future__ import annotations

import signal
import socket
import subprocess
import time

import certificates
import servers
from harness import CREATED, CREDENTIALS, GOOD, NOT_CREATED, PROXY_PASSWORD, SCRATCH, UNKNOWN, ExampleCase, Run
from servers import Server

JSON_HEAD = b"HTTP/1.1 %s\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: %d\r\n%s\r\n"


def answer(status: bytes, body: bytes, *headers: bytes) -> bytes:
    return JSON_HEAD % (status, len(body), b"".join(header + b"\r\n" for header in headers)) + body


class SendingCase(ExampleCase):
    def server(self, server: Server) -> Server:
        self.addCleanup(server.close)
        return server

    def assert_nothing_sent(self, run: Run) -> None:
        self.assertEqual(run.exit_code, NOT_CREATED)
        self.assertEqual(run.document["advice"], "resend")
        self.assertNotIn("httpStatus", run.document)

    def assert_no_answer(self, run: Run) -> None:
        self.assertEqual(run.exit_code, UNKNOWN)
        self.assertNotIn("httpStatus", run.document)


class NothingSent(SendingCase):
    once = ("--max-attempts", "1")

    def test_closed_port(self) -> None:
        run = self.order_from(f"http://127.0.0.1:{servers.free_port()}", *self.once)
        self.assert_nothing_sent(run)
        self.assertIn("onnect", run.stderr)

    def test_port_that_opens_later(self) -> None:
        endpoint = self.endpoint()
        endpoint.add_fault("close-port", seconds=0.3)
        # Full jitter may make every wait short, but not twenty times.
        run = self.order_from(endpoint.url, "--max-attempts", "20")
        self.assertEqual(run.exit_code, CREATED)
        self.assertEqual((len(endpoint.orders()), len(endpoint.log())), (1, 1))

    def test_unknown_host(self) -> None:
        self.assert_nothing_sent(self.order_from("https://no-such-host.invalid", *self.once))

    def test_full_queue_of_connections(self) -> None:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen(0)
            address = listener.getsockname()
            crowd = [socket.socket() for _ in range(4)]
            try:
                for each in crowd:
                    each.setblocking(False)
                    each.connect_ex(address)
                time.sleep(0.1)
                run = self.order_from("http://127.0.0.1:%d" % address[1], "--connect-timeout", "0.5", *self.once)
                self.assert_nothing_sent(run)
            finally:
                for each in crowd:
                    each.close()

    def test_silence_in_tls_handshake(self) -> None:
        server = self.server(servers.silent())
        run = self.order_from(f"https://{server.address}", "--connect-timeout", "0.5", *self.once)
        self.assert_nothing_sent(run)

    def test_silence_in_tls_handshake_with_the_whole_time_over(self) -> None:
        server = self.server(servers.silent())
        run = self.order_from(f"https://{server.address}", "--timeout", "0.5", *self.once)
        self.assert_nothing_sent(run)

    def test_drip_in_tls_handshake(self) -> None:
        server = self.server(servers.dripping_tls())
        run = self.order_from(f"https://{server.address}", "--connect-timeout", "0.5", "--timeout", "60", *self.once)
        self.assert_nothing_sent(run)

    def test_hang_up_in_tls_handshake(self) -> None:
        server = self.server(servers.hanging_up())
        self.assert_nothing_sent(self.order_from(f"https://{server.address}", *self.once))
        self.assertTrue(server.received)

    def test_tls_to_a_server_without(self) -> None:
        endpoint = self.endpoint()
        run = self.order_from(endpoint.url.replace("http:", "https:"), *self.once)
        self.assert_nothing_sent(run)
        self.assertEqual(endpoint.orders(), [])


class Certificates(SendingCase):
    def certificate(self, name: str) -> tuple[str, str]:
        certificate, key = SCRATCH / f"{name}.pem", SCRATCH / f"{name}.key"
        if not certificate.exists():
            subprocess.run(
                ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                 "-keyout", str(key), "-out", str(certificate), "-days", "2", "-subj", "/CN=test",
                 "-addext", f"subjectAltName={name}"],
                check=True, capture_output=True,
            )  # fmt: skip
        return str(certificate), str(key)

    def assert_not_trusted(self, tls: tuple[str, str], trusted: str) -> Run:
        endpoint = self.endpoint(tls=tls)
        run = self.order_from(endpoint.url, env={"AWS_CA_BUNDLE": trusted})
        self.assert_nothing_sent(run)
        self.assertEqual((endpoint.orders(), endpoint.log()), ([], []))
        # It is told once what to do: the certificate is the same next time.
        self.assertEqual(run.stderr.count("attempt "), 1)
        self.assertIn("name its CA in AWS_CA_BUNDLE", run.stderr)
        return run

    def test_untrusted(self) -> None:
        self.assert_not_trusted(self.certificate("IP:127.0.0.1"), self.certificate("DNS:elsewhere.example")[0])

    def test_of_another_host(self) -> None:
        tls = self.certificate("DNS:elsewhere.example")
        self.assert_not_trusted(tls, tls[0])

    def test_expired(self) -> None:
        tls = certificates.make_expired(SCRATCH)
        self.assertIn("expired", self.assert_not_trusted(tls, tls[0]).stderr)

    def test_trusted(self) -> None:
        tls = self.certificate("IP:127.0.0.1")
        endpoint = self.endpoint(tls=tls)
        self.assertEqual(self.order_from(endpoint.url, env={"AWS_CA_BUNDLE": tls[0]}).exit_code, CREATED)
        self.assertEqual(len(endpoint.orders()), 1)

    def test_answer_cut_under_tls(self) -> None:
        tls = self.certificate("IP:127.0.0.1")
        endpoint = self.endpoint(tls=tls)
        endpoint.add_fault("cut-after-reading")
        self.assert_no_answer(self.order_from(endpoint.url, env={"AWS_CA_BUNDLE": tls[0]}))
        self.assertEqual((len(endpoint.orders()), len(endpoint.log())), (1, 1))

    def test_through_a_proxy(self) -> None:
        tls = self.certificate("IP:127.0.0.1")
        endpoint = self.endpoint(tls=tls)
        proxy = self.server(servers.tunnelling(f"127.0.0.1:{endpoint.port}"))
        env = {"AWS_CA_BUNDLE": tls[0], "https_proxy": f"http://user:{PROXY_PASSWORD}@{proxy.address}"}
        self.assertEqual(self.order_from(endpoint.url, env=env).exit_code, CREATED)
        self.assertEqual(len(endpoint.orders()), 1)
        # The proxy is told where to go, and nothing of what is signed.
        self.assertEqual(len(proxy.received), 1)
        self.assertTrue(proxy.received[0].startswith(b"CONNECT 127.0.0.1:"))
        for word in (b"amz", b"AWS4", b"Authorization: AWS", CREDENTIALS["AWS_SESSION_TOKEN"].encode()):
            self.assertNotIn(word, proxy.received[0])

    def test_cut_through_a_proxy(self) -> None:
        """The tunnel stood, so that the order may have arrived."""
        tls = self.certificate("IP:127.0.0.1")
        endpoint = self.endpoint(tls=tls)
        endpoint.add_fault("cut-after-reading", times=9)
        proxy = self.server(servers.tunnelling(f"127.0.0.1:{endpoint.port}"))
        env = {"AWS_CA_BUNDLE": tls[0], "https_proxy": f"http://{proxy.address}"}
        self.assert_no_answer(self.order_from(endpoint.url, env=env))
        self.assertEqual((len(endpoint.orders()), len(endpoint.log())), (1, 1))


class Proxies(SendingCase):
    """In each of these AWS's own endpoint is asked for, by way of a proxy that does not lead there."""

    def order_by_proxy(self, proxy: str, *arguments: str) -> Run:
        return self.order(
            *GOOD, "--connect-timeout", "1", "--timeout", "2", "--json-output", "--max-attempts", "1", *arguments,
            env={"https_proxy": proxy},
        )  # fmt: skip

    def test_refuses(self) -> None:
        for status in (b"403 Forbidden", b"407 Proxy Authentication Required", b"502 Bad Gateway", b"200-ish"):
            with self.subTest(status):
                proxy = self.server(servers.answering(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n"))
                run = self.order_by_proxy(f"http://user:{PROXY_PASSWORD}@{proxy.address}")
                self.assert_nothing_sent(run)
                self.assertTrue(proxy.received[0].startswith(b"CONNECT directconnect.us-east-1.amazonaws.com:443 "))
                self.assertNotIn(b"AWS4", b"".join(proxy.received))

    def test_answers_like_aws(self) -> None:
        """A refusal that holds an interconnect is a refusal all the same."""
        body = b'{"interconnectId":"dxcon-00000000"}'
        proxy = self.server(servers.answering(answer(b"403 Forbidden", body)))
        self.assert_nothing_sent(self.order_by_proxy(f"http://{proxy.address}"))

    def test_silent(self) -> None:
        proxy = self.server(servers.silent())
        self.assert_nothing_sent(self.order_by_proxy(f"http://{proxy.address}"))

    def test_hangs_up(self) -> None:
        proxy = self.server(servers.hanging_up())
        self.assert_nothing_sent(self.order_by_proxy(f"http://{proxy.address}"))

    def test_not_there(self) -> None:
        self.assert_nothing_sent(self.order_by_proxy(f"http://127.0.0.1:{servers.free_port()}"))

    def test_not_for_http(self) -> None:
        proxy = self.server(servers.answering(answer(b"200 OK", b'{"interconnectId":"dxcon-00000000"}')))
        endpoint = self.endpoint()
        env = {name: f"http://{proxy.address}" for name in ("http_proxy", "all_proxy", "ALL_PROXY")}
        self.assertEqual(self.order_from(endpoint.url, env=env).exit_code, CREATED)
        self.assertEqual((len(endpoint.orders()), proxy.received), (1, []))


class NoAnswer(SendingCase):
    def order_raw(self, data: bytes, *arguments: str) -> tuple[Run, Server]:
        server = self.server(servers.answering(data))
        return self.order_from(f"http://{server.address}", *arguments), server

    def test_silence(self) -> None:
        server = self.server(servers.silent())
        self.assert_no_answer(self.order_from(f"http://{server.address}", "--timeout", "0.5"))

    def test_interim_answer_only(self) -> None:
        run, server = self.order_raw(b"HTTP/1.1 103 Early Hints\r\nDate: Mon, 01 Jun 2026 12:00:00 GMT\r\n\r\n")
        self.assert_no_answer(run)
        self.assertEqual(len(server.received), 1)

    def test_interim_answer_first(self) -> None:
        body = b'{"interconnectId":"dxcon-00000000"}'
        run, _ = self.order_raw(
            b"HTTP/1.1 103 Early Hints\r\nx-amzn-RequestId: early\r\n\r\n" + answer(b"200 OK", body, b"x-amzn-RequestId: late")
        )
        self.assertEqual(run.exit_code, CREATED)
        self.assertEqual(run.document["requestId"], "late")

    def test_headers_of_an_interim_answer(self) -> None:
        body = b'{"__type":"DirectConnectClientException","message":"no"}'
        run, server = self.order_raw(
            b"HTTP/1.1 103 Early Hints\r\nX-Amzn-Errortype: ThrottlingException\r\n\r\n" + answer(b"400 Bad Request", body)
        )
        self.assertEqual(run.document["error"]["code"], "DirectConnectClientException")
        self.assertEqual(len(server.received), 1)

    def test_redirect_is_not_followed(self) -> None:
        for status in (301, 302, 303, 307, 308):
            with self.subTest(status):
                other = self.server(servers.answering(answer(b"200 OK", b'{"interconnectId":"dxcon-00000000"}')))
                endpoint = self.endpoint()
                endpoint.add_fault("redirect", status=status, location=f"http://{other.address}/")
                self.assertEqual(self.order_from(endpoint.url).exit_code, NOT_CREATED)
                self.assertEqual((len(endpoint.log()), other.received), (1, []))

    def test_no_http(self) -> None:
        for data in (b"", b"H", b"SSH-2.0-OpenSSH\r\n", b"\x15\x03\x01\x00\x02\x02\x28", b"\0" * 5000):
            with self.subTest(data):
                self.assert_no_answer(self.order_raw(data)[0])

    def test_head_cut_off(self) -> None:
        for data in (b"HTTP/1.1 200 OK", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 400 Bad Request\r\nX-Amzn-Errortype: Thr"):
            with self.subTest(data):
                run, server = self.order_raw(data)
                self.assertEqual(run.exit_code, UNKNOWN)
                self.assertEqual(len(server.received), 1)

    def test_asks_for_another_attempt(self) -> None:
        """What makes HTTP stacks send again by themselves."""
        for status, header in (
            (b"401 Unauthorized", b'WWW-Authenticate: Digest realm="a", nonce="b"'),
            (b"407 Proxy Authentication Required", b"Proxy-Authenticate: NTLM"),
            (b"417 Expectation Failed", b"X-Nothing: here"),
            (b"426 Upgrade Required", b"Upgrade: h2c"),
        ):
            with self.subTest(status):
                run, server = self.order_raw(answer(status, b"", header))
                self.assertEqual(run.exit_code, NOT_CREATED)
                self.assertEqual(len(server.received), 1)

    def test_trailers_are_no_headers(self) -> None:
        run, _ = self.order_raw(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nx-amzn-RequestId: head\r\n\r\n"
            b'23\r\n{"interconnectId":"dxcon-00000000"}\r\n0\r\nx-amzn-RequestId: trailer\r\n\r\n'
        )
        self.assertEqual(run.exit_code, CREATED)
        self.assertEqual(run.document["requestId"], "head")

    def test_chunks_cut_off(self) -> None:
        run, _ = self.order_raw(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n23\r\n{"interconnectId":"dxcon-')
        self.assertEqual(run.exit_code, UNKNOWN)

    def test_clock_is_corrected_once(self) -> None:
        body = b'{"__type":"RequestTimeTooSkewed","message":"no"}'
        skewed = answer(b"400 Bad Request", body, b"Date: Mon, 01 Jun 2026 12:00:00 GMT")
        run, server = self.order_raw(skewed, "--max-attempts", "9")
        self.assertEqual(run.exit_code, NOT_CREATED)
        self.assertEqual(len(server.received), 2)
        self.assertIn(b"X-Amz-Date: 20260601T", server.received[1])

    def test_clock_is_wrong_and_no_date(self) -> None:
        body = b'{"__type":"RequestTimeTooSkewed","message":"no"}'
        run, server = self.order_raw(answer(b"400 Bad Request", body))
        self.assertEqual(run.exit_code, NOT_CREATED)
        self.assertEqual(len(server.received), 1)

    def test_steering_characters_in_an_answer(self) -> None:
        body = (
            b'{"interconnectId":"dxcon-0","interconnectName":"a\\u001b[31mb\\u009bc\\u007f\\nd",'
            b'"\\u001b[1mnew":"\\u001b"}'
        )
        server = self.server(servers.answering(answer(b"200 OK", body)))
        run = self.order(*GOOD, "--endpoint", f"http://{server.address}")
        self.assertEqual(run.exit_code, CREATED)
        self.assertIn("a?[31mb?c??d\n", run.stdout)
        for character in "\x1b\x9b\x7f":
            self.assertNotIn(character, run.stdout + run.stderr)


class Waiting(SendingCase):
    def test_asked_to_wait_too_long(self) -> None:
        endpoint = self.endpoint()
        endpoint.add_fault("too-many-requests", retry_after=3600)
        run = self.order_from(endpoint.url)
        self.assertEqual((run.exit_code, run.document["retryAfterMs"]), (NOT_CREATED, 3600000))
        self.assertEqual(len(endpoint.log()), 1)

    def test_clock_of_the_endpoint_ahead(self) -> None:
        for offset in (-86400, 86400):
            with self.subTest(offset):
                endpoint = self.endpoint(clock_offset=offset)
                run = self.order_from(endpoint.url)
                self.assertEqual(run.exit_code, CREATED)
                self.assertEqual((len(endpoint.orders()), len(endpoint.log())), (1, 2))

    def interrupt(self, number: int, wait_for: str) -> tuple[Run, int]:
        endpoint = self.endpoint()
        if wait_for == "hang":
            endpoint.add_fault("hang", placed=True)
        else:
            endpoint.add_fault("too-many-requests", times=9, retry_after=30)
        process = self.start(*GOOD, "--endpoint", endpoint.url, "--json-output")
        for _ in range(200):
            if endpoint.log():
                break
            time.sleep(0.01)
        time.sleep(0.1)
        process.send_signal(number)
        run = self.finish(process)
        return run, len(endpoint.log())

    def test_interrupted_while_an_answer_is_awaited(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            run, requests = self.interrupt(number, "hang")
            self.assertEqual((run.exit_code, run.document["outcome"], requests), (UNKNOWN, "unknown", 1))

    def test_interrupted_between_attempts(self) -> None:
        run, requests = self.interrupt(signal.SIGINT, "retry")
        self.assertEqual((run.exit_code, run.document["outcome"], requests), (NOT_CREATED, "not_created", 1))


class WhatIsSent(SendingCase):
    def test_signed_headers_and_no_others(self) -> None:
        endpoint = self.endpoint()
        self.assertEqual(self.order_from(endpoint.url).exit_code, CREATED)
        (entry,) = endpoint.log()
        self.assertEqual(
            sorted(name.lower() for name, _ in entry.headers),
            ["amz-sdk-invocation-id", "amz-sdk-request", "authorization", "content-length", "content-type", "host",
             "user-agent", "x-amz-date", "x-amz-security-token", "x-amz-target"],
        )  # fmt: skip
        self.assertEqual(entry.verdict, "ok")

    def test_attempts_of_one_order(self) -> None:
        endpoint = self.endpoint()
        endpoint.add_fault("throttling", times=2)
        self.assertEqual(self.order_from(endpoint.url).exit_code, CREATED)
        headers = [{name.lower(): value for name, value in entry.headers} for entry in endpoint.log()]
        self.assertEqual([each["amz-sdk-request"] for each in headers], ["attempt=1", "attempt=2", "attempt=3"])
        self.assertEqual(len({each["amz-sdk-invocation-id"] for each in headers}), 1)
        self.assertEqual(len(endpoint.orders()), 1)

    def test_path_as_it_was_signed(self) -> None:
        server = self.server(servers.answering(answer(b"200 OK", b'{"interconnectId":"dxcon-00000000"}')))
        for path in ("", "/", "/prefix", "/a%20b/c~d", "//a//"):
            with self.subTest(path):
                url = f"http://{server.address}{path}"
                plan = self.order(*GOOD, "--endpoint", url, "--dry-run", "--json-output").document
                self.assertEqual(self.order_from(url).exit_code, CREATED)
                self.assertEqual("http://" + server.address + server.received[-1].split(b" ")[1].decode(), plan["url"])

    def test_large_request(self) -> None:
        """More than a socket takes at once, and read slowly."""
        endpoint = self.endpoint()
        request = SCRATCH / "large.json"
        request.write_text(
            '{"interconnectName":"a","bandwidth":"1Gbps","location":"EqDC2","providerName":"%s"}' % ("x" * 300000)
        )
        run = self.order("--json", str(request), "--region", "us-east-1", "--endpoint", endpoint.url)
        self.assertEqual(run.exit_code, CREATED, run)
        self.assertEqual(len(endpoint.orders()), 1)


