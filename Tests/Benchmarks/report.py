"""The tables of README.md, of what a run found."""
import pathlib

README = pathlib.Path(__file__).resolve().parent / "README.md"
BEGIN, END = "<!-- what follows is written by make bench -->", "<!-- up to here -->"


def number(value):
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def table(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return lines + ["| " + " | ".join(row) + " |" for row in rows] + [""]


def targets(rows):
    shown = []
    for row in rows:
        span = f" ({number(row['minimum'])} to {number(row['maximum'])})" if row["minimum"] is not None else ""
        verdict = "met" if row["met"] else f"**missed** by {row['value'] / row['limit'] - 1:.0%}"
        shown.append([row["what"], f"**{number(row['value'])}**{span}", number(row["limit"]), verdict + (f": {row['why']}" if row["why"] else "")])
    return table(["ratio, or number", "found (the rounds' least and most)", "at most", ""], shown)


def operations(found):
    lines = []
    for name, what in found["operations"].items():
        if name not in found["times"]:
            continue
        lines += [f"**{what}**", ""]
        peers = found["times"][name]
        fastest = peers["ours"]["median"]
        rows = []
        for peer, times in sorted(peers.items(), key=lambda item: item[1]["median"]):
            counted = found["instructions"].get(name, {}).get(peer)
            allocated = found["allocations"].get(name, {}).get(peer)
            rows.append([found["labels"][peer], number(times["median"] / 1e3), f"{number(times['minimum'] / 1e3)} to {number(times['maximum'] / 1e3)}",
                         number(times["median"] / fastest), f"{counted:,.0f}" if counted else "", number(allocated) if allocated else ""])
        lines += table(["", "µs, median", "least to most", "of ours", "instructions", "allocations"], rows)
    return lines


def growth(found):
    lines = []
    for key, what, unit in (("build", "A, by the number of tags", ""), ("tags", "C, by the length of the body (a list of tags)", " B")):
        sizes = sorted(found["growth"][key], key=int)
        peers = list(found["growth"][key][sizes[-1]])
        lines += [f"**{what}**, median in µs", ""]
        heads = [f"{int(size) // 1024:,} KiB" if unit and int(size) >= 1024 else size for size in sizes]
        lines += table(["", *heads], [
            [found["labels"][peer], *(number(found["growth"][key][size][peer] / 1e3) for size in sizes)] for peer in peers])
    counts = sorted(found["threads"], key=int)
    lines += [f"**Whole calls a second, by the number of threads**, on {found['cores']} cores that are not pinned; one signing key for all", ""]
    lines += table(["", *counts], [
        [found["labels"][peer], *(number(found["threads"][count][peer]) for count in counts)] for peer in found["threads"][counts[0]]])
    lines += ["**A body of 10 MiB against one of 1 MiB**, from C; memory is besides the body itself", ""]
    lines += table(["", "instructions", "memory", "instructions a byte", "bytes of memory a byte"], [
        [f"of {kind}s" if kind == "string" else f"of {kind}", *(f"{row[name]:.3g}" for name in ("instructions", "memory", "instructions_a_byte", "bytes_a_byte"))]
        for kind, row in found["long_bodies"].items()])
    return lines


def cold(found):
    names = {**found["labels"], "bare-c": "a C program that links jansson and nettle", "bare-python": "Python that has loaded the library by ctypes"}
    return table(["", "ms, median", "least to most", "peak memory, MB"], [
        [names[name], number(times["median"]), f"{number(times['minimum'])} to {number(times['maximum'])}", number(found["peak_memory"][name] / 1024)]
        for name, times in sorted(found["cold"].items(), key=lambda item: item[1]["median"])])


def footprint(found):
    return table(["", "bytes", "what"], [[found["labels"][name], f"{size:,}", what] for name, (size, what) in found["footprint"].items()])


def plain(found, rows, operations):
    """What is printed: counts, then what is aimed at."""
    lines = [f"{'':<44} {'instructions':<36} allocations"]
    for operation, counted in found["instructions"].items():
        allocated = found["allocations"][operation]
        lines.append(f"{operations[operation]:<44} "
                     f"{', '.join(f'{name} {value:,.0f}' for name, value in counted.items()):<50} "
                     f"{', '.join(f'{name} {value:,.0f}' for name, value in allocated.items())}")
    return [*lines, "", *(
        f"{row['what']:<100} {row['value']:>9,.3f} at most {number(row['limit']):>8}{'' if row['met'] else '  MISSED'}" for row in rows)]


def text(found):
    versions = "; ".join(f"{name} {version}" for name, version in found["versions"].items())
    return "\n".join([
        "", f"{found['date']}, {found['processor']}, pinned to one core of {found['cores']}, {found['rounds']} rounds. {versions}.", "",
        "### Against what is aimed at", "", *targets(found["targets"]),
        "### Time of an operation", "", "![Time of an operation](operations.svg)", "", *operations(found),
        "### As work grows", "", *growth(found),
        "### Cold start", "", "From the start of the process to a signed request and a read answer.", "",
        "![Cold start](cold-start.svg)", "", *cold(found),
        "### Footprint", "", "What must be shipped beyond libc, the interpreter, and a Go program that has net/http.", "", *footprint(found),
        "### What each does and does not check", "", *table(["", ""], [[found["labels"][name], does] for name, does in found["does"].items()])])


def write(found):
    before, _, rest = README.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    README.write_text(before + BEGIN + "\n" + text(found) + END + after)
