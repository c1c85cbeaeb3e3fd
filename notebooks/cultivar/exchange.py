# SPDX-License-Identifier: Apache-2.0
"""Results in the shapes that other packages take."""
from __future__ import annotations

from typing import TYPE_CHECKING, Dict, List, Optional, Sequence, Tuple, Union

import numpy as np
import pandas as pd

from .errors import unknown

if TYPE_CHECKING:
    from .stored import Stored


def listed(names: Union[str, Sequence[str]]) -> List[str]:
    return [names] if isinstance(names, str) else list(names)


def ema(results: Stored, metrics: Optional[Union[str, Sequence[str]]],
        courses: Union[str, Sequence[str]]) -> Tuple[pd.DataFrame, Dict[str, np.ndarray]]:
    """The pair that `Results.to_ema` describes."""
    runs, table = results.runs, results.metrics
    done = (runs.status == "done").to_numpy()
    index = runs.index[done]
    experiments = pd.DataFrame(
        {
            "scenario": index.get_level_values("seed").astype(object),
            "policy": index.get_level_values("variant").astype(object),
            "model": "cultivar",
        }
    )
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
