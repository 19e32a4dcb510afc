"""Draws what build/bench.json holds: plots.py BENCH.JSON FOLDER. Run by the bench in its own environment."""
import json
import pathlib
import sys

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt

# Readable on white and on black alike.
INK, OURS, THEIRS = "#808890", "#e5672a", "#5b8dc9"
plt.rcParams.update({
    "svg.hashsalt": "dxinterconnect", "svg.fonttype": "none", "font.size": 9, "text.color": INK, "axes.labelcolor": INK,
    "axes.edgecolor": INK, "xtick.color": INK, "ytick.color": INK, "axes.spines.top": False, "axes.spines.right": False})


def save(figure, path):
    figure.savefig(path, transparent=True, bbox_inches="tight", metadata={"Date": None, "Creator": None})
    plt.close(figure)


def bars(axes, rows, unit):
    """Rows of label, value, whether it is ours; the fastest on top."""
    rows = sorted(rows, key=lambda row: -row[1])
    drawn = axes.barh([row[0] for row in rows], [row[1] for row in rows], color=[OURS if row[2] else THEIRS for row in rows], height=0.7)
    axes.bar_label(drawn, [f" {row[1]:,.0f} {unit}" if row[1] >= 100 else f" {row[1]:.3g} {unit}" for row in rows], color=INK, fontsize=8)
    axes.tick_params(axis="y", length=0)
    axes.set_xscale("log")
    axes.minorticks_off()


def is_ours(name):
    return name in ("ours", "ours-signing", "go-package", "python-package")


def main():
    found = json.loads(pathlib.Path(sys.argv[1]).read_text())
    folder = pathlib.Path(sys.argv[2])
    labels, operations = found["labels"], found["operations"]

    shown = [name for name in operations if name in found["times"]]
    figure, all_axes = plt.subplots(
        len(shown), 1, figsize=(7.6, 11), sharex=True, layout="constrained",
        gridspec_kw={"height_ratios": [len(found["times"][name]) for name in shown]})
    for axes, name in zip(all_axes, shown):
        bars(axes, [(labels[peer], times["median"] / 1e3, is_ours(peer)) for peer, times in found["times"][name].items()], "µs")
        axes.set_title(operations[name], loc="left", fontsize=9, fontweight="bold", color=INK)
    low, high = all_axes[0].get_xlim()
    all_axes[0].set_xlim(low, high * 4)
    all_axes[-1].set_xlabel("microseconds an operation, logarithmic; less is better")
    save(figure, folder / "operations.svg")

    names = {**labels, "bare-c": "C that links jansson and nettle", "bare-python": "Python with ctypes"}
    figure, axes = plt.subplots(figsize=(7.6, 2.8), layout="constrained")
    bars(axes, [(names[name], times["median"], is_ours(name)) for name, times in found["cold"].items()], "ms")
    low, high = axes.get_xlim()
    axes.set_xlim(low, high * 4)
    axes.set_xlabel("milliseconds from process start to signed request and read answer, logarithmic; less is better")
    save(figure, folder / "cold-start.svg")


main()
