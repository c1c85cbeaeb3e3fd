# SPDX-License-Identifier: Apache-2.0
"""Plots show the numbers of the tables, with units, on the axes they are given; nothing is cut off or overlaps."""
import math
import sys
import unittest
from unittest import mock

from small_results import wider_opening

import cultivar as cv
import numpy as np
from cultivar.plots import pareto, style, tile_map
from cultivar.plots.tiles import COLUMNS, ROWS, TILES
from matplotlib import pyplot
from matplotlib.colors import to_rgb

SIZES = ((8.0, 5.0), (4.0, 3.4))


class Plots(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.results = cv.open(wider_opening())
        cls.plots = {
            "fan": lambda ax: cls.results.plot.fan("adopters", ax=ax),
            "difference": lambda ax: cls.results.plot.difference("wide_open", "validated", ax=ax),
            "funnel": lambda ax: cls.results.plot.funnel(ax=ax),
            "map": lambda ax: cls.results.plot.map("adopters", ax=ax),
            "pareto": lambda ax: cls.results.plot.pareto(ax=ax),
        }

    def tearDown(self):
        pyplot.close("all")

    def refused(self, call, *words):
        with self.assertRaises(cv.InputError) as caught:
            call()
        for word in words:
            self.assertIn(word, str(caught.exception))

    def test_each_plot_returns_the_axes_it_was_given_or_new_ones(self):
        for name, plot in self.plots.items():
            with self.subTest(name):
                ax = pyplot.subplots()[1]
                self.assertIs(plot(ax), ax)
                self.assertIsNot(plot(None), ax)

    def test_nothing_is_cut_off_at_either_size(self):
        for size in (None, *SIZES):
            for name, plot in self.plots.items():
                with self.subTest(name, size=size):
                    figure = plot(pyplot.subplots(figsize=size, layout="constrained")[1] if size else None).figure
                    figure.canvas.draw()
                    whole = figure.bbox.padded(2)
                    texts = [text for one in figure.axes for text in self.texts_of(one)]
                    self.assertGreater(len(texts), 5)
                    for text in texts:
                        box = text.get_window_extent()
                        self.assertTrue(whole.x0 <= box.x0 and box.x1 <= whole.x1 and whole.y0 <= box.y0 and
                                        box.y1 <= whole.y1, text.get_text())

    @staticmethod
    def texts_of(ax):
        """What is written on and around axes: titles, labels, marks within the limits, the legend."""
        texts = [ax._left_title, *ax.texts]
        if ax.axison:
            for axis in (ax.xaxis, ax.yaxis):
                low, high = sorted(axis.get_view_interval())
                texts += [axis.label, *(label for at, label in zip(axis.get_ticklocs(), axis.get_ticklabels())
                                        if low <= at <= high)]
        texts += ax.get_legend().get_texts() if ax.get_legend() else []
        return [text for text in texts if text.get_text()]

    def test_long_labels_are_no_longer_than_their_axes(self):
        figure, ax = pyplot.subplots(figsize=SIZES[1], layout="constrained")
        label = "difference in " + "scenarios that their owner opened and that " * 2 + "(count)"
        style.label_axes(ax, label, label)
        style.finish(ax, label, label)
        figure.canvas.draw()
        for text in (ax.xaxis.label, ax.yaxis.label, ax._left_title):
            self.assertGreater(text.get_text().count("\n"), 0)
            box = text.get_window_extent()
            self.assertTrue(figure.bbox.padded(2).x0 <= box.x0 and box.y0 >= -2 and box.x1 <= figure.bbox.x1 + 2 and
                            box.y1 <= figure.bbox.y1 + 2)

    def test_axes_carry_units(self):
        self.assertEqual(self.plots["fan"](None).get_ylabel(), "adopters (firms × families)")
        self.assertEqual(self.plots["difference"](None).get_ylabel(), "difference in validated (count)")
        self.assertEqual(self.plots["funnel"](None).get_xlabel(), "scenarios, by the end (count)")
        self.assertEqual(self.plots["pareto"](None).get_xlabel(), "public spend (m_cny), less is better")
        self.assertEqual(self.plots["map"](None).figure.axes[1].get_xlabel(), "adopters (firms × families)")

    def test_a_fan_shows_the_median_and_the_quantiles(self):
        ax = self.results.plot.fan("validated", variant="wide_open", band=(0.25, 0.75))
        course = self.results.series("validated", variant="wide_open")
        np.testing.assert_allclose(ax.lines[0].get_ydata(), course.median(axis=1))
        band = ax.collections[0].get_paths()[0].vertices[:, 1]
        self.assertAlmostEqual(band.max(), course.quantile(0.75, axis=1).max())
        self.assertEqual(len(self.results.plot.fan("validated").lines), 3)

    def test_a_difference_shows_mean_and_interval_of_the_pairs(self):
        ax = self.results.plot.difference("wide_open", "validated")
        last = self.results.compare("wide_open", metrics="validated").loc["validated"]
        self.assertAlmostEqual(ax.lines[1].get_ydata()[-1], last.difference)
        ends = ax.collections[0].get_paths()[0].vertices
        at_end = ends[np.isclose(ends[:, 0], ends[:, 0].max()), 1]
        self.assertAlmostEqual(at_end.max(), last.high)
        self.assertAlmostEqual(at_end.min(), last.low)

    def test_a_funnel_shows_means_by_stage(self):
        ax = self.results.plot.funnel(variant="as_is")
        metrics = self.results.metrics.xs("as_is", level="variant")
        widths = [bar.get_width() for bar in ax.patches]
        np.testing.assert_allclose(widths, metrics[["needs", "identified", "listed", "matched", "contracted", "in_trial",
                                                    "validated"]].mean())
        self.assertIn(f"{style.short(metrics.adopters.mean())} firms", [text.get_text() for text in ax.texts])

    def test_a_map_shows_the_end_of_the_year(self):
        values, unit, date, _ = tile_map._values(self.results, "validated", 2022, "as_is", {})
        course = self.results.series("validated", variant="as_is", region="Anhui")
        self.assertEqual(str(date.date()), "2023-01-01")
        self.assertAlmostEqual(values["AH"], course.loc["2023-01-01"].mean())
        self.assertEqual((sorted(values.index), unit), (["AH", "JS", "SH", "ZJ"], "count"))
        ax = self.results.plot.map("validated", year=2022, chinese=False)
        shown = [text.get_text() for text in ax.texts]
        self.assertIn(style.short(values["AH"]), shown)
        self.assertTrue(set(TILES) <= set(shown))
        self.assertTrue(any("27 not in this world" in text for text in shown))

    def test_a_map_of_a_difference_is_white_where_nothing_differs(self):
        ax = self.results.plot.map("needs", variant="wide_open", against="as_is")
        low, high = ax.figure.axes[1].get_xlim()
        self.assertEqual(low, -high)

    def test_every_province_has_a_tile_of_its_own(self):
        self.assertEqual(len(TILES), 31)
        self.assertEqual(len({(tile.row, tile.column) for tile in TILES.values()}), 31)
        self.assertEqual(len({tile.chinese for tile in TILES.values()}), 31)
        self.assertTrue(all(0 <= tile.row < ROWS and 0 <= tile.column < COLUMNS for tile in TILES.values()))

    def test_chinese_names_need_a_font_that_has_them(self):
        with mock.patch("cultivar.plots.tile_map.chinese_font", return_value=None):
            self.refused(lambda: self.results.plot.map("needs", chinese=True), "fonts-noto-cjk")
            shown = [text.get_text() for text in self.results.plot.map("needs").texts]
            self.assertIn("AH", shown)
        with mock.patch("cultivar.plots.tile_map.chinese_font", return_value="some font"):
            self.assertIn("安徽", [text.get_text() for text in self.results.plot.map("needs").texts])

    def test_text_on_tiles_stands_out_from_them(self):
        for level in np.linspace(0, 1, 21):
            tile = pyplot.get_cmap(style.SEQUENTIAL)(level)
            bright = sorted((self.luminance(tile), self.luminance(to_rgb(tile_map._ink(tile)))))
            self.assertGreater((bright[1] + 0.05) / (bright[0] + 0.05), 3.8)

    @staticmethod
    def luminance(colour):
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]]
        return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))

    def test_the_front_of_a_pareto_plot(self):
        points = np.array([[1.0, 1.0], [2.0, 3.0], [3.0, 3.0], [4.0, 2.0], [1.0, 1.0]])
        self.assertEqual(pareto.front(points, ["min", "max"]).tolist(), [True, True, False, False, True])
        self.assertEqual(pareto.front(points, ["max", "max"]).tolist(), [False, False, True, True, False])

    def test_variants_keep_their_looks_and_no_two_of_the_first_dozen_look_alike(self):
        looks = [tuple(style.look_of(place).values()) for place in range(13)]
        self.assertEqual(len(set(looks)), 13)
        alone = self.results.plot.fan("needs", variant="equal_access").lines[0]
        self.assertEqual(alone.get_color(), style.look_of(2)["color"])

    def test_numbers_are_short(self):
        for value, text in ((0.0, "0"), (0.4123, "0.412"), (41.26, "41.3"), (999.7, "1k"), (36812, "36.8k"), (1.2e6, "1.2M"),
                            (-1670, "−1.67k"), (math.nan, "–")):
            self.assertEqual(style.short(value), text)

    def test_values_are_spoken_with_their_units(self):
        for value, unit, text in ((14.0, "day", "14 days"), (1.0, "day", "1 day"), (0.5, "year", "0.5 years"),
                                  (0.3, "1/year", "0.3 per year"), (1500.0, "km", "1,500 km"), (-0.5, "-", "−0.5"),
                                  (3.0, "count", "3"), (0.25, "share", "0.25"), (1.0, "switch", "1"),
                                  (70.0, "m_cny per 1,000 firms per year", "70 million CNY per 1,000 firms per year")):
            self.assertEqual(style.spoken(value, unit), text)

    def test_what_cannot_be_drawn_is_refused(self):
        plot = self.results.plot
        self.refused(lambda: plot.fan("needs", region="all"), "not one for each region")
        self.refused(lambda: plot.fan("needs", band=(0.9, 0.1)), "two quantiles")
        self.refused(lambda: plot.difference("wide_open", "needs", against="wide_open"), "by nothing")
        self.refused(lambda: plot.difference("wideopen", "needs"), "did you mean 'wide_open'?")
        self.refused(lambda: plot.funnel(variant="asis"), "did you mean 'as_is'?")
        self.refused(lambda: plot.map("needs", year=2031), "2019 to 2024")
        self.refused(lambda: plot.map("needs", region="Anhui"), "every region")
        self.refused(lambda: plot.map("adopters", family="all"), "one label of each further axis")
        self.refused(lambda: plot.map("applications"), "unknown axis of applications 'region'")
        self.refused(lambda: plot.pareto("needs"), "goals={'needs': 'max'}")
        self.refused(lambda: plot.pareto("public_spendd"), "did you mean 'public_spend'?")

    def test_without_matplotlib_it_is_said_what_to_install(self):
        with mock.patch.dict(sys.modules, {"matplotlib": None, "matplotlib.pyplot": None}):
            with self.assertRaisesRegex(ImportError, "python3-matplotlib"):
                self.results.plot.fan("needs")


if __name__ == "__main__":
    unittest.main()
