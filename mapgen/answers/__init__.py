"""What people say in words of an organisation, as the data of its file: answers at the terminal, or in an issue.

`reading` takes an answer for what it can mean only, `desk` judges it by the very rules of the reader, `ids` finds a
name for the file, `filing` makes its text.
"""

from mapgen.answers.desk import Desk, place_in_words
from mapgen.answers.filing import Draft, draft_text, modeline_of
from mapgen.answers.ids import hiragana, suggest_id
from mapgen.answers.reading import Data, clean, merged, without_empty_place

__all__ = [
    "Data", "Desk", "Draft", "clean", "draft_text", "hiragana", "merged", "modeline_of", "place_in_words", "suggest_id",
    "without_empty_place",
]  # fmt: skip
