# SPDX-License-Identifier: Apache-2.0
"""A metric more leaves the bytes of every other dataset as they were; one program is built with two more."""
import os
import pathlib
import subprocess
import tempfile
import unittest

import h5py
import numpy

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("CULTIVAR_PROGRAM", ROOT / "build/release/cultivar"))
WITH_MORE = PROGRAM.parent / "tests/cultivar_one_more_metric"
OF_THE_FILE = {"REFERENCE_LIST", "DIMENSION_LIST"}  # places in the file, which move when anything is added

EXPERIMENT = """format: cultivar-experiment/1
experiment: compare
title: with and without wider opening
world: {world}
horizon: {{to: 2023-12-31}}
variants:
  - name: as_is
  - {{name: wide_open, from: 2021-01-01, set: {{soe.openness: 0.5 per year}}}}
seeds: {{first: 3, count: 3}}
"""


def stored_bytes(data):
    """What lies in the file, chunk by chunk, still compressed; texts, which lie elsewhere in it, as they read."""
    if h5py.check_string_dtype(data.dtype):
        return [text.encode() for text in data.asstr()[()].ravel()] if data.shape else [data[()]]
    if data.chunks is None:
        return [data[()].tobytes()]
    places = [data.id.get_chunk_info(i).chunk_offset for i in range(data.id.get_num_chunks())]
    return [data.id.read_direct_chunk(place) for place in places]


def attributes(data):
    return {name: numpy.asarray(value).tolist() for name, value in data.attrs.items() if name not in OF_THE_FILE}


def datasets(file):
    found = {}
    file.visititems(lambda name, thing: found.update({name: thing}) if isinstance(thing, h5py.Dataset) else None)
    return found


class OneMoreMetric(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.folder.name)
        world = os.path.relpath(ROOT / "scenarios/delta.yaml", folder)
        (folder / "question.yaml").write_text(EXPERIMENT.format(world=world), encoding="utf-8")
        for program, name in ((PROGRAM, "shipped.h5"), (WITH_MORE, "more.h5")):
            subprocess.run([program, "run", "question.yaml", "--trace", "-o", name], cwd=folder, check=True,
                           stdout=subprocess.DEVNULL)
        cls.files = [h5py.File(folder / name) for name in ("shipped.h5", "more.h5")]
        cls.shipped, cls.more = map(datasets, cls.files)

    @classmethod
    def tearDownClass(cls):
        for file in cls.files:
            file.close()
        cls.folder.cleanup()

    def test_the_new_metrics_are_there_and_nothing_is_missing(self):
        new = set(self.more) - set(self.shipped)
        self.assertEqual({name.split("/")[1].split(".")[0] for name in new}, {"planted", "planted_time"})
        self.assertIn("series/planted", new)
        self.assertNotIn("series/planted_time", new)
        self.assertEqual(set(self.shipped) - set(self.more), set())
        self.assertGreater(self.more["metrics/planted"][:].min(), 0)

    def test_every_other_dataset_has_the_same_bytes(self):
        for name, data in self.shipped.items():
            if name.split("/")[0] in ("summary", "paired", "provenance"):
                continue
            with self.subTest(name):
                self.assertEqual(stored_bytes(data), stored_bytes(self.more[name]))
                self.assertEqual(repr(attributes(data)), repr(attributes(self.more[name])))

    def test_tables_by_metric_gain_columns_and_keep_the_others(self):
        for group in ("summary", "paired"):
            columns = list(self.shipped[group + "/metric"].asstr())
            among = list(self.more[group + "/metric"].asstr())
            kept = [among.index(name) for name in columns]
            self.assertGreater(len(among), len(columns))
            for name, data in self.shipped.items():
                if name.startswith(group + "/") and data.ndim == 2:
                    with self.subTest(name):
                        self.assertEqual(data[:].tobytes(), self.more[name][:][:, kept].tobytes())

    def test_bytes_that_differ_are_seen(self):
        self.assertNotEqual(stored_bytes(self.shipped["series/needs"]), stored_bytes(self.shipped["series/listed"]))
        self.assertNotEqual(stored_bytes(self.shipped["runs/id"]), stored_bytes(self.shipped["runs/stage"]))


if __name__ == "__main__":
    unittest.main()
