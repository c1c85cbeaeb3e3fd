# SPDX-License-Identifier: Apache-2.0
"""What a sampled experiment asked and found, table by table."""
from __future__ import annotations

import pandas as pd

from . import sampling
from .stored import Stored


class Analysed(Stored):
    """Designs and their analyses; `Results` adds what is made from them."""

    @property
    def factors(self) -> pd.DataFrame:
        """What a sampled experiment varied: a row a parameter, with its range, unit and, of a choice, its values.

        Examples
        --------
        >>> import cultivar as cv
        >>> cv.open("what_if_trials.h5").factors.distribution.to_dict()
        {'trial.iter_delay': 'loguniform', 'trial.max_trials': 'integer', 'matching.rule': 'one_of'}
        """
        return sampling.factors_table(self._file)

    @property
    def points(self) -> pd.DataFrame:
        """The points of a design: a row a point, a column a parameter.

        Examples
        --------
        >>> import cultivar as cv
        >>> results = cv.open("what_if_trials.h5")
        >>> results.points.shape
        (128, 3)
        >>> varied = results.metrics.join(results.points, on="point")
        >>> varied.groupby("matching.rule").validated.mean().index.tolist()
        ['auction', 'deferred_acceptance', 'first_come', 'lottery']
        """
        return sampling.named_points(self._file)

    def sobol(self, metric: str, *, of: str = "factor") -> pd.DataFrame:
        """Shares of a metric's variance over the points: of each factor alone (S1) and with all others (ST).

        Parameters
        ----------
        metric : str
        of : {"factor", "pair", "n"}
            Factors; pairs of them (S2), if the design has the second order; or the indices from the first n blocks, as
            the experiment lists under convergence, else an eighth, a quarter, a half and all of them.

        Returns
        -------
        pandas.DataFrame
            Indices with the ends of their bootstrap intervals. Attributes: ``mean`` and ``variance`` of the metric,
            complete ``blocks``, those ``dropped``, ``blocks_needed`` for narrow intervals, ``unit``.

        Examples
        --------
        >>> import cultivar as cv
        >>> results = cv.open("what_if_trials.h5")
        >>> results.sobol("validated").columns.tolist()
        ['S1', 'S1_low', 'S1_high', 'ST', 'ST_low', 'ST_high']
        >>> results.sobol("validated", of="pair").index.tolist()[0]
        'trial.iter_delay × trial.max_trials'
        >>> results.sobol("validated").attrs["blocks"]
        16.0
        """
        return sampling.indices(self._file, metric, of)

    def morris(self, metric: str) -> pd.DataFrame:
        """Elementary effects of each factor on a metric, the largest first.

        Returns
        -------
        pandas.DataFrame
            ``mu``, the mean effect; ``mu_star``, its mean size, with its interval; ``sigma``, how much it differs from
            place to place. Attributes: ``trajectories`` and ``dropped``, ``unit``.

        Examples
        --------
        >>> import cultivar as cv
        >>> effects = cv.open("which_trials.h5").morris("validated")
        >>> bool(effects.mu_star.is_monotonic_decreasing), effects.attrs["trajectories"]
        (True, 6.0)
        """
        table = sampling.by_axis(self._file, "morris", metric, "factor")
        return table.sort_values("mu_star", ascending=False, kind="stable")

    def tornado(self, metric: str) -> pd.DataFrame:
        """What each factor alone does to a metric at its lowest and highest value, the widest first.

        Returns
        -------
        pandas.DataFrame
            ``at_low`` and ``at_high``: the metric less its value at the baseline, which is the attribute ``baseline``.

        Examples
        --------
        >>> import cultivar as cv
        >>> cv.open("each_alone.h5").tornado("validated").columns.tolist()
        ['at_low', 'at_high']
        """
        table = sampling.by_axis(self._file, "tornado", metric, "factor")
        width = table.max(axis=1).clip(lower=0) - table.min(axis=1).clip(upper=0)
        return table.loc[width.sort_values(ascending=False, kind="stable").index]

    def analysis(self, name: str) -> pd.DataFrame:
        """Numbers of an analysis that belong to a metric alone.

        Parameters
        ----------
        name : {"points", "seeds", "sobol", "morris", "tornado"}
            ``points``: how a metric lies over the points; ``seeds``: how much of a run's variance is luck.

        Returns
        -------
        pandas.DataFrame
            A row a metric.

        Examples
        --------
        >>> import cultivar as cv
        >>> luck = cv.open("what_if_trials.h5").analysis("seeds")
        >>> bool(0 <= luck.share["validated"] <= 1)
        True
        """
        return sampling.by_metric(self._file, name)
