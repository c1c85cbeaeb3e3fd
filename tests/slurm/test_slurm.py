# SPDX-License-Identifier: Apache-2.0
"""Sweeps on a real Slurm of one node: whatever befalls their tasks, the data are those of one go."""
import os
import pathlib
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from cluster import Cluster, marked, programs_missing
from sweep import PROGRAM, Sweep


class Slurm(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if missing := programs_missing():
            raise AssertionError(f"not installed: {', '.join(missing)}; ./dev test installs them")
        cls.cluster = cls.enterClassContext(Cluster(nodes=1))

    def at_work(self, sweep, job, task):
        """Waits until a task has finished a run of its own, and gives its process."""
        self.cluster.wait(f"task {job}_{task}", lambda: self.cluster.start_held() or sweep.process_of(job, task), 120)
        before = sweep.kept_bytes()
        self.cluster.wait("a run of it", lambda: sweep.kept_bytes() > before or sweep.process_of(job, task) is None, 60)
        process = sweep.process_of(job, task)
        self.assertIsNotNone(process, sweep.log(f"task-{job}_{task}.log"))
        return process

    def test_a_sweep_gives_the_data_of_one_go(self):
        sweep = Sweep(self, self.cluster, seeds=12, task="0.5 min")
        array, collect, tasks, runs = sweep.submit()
        self.assertEqual((tasks, runs), (1, 20))
        status = self.cluster.run(PROGRAM, "status", "x.h5.d", cwd=sweep.folder)
        self.assertIn(f"Sent as job {array} (1 task), compiled by job {collect}", status)
        again = subprocess.run([PROGRAM, "submit", "sweep.yaml", "-o", "x.h5"], cwd=sweep.folder, capture_output=True,
                               text=True, env=self.cluster.environment)
        if self.cluster.state(collect) == "PENDING":
            self.assertEqual(again.returncode, 4)
            self.assertIn("is still in the queue", again.stderr)
        self.cluster.wait_until_gone(array, collect)
        self.assertEqual(self.cluster.job(array)["ExitCode"], "0:0")
        self.assertEqual(self.cluster.job(collect)["ExitCode"], "0:0")
        self.assertEqual(sweep.digest("x.h5"), sweep.local_digest())
        self.assertFalse((sweep.folder / "x.h5.d").exists())
        self.assertIn("Written to", sweep.log(f"collect-{collect}.log"))

    def test_tasks_that_are_stopped_killed_and_cancelled_lose_nothing(self):
        sweep = Sweep(self, self.cluster, seeds=200, task="2 s", more=", concurrent: 1")
        array, collect, tasks, runs = sweep.submit()
        self.assertGreaterEqual(tasks, 5)
        self.assertEqual(runs, 396)

        # Told to stop before its time is over, a task stops and goes back into the queue by itself.
        os.kill(self.at_work(sweep, array, 1), signal.SIGUSR1)
        self.cluster.wait("its return", lambda: "go back into the queue" in sweep.log(f"task-{array}_1.log"), 60)

        # What Slurm requeues after a node fails: killed in the midst of its work, it is started again.
        self.at_work(sweep, array, 2)
        self.cluster.run("scontrol", "requeue", f"{array}_2")

        # A process killed by the system is not started again, nor is a task that its user cancels.
        os.kill(self.at_work(sweep, array, 3), signal.SIGKILL)
        self.at_work(sweep, array, 4)
        self.cluster.run("scancel", f"{array}_4")

        self.cluster.wait_until_gone(array, collect)
        self.assertEqual(self.cluster.job(f"{array}_1")["Restarts"], "1")
        self.assertEqual(self.cluster.job(f"{array}_2")["Restarts"], "1")
        self.assertRegex(sweep.log(f"task-{array}_1.log"), r"Task 1 of \d+: (\d+) of \1 runs done")
        self.assertRegex(sweep.log(f"task-{array}_2.log"), r"Task 2 of \d+: (\d+) of \1 runs done")
        self.assertEqual(self.cluster.state(f"{array}_3"), "FAILED")
        self.assertEqual(self.cluster.state(f"{array}_4"), "CANCELLED")

        # The job that compiles says what is missing, and compiles nothing.
        self.assertEqual(self.cluster.job(collect)["ExitCode"], "6:0")
        said = sweep.log(f"collect-{collect}.log")
        self.assertIn("error[incomplete]", said)
        self.assertIn("submit sweep.yaml -o x.h5", said)
        self.assertFalse((sweep.folder / "x.h5").exists())

        # The same command sends what is missing, no more.
        missing = int(said.split("error[incomplete]: ")[1].split()[0])
        self.assertLess(missing, 396 * 2.5 / tasks)
        array, collect, _, runs = sweep.submit()
        self.assertEqual(runs, missing)
        self.cluster.wait_until_gone(array, collect)
        self.assertEqual(self.cluster.job(collect)["ExitCode"], "0:0", sweep.log(f"collect-{collect}.log"))
        self.assertEqual(sweep.digest("x.h5"), sweep.local_digest())

    def test_what_slurm_refuses_is_told_in_its_words(self):
        sweep = Sweep(self, self.cluster, seeds=12, task="1 s")
        text = (sweep.folder / "sweep.yaml").read_text().replace("partition: main", "partition: nowhere")
        (sweep.folder / "sweep.yaml").write_text(text)
        refused = subprocess.run([PROGRAM, "submit", "sweep.yaml", "-o", "x.h5"], cwd=sweep.folder, capture_output=True,
                                 text=True, env=self.cluster.environment)
        self.assertEqual(refused.returncode, 4)
        self.assertIn("invalid partition specified: nowhere", refused.stderr)


class Guard(unittest.TestCase):
    def test_a_test_that_is_killed_leaves_nothing_behind(self):
        code = ("import sys, time; sys.path.insert(0, sys.argv[1]); from cluster import Cluster\n"
                "with Cluster() as cluster:\n"
                "    cluster.job_ = cluster.run('sbatch', '--parsable', '--wrap=sleep 100', '--output=/dev/null').strip()\n"
                "    cluster.wait('it', lambda: cluster.state(cluster.job_) == 'RUNNING')\n"
                "    print(cluster.folder, flush=True); time.sleep(100)\n")
        test = subprocess.Popen([sys.executable, "-B", "-c", code, os.path.dirname(os.path.abspath(__file__))],
                                stdout=subprocess.PIPE, text=True)
        folder = test.stdout.readline().strip()
        end = time.monotonic() + 30
        while len(marked(folder)) < 5 and time.monotonic() < end:
            time.sleep(0.1)  # a job counts as running before its processes are there
        self.assertGreaterEqual(len(marked(folder)), 5)
        test.kill()
        test.communicate()
        end = time.monotonic() + 30
        while (marked(folder) or pathlib.Path(folder).exists()) and time.monotonic() < end:
            time.sleep(0.1)
        self.assertEqual(marked(folder), [])
        self.assertFalse(pathlib.Path(folder).exists())


if __name__ == "__main__":
    unittest.main()
