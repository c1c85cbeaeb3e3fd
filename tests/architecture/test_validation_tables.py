# SPDX-License-Identifier: Apache-2.0
"""docs/validation.md holds every fact as the program words it, and explains each gap."""
import pathlib
import re
import unittest

import validation_tables
from validation_tables import FACT, MARKED, filled, tables

ROOT = pathlib.Path(__file__).resolve().parents[2]
ALL = [f"F{number}" for number in range(1, 14)]
SAID = """reform, 2 runs, run again

F1  a curve
      target  R² > 0.98
      model   0.999
      met
F2  a gap
      target  within 5 %
      model   −6.44 %, none
      gap

1 of 2 met
"""


def page():
    return validation_tables.PAGE.read_text(encoding="utf-8")


def rows():
    """The rows of the table of facts and of the one beside it."""
    block = MARKED.search(page()).group(0)
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()
            if re.match(r"\| F\d", line)]


class ValidationTables(unittest.TestCase):
    def test_what_the_program_says_is_read(self):
        self.assertEqual(FACT.findall(SAID), [("F1", "a curve", "R² > 0.98", "0.999", "met"),
                                              ("F2", "a gap", "within 5 %", "−6.44 %, none", "gap")])

    def test_tables_show_facts_verdicts_and_runs(self):
        one = {"name": "variant `reform`", "scale": "0.1", "seeds": [3, 4], "digest": "abc"}
        other = {**one, "scale": "1", "seeds": [9]}
        text = tables([(one, FACT.findall(SAID)), (other, FACT.findall(SAID))])
        self.assertIn("| scale 0.1, 2 seeds | variant `reform` | 3 … 4 | `abc` |", text)
        self.assertIn("Scale 0.1, 2 seeds: 1 of 2 met.", text)
        self.assertIn("| F2 | a gap | within 5 % | −6.44 %, none | **gap** |", text)
        self.assertIn("| F2 | −6.44 %, none (gap) |", text)
        self.assertEqual(filled("no marks", text)[1], 0)

    def test_the_page_has_all_thirteen_facts_twice(self):
        main = [row for row in rows() if row[-1].strip("*") in ("met", "gap")]
        self.assertEqual(list(dict.fromkeys(row[0] for row in main)), ALL)
        beside = [row for row in rows() if row not in main]
        self.assertEqual([row[0] for row in beside], [row[0] for row in main])
        for row in main:
            self.assertEqual(len(row), 5, row)
            self.assertTrue(all(row), row)

    def test_facts_and_targets_are_those_of_the_program(self):
        text = (ROOT / "experiments/analysis/facts.cpp").read_text(encoding="utf-8")
        source = "".join(re.findall(r'"([^"\n]*)"', text))
        for row in rows():
            if row[-1].strip("*") in ("met", "gap"):
                self.assertIn(row[1], source)
                self.assertIn(row[2], source)

    def test_each_gap_is_explained(self):
        gaps = list(dict.fromkeys(row[0] for row in rows() if row[-1] == "**gap**"))
        explained = re.findall(r"^\*\*(F\d+)\b", page().split("## Gaps")[1].split("\n## ")[0], re.MULTILINE)
        self.assertEqual(explained, gaps)

    def test_the_count_of_facts_met_is_that_of_the_rows(self):
        verdicts = [row[-1].strip("*") for row in rows() if row[-1].strip("*") in ("met", "gap")]
        self.assertIn(f": {verdicts.count('met')} of {len(verdicts)} met.", page())


if __name__ == "__main__":
    unittest.main()
