# SPDX-License-Identifier: Apache-2.0
"""Holds the program's parameters to the table that was frozen before ablations and facts were run.

    parameter_freeze.py PROGRAM            says where they differ
    parameter_freeze.py PROGRAM --print    the present table, in the form of the frozen one

The frozen table is tests/golden/parameters.csv; a parameter with a value for each family has a row for each. A value
may move within its range if docs/validation.md names the parameter with its old value, its new value and the reason.
"""
import csv
import io
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
FROZEN = ROOT / "tests/golden/parameters.csv"
PAGE = ROOT / "docs/validation.md"
HEADING = "## Parameters moved since the freeze"
COLUMNS = ["name", "unit", "value", "low", "high", "choices", "neutral", "source"]
FAMILY = ".<family>"


def rows_of(line):
    """The rows of one line of `cultivar fields --markdown`."""
    name, unit, value, span, neutral, _, source = (cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1])
    low, high, choices = (*span.split(" … "), "") if " … " in span else ("", "", span)
    row = {"name": name.strip("`"), "unit": "" if unit == "–" else unit, "value": value, "low": low, "high": high,
           "choices": choices, "neutral": "" if neutral == "–" else neutral, "source": source.replace(r"\|", "|")}
    if not row["name"].endswith(FAMILY):
        return [row]
    any_family, *members = value.split(", ")
    named = [member.split(" ") for member in members]
    stem = row["name"].removesuffix(FAMILY)
    return [{**row, "value": any_family}, *({**row, "name": f"{stem}.{family}", "value": own} for family, own in named)]


def present(program):
    text = subprocess.run([program, "fields", "--markdown"], check=True, capture_output=True, text=True).stdout
    return [row for line in text.splitlines() if line.startswith("| `") for row in rows_of(line)]


def frozen():
    with FROZEN.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_csv(rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def moves(page):
    """By parameter, what the page records: old value, new value, reason."""
    if HEADING not in page:
        return {}
    section = page.split(HEADING, 1)[1].split("\n## ", 1)[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines()
             if line.startswith("| `")]
    return {row[0].strip("`"): row[1:] for row in cells}


def within(row, value):
    """Whether a value is one that the frozen row allows."""
    if row["choices"]:
        return value in row["choices"].split(", ")
    number = float(value.replace("∞", "inf"))
    return float(row["low"].replace("∞", "inf")) <= number <= float(row["high"].replace("∞", "inf"))


def value_fault(was, now, recorded):
    """What is wrong with a value that moved; empty if the record covers it."""
    moved = f"{was['name']}: value was {was['value']}, is {now['value']}"
    if not within(was, now["value"]):
        return f"{moved}, outside {was['choices'] or was['low'] + ' … ' + was['high']}"
    if recorded is None:
        return f"{moved}; record the move and its reason in docs/validation.md"
    if len(recorded) != 3 or recorded[:2] != [was["value"], now["value"]]:
        return f"{moved}; docs/validation.md records {' → '.join(recorded[:2])}"
    return "" if re.search(r"\w", recorded[2]) else f"{moved}; docs/validation.md gives no reason"


def faults(table, today, record):
    """Each difference between the frozen rows and today's that the record does not cover."""
    was, now = ({row["name"]: row for row in rows} for rows in (table, today))
    found = [f"{name}: was not there at the freeze; add its row to tests/golden/parameters.csv" for name in now
             if name not in was]
    for name, old in was.items():
        if name not in now:
            found.append(f"{name}: is gone")
            continue
        found += [f"{name}: {column} was {old[column] or 'none'}, is {now[name][column] or 'none'}"
                  for column in COLUMNS if column not in ("name", "value") and old[column] != now[name][column]]
        if old["value"] != now[name]["value"]:
            found += filter(None, [value_fault(old, now[name], record.get(name))])
        elif name in record:
            found.append(f"{name}: docs/validation.md records a move, but the value is {old['value']} as it was")
    return found + [f"{name}: docs/validation.md records a move of a parameter that there is not" for name in record
                    if name not in was]


def main():
    today = present(sys.argv[1])
    if "--print" in sys.argv:
        print(as_csv(today), end="")
        return 0
    found = faults(frozen(), today, moves(PAGE.read_text(encoding="utf-8")))
    print("\n".join(found) or f"all {len(today)} parameters are as they were frozen, or moved on record")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
