# SPDX-License-Identifier: Apache-2.0
"""How policies hold up over futures: regret, and the criteria of decision theory."""
from __future__ import annotations

from dataclasses import dataclass
from typing import List, Optional

import numpy as np
import pandas as pd

from .errors import InputError, unknown

CRITERIA = ("maximin", "maximax", "laplace", "hurwicz", "percentile", "starr", "mean_regret", "minimax_regret")


@dataclass(frozen=True)
class Robustness:
    """What `regret` finds; policies are rows everywhere.

    Attributes
    ----------
    payoffs : pandas.DataFrame
        Policy by future, without the futures in which some policy has no payoff.
    regret : pandas.DataFrame
        What is lost against the best policy of that future (Savage 1951); none below 0.
    policies : pandas.DataFrame
        ``worst`` (maximin), ``best`` (maximax), ``mean`` (Laplace), ``hurwicz``, ``percentile``, ``starr`` (the share
        of futures that reach the threshold), ``mean_regret``, ``max_regret``; see McPhail et al. 2018.
    choice : pandas.Series
        The policy that each criterion takes, the first among equals.
    dropped : int
        Futures left out.
    """

    payoffs: pd.DataFrame
    regret: pd.DataFrame
    policies: pd.DataFrame
    choice: pd.Series
    dropped: int


def regret(payoffs: pd.DataFrame, goal: str = "max", *, optimism: float = 0.5, threshold: float = 0.0,
           probability: float = 0.1) -> Robustness:
    """Judge policies by a table with a row a policy and a column a future.

    Parameters
    ----------
    payoffs : pandas.DataFrame
        Payoffs that are not finite count as missing, and their future is left out for all policies.
    goal : {"max", "min"}
        Whether more or less of the payoff is better.
    optimism : float
        Weight of the best future in Hurwicz' criterion, from 0 to 1.
    threshold : float
        What counts as good enough for the domain criterion (``starr``).
    probability : float
        Of the percentile, from the smallest payoff up whatever the goal.

    Returns
    -------
    Robustness

    Raises
    ------
    InputError
        If nothing is left to judge by, or a setting is out of its range.

    Examples
    --------
    >>> import pandas as pd
    >>> import cultivar as cv
    >>> table = pd.DataFrame([[10, 4, 6, 2], [8, 7, 5, 3], [3, 9, 6, 6]], index=["a", "b", "c"])
    >>> judged = cv.regret(table)
    >>> judged.policies[["mean_regret", "max_regret"]].to_numpy().tolist()
    [[2.25, 5.0], [2.0, 3.0], [1.75, 7.0]]
    >>> judged.choice["minimax_regret"]
    'b'
    """
    if goal not in ("max", "min"):
        raise InputError(f"unknown goal '{goal}'", hint="there are max, min")
    for name, value in (("optimism", optimism), ("probability", probability)):
        if not 0.0 <= value <= 1.0:
            raise InputError(f"{name} {value} is not between 0 and 1")
    whole = payoffs.to_numpy(float)
    complete = np.isfinite(whole).all(axis=0)
    if whole.size == 0 or not complete.any():
        raise InputError("no future in which every policy has a payoff")
    kept = payoffs.loc[:, complete]
    values, sign = whole[:, complete], 1.0 if goal == "max" else -1.0
    lost = (sign * values).max(axis=0) - sign * values
    best, worst = sign * (sign * values).max(axis=1), sign * (sign * values).min(axis=1)
    policies = pd.DataFrame(
        {
            "worst": worst,
            "best": best,
            "mean": values.mean(axis=1),
            "hurwicz": optimism * best + (1.0 - optimism) * worst,
            "percentile": np.quantile(values, probability, axis=1),
            "starr": (sign * values >= sign * threshold).mean(axis=1),
            "mean_regret": lost.mean(axis=1),
            "max_regret": lost.max(axis=1),
        },
        index=payoffs.index,
    )
    towards = [sign, sign, sign, sign, sign, 1.0, -1.0, -1.0]
    columns = ["worst", "best", "mean", "hurwicz", "percentile", "starr", "mean_regret", "max_regret"]
    choice = {criterion: policies.index[int(np.argmax(way * policies[column].to_numpy()))]
              for criterion, column, way in zip(CRITERIA, columns, towards)}
    return Robustness(kept, pd.DataFrame(lost, index=kept.index, columns=kept.columns), policies,
                      pd.Series(choice, name="policy"), int((~complete).sum()))


def payoffs_by_factors(values: pd.Series, points: pd.DataFrame, policies: List[str],
                       file: Optional[str] = None) -> pd.DataFrame:
    """A row for each combination of the factors decided upon, a column for each of all others and seed that was run."""
    for name in policies:
        if name not in points:
            raise unknown("factor", name, points.columns, file)
    if not policies:
        raise InputError("no factor is decided upon", file=file, hint="there are " + ", ".join(points.columns))
    table = values.rename("payoff").droplevel("run").reset_index().join(points, on="point")
    futures = [name for name in points.columns if name not in policies] + ["seed"]
    met = table.groupby(policies + futures, sort=False).payoff.mean()
    payoffs = met.unstack(futures)
    if len(met) < payoffs.size and not payoffs.notna().all().any():
        raise InputError("no future in which every policy has a payoff", file=file,
                         hint="a factorial design has every policy in every future")
    return payoffs
