"""What needs a person's eye: whom to ask again, what nobody offers yet, points in doubt, organisations that are one.

A report is a value; `output` makes of it a text for a terminal, a table for a spreadsheet, a page to print.
"""

from mapgen.reports.due import due
from mapgen.reports.gaps import gaps
from mapgen.reports.output import as_csv, as_html, as_text
from mapgen.reports.points import points
from mapgen.reports.same import same
from mapgen.reports.value import Report

__all__ = ["Report", "as_csv", "as_html", "as_text", "due", "gaps", "points", "same"]
