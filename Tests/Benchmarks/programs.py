"""The C programs: compiled, run, counted. What the bench and the test of instruction counts share."""
import json
import pathlib
import re
import shutil
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
INPUTS = json.loads((HERE / "inputs.json").read_text())
FLAGS = ["-O2", "-g", "-std=c99", "-Wall", "-Wextra", "-Werror"]
SAME_LIBRARIES = ["-Wl,--no-as-needed", "-ljansson", "-lnettle", "-pthread"]


def _literal(text):
    # JSON's escapes of what is no ASCII are C99's as well.
    return json.dumps(text)


def request_body():
    return json.dumps(INPUTS["request"], ensure_ascii=False, separators=(",", ":"))


def _header_lines(response):
    return "".join(f"{name}: {value}\r\n" for name, value in response["headers"].items())


def write_inputs(folder):
    """inputs.h, of inputs.json."""
    request = INPUTS["request"]
    texts = {
        "name": request["interconnectName"], "bandwidth": request["bandwidth"], "location": request["location"],
        "lag_id": request["lagId"], "provider": request["providerName"],
        "access_key": INPUTS["access_key"], "secret_key": INPUTS["secret_key"], "session_token": INPUTS["session_token"],
        "region": INPUTS["region"],
        "answer_headers": _header_lines(INPUTS["answer"]), "answer_body": INPUTS["answer"]["body"],
        "request_body": request_body(),
        "error_headers": _header_lines(INPUTS["error"]), "error_body": INPUTS["error"]["body"],
    }
    tags = ", ".join(f"{{{_literal(tag['key'])}, {_literal(tag['value'])}}}" for tag in request["tags"])
    # No program uses all of them.
    lines = [f"__attribute__((unused)) static const char {name}[] = {_literal(text)};" for name, text in texts.items()]
    lines += [f"__attribute__((unused)) static const long long now = {INPUTS['now']};", f"#define TAGS {tags}"]
    (folder / "inputs.h").write_text("/* Made of inputs.json. */\n" + "\n".join(lines) + "\n")


def write_python_inputs(folder):
    """inputs.py, of inputs.json: reading JSON is not to be part of a cold start."""
    values = {name.upper(): value for name, value in INPUTS.items()}
    values["REQUEST_BODY"] = request_body()
    (folder / "inputs.py").write_text("".join(f"{name} = {value!r}\n" for name, value in values.items()))


def write_go_inputs(folder):
    """A package of Go, of inputs.json. JSON's escapes are Go's as well."""
    constants = {
        "Name": INPUTS["request"]["interconnectName"], "Bandwidth": INPUTS["request"]["bandwidth"],
        "Location": INPUTS["request"]["location"], "LagID": INPUTS["request"]["lagId"],
        "Provider": INPUTS["request"]["providerName"], "Body": request_body(), "AccessKey": INPUTS["access_key"],
        "SecretKey": INPUTS["secret_key"], "SessionToken": INPUTS["session_token"], "Region": INPUTS["region"],
        "Answer": INPUTS["answer"]["body"], "Error": INPUTS["error"]["body"]}
    lines = ["// Package inputs is made of inputs.json.", "package inputs", "const ("]
    lines += [f"{name} = {json.dumps(text)}" for name, text in constants.items()] + [f"Now = {INPUTS['now']}", ")"]
    tags = ", ".join(f"{{{json.dumps(tag['key'])}, {json.dumps(tag['value'])}}}" for tag in INPUTS["request"]["tags"])
    lines += [f"var Tags = [][2]string{{{tags}}}"]
    for name in ("answer", "error"):
        headers = ", ".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in INPUTS[name]["headers"].items())
        lines += [f"var {name.title()}Headers = map[string]string{{{headers}}}"]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "inputs.go").write_text("\n".join(lines) + "\n")


def compile_program(out, source, name, *more):
    subprocess.run(["gcc", *FLAGS, f"-I{ROOT / 'Include'}", f"-I{out}", str(HERE / "c" / source), *more, "-o", str(out / name)],
                   check=True)


def with_library(build):
    return [str(build / "libdxinterconnect.so"), f"-Wl,-rpath,{build}", "-pthread"]


def compile_cold(out, build):
    """Names the library by its path, which costs as much as finding an installed one. By a run path the loader first looks in vain
    into a dozen folders beside it: 5 % of a cold start, which the program that it is held against has not."""
    library = out / "libdxinterconnect.so.1"
    # A path is what the linker writes down of a library without a SONAME: one of empty functions stands in.
    names = set(re.findall(r"\b(dxi_\w+)\(", (ROOT / "Include/dxinterconnect.h").read_text()))
    (out / "stubs.c").write_text("".join(f"void {name}(void) {{}}\n" for name in sorted(names)))
    compile_program(out, out / "stubs.c", library.name, "-shared", "-fPIC")
    compile_program(out, "cold.c", "cold_ours", str(library), "-pthread")
    shutil.copyfile(build / library.name, library)


def compile_all(out, build):
    write_inputs(out)
    ours = with_library(build)
    compile_program(out, "ours.c", "ours", *ours)
    compile_program(out, "floor.c", "floor", *SAME_LIBRARIES)
    compile_program(out, "floor.c", "checked", "-DCHECKS", *SAME_LIBRARIES, "-lpcre2-8")
    compile_program(out, "curl.c", "curl", "-lcurl")
    compile_cold(out, build)
    compile_program(out, "cold.c", "cold_bare", "-DBARE", *SAME_LIBRARIES)
    compile_program(out, "launch.c", "launch", "-static")
    compile_program(out, "count_allocations.c", "count_allocations.so", "-shared", "-fPIC")


def callgrind(program, *arguments, out_file="/dev/null"):
    """Instructions of a whole run."""
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out_file}", str(program), *map(str, arguments)],
        capture_output=True, text=True, check=True)
    return int(re.search(r"Collected : (\d+)", run.stderr).group(1))


def per_operation(measure, count):
    """Of one operation: the start of the program is the same in both runs."""
    return (measure(2 * count) - measure(count)) / count
