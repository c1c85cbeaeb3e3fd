# SPDX-License-Identifier: Apache-2.0
"""Writes what `bench_model --json` measured into docs/performance.md, between its marks.

    build/release/bench_model --json | python3 tests/bench/national_tables.py
"""
import json
import pathlib
import re
import sys

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs/performance.md"
MARKED = re.compile(r"(<!-- nation:begin -->\n).*?(<!-- nation:end -->)", re.DOTALL)

ROWS = [("firms", "firms", "{:,.0f}"), ("CPU-seconds", "cpu_s", "{:.3g}"), ("of these, founding", "founding_cpu_s", "{:.2g}"),
        ("events", "events", "{:,.0f}"), ("CPU-microseconds per event", "cpu_us/event", "{:.2f}"),
        ("peak memory, MiB", "peak_MiB", "{:.0f}")]


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def main():
    measured = {}
    for line in filter(str.strip, sys.stdin):
        one = json.loads(line)
        measured[one["case"].split()[1], one["engine"], one["unit"]] = one["value"]
    scales = list(dict.fromkeys(scale for scale, _, _ in measured))
    types = list(dict.fromkeys(engine for _, engine, _ in measured if engine != "cultivar"))
    text = table(["scale", *scales],
                 [[name, *(form.format(measured[scale, "cultivar", unit]) for scale in scales)]
                  for name, unit, form in ROWS])
    text += "\n" + table(["events by type", *scales],
                         [[f"`{name}`", *(f"{measured[scale, name, 'events']:,.0f}" for scale in scales)]
                          for name in types])
    page, places = MARKED.subn(lambda match: f"{match.group(1)}\n{text}\n{match.group(2)}", PAGE.read_text("utf-8"))
    if places != 1:
        sys.exit(f"{PAGE}: has {places} places for the national run")
    PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
