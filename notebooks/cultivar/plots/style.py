# SPDX-License-Identifier: Apache-2.0
"""How plots look: colours that everyone can tell apart, axes with units, numbers one can read."""
from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, List, Optional, Sequence, Tuple

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe and Ito (2008), told apart under every common form of colour blindness; yellow is too faint on white.
BASELINE = "#4D4D4D"
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
DASHES = ("-", "--", ":", "-.")
FAINT = "#B3B3B3"
INK = "#262626"
SEQUENTIAL, DIVERGING = "cividis_r", "PuOr"

# Fonts with Chinese names, as distributions and systems call them.
CHINESE_FONTS = ("Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN",
                 "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "PingFang SC", "Microsoft YaHei", "SimHei",
                 "Noto Serif CJK SC", "Noto Serif CJK JP")


def figure_axes(ax: Optional[Axes], size: Tuple[float, float]) -> Axes:
    """The axes given, or those of a new figure in which nothing is cut off."""
    try:
        from matplotlib import pyplot
    except ImportError as error:
        raise ImportError("plots need matplotlib: Debian's package python3-matplotlib") from error
    return pyplot.subplots(figsize=size, layout="constrained")[1] if ax is None else ax


def look_of(place: int) -> dict:
    """Colour and dashes of the variant in this place; the baseline is grey."""
    if place == 0:
        return {"color": BASELINE, "linestyle": "-"}
    round_, colour = divmod(place - 1, len(COLOURS))
    return {"color": COLOURS[colour], "linestyle": DASHES[round_ % len(DASHES)]}


def with_unit(name: str, unit: str) -> str:
    return f"{name} ({unit})" if unit and unit != "-" else name


def spoken(value: float, unit: str) -> str:
    """A value as one would say it: 0.5, 30 days, 0.3 per year, 70 million CNY per 1,000 firms per year."""
    number = f"{value:,.4g}".replace("-", "−")
    if unit in ("", "-", "count", "share", "switch"):
        return number
    if unit.startswith("1/"):
        return f"{number} per {unit[2:]}"
    if unit.startswith("m_cny"):
        return f"{number} million CNY{unit[5:]}"
    return f"{number} {unit}{'s' if unit in ('day', 'year') and value != 1.0 else ''}"


def readable(text: str) -> str:
    return text.replace("_", " ")


def finish(ax: Axes, title: str, note: str = "") -> Axes:
    """Title to the left, wrapped to the width of the axes, a smaller note under it; light frame."""
    lines = wrapped(ax, title, 11)
    small = wrapped(ax, note, 8) if note else []
    ax.set_title("\n".join(lines), loc="left", fontsize=11, color=INK, pad=8 + 11 * len(small))
    if small:
        ax.annotate("\n".join(small), (0, 1), (0, 5), xycoords="axes fraction", textcoords="offset points", fontsize=8,
                    color=BASELINE, va="bottom", annotation_clip=False)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    ax.tick_params(labelsize=9)
    return ax


def wrapped(ax: Axes, text: str, fontsize: float) -> List[str]:
    """Lines about as wide as the axes; a letter is taken to be half as wide as high."""
    return textwrap.wrap(text, max(20, int(points_of(ax)[0] / (0.52 * fontsize)))) or [""]


def points_of(ax: Axes) -> Tuple[float, float]:
    """Width and height of the axes in points, as they lie now."""
    box, (width, height) = ax.get_position(), ax.figure.get_size_inches()
    return 72.0 * box.width * width, 72.0 * box.height * height


def label_axes(ax: Axes, x: str, y: str) -> None:
    """Labels as long as the axes at most, on two lines if they must."""
    for axis, text, room in ((ax.xaxis, x, points_of(ax)[0]), (ax.yaxis, y, points_of(ax)[1])):
        axis.set_label_text("\n".join(textwrap.wrap(text, max(12, int(room / 5.4)))), fontsize=10)


def plain_numbers(axis) -> None:
    """Ticks such as 20,000 and 0.25, never with an offset or an exponent."""
    axis.set_major_formatter(lambda value, _: f"{value:,.10g}".replace("-", "−"))


def short(value: float) -> str:
    """Three digits: 0.412, 41.2, 412, 4.12k, 41.2k, 4.12M."""
    if value != value:
        return "–"
    size = abs(value)
    for limit, unit, name in ((999.5, 1.0, ""), (999.5e3, 1e3, "k"), (999.5e6, 1e6, "M"), (float("inf"), 1e9, "G")):
        if size < limit:
            return f"{value / unit:.3g}{name}".replace("-", "−")
    return str(value)


def legend(ax: Axes, entries: int, below: bool = False) -> None:
    """Inside where there is room, beside the axes for many entries; none for a single one."""
    if entries < 2:
        return
    if below:
        columns = entries if points_of(ax)[0] > 90 * entries else 2
        ax.legend(frameon=False, fontsize=9, loc="upper center", bbox_to_anchor=(0.5, -40.0 / points_of(ax)[1]),
                  ncol=columns)
    elif entries <= 4:
        ax.legend(frameon=False, fontsize=9, loc="best")
    else:
        ax.legend(frameon=False, fontsize=8, loc="upper left", bbox_to_anchor=(1.01, 1.0), borderaxespad=0.0)


def chinese_font() -> Optional[str]:
    """A font of this machine that has Chinese signs; None if there is none."""
    from matplotlib import font_manager

    installed = {font.name for font in font_manager.fontManager.ttflist}
    return next((name for name in CHINESE_FONTS if name in installed), None)


def families(text: Sequence[str]) -> List[str]:
    """Font families for texts: the usual one, and one with Chinese signs where they have some."""
    from matplotlib import rcParams

    found = chinese_font() if any(ord(letter) > 0x2E80 for one in text for letter in one) else None
    usual = rcParams["font.family"]
    return [*([usual] if isinstance(usual, str) else usual), *([found] if found else [])]
