# SPDX-License-Identifier: Apache-2.0
"""Tables and courses hold what the file holds."""
import unittest

from small_results import wider_opening

import cultivar as cv
import h5py
import numpy as np


class Tables(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.results = cv.open(wider_opening())
        cls.file = h5py.File(wider_opening())

    @classmethod
    def tearDownClass(cls):
        cls.results.close()
        cls.file.close()

    def refused(self, words, metric, **axes):
        with self.assertRaises(cv.InputError) as caught:
            self.results.series(metric, **axes)
        for word in words:
            self.assertIn(word, str(caught.exception))

    def test_runs_lie_variant_by_variant_under_their_seeds(self):
        index = self.results.runs.index
        self.assertEqual(index.names, ["run", "variant", "seed"])
        self.assertEqual(index[7], (7, "wide_open", 20251108))
        self.assertEqual(self.results.runs.fingerprint.tolist(), self.file["runs/fingerprint"][:].tolist())

    def test_metrics_have_every_number_of_the_file_with_its_unit(self):
        metrics = self.results.metrics
        stored = [name for name in self.file["metrics"] if name not in ("run", "variant", "seed")]
        self.assertEqual(metrics.columns.tolist(), stored)
        for name in stored:
            np.testing.assert_array_equal(metrics[name], self.file["metrics/" + name][:])
            self.assertEqual(metrics.attrs["units"][name], self.file["metrics/" + name].attrs["unit"])
        self.assertEqual(metrics.attrs["goals"]["public_spend"], "min")

    def test_what_a_reader_does_to_a_table_stays_with_him(self):
        self.results.metrics["needs"] = 0.0
        self.assertGreater(self.results.metrics["needs"].min(), 0.0)

    def test_summaries_and_pairs_are_those_of_the_metrics(self):
        metrics, summary, paired = self.results.metrics, self.results.summary, self.results.paired
        values = metrics.validated.unstack("variant").groupby(level="seed").first()
        self.assertAlmostEqual(summary.loc[("wide_open", "validated"), "mean"], values.wide_open.mean())
        self.assertAlmostEqual(paired.loc[("equal_access", "validated"), "difference"],
                               (values.equal_access - values.as_is).mean())
        self.assertEqual(set(paired.index.get_level_values("variant")), {"wide_open", "equal_access"})

    def test_a_course_is_summed_over_the_axes_that_are_not_named(self):
        stored = self.file["series/needs"][:]
        np.testing.assert_array_equal(self.results.series("needs").to_numpy(), stored.sum(axis=(2, 3)).T)
        regions = list(self.file["series/region"].asstr())
        anhui = stored[:, :, regions.index("Anhui")]
        np.testing.assert_array_equal(self.results.series("needs", region="Anhui").to_numpy(), anhui.sum(axis=2).T)
        np.testing.assert_array_equal(self.results.series("needs", region="AH", tier="small").to_numpy(),
                                      anhui[:, :, 2].T)

    def test_every_amount_summed_to_its_end_is_the_number_of_the_run(self):
        metrics, checked = self.results.metrics, 0
        for name in self.file["series"]:
            unit = self.file["series/" + name].attrs.get("unit")
            if unit not in ("count", "firms", "m_cny") or name not in metrics:
                continue
            course = self.results.series(name)
            if course.attrs["unit"] == "firms × families":
                continue
            np.testing.assert_allclose(course.iloc[-1].to_numpy(), metrics[name].to_numpy(), rtol=1e-9, err_msg=name)
            checked += 1
        self.assertGreater(checked, 25)

    def test_a_firm_counts_once_for_each_family_in_a_sum_over_them(self):
        self.assertEqual(self.results.series("adopters").attrs["unit"], "firms × families")
        one = self.results.series("adopters", family="ai")
        self.assertEqual(one.attrs["unit"], "firms")
        np.testing.assert_allclose(one.iloc[-1].to_numpy(), self.results.metrics["adopters.ai"].to_numpy())

    def test_lists_become_columns_and_means_are_means(self):
        stored = self.file["series/adoption_share"][:]
        pair = self.results.series("adoption_share", region=["Shanghai", "Anhui"], family="mean")
        regions = list(self.file["series/region"].asstr())
        for name in ("Shanghai", "Anhui"):
            mean = stored[:, :, regions.index(name)].mean(axis=2)
            np.testing.assert_allclose(pair.xs(name, level="region", axis=1).to_numpy(), mean.T)
        both = self.results.series("needs", region="all", tier="all")
        self.assertEqual(both.columns.names, ["variant", "seed", "region", "tier"])
        np.testing.assert_array_equal(both["as_is", 20251109, "Jiangsu", "integrated"],
                                      self.file["series/needs"][2, :, regions.index("Jiangsu"), 1])

    def test_variants_are_chosen_in_the_order_asked_for(self):
        chosen = self.results.series("validated", variant=["wide_open", "as_is"])
        self.assertEqual(chosen.shape[1], 12)
        everyone = self.results.series("validated")
        np.testing.assert_array_equal(chosen["as_is"].to_numpy(), everyone["as_is"].to_numpy())
        np.testing.assert_array_equal(chosen["wide_open"].to_numpy(), everyone["wide_open"].to_numpy())

    def test_dates_are_those_that_xarray_reads(self):
        opened = self.results.xarray()
        self.assertEqual(list(self.results.series("applications").index.values), list(opened.time.values))
        opened.close()

    def test_unknown_names_are_answered_with_those_that_were_meant(self):
        self.refused(["unknown series 'adoptrs'", "did you mean 'adopters'?"], "adoptrs")
        self.refused(["unknown region 'Anhwi'", "did you mean 'Anhui'?"], "adopters", region="Anhwi")
        self.refused(["unknown variant 'wideopen'", "did you mean 'wide_open'?"], "adopters", variant="wideopen")
        self.refused(["unknown axis of needs 'family'", "region, tier"], "needs", family="ai")
        self.refused(["'adopters.5g'", "take 'adopters' and choose '5g'"], "adopters.5g")
        self.refused(["one number a run"], "gini_contracts")
        self.refused(["does not add up", "family='mean'"], "adoption_share", region="Anhui")

    def test_groups_that_are_not_there_are_told(self):
        with self.assertRaisesRegex(cv.InputError, "no group /events"):
            self.results.xarray("events")


if __name__ == "__main__":
    unittest.main()
