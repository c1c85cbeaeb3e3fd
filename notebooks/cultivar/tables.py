# SPDX-License-Identifier: Apache-2.0
"""Tables of a results file as data frames: one row a run, or one row a variant and metric."""
from __future__ import annotations

from typing import List

import numpy as np
import pandas as pd

from .errors import InputError
from .results_file import ResultsFile

OF_RUNS = ("run", "variant", "point", "seed")
COUNTS = ("n",)


def label_of_runs(file: ResultsFile) -> str:
    """What runs differ by, seeds aside: their variant, or their point of a design."""
    return "variant" if "variant" in file.names("metrics") else "point"


def index_of_runs(file: ResultsFile) -> pd.MultiIndex:
    label = label_of_runs(file)
    labels = file.texts("metrics/variant") if label == "variant" else file.values("metrics/point")
    columns = [file.values("metrics/run"), labels, seeds_of(file, "metrics")]
    if len({len(column) for column in columns}) != 1:
        raise file.error("damaged: columns of /metrics of unequal length")
    return pd.MultiIndex.from_arrays(columns, names=["run", label, "seed"])


def seeds_of(file: ResultsFile, group: str) -> np.ndarray:
    """Seeds of the runs, signed where they fit, which is friendlier to look up."""
    seeds = file.values(f"{group}/seed")
    return seeds.astype(np.int64) if seeds.size == 0 or seeds.max() < 1 << 63 else seeds


def runs_table(file: ResultsFile) -> pd.DataFrame:
    status = file.values("runs/status")
    columns = {
        "id": file.texts("runs/id"),
        "point": file.values("runs/point"),
        "status": np.where(status == 0, "done", "failed"),
        "stage": file.texts("runs/stage"),
        "events": file.values("runs/events"),
        "fingerprint": file.values("runs/fingerprint"),
        "seconds": file.values("provenance/seconds"),
    }
    if label_of_runs(file) == "point":
        del columns["point"]
    table = _frame(file, columns, index_of_runs(file))
    if file.has("errors"):
        messages = pd.Series(file.texts("errors/message"), index=file.values("errors/run"))
        table["message"] = [messages.get(run, "") for run in table.index.get_level_values("run")]
    table.attrs["units"] = {"seconds": "s"}
    return table


def metric_names(file: ResultsFile) -> List[str]:
    return [name for name in file.names("metrics") if name not in OF_RUNS]


def metrics_table(file: ResultsFile) -> pd.DataFrame:
    names = metric_names(file)
    table = _frame(file, {name: file.values(f"metrics/{name}") for name in names}, index_of_runs(file))
    for attribute, plural in (("unit", "units"), ("goal", "goals"), ("definition", "definitions")):
        table.attrs[plural] = {name: file.attribute(f"metrics/{name}", attribute, "") for name in names}
    return table


def variant_table(file: ResultsFile, group: str) -> pd.DataFrame:
    """/summary or /paired: a row for each variant and metric."""
    if not file.has(group):
        raise InputError(f"there is no /{group} in these results", file=file.path,
                         hint="pairs need two variants" if group == "paired" else None)
    variants, metrics = file.texts(f"{group}/variant"), file.texts(f"{group}/metric")
    index = pd.MultiIndex.from_product([variants, metrics], names=["variant", "metric"])
    columns = {}
    for name in file.names(group):
        if name not in ("variant", "metric", "unit"):
            columns[name] = file.values(f"{group}/{name}").ravel()
    table = _frame(file, columns, index)
    for name in COUNTS:
        table[name] = table[name].astype(int)
    table["unit"] = file.texts(f"{group}/unit") * len(variants)
    return table


def _frame(file: ResultsFile, columns: dict, index: pd.MultiIndex) -> pd.DataFrame:
    try:
        return pd.DataFrame(columns, index=index)
    except ValueError as error:
        raise file.error(f"damaged: columns that do not fit together: {error}") from None
