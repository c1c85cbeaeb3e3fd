# SPDX-License-Identifier: Apache-2.0
"""Results of a sampled experiment open in h5py and xarray without our code, and hang together."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest
import warnings

import h5py
import numpy

warnings.filterwarnings("ignore", message="numpy.ndarray size changed")
ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("CULTIVAR_PROGRAM", ROOT / "build/release/cultivar")

EXPERIMENT = """format: cultivar-experiment/1
experiment: sensitivity
title: 三角洲, varied
world: {world}
horizon: {{to: 2020-12-31}}
vary:
  trial.iter_delay: {{loguniform: [14 days, 240 days]}}
  trial.max_trials: {{integer: [1, 4]}}
  matching.rule: {{one_of: [lottery, auction, deferred_acceptance]}}
design: {design}
seeds: {{first: 3, count: 2, replicated: {{points: 2, count: 4}}}}
metrics: [needs, in_trial]
"""


class SampledFile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        cls.path = cls.answer("{sobol: {n: 8, second_order: true}}")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    @classmethod
    def answer(cls, design):
        world = os.path.relpath(ROOT / "scenarios/delta.yaml", cls.folder)
        (cls.folder / "question.yaml").write_text(EXPERIMENT.format(world=world, design=design), encoding="utf-8")
        path = cls.folder / f"{len(list(cls.folder.iterdir()))}.h5"
        subprocess.run([PROGRAM, "run", "question.yaml", "-o", path.name], cwd=cls.folder, check=True,
                       stdout=subprocess.DEVNULL)
        return path

    def test_points_lie_in_the_ranges_of_their_factors(self):
        with h5py.File(self.path) as file:
            design = file["design"]
            self.assertEqual(list(design["factors"].asstr()), ["trial.iter_delay", "trial.max_trials", "matching.rule"])
            self.assertEqual(list(design["distribution"].asstr()), ["loguniform", "integer", "one_of"])
            self.assertEqual(list(design["unit"].asstr())[:2], ["day", "count"])
            self.assertEqual(design["values"].asstr()[2].splitlines(), ["lottery", "auction", "deferred_acceptance"])
            points = design["points"][:]
            self.assertEqual(points.shape, (64, 3))
            self.assertTrue((points >= design["low"][:]).all() and (points <= design["high"][:]).all())
            self.assertEqual(set(points[:, 2]), {0.0, 1.0, 2.0})

    def test_runs_are_points_by_seeds_then_the_further_seeds_of_the_first_of_each_block(self):
        with h5py.File(self.path) as file:
            points, seeds = file["runs/point"][:], file["runs/seed"][:]
            self.assertEqual(list(points[:128]), [point for point in range(64) for _ in range(2)])
            self.assertEqual(list(points[128:]), [0, 0, 8, 8])
            self.assertEqual(list(seeds[128:]), [5, 6, 5, 6])
            ids = file["runs/id"].asstr()[:]
            values = file["design/points"][:]
            for one in range(0, 128, 2):
                for other in range(0, 128, 2):
                    same = (values[points[one]] == values[points[other]]).all()
                    self.assertEqual(ids[one] == ids[other], same)

    def test_indices_follow_from_points_and_runs(self):
        """The estimators of Saltelli and Jansen, written once more."""
        with h5py.File(self.path) as file:
            group = file["analysis/sobol"]
            for row, metric in enumerate(group["metric"].asstr()):
                outputs = file[f"metrics/{metric}"][:128].reshape(64, 2).mean(axis=1).reshape(8, 8)
                a, b = outputs[:, 0], outputs[:, -1]
                both = numpy.concatenate([a, b])
                if both.var() == 0.0:
                    self.assertTrue(numpy.isnan(group["S1"][row]).all())
                    continue
                for i in range(3):
                    mixed = outputs[:, 1 + i]
                    first = ((b - both.mean()) * (mixed - a)).mean() / both.var()
                    total = ((a - mixed) ** 2).mean() / 2 / both.var()
                    self.assertAlmostEqual(group["S1"][row, i], first, delta=1e-9)
                    self.assertAlmostEqual(group["ST"][row, i], total, delta=1e-9)
                    self.assertLessEqual(group["ST_low"][row, i], group["ST_high"][row, i])
            self.assertEqual(list(group["n"]), [2, 4, 8])
            self.assertTrue(numpy.array_equal(group["ST_by_n"][:, -1], group["ST"][:], equal_nan=True))

    def test_xarray_opens_every_group_with_named_dimensions(self):
        import xarray
        with h5py.File(self.path) as file:
            groups = [f"analysis/{name}" for name in file["analysis"]] + ["design", "metrics", "runs"]
        self.assertEqual(sorted(groups), ["analysis/points", "analysis/seeds", "analysis/sobol", "design", "metrics", "runs"])
        for group in groups:
            with xarray.open_dataset(self.path, group=group) as data:
                self.assertFalse([name for name in data.dims if name.startswith("phony")], group)
        with xarray.open_dataset(self.path, group="analysis/sobol") as data:
            self.assertEqual(data.S2.dims, ("metric", "pair"))
            self.assertEqual(data.ST.sel(metric="in_trial", factor="matching.rule").ndim, 0)

    def test_every_method_has_its_group(self):
        for design, group, table in (("{morris: {trajectories: 3, seed: 1}}", "morris", "mu_star"),
                                     ("{latin_hypercube: {n: 6, seed: 1}}", "association", "strength"),
                                     ("{random: {n: 6, seed: 1}}", "association", "strength")):
            with h5py.File(self.answer(design)) as file:
                self.assertEqual(sorted(file["analysis"]), sorted([group, "points", "seeds"]))
                self.assertEqual(file["analysis"][group][table].shape[1], 3)


if __name__ == "__main__":
    unittest.main()
