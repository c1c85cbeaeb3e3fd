# SPDX-License-Identifier: Apache-2.0
"""Holds the tree to the house rules, and the rules to faults planted for them."""
import os
import pathlib
import re
import unittest

from house_rules import NOT_TRACKED, elementary_faults, file_faults, top_level_faults, twin_faults, word_faults
from includes import include_faults

ROOT = pathlib.Path(__file__).resolve().parents[2]
SPDX = "// SPDX-License-Identifier: Apache-2.0\n"


def project():
    tree = {}
    for folder, folders, files in os.walk(ROOT):
        at_top = pathlib.Path(folder) == ROOT
        skipped = {".git", "__pycache__"} | (NOT_TRACKED if at_top else set())
        folders[:] = [name for name in folders if name not in skipped]
        for name in files:
            path = pathlib.Path(folder, name)
            try:
                tree[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                pass
    return tree


class Project(unittest.TestCase):
    tree = project()

    def test_reads_the_tree(self):
        self.assertIn("sim/time.hpp", self.tree)
        self.assertIn("CMakeLists.txt", self.tree)

    def holds(self, faults):
        if faults:
            self.fail("\n" + "\n".join(faults))

    def test_includes_point_left_and_every_package_has_one_owner(self):
        self.holds(include_faults(self.tree))

    def test_no_banned_word(self):
        self.holds(word_faults(self.tree))

    def test_elementary_functions_come_from_one_place(self):
        self.holds(elementary_faults(self.tree))

    def test_files_are_short_marked_and_in_their_place(self):
        self.holds(file_faults(self.tree))

    def test_the_twin_is_short(self):
        self.assertTrue(any(path.startswith("tests/twin/") for path in self.tree))
        self.holds(twin_faults(self.tree))

    def test_the_top_level_is_the_users(self):
        self.holds(top_level_faults(os.listdir(ROOT)))

    def test_git_ignores_only_folders_of_the_top_level(self):
        folders = [line for line in self.tree[".gitignore"].split() if line.endswith("/") and line != "__pycache__/"]
        self.holds([f"{folder}: would hide a source folder of that name" for folder in folders if folder[0] != "/"])

    def test_one_version_everywhere(self):
        cmake = re.search(r"project\(cultivar VERSION (\S+)", self.tree["CMakeLists.txt"]).group(1)
        self.assertIn(f'version = "{cmake}"', self.tree["experiments/plan/version.hpp"])
        self.assertIn(f"\nversion: {cmake}\n", self.tree["CITATION.cff"])
        self.assertIn(f"\n## {cmake} ", self.tree["CHANGELOG.md"])
        self.assertIn(f'\n__version__ = "{cmake}"\n', self.tree["notebooks/cultivar/__init__.py"])


class Planted(unittest.TestCase):
    """Each rule is silent on a good tree and names each planted fault once."""

    good = {
        "sim/time.hpp": SPDX + "#include <chrono>\n#include <boost/graph/graph_traits.hpp>\n",
        "sim/elementary.cpp": SPDX + "double f(double x) { return std::exp(x); }\n",
        "models/world.hpp": SPDX + '#include "sim/time.hpp"\n// std::shuffle and std::exp(x) only in words\n',
        "scenarios/reader/reader.cpp": SPDX + "#include <yaml-cpp/yaml.h>\n#include <fstream>\n",
        "experiments/runner/runner.cpp": SPDX + '#include <thread>\n#include "models/world.hpp"\n',
        "tests/sim/test_time.cpp": SPDX + "#include <doctest/doctest.h>\n#include <thread>\n",
        "scenarios/toy.yaml": "format: x\n",
    }

    def seen(self, check, path, text, count=1):
        self.assertEqual(check(self.good), [])
        faults = check({**self.good, path: text})
        self.assertEqual(len(faults), count, f"{path}: {text!r}: {faults}")
        self.assertTrue(all(fault.startswith(path) for fault in faults))

    def test_includes(self):
        for path, include in [
            ("sim/bad.hpp", '"models/world.hpp"'),
            ("models/bad.cpp", '"scenarios/reader/reader.cpp"'),
            ("scenarios/reader/bad.cpp", '"experiments/runner/runner.cpp"'),
            ("experiments/cli/bad.cpp", '"tests/sim/test_time.cpp"'),
            ("models/bad.cpp", '"world.hpp"'),
            ("models/bad.cpp", "<boost/graph/bfs.hpp>"),
            ("models/bad.cpp", "<Eigen/Dense>"),
            ("models/bad.cpp", "<yaml-cpp/yaml.h>"),
            ("scenarios/reader/bad.cpp", "<hdf5.h>"),
            ("scenarios/reader/bad.cpp", "<hdf5_hl.h>"),
            ("sim/bad.cpp", "<mutex>"),
            ("sim/bad.cpp", "<fstream>"),
            ("sim/bad.cpp", "<sys/stat.h>"),
            ("sim/bad.cpp", "<doctest/doctest.h>"),
            ("experiments/bad.cpp", "<pybind11/pybind11.h>"),
            ("experiments/bad.cpp", "<fmt/format.h>"),
            ("sim/bad.cpp", "<xxhash.h>"),
        ]:
            self.seen(include_faults, path, f"{SPDX}#include {include}\n")
        self.seen(include_faults, "docs/bad.cpp", SPDX)

    def test_words(self):
        for line in ["std::normal_distribution<double> d;", "std::shuffle(a, b, c);", "std::random_device r;", "rand();",
                     "std::mt19937 g;", "system(text);", "class QueueImpl {};", "// TODO later", "// FIXME"]:
            self.seen(word_faults, "models/bad.cpp", f"{SPDX}{line}\n")
        self.seen(word_faults, "tests/CMakeLists.txt", "add_compile_options(-O3 -march=native)\n")
        self.seen(word_faults, "CMakePresets.json", '"-ffast-math"\n')

    def test_elementary_functions(self):
        for line in ["std::exp(x)", "std::pow(x, y)", "::log1p(x)", "using std::lgamma;", "a.array().exp()"]:
            self.seen(elementary_faults, "models/bad.cpp", f"{SPDX}{line}\n")
            self.seen(elementary_faults, "sim/statistics.cpp", f"{SPDX}{line}\n")
        for line in ["sim::exp(x)", "cultivar::sim::log(x)", "std::sqrt(x)", "logger.log(x)", 'print("std::exp")']:
            self.seen(elementary_faults, "models/good.cpp", f"{SPDX}{line}\n", count=0)

    def test_files(self):
        self.seen(file_faults, "sim/bad.hpp", "#pragma once\n")
        self.seen(file_faults, "sim/bad.hpp", SPDX + "int a;\n" * 300)
        self.seen(file_faults, "scenarios/reader/bad.yaml", "a: 1\n")

    def test_the_size_of_the_twin(self):
        self.assertEqual(len(twin_faults({"tests/twin/twin.py": "x = 1\n" * 400, "tests/twin/b.py": "\n" * 401})), 1)
        self.assertEqual(twin_faults({"tests/twin/twin.py": "x = 1\n" * 800, "tests/models/b.py": "\n" * 9}), [])

    def test_top_level(self):
        self.assertEqual(top_level_faults(["sim", "dev", "build", ".gitignore"]), [])
        self.assertEqual(len(top_level_faults(["sim", "setup.sh", "src"])), 2)


if __name__ == "__main__":
    unittest.main()
