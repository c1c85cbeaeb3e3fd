# SPDX-License-Identifier: Apache-2.0
"""The course of a metric: which runs, which part of each axis, and what becomes of the rest of it."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, List, Optional, Sequence, Union

import numpy as np
import pandas as pd

from .errors import InputError, unknown
from .results_file import ResultsFile
from .tables import seeds_of

Choice = Union[str, Sequence[str]]

# Amounts, which add up over the parts of an axis. Whatever has another unit is a ratio, a mean or an index.
ADDITIVE = ("count", "firms", "m_cny")
WORDS = ("sum", "mean", "all")
BYTES_AT_ONCE = 1 << 26


@dataclass(frozen=True)
class Axis:
    """What is taken of one axis: its places, and whether they are summed, averaged or (None) kept apart."""

    name: str
    places: Sequence[int]
    labels: Sequence[str]
    collapse: Optional[str]


def series_table(file: ResultsFile, metric: str, variant: Optional[Choice], asked: Dict[str, Choice]) -> pd.DataFrame:
    """The data frame that `Results.series` describes."""
    data = _known_series(file, metric)
    unit = file.attribute(f"series/{metric}", "unit", "")
    axes = [_chosen(file, metric, unit, name, asked) for name in file.axes(f"series/{metric}")[2:]]
    extra = sorted(set(asked) - {axis.name for axis in axes})
    if extra:
        raise unknown(f"axis of {metric}", extra[0], [axis.name for axis in axes], file.path)
    labels, seeds = np.array(file.texts("series/variant"), dtype=object), seeds_of(file, "series")
    rows = _rows_of(file, labels, variant)
    values = np.concatenate([_read(file, metric, block, axes) for block in _blocks(rows, data)])
    kept = [axis for axis in axes if axis.collapse is None]
    columns = _columns(labels[rows], seeds[rows], kept)
    dates = dates_of(file)
    if values.shape[1] != len(dates):
        raise file.error(f"damaged: series/{metric} does not fit series/time")
    table = pd.DataFrame(np.moveaxis(values, 1, 0).reshape(len(dates), -1), index=dates, columns=columns)
    table.attrs = {"metric": metric, "unit": _unit_of(unit, axes), "part": part_of(axes),
                   "definition": file.attribute(f"series/{metric}", "long_name", "")}
    return table


def dates_of(file: ResultsFile) -> pd.DatetimeIndex:
    """The instants of measurement: the first of each month, and the end of the run."""
    units = str(file.attribute("series/time", "units", ""))
    if not units.startswith("days since "):
        raise file.error(f"damaged: series/time in '{units}'")
    start = pd.Timestamp(units[len("days since "):])
    return pd.DatetimeIndex(start + pd.to_timedelta(file.values("series/time"), unit="D"), name="date")


def part_of(axes: Sequence[Axis]) -> str:
    """Which part of the whole it is, in words; empty for all of it."""
    return ", ".join(" + ".join(map(str, axis.labels)) for axis in axes if axis.collapse and axis.labels)


def _known_series(file: ResultsFile, metric: str):
    if not file.has("series"):
        raise InputError("these results hold no series", file=file.path,
                         hint="no run came to its end, or only the numbers of points were asked for: see .metrics")
    courses = [name for name in file.names("series") if file.attribute(f"series/{name}", "unit") is not None]
    if metric in courses:
        return file.dataset(f"series/{metric}")
    if file.has(f"metrics/{metric}") and metric.partition(".")[0] in courses:
        whole, _, part = metric.partition(".")
        raise InputError(f"'{metric}' is a number of each run, not a series", file=file.path,
                         hint=f"take '{whole}' and choose '{part}' on one of its axes")
    if file.has(f"metrics/{metric}"):
        raise InputError(f"'{metric}' is one number a run and has no series", file=file.path, hint="see .metrics")
    raise unknown("series", metric, courses, file.path)


def _chosen(file: ResultsFile, metric: str, unit: str, name: str, asked: Dict[str, Choice]) -> Axis:
    labels = file.texts(f"series/{name}")
    places = range(len(labels))
    choice = asked.get(name)
    if choice is None and unit not in ADDITIVE:
        raise InputError(f"{metric} ({unit}) does not add up over its axis '{name}'", file=file.path,
                         hint=f"choose {name}='{labels[0]}' or another, {name}='mean' or {name}='all'")
    if choice is None or choice == "sum":
        return Axis(name, places, [], "sum")
    if choice == "mean":
        return Axis(name, places, ["mean"], "mean")
    if choice == "all":
        return Axis(name, places, labels, None)
    codes = file.texts(f"series/{name}_code") if file.has(f"series/{name}_code") else labels
    wanted = [choice] if isinstance(choice, str) else list(choice)
    found = [_place(file, name, one, labels, codes) for one in wanted]
    chosen = [labels[place] for place in found]
    return Axis(name, found, chosen, "sum" if isinstance(choice, str) else None)


def _place(file: ResultsFile, axis: str, label: str, labels: List[str], codes: List[str]) -> int:
    for names in (labels, codes):
        if label in names:
            return names.index(label)
    raise unknown(axis, label, [*labels, *WORDS], file.path)


def _rows_of(file: ResultsFile, labels: np.ndarray, variant: Optional[Choice]) -> np.ndarray:
    if variant is None:
        return np.arange(len(labels))
    wanted = [variant] if isinstance(variant, str) else list(variant)
    for one in wanted:
        if one not in labels:
            raise unknown("variant", one, dict.fromkeys(labels), file.path)
    return np.concatenate([np.flatnonzero(labels == one) for one in wanted])


def _blocks(rows: np.ndarray, data) -> List[np.ndarray]:
    """Rows in stretches that are read at once, so that memory stays bounded whatever the size of the file."""
    row_bytes = max(1, int(np.prod(data.shape[1:])) * data.dtype.itemsize)
    most = max(1, BYTES_AT_ONCE // row_bytes)
    breaks = np.flatnonzero(np.diff(rows) != 1) + 1
    return [run[at: at + most] for run in np.split(rows, breaks) for at in range(0, len(run), most)]


def _read(file: ResultsFile, metric: str, rows: np.ndarray, axes: Sequence[Axis]) -> np.ndarray:
    values = file.values(f"series/{metric}", slice(rows[0], rows[-1] + 1))
    for place in reversed(range(len(axes))):
        axis = axes[place]
        if len(axis.places) < values.shape[place + 2] or axis.collapse is None:
            values = values.take(axis.places, axis=place + 2)
        if axis.collapse is not None:
            values = getattr(values, axis.collapse)(axis=place + 2)
    return values


def _columns(labels: np.ndarray, seeds: np.ndarray, kept: Sequence[Axis]) -> pd.MultiIndex:
    parts = int(np.prod([len(axis.labels) for axis in kept])) if kept else 1
    columns = [np.repeat(labels, parts), np.repeat(seeds, parts)]
    product = pd.MultiIndex.from_product([axis.labels for axis in kept]) if kept else None
    for level in range(len(kept)):
        columns.append(np.tile(product.get_level_values(level), len(labels)))
    return pd.MultiIndex.from_arrays(columns, names=["variant", "seed", *(axis.name for axis in kept)])


def _unit_of(unit: str, axes: Sequence[Axis]) -> str:
    """A firm counts once for each family that it uses, which the unit of a sum over families says."""
    over = any(axis.name == "family" and axis.collapse == "sum" and len(axis.places) > 1 for axis in axes)
    return "firms × families" if unit == "firms" and over else unit
