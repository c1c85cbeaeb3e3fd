# SPDX-License-Identifier: Apache-2.0
"""Every command in the documents is run in small on a copy, or, where it builds, held against what there is."""
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ["CULTIVAR_PROGRAM"]).resolve()
BUILD = PROGRAM.parent
PAGES = [path.relative_to(ROOT) for path in sorted(ROOT.glob("**/*.md"))
         if path.relative_to(ROOT).parts[0] not in ("build", "results")]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"(?<!`)`([^`\n]+(?:\n[^`\n]+)?)`(?!`)")
HORIZON = "horizon: {to: 2026-12-31}\n"


def blocks(page, language):
    return [text for kind, text in BLOCK.findall((ROOT / page).read_text(encoding="utf-8")) if kind == language]


def spans(page):
    """Code within the lines of a page."""
    text = BLOCK.sub("", (ROOT / page).read_text(encoding="utf-8"))
    return [re.sub(r"\s+", " ", span) for span in INLINE.findall(text)]


def commands(text):
    """The commands of a block, word by word, without comments."""
    lines = text.replace("\\\n", " ").splitlines()
    return [words for words in (shlex.split(line, comments=True) for line in lines) if words]


class Commands(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """A copy of the worlds and of the experiments, these with two seeds and a shorter horizon; and a Slurm that
        takes every job and runs none."""
        cls.scratch = tempfile.TemporaryDirectory()
        cls.copy = pathlib.Path(cls.scratch.name)
        for folder in ("scenarios", "experiments"):
            shutil.copytree(ROOT / folder, cls.copy / folder, ignore=shutil.ignore_patterns("*.?pp"))
        for page in PAGES:
            for text in blocks(page, "yaml"):
                if (named := re.match(r"# (\S+\.yaml)\n", text)) and not (cls.copy / named.group(1)).exists():
                    (cls.copy / named.group(1)).write_text(text, encoding="utf-8")
        for path in (cls.copy / "experiments").glob("*.yaml"):
            text = re.sub(r", (replicated: \{.*?\}|convergence: \[.*?\])", "", path.read_text(encoding="utf-8"))
            text = re.sub(r"\b(count|n): *\d+", r"\1: 2", text)
            if "\nhorizon:" not in text:
                text += HORIZON
            path.write_text(text, encoding="utf-8")
        (cls.copy / "build/release").mkdir(parents=True)
        (cls.copy / "build/release/cultivar").symlink_to(PROGRAM)
        (cls.copy / "slurm").mkdir()
        for name in ("sbatch", "squeue", "scontrol"):
            (cls.copy / "slurm" / name).write_text("#!/bin/sh\necho 1\n", encoding="utf-8")
            (cls.copy / "slurm" / name).chmod(0o755)
        script = (ROOT / "dev").read_text(encoding="utf-8")
        cls.verbs = set(re.search(r"^    ([a-z |]+)\) \"\$@\" ;;$", script, re.MULTILINE).group(1).split(" | ")) | {"test"}
        cls.demo = re.search(r"^    (build/release/cultivar run .*)$", script, re.MULTILINE).group(1)

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def succeeds(self, words, folder):
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "notebooks"), "MPLBACKEND": "Agg",
                       "PATH": f"{self.copy / 'slurm'}:{os.environ['PATH']}"}
        done = subprocess.run(words, cwd=folder, capture_output=True, text=True, env=environment)
        self.assertEqual(done.returncode, 0, f"{shlex.join(map(str, words))}\n{done.stdout}{done.stderr}")
        return done.stdout

    def has_tests(self, words):
        """`ctest --preset release -L laws` finds some in this build."""
        self.assertEqual(words[:3], ["ctest", "--preset", "release"])
        found = self.succeeds(["ctest", "--test-dir", BUILD, "-N", *words[3:]], ROOT)
        self.assertNotIn("Total Tests: 0", found, shlex.join(words))

    def holds(self, words):
        """A command that builds or measures is not run: what it names must be there."""
        if words[0] == "./dev":
            self.assertTrue(len(words) == 1 or words[1] in self.verbs, shlex.join(words))
        elif words[0] == "ctest":
            self.has_tests(words)
        elif words[0].startswith("build/release/"):
            self.assertTrue((BUILD / words[0].removeprefix("build/release/")).is_file(), words[0])
        else:
            return False
        return True

    def test_every_command_of_a_block_succeeds(self):
        run = 0
        for page in PAGES:
            for text in blocks(page, "sh"):
                for words in commands(text):
                    with self.subTest(f"{page}: {shlex.join(words)}"):
                        if words[0] == "build/release/cultivar" or not self.holds(words):
                            self.succeeds(words, self.copy)
                            run += 1
                        elif words == ["./dev", "demo"]:
                            self.succeeds(shlex.split(self.demo), self.copy)
        self.assertGreater(run, 10)

    def test_python_blocks_run(self):
        for page in PAGES:
            for text in blocks(page, "python"):
                with self.subTest(page):
                    self.succeeds(["/usr/bin/python3", "-W", "ignore", "-c", text], self.copy)

    def test_commands_within_lines_name_what_there_is(self):
        seen = 0
        for page in PAGES:
            for span in spans(page):
                if not re.match(r"(\./dev\b|ctest\b|build/release/\w|cultivar [a-z])", span):
                    continue
                seen += 1
                with self.subTest(f"{page}: {span}"):
                    words = shlex.split(re.sub(r" ?\[[^\]]*\]", "", span))
                    if words[0] == "cultivar":
                        usage = self.succeeds([PROGRAM, words[1], "--help"], self.copy)
                        for word in words[2:]:
                            self.assertTrue(not word.startswith("-") or word in usage, word)
                    else:
                        self.assertTrue(self.holds(words))
        self.assertGreater(seen, 10)

    def test_links_lead_somewhere(self):
        for page in PAGES:
            text = BLOCK.sub("", (ROOT / page).read_text(encoding="utf-8"))
            for target in re.findall(r"\]\(([^)#\s]+)\)", text):
                if "://" not in target:
                    self.assertTrue((ROOT / page.parent / target).exists(), f"{page}: {target}")

    def test_every_document_and_decision_is_listed(self):
        listed = (ROOT / "docs/README.md").read_text(encoding="utf-8")
        for path in sorted((ROOT / "docs").glob("**/*.md")):
            name = path.relative_to(ROOT / "docs").as_posix()
            if name != "README.md":
                self.assertIn(f"]({name})", listed)


if __name__ == "__main__":
    unittest.main()
