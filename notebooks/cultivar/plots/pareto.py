# SPDX-License-Identifier: Apache-2.0
"""Two goals at once: which variants no other one beats in both."""
from __future__ import annotations

from typing import TYPE_CHECKING, Dict, List, Optional

import numpy as np

from ..errors import InputError, unknown
from .labels import place_labels
from .style import BASELINE, COLOURS, figure_axes, finish, label_axes, plain_numbers, readable, with_unit

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..results import Results

FEW = 6


def front(points: np.ndarray, goals: List[str]) -> np.ndarray:
    """Whether no other point is at least as good in every column and better in one; a row a point."""
    gains = points * np.array([1.0 if goal == "max" else -1.0 for goal in goals])
    beaten = [((gains >= one).all(axis=1) & (gains > one).any(axis=1)).any() for one in gains]
    return ~np.array(beaten)


def pareto(results: Results, x: str, y: str, goals: Dict[str, str], ax: Optional[Axes]) -> Axes:
    results._need_variants()
    summary, metrics = results.summary, results.metrics
    towards = [_goal(results, metrics.attrs, name, goals) for name in (x, y)]
    rows = {name: summary.xs(name, level="metric").loc[results.variants] for name in (x, y)}
    points = np.column_stack([rows[x]["mean"], rows[y]["mean"]])
    unbeaten = front(points, towards)
    ax = figure_axes(ax, (7.2, 5.0))
    colours = [COLOURS[0] if best else BASELINE for best in unbeaten]
    faint = 0.9 if len(points) <= FEW else 0.35
    for place, colour in enumerate(colours):
        for name, draw in ((x, ax.hlines), (y, ax.vlines)):
            row = rows[name].iloc[place]
            draw(points[place][1 if name == x else 0], row.low, row.high, color=colour, linewidth=1.0, alpha=faint)
        ax.plot(*points[place], color=colour, marker="o", markersize=7, zorder=3,
                markerfacecolor=colour if unbeaten[place] else "white")
    line = points[unbeaten][np.argsort(points[unbeaten][:, 0])]
    ax.plot(line[:, 0], line[:, 1], color=COLOURS[0], linewidth=1.0, alpha=0.5, zorder=1)
    told = [f"{with_unit(readable(name), metrics.attrs['units'][name])}, {'more' if goal == 'max' else 'less'} is better"
            for name, goal in zip((x, y), towards)]
    label_axes(ax, *told)
    plain_numbers(ax.xaxis)
    plain_numbers(ax.yaxis)
    ax.locator_params(nbins=5)
    ax.margins(0.18)
    ax.grid(linewidth=0.5, alpha=0.4)
    finish(ax, f"{readable(y)} and {readable(x)}",
           "means with 95 % intervals; filled: no other variant is as good in both and better in one")
    place_labels(ax, points, [readable(name) for name in results.variants], colours)
    return ax


def _goal(results: Results, attributes: dict, name: str, goals: Dict[str, str]) -> str:
    if name not in attributes["units"]:
        raise unknown("metric", name, attributes["units"], results.path)
    goal = goals.get(name) or attributes["goals"][name]
    if goal not in ("max", "min"):
        raise InputError(f"more of '{name}' is neither good nor bad in itself", file=results.path,
                         hint=f"say goals={{'{name}': 'max'}} or 'min'")
    return goal
