# SPDX-License-Identifier: Apache-2.0
"""docs/model.md lists the events, metrics and draws that there are, and no others."""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import h5py

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/model.md").read_text(encoding="utf-8")


def section(begin, end):
    return PAGE[PAGE.index(begin):PAGE.index(end, PAGE.index(begin))]


def rows(text):
    """The cells of all rows of the tables in a text."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def names(cell):
    return re.findall(r"`(\w+)`", cell)


def numbers(cell):
    """`1–3, 7` as 1, 2, 3, 7."""
    found = []
    for part in cell.split(","):
        ends = [int(end) for end in part.split("–")]
        found += range(ends[0], ends[-1] + 1)
    return found


def own(cell, place, count):
    """The part of a cell that belongs to one of the `count` names of its row; all share a cell without parts."""
    parts = cell.split(", ")
    return parts[place] if len(parts) == count else cell


class ModelPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "toy.h5")
            subprocess.run([os.environ["CULTIVAR_PROGRAM"], "run", "scenarios/toy.yaml", "--trace", "-o", path], cwd=ROOT,
                           check=True, stdout=subprocess.DEVNULL)
            with h5py.File(path) as file:
                cls.events = re.findall(r"\d+: (\w+)", file["events/type"].attrs["flag_meanings"])
                cls.metrics = {name: (data.attrs["unit"], data.attrs["goal"]) for name, data in file["metrics"].items()
                               if "." not in name and "goal" in data.attrs}
                cls.axes = {name: [dimension[0].name.split("/")[-1] for dimension in data.dims][2:]
                            for name, data in file["series"].items() if name in cls.metrics}

    def test_every_event_has_its_row(self):
        listed = [name for cells in rows(section("**Every event.**", "**What is measured when.**"))
                  for name in names(cells[0])]
        self.assertEqual(sorted(listed), sorted(self.events))

    def test_every_class_of_events_is_the_one_of_the_code(self):
        code = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "models").glob("events*.hpp")))
        classes = {}
        for name, of in re.findall(r"struct (\w+) \{\n    static constexpr std::uint8_t priority = priority::(\w+);",
                                   code):
            classes.setdefault(of, []).append(name)
        self.assertEqual(sorted(sum(classes.values(), [])), sorted(self.events))
        for of, _, listed in rows(section("**Simultaneous events**", "So levers move"))[2:]:
            if listed != "all others":
                self.assertEqual(sorted(names(listed)), sorted(classes[of]), of)

    def test_every_metric_has_its_row_with_unit_goal_and_axes(self):
        listed = {}
        for cells in rows(section("### 3.5", "### 3.6"))[2:]:
            for place, name in enumerate(names(cells[0])):
                listed[name] = [own(cell, place, len(names(cells[0]))) for cell in cells[1:3]] + [cells[3]]
        self.assertEqual(sorted(listed), sorted(self.metrics))
        for name, (unit, goal) in self.metrics.items():
            listed[name][1] = listed[name][1].strip("–")
            self.assertEqual(listed[name][:2], ["–" if unit == "-" else unit, goal], name)
            if name in self.axes:
                axes = [] if listed[name][2] == "–" else listed[name][2].split(", ")
                self.assertEqual([axis.replace(" ", "_") for axis in axes], self.axes[name], name)

    def test_every_draw_has_its_number(self):
        code = (ROOT / "models/purposes.hpp").read_text(encoding="utf-8")
        used = [int(number) for number in re.findall(r"^    \w+ = (\d+)", code, re.MULTILINE)]
        listed = sum((numbers(cells[0]) for cells in rows(section("### 3.4", "### 3.5"))[2:]), [])
        self.assertEqual(sorted(listed), sorted(used))
        self.assertEqual(len(set(used)), len(used))


if __name__ == "__main__":
    unittest.main()
