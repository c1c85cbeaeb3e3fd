# SPDX-License-Identifier: Apache-2.0
"""A metric by province, on tiles."""
from __future__ import annotations

from typing import TYPE_CHECKING, Dict, Optional

import pandas as pd

from ..errors import InputError
from .style import (DIVERGING, FAINT, INK, SEQUENTIAL, chinese_font, families, figure_axes, finish, points_of, readable,
                    short, with_unit, wrapped)
from .tiles import COLUMNS, COVERAGE, ROWS, TILES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..results import Results

GAP = 0.06
SMALLEST_WITH_VALUE = 26.0


def tile_map(results: Results, metric: str, year: Optional[int], variant: Optional[str], against: Optional[str],
             chinese: Optional[bool], ax: Optional[Axes], axes: Dict[str, str]) -> Axes:
    variant = results.variants[0] if variant is None else variant
    values, unit, date, part = _values(results, metric, year, variant, axes)
    if against is not None:
        values = values - _values(results, metric, year, against, axes)[0]
    ax = figure_axes(ax, (7.2, 7.4))
    colours = _colours(values, against is not None)
    named = chinese_font() is not None if chinese is None else chinese
    if named and chinese_font() is None:
        raise InputError("no font of this machine has Chinese signs", hint="Debian has them in fonts-noto-cjk")
    _draw(ax, values, colours, named)
    bar = ax.figure.colorbar(colours, ax=ax, orientation="horizontal", fraction=0.04, pad=0.05, aspect=30,
                             shrink=0.7)
    bar.set_label(with_unit(readable(metric), unit), fontsize=9)
    bar.ax.tick_params(labelsize=8)
    bar.ax.xaxis.set_major_formatter(lambda value, _: short(value))
    title = f"{readable(metric)}{', ' + part if part else ''}: {readable(variant)}"
    title += f" − {readable(against)}" if against is not None else ""
    finish(ax, f"{title}, {_day(date)}", _seeds(results, variant))
    ax.set_axis_off()
    ax.text(0.0, -0.005, "\n".join(wrapped(ax, _coverage(values), 7)), transform=ax.transAxes, fontsize=7, color=INK,
            va="top")
    return ax


def _values(results: Results, metric: str, year: Optional[int], variant: str, axes: Dict[str, str]):
    """Means over seeds by code of region, at the first instant at or after the end of the year, or the last."""
    if "region" in axes:
        raise InputError("a map shows every region", hint="leave out region=")
    course = results.series(metric, variant=variant, region="all", **axes)
    if course.columns.names != ["variant", "seed", "region"]:
        raise InputError(f"{metric} is not by region and nothing else", file=results.path,
                         hint="take one label of each further axis, or a sum or mean over it")
    date = course.index[-1] if year is None else _end_of(results, year, course.index)
    by_name = course.loc[date].groupby(level="region", sort=False).mean()
    codes = dict(zip(results._file.texts("series/region"), results._file.texts("series/region_code")))
    values = by_name.rename(index=codes)
    if lost := [name for name, code in codes.items() if code not in TILES]:
        raise InputError(f"no tile for region '{lost[0]}'", file=results.path,
                         hint="tiles are those of the provinces, by their codes")
    return values, course.attrs["unit"], date, course.attrs["part"]


def _end_of(results: Results, year: int, dates: pd.DatetimeIndex) -> pd.Timestamp:
    end = pd.Timestamp(year=year + 1, month=1, day=1)
    if not dates[0].year <= year or end > dates[-1]:
        first, last = dates[0].year, dates[-1].year - 1
        raise InputError(f"year {year} does not end within the run", file=results.path, hint=f"{first} to {last} do")
    return dates[dates.searchsorted(end)]


def _day(date: pd.Timestamp) -> str:
    return f"end of {date.year - 1}" if (date.month, date.day) == (1, 1) else str(date.date())


def _seeds(results: Results, variant: str) -> str:
    seeds = int((results.runs.index.get_level_values("variant") == variant).sum())
    return f"mean of {seeds} seeds" if seeds > 1 else "one seed"


def _coverage(values: pd.Series) -> str:
    missing = len(TILES) - len(values)
    return f"{COVERAGE} Grey: {missing} not in this world." if missing else COVERAGE


def _colours(values: pd.Series, diverging: bool):
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import Normalize

    low, high = values.min(), values.max()
    if diverging:
        high = max(abs(low), abs(high)) or 1.0
        low = -high
    elif low == high:
        low, high = low - 0.5, high + 0.5
    return ScalarMappable(Normalize(low, high), DIVERGING if diverging else SEQUENTIAL)


def _draw(ax: Axes, values: pd.Series, colours, chinese: bool) -> None:
    from matplotlib.patches import FancyBboxPatch

    ax.set_xlim(0, COLUMNS)
    ax.set_ylim(ROWS, 0)
    ax.set_aspect("equal")
    side = min(points_of(ax)[0] / COLUMNS, points_of(ax)[1] / ROWS)
    size = min(max(0.22 * side, 4.5), 12.0)
    font = families([tile.chinese for tile in TILES.values()] if chinese else [])
    for code, tile in TILES.items():
        there = code in values.index
        colour = colours.to_rgba(values[code]) if there else "#F2F2F2"
        ax.add_patch(FancyBboxPatch((tile.column + GAP, tile.row + GAP), 1 - 2 * GAP, 1 - 2 * GAP, linewidth=0,
                                    boxstyle="round,pad=0,rounding_size=0.08", facecolor=colour))
        ink = _ink(colour) if there else FAINT
        name = tile.chinese if chinese else code
        with_value = there and side >= SMALLEST_WITH_VALUE
        ax.text(tile.column + 0.5, tile.row + (0.36 if with_value else 0.5), name, ha="center", va="center", color=ink,
                fontsize=size, family=font)
        if with_value:
            ax.text(tile.column + 0.5, tile.row + 0.68, short(values[code]), ha="center", va="center", color=ink,
                    fontsize=0.9 * size)


def _ink(colour) -> str:
    """Dark on light tiles, white on dark ones (relative luminance of WCAG)."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]]
    return INK if 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] > 0.22 else "white"
