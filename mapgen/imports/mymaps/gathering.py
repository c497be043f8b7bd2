"""The placemarks of one organisation, brought together: its own answers, its places, and the words that differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mapgen.content import Content
from mapgen.imports.mymaps.facts import Said
from mapgen.imports.mymaps.fields import Filled, fill, fits
from mapgen.imports.mymaps.places import AREA_WORDS, Standing, stand

Words = tuple[str, str]
Path = tuple[str | int, ...]

_HOURS = ("hours", "closed", "hours_note")
# What a place has no field for: where it differs from the organisation's it stays as words.
_OF_THE_BODY = (
    "audience", "open_to", "first_contact", "apply", "cost", "languages", "accessibility", "operator", "leaves",
    "forms",
)  # fmt: skip
_COARSE_WORDS = "ピンは建物の場所ではありません。住所で確かめてください"


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the placemarks of one organisation say together.

    `data` are fields of the organisation; `standings` where each placemark stands, `places` those that stand somewhere.
    `texts` are the descriptions of all but the first, where they differ; `left` the words that no field takes, each
    with its heading. `comments` are about the places, by their path in the file.
    """

    first: Said
    name: str
    data: dict[str, object]
    standings: tuple[Standing, ...]
    places: list[dict[str, object]]
    texts: list[str]
    left: list[Words]
    comments: dict[Path, str]
    withheld: bool


def gather(group: Sequence[Said], content: Content) -> Gathered:
    """Return what placemarks say of one organisation; the first speaks for it, the others for their places."""
    first, standings = group[0], tuple(stand(said, content) for said in group)
    name, parts = names_of([said.name for said in group])
    filled = fill(first, content)
    gathered = Gathered(
        first=first,
        name=name,
        data=filled.data,
        standings=standings,
        places=[],
        texts=[
            f"{part}: {said.text}" if part else said.text
            for part, said in _others(parts, group)
            if said.text != first.text
        ],
        left=[*filled.left, *standings[0].left, *_unread(first, name)],
        comments={},
        withheld=any(said.withheld for said in group),
    )
    for part, said, standing in zip(parts, group, standings, strict=True):
        own = _differing(filled, fill(said, content)) if said is not first else {}
        _add_place(gathered, part, standing, own)
        if said is not first:
            words = [*standing.left, *_different(first, said)]
            gathered.left.extend((f"{part} {heading}".strip(), told) for heading, told in words)
    return gathered


def names_of(names: Sequence[str]) -> tuple[str, list[str]]:
    """Return the organisation's name, and the places' in brackets behind it: みほん食堂(本館), みほん食堂(別館)."""
    ends = [found.start() for found in re.finditer(r"\(", names[0])] if names[0].endswith(")") else []
    for end in (len(names[0]), *reversed(ends)):
        name = names[0][:end]
        if name and all(other == name or (other.startswith(f"{name}(") and other.endswith(")")) for other in names):
            return name, [other[end + 1 : -1] for other in names]
    return names[0], ["", *names[1:]]


def _others(parts: Sequence[str], group: Sequence[Said]) -> Iterator[tuple[str, Said]]:
    yield from list(zip(parts, group, strict=True))[1:]


def _add_place(gathered: Gathered, part: str, standing: Standing, own: dict[str, object]) -> None:
    """Add the place of one placemark, with the contacts and hours that are its own."""
    if standing.place is None:
        if standing.comments:
            gathered.comments["places",] = "\n".join(standing.comments.values())
        return
    place = {**standing.place, **own}
    if part and fits(part):
        place.setdefault("name", part)
    number = len(gathered.places)
    gathered.places.append(place)
    gathered.comments.update({("places", number, field): comment for field, comment in standing.comments.items()})


def _differing(body: Filled, other: Filled) -> dict[str, object]:
    """Return the contacts and hours of a place that are not its organisation's."""
    ours, theirs = body.data.get("contact", {}), other.data.get("contact", {})
    assert isinstance(ours, dict) and isinstance(theirs, dict)
    contact = {channel: value for channel, value in theirs.items() if ours.get(channel) != value}
    hours = {name: other.data[name] for name in _HOURS if name in other.data}
    same = hours == {name: body.data[name] for name in _HOURS if name in body.data}
    return {**({"contact": contact} if contact else {}), **({} if same else hours)}


def _different(first: Said, said: Said) -> Iterator[Words]:
    """Yield the answers of a further place that are not the first one's, and the columns that no field takes."""
    for name in _OF_THE_BODY:
        if (words := said.fields.get(name)) and words != first.fields.get(name):
            yield said.headings[name], words
    yield from (words for words in said.left if words not in first.left)


def _unread(said: Said, name: str) -> Iterator[Words]:
    """Yield the words of fields that are not read from this placemark: most are of our own exports only."""
    for field, known in (("title", (name,)), ("where", (AREA_WORDS, _COARSE_WORDS)), ("notice", ()), ("precision", ())):
        words = said.fields.get(field)
        ours = said.own and field != "title"
        if words and words not in known and not (ours and field in ("notice", "precision")):
            yield said.headings[field], words
