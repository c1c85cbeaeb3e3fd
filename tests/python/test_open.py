# SPDX-License-Identifier: Apache-2.0
"""Opening results: lazily, beside writers, and with one plain line for whatever cannot be opened."""
import os
import pathlib
import shutil
import subprocess
import unittest

from small_results import COMPARE, PROGRAM, run, scratch, wider_opening

import cultivar as cv
import h5py


def everything(results):
    """All tables of a file, each read."""
    tables = [results.runs, results.metrics, results.summary, results.paired]
    return tables + [results.series("adopters"), results.series("applications")]


class Open(unittest.TestCase):
    def refused(self, path, *words):
        with self.assertRaises(cv.InputError) as caught:
            everything(cv.open(path))
        error = caught.exception
        self.assertEqual(str(error).count("\n"), 0)
        self.assertEqual((error.file, error.line, error.column), (str(path), None, None))
        for word in words:
            self.assertIn(word, str(error))
        return error

    def altered(self, name, change):
        path = scratch() / name
        shutil.copy(wider_opening(), path)
        with h5py.File(path, "r+") as file:
            change(file)
        return path

    def test_opening_reads_no_table(self):
        results = cv.open(wider_opening())
        self.assertEqual((results.kind, results.variants), ("compare", ["as_is", "wide_open", "equal_access"]))
        self.assertEqual([name for name in vars(results) if name in ("_runs", "_metrics")], [])

    def test_a_missing_file_is_told_with_the_name_that_was_meant(self):
        wider_opening()
        error = self.refused(scratch() / "wide_opening.h5", "no such file")
        self.assertEqual(error.hint, f"did you mean '{wider_opening()}'?")
        self.assertIsNone(self.refused(scratch() / "z.h5").hint)

    def test_runs_in_the_making_are_no_results_yet(self):
        (scratch() / "later.h5.d").mkdir()
        self.assertIn("cultivar status", self.refused(scratch() / "later.h5", "no such file").hint)
        self.assertIn("cultivar collect", self.refused(scratch() / "later.h5.d", "folder").hint)

    def test_what_is_no_results_file_is_refused(self):
        text = scratch() / "question.yaml"
        text.write_text("format: cultivar-experiment/1\n")
        self.assertEqual(self.refused(text, "not HDF5").hint, f"cultivar run {text}")
        (scratch() / "empty.h5").touch()
        self.refused(scratch() / "empty.h5", "not HDF5")
        os.mkfifo(scratch() / "pipe.h5")
        self.refused(scratch() / "pipe.h5", "not a regular file")
        with h5py.File(scratch() / "foreign.h5", "w") as file:
            file["x"] = [1.0]
        self.refused(scratch() / "foreign.h5", "not a results file of Cultivar")

    def test_only_later_major_versions_are_refused(self):
        later = self.altered("version_2.h5", lambda file: file.attrs.modify("format_version", [2, 0]))
        self.assertIn("later version", self.refused(later, "2.0", "1.x").hint)
        minor = self.altered("version_1_7.h5", lambda file: file.attrs.modify("format_version", [1, 7]))
        self.assertEqual(len(cv.open(minor).runs), 18)

    def test_a_missing_part_is_named(self):
        self.refused(self.altered("part.h5", lambda file: file.__delitem__("metrics/seed")), "metrics/seed is missing")

    def test_values_that_lie_elsewhere_are_not_fetched(self):
        def link(file):
            del file["metrics/adopters"]
            file["metrics/adopters"] = h5py.ExternalLink(str(wider_opening()), "/metrics/adopters")
        self.refused(self.altered("link.h5", link), "metrics/adopters")

    def test_a_file_cut_short_is_damaged(self):
        whole = wider_opening().read_bytes()
        for share in (0.2, 0.9, 0.999):
            path = scratch() / "cut.h5"
            path.write_bytes(whole[: int(share * len(whole))])
            self.refused(path, "damaged")

    def test_a_byte_flipped_among_the_numbers_is_noticed(self):
        """Numbers carry checksums. Damage to the structure of the file is HDF5's to notice."""
        with h5py.File(wider_opening()) as file:
            places = {name: file[name].id.get_chunk_info(0).byte_offset + 9
                      for name in ("runs/fingerprint", "metrics/adopters.5g", "summary/mean", "series/adopters")}
        for name, place in places.items():
            path = scratch() / "flipped.h5"
            damaged = bytearray(wider_opening().read_bytes())
            damaged[place] ^= 0x10
            path.write_bytes(damaged)
            self.refused(path, "damaged", name)

    def test_results_are_read_while_others_are_written_and_outlive_their_name(self):
        path = scratch() / "renewed.h5"
        shutil.copy(wider_opening(), path)
        (scratch() / "renewed.yaml").write_text((scratch() / "wider_opening.yaml").read_text())
        results = cv.open(path)
        with subprocess.Popen([PROGRAM, "run", "renewed.yaml", "-o", "renewed.h5", "--seeds", "2"], cwd=scratch(),
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as writer:
            self.assertEqual(len(results.runs), 18)
            self.assertEqual(writer.wait(), 0, writer.stderr.read())
        self.assertEqual(len(results.metrics), 18)
        self.assertEqual(len(cv.open(path).runs), 6)

    def test_a_closed_file_says_so(self):
        with cv.open(wider_opening()) as results:
            before = results.runs
        self.assertEqual(len(before), len(results.runs))
        with self.assertRaisesRegex(cv.InputError, "closed"):
            results.series("adopters")

    def test_a_world_by_itself_has_one_variant_and_no_pairs(self):
        folder = scratch()
        subprocess.run([PROGRAM, "run", pathlib.Path(os.path.relpath("scenarios/toy.yaml", folder)), "-o", "toy.h5"],
                       cwd=folder, check=True, stdout=subprocess.DEVNULL)
        results = cv.open(folder / "toy.h5")
        self.assertEqual((results.kind, results.variants, len(results.runs)), ("world", ["toy"], 1))
        with self.assertRaisesRegex(cv.InputError, "two variants"):
            results.paired


if __name__ == "__main__":
    unittest.main()
