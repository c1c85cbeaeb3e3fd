# SPDX-License-Identifier: Apache-2.0
"""The path of scenarios from need to validation, and how many firms use what came of it."""
from __future__ import annotations

from typing import TYPE_CHECKING, List, Optional, Sequence, Union

import numpy as np

from ..errors import InputError, unknown
from .style import INK, figure_axes, finish, label_axes, legend, look_of, plain_numbers, points_of, readable, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..results import Results

STAGES = {
    "needs": "needs",
    "identified": "opened",
    "listed": "listed",
    "matched": "matched",
    "contracted": "contracted",
    "in_trial": "in trial",
    "validated": "validated",
}
USERS = "adopters"
MOST = 4
SMALLEST = 5.0


def funnel(results: Results, variant: Union[None, str, Sequence[str]], ax: Optional[Axes]) -> Axes:
    results._need_variants()
    shown = _shown(results, variant)
    metrics = results.metrics
    stages = [name for name in STAGES if name in metrics]
    if not stages:
        raise InputError("these results hold no stages of scenarios", file=results.path)
    ax = figure_axes(ax, (7.2, 5.0))
    height, rows = 0.8 / len(shown), np.arange(len(stages))
    size = min(8.0, 0.95 * height * points_of(ax)[1] / (len(stages) + 1))
    widest = 0.0
    for place, name in enumerate(shown):
        runs = metrics.xs(name, level="variant")
        means = runs[stages].mean().to_numpy()
        widest = max(widest, means.max())
        at = rows - 0.4 + (place + 0.5) * height
        colour = look_of(results.variants.index(name))["color"]
        ax.barh(at, means, height=0.92 * height, color=colour, label=readable(name))
        for y, mean in zip(at, means) if size >= SMALLEST else ():
            share = f" ({100 * mean / means[0]:.0f} %)" if means[0] > 0 else ""
            ax.annotate(short(mean) + share, (mean, y), (3, 0), textcoords="offset points", va="center",
                        fontsize=size, color=INK)
    users = ["in use by"] if USERS in metrics else []
    if users:
        _tell_users(ax, results, [float(metrics.xs(name, level="variant")[USERS].mean()) for name in shown], shown, size,
                    len(stages))
    ax.set_yticks(range(len(stages) + len(users)), [STAGES[name] for name in stages] + users)
    ax.set_ylim(len(stages) + len(users) - 0.45, -0.55)
    room = min(0.5, 7.0 * size / points_of(ax)[0]) if size >= SMALLEST else 0.05
    ax.set_xlim(0, widest / (1.0 - room) if widest > 0 else 1)
    label_axes(ax, "scenarios, by the end (count)", "")
    plain_numbers(ax.xaxis)
    ax.locator_params(axis="x", nbins=5)
    legend(ax, len(shown), below=True)
    seeds = len(metrics.xs(shown[0], level="variant"))
    over = f"means of {seeds} seeds" if seeds > 1 else "one seed"
    note = f"{over}; in brackets the share of needs" if size >= SMALLEST else over
    return finish(ax, "From need to validated scenario", note)


def _tell_users(ax: Axes, results: Results, users: List[float], shown: List[str], size: float, row: int) -> None:
    """In words, since firms are no scenarios: a line for each variant, or one for all where there is no room."""
    colours = [look_of(results.variants.index(name))["color"] for name in shown]
    texts = [short(number) for number in users]
    if size < SMALLEST and len(users) > 1:
        ends = dict.fromkeys([short(min(users)), short(max(users))])
        colours, texts, size = [INK], ["–".join(ends)], 7.0
    for place, (text, colour) in enumerate(zip(texts, colours)):
        at = (0, row - 0.4 + 0.8 * (place + 0.5) / len(texts))
        ax.annotate(f"{text} firms", at, (3, 0), textcoords="offset points", va="center", fontsize=size, color=colour,
                    weight="bold")


def _shown(results: Results, variant: Union[None, str, Sequence[str]]) -> List[str]:
    if variant is None:
        return results.variants[:MOST]
    shown = [variant] if isinstance(variant, str) else list(variant)
    for name in shown:
        if name not in results.variants:
            raise unknown("variant", name, results.variants, results.path)
    return shown
