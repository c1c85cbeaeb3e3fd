# SPDX-License-Identifier: Apache-2.0
"""What a results file holds, table by table."""
from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, List, Optional, Union

import pandas as pd

from . import tables
from .errors import InputError
from .results_file import ResultsFile
from .series import Choice, series_table

if TYPE_CHECKING:
    import xarray


class Stored:
    """The tables of a results file, each read when it is asked for; `Results` adds what is made from them."""

    def __init__(self, path: Union[str, os.PathLike]) -> None:
        self._file = ResultsFile(path)
        self.path: str = self._file.path
        self.title: str = self._file.attribute("/", "title", "")
        self.kind: str = self._file.attribute("/", "kind", "")
        self.variants: List[str] = self._file.texts("design/variants")

    def __repr__(self) -> str:
        variants, runs = len(self.variants), self._file.dataset("runs/run").shape[0]
        shown = f"{variants} variant{'' if variants == 1 else 's'}, {runs} run{'' if runs == 1 else 's'}"
        return f"<{type(self).__name__} '{self.title}': {self.kind}, {shown}>"

    def __enter__(self):
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; what has been read stays."""
        self._file.close()

    @property
    def runs(self) -> pd.DataFrame:
        """One row a run: how it ended, how many events it had, the CPU time it took.

        Its index is the number of the run, its variant and its seed.

        Examples
        --------
        >>> import cultivar as cv
        >>> runs = cv.open("wider_opening.h5").runs
        >>> runs.index.names
        FrozenList(['run', 'variant', 'seed'])
        >>> runs.status.value_counts()["done"]
        18
        """
        return self._runs.copy()

    @cached_property
    def _runs(self) -> pd.DataFrame:
        return tables.runs_table(self._file)

    @property
    def metrics(self) -> pd.DataFrame:
        """One number a run for each metric, of the nation and of parts of it (``adopters``, ``adopters.5g``).

        Its index is that of `runs`. Numbers of a failed run are missing. Units, goals (``max``, ``min`` or empty)
        and definitions are in the attributes of the table.

        Examples
        --------
        >>> import cultivar as cv
        >>> metrics = cv.open("wider_opening.h5").metrics
        >>> metrics.attrs["units"]["public_spend"]
        'm_cny'
        >>> means = metrics.groupby("variant")[["validated", "public_spend"]].mean()
        >>> means.index.tolist()
        ['as_is', 'equal_access', 'wide_open']
        """
        return self._metrics.copy()

    @cached_property
    def _metrics(self) -> pd.DataFrame:
        return tables.metrics_table(self._file)

    def series(self, metric: str, *, variant: Optional[Choice] = None, **axes: Choice) -> pd.DataFrame:
        """The course of a metric: a row for each date, a column for each run.

        Parameters
        ----------
        metric : str
            Such as ``"adopters"``; the axes of each are listed in docs/model.md.
        variant : str or list of str, optional
            Only the runs of these variants.
        **axes : str or list of str
            What to take of an axis (``region``, ``family``, ``tier``, ``owner``, ``size_class``, ``grade``):
            a label (of a region, its code will do), a list of labels, each of which becomes a column of its own,
            ``"all"`` for such a list of all, ``"sum"`` or ``"mean"`` over the axis. Amounts are summed over an axis
            that is not named; shares, means and indices do not add up, and want to be told.

        Returns
        -------
        pandas.DataFrame
            Its index are dates: the first of each month and the end. Levels of its columns are ``variant``, ``seed``
            and the axes of which a list was taken. Attributes: ``metric``, ``unit``, ``definition`` and ``part``,
            the labels chosen. Summed over families, a firm counts once for each that it uses.

        Raises
        ------
        InputError
            If there is no such metric, axis or label; its hint is the name that was probably meant.

        Examples
        --------
        >>> import cultivar as cv
        >>> results = cv.open("wider_opening.h5")
        >>> course = results.series("adopters", region="Anhui", family="ai")
        >>> course.shape, course.attrs["unit"], str(course.index[-1].date())
        ((72, 18), 'firms', '2025-01-01')
        >>> results.series("validated", region="all", variant="as_is").T.groupby(level="region").mean().shape
        (4, 72)
        >>> results.series("adopters", region="Anhwi")
        Traceback (most recent call last):
            ...
        cultivar.errors.InputError: wider_opening.h5: unknown region 'Anhwi' — did you mean 'Anhui'?
        """
        return series_table(self._file, metric, variant, axes)

    def xarray(self, group: str = "series") -> xarray.Dataset:
        """A group of the file as a data set of xarray, read as it is used; needs xarray and netCDF4.

        Examples
        --------
        >>> import cultivar as cv
        >>> adopters = cv.open("wider_opening.h5").xarray().adopters
        >>> adopters.dims
        ('run', 'time', 'region', 'family')
        """
        import xarray

        if not self._file.has(group):
            raise InputError(f"there is no group /{group} in these results", file=self.path)
        return xarray.open_dataset(self.path, group=group, engine="netcdf4")

    @property
    def summary(self) -> pd.DataFrame:
        """Each variant over its seeds, as stored: n, mean, sd, 95 % interval of the mean, quantiles, unit.

        Examples
        --------
        >>> import cultivar as cv
        >>> summary = cv.open("wider_opening.h5").summary
        >>> summary.loc[("wide_open", "validated"), ["n", "unit"]].tolist()
        [6, 'count']
        """
        return tables.variant_table(self._file, "summary")

    @property
    def paired(self) -> pd.DataFrame:
        """Each variant against the baseline, as stored: `compare` makes the same table for any two.

        Examples
        --------
        >>> import cultivar as cv
        >>> paired = cv.open("wider_opening.h5").paired
        >>> paired.columns.tolist()
        ['n', 'difference', 'low', 'high', 'correlation', 'variance_ratio', 'unit']
        """
        return tables.variant_table(self._file, "paired")
