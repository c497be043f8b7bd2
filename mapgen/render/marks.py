"""The sign of a category: its colour, light and dark, and the one letter that says the same where colour does not."""

from __future__ import annotations

from mapgen.model import Taxonomy

DARK_PAPER = "#14191C"
ENOUGH = 5.0  # WCAG 1.4.3 asks 4.5:1; chips stand on slightly lighter ground than the paper.


def letters(taxonomy: Taxonomy) -> dict[str, str]:
    """Return one character for each top-level category, taken from its Japanese name, no two alike."""
    taken: dict[str, str] = {}
    for top in taxonomy.categories:
        free = [c for c in top.name.ja + top.kana if c not in taken.values() and c not in "・ 、()やのと"]
        taken[top.id] = free[0] if free else str(len(taken) + 1)
    return taken


def category_css(taxonomy: Taxonomy) -> str:
    """Return a stylesheet that gives each category's class its colour: inline styles are forbidden."""
    light = "".join(f".c-{top.id}{{--c:{top.colour};--pin:{top.colour}}}\n" for top in taxonomy.categories)
    dark = "".join(f".c-{top.id}{{--c:{lightened(top.colour)}}}\n" for top in taxonomy.categories)
    return f"{light}@media screen and (prefers-color-scheme:dark){{\n{dark}}}\n"


def lightened(colour: str, paper: str = DARK_PAPER) -> str:
    """Return the colour mixed with just enough white to be read on dark paper."""
    red, green, blue = _channels(colour)
    for share in range(0, 101, 5):
        mixed = "#{:02X}{:02X}{:02X}".format(*(round(c + (255 - c) * share / 100) for c in (red, green, blue)))
        if contrast(mixed, paper) >= ENOUGH:
            return mixed
    return "#FFFFFF"


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in _channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
