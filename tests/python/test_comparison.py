# SPDX-License-Identifier: Apache-2.0
"""Comparisons are those that the program stores, intervals those of Student, regret that of the books."""
import math
import unittest

from small_results import scratch, wider_opening

import cultivar as cv
import h5py
import numpy as np
import pandas as pd
from cultivar.comparison import half_width, seeds_needed
from cultivar.student import t_quantile, upper_tail

STORED = ["n", "difference", "low", "high", "correlation", "variance_ratio"]


class Student(unittest.TestCase):
    def test_quantiles_are_those_of_the_closed_forms_and_of_the_tables(self):
        for p in (0.6, 0.9, 0.975, 0.9995):
            self.assertAlmostEqual(t_quantile(p, 1.0) / math.tan(math.pi * (p - 0.5)), 1.0, places=12)
            two = (2 * p - 1) / math.sqrt(2 * p * (1 - p))
            self.assertAlmostEqual(t_quantile(p, 2.0) / two, 1.0, places=12)
        for degrees, table in ((5, 2.570581836), (29, 2.045229642), (100, 1.983971519)):
            self.assertAlmostEqual(t_quantile(0.975, degrees), table, places=8)

    def test_tails_are_halves_at_nought_and_fall(self):
        self.assertAlmostEqual(upper_tail(0.0, 7.0), 0.5, places=14)
        tails = [upper_tail(t, 7.0) for t in np.linspace(0.0, 9.0, 50)]
        self.assertEqual(tails, sorted(tails, reverse=True))

    def test_seeds_needed_are_the_least_that_are_enough(self):
        for deviation, width in ((1.0, 2.0), (1.0, 0.3), (5.0, 0.07)):
            n = seeds_needed(deviation, width, 0.95)
            self.assertLessEqual(half_width(deviation, n, 0.95), width)
            if n > 2:
                self.assertGreater(half_width(deviation, n - 1, 0.95), width)
        self.assertEqual(seeds_needed(0.0, 0.0, 0.95), 2)
        self.assertEqual(seeds_needed(1.0, 0.0, 0.95), math.inf)
        self.assertTrue(math.isnan(seeds_needed(math.nan, 1.0, 0.95)))


class Compare(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.results = cv.open(wider_opening())

    def test_each_variant_against_the_baseline_is_what_the_file_stores(self):
        stored = self.results.paired
        for variant in ("wide_open", "equal_access"):
            ours, theirs = self.results.compare(variant), stored.loc[variant]
            self.assertEqual(ours.index.tolist(), theirs.index.tolist())
            self.assertEqual(ours.unit.tolist(), theirs.unit.tolist())
            for column in STORED[:4]:
                np.testing.assert_allclose(ours[column], theirs[column], rtol=1e-7, atol=1e-9, err_msg=column)
            varies = [name for name in ours.index if self.varies(name, variant) and self.varies(name, "as_is")]
            self.assertGreater(len(varies), 100)
            for column in STORED[4:]:
                np.testing.assert_allclose(ours.loc[varies, column], theirs.loc[varies, column], rtol=1e-7, atol=1e-9,
                                           err_msg=column)

    def varies(self, metric, variant):
        """By more than rounding: what is left of numbers that are the same under all seeds is noise."""
        values = self.results.metrics.xs(variant, level="variant")[metric].to_numpy()
        return np.ptp(values) > 1e-9 * np.abs(values).max()

    def test_what_is_the_same_under_all_seeds_has_no_correlation(self):
        rows = self.results.compare("wide_open")
        still = [name for name in rows.index if self.results.metrics[name].nunique() == 1]
        self.assertGreater(len(still), 5)
        self.assertTrue(rows.loc[still, ["correlation", "variance_ratio"]].isna().all(axis=None))
        self.assertEqual(rows.loc[still, "more_seeds"].tolist(), [0.0] * len(still))

    def test_the_other_way_round_the_difference_changes_its_sign(self):
        there = self.results.compare("wide_open", against="equal_access", metrics="validated").loc["validated"]
        back = self.results.compare("equal_access", against="wide_open", metrics="validated").loc["validated"]
        self.assertAlmostEqual(there.difference, -back.difference)
        self.assertAlmostEqual(there.low, -back.high)
        self.assertAlmostEqual(there.correlation, back.correlation)
        self.assertAlmostEqual(there.difference, there.variant - there.baseline)

    def test_a_narrower_interval_wants_more_seeds_and_more_confidence_a_wider_one(self):
        rows = {precision: self.results.compare("wide_open", metrics="validated", precision=precision).loc["validated"]
                for precision in (1e-4, 1e-3)}
        self.assertGreater(rows[1e-4].more_seeds, rows[1e-3].more_seeds)
        sure = self.results.compare("wide_open", metrics="validated", confidence=0.999).loc["validated"]
        self.assertLess(sure.low, rows[1e-3].low)

    def test_runs_without_a_value_leave_their_pairs(self):
        path = scratch() / "gaps.h5"
        path.write_bytes(wider_opening().read_bytes())
        with h5py.File(path, "r+") as file:
            file["metrics/validated"][2] = np.nan
            file["metrics/validated"][9] = np.nan
        row = cv.open(path).compare("wide_open", metrics="validated").loc["validated"]
        values = self.results.metrics.validated.to_numpy()
        kept = [0, 1, 4, 5]
        self.assertEqual(row.n, 4)
        self.assertAlmostEqual(row.difference, (values[6:12][kept] - values[:6][kept]).mean())

    def test_unknown_names_and_settings_are_refused(self):
        for arguments, words in (((("wideopen",), {}), "did you mean 'wide_open'?"),
                                 ((("wide_open",), {"against": "asis"}), "did you mean 'as_is'?"),
                                 ((("wide_open",), {"metrics": "validate"}), "did you mean 'validated'?"),
                                 ((("wide_open",), {"confidence": 95}), "between 0 and 1"),
                                 ((("wide_open",), {"precision": 0}), "above 0")):
            with self.assertRaises(cv.InputError) as caught:
                self.results.compare(*arguments[0], **arguments[1])
            self.assertIn(words, str(caught.exception))


class Regret(unittest.TestCase):
    payoffs = pd.DataFrame([[10, 4, 6, 2], [8, 7, 5, 3], [3, 9, 6, 6]], index=["a", "b", "c"])

    def test_the_table_of_the_reference(self):
        judged = cv.regret(self.payoffs)
        self.assertEqual(judged.regret.to_numpy().tolist(), [[0, 5, 0, 4], [2, 2, 1, 3], [7, 0, 0, 0]])
        self.assertEqual(judged.policies.max_regret.tolist(), [5, 3, 7])
        self.assertEqual(judged.policies.mean_regret.tolist(), [2.25, 2.0, 1.75])
        self.assertEqual(judged.policies.worst.tolist(), [2, 3, 3])
        self.assertEqual(judged.policies.best.tolist(), [10, 8, 9])
        self.assertEqual(judged.choice.to_dict(), {
            "maximin": "b", "maximax": "a", "laplace": "c", "hurwicz": "a", "percentile": "c", "starr": "a",
            "mean_regret": "c", "minimax_regret": "b"})

    def test_less_is_better_where_the_goal_says_so(self):
        turned = cv.regret(-self.payoffs, "min")
        straight = cv.regret(self.payoffs)
        self.assertEqual(turned.regret.to_numpy().tolist(), straight.regret.to_numpy().tolist())
        self.assertEqual(turned.policies.worst.tolist(), (-straight.policies.worst).tolist())
        same = [name for name in straight.choice.index if name not in ("percentile", "starr")]
        self.assertEqual(turned.choice[same].tolist(), straight.choice[same].tolist())

    def test_criteria_follow_their_settings(self):
        judged = cv.regret(self.payoffs, threshold=6, optimism=0.25, probability=0.5)
        self.assertEqual(judged.policies.starr.tolist(), [0.5, 0.5, 0.75])
        self.assertEqual(judged.policies.hurwicz.tolist(), [4.0, 4.25, 4.5])
        self.assertEqual(judged.policies.percentile.tolist(), [5.0, 6.0, 6.0])

    def test_a_future_without_some_payoff_is_left_out_for_all(self):
        table = self.payoffs.astype(float)
        table.iloc[1, 0] = math.nan
        judged = cv.regret(table)
        self.assertEqual((judged.dropped, judged.payoffs.shape), (1, (3, 3)))
        self.assertEqual(judged.policies.max_regret.tolist(), [5, 3, 0])

    def test_variants_are_judged_over_their_seeds(self):
        results = cv.open(wider_opening())
        judged = results.regret("validated")
        values = results.metrics.validated.to_numpy().reshape(3, 6)
        np.testing.assert_array_equal(judged.regret.to_numpy(), values.max(axis=0) - values)
        self.assertEqual(judged.payoffs.index.tolist(), results.variants)
        spent = results.metrics.public_spend.to_numpy().reshape(3, 6)
        np.testing.assert_allclose(results.regret("public_spend").regret.to_numpy(), spent - spent.min(axis=0))

    def test_what_cannot_be_judged_is_refused(self):
        results = cv.open(wider_opening())
        for call, words in ((lambda: results.regret("needs"), "goal='max'"),
                            (lambda: results.regret("validatd"), "did you mean 'validated'?"),
                            (lambda: cv.regret(self.payoffs, "most"), "unknown goal"),
                            (lambda: cv.regret(self.payoffs, optimism=2.0), "between 0 and 1"),
                            (lambda: cv.regret(self.payoffs * math.nan), "no future")):
            with self.assertRaises(cv.InputError) as caught:
                call()
            self.assertIn(words, str(caught.exception))


class Exchange(unittest.TestCase):
    def test_the_ema_workbench_finds_its_columns_and_arrays(self):
        results = cv.open(wider_opening())
        experiments, outcomes = results.to_ema(["validated", "public_spend"], series=["adopters", "needs"])
        self.assertEqual(experiments.columns.tolist(), ["scenario", "policy", "model"])
        self.assertEqual(experiments.policy.unique().tolist(), results.variants)
        self.assertEqual(set(outcomes), {"validated", "public_spend", "adopters", "needs", "TIME"})
        self.assertEqual({name: array.shape for name, array in outcomes.items()},
                         {"validated": (18,), "public_spend": (18,), "adopters": (18, 72), "needs": (18, 72),
                          "TIME": (18, 72)})
        np.testing.assert_array_equal(outcomes["needs"][:, -1], results.metrics.needs.to_numpy())
        self.assertEqual(outcomes["TIME"][4, -1], 2025.0)
        self.assertTrue((np.diff(outcomes["TIME"]) > 0).all())

    def test_failed_runs_stay_behind(self):
        path = scratch() / "failed.h5"
        path.write_bytes(wider_opening().read_bytes())
        with h5py.File(path, "r+") as file:
            file["runs/status"][3] = 1
        experiments, outcomes = cv.open(path).to_ema("needs", series="needs")
        self.assertEqual((len(experiments), len(outcomes["needs"])), (17, 17))


if __name__ == "__main__":
    unittest.main()
