# SPDX-License-Identifier: Apache-2.0
"""Student's t distribution, so that intervals need no SciPy."""
from __future__ import annotations

import functools
import math
from statistics import NormalDist

FRACTION_STEPS = 300
TINY = 1e-300


def _beta_fraction(x: float, a: float, b: float) -> float:
    """Continued fraction of the incomplete beta function by Lentz's method (DLMF 8.17.22)."""
    c, d = 1.0, 1.0 - (a + b) * x / (a + 1.0)
    d = 1.0 / (d if abs(d) > TINY else TINY)
    value = d
    for m in range(1, FRACTION_STEPS):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 + numerator * d
            c = 1.0 + numerator / c
            d = 1.0 / (d if abs(d) > TINY else TINY)
            c = c if abs(c) > TINY else TINY
            value *= c * d
        if abs(c * d - 1.0) < 1e-16:
            break
    return value


def _beta_regularised(x: float, a: float, b: float) -> float:
    if x <= 0.0 or x >= 1.0:
        return float(x >= 1.0)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1.0) / (a + b + 2.0):
        return front * _beta_fraction(x, a, b) / a
    return 1.0 - front * _beta_fraction(1.0 - x, b, a) / b


def upper_tail(t: float, degrees: float) -> float:
    """P(T > t) for t >= 0: half the incomplete beta function of degrees / (degrees + t²) (DLMF 8.17, 7.18)."""
    return 0.5 * _beta_regularised(degrees / (degrees + t * t), degrees / 2.0, 0.5)


def _density(t: float, degrees: float) -> float:
    half = 0.5 * (degrees + 1.0)
    log_front = math.lgamma(half) - math.lgamma(0.5 * degrees) - 0.5 * math.log(degrees * math.pi)
    return math.exp(log_front - half * math.log1p(t * t / degrees))


@functools.lru_cache(maxsize=None)
def t_quantile(probability: float, degrees: float) -> float:
    """The t below which Student's distribution has the given probability, above 0.5 and below 1.

    The tail is convex, so that Newton's method climbs to it from the normal quantile, which lies below.
    """
    t = NormalDist().inv_cdf(probability)
    while True:
        step = (upper_tail(t, degrees) - (1.0 - probability)) / _density(t, degrees)
        if not step > 1e-14 * t:
            return t
        t += step
