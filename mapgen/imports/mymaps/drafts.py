"""A placemark, or those of one organisation, becomes a draft: the data of a file, and remarks on what was guessed."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from mapgen.imports.mymaps.facts import Said, clean, one_line
from mapgen.imports.mymaps.gathering import Gathered, Path
from mapgen.imports.mymaps.guess import Guess, Guesser
from mapgen.imports.mymaps.placemarks import MyMap
from mapgen.imports.mymaps.prose import prose
from mapgen.likeness import Likeness, fold_name, likeness
from mapgen.model import OUTSIDE, Region
from mapgen.model.organization import Sensitive
from mapgen.model.scalars import LONGEST_LINE

_HEAD = "{name}から取りこんだ下書きです。内容を確かめて、要らないことばを消してから、status を active にしてください。"
_TEMPORARY = (
    "ファイル名(id)は仮のものです。公開する前に、わかりやすい名前(半角の小文字、数字、ハイフン)に変えてください。"
)
_WITHHELD = "携帯電話の番号がありました。個人の番号かもしれないので、書いていません。"
_SECRET = "場所を知られてよいか確かめてください。よくなければ、住所と点を消して visibility: hidden にします"
_SENSITIVE = f"DVや虐待に関わる団体かもしれません。{_SECRET}"
_SHELTER = f"住所を知らせない施設かもしれません。{_SECRET}"
# Where people are safe because others do not know where they are, by 児童福祉法 (6条の3, 33条, 38条) and
# 困難な問題を抱える女性への支援に関する法律 (9条, 12条); and shelters of private bodies.
_SHELTERS = re.compile(
    "母子生活支援|母子寮|女性自立支援|女性相談支援|婦人保護|一時保護|自立援助|シェルター|ステップハウス"
)
_CHECK = "確かめてください"
_SHORTEST_SLUG = 4


@dataclass(frozen=True, slots=True)
class Draft:
    """A new organisation: the data of its file by field, and remarks by the path of the field they stand above.

    `guessed` are the required fields that the map does not say itself. `secret` says that its address may have to be.
    """

    id: str
    name: str
    data: Mapping[str, object]
    comments: Mapping[Path, str]
    guessed: tuple[str, ...]
    likeness: Likeness
    secret: bool = False

    @property
    def path(self) -> str:
        """Return the path of its file from the project's root."""
        return f"content/orgs/{self.id}.yaml"


class BeyondError(Exception):
    """The organisation stands beyond the region, and nothing says that it serves a city of it."""


def draft_of(gathered: Gathered, id: str | None, taken: Container[str], mymap: MyMap, guesser: Guesser) -> Draft:
    """Return the draft of an organisation; `id` is None where it has none of ours, and gets one that is not `taken`.

    Raises BeyondError.
    """
    first = gathered.first
    categories = guesser.guess_categories(first)
    forms = guesser.guess_forms(first, categories.ids)
    required = {"categories": categories, "forms": forms, "serves": _serves(gathered, guesser.region)}
    summary = gathered.data.pop("summary", None)
    left = [*gathered.left, *_unnamed(first, categories, forms)]
    words = prose(first, str(summary) if summary else None, gathered.texts, left, (map_title(mymap), mymap.origin))
    data = {
        **gathered.data,
        "name": gathered.name,
        "summary": words.summary,
        "description": words.description,
        **{field: list(guess.ids) for field, guess in required.items()},
        "places": gathered.places or None,
        "status": "draft",
        "sources": [_source(first, mymap)],
    }
    guessed = {field: f"{guess.basis}。{_CHECK}" for field, guess in required.items() if guess.basis}
    comments: dict[Path, str] = {(field,): comment for field, comment in (guessed | words.comments).items()}
    remarks = _remarks(gathered, categories)
    comments |= gathered.comments | remarks
    comments[()] = _head(mymap.origin.name, temporary=id is None, withheld=gathered.withheld)
    likeness = _likeness(id or _new_id(gathered, taken, mymap.origin.id), gathered)
    return Draft(likeness.id, gathered.name, data, comments, tuple(guessed), likeness, ("places", 0) in remarks)


def map_title(mymap: MyMap) -> str:
    """Return the map's name, else that of its file, for people."""
    return one_line(clean(mymap.name)) or _file_name(mymap)


def _file_name(mymap: MyMap) -> str:
    """Return the name of the map's file; of a file in a KMZ or zip, that of these."""
    parts = re.split(r"[/\\]", mymap.path)
    return one_line(
        clean(next((part for part in parts if re.search(r"(?i)\.(?:km[lz]|csv|xlsx|zip)$", part)), parts[-1]))
    )


def _serves(gathered: Gathered, region: Region) -> Guess:
    """Return the cities it serves: as said, else where it stands, else those it names, else all. Raises BeyondError."""
    if told := gathered.data.get("serves"):
        assert isinstance(told, list)
        return Guess(tuple(told))
    cities = dict.fromkeys(standing.city for standing in gathered.standings if standing.city)
    inside = tuple(city.id for city in region.cities if city.id in cities)
    if inside:
        names = "、".join(region.city(city).name.ja for city in inside)
        basis = next((standing.basis for standing in gathered.standings if standing.basis), None)
        return Guess(inside, f"活動する市は、{basis or f'立っている市({names})'}から推測しました")
    if OUTSIDE in cities:
        raise BeyondError
    said = f"{gathered.name} {gathered.first.text}"
    if named := tuple(city.id for city in region.cities if city.name.ja in said):
        return Guess(named, "活動する市は、名前や説明にある市の名前から推測しました")
    return Guess(
        tuple(city.id for city in region.cities), "どの市で活動するか分からないので、地域のすべての市にしました"
    )


def _unnamed(first: Said, categories: Guess, forms: Guess) -> Iterator[tuple[str, str]]:
    """Yield the words of columns for categories and forms that name none, each with its heading."""
    column = "leaves" if first.own and categories.basis is None else "categories"
    for name, guess in ((column, categories), ("forms", forms)):
        if guess.left:
            yield first.headings[name], guess.left
    if first.own and categories.basis is not None and "leaves" in first.fields:
        yield first.headings["leaves"], first.fields["leaves"]


def _remarks(gathered: Gathered, categories: Guess) -> dict[Path, str]:
    """Return what else an editor should know before the draft is published."""
    remarks: dict[Path, str] = {}
    if {category.rpartition("/")[2] for category in categories.ids} & set(get_args(Sensitive)) and gathered.places:
        remarks["places", 0] = _SENSITIVE
    elif gathered.places and _SHELTERS.search(" ".join(_kind(gathered.first))):
        remarks["places", 0] = _SHELTER
    if gathered.first.own and (notice := gathered.first.fields.get("notice")):
        remarks["status",] = f"ファイルには「{one_line(notice)}」とありました"
    return remarks


def _kind(first: Said) -> Iterator[str]:
    """Yield what says of which kind a facility is: its name, its layer, and the columns for that."""
    yield first.name
    yield from first.placemark.folder
    yield from (words for heading, words in first.left if heading == "種別")
    yield from (first.fields[field] for field in ("categories", "leaves") if field in first.fields)


def _head(name: str, *, temporary: bool, withheld: bool) -> str:
    return "\n".join(
        [_HEAD.format(name=name), *([_TEMPORARY] if temporary else []), *([_WITHHELD] if withheld else [])]
    )


def _source(first: Said, mymap: MyMap) -> dict[str, str]:
    """Return where the draft comes from: the map, its file and the folder."""
    folder = "・".join(one_line(clean(name)) for name in first.placemark.folder)
    note = _file_name(mymap) + (f"、フォルダー「{folder}」" if folder else "")
    dated = {"date": mymap.origin.date} if mymap.origin.date else {}
    return {"title": _cut(f"{mymap.origin.name}「{map_title(mymap)}」"), **dated, "note": _cut(note)}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_LINE else text[: LONGEST_LINE - 1] + "…"


def _likeness(id: str, gathered: Gathered) -> Likeness:
    """Return what the draft is compared by."""
    data = gathered.data
    contacts = [data.get("contact"), *(place.get("contact") for place in gathered.places)]
    phones = [str(contact["tel"]) for contact in contacts if isinstance(contact, dict) and "tel" in contact]
    aliases = data.get("aliases", [])
    assert isinstance(aliases, list)
    number = data.get("corporate_number")
    points = [standing.point for standing in gathered.standings if standing.point]
    return likeness(id, (gathered.name, *aliases), phones, str(number) if number else None, points)


def _new_id(gathered: Gathered, taken: Container[str], prefix: str) -> str:
    """Return an id by name and place, the same in every import: of the name's letters if all are ASCII, else a hash.

    There is no reading of kanji to make letters of; a wrong one would stay in the page's address for ever.
    """
    place = gathered.places[0] if gathered.places else {}
    where = str(place.get("address") or (place.get("lat"), place.get("lon")))
    digest = hashlib.sha256(f"{fold_name(gathered.name)}\n{where}".encode()).hexdigest()
    letters = unicodedata.normalize("NFKC", gathered.name).casefold()
    slug = "-".join(re.findall("[a-z0-9]+", letters))[:40].strip("-") if letters.isascii() else ""
    ends = ([slug] if len(slug) >= _SHORTEST_SLUG else []) + [digest[:length] for length in (10, 20, 50)]
    return next(id for end in ends if (id := f"{prefix}-{end}") not in taken)
