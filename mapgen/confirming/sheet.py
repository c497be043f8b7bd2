"""What stands on one sheet: to whom it goes, every published field, and where it goes back to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from mapgen.confirming.fitting import cut, lines_of, shares
from mapgen.model.settings import Reply
from mapgen.published import TITLES, published
from mapgen.reports.due import postal_address
from mapgen.site import Entry, Site
from mapgen.wording import date_in_words, verified_in_words

# What has room on the sheet (page.py has the measures): ems in a line of the middle column and of the address, lines of
# the address, of the name, and how many lines the fields may take together besides the first of each.
COLUMN, ADDRESS, LINES, SPARE = 22, 20, 3, 8
# Where a correction takes most room: what the texts leave of the spare lines goes there.
TO_WRITE = ("hours", "address", "audience", "first_contact", "apply", "cost", "services", "notice")
NOTHING = "―"
_POSTCODE = re.compile(r"^\s*〒?\s*(\d{3})\s*[-‐−ー]\s*(\d{4})\s*")
BLANK_POSTCODE = "〒□□□-□□□□"


@dataclass(frozen=True, slots=True)
class Line:
    """A field: its title, what its page says, cut to `lines` lines."""

    title: str
    text: str
    lines: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `address` is empty where none is published: it is written by hand, as is what `reply` lacks."""

    id: str
    name: str
    postcode: str
    address: str
    fields: tuple[Line, ...]
    verified: str
    url: str
    report: str | None
    reply: Reply


def sheet(entry: Entry, site: Site, today: date) -> Sheet:
    """Return the sheet of an organisation. A closing day that is past is left out."""
    settings = site.content.settings
    postcode, address = split_address(postal_address(entry) or "")
    repository = settings.repository
    return Sheet(
        id=entry.id,
        name=cut(entry.org.name, ADDRESS - 1, LINES, "…") + " 御中",  # the em less of each line is for these words
        postcode=postcode or BLANK_POSTCODE,
        address=cut(address, ADDRESS, LINES, "…"),
        fields=_fields(entry, site),
        verified=verified_in_words(entry.org.verified) or "まだ確認していません",
        url=site.base_url + entry.path,
        report=f"{repository.rstrip('/')}/issues/new?template=mistake.yml" if repository else None,
        reply=settings.reply.on(today),
    )


def split_address(written: str) -> tuple[str, str]:
    """Return postcode (`〒252-0000`, '' where none is written) and the rest of an address."""
    found = _POSTCODE.match(written)
    return (f"〒{found[1]}-{found[2]}", written[found.end() :]) if found else ("", written)


def blanks(reply: Reply) -> dict[str, str]:
    """Return what is left blank on every sheet: the titles by the name in `site.yaml`."""
    return {name: field.title or name for name, field in Reply.model_fields.items() if getattr(reply, name) is None}


def _fields(entry: Entry, site: Site) -> tuple[Line, ...]:
    texts = {field: fact.text or NOTHING for field, fact in published(entry, site).items()}
    given = shares({field: lines_of(text, COLUMN) for field, text in texts.items()}, SPARE)
    left = SPARE - sum(lines - 1 for lines in given.values())
    given |= {field: given[field] + 1 for field in TO_WRITE[:left]}
    return tuple(Line(TITLES[field], cut(text, COLUMN, given[field]), given[field]) for field, text in texts.items())


def day_in_words(day: date | None) -> str | None:
    """Return a closing day in words, None where there is none."""
    return date_in_words(day) if day else None
