"""What a placemark says, by field: its columns, the labelled lines of its description, and the prose left.

The numbers of private telephones are taken out of everything here, so that no later room ever sees one.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mapgen.exports.kml_card import COLUMNS
from mapgen.imports.headings import field_of
from mapgen.imports.mymaps.placemarks import Placemark
from mapgen.imports.mymaps.tables import as_in_our_map
from mapgen.imports.mymaps.text import plain
from mapgen.phrases import WITHHELD, even, is_mobile, read_hours, without_mobiles
from mapgen.text import compose_kana, good_stem
from mapgen.yamldoc.characters import FORBIDDEN

# Bold words are kept apart while HTML becomes text. Neither character may stand in content, so none is in the words.
_BOLD = re.compile(r"<(b|strong)>([^<]*+)</\1>", re.IGNORECASE)
_OPENS, _ENDS = "\ufdd0", "\ufdd1"
_HEAD = rf"{_OPENS}(?P<label>[^{_OPENS}{_ENDS}\n]{{1,20}}){_ENDS}"
_OWN_LABEL, _BOLD_LABEL = re.compile(_HEAD + " (?P<words>.+)"), re.compile(_HEAD + " *[:\uff1a]? *(?P<words>.+)")
_HTML = re.compile(r"<(?:br|b|p|div|a)[\s/>]", re.IGNORECASE)
_LABEL = re.compile(
    r"[・●■◆◇○◎□▼▽※*\-\s]*(?:"
    r"【(?P<bracketed>[^】]{1,12})】\s*[:\uff1a]?|(?P<label>[^\s:\uff1a/]{1,12})\s*[:\uff1a](?!//)|(?P<tel>電話|TEL|Tel|FAX|Fax)[\s.]*(?=[0-9\uff10-\uff19(+\uff08]))"
    r"\s*(?P<words>.+)"
)
_NEXT_LABEL = re.compile(r"[\s、/・]+(?=(?:電話|TEL|Tel|FAX|Fax|ファックス|メール|E-mail|URL|HP)\s*[:\uff1a])")
_LONGEST_HEADING = 60
_IN_PROSE = "時間"
_NUMBERS, _DEGREES = ("tel", "fax"), ("lat", "lon")
_OWN_ID = re.compile(r"([a-z0-9-]+)(?:/([0-9]{1,4}))?")


@dataclass(frozen=True, slots=True)
class Said:
    """What one placemark says.

    `own` says that our own exporter wrote it. `fields` are words by field, `headings` what stood above or before them;
    `left` are columns that no field takes, with their heading. `text` is prose. `withheld` says that it had the number
    of a mobile telephone.
    """

    placemark: Placemark
    own: bool
    name: str
    text: str
    fields: dict[str, str] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    left: tuple[tuple[str, str], ...] = ()
    withheld: bool = False

    @property
    def own_id(self) -> tuple[str | None, int]:
        """Return the id that our exporter gave, and the number of the place; None of any other placemark."""
        found = _OWN_ID.fullmatch(self.fields.get("id", "")) if self.own else None
        return (found[1], int(found[2] or 1)) if found and good_stem(found[1]) else (None, 1)


def said_by(placemark: Placemark) -> Said:
    """Return what a placemark says. A column is believed before a line of the description."""
    placemark = as_in_our_map(placemark)
    own = {*COLUMNS} <= set(placemark.columns) and bool(placemark.columns["id"].strip())
    fields: dict[str, str] = {}
    headings: dict[str, str] = {}
    left: list[tuple[str, str]] = []
    fragments = [placemark.description]
    for heading, cell in placemark.columns.items():
        field, words = field_of(heading), clean(cell)
        if field in _NUMBERS and is_mobile(words):
            words = WITHHELD
        if field == "description":
            fragments.append(cell if _HTML.search(cell) else html.escape(cell))
        elif words and field and field not in fields and (not own or heading in COLUMNS or field in _DEGREES):
            fields[field], headings[field] = words, _heading(heading)
        elif words:
            left.append((_heading(heading), words))
    lines = [line for fragment in fragments for line in _lines(fragment, placemark)]
    text = clean(re.sub(r"\n{3,}", "\n\n", "\n".join(_without_labels(lines, own, fields, headings))))
    name = clean(placemark.name) or fields.pop("title", "")
    everything = (name, text, clean(placemark.address), *fields.values(), *(words for _, words in left))
    withheld = any(WITHHELD in words for words in everything)
    return Said(placemark, own, without_mark(name), text, fields, headings, tuple(left), withheld)


def clean(text: str) -> str:
    """Return text as content may hold it: no character that nobody can see, no number of a private telephone."""
    text = FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return without_mobiles(compose_kana(text)).strip()


def without_mark(text: str) -> str:
    """Return a name or an address on one line, without the words that stand for a number that was taken out."""
    return one_line(text.replace(WITHHELD, " "))


def one_line(text: str) -> str:
    """Return text on one line."""
    return " ".join(part for part in re.split(r"[ \t\n]+", text) if part)


def _heading(text: str) -> str:
    return one_line(clean(text))[:_LONGEST_HEADING] or "項目"


def _lines(fragment: str, placemark: Placemark) -> Iterator[str]:
    marked = _BOLD.sub(rf"{_OPENS}\2{_ENDS}", fragment.replace(_OPENS, "").replace(_ENDS, ""))
    for line in plain(marked, placemark.columns).split("\n"):
        bare = clean(line.replace(_OPENS, "").replace(_ENDS, ""))
        yield line if bare and _BOLD_LABEL.fullmatch(line) else bare
    yield ""


def _without_labels(lines: Iterable[str], own: bool, fields: dict[str, str], headings: dict[str, str]) -> Iterator[str]:
    """Yield the lines that are prose; what is labelled goes to `fields`, unless the field is known already."""
    for line in lines:
        for part in _NEXT_LABEL.split(line) if not own else [line]:
            found = _OWN_LABEL.fullmatch(part) if own else _BOLD_LABEL.fullmatch(part) or _LABEL.fullmatch(part)
            label = next((said for said in found.groupdict().values() if said), "") if found else ""
            name = field_of(label) if found else None
            words = clean(found["words"]) if found else ""
            if found and name and words and name not in (*fields, "id", "title", "description"):
                fields[name], headings[name] = words, _heading(label)
            elif found and name and words and _letters(words) == _letters(fields.get(name, "")):
                continue  # it only says again what a column says
            elif not own and _is_opening(part) and headings.setdefault("hours", _IN_PROSE) == _IN_PROSE:
                fields["hours"] = "\n".join(filter(None, (fields.get("hours"), clean(part))))
            else:
                yield clean(part.replace(_OPENS, "").replace(_ENDS, ""))


def _letters(words: str) -> str:
    return re.sub(r"[\W_]", "", even(words))


def _is_opening(line: str) -> bool:
    """Return whether a line says when something is open, and nothing else."""
    opening = read_hours(line)
    return bool(opening.hours) and opening.note is None
