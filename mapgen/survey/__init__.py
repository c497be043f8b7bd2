"""The survey's round trip: questions go out as a sheet, answers come back as values, and from there into the files.

`questions` are what is asked, `answers` what came back. What may not be published is counted and kept nowhere.
"""

from mapgen.survey.answers import Answers, Named, Row, Tally
from mapgen.survey.questions import Asked, asked_of, questionnaire_of

__all__ = ["Answers", "Asked", "Named", "Row", "Tally", "asked_of", "questionnaire_of"]
