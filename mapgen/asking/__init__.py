"""Asks for one organisation, question by question, each answer judged at once by the rules of the reader.

`questions` says what is asked and when, `dialogue` asks it, `keeping` holds the answers of who stopped half way.
"""

from mapgen.asking.dialogue import Dialogue, Stopped
from mapgen.asking.keeping import forget, keep, kept

__all__ = ["Dialogue", "Stopped", "forget", "keep", "kept"]
