# SPDX-License-Identifier: Apache-2.0
"""The script `dev` beside other users of apt and beside itself; apt and dpkg are stand-ins."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]

# What the stand-ins do; $0's folder holds their notes. apt-get fails as often as the file `busy` has lines.
STAND_INS = {
    "dpkg-query": '[ ! -e "$D/installed" ] || printf "clang-format installed\\n"',
    "apt-get": '''echo "$@" >>"$D/calls"
        if [ -s "$D/busy" ]; then
            head -n 1 "$D/busy" >&2
            sed -i 1d "$D/busy"
            exit 100
        fi
        case "$*" in *install*) touch "$D/installed" ;; esac''',
    "sleep": 'echo "sleep $*" >>"$D/calls"',
    "sudo": '"$@"',
    "xargs": "cat >/dev/null",
}
LISTS = "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 7 (apt-get)"
ARCHIVES = "E: Unable to lock directory /var/cache/apt/archives/"


class Dev(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)
        self.tree = pathlib.Path(self.scratch.name, "tree")
        self.notes = pathlib.Path(self.scratch.name, "stand-ins")
        self.tree.mkdir()
        self.notes.mkdir()
        shutil.copy(ROOT / "dev", self.tree)
        for name, does in STAND_INS.items():
            (self.notes / name).write_text(f'#!/bin/sh\nD=$(dirname "$0")\n{does}\n')
            (self.notes / name).chmod(0o755)

    def start(self, *arguments):
        environment = {**os.environ, "PATH": f"{self.notes}:{os.environ['PATH']}"}
        return subprocess.Popen([self.tree / "dev", *arguments], env=environment, text=True, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE)

    def run_to_end(self, *arguments, busy=()):
        (self.notes / "busy").write_text("".join(line + "\n" for line in busy))
        process = self.start(*arguments)
        out, err = process.communicate(timeout=60)
        path = self.notes / "calls"
        return process.returncode, out, err, path.read_text().splitlines() if path.exists() else []

    def test_what_is_missing_is_installed(self):
        status, out, _, calls = self.run_to_end("format")
        self.assertEqual((status, out), (0, "dev: installing clang-format\n"))
        self.assertEqual([call.split()[2] for call in calls], ["update", "install"])
        self.assertIn("-o DPkg::Lock::Timeout=600", calls[1])

    def test_what_is_there_is_not_installed(self):
        (self.notes / "installed").touch()
        self.assertEqual(self.run_to_end("format"), (0, "", "", []))

    def test_locks_of_others_are_waited_for(self):
        status, _, err, calls = self.run_to_end("format", busy=[LISTS, LISTS, ARCHIVES])
        self.assertEqual((status, err), (0, ""))
        self.assertEqual(calls.count("sleep 10"), 3)
        self.assertTrue((self.notes / "installed").exists())

    def test_any_other_failure_is_shown_at_once(self):
        status, _, err, calls = self.run_to_end("format", busy=["E: Unable to locate package clang-format"])
        self.assertEqual(status, 1)
        self.assertIn("Unable to locate package", err)
        self.assertIn("see build/install.log", err)
        self.assertEqual(len(calls), 1)

    def test_two_at_once_take_turns_and_install_once(self):
        (self.notes / "busy").write_text(LISTS + "\n")
        (self.notes / "sleep").write_text('#!/bin/sh\nwhile [ ! -e "${0%/*}/go" ]; do /bin/sleep 0.05; done\n')
        first = self.start("format")
        self.assertEqual(first.stdout.readline(), "dev: installing clang-format\n")
        second = self.start("format")
        self.assertEqual(second.stdout.readline(), "dev: waiting for another ./dev in this tree\n")
        (self.notes / "go").touch()
        for process in (first, second):
            self.assertEqual(process.communicate(timeout=60), ("", ""))
            self.assertEqual(process.returncode, 0)

    def test_an_unknown_verb_is_answered_with_the_verbs(self):
        status, out, _, _ = self.run_to_end("tset")
        self.assertEqual(status, 2)
        self.assertIn("./dev demo | test | verify | bench", out)


if __name__ == "__main__":
    unittest.main()
