"""The answers of several files as those of one: the workbook that went out, a form's list, what came by FAX."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from mapgen.survey import Answers, Row, Tally


def gathered(found: Sequence[Answers]) -> Answers:
    """Return all rows, each organisation once: the row with its answer where there is one, else the first.

    How an organisation was asked may stand in another file than its answer.
    """
    rows: dict[str, Row] = {}
    for n, row in enumerate(row for answers in found for row in answers.rows):
        key = row.id or f"{n}: {row.name}"
        before = rows.get(key, row)
        kept = row if row.answered and not before.answered else before
        rows[key] = replace(kept, sent=kept.sent or before.sent or row.sent)
    return replace(
        found[0],
        rows=tuple(rows.values()),
        tallies=tuple(_sum(each) for each in zip(*(answers.tallies for answers in found), strict=True)),
        others=tuple(named for answers in found for named in answers.others),
    )


def _sum(tallies: Sequence[Tally]) -> Tally:
    """Return one question's counts of all files, which are read by one questionnaire."""
    chosen: Counter[str] = Counter()
    for tally in tallies:
        chosen.update(tally.chosen)
    answered, other = sum(tally.answered for tally in tallies), sum(tally.other for tally in tallies)
    return replace(tallies[0], answered=answered, other=other, chosen={key: chosen[key] for key in tallies[0].chosen})
