# SPDX-License-Identifier: Apache-2.0
"""Holds the parameter tables in the docs to what the program itself says of its parameters.

    field_tables.py PROGRAM           fails where a table differs
    field_tables.py PROGRAM --write   writes them anew

A table stands between `<!-- fields:begin NAME -->` and `<!-- fields:end -->`; NAME is a table of the program
(`cultivar fields --markdown`), no NAME stands for all of them.
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = ["docs/model.md", "scenarios/README.md"]
MARKED = re.compile(r"(<!-- fields:begin ?(\S*?) ?-->\n)(.*?)(<!-- fields:end -->)", re.DOTALL)


def tables_of(program):
    """The program's Markdown, whole and by the name of each table (rows only)."""
    text = subprocess.run([program, "fields", "--markdown"], check=True, capture_output=True, text=True).stdout
    parts = re.split(r"^### (\S+)\n", text, flags=re.MULTILINE)
    return text.strip() + "\n", {name: body.strip() + "\n" for name, body in zip(parts[1::2], parts[2::2])}


def filled(page, program):
    whole, by_name = tables_of(program)
    missing = []

    def fill(match):
        name = match.group(2)
        if name and name not in by_name:
            missing.append(name)
        body = by_name.get(name, "") if name else whole
        return f"{match.group(1)}\n{body}\n{match.group(4)}"

    text = MARKED.sub(fill, page)
    return text, missing, len(MARKED.findall(page))


def main():
    program, write = sys.argv[1], "--write" in sys.argv
    wrong = []
    for name in PAGES:
        path = ROOT / name
        page = path.read_text(encoding="utf-8")
        text, missing, places = filled(page, program)
        wrong += [f"{name}: the program has no table '{table}'" for table in missing]
        if places == 0:
            wrong.append(f"{name}: has no place for parameter tables")
        if write:
            path.write_text(text, encoding="utf-8")
        elif text != page:
            wrong.append(f"{name}: a parameter table differs from the program; run {pathlib.Path(__file__).name} --write")
    print("\n".join(wrong) or "parameter tables agree with the program")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
