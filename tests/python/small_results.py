# SPDX-License-Identifier: Apache-2.0
"""Small results for tests of the Python package, made by the program under test in a scratch folder."""
import atexit
import functools
import os
import pathlib
import subprocess
import sys
import tempfile
import warnings

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("CULTIVAR_PROGRAM", str(ROOT / "build/release/cultivar"))

os.environ.setdefault("MPLBACKEND", "Agg")
sys.path.insert(0, str(ROOT / "notebooks"))
warnings.filterwarnings("ignore", message="numpy.ndarray size changed")

COMPARE = """format: cultivar-experiment/1
experiment: compare
title: What if state-owned firms open more of their needs?
world: {world}
horizon: {{to: 2024-12-31}}
variants:
  - name: as_is
  - {{name: wide_open, from: 2020-01-01, ramp: 540 days, set: {{soe.openness: 0.5 per year}}}}
  - {{name: equal_access, from: 2020-01-01, set: {{matching.equal_access: 1.0}}}}
seeds: {{first: 20251107, count: 6}}
"""

SAMPLED = """format: cultivar-experiment/1
experiment: sensitivity
title: Which habits of trying decide how much is validated?
world: {{world}}
horizon: {{{{to: 2022-12-31}}}}
vary:
{vary}
design: {design}
seeds: {seeds}
metrics: [validated, adopters]
"""
DELAY = "  trial.iter_delay: {{loguniform: [14 days, 240 days]}}"
TRIALS = "  trial.max_trials: {{integer: [1, 10]}}"
RULES = "  matching.rule: {{one_of: [first_come, lottery, auction, deferred_acceptance]}}"

# Name of results -> factors, design, seeds, and what is to be analysed.
DESIGNS = {
    "what_if_trials.h5": ([DELAY, TRIALS, RULES], "{{sobol: {{n: 16, second_order: true}}}}",
                          "{{first: 7, count: 1, replicated: {{points: 4, count: 3}}}}",
                          "analysis: {{convergence: [8, 16]}}\n"),
    "first_order.h5": ([DELAY, TRIALS], "{{sobol: {{n: 4}}}}", "{{first: 7, count: 1}}", ""),
    "which_trials.h5": ([DELAY, TRIALS, RULES], "{{morris: {{trajectories: 6, seed: 1}}}}", "{{first: 7, count: 2}}", ""),
    "each_alone.h5": ([DELAY, TRIALS, "  matching.rule: {{one_of: [administrative, first_come, lottery]}}"],
                      "one_at_a_time", "{{first: 7, count: 2}}", ""),
    "spread.h5": (["  trial.max_trials: {{integer: [1, 3]}}", "  matching.rule: {{one_of: [first_come, lottery]}}"],
                  "factorial", "{{first: 7, count: 2}}", ""),
}


@functools.lru_cache(maxsize=None)
def scratch():
    """A folder that is gone when the tests are through."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    return pathlib.Path(folder.name)


def run(question, name, *options):
    """Results of a question, which says `{world}` where the four provinces stand."""
    folder = scratch()
    world = os.path.relpath(ROOT / "scenarios/delta.yaml", folder)
    (folder / name).with_suffix(".yaml").write_text(question.format(world=world), encoding="utf-8")
    subprocess.run([PROGRAM, "run", pathlib.Path(name).with_suffix(".yaml"), "-o", name, *options], cwd=folder,
                   check=True, stdout=subprocess.DEVNULL)
    return folder / name


@functools.lru_cache(maxsize=None)
def wider_opening():
    """The results that the examples of the package open: three variants, six seeds, four provinces."""
    return run(COMPARE, "wider_opening.h5")


@functools.lru_cache(maxsize=None)
def sampled(name):
    """Results of a sampled experiment, see DESIGNS."""
    vary, design, seeds, analysis = DESIGNS[name]
    return run(SAMPLED.format(vary="\n".join(vary), design=design, seeds=seeds) + analysis, name)
