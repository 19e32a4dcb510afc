#!/usr/bin/env python3
"""Finds what can trap in the Swift sources: `!`, `try!`, `as!`, arithmetic and conversions of integers that trap,
indexes, bounds of ranges, and lengths that may be negative.

The compiler says what an operator is: `+` of two arrays is allowed, `+` of two Ints is not (`&+` is). What input cannot
make trap stands in allowed.txt, as it stands in the sources, with the reason.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).parents[2]
# By file and what was found, why it is left alone.
ALLOWED = {tuple(row[:2]): row[2] for row in (line.split("\t") for line in (ROOT / "Tests/Traps/allowed.txt").read_text().splitlines())}
SCALARS = r"(?:U?Int(?:8|16|32|64)?)"
EXPRESSIONS = {"force_value_expr": "!", "force_try_expr": "try!", "forced_checked_cast_expr": "as!"}
ARITHMETIC = re.compile(
    rf'decl="Swift\.\(file\)\.(?:{SCALARS}|FixedWidthInteger|BinaryInteger|AdditiveArithmetic|SignedNumeric|Numeric|Strideable|SignedInteger)'
    r"(?: extension)?\.(\+|-|\*|\+=|-=|\*=|advanced\(by:\)|negate\(\))(?= \[|@|\")([^\"]*)")
CONVERSION = re.compile(r'decl="Swift\.\(file\)\.(?:Signed|Unsigned)Integer extension\.init\(_:\)[^"]*Self -> (\w+) T -> (\w+)\)')
FROM_FLOAT = re.compile(rf'type="\(({SCALARS})\.Type\) -> \((?:Double|Float)\) -> \1"')
# What is looked at as it stands in the source: an index, an operator, a call with a length.
SUBSCRIPT = re.compile(r'\(subscript_expr .*decl="Swift\.\(file\)\.')
OPERATOR = re.compile(rf'\(binary_expr type="({SCALARS}|\(\)|(?:Closed)?Range<Int>)"')
CALL = re.compile(
    r'\(declref_expr .*decl="Swift\.\(file\)\.[\w ]+\.(?:removeLast|removeFirst|remove\(at:\)|insert|swapAt|replaceSubrange|dropFirst|dropLast'
    r"|prefix|suffix|reserveCapacity|init\(repeating:count:\)|init\(start:count:\)|init\(unsafeUninitializedCapacity:|create\(minimumCapacity:)")
SPAN = re.compile(r"location=(\S+?\.swift):(\d+):(\d+) range=\[\S+?:(\d+):(\d+) - line:(\d+):(\d+)\]")
# Where nothing can be negative or zero: numbers of the source, and the count of something, which its type says.
BOUNDED = re.compile(r"[/%]=? [1-9]|[\d_]+(?:\.\.[.<])[\d_]+$|0\.\.<(?:Int\()?(?:\w+\.)*(?:count|\w+Count)\)?$|\w+\((?:\w+: )?\d*\)")


def width(name):
    """Bits, and whether it is signed."""
    bits = re.search(r"\d+", name)
    return (int(bits[0]) if bits else 64), not name.startswith("U")


def fits(source, target):
    # The C interface's constants.
    source = re.sub(r"^dxi_\w+$", "Int32", source)
    if not all(re.fullmatch(SCALARS, name) for name in (source, target)):
        return False
    (bits, signed), (target_bits, target_signed) = width(source), width(target)
    return bits <= target_bits if signed == target_signed else target_signed and bits < target_bits


def finding(line):
    expression = re.match(r"\s*\((?:\w+=)?(\w+)( implicit)?", line)
    if expression and expression[1] in EXPRESSIONS:
        return ("an implicit " if expression[2] else "") + EXPRESSIONS[expression[1]]
    arithmetic = ARITHMETIC.search(line)
    # Of pointers: not a number that comes from outside, but how memory is gone through.
    if arithmetic and "Pointer" not in arithmetic[2]:
        return f"trapping {arithmetic[1]}"
    conversion = CONVERSION.search(line)
    if conversion and not fits(conversion[2], conversion[1]):
        return f"{conversion[1]}({conversion[2]})"
    from_float = FROM_FLOAT.search(line)
    return f"{from_float[1]}(Double)" if from_float else None


def written(span):
    """How an expression stands in the source, on one line, and what of it stands at its place: an operator, a name."""
    file, *numbers = span.groups()
    place, first, last = (tuple(map(int, numbers[index:index + 2])) for index in (0, 2, 4))
    source = (ROOT / file).read_bytes()

    def rest(place):
        return source.split(b"\n", place[0] - 1)[-1][place[1] - 1:]

    # The compiler says where its last word begins.
    length = len(rest(first)) - len(rest(last)) + len(re.match(rb"\w+|.", rest(last))[0])
    return (" ".join(part.decode().split()) for part in (rest(first)[:length], rest(place)))


def index_or_length(line):
    """An index, a division, a range or a call with a length, where the line is one that may trap."""
    kind = next((kind for kind in (SUBSCRIPT, OPERATOR, CALL) if kind.search(line)), None)
    span = SPAN.search(line) if kind else None
    if not span:
        return None
    expression, here = written(span)
    if kind is CALL:
        # Up to the bracket that ends it.
        ends = (end for end, letter in enumerate(here) if letter == ")" and here[:end].count("(") == here[:end].count(")") + 1)
        expression = here[:next(ends, 0) + 1]
    if kind is OPERATOR and not re.match(r"[/%]|\.\.", here):
        return None
    return None if BOUNDED.match(here if here[0] in "/%" else expression) else expression


def findings(tree):
    """Each (file, line, what) of a typed syntax tree."""
    file, number = "", 0
    for line in tree.splitlines():
        source = re.match(r'\(source_file "(.*?Sources/)?(.*?)"', line)
        if source:
            file = source[2]
        place = re.search(r":(\d+):\d+", line) if ".swift:" in line else None
        if place:
            number = int(place[1])
        what = finding(line) or index_or_length(line)
        if what:
            yield file, number, what


def tree(module, sources, folder, *options):
    command = ["swiftc", "-module-name", module, "-package-name", "dxinterconnect", "-swift-version", "6", "-parse-as-library",
               "-I", str(folder), *options]
    for name in ("Sources/CNettle", "Sources/CJansson", "Include"):
        command += ["-Xcc", f"-fmodule-map-file={ROOT / name / 'module.modulemap'}"]
    done = subprocess.run(command + ["-dump-ast", *sources], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"swiftc cannot read {module}:\n{done.stderr[-3000:]}")
    if module == "DXInterconnect" and folder.name != "planted":
        subprocess.run(command + ["-emit-module", "-emit-module-path", str(folder / f"{module}.swiftmodule"), *sources],
                       cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


PLANTED = {
    "an unwrapped optional": ("func f(_ x: Int?) -> Int { x! }", "!"),
    "a forced try": ("func g() throws -> Int { 1 }\nfunc f() -> Int { try! g() }", "try!"),
    "a forced cast": ("class A {}\nclass B: A {}\nfunc f(_ a: A) -> B { a as! B }", "as!"),
    "a sum": ("func f(_ x: Int) -> Int { x + 1 }", "trapping +"),
    "a sum in place": ("func f(_ x: inout UInt8) { x += 1 }", "trapping +="),
    "a difference of a generic": ("func f<T: FixedWidthInteger>(_ x: T) -> T { x - 1 }", "trapping -"),
    "a product": ("func f(_ x: UInt64) -> UInt64 { x * x }", "trapping *"),
    "a change of sign": ("func f(_ x: Int) -> Int { -x }", "trapping -"),
    "a narrowing": ("func f(_ x: Int64) -> Int32 { Int32(x) }", "Int32(Int64)"),
    "a sign lost": ("func f(_ x: Int) -> UInt { UInt(x) }", "UInt(Int)"),
    "a float": ("func f(_ x: Double) -> Int { Int(x) }", "Int(Double)"),
    "an index": ("func f(_ x: [Int], _ y: Int) -> Int { x[y] }", "x[y]"),
    "an index of a pointer": ("func f(_ x: UnsafePointer<Int>, _ y: Int) -> Int { x[y] }", "x[y]"),
    "a quotient": ("func f(_ x: Int, _ y: Int) -> Int { x / y }", "x / y"),
    "a remainder in place": ("func f(_ x: inout UInt8, _ y: UInt8) { x %= y }", "x %= y"),
    "a range": ("func f(_ x: Int, _ y: Int) -> Range<Int> { x..<y }", "x..<y"),
    "a closed range": ("func f(_ x: Int) -> ClosedRange<Int> { 0...x }", "0...x"),
    "a length": ("func f(_ x: [Int], _ y: Int) -> ArraySlice<Int> { x.dropFirst(y) }", "dropFirst(y)"),
    "a repetition": ("func f(_ x: Int) -> [Int] { Array(repeating: 0, count: x) }", "Array(repeating: 0, count: x)"),
}
ALLOWED_PLANTS = (
    "func f(_ x: [Int]) -> Int { for y in 0..<x.count where y > 3 { return y / 2 % 3 }; return x.dropFirst(1).count }",
    "func f(_ x: Double, _ y: Double) -> Double { x / y }", "func f(_ x: [UInt8]) -> [UInt8] { x + [1] }", "func f(_ x: Int) -> Int { x &+ 1 }", "func f(_ x: UInt32) -> Int { Int(x) }")


def main():
    passed = failed = 0

    def check(what, success, text=""):
        nonlocal passed, failed
        if success:
            passed += 1
        else:
            failed += 1
            print(f"FAILED: {what}\n{text}", end="")

    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        # The check sees what it is for.
        planted = folder / "planted"
        planted.mkdir()
        for number, (code, _) in enumerate([*PLANTED.values(), *((code, None) for code in ALLOWED_PLANTS)]):
            text = re.sub(r"\b(func|class) (\w)\b", rf"private \1 \g<2>", code)
            (planted / f"{number}.swift").write_text(text + "\n")
        seen = {}
        for file, _, what in findings(tree("Planted", [str(path) for path in sorted(planted.iterdir())], planted)):
            seen.setdefault(pathlib.Path(file).stem, []).append(what)
        for number, (name, (_, what)) in enumerate(PLANTED.items()):
            check(f"{name} is found", seen.get(str(number)) == [what], f"    found {seen.get(str(number))}\n")
        for number in range(len(PLANTED), len(PLANTED) + len(ALLOWED_PLANTS)):
            check("what cannot trap is not found", str(number) not in seen, f"    found {seen.get(str(number))}\n")

        used = set()
        for module in ("DXInterconnect", "DXInterconnectABI"):
            sources = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "Sources" / module).glob("*.swift"))
            found = []
            for file, number, what in findings(tree(module, sources, folder)):
                if (file, what) in ALLOWED:
                    used.add((file, what))
                else:
                    found.append(f"    Sources/{file}:{number}: {what}\n")
            check(f"nothing in {module} can trap", not found,
                  "".join(dict.fromkeys(found)) + "    Write guard let, try, as?, &+ &- &*, init(truncatingIfNeeded:), (clamping:) or (exactly:). An index, a range or a\n"
                  "    length that no input can make trap goes into Tests/Traps/allowed.txt, with the reason.\n")
    check("every exception of ALLOWED is still needed", used == set(ALLOWED), f"    not found any more: {set(ALLOWED) - used}\n")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
