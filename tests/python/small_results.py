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
