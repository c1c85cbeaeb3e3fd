# SPDX-License-Identifier: Apache-2.0
"""`open`, and what it gives: the results of an experiment."""
from __future__ import annotations

import os
from typing import Dict, Optional, Sequence, Tuple, Union

import numpy as np
import pandas as pd

from . import exchange, sampling
from .analysed import Analysed
from .comparison import CONFIDENCE, comparison_table
from .errors import InputError, unknown
from .plots import Plots
from .robustness import Robustness, payoffs_by_factors, regret

Names = Union[str, Sequence[str]]


def open(path: Union[str, os.PathLike]) -> Results:  # noqa: A001 - the verb that h5py and xarray have too
    """Open a results file that `cultivar run` has written.

    Nothing is read but its table of contents; each table is read when it is asked for. The file may be read while
    the same sweep, or any other, is running: results appear under their name when they are complete.

    Parameters
    ----------
    path : str or path-like
        Such as ``"results/first_look.h5"``.

    Returns
    -------
    Results

    Raises
    ------
    InputError
        If there is no such file, it is none of Cultivar's, of a later version of the format, or damaged.

    Examples
    --------
    >>> import cultivar as cv
    >>> results = cv.open("wider_opening.h5")
    >>> results.title
    'What if state-owned firms open more of their needs?'
    >>> results.variants
    ['as_is', 'wide_open', 'equal_access']
    """
    return Results(path)



class Results(Analysed):
    """The results of an experiment, as `open` gives them.

    Use it as a context manager, or call `close`, to let go of the file.

    Attributes
    ----------
    title : str
        What the experiment asks, in its own words.
    kind : str
        ``"compare"``, ``"world"`` for a world that was run by itself, or another kind of experiment.
    variants : list of str
        Names of the variants; the first is the baseline.
    path : str
        The file.

    Examples
    --------
    >>> import cultivar as cv
    >>> with cv.open("wider_opening.h5") as results:
    ...     print(results)
    <Results 'What if state-owned firms open more of their needs?': compare, 3 variants, 18 runs>
    """

    def compare(self, variant: str, *, against: Optional[str] = None, metrics: Optional[Names] = None,
                confidence: float = CONFIDENCE, precision: float = 0.05) -> pd.DataFrame:
        """Set a variant against another seed by seed.

        Parameters
        ----------
        variant : str
            The variant of interest.
        against : str, optional
            What it is compared with; the baseline unless said.
        metrics : str or list of str, optional
            All unless said.
        confidence : float
            Of the intervals.
        precision : float
            How narrow an interval is wanted: its half width as a share of the other variant's mean.

        Returns
        -------
        pandas.DataFrame
            A row a metric. ``n`` pairs of runs under the same seed; means of both; the mean ``difference`` and Student's
            interval (``low``, ``high``) for it; the ``correlation`` over seeds; the ``variance_ratio``, that is, how many
            times more runs independent seeds would need; ``more_seeds`` until the interval is as narrow as `precision`
            asks, if differences go on varying as they do; the ``unit``. A pair counts if both runs have a value.

        Examples
        --------
        >>> import cultivar as cv
        >>> results = cv.open("wider_opening.h5")
        >>> table = results.compare("equal_access", against="wide_open", metrics=["validated", "public_spend"])
        >>> table.n.tolist(), table.unit.tolist()
        ([6, 6], ['count', 'm_cny'])
        >>> bool((table.low <= table.difference).all() and (table.difference <= table.high).all())
        True
        """
        self._need_variants()
        against = self.variants[0] if against is None else against
        for name in (variant, against):
            if name not in self.variants:
                raise unknown("variant", name, self.variants, self.path)
        return comparison_table(self._metrics, variant, against, metrics, confidence, precision, self.path)

    def regret(self, metric: str, goal: Optional[str] = None, *, policies: Optional[Names] = None,
               **settings: float) -> Robustness:
        """Judge policies by how they hold up over futures.

        Parameters
        ----------
        metric : str
            The payoff.
        goal : {"max", "min"}, optional
            Whether more or less of it is better; the metric's own goal unless said.
        policies : str or list of str, optional
            Of a sampled experiment, the factors that one decides upon: a policy is a combination of their values, a
            future one of all others and a seed. A factorial design has them all. Without it, variants are the policies
            and seeds the futures.
        **settings : float
            ``optimism``, ``threshold`` and ``probability`` as of `cultivar.regret`, which takes any table of payoffs.

        Returns
        -------
        Robustness

        Examples
        --------
        >>> import cultivar as cv
        >>> judged = cv.open("wider_opening.h5").regret("validated")
        >>> judged.regret.shape, bool((judged.regret >= 0).all(axis=None))
        ((3, 6), True)
        >>> judged.choice["minimax_regret"] in judged.policies.index
        True
        """
        if metric not in self._metrics:
            raise unknown("metric", metric, self._metrics.columns, self.path)
        goal = goal or self._metrics.attrs["goals"][metric]
        if not goal:
            raise InputError(f"more of '{metric}' is neither good nor bad in itself", file=self.path,
                             hint="say goal='max' or goal='min'")
        if policies is not None:
            payoffs = payoffs_by_factors(self._metrics[metric], self.points, exchange.listed(policies), self.path)
            return regret(payoffs, goal, **settings)
        self._need_variants("say policies=, the factors that one decides upon")
        payoffs = self._metrics[metric].droplevel("run").unstack("seed").reindex(self.variants)
        return regret(payoffs, goal, **settings)

    def _need_variants(self, hint: Optional[str] = None) -> None:
        if sampling.is_sampled(self._file):
            raise InputError("a sampled experiment has points, not variants", file=self.path, hint=hint)

    def to_salib(self, metric: str) -> Tuple[dict, np.ndarray, np.ndarray]:
        """Points and outputs of a sampled experiment in the shape that SALib's analyses take.

        Parameters
        ----------
        metric : str
            The output: its mean over the seeds that all points share.

        Returns
        -------
        problem : dict
            ``num_vars``, ``names`` and ``bounds``.
        X : numpy.ndarray
            A row a point, a column a factor; a one_of counts its values from 0.
        Y : numpy.ndarray
            An output a point. Blocks in which some point has no output are left out whole, of `X` too.

        Examples
        --------
        >>> import cultivar as cv
        >>> problem, X, Y = cv.open("what_if_trials.h5").to_salib("validated")
        >>> problem["num_vars"], X.shape, Y.shape
        (3, (128, 3), (128,))
        """
        return exchange.salib(self._file, self._metrics, metric)

    def to_ema(self, metrics: Optional[Names] = None, series: Names = ()) -> Tuple[pd.DataFrame, Dict[str, np.ndarray]]:
        """The finished runs in the shape that the EMA workbench's analyses take.

        Parameters
        ----------
        metrics : str or list of str, optional
            Outcomes with one number a run; all unless said.
        series : str or list of str
            Outcomes with a course, summed over all axes: arrays of runs by dates, with the years in ``TIME``.

        Returns
        -------
        experiments : pandas.DataFrame
            A row a run: ``scenario`` (its seed, and of a sampled experiment its point), ``policy`` (its variant) and
            ``model``; of a sampled experiment first the value of each factor.
        outcomes : dict of str to numpy.ndarray

        Examples
        --------
        >>> import cultivar as cv
        >>> experiments, outcomes = cv.open("wider_opening.h5").to_ema(["validated", "needs"], series="adopters")
        >>> experiments.columns.tolist(), outcomes["validated"].shape, outcomes["adopters"].shape
        (['scenario', 'policy', 'model'], (18,), (18, 72))
        """
        return exchange.ema(self, metrics, series)

    @property
    def plot(self) -> Plots:
        """Plots: ``results.plot.fan("adopters")`` and others, see ``help(cv.Plots)``; they need matplotlib.

        Examples
        --------
        >>> import cultivar as cv
        >>> cv.open("wider_opening.h5").plot.fan("needs").get_ylabel()
        'needs (count)'
        """
        return Plots(self)
