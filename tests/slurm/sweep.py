# SPDX-License-Identifier: Apache-2.0
"""A question that keeps a small cluster busy for some seconds, and its data when it is run here."""
import os
import pathlib
import re
import subprocess
import tempfile

import h5py

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ["CULTIVAR_PROGRAM"]).resolve()
QUESTION = """format: cultivar-experiment/1
experiment: compare
title: a sweep for a cluster
world: {world}
horizon: {{to: 2024-12-31}}
variants:
  - name: as_is
  - {{name: wide, set: {{trial.max_trials: 6}}}}
seeds: {{first: 1, count: {seeds}}}
run: {{on: slurm, partition: main, task: {task}, cores: 1, memory: 100 MB per core, grace: {grace}, retries: 2{more}}}
"""


class Sweep:
    """In a folder whose name has blanks; removed at the end of the test."""

    def __init__(self, test, cluster, seeds, task, grace="30 s", more=""):
        self.cluster = cluster
        self.folder = pathlib.Path(test.enterContext(tempfile.TemporaryDirectory(prefix="cultivar sweep ")))
        world = os.path.relpath(ROOT / "scenarios/delta.yaml", self.folder)
        (self.folder / "sweep.yaml").write_text(QUESTION.format(world=world, seeds=seeds, task=task, grace=grace, more=more),
                                               encoding="utf-8")

    def digest(self, name):
        with h5py.File(self.folder / name) as file:
            return file.attrs["data_digest"]

    def local_digest(self):
        subprocess.run([PROGRAM, "run", "sweep.yaml", "-o", "local.h5"], cwd=self.folder, check=True, capture_output=True)
        return self.digest("local.h5")

    def submit(self):
        """The two jobs, how many tasks and how many runs they were told to be."""
        told = self.cluster.run(PROGRAM, "submit", "sweep.yaml", "-o", "x.h5", cwd=self.folder)
        jobs = re.search(r"the tasks are job (\d+), and job (\d+) compiles", told).groups()
        return (*jobs, int(re.search(r"(\d+) tasks? of", told).group(1)), int(re.match(r"(\d+) runs?", told).group(1)))

    def log(self, name):
        path = self.folder / "x.h5.logs" / name
        return path.read_text() if path.exists() else ""

    def kept_bytes(self):
        """Grows with every run that is finished."""
        return sum(path.stat().st_size for path in (self.folder / "x.h5.d").glob("*.journal"))

    def process_of(self, job, task):
        """The process of a task that is at work."""
        for entry in pathlib.Path("/proc").iterdir():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0") if entry.name.isdigit() else []
                if len(words) > 2 and words[1] == b"task":
                    environment = (entry / "environ").read_bytes().split(b"\0")
                    if {f"SLURM_ARRAY_JOB_ID={job}".encode(), f"SLURM_ARRAY_TASK_ID={task}".encode(),
                            f"SLURM_CONF={self.cluster.folder}/slurm.conf".encode()} <= set(environment):
                        return int(entry.name)
            except OSError:
                pass
        return None
