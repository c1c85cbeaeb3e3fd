# SPDX-License-Identifier: Apache-2.0
"""Plots over time: bands over seeds, and paired differences."""
from __future__ import annotations

from typing import TYPE_CHECKING, Dict, Optional, Sequence, Tuple, Union

import pandas as pd

from ..comparison import half_width
from ..errors import InputError, unknown
from .style import BASELINE, figure_axes, finish, label_axes, legend, look_of, plain_numbers, readable, with_unit

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..results import Results

MOST_BANDS = 4


def fan(results: Results, metric: str, variant: Union[None, str, Sequence[str]], band: Tuple[float, float],
        ax: Optional[Axes], axes: Dict[str, str]) -> Axes:
    low, high = band
    if not 0.0 <= low < high <= 1.0:
        raise InputError(f"band {band} is not two quantiles, the lower first")
    course = _one_course(results, metric, variant, axes)
    shown = list(dict.fromkeys(course.columns.get_level_values("variant")))
    ax = figure_axes(ax, (7.2, 4.2))
    for name in shown:
        runs, look = course[name], look_of(results.variants.index(name))
        if len(shown) <= MOST_BANDS and runs.shape[1] > 1:
            ax.fill_between(runs.index, runs.quantile(low, axis=1), runs.quantile(high, axis=1), color=look["color"],
                            alpha=0.2, linewidth=0)
        ax.plot(runs.index, runs.median(axis=1), label=readable(name), linewidth=1.8, **look)
    seeds = course[shown[0]].shape[1]
    said = f"median and quantiles {low:g} to {high:g}" if len(shown) <= MOST_BANDS else "median"
    note = f"{said} of {seeds} seeds" if seeds > 1 else "one seed"
    label_axes(ax, "date", with_unit(readable(metric), course.attrs["unit"]))
    return _dated(ax, course.index, len(shown), _title(course, f"{readable(metric)}"), note)


def difference(results: Results, variant: str, metric: str, against: Optional[str], confidence: float,
               ax: Optional[Axes], axes: Dict[str, str]) -> Axes:
    against = results.variants[0] if against is None else against
    for name in (variant, against):
        if name not in results.variants:
            raise unknown("variant", name, results.variants, results.path)
    if variant == against:
        raise InputError(f"'{variant}' against itself differs by nothing", file=results.path)
    course = _one_course(results, metric, [variant, against], axes)
    differences = (course[variant] - course[against]).dropna(axis=1, how="all")
    n = differences.shape[1]
    mean = differences.mean(axis=1)
    half = [half_width(deviation, n, confidence) for deviation in differences.std(axis=1, ddof=1)]
    ax = figure_axes(ax, (7.2, 4.2))
    look = look_of(max(1, results.variants.index(variant)))
    ax.axhline(0.0, color=BASELINE, linewidth=1.0)
    ax.fill_between(mean.index, mean - half, mean + half, color=look["color"], alpha=0.25, linewidth=0)
    ax.plot(mean.index, mean, color=look["color"], linewidth=1.8)
    label_axes(ax, "date", with_unit(f"difference in {readable(metric)}", course.attrs["unit"]))
    title = _title(course, f"{readable(variant)} − {readable(against)}: {readable(metric)}")
    note = f"mean and {100 * confidence:g} % interval of {n} pairs of runs under the same seed"
    return _dated(ax, mean.index, 1, title, note)


def _one_course(results: Results, metric: str, variant: Union[None, str, Sequence[str]],
                axes: Dict[str, str]) -> pd.DataFrame:
    course = results.series(metric, variant=variant, **axes)
    if course.columns.nlevels > 2:
        name = course.columns.names[2]
        raise InputError(f"one course for each variant is drawn, not one for each {name}", file=results.path,
                         hint=f"take one {name}, or a sum or mean over them")
    return course


def _title(course: pd.DataFrame, start: str) -> str:
    return f"{start}, {course.attrs['part']}" if course.attrs["part"] else start


def _dated(ax: Axes, dates: pd.DatetimeIndex, entries: int, title: str, note: str) -> Axes:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    locator = AutoDateLocator(minticks=3, maxticks=8)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    ax.set_xlim(dates[0], dates[-1])
    ax.grid(axis="y", linewidth=0.5, alpha=0.4)
    plain_numbers(ax.yaxis)
    legend(ax, entries)
    return finish(ax, title, note)
