# SPDX-License-Identifier: Apache-2.0
"""A results file opens in h5py, xarray and h5dump without our code, and says what docs/results-format.md says."""
import os
import pathlib
import re
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
experiment: compare
title: 三角洲 with and without wider opening
world: {world}
horizon: {{to: 2022-12-31}}
variants:
  - name: as_is
  - {{name: wide_open, from: 2020-01-01, set: {{soe.openness: 0.5 per year}}}}
seeds: {{first: 3, count: 3}}
"""


class ResultsFile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp())
        world = os.path.relpath(ROOT / "scenarios/delta.yaml", cls.folder)
        (cls.folder / "question.yaml").write_text(EXPERIMENT.format(world=world), encoding="utf-8")
        cls.path = cls.folder / "answer.h5"
        for name, recording in (("answer.h5", "--draws"), ("traced.h5", "--trace")):
            subprocess.run([PROGRAM, "run", "question.yaml", "-o", name, recording], cwd=cls.folder, check=True,
                           stdout=subprocess.DEVNULL)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def test_h5py_finds_every_group_and_the_attributes_of_the_file(self):
        with h5py.File(self.path) as file:
            self.assertEqual(sorted(file), ["design", "draws", "events", "metrics", "paired", "provenance", "runs",
                                            "series", "spec", "summary"])
            self.assertEqual(file.attrs["format"], "cultivar-results")
            self.assertEqual(list(file.attrs["format_version"]), [1, 0])
            self.assertEqual(file.attrs["title"], "三角洲 with and without wider opening")
            self.assertRegex(file.attrs["data_digest"], "^[0-9a-f]{32}$")
            self.assertEqual(list(file["design/variants"].asstr()), ["as_is", "wide_open"])
            self.assertEqual(list(file["runs/seed"]), [3, 4, 5, 3, 4, 5])
            self.assertEqual(list(file["runs/variant"]), [0, 0, 0, 1, 1, 1])
            self.assertTrue(all(status == 0 for status in file["runs/status"]))

    def test_every_number_has_a_unit_and_a_digest_and_every_array_its_scales(self):
        with h5py.File(self.path) as file:
            for group in ("metrics", "series"):
                for name, data in file[group].items():
                    self.assertRegex(data.attrs["digest"], "^[0-9a-f]{32}$")
                    if data.dtype == numpy.float64:
                        self.assertIn("unit", data.attrs, name)
                        self.assertIn("long_name", data.attrs, name)
                    if not h5py.h5ds.is_scale(data.id):
                        self.assertTrue(all(len(dimension) == 1 for dimension in data.dims), name)

    def test_summaries_are_those_of_the_metrics(self):
        with h5py.File(self.path) as file:
            names = list(file["summary/metric"].asstr())
            for name in ("needs", "validated", "adopters.5g"):
                values = file["metrics/" + name][:]
                at = names.index(name)
                self.assertAlmostEqual(file["summary/mean"][0, at], values[:3].mean())
                self.assertAlmostEqual(file["summary/sd"][1, at], values[3:].std(ddof=1))
                self.assertAlmostEqual(file["summary/p50"][0, at], numpy.median(values[:3]))
                self.assertAlmostEqual(file["paired/difference"][0, at], (values[3:] - values[:3]).mean())

    def test_series_end_at_the_metrics(self):
        with h5py.File(self.path) as file:
            for name in ("needs", "validated"):
                last = file["series/" + name][:, -1].sum(axis=(1, 2))
                numpy.testing.assert_allclose(last, file["metrics/" + name][:], rtol=1e-12)

    def test_events_name_causes_that_came_before_them(self):
        with h5py.File(self.path) as file:
            events = file["events"]
            run, number, cause = events["run"][:], events["id"][:], events["cause"][:]
            self.assertEqual(len(run), file["runs/events"][:].sum())
            first = run == 0
            known = set()
            for one, because in zip(number[first], cause[first]):
                self.assertTrue(because == 0 or because in known)
                known.add(one)

    def test_a_file_with_draws_holds_else_what_one_without_them_holds(self):
        digests = []
        for name in ("answer.h5", "traced.h5"):
            with h5py.File(self.folder / name) as file:
                found = {}
                file.visititems(lambda path, thing: found.update({path: thing.attrs.get("digest")}))
                digests.append({path: digest for path, digest in found.items() if not path.startswith("provenance")})
        with_draws, without = digests
        self.assertEqual({path for path in with_draws if path not in without},
                         {"draws", *(f"draws/{name}" for name in ("draw", "run", "event", "purpose", "entity",
                                                                  "occurrence", "value"))})
        self.assertEqual({path: with_draws[path] for path in without}, without)

    def test_draws_belong_to_the_founding_and_to_events_in_their_order(self):
        with h5py.File(self.path) as file:
            for run in (0, 5):
                made = file["draws/event"][:][file["draws/run"][:] == run]
                order = {0: -1}
                order.update((event, place) for place, event in enumerate(
                    file["events/id"][:][file["events/run"][:] == run].tolist()))
                places = [order[event] for event in made.tolist()]
                self.assertEqual(places, sorted(places))
                self.assertTrue(places[0] == -1 and places[-1] > 0)

    def test_xarray_opens_groups_with_both_engines(self):
        import xarray
        engines = ["netcdf4"]
        try:
            import h5netcdf  # noqa: F401
            engines.append("h5netcdf")
        except ImportError:
            pass
        for engine in engines:
            with self.subTest(engine=engine):
                with xarray.open_dataset(self.path, group="series", engine=engine) as series:
                    self.assertEqual(series.adopters.dims, ("run", "time", "region", "family"))
                    self.assertEqual(series.adopters.attrs["units"], "firms")
                    self.assertEqual(str(series.time.values[-1])[:10], "2023-01-01")
                    self.assertEqual(sorted(series.region.values), ["Anhui", "Jiangsu", "Shanghai", "Zhejiang"])
                    by_variant = series.needs.sum(("region", "tier")).groupby("variant").mean()
                    self.assertEqual(sorted(by_variant.variant.values), ["as_is", "wide_open"])
                for group in ("metrics", "runs", "summary", "paired", "design", "spec", "events", "draws",
                              "provenance"):
                    with xarray.open_dataset(self.path, group=group, engine=engine) as opened:
                        self.assertTrue(opened.load().variables)

    def test_h5dump_reads_all_of_it(self):
        done = subprocess.run(["h5dump", self.path], capture_output=True, check=True)
        self.assertEqual(done.stderr, b"")
        self.assertIn(b"wide_open", done.stdout)

    def test_the_description_of_the_format_names_every_dataset(self):
        described = set(re.findall(r"`(/[a-z0-9_/<>]+)`", (ROOT / "docs/results-format.md").read_text(encoding="utf-8")))
        with h5py.File(self.path) as file:
            names = []
            file.visititems(lambda name, thing: names.append("/" + name) if isinstance(thing, h5py.Dataset) else None)
        for name in names:
            general = re.sub(r"^/metrics/(?!run$|variant$|seed$).*", "/metrics/<scalar>", name)
            general = re.sub(r"^/series/(?!run$|variant$|seed$|time$|region$|region_code$|family$|tier$).*",
                             "/series/<metric>", general)
            self.assertIn(general, described)


if __name__ == "__main__":
    unittest.main()
