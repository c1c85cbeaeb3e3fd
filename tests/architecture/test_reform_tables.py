# SPDX-License-Identifier: Apache-2.0
"""The arithmetic behind docs/reform.md, by hand; and the page has all its tables, rows and columns."""
import math
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import h5py

import reform_tables
from reform_tables import differences, effect, filled, interaction, interval, signed, student, together

# Two levers that add 1 and 2, together 5 and, under the last seed, 6 above the baseline.
RUNS = {"none": [10, 20, 30], "one": [11, 21, 31], "two": [12, 22, 32], "both": [15, 25, 36]}


def page():
    return reform_tables.PAGE.read_text(encoding="utf-8")


def rows(name):
    text = re.search(reform_tables.MARK.format(name), page(), re.DOTALL).group(0)
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]


class Arithmetic(unittest.TestCase):
    def test_students_quantiles_are_those_of_the_tables(self):
        for freedom, quantile in ((9, 2.2622), (19, 2.0930), (29, 2.0452), (60, 2.0003)):
            self.assertAlmostEqual(student(0.975, freedom), quantile, places=3)

    def test_an_interval_by_hand(self):
        values = [1.0, 2.0, 3.0] * 10
        mean, half = interval(values)
        self.assertEqual(mean, 2.0)
        self.assertAlmostEqual(half, 2.0452 * math.sqrt(20 / 29) / math.sqrt(30), places=5)

    def test_differences_go_seed_by_seed(self):
        self.assertEqual(differences(RUNS["both"], RUNS["none"]), [5, 5, 6])
        with self.assertRaises(ValueError):
            differences([1, 2], [1])

    def test_the_interaction_is_what_the_sum_of_the_levers_leaves(self):
        self.assertEqual(interaction(RUNS), [2, 2, 3])
        self.assertEqual(interaction({**RUNS, "both": [13, 23, 33]}), [0, 0, 0])

    def test_sum_together_and_rest_add_up_in_a_row(self):
        metrics = {metric: {name: [float(value) for value in values] for name, values in RUNS.items()}
                   for metric in reform_tables.METRICS}
        cells = together(metrics).splitlines()[2].strip("| ").split(" | ")
        self.assertEqual(cells[1], "+3")
        self.assertRegex(cells[2], r"^\+5 ± 1 \*$")
        self.assertRegex(cells[3], r"^\+2 ± 1 \*$")

    def test_effects_are_told_with_sign_star_and_share(self):
        self.assertEqual(effect([0.0, 0.0, 0.0], "{:.1f}"), "0")
        self.assertEqual(effect([-1.0, 1.0] * 15, "{:.1f}"), "0 ± 0.4")
        self.assertTrue(effect([-2.0, -2.2, -1.8] * 10, "{:.1f}", 100).endswith("* (−2.00 %)"))
        self.assertEqual(signed(-0.04, "{:.1f}"), "0")


class Results(unittest.TestCase):
    def test_its_differences_are_those_that_the_results_file_holds(self):
        text = ("format: cultivar-experiment/1\nexperiment: compare\ntitle: two arms\nworld: scenarios/toy.yaml\n"
                "variants:\n  - name: none\n  - name: more\n    set: {trial.max_trials: 1}\n"
                "seeds: {first: 1, count: 6}\n")
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(reform_tables.PAGE.parents[1] / "scenarios", pathlib.Path(folder, "scenarios"))
            plan, result = pathlib.Path(folder, "arms.yaml"), pathlib.Path(folder, "arms.h5")
            plan.write_text(text, encoding="utf-8")
            subprocess.run([os.environ["CULTIVAR_PROGRAM"], "run", plan, "-o", result], check=True, capture_output=True)
            with h5py.File(result) as file:
                place = list(file["paired/metric"].asstr()).index("validated")
                low, mean, high = (file[f"paired/{name}"][0, place] for name in ("low", "difference", "high"))
                values, variants = file["metrics/validated"][:], file["metrics/variant"].asstr()[:]
        own, half = interval(differences(list(values[variants == "more"]), list(values[variants == "none"])))
        self.assertNotEqual(own, 0.0)
        self.assertAlmostEqual(own, mean)
        self.assertAlmostEqual(half, (high - low) / 2, delta=0.002 * half)


class Page(unittest.TestCase):
    def test_every_table_has_its_place(self):
        text, lost = filled(page(), {name: "anew" for name in reform_tables.TABLES})
        self.assertEqual(lost, [])
        self.assertEqual(text.count("anew"), len(reform_tables.TABLES))
        self.assertEqual(filled("no marks", {"levers": ""})[1], ["levers"])

    def test_the_table_of_levers_has_every_variant_and_metric(self):
        experiment = (reform_tables.PAGE.parents[1] / "experiments/reform_levers.yaml").read_text(encoding="utf-8")
        head, _, *body = rows("levers")
        self.assertEqual(head[1:], [title for title, _ in reform_tables.METRICS.values()])
        self.assertEqual([row[0].split("`")[1] for row in body],
                         re.findall(r"^  - name: (\w+)", experiment, re.MULTILINE))

    def test_the_other_tables_have_their_rows(self):
        titles = [title for title, _ in reform_tables.METRICS.values()]
        self.assertEqual([row[0] for row in rows("together")[2:]], titles)
        self.assertEqual([row[0].strip("`") for row in rows("behind")[2:]],
                         [lever for lever, *_ in reform_tables.BEHIND])
        self.assertEqual(rows("course")[0][1:], [str(year) for year in reform_tables.YEARS])

    def test_sum_and_rest_make_the_whole_on_the_page(self):
        for title, total, whole, rest in rows("together")[2:]:
            numbers = [float(re.match(r"[+−]?[\d,.]+", cell).group(0).replace("−", "-").replace(",", ""))
                       for cell in (total, whole, rest)]
            unit = 10.0 ** -len(whole.split(" ")[0].partition(".")[2])
            self.assertAlmostEqual(numbers[0] + numbers[2], numbers[1], delta=1.5 * unit, msg=title)


if __name__ == "__main__":
    unittest.main()
