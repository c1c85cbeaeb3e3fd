# SPDX-License-Identifier: Apache-2.0
"""A second program, which shares no code with the first but was written with a look at it, meets the same events in the
same order under the same draws."""
import collections
import os
import pathlib
import subprocess
import tempfile
import unittest

import h5py
import yaml

from random_worlds import ROOT, neutral, random_world
from twin import Twin
from world import Thing

PROGRAM = os.environ.get("CULTIVAR_PROGRAM", ROOT / "build/release/cultivar")
EVENTS = ["id", "time", "type", "outcome", "cause", "through", "policy", "entity"]
DRAWS = ["event", "purpose", "entity", "occurrence", "value"]
# What the random worlds must have met ten times each, or they would compare less than they claim to.
OUTCOMES = """adopted, held already, paused, not worth it, put off, passed, failed, gave up, a level up, abandoned,
no capacity, too late, chosen, not fit enough, another was preferred""".replace("\n", " ").split(", ")
BROUGHT_ABOUT = [tuple(pair.split()) for pair in """NeedArose OpeningReached, NeedOpened Listed, Unmatched Listed,
ReadinessStepped Listed, BreakthroughMade Listed, Applied Matched, Redesigned TrialStarted, Validated Installed,
Installed AdoptionConsidered, PolicyChanged AdoptionConsidered, PolicyChanged PolicyChanged""".split(",")]


class TwinTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def run_program(self, world, *options):
        """What a run of a world file left behind: the world in full, its draws and its events."""
        results = self.folder / "results.h5"
        command = [PROGRAM, "run", world, "--seeds", "1", "--draws", "--force", "-o", results, *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with h5py.File(results) as file:
            draws, rows = (zip(*(file[group][name][:].tolist() for name in names))
                           for group, names in (("draws", DRAWS), ("events", EVENTS)))
            rows = [Thing(**dict(zip(EVENTS, row))) for row in rows]
            for name in ("type", "outcome"):
                words = [pair.split(": ")[1] for pair in file["events"][name].attrs["flag_meanings"].split(", ")]
                for row in rows:
                    setattr(row, name, words[getattr(row, name)])
            return file["spec/world"].asstr()[()], draws, rows

    def test_toy_is_followed_event_by_event_over_its_whole_span(self):
        toy = ROOT / "scenarios/toy.yaml"
        values = yaml.safe_load(self.run_program(toy)[0])["set"]
        settings = [word for name, value in neutral(values).items() for word in ("--set", f"{name}={value}")]
        for seed in range(1, 6):
            text, draws, rows = self.run_program(toy, "--first-seed", str(seed), *settings)
            self.assertGreater(len(rows), 300)
            Twin(text, draws).play(rows)

    def test_random_worlds_are_followed_event_by_event(self):
        base = yaml.safe_load(self.run_program(ROOT / "scenarios/delta.yaml", "--to", "2019-02-28")[0])
        met = collections.Counter()
        for seed in range(200):
            text, world = random_world(base, seed), self.folder / "world.yaml"
            world.write_text(text, encoding="utf-8")
            _, draws, rows = self.run_program(world, "--first-seed", str(seed))
            with self.subTest(seed=seed):
                Twin(text, draws).play(rows)
            kinds = {row.id: row.type for row in rows}
            met.update(row.outcome for row in rows)
            met.update((kinds[before], row.type) for row in rows for before in (row.cause, row.through) if before)
        self.assertEqual([what for what in OUTCOMES + BROUGHT_ABOUT if met[what] < 10], [], met)


if __name__ == "__main__":
    unittest.main()
