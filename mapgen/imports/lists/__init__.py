"""A list that a city or a ministry publishes, as CSV or a workbook: its rows become drafts like the pins of a map.

`columns` finds the row of headings and what each means, `kinds` the categories of a kind of facility, `entry` reads one
row, `standing` says whether it is of the region, and `importing` hands the rows to what makes drafts of placemarks.
"""

from mapgen.imports.lists.importing import Listed, import_list

__all__ = ["Listed", "import_list"]
