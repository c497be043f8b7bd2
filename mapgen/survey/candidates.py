"""The snowball question: who else was named, each once, with how often, and whether the map has them already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mapgen.answers import Desk
from mapgen.exports import table
from mapgen.likeness import alike, fold_name, likeness
from mapgen.phrases import WITHHELD, telephones
from mapgen.survey.answers import Answers
from mapgen.survey.cells import blank, says_none

_HEADER = ("団体の名前", "そえられたことば", "回数", "地図にある団体", "似ている団体")
# Not within brackets: みほん会(みほん市、みほん町).
_APART = re.compile(r"[、,，;；\n]+(?![^(（]*[)）])")
_BULLET = re.compile(r"^(?:[・*\-ー●○◎①-⑳]|\d{1,2}[.．)）])\s*")
_ASIDE = re.compile(r"[(（]([^()（）]*)[)）]")
_NUMBER = re.compile(r"(?:tel|電話)?\s*[::]?\s*\d[\d\-‐−ー() ]{7,}\d", re.IGNORECASE)
_REST = re.compile(r"\s*(?:など|等|ほか|その他)$")
_LONGEST = 60
_A_NAME = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation that somebody named: `known` are ids that are surely it, `like` ids that may be."""

    name: str
    notes: tuple[str, ...] = ()
    times: int = 1
    known: tuple[str, ...] = ()
    like: tuple[str, ...] = ()


def candidates(answers: Answers, desk: Desk) -> tuple[Candidate, ...]:
    """Return who was named, those that the map lacks first, then by how often, then by name."""
    found: list[Candidate] = []
    for named in answers.others:
        for each in _named(named.words):
            same = next((n for n, other in enumerate(found) if _same(other.name, each.name)), None)
            if same is None:
                found.append(each)
            else:
                notes = tuple(dict.fromkeys((*found[same].notes, *each.notes)))
                found[same] = replace(found[same], notes=notes, times=found[same].times + 1)
    judged = (_judged(each, desk) for each in found)
    return tuple(sorted(judged, key=lambda each: (bool(each.known), bool(each.like), -each.times, each.name)))


def candidate_table(found: Sequence[Candidate]) -> bytes:
    """Return the list as a CSV file for a spreadsheet."""
    rows = (
        (each.name, " ".join(each.notes), str(each.times), " ".join(each.known), " ".join(each.like)) for each in found
    )
    return b"\xef\xbb\xbf" + table.table(_HEADER, map(table.row, rows))


def _named(words: str) -> Iterator[Candidate]:
    for part in _APART.split(words):
        text = _BULLET.sub("", part.strip().replace(WITHHELD, ""))
        phones = telephones(text)
        notes = [note.strip() for note in _ASIDE.findall(text) if note.strip() and not telephones(note)]
        name = _REST.sub("", " ".join(_NUMBER.sub("", _ASIDE.sub("", text)).split()))
        if name and not blank(name) and not says_none(name) and len(name) <= _LONGEST:
            yield Candidate(name, (*notes, *phones))


def _same(one: str, other: str) -> bool:
    """Return whether two names are one: with nothing else known, 朝の会 and 夜の会 are two."""
    short, long = sorted((fold_name(one), fold_name(other)), key=len)
    return short == long or (len(short) >= _A_NAME and short in long)


def _like(one: str, other: str) -> bool:
    return alike(fold_name(one), fold_name(other))


def _judged(each: Candidate, desk: Desk) -> Candidate:
    phones = [phone for note in each.notes for phone in telephones(note)]
    known = tuple(like.id for like, _ in desk.index.like(likeness("", (each.name,), phones)))
    similar = (
        org.id for org in desk.content.organizations if any(_like(n, each.name) for n in (org.name, *org.aliases))
    )
    return replace(each, known=known, like=tuple(id for id in similar if id not in known)[:3])
