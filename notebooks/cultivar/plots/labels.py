# SPDX-License-Identifier: Apache-2.0
"""Names beside points, where they cover neither each other nor the points."""
from __future__ import annotations

from typing import TYPE_CHECKING, List, Sequence, Tuple

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Box = Tuple[float, float, float, float]  # left, bottom, right, top in points

FONT_SIZE = 9.0
DISTANCES = (5.0, 16.0, 28.0, 42.0)
SIDES = ((1, 1), (1, -1), (-1, 1), (-1, -1), (1, 0), (-1, 0), (0, 1), (0, -1))


def place_labels(ax: Axes, points: np.ndarray, names: Sequence[str], colours: Sequence[str]) -> None:
    """One label a point, by turns where it overlaps least; nearer places are tried first."""
    scale = 72.0 / ax.figure.dpi
    from matplotlib.patheffects import withStroke

    ax.figure.canvas.draw()
    spots = ax.transData.transform(points) * scale
    frame = tuple(scale * edge for edge in ax.get_window_extent().extents)
    taken: List[Box] = [(x - 5, y - 5, x + 5, y + 5) for x, y in spots]
    for spot, name, colour, point in zip(spots, names, colours, points):
        width, height = 0.55 * FONT_SIZE * len(name), 1.2 * FONT_SIZE
        tries = [(side, away) for away in DISTANCES for side in SIDES]
        boxes = [_box(spot, side, away, width, height) for side, away in tries]
        costs = [sum(_overlap(box, other) for other in taken) + _outside(box, frame) for box in boxes]
        best = int(np.argmin(costs))
        (across, up), away = tries[best]
        taken.append(boxes[best])
        line = {"arrowstyle": "-", "color": colour, "linewidth": 0.6} if away > DISTANCES[0] else None
        ax.annotate(name, point, (across * away, up * away), textcoords="offset points", fontsize=FONT_SIZE, color=colour,
                    ha={1: "left", 0: "center", -1: "right"}[across], va={1: "bottom", 0: "center", -1: "top"}[up],
                    arrowprops=line, path_effects=[withStroke(linewidth=2.0, foreground="white")])


def _box(spot: np.ndarray, side: Tuple[int, int], away: float, width: float, height: float) -> Box:
    x, y = spot[0] + side[0] * away, spot[1] + side[1] * away
    left = x + {1: 0.0, 0: -0.5, -1: -1.0}[side[0]] * width
    bottom = y + {1: 0.0, 0: -0.5, -1: -1.0}[side[1]] * height
    return left, bottom, left + width, bottom + height


def _overlap(a: Box, b: Box) -> float:
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


def _outside(box: Box, frame: Box) -> float:
    """What hangs out of the frame counts like an overlap."""
    area = (box[2] - box[0]) * (box[3] - box[1])
    return area - _overlap(box, frame)
