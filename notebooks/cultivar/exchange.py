# SPDX-License-Identifier: Apache-2.0
"""Results in the shapes that other packages take."""
from __future__ import annotations

from typing import TYPE_CHECKING, Dict, List, Optional, Sequence, Tuple, Union

import numpy as np
import pandas as pd

from . import sampling
from .errors import unknown
from .results_file import ResultsFile

if TYPE_CHECKING:
    from .analysed import Analysed


def listed(names: Union[str, Sequence[str]]) -> List[str]:
    return [names] if isinstance(names, str) else list(names)


def ema(results: Analysed, metrics: Optional[Union[str, Sequence[str]]],
        courses: Union[str, Sequence[str]]) -> Tuple[pd.DataFrame, Dict[str, np.ndarray]]:
    """The pair that `Results.to_ema` describes."""
    runs, table = results.runs, results.metrics
    done = (runs.status == "done").to_numpy()
    index = runs.index[done]
    experiments = _experiments(results, index)
    names = list(table.columns) if metrics is None else listed(metrics)
    for name in names:
        if name not in table:
            raise unknown("metric", name, table.columns, results.path)
    outcomes = {name: table[name].to_numpy()[done] for name in names}
    for name in listed(courses):
        course = results.series(name)
        outcomes[name] = course.to_numpy().T[done]
        years = course.index.year + (course.index.dayofyear - 1) / np.where(course.index.is_leap_year, 366, 365)
        outcomes["TIME"] = np.tile(years.to_numpy(), (int(done.sum()), 1))
    return experiments, outcomes


def _experiments(results: Analysed, index: pd.MultiIndex) -> pd.DataFrame:
    seeds = index.get_level_values("seed")
    if "variant" in index.names:
        columns = {"scenario": seeds.astype(object), "policy": index.get_level_values("variant").astype(object)}
        return pd.DataFrame({**columns, "model": "cultivar"})
    points = index.get_level_values("point")
    experiments = results.points.loc[points].reset_index(drop=True)
    experiments["scenario"] = [f"p{point}/{seed}" for point, seed in zip(points, seeds)]
    experiments["policy"], experiments["model"] = results.variants[0], "cultivar"
    return experiments


def salib(file: ResultsFile, metrics: pd.DataFrame, metric: str) -> Tuple[dict, np.ndarray, np.ndarray]:
    """The three that `Results.to_salib` describes."""
    factors, points = sampling.factors_table(file), sampling.numeric_points(file)
    if metric not in metrics:
        raise unknown("metric", metric, metrics.columns, file.path)
    values = sampling.outputs(metrics, metric).reindex(points.index)
    kept = sampling.complete_blocks(values, sampling.block_of(file))
    problem = {"num_vars": len(factors), "names": factors.index.tolist(), "bounds": factors[["low", "high"]].values.tolist()}
    return problem, points.to_numpy()[kept], values.to_numpy()[kept]
