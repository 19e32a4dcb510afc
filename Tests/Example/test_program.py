"""Options, texts, exit codes; the other programs; the demo; valgrind."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time

from harness import (
    ACCESS_KEY_ID, CREATED, CREDENTIALS, EXAMPLES, GOOD, LIMIT, NOT_CREATED, PROGRAMS, ROOT, SCRATCH, SECRET, TOKEN, UNKNOWN,
    USAGE, ExampleCase, environment, make,
)  # fmt: skip

SAMPLES = EXAMPLES / "samples"


class Options(ExampleCase):
    def test_every_member(self) -> None:
        endpoint = self.endpoint()
        run = self.order(
            "--name", "a", "--bandwidth", "10Gbps", "--location", "EqDC2", "--lag-id", "dxlag-fg1a2b3c",
            "--tag", "team=network", "--tag", "empty=", "--tag", "bare", "--tag", "equals=a=b",
            "--provider-name", "Ünïcode", "--request-macsec", "--region", "us-east-1", "--endpoint", endpoint.url,
        )  # fmt: skip
        self.assertEqual(json.loads(endpoint.log()[0].body), {
            "interconnectName": "a", "bandwidth": "10Gbps", "location": "EqDC2", "lagId": "dxlag-fg1a2b3c",
            "tags": [{"key": "team", "value": "network"}, {"key": "empty", "value": ""}, {"key": "bare"},
                     {"key": "equals", "value": "a=b"}],
            "providerName": "Ünïcode", "requestMACSec": True,
        }, run)  # fmt: skip

    def test_json_and_options_that_overrule_it(self) -> None:
        for source in (str(SAMPLES / "request.json"), "-"):
            with self.subTest(source):
                run = self.order(
                    "--name", "other", "--tag", "more=yes", "--json", source, "--region", "eu-west-1", "--dry-run",
                    "--json-output", stdin=(SAMPLES / "request.json").read_text(),
                )  # fmt: skip
                self.assertEqual(run.exit_code, CREATED)
                body = json.loads(run.document["body"])
                self.assertEqual((body["interconnectName"], body["location"]), ("other", "EqDC2"))
                self.assertEqual([tag["key"] for tag in body["tags"]], ["team", "cost centre", "more"])

    def test_places(self) -> None:
        for arguments, variables, host in (
            (("--region", "eu-west-1"), {"AWS_REGION": "us-west-2"}, "directconnect.eu-west-1.amazonaws.com"),
            ((), {"AWS_REGION": "us-west-2", "AWS_DEFAULT_REGION": "us-west-1"}, "directconnect.us-west-2.amazonaws.com"),
            ((), {"AWS_REGION": "", "AWS_DEFAULT_REGION": "us-west-1"}, "directconnect.us-west-1.amazonaws.com"),
            (("--region", "us-east-1", "--fips"), {}, "directconnect-fips.us-east-1.amazonaws.com"),
            (("--region", "us-east-1", "--dualstack"), {}, "directconnect.us-east-1.api.aws"),
        ):
            with self.subTest(host):
                run = self.order(*GOOD[:6], *arguments, "--dry-run", "--json-output", env=variables)
                self.assertEqual(dict(run.document["headers"])["Host"], host)

    def test_usage(self) -> None:
        for arguments in (
            ("--nonsense",), ("stray",), ("--name",), ("--max-attempts", "0"), ("--max-attempts", "x"),
            ("--timeout", "0"), ("--timeout", "-1"), ("--timeout", "nan"), ("--timeout", "1s"), ("--timeout", "1e9"),
            ("--connect-timeout", ""), ("--json", "/"), ("--json", "no-such-file"),
        ):  # fmt: skip
            with self.subTest(arguments):
                run = self.order(*GOOD, *arguments)
                self.assertEqual((run.exit_code, run.stdout), (USAGE, ""))
                self.assertTrue(run.stderr)

    def test_half_a_pair_of_credentials(self) -> None:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            run = self.order(*GOOD, credentials=False, env={name: CREDENTIALS[name]})
            self.assertEqual(run.exit_code, USAGE)

    def test_help_and_version(self) -> None:
        self.assertEqual(self.order("--help").exit_code, 0)
        version = (ROOT / "VERSION").read_text().strip()
        self.assertEqual(self.order("--version").stdout, f"order, with libdxinterconnect {version}\n")


class Refusals(ExampleCase):
    def test_every_problem_at_once_and_nothing_sent(self) -> None:
        endpoint = self.endpoint()
        run = self.order("--bandwidth", "7 bananas", "--tag", "aws:a=b", "--tag", "a", "--tag", "a", "--endpoint", endpoint.url)
        self.assertEqual((run.exit_code, run.stdout), (NOT_CREATED, ""))
        for path in ("interconnectName", "location", "bandwidth", "tags[0].key", "tags[2].key", "region"):
            self.assertIn(f"error:   {path}: ", run.stderr)
        self.assertEqual(run.stderr.count("error:"), 6)
        self.assertEqual(endpoint.log(), [])

    def test_as_json(self) -> None:
        run = self.order("--bandwidth", "10", "--endpoint", "http://aws.example", "--json-output")
        self.assertEqual(run.exit_code, NOT_CREATED)
        self.assertEqual(run.document["status"], "INVALID_REQUEST")
        self.assertEqual([each["path"] for each in run.document["problems"] if each["severity"] == "error"],
                         ["interconnectName", "location"])  # fmt: skip
        self.assertTrue(run.document["optionProblems"])

    def test_no_json(self) -> None:
        for text in ("", "[]", "{", '{"bandwidth":"1Gbps","bandwidth":"1Gbps"}', "\0", "[" * 100000):
            for arguments in ((), ("--json-output",)):
                with self.subTest(text[:9], arguments=arguments):
                    run = self.order("--json", "-", *arguments, stdin=text)
                    self.assertEqual(run.exit_code, NOT_CREATED)
                    self.assertTrue(run.document["problems"] if arguments else "error:" in run.stderr)

    def test_too_much_json(self) -> None:
        run = self.order("--json", "-", stdin="{" + " " * (17 << 20) + "}")
        self.assertEqual(run.exit_code, NOT_CREATED)
        self.assertIn("error:", run.stderr)

    def test_warning_does_not_keep_it_back(self) -> None:
        endpoint = self.endpoint()
        run = self.order(*GOOD, "--bandwidth", "10", "--endpoint", endpoint.url)
        self.assertIn('warning: bandwidth: ', run.stderr)
        self.assertEqual(len(endpoint.log()), 1)

    def test_what_aws_refuses(self) -> None:
        endpoint = self.endpoint()
        run = self.order(*GOOD, "--location", "Nowhere", "--endpoint", endpoint.url, env={"AWS_SECRET_ACCESS_KEY": "wrong"})
        self.assertEqual(run.exit_code, NOT_CREATED)
        self.assertRegex(run.stdout, r"outcome +not created\n")
        self.assertEqual((len(endpoint.log()), endpoint.orders()), (1, []))


class Texts(ExampleCase):
    def test_created(self) -> None:
        endpoint = self.endpoint()
        run = self.order("--json", str(SAMPLES / "request.json"), "--region", "us-east-1", "--endpoint", endpoint.url)
        self.assertEqual((run.exit_code, run.stderr), (CREATED, ""))
        lines = dict(line.split(None, 1) for line in run.stdout.splitlines())
        self.assertEqual(lines["outcome"], "created")
        self.assertEqual(lines["interconnectId"], endpoint.orders()[0].interconnect_id)
        self.assertEqual((lines["interconnectState"], lines["tags[1].key"]), ("requested", "cost centre"))
        self.assertEqual(lines["next"], "nothing is left to do")

    def test_unknown(self) -> None:
        endpoint = self.endpoint()
        endpoint.add_fault("cut-after-reading")
        run = self.order(*GOOD, "--endpoint", endpoint.url)
        self.assertEqual(run.exit_code, UNKNOWN)
        self.assertRegex(run.stdout, r"outcome +unknown\n")
        self.assertIn("do NOT order again", run.stdout)
        self.assertIn("aws directconnect describe-interconnects --region us-east-1", run.stdout)

    def test_result_that_cannot_be_written(self) -> None:
        endpoint = self.endpoint()
        with open("/dev/full", "w") as full:
            process = subprocess.run(
                [str(PROGRAMS / "order"), *GOOD, "--endpoint", endpoint.url], stdout=full, stderr=subprocess.PIPE, text=True,
                env=environment(**CREDENTIALS), timeout=LIMIT,
            )  # fmt: skip
        self.assertEqual(process.returncode, CREATED)
        self.assertIn("could not be written", process.stderr)

    def test_dry_run(self) -> None:
        endpoint = self.endpoint()
        run = self.order(*GOOD, "--endpoint", endpoint.url, "--dry-run")
        self.assertEqual(run.exit_code, CREATED)
        self.assertIn("Signature=***", run.stdout)
        self.assertIn('{"interconnectName":"acme-iad-1"', run.stdout)
        self.assertIn(ACCESS_KEY_ID, run.stdout)
        self.assertEqual(endpoint.log(), [])

    def test_without_credentials(self) -> None:
        endpoint = self.endpoint()
        for arguments in ((), ("--dry-run",), ("--json-output",)):
            for variables in ({}, {name: "" for name in CREDENTIALS}, {"AWS_SESSION_TOKEN": TOKEN}):
                run = self.order(*GOOD, "--endpoint", endpoint.url, *arguments, credentials=False, env=variables)
                self.assertEqual(run.exit_code, NOT_CREATED)
                self.assertIn("PLACEHOLDER-ACCESS-KEY-ID", run.stdout)
                self.assertIn("not set", run.stderr)
        self.assertEqual(endpoint.log(), [])


class OtherPrograms(ExampleCase):
    def run_program(self, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([str(PROGRAMS / name), *arguments], capture_output=True, text=True, timeout=LIMIT)

    def test_first(self) -> None:
        run = self.run_program("first")
        self.assertEqual(run.returncode, 0)
        self.assertEqual(json.loads(run.stdout)["bandwidth"], "10Gbps")
        run = self.run_program("first", "10 Gbps")
        self.assertEqual(run.returncode, 1)
        self.assertTrue(run.stdout.startswith("bandwidth: "))

    def test_answer(self) -> None:
        run = self.run_program("answer", str(SAMPLES / "answer-created.http"))
        self.assertEqual(run.returncode, CREATED)
        self.assertRegex(run.stdout, r"loaIssueTime +2026-06-01T12:00:00Z\n")
        document = json.loads((SAMPLES / "answer-created.http").read_text().split("\n\n", 1)[1])
        for name, value in document.items():
            if isinstance(value, str):
                self.assertRegex(run.stdout, rf"(?m)^{name} +{value}$")

    def test_answer_of_other_files(self) -> None:
        for text, exit_code in (
            ("", UNKNOWN), ("HTTP/1.1", UNKNOWN), ("HTTP/1.1 200 OK\r\n\r\n{}", UNKNOWN),
            ('HTTP/1.1 200 OK\r\n\r\n{"interconnectId":"dxcon-0"}', CREATED),
            ('HTTP/1.1 400 Bad Request\n\n{"__type":"DirectConnectClientException"}', NOT_CREATED),
        ):  # fmt: skip
            with self.subTest(text):
                (SCRATCH / "answer").write_text(text)
                self.assertEqual(self.run_program("answer", str(SCRATCH / "answer")).returncode, exit_code)
        self.assertEqual(self.run_program("answer").returncode, USAGE)
        self.assertEqual(self.run_program("answer", "no-such-file").returncode, USAGE)


class Building(ExampleCase):
    library = ROOT / "build"

    def package(self) -> dict[str, str]:
        """What pkg-config says of an installed library."""
        folder = SCRATCH / "pkgconfig"
        folder.mkdir(exist_ok=True)
        (folder / "dxinterconnect.pc").write_text(
            "Name: dxinterconnect\nDescription: as installed\nVersion: 0\n"
            f"Cflags: -I{ROOT / 'Include'}\nLibs: -L{self.library} -ldxinterconnect\n"
        )
        return {"PKG_CONFIG_PATH": str(folder)}

    def test_the_one_line_of_the_readme(self) -> None:
        command = f"cc {EXAMPLES / 'first.c'} $(pkg-config --cflags --libs dxinterconnect) -o {SCRATCH / 'one-line'}"
        subprocess.run(command, shell=True, check=True, env={**os.environ, **self.package()})
        run = subprocess.run([str(SCRATCH / "one-line")], capture_output=True, env={"LD_LIBRARY_PATH": str(self.library)})
        self.assertEqual(run.returncode, 0)

    def test_against_an_installed_library(self) -> None:
        make(self.library, SCRATCH / "installed", "INSTALLED=1", environment=self.package())
        self.assertTrue((SCRATCH / "installed" / "order").exists())

    def test_with_clang(self) -> None:
        if shutil.which("clang") is None:
            self.skipTest("no clang")
        make(self.library, SCRATCH / "clang", "CC=clang")


class Demo(ExampleCase):
    def start_demo(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [str(EXAMPLES / "demo")], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
        )

    def left_running(self, session: int) -> str:
        return subprocess.run(["ps", "-o", "pid=,args=", "-s", str(session)], capture_output=True, text=True).stdout

    def test_whole(self) -> None:
        process = self.start_demo()
        output, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0, output)
        self.assertEqual(output.count("The log of the endpoint: 1 order\n"), 2)
        self.assertEqual(self.left_running(process.pid), "")
        self.assertNotIn(SECRET, output)
        self.assertNotIn(str(ROOT), output)

    def test_interrupted(self) -> None:
        process = self.start_demo()
        for line in process.stdout:
            if line.startswith("4."):
                break
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=LIMIT)
        for _ in range(50):
            if not self.left_running(process.pid):
                break
            time.sleep(0.05)
        self.assertEqual(self.left_running(process.pid), "")


class Memory(ExampleCase):
    """No error and no leak, whatever way a run goes."""

    def check(self, exit_code: int, *arguments: str) -> None:
        run = subprocess.run(
            ["valgrind", "--quiet", "--leak-check=full", "--errors-for-leak-kinds=definite,indirect,possible",
             "--error-exitcode=99", *arguments],
            capture_output=True, text=True, timeout=60, env=environment(**CREDENTIALS),
        )  # fmt: skip
        self.assertEqual(run.returncode, exit_code, run.stderr)
        self.assertNotIn("==", run.stderr)

    def setUp(self) -> None:
        if shutil.which("valgrind") is None:
            self.skipTest("no valgrind")

    def test_good(self) -> None:
        endpoint = self.endpoint()
        endpoint.add_fault("clock-skew", times=2)
        request = ("--json", str(SAMPLES / "request.json"), "--region", "us-east-1")
        self.check(CREATED, str(PROGRAMS / "order"), *request, "--endpoint", endpoint.url)

    def test_refused(self) -> None:
        self.check(NOT_CREATED, str(PROGRAMS / "order"), "--json", str(SAMPLES / "request-with-mistakes.json"), "--fips")

    def test_cut_off(self) -> None:
        endpoint = self.endpoint()
        endpoint.add_fault("cut-inside-answer", at="before-id")
        self.check(UNKNOWN, str(PROGRAMS / "order"), *GOOD, "--endpoint", endpoint.url)

    def test_the_others(self) -> None:
        self.check(0, str(PROGRAMS / "first"))
        self.check(1, str(PROGRAMS / "first"), "10 Gbps")
        self.check(CREATED, str(PROGRAMS / "answer"), str(SAMPLES / "answer-created.http"))
