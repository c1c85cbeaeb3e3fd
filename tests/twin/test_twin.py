# SPDX-License-Identifier: Apache-2.0
"""A second program, which shares no code with the first but was written with a look at it, meets the same events in the same order."""
import collections
import os
import pathlib
import subprocess
import tempfile
import unittest

import h5py
import yaml

from random_worlds import random_world
from twin import Twin
from world import ROOT, Thing, neutral

PROGRAM = os.environ.get("CULTIVAR_PROGRAM", ROOT / "build/release/cultivar")
WORLDS = 200

# What the random worlds must have met, each of it this often, or they would compare less than they claim to.
OFTEN = 10
OUTCOMES = """adopted, held already, paused, not worth it, put off, passed, failed, gave up, a level up, abandoned,
no capacity, too late, chosen, not fit enough, another was preferred""".replace("\n", " ").split(", ")
BROUGHT_ABOUT = [("NeedArose", "OpeningReached"), ("NeedOpened", "Listed"), ("Unmatched", "Listed"),
                 ("ReadinessStepped", "Listed"), ("BreakthroughMade", "Listed"), ("Applied", "Matched"),
                 ("Redesigned", "TrialStarted"), ("Installed", "AdoptionConsidered"), ("Validated", "Installed"),
                 ("PolicyChanged", "AdoptionConsidered"), ("PolicyChanged", "PolicyChanged")]


def events(file):
    """The rows of /events with the names of types and outcomes, and causes as places in the list."""
    table = file["events"]
    names = {what: [pair.split(": ")[1] for pair in table[what].attrs["flag_meanings"].split(", ")]
             for what in ("type", "outcome")}
    names["outcome"][0] = ""
    row = {0: None} | {number: i for i, number in enumerate(table["id"][:].tolist())}
    columns = (table[name][:].tolist() for name in ("time", "type", "outcome", "cause", "through", "policy", "entity"))
    return [Thing(time=time, kind=names["type"][kind], outcome=names["outcome"][outcome], cause=row[cause],
                  through=row[through], policy=row[policy], entity=entity)
            for time, kind, outcome, cause, through, policy, entity in zip(*columns)]


class TwinTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def compare(self, world, seed, *settings):
        """Plays a world twice; the events that both met."""
        results = self.folder / f"{seed}.h5"
        subprocess.run([PROGRAM, "run", world, "--first-seed", str(seed), "--seeds", "1", "--trace", "-o", results,
                        *settings], check=True, stdout=subprocess.DEVNULL)
        with h5py.File(results) as file:
            rows, spent = events(file), file["metrics/public_spend"][0]
        twin = Twin(world, seed)
        self.assertIsNone(twin.play(rows), f"under seed {seed}")
        self.assertAlmostEqual(twin.public_spend / twin.world.scale, spent, delta=1e-9 * spent)
        return rows

    def test_toy_is_followed_event_by_event_over_its_whole_span(self):
        world = ROOT / "scenarios/toy.yaml"
        families = [family["id"] for family in yaml.safe_load(world.read_text(encoding="utf-8"))["families"]]
        settings = [word for name, value in neutral(families).items() for word in ("--set", f"{name}={value}")]
        for seed in range(1, 6):
            self.assertGreater(len(self.compare(world, seed, *settings)), 300)

    def test_random_worlds_are_followed_event_by_event(self):
        met = collections.Counter()
        for seed in range(WORLDS):
            world = self.folder / f"{seed}.yaml"
            world.write_text(random_world(seed), encoding="utf-8")
            rows = self.compare(world, seed)
            met.update(row.outcome for row in rows)
            met.update((rows[before].kind, row.kind) for row in rows for before in (row.cause, row.through)
                       if before is not None)
        for what in OUTCOMES + BROUGHT_ABOUT:
            with self.subTest(met=what):
                self.assertGreaterEqual(met[what], OFTEN)


if __name__ == "__main__":
    unittest.main()
