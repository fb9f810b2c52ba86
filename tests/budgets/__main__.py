"""`python3 -B -m budgets`, from `tests`: measures, compares with figures.json, fails on what got worse; `--update` writes it."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from budgets.functions import measured, shown

FIGURES = Path(__file__).parent / "figures.json"
TARGET = Path(__file__).resolve().parents[2] / "target"
TOLERANCE = {"bytes": 0.02, "instructions": 0.03, "calls": 0, "logged": 0, "write": 0, "read": 0.25}
"""Binaries and instructions differ a little from build to build, reads by the age of a kept hint; the rest does not."""


def main():
    parser = argparse.ArgumentParser(prog="budgets", description=__doc__)
    parser.add_argument("--bootstraps", type=Path, default=TARGET / "lambda", help="where <name>/bootstrap lie")
    parser.add_argument("--update", action="store_true", help="what is measured becomes what is allowed")
    options = parser.parse_args()
    functions = measured(options.bootstraps)
    print(shown(functions))
    figures = {name: {what: found[what] for what in ("bytes", "instructions", "calls", "logged")} for name, found in functions.items()}
    figures |= units()
    if options.update:
        FIGURES.write_text(json.dumps(figures, indent=1) + "\n")
        return
    worse = list(compared(json.loads(FIGURES.read_text()), figures))
    print("\n".join(worse) or f"{len(figures)} rows, nothing got worse")
    sys.exit(bool(worse))


def units():
    """DynamoDB units of what the bench does. It judges them by the design's budgets; here only growth fails."""
    bench = [TARGET / "debug/bench", "--shop", TARGET / "debug/larder", "--only", "units"]
    said = subprocess.run(bench, capture_output=True, text=True, check=False).stdout
    cells = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    return {cell["bench"]: {"read": cell["read_units"], "write": cell["write_units"]} for cell in cells if "read_units" in cell}


def compared(allowed, figures):
    for name in sorted(allowed.keys() | figures.keys()):
        if name not in figures or name not in allowed:
            yield f"{name}: {'not measured any more' if name not in figures else 'new'}: run with --update and look at the difference"
            continue
        for what, found in figures[name].items():
            most = allowed[name][what] * (1 + TOLERANCE[what])
            if found > most:
                yield f"{name}: {what} {found}, was {allowed[name][what]}: {found - allowed[name][what]:+}"


main()
