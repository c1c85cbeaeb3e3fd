# SPDX-License-Identifier: Apache-2.0
"""Where the tile of each province lies: about where one expects it, with no boundary drawn."""
from __future__ import annotations

from typing import Dict, NamedTuple


class Tile(NamedTuple):
    """Row from the north, column from the west, and the short Chinese name."""

    row: int
    column: int
    chinese: str


# By the code of the region in results.
TILES: Dict[str, Tile] = {
    "HL": Tile(0, 7, "黑龙江"),
    "JL": Tile(1, 7, "吉林"),
    "XJ": Tile(2, 0, "新疆"),
    "NX": Tile(2, 3, "宁夏"),
    "NM": Tile(2, 4, "内蒙古"),
    "BJ": Tile(2, 5, "北京"),
    "TJ": Tile(2, 6, "天津"),
    "LN": Tile(2, 7, "辽宁"),
    "QH": Tile(3, 1, "青海"),
    "GS": Tile(3, 2, "甘肃"),
    "SN": Tile(3, 3, "陕西"),
    "SX": Tile(3, 4, "山西"),
    "HE": Tile(3, 5, "河北"),
    "SD": Tile(3, 6, "山东"),
    "XZ": Tile(4, 1, "西藏"),
    "SC": Tile(4, 2, "四川"),
    "CQ": Tile(4, 3, "重庆"),
    "HA": Tile(4, 4, "河南"),
    "AH": Tile(4, 5, "安徽"),
    "JS": Tile(4, 6, "江苏"),
    "SH": Tile(4, 7, "上海"),
    "YN": Tile(5, 2, "云南"),
    "GZ": Tile(5, 3, "贵州"),
    "HB": Tile(5, 4, "湖北"),
    "JX": Tile(5, 5, "江西"),
    "ZJ": Tile(5, 6, "浙江"),
    "GX": Tile(6, 3, "广西"),
    "HN": Tile(6, 4, "湖南"),
    "GD": Tile(6, 5, "广东"),
    "FJ": Tile(6, 6, "福建"),
    "HI": Tile(7, 4, "海南"),
}
ROWS, COLUMNS = 8, 8
COVERAGE = "31 provinces, municipalities and autonomous regions of mainland China as tiles; no boundary is drawn."
