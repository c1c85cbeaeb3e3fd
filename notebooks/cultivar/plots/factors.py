# SPDX-License-Identifier: Apache-2.0
"""Which factors matter: bars of indices and effects, and the tornado."""
from __future__ import annotations

from typing import TYPE_CHECKING, Optional, Sequence

import numpy as np
import pandas as pd

from ..sampling import factors_table
from .style import (BASELINE, COLOURS, INK, figure_axes, finish, label_axes, legend, plain_numbers, readable, short, spoken,
                    with_unit)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..results import Results

ALONE, IN_ALL = COLOURS[1], COLOURS[0]
LOWEST, HIGHEST = COLOURS[4], COLOURS[0]


def indices(results: Results, metric: str, ax: Optional[Axes]) -> Axes:
    if results._file.has("analysis/morris"):
        return _effects(results, metric, ax)
    table = results.sobol(metric).sort_values("ST", ascending=False, kind="stable")
    ax = _axes_for(table.index, ax)
    for column, name, colour, shift in (("S1", "alone (S1)", ALONE, -0.2), ("ST", "with all others (ST)", IN_ALL, 0.2)):
        _bars(ax, table[column], table[f"{column}_low"], table[f"{column}_high"], colour, shift, 0.36, name)
    label_axes(ax, "share of the variance", "")
    legend(ax, 2, below=True)
    blocks = f"{table.attrs['blocks']:,.0f} blocks"
    return finish(ax, f"What {readable(metric)} depends on", f"Sobol indices with bootstrap intervals, from {blocks}")


def _effects(results: Results, metric: str, ax: Optional[Axes]) -> Axes:
    table = results.morris(metric)
    ax = _axes_for(table.index, ax)
    _bars(ax, table.mu_star, table.mu_star_low, table.mu_star_high, IN_ALL, 0.0, 0.6, "")
    label_axes(ax, with_unit(f"effect on {readable(metric)} over the whole range", table.attrs["unit"]), "")
    count = f"{table.attrs['trajectories']:,.0f} trajectories"
    return finish(ax, f"What {readable(metric)} depends on", f"mean size μ* of effects with intervals, from {count}")


def tornado(results: Results, metric: str, ax: Optional[Axes]) -> Axes:
    table, factors = results.tornado(metric), factors_table(results._file)
    ax, baseline = _axes_for(table.index, ax), table.attrs["baseline"]
    rows = np.arange(len(table))
    for end, name, colour in (("at_low", "at its lowest", LOWEST), ("at_high", "at its highest", HIGHEST)):
        ax.barh(rows, table[end], left=baseline, height=0.6, color=colour, label=name)
        for row, (factor, change) in enumerate(table[end].items()):
            _name_end(ax, row, baseline + change, _value_of(factors.loc[factor], end), _leftwards(table.loc[factor], end))
    ax.axvline(baseline, color=BASELINE, linewidth=1.0)
    ax.margins(x=0.22)
    label_axes(ax, with_unit(readable(metric), table.attrs["unit"]), "")
    legend(ax, 2, below=True)
    return finish(ax, f"What each factor alone does to {readable(metric)}", f"the line is the baseline, {short(baseline)}")


def _leftwards(changes: pd.Series, end: str) -> bool:
    """An end's label lies on its bar's side of the baseline; of a bar without length, across from the other's."""
    if changes[end] != 0.0:
        return changes[end] < 0.0
    return changes.drop(end).iloc[0] > 0.0 or (changes.drop(end).iloc[0] == 0.0 and end == "at_low")


def _name_end(ax: Axes, row: int, at: float, text: str, leftwards: bool) -> None:
    ax.annotate(text, (at, row), (-4 if leftwards else 4, 0), textcoords="offset points", va="center",
                ha="right" if leftwards else "left", fontsize=7.5, color=INK)


def _value_of(factor: pd.Series, end: str) -> str:
    if factor["values"]:
        return readable(factor["values"][0 if end == "at_low" else -1])
    return spoken(factor.low if end == "at_low" else factor.high, factor.unit)


def _axes_for(factors: Sequence[str], ax: Optional[Axes]) -> Axes:
    """A row for each factor, the first at the top."""
    ax = figure_axes(ax, (7.2, 1.9 + 0.45 * len(factors)))
    ax.set_yticks(range(len(factors)), factors)
    ax.set_ylim(len(factors) - 0.4, -0.6)
    ax.grid(axis="x", linewidth=0.5, alpha=0.4)
    ax.set_axisbelow(True)
    plain_numbers(ax.xaxis)
    ax.locator_params(axis="x", nbins=5)
    return ax


def _bars(ax: Axes, values: pd.Series, low: pd.Series, high: pd.Series, colour: str, shift: float, height: float,
          name: str) -> None:
    rows = np.arange(len(values)) + shift
    ax.barh(rows, values, height=height, color=colour, label=name)
    ax.hlines(rows, low, high, color=INK, linewidth=1.1)
    ax.axvline(0.0, color=BASELINE, linewidth=0.8)
