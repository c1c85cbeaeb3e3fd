# SPDX-License-Identifier: Apache-2.0
"""Plots of results, as `Results.plot` gives them; they need matplotlib."""
from __future__ import annotations

from typing import TYPE_CHECKING, Dict, Optional, Sequence, Tuple, Union

from ..comparison import CONFIDENCE
from . import courses, factors, funnel, pareto, tile_map

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ..results import Results


class Plots:
    """Plots of one experiment. Each draws on the axes it is given, or on new ones, and returns them.

    Variants keep their colours from plot to plot, and the baseline is grey; the palette is Okabe and Ito's, which
    can be told apart under every common form of colour blindness.

    Examples
    --------
    >>> import cultivar as cv
    >>> results = cv.open("wider_opening.h5")
    >>> ax = results.plot.fan("adopters", family="ai")
    >>> ax.figure.savefig("fan.png", dpi=150)
    """

    def __init__(self, results: Results) -> None:
        self._results = results

    def fan(self, metric: str, *, variant: Union[None, str, Sequence[str]] = None,
            band: Tuple[float, float] = (0.1, 0.9), ax: Optional[Axes] = None, **axes: str) -> Axes:
        """The course of a metric: the median over seeds of each variant, and a band between two quantiles.

        Parameters
        ----------
        metric : str
            A series, such as ``"adopters"``.
        variant : str or list of str, optional
            All unless said; with more than four, the bands are left out.
        band : tuple of float
            Two quantiles, the lower first.
        ax : matplotlib.axes.Axes, optional
        **axes : str
            What to take of an axis, as of `Results.series`, but one course in the end: ``region="Anhui"``.

        Returns
        -------
        matplotlib.axes.Axes

        Examples
        --------
        >>> import cultivar as cv
        >>> cv.open("wider_opening.h5").plot.fan("adopters", family="ai").get_ylabel()
        'adopters (firms)'
        """
        return courses.fan(self._results, metric, variant, band, ax, axes)

    def difference(self, variant: str, metric: str, *, against: Optional[str] = None, confidence: float = CONFIDENCE,
                   ax: Optional[Axes] = None, **axes: str) -> Axes:
        """How two variants part in the course of time: mean difference under the same seed, with its interval.

        Parameters
        ----------
        variant, metric : str
        against : str, optional
            The baseline unless said.
        confidence : float
            Of Student's interval at each date.
        ax : matplotlib.axes.Axes, optional
        **axes : str
            As of `fan`.

        Returns
        -------
        matplotlib.axes.Axes

        Examples
        --------
        >>> import cultivar as cv
        >>> cv.open("wider_opening.h5").plot.difference("wide_open", "validated").get_title(loc="left")
        'wide open − as is: validated'
        """
        return courses.difference(self._results, variant, metric, against, confidence, ax, axes)

    def funnel(self, *, variant: Union[None, str, Sequence[str]] = None, ax: Optional[Axes] = None) -> Axes:
        """How many scenarios got how far, from need to validation, and how many firms use what came of them.

        Parameters
        ----------
        variant : str or list of str, optional
            The first four unless said.
        ax : matplotlib.axes.Axes, optional

        Returns
        -------
        matplotlib.axes.Axes

        Examples
        --------
        >>> import cultivar as cv
        >>> ax = cv.open("wider_opening.h5").plot.funnel()
        >>> [label.get_text() for label in ax.get_yticklabels()][:3]
        ['needs', 'opened', 'listed']
        """
        return funnel.funnel(self._results, variant, ax)

    def map(self, metric: str, *, year: Optional[int] = None, variant: Optional[str] = None,
            against: Optional[str] = None, chinese: Optional[bool] = None, ax: Optional[Axes] = None,
            **axes: str) -> Axes:
        """A metric by province, one tile each, with no boundary drawn.

        Parameters
        ----------
        metric : str
            A series with the axis ``region``.
        year : int, optional
            As of its end; the end of the run unless said.
        variant : str, optional
            The baseline unless said; the mean over its seeds is shown.
        against : str, optional
            Show the difference to this variant.
        chinese : bool, optional
            Chinese names in place of codes; unless said, where a font has them.
        ax : matplotlib.axes.Axes, optional
        **axes : str
            What to take of further axes: ``family="ai"``.

        Returns
        -------
        matplotlib.axes.Axes

        Examples
        --------
        >>> import cultivar as cv
        >>> cv.open("wider_opening.h5").plot.map("adopters", year=2022, family="5g").get_title(loc="left")
        'adopters, 5g: as is, end of 2022'
        """
        return tile_map.tile_map(self._results, metric, year, variant, against, chinese, ax, axes)

    def pareto(self, x: str = "public_spend", y: str = "validated", *, goals: Optional[Dict[str, str]] = None,
               ax: Optional[Axes] = None) -> Axes:
        """Two goals at once: the means of all variants, and which of them no other one beats in both.

        Parameters
        ----------
        x, y : str
            Metrics.
        goals : dict of str to str, optional
            ``{"needs": "max"}``; the metrics' own goals unless said.
        ax : matplotlib.axes.Axes, optional

        Returns
        -------
        matplotlib.axes.Axes

        Examples
        --------
        >>> import cultivar as cv
        >>> cv.open("wider_opening.h5").plot.pareto().get_xlabel()
        'public spend (m_cny), less is better'
        """
        return pareto.pareto(self._results, x, y, goals or {}, ax)

    def indices(self, metric: str, *, ax: Optional[Axes] = None) -> Axes:
        """What matters for a metric: Sobol indices, or mean sizes of elementary effects, with their intervals.

        Parameters
        ----------
        metric : str
            A metric of a sampled experiment with the design ``sobol`` or ``morris``.
        ax : matplotlib.axes.Axes, optional

        Returns
        -------
        matplotlib.axes.Axes

        Examples
        --------
        >>> import cultivar as cv
        >>> cv.open("what_if_trials.h5").plot.indices("validated").get_xlabel()
        'share of the variance'
        """
        return factors.indices(self._results, metric, ax)

    def tornado(self, metric: str, *, ax: Optional[Axes] = None) -> Axes:
        """What each factor alone does to a metric, from its lowest value to its highest.

        Parameters
        ----------
        metric : str
            A metric of a sampled experiment with the design ``one_at_a_time``.
        ax : matplotlib.axes.Axes, optional

        Returns
        -------
        matplotlib.axes.Axes

        Examples
        --------
        >>> import cultivar as cv
        >>> cv.open("each_alone.h5").plot.tornado("validated").get_xlabel()
        'validated (count)'
        """
        return factors.tornado(self._results, metric, ax)
