# SPDX-License-Identifier: Apache-2.0
"""Results of Cultivar in Python: tables, comparisons, plots.

>>> import cultivar as cv
>>> results = cv.open("wider_opening.h5")
>>> results.metrics.shape[0]
18

`open` gives a `Results`; its manual is ``help(cv.Results)``. Reading needs h5py, NumPy and pandas alone.
"""
from .errors import InputError
from .plots import Plots
from .results import Results, open
from .robustness import Robustness, regret

__version__ = "0.1.0"
__all__ = ["InputError", "Plots", "Results", "Robustness", "open", "regret"]
