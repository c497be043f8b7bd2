"""Charts as SVG that stands in a page: plain data in, Markup out. No script, no inline style, always the same bytes.

A chart never says anything alone: whoever draws one puts the same numbers in a table beside it. So the drawings are
hidden from screen readers and their links left out of the order of the Tab key: the table has both. Colours are
presentation attributes, which a style sheet may replace by the class of the part's `tone` (`c-<tone>`).
"""

from mapgen.render.charts.bars import Bar, bars
from mapgen.render.charts.slices import Slice
from mapgen.render.charts.sunburst import sunburst

__all__ = ["Bar", "Slice", "bars", "sunburst"]
