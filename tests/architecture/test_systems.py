# SPDX-License-Identifier: Apache-2.0
"""Holds the table of the fifteen systems in docs/model.md to the tree: each link in it leads somewhere."""
import os
import pathlib
import re
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
MARK = re.compile(r"<!-- systems:begin -->\n(.*?)<!-- systems:end -->", re.DOTALL)
COLUMNS = 6  # system, mechanisms, levers, metrics, limit, ablation


def rows(page):
    found = MARK.search(page)
    lines = [line for line in (found.group(1) if found else "").splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def names(cell):
    return re.findall(r"`([^`]+)`", cell)


def levers(program):
    text = subprocess.run([program, "fields", "--markdown"], check=True, capture_output=True, text=True).stdout
    return set(re.findall(r"^\| `([^`]+)`", text, flags=re.MULTILINE))


def metrics():
    texts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "models").glob("metrics*.cpp"))
    return set(re.findall(r'\{"(\w+)",\s*"', texts))


def test_cases(folder):
    """The names of all test cases below tests/<folder>."""
    texts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / folder).glob("*.cpp"))
    return re.findall(r'TEST_CASE\(\s*"((?:[^"\\]|\\.)*)"', texts)


def faults(page, known_levers, known_metrics):
    wrong = []
    for row in rows(page):
        system = row[0]
        if len(row) != COLUMNS:
            wrong.append(f"{system}: {len(row)} columns, expected {COLUMNS}")
            continue
        for column, cell in zip(("mechanism", "lever", "metric", "limit", "ablation"), row[1:]):
            if not names(cell):
                wrong.append(f"{system}: names no {column}")
        wrong += [f"{system}: no file models/mechanisms/{name}.cpp" for name in names(row[1])
                  if not (ROOT / "models" / "mechanisms" / f"{name}.cpp").exists()]
        wrong += [f"{system}: no lever {name}" for name in names(row[2]) if name not in known_levers]
        wrong += [f"{system}: no metric {name}" for name in names(row[3]) if name not in known_metrics]
        for folder, cell in (("laws", row[4]), ("ablation", row[5])):
            cases = test_cases(folder)
            wrong += [f"{system}: no test case in tests/{folder} begins with '{name}'" for name in names(cell)
                      if not any(case.startswith(name) for case in cases)]
    return wrong


class Systems(unittest.TestCase):
    page = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    levers = levers(os.environ["CULTIVAR_PROGRAM"])

    def test_the_table_has_fifteen_rows(self):
        self.assertEqual([row[0].split()[0] for row in rows(self.page)], [str(n) for n in range(1, 16)])

    def test_every_link_leads_somewhere(self):
        self.assertGreater(len(self.levers), 100)
        self.assertGreater(len(metrics()), 30)
        self.assertEqual(faults(self.page, self.levers, metrics()), [])

    def test_a_dead_link_is_seen(self):
        table = ("<!-- systems:begin -->\n| system | mechanism | lever | metric | limit | ablation |\n|---|---|---|---|---|---|\n"
                 "| 1 nothing | `nowhere` | `no.lever` | `no_metric` | `no law` | `H99` |\n<!-- systems:end -->")
        self.assertEqual(len(faults(table, self.levers, metrics())), 5)
        self.assertEqual(len(faults(table.replace("`", ""), self.levers, metrics())), 5)

    def test_every_ablation_shows_its_effect_to_vanish_with_its_mechanism(self):
        without = []
        for path in sorted((ROOT / "tests" / "ablation").glob("*.cpp")):
            cases = path.read_text(encoding="utf-8").split("TEST_CASE(")[1:]
            without += [f"{path.name}: {case.strip().splitlines()[0]}" for case in cases if "silent_without" not in case]
        self.assertEqual(without, [])


if __name__ == "__main__":
    unittest.main()
