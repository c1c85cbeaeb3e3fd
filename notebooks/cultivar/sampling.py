# SPDX-License-Identifier: Apache-2.0
"""A sampled experiment: its factors, its points, the outputs of points, and what the program found in them."""
from __future__ import annotations

from typing import List, Tuple

import numpy as np
import pandas as pd

from .errors import InputError, unknown
from .results_file import ResultsFile

# What an experiment must ask for to have an analysis, for the hint when it is not there.
ANALYSES = {"sobol": "design: sobol", "morris": "design: morris", "tornado": "design: one_at_a_time",
            "association": "design: latin_hypercube or another without a method of its own", "points": "any design",
            "seeds": "two seeds or more at a point"}
INDICES_OF = ("factor", "pair", "n")


def is_sampled(file: ResultsFile) -> bool:
    return file.has("design/factors")


def refuse_unsampled(file: ResultsFile) -> None:
    if not is_sampled(file):
        raise InputError("these results have variants, not points of a design", file=file.path,
                         hint="a design comes from an experiment of the kind 'sensitivity'")


def factors_table(file: ResultsFile) -> pd.DataFrame:
    refuse_unsampled(file)
    columns = {name: file.texts(f"design/{name}") for name in ("role", "distribution", "unit", "values")}
    columns.update({name: file.values(f"design/{name}") for name in ("low", "high")})
    columns["values"] = [text.split("\n") if text else [] for text in columns["values"]]
    index = pd.Index(file.texts("design/factors"), name="factor")
    return pd.DataFrame(columns, index=index)[["role", "distribution", "low", "high", "unit", "values"]]


def numeric_points(file: ResultsFile) -> pd.DataFrame:
    """Value of each factor at each point; of a one_of its place among the values."""
    refuse_unsampled(file)
    index = pd.Index(file.values("design/point"), name="point")
    return pd.DataFrame(file.values("design/points"), index=index, columns=file.texts("design/factors"))


def named_points(file: ResultsFile) -> pd.DataFrame:
    points, factors = numeric_points(file), factors_table(file)
    for name, values in factors["values"].items():
        if values:
            points[name] = [values[int(place)] for place in points[name]]
        elif factors.distribution[name] == "integer":
            points[name] = points[name].astype(int)
    return points


def block_of(file: ResultsFile) -> int:
    """How many points belong together; results of designs without blocks count each for itself."""
    return max(1, int(file.attribute("design/points", "block", "1")))


def outputs(metrics: pd.DataFrame, metric: str) -> pd.Series:
    """A point's mean over the seeds that all points share; missing where one of these runs has no value."""
    by_seed = metrics[metric].droplevel("run").unstack("seed")
    shared = metrics[metric].groupby(level="seed").size() == len(by_seed)
    return by_seed.loc[:, shared[shared].index].mean(axis=1, skipna=False)


def complete_blocks(values: pd.Series, block: int) -> np.ndarray:
    """Which points lie in blocks without a missing value."""
    whole = np.isfinite(values.to_numpy()).reshape(-1, block).all(axis=1)
    return np.repeat(whole, block)


def by_metric(file: ResultsFile, group: str) -> pd.DataFrame:
    """All numbers of /analysis/GROUP with one value a metric."""
    path, metrics = _analysis(file, group)
    index = pd.Index(metrics, name="metric")
    columns = {name: file.values(f"{path}/{name}") for name in file.names(path)
               if name not in ("metric", "unit") and file.axes(f"{path}/{name}") == ["metric"]}
    table = pd.DataFrame(columns, index=index)
    table["unit"] = file.texts(f"{path}/unit")
    return table


def by_axis(file: ResultsFile, group: str, metric: str, axis: str) -> pd.DataFrame:
    """What /analysis/GROUP holds of one metric over one axis, and as attributes what it holds of it alone."""
    path, place = _place_of(file, group, metric, axis)
    shown = [name for name in file.names(path) if file.axes(f"{path}/{name}") == ["metric", axis]]
    columns = {name: file.values(f"{path}/{name}", place) for name in shown}
    table = pd.DataFrame(columns, index=pd.Index(file.texts(f"{path}/{axis}"), name=axis))
    alone = by_metric(file, group).loc[metric]
    table.attrs = {"metric": metric, **alone.to_dict()}
    return table


def indices(file: ResultsFile, metric: str, of: str) -> pd.DataFrame:
    """Sobol indices of factors or pairs; of n from the first blocks, a row for each number of them and factor."""
    if of not in INDICES_OF:
        raise unknown("axis", of, INDICES_OF, file.path)
    if of != "n":
        return by_axis(file, "sobol", metric, of)
    path, place = _place_of(file, "sobol", metric, of)
    steps, factors = file.values(f"{path}/n").tolist(), file.texts(f"{path}/factor")
    index = pd.MultiIndex.from_product([steps, factors], names=["n", "factor"])
    names = [name for name in file.names(path) if file.axes(f"{path}/{name}") == ["metric", "n", "factor"]]
    return pd.DataFrame({name.replace("_by_n", ""): file.values(f"{path}/{name}", place).ravel() for name in names},
                        index=index)


def _place_of(file: ResultsFile, group: str, metric: str, axis: str) -> Tuple[str, int]:
    path, metrics = _analysis(file, group)
    if metric not in metrics:
        raise unknown("metric", metric, metrics, file.path)
    if axis == "pair" and not file.has(f"{path}/{axis}"):
        raise InputError("the experiment did not ask for pairs of factors", file=file.path,
                         hint="design: {sobol: {n: 64, second_order: true}}")
    return path, metrics.index(metric)


def _analysis(file: ResultsFile, group: str) -> Tuple[str, List[str]]:
    path = f"analysis/{group}"
    if group not in ANALYSES:
        raise unknown("analysis", group, ANALYSES, file.path)
    if not file.has("analysis") or not file.has(path):
        raise InputError(f"there is no /{path} in these results", file=file.path,
                         hint=f"it comes from experiment: sensitivity with {ANALYSES[group]}")
    return path, file.texts(f"{path}/metric")
