# SPDX-License-Identifier: Apache-2.0
"""Two variants seed by seed: differences, their intervals, and what shared seeds are worth."""
from __future__ import annotations

import math
from statistics import NormalDist
from typing import Dict, List, Optional, Sequence, Tuple

import numpy as np
import pandas as pd

from .errors import InputError, unknown
from .student import t_quantile

CONFIDENCE = 0.95
COLUMNS = ("baseline", "variant", "difference", "low", "high", "correlation", "variance_ratio", "more_seeds")


def half_width(deviation: float, n: int, confidence: float) -> float:
    """Of Student's interval for the mean of n values; not a number for a single one."""
    if n < 2:
        return math.nan
    return t_quantile(0.5 + confidence / 2.0, float(n - 1)) * deviation / math.sqrt(n)


def seeds_needed(deviation: float, width: float, confidence: float) -> float:
    """Least number of seeds whose interval is no wider to either side than `width`, at the deviation seen so far."""
    if not (math.isfinite(deviation) and math.isfinite(width)):
        return math.nan
    if deviation == 0.0:
        return 2
    if width <= 0.0:
        return math.inf
    by_normal_law = math.ceil((NormalDist().inv_cdf(0.5 + confidence / 2.0) * deviation / width) ** 2)
    n = max(2, by_normal_law)
    while half_width(deviation, n, confidence) > width:
        n += 1
    return n


def paired_runs(metrics: pd.DataFrame, variant: str, against: str) -> Tuple[pd.DataFrame, pd.DataFrame]:
    """The metrics of two variants, a row a seed that both were run under."""
    sides = [metrics.xs(one, level="variant").droplevel("run") for one in (variant, against)]
    seeds = sides[0].index.intersection(sides[1].index, sort=False)
    return sides[0].loc[seeds], sides[1].loc[seeds]


def paired_row(variant: np.ndarray, baseline: np.ndarray, confidence: float, precision: float) -> Dict[str, float]:
    """Of values under the same seeds; pairs of which one lacks a value are left out."""
    both = np.isfinite(variant) & np.isfinite(baseline)
    variant, baseline = variant[both], baseline[both]
    n = len(variant)
    if n == 0:
        return {"n": 0, **dict.fromkeys(COLUMNS, math.nan)}
    difference = variant - baseline
    variances = [_variance(variant), _variance(baseline)]
    deviation = math.sqrt(_variance(difference))
    half = half_width(deviation, n, confidence)
    needed = seeds_needed(deviation, precision * abs(float(baseline.mean())), confidence)
    values = (
        float(baseline.mean()),
        float(variant.mean()),
        float(difference.mean()),
        float(difference.mean()) - half,
        float(difference.mean()) + half,
        _correlation(variant, baseline, variances),
        _ratio(sum(variances), deviation * deviation),
        max(0.0, needed - n),
    )
    return {"n": n, **dict(zip(COLUMNS, values))}


def _variance(values: np.ndarray) -> float:
    """Exactly 0 if nothing varies, which rounding in the mean would hide."""
    if len(values) < 2:
        return math.nan
    return 0.0 if values.min() == values.max() else float(np.var(values, ddof=1))


def _correlation(a: np.ndarray, b: np.ndarray, variances: List[float]) -> float:
    scale = math.sqrt(variances[0]) * math.sqrt(variances[1])
    if not scale > 0.0:
        return math.nan
    return float(np.dot(a - a.mean(), b - b.mean()) / (len(a) - 1) / scale)


def _ratio(variances: float, of_difference: float) -> float:
    if of_difference > 0.0:
        return variances / of_difference
    return math.inf if variances > 0.0 else math.nan


def comparison_table(metrics: pd.DataFrame, variant: str, against: str, names: Optional[Sequence[str]],
                     confidence: float, precision: float, path: str) -> pd.DataFrame:
    """The table that `Results.compare` describes."""
    if not 0.0 < confidence < 1.0:
        raise InputError(f"confidence {confidence} is not between 0 and 1")
    if not precision > 0.0:
        raise InputError(f"precision {precision} is not above 0")
    names = list(metrics.columns) if names is None else [names] if isinstance(names, str) else list(names)
    for name in names:
        if name not in metrics:
            raise unknown("metric", name, metrics.columns, path)
    ones, others = paired_runs(metrics[names], variant, against)
    rows = [paired_row(ones[name].to_numpy(), others[name].to_numpy(), confidence, precision) for name in names]
    table = pd.DataFrame(rows, index=pd.Index(names, name="metric"))
    table["unit"] = [metrics.attrs["units"].get(name, "") for name in names]
    table.attrs = {"variant": variant, "against": against, "confidence": confidence, "precision": precision}
    return table
