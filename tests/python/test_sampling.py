# SPDX-License-Identifier: Apache-2.0
"""Sampled experiments: points and outputs are those that the program analysed, and its findings are read as stored."""
import itertools
import math
import shutil
import unittest

from small_results import scratch, sampled, wider_opening

import cultivar as cv
import h5py
import numpy as np
import pandas as pd
from cultivar.robustness import payoffs_by_factors
from matplotlib import pyplot

FACTORS = ["trial.iter_delay", "trial.max_trials", "matching.rule"]


class Sampling(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sobol = cv.open(sampled("what_if_trials.h5"))
        cls.first_order = cv.open(sampled("first_order.h5"))
        cls.morris = cv.open(sampled("which_trials.h5"))
        cls.alone = cv.open(sampled("each_alone.h5"))
        cls.spread = cv.open(sampled("spread.h5"))

    def tearDown(self):
        pyplot.close("all")

    def refused(self, call, *words):
        with self.assertRaises(cv.InputError) as caught:
            call()
        for word in words:
            self.assertIn(word, str(caught.exception))

    def stored(self, results, name, metric="validated"):
        with h5py.File(results.path) as file:
            group = name.rsplit("/", 1)[0]
            return file[name][list(file[f"{group}/metric"].asstr()).index(metric)]

    def test_factors_have_ranges_and_choices(self):
        factors = self.sobol.factors
        self.assertEqual(factors.index.tolist(), FACTORS)
        self.assertEqual(factors.loc["trial.iter_delay", ["low", "high", "unit"]].tolist(), [14.0, 240.0, "day"])
        self.assertEqual(factors.loc["matching.rule", "values"],
                         ["first_come", "lottery", "auction", "deferred_acceptance"])

    def test_points_name_choices_and_count_in_whole_numbers(self):
        points = self.sobol.points
        self.assertEqual(points.shape, (128, 3))
        self.assertEqual(points["trial.max_trials"].dtype.kind, "i")
        self.assertTrue(points["trial.iter_delay"].between(14, 240).all())
        places = self.sobol.to_salib("validated")[1][:, 2].astype(int)
        values = self.sobol.factors.loc["matching.rule", "values"]
        self.assertEqual([values[place] for place in places], points["matching.rule"].tolist())

    def test_runs_and_metrics_are_indexed_by_point(self):
        self.assertEqual(self.sobol.metrics.index.names, ["run", "point", "seed"])
        self.assertEqual(len(self.sobol.runs), 128 + 4 * 2)
        self.assertNotIn("point", self.sobol.runs.columns)

    def test_indices_made_anew_from_the_arrays_for_salib_are_those_of_the_program(self):
        """Saltelli et al. 2010 over blocks A, A with a column of B, B with one of A, B, in the order that SALib expects."""
        problem, points, values = self.sobol.to_salib("validated")
        k = problem["num_vars"]
        self.assertEqual((points.shape, values.shape), ((128, k), (128,)))
        blocks = values.reshape(-1, 2 * k + 2)
        a, b = blocks[:, 0], blocks[:, -1]
        both = np.concatenate([a, b])
        a, b, mixed = a - both.mean(), b - both.mean(), blocks[:, 1: k + 1] - both.mean()
        first = [(b * (mixed[:, i] - a)).mean() / both.var() for i in range(k)]
        total = [0.5 * ((a - mixed[:, i]) ** 2).mean() / both.var() for i in range(k)]
        found = self.sobol.sobol("validated")
        np.testing.assert_allclose(found.S1, first, rtol=1e-9)
        np.testing.assert_allclose(found.ST, total, rtol=1e-9)
        a_points, b_points = points.reshape(-1, 2 * k + 2, k)[:, 0], points.reshape(-1, 2 * k + 2, k)[:, -1]
        for i in range(k):
            expected = a_points.copy()
            expected[:, i] = b_points[:, i]
            np.testing.assert_array_equal(points.reshape(-1, 2 * k + 2, k)[:, i + 1], expected)

    def test_the_problem_of_salib_has_its_fields(self):
        problem, _, _ = self.morris.to_salib("validated")
        self.assertEqual(problem, {"num_vars": 3, "names": FACTORS, "bounds": [[14.0, 240.0], [1.0, 10.0], [0.0, 3.0]]})

    def test_outputs_are_means_over_the_seeds_that_all_points_share(self):
        _, _, once = self.sobol.to_salib("validated")
        by_point = self.sobol.metrics.validated.xs(7, level="seed").droplevel("run")
        np.testing.assert_array_equal(once, by_point.to_numpy())
        _, _, twice = self.morris.to_salib("validated")
        np.testing.assert_allclose(twice, self.morris.metrics.validated.groupby(level="point").mean())

    def test_a_missing_output_takes_its_block_along(self):
        path = scratch() / "gap.h5"
        shutil.copy(self.sobol.path, path)
        with h5py.File(path, "r+") as file:
            file["metrics/validated"][13] = math.nan
        problem, points, values = cv.open(path).to_salib("validated")
        self.assertEqual((points.shape, values.shape), ((120, 3), (120,)))
        np.testing.assert_array_equal(values, np.delete(self.sobol.to_salib("validated")[2], slice(8, 16)))

    def test_findings_are_read_as_stored(self):
        table = self.sobol.sobol("validated")
        for name in ("S1", "S1_low", "ST", "ST_high"):
            np.testing.assert_array_equal(table[name], self.stored(self.sobol, f"analysis/sobol/{name}"))
        self.assertEqual(table.attrs["blocks_needed"], self.stored(self.sobol, "analysis/sobol/blocks_needed"))
        pairs = self.sobol.sobol("validated", of="pair")
        np.testing.assert_array_equal(pairs.S2, self.stored(self.sobol, "analysis/sobol/S2"))
        course = self.sobol.sobol("validated", of="n")
        self.assertEqual(course.index.names, ["n", "factor"])
        np.testing.assert_array_equal(course.loc[16, ["S1", "ST", "ST_low", "ST_high"]],
                                      table[["S1", "ST", "ST_low", "ST_high"]])
        seeds = self.sobol.analysis("seeds")
        self.assertEqual(seeds.share["validated"], self.stored(self.sobol, "analysis/seeds/share"))
        self.assertEqual(seeds.unit["validated"], "count")

    def test_effects_and_bars_come_the_largest_first(self):
        effects = self.morris.morris("validated")
        self.assertTrue(effects.mu_star.is_monotonic_decreasing)
        np.testing.assert_array_equal(effects.sort_index().mu_star,
                                      pd.Series(self.stored(self.morris, "analysis/morris/mu_star"), FACTORS).sort_index())
        bars = self.alone.tornado("validated")
        width = bars.max(axis=1).clip(lower=0) - bars.min(axis=1).clip(upper=0)
        self.assertTrue(width.is_monotonic_decreasing)
        output = self.alone.metrics.validated.groupby(level="point").mean()
        self.assertAlmostEqual(bars.attrs["baseline"], output[0])
        self.assertAlmostEqual(bars.loc[FACTORS[0], "at_low"], output[1] - output[0])
        self.assertAlmostEqual(bars.loc[FACTORS[2], "at_high"], output[6] - output[0])

    def test_policies_are_combinations_of_the_factors_decided_upon(self):
        points = pd.DataFrame(list(itertools.product(["a", "b"], [1, 2], [10.0, 20.0])), columns=["rule", "tries", "delay"])
        points.index.name = "point"
        seeds = [7, 8]
        index = pd.MultiIndex.from_tuples([(2 * point + k, point, seed) for point in points.index
                                           for k, seed in enumerate(seeds)], names=["run", "point", "seed"])
        values = pd.Series(np.arange(16.0), index=index)
        table = payoffs_by_factors(values, points, ["rule", "tries"])
        self.assertEqual(table.index.tolist(), [("a", 1), ("a", 2), ("b", 1), ("b", 2)])
        self.assertEqual(table.columns.names, ["delay", "seed"])
        self.assertEqual(table.to_numpy().tolist(), np.arange(16.0).reshape(4, 4).tolist())
        self.assertEqual(payoffs_by_factors(values, points, ["rule"]).shape, (2, 8))

    def test_only_futures_that_were_run_are_set_side_by_side(self):
        """Five of eight combinations: one future lacks a policy, one was never run, and neither is made up."""
        points = pd.DataFrame([("a", 1, 10.0), ("a", 1, 20.0), ("a", 2, 10.0), ("b", 1, 10.0), ("b", 2, 10.0)],
                              columns=["rule", "tries", "delay"])
        points.index.name = "point"
        index = pd.MultiIndex.from_tuples([(point, point, 7) for point in points.index], names=["run", "point", "seed"])
        table = payoffs_by_factors(pd.Series(np.arange(5.0), index=index), points, ["rule"])
        self.assertEqual(table.columns.tolist(), [(1, 10.0, 7), (1, 20.0, 7), (2, 10.0, 7)])
        judged = cv.regret(table)
        self.assertEqual(judged.payoffs.to_numpy().tolist(), [[0.0, 2.0], [3.0, 4.0]])
        self.assertEqual(judged.dropped, 1)

    def test_points_at_random_share_no_future_and_that_is_told(self):
        """Forty points of three free factors: forty futures, where all combinations of their values would be 64,000."""
        chance = np.random.default_rng(1)
        points = pd.DataFrame({"tries": np.arange(40) % 10, **{name: chance.random(40) for name in ("a", "b", "c")}})
        points.index.name = "point"
        index = pd.MultiIndex.from_tuples([(point, point, 7) for point in points.index], names=["run", "point", "seed"])
        values = pd.Series(np.arange(40.0), index=index)
        self.refused(lambda: payoffs_by_factors(values, points, ["tries"], "random.h5"),
                     "random.h5: no future in which every policy has a payoff", "factorial")
        self.assertEqual(payoffs_by_factors(values, points.assign(tries=1), ["tries"]).shape, (1, 40))

    def test_factorial_results_are_judged_by_the_factors_decided_upon(self):
        judged = self.spread.regret("validated", policies="matching.rule")
        self.assertEqual(judged.payoffs.shape, (2, 6))
        self.assertEqual(set(judged.policies.index), {"first_come", "lottery"})
        self.assertEqual(judged.dropped, 0)

    def test_the_ema_workbench_finds_factors_before_its_own_columns(self):
        experiments, outcomes = self.spread.to_ema("validated")
        self.assertEqual(experiments.columns.tolist(),
                         ["trial.max_trials", "matching.rule", "scenario", "policy", "model"])
        self.assertEqual((len(experiments), outcomes["validated"].shape), (12, (12,)))
        self.assertEqual(experiments.scenario[0], "p0/7")

    def test_bars_have_the_length_of_the_indices(self):
        ax = self.sobol.plot.indices("validated")
        table = self.sobol.sobol("validated").sort_values("ST", ascending=False, kind="stable")
        self.assertEqual([label.get_text() for label in ax.get_yticklabels()], table.index.tolist())
        np.testing.assert_allclose([bar.get_width() for bar in ax.patches], [*table.S1, *table.ST])
        ax = self.morris.plot.indices("validated")
        np.testing.assert_allclose([bar.get_width() for bar in ax.patches], self.morris.morris("validated").mu_star)
        self.assertIn("(count)", ax.get_xlabel())

    def test_a_tornado_tells_the_values_at_the_ends_of_its_bars(self):
        ax = self.alone.plot.tornado("validated")
        bars = self.alone.tornado("validated")
        np.testing.assert_allclose([bar.get_width() for bar in ax.patches], [*bars.at_low, *bars.at_high])
        shown = {text.get_text() for text in ax.texts}
        self.assertTrue({"14 days", "240 days", "1", "10", "administrative", "lottery"} <= shown, shown)

    def test_what_only_variants_or_only_points_have_is_told(self):
        compared = cv.open(wider_opening())
        for call in (lambda: compared.factors, lambda: compared.points, lambda: compared.to_salib("validated")):
            self.refused(call, "variants, not points", "sensitivity")
        self.refused(lambda: compared.sobol("validated"), "no /analysis/sobol", "design: sobol")
        for call in (lambda: self.sobol.compare("base"), lambda: self.sobol.plot.funnel(), lambda: self.sobol.plot.pareto(),
                     lambda: self.sobol.regret("validated")):
            self.refused(call, "points, not variants")
        self.refused(lambda: self.sobol.series("needs"), "no series")
        self.refused(lambda: self.sobol.morris("validated"), "design: morris")
        self.refused(lambda: self.sobol.sobol("validate"), "did you mean 'validated'?")
        self.refused(lambda: self.sobol.sobol("validated", of="pears"), "unknown axis 'pears'", "did you mean 'pair'?")
        self.refused(lambda: self.sobol.sobol("validated", of="rows"), "there are factor, pair, n")
        self.refused(lambda: self.first_order.sobol("validated", of="pair"), "did not ask for pairs", "second_order: true")
        self.refused(lambda: self.first_order.analysis("seeds"), "no /analysis/seeds", "with two seeds or more at a point")
        self.refused(lambda: self.morris.sobol("validated"), "design: sobol")
        self.refused(lambda: self.sobol.analysis("seed"), "did you mean 'seeds'?")
        self.refused(lambda: self.spread.regret("validated", policies="matching.rul"), self.spread.path,
                     "did you mean 'matching.rule'?")
        self.refused(lambda: self.spread.regret("validated", policies=[]), self.spread.path, "no factor")


if __name__ == "__main__":
    unittest.main()
