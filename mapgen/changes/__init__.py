"""What differs between two versions of organisations, as values, in plain sentences, and as a note to read or print.

The two may be this project and a map that staff have edited, or two states of the project: the sentences are the same.
"""

from mapgen.changes.model import Change, Changes, Extra, Headings, Moved, Remark, Subject, Told
from mapgen.changes.note import as_html, as_markdown, as_text, subject_lines
from mapgen.changes.sentences import FIELDS, about, sentence

__all__ = [
    "FIELDS",
    "Change",
    "Changes",
    "Extra",
    "Headings",
    "Moved",
    "Remark",
    "Subject",
    "Told",
    "about",
    "as_html",
    "as_markdown",
    "as_text",
    "sentence",
    "subject_lines",
]
