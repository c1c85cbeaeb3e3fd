# SPDX-License-Identifier: Apache-2.0
"""Parameters stay as they were frozen, or move within their ranges on record; and the check sees what it should."""
import os
import unittest

import parameter_freeze
from parameter_freeze import HEADING, faults, frozen, moves, present


def table(**changes):
    """A frozen table of two rows, one of them changed."""
    share = {"name": "soe.openness", "unit": "1/year", "value": "0.1", "low": "0", "high": "1", "choices": "",
             "neutral": "", "source": "assumption"}
    rule = {"name": "matching.rule", "unit": "choice", "value": "lottery", "low": "", "high": "",
            "choices": "lottery, auction", "neutral": "", "source": "design"}
    return [{**share, **changes}, rule]


def page(*rows):
    return f"{HEADING}\n\n| parameter | old | new | reason |\n|---|---|---|---|\n" + "\n".join(rows) + "\n\n## Next\n"


class Freeze(unittest.TestCase):
    program = os.environ["CULTIVAR_PROGRAM"]

    def test_every_parameter_is_as_frozen_or_moved_on_record(self):
        record = moves(parameter_freeze.PAGE.read_text(encoding="utf-8"))
        found = faults(frozen(), present(self.program), record)
        self.assertEqual(found, [], "\n" + "\n".join(found))

    def test_the_page_has_the_section_that_records_moves(self):
        self.assertIn(f"\n{HEADING}\n", parameter_freeze.PAGE.read_text(encoding="utf-8"))

    def test_the_table_is_read_whole(self):
        rows = {row["name"]: row for row in present(self.program)}
        self.assertGreater(len(rows), 200)
        self.assertEqual(rows["matching.rule"]["choices"].split(", ")[0], "administrative")
        self.assertEqual(float(rows["learning.rate.ai"]["value"]), 0.3)
        for row in rows.values():
            self.assertTrue(parameter_freeze.within(row, row["value"]), row["name"])
            self.assertTrue(row["source"], row["name"])

    def test_it_says_which_parameter_differs_and_in_what(self):
        for column, value in (("unit", "share"), ("low", "0.05"), ("high", "2"), ("neutral", "0"), ("source", "NBS")):
            was = table()[0][column] or "none"
            self.assertEqual(faults(table(), table(**{column: value}), {}),
                             [f"soe.openness: {column} was {was}, is {value}"])
        self.assertIn("was not there", faults(table()[:1], table(), {})[0])
        self.assertEqual(faults(table(), table()[:1], {}), ["matching.rule: is gone"])

    def test_a_move_needs_its_old_value_its_new_value_and_a_reason(self):
        moved = table(value="0.3")
        for rows, says in (((), "record the move"),
                           (("| `soe.openness` | 0.1 | 0.2 | SASAC |",), "records 0.1 → 0.2"),
                           (("| `soe.openness` | 0.2 | 0.3 | SASAC |",), "records 0.2 → 0.3"),
                           (("| `soe.openness` | 0.1 | 0.3 | – |",), "gives no reason"),
                           (("| `soe.openness` | 0.1 | 0.3 |",), "records 0.1 → 0.3")):
            found = faults(table(), moved, moves(page(*rows)))
            self.assertEqual(len(found), 1)
            self.assertIn("soe.openness: value was 0.1, is 0.3", found[0])
            self.assertIn(says, found[0])
        self.assertEqual(faults(table(), moved, moves(page("| `soe.openness` | 0.1 | 0.3 | SASAC report |"))), [])

    def test_no_reason_excuses_a_value_outside_its_range(self):
        record = moves(page("| `soe.openness` | 0.1 | 1.5 | SASAC report |"))
        self.assertEqual(faults(table(), table(value="1.5"), record),
                         ["soe.openness: value was 0.1, is 1.5, outside 0 … 1"])

    def test_a_record_without_its_move_is_seen(self):
        record = moves(page("| `soe.openness` | 0.1 | 0.3 | SASAC report |", "| `soe.opennes` | 1 | 2 | a slip |"))
        self.assertEqual(len(faults(table(), table(), record)), 2)


if __name__ == "__main__":
    unittest.main()
