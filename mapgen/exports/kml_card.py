"""What a placemark or a row says: name, ten columns and description, each fact in one of them only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mapgen.exports.pins import Pin, Venue
from mapgen.exports.prose import clean, clipped, fragment, one_line, plain
from mapgen.model import OUTSIDE, Precision, PublicPlace
from mapgen.site import Site
from mapgen.wording import (
    access_in_words,
    apply_in_words,
    audience_in_words,
    cost_in_words,
    joined,
    languages_in_words,
    open_to_in_words,
    verified_in_words,
)

# My Maps shows at most ten columns as a table (20,000 cells = 2,000 rows x 10). The same in every
# file and in this order: a re-import matches by `id`, and a style by column needs 分野 and 市.
COLUMNS = ("id", "分野", "市", "活動のかたち", "住所", "位置の正確さ", "電話", "対象", "開いている日", "ホームページ")
DESCRIPTION_LIMIT = 1_500
# What people write before a fact: `電話: `, `・ホームページ: `.
_LABEL = re.compile(r"^・?\s*(?:(?!https?:)[^::\s]{1,10}[::]\s*)?")


@dataclass(frozen=True, slots=True)
class Card:
    """The texts of one place, clean and not yet escaped for XML. `description` is an HTML fragment."""

    name: str
    description: str
    columns: tuple[str, ...]


def card(venue: Venue, site: Site) -> Card:
    """Return the texts of a place."""
    columns = tuple(one_line(text) for text in _columns(venue, site))
    return Card(one_line(venue.name), _description(venue, site, columns), columns)


def city_name(venue: Venue, site: Site) -> str:
    """Return the name of the city the place stands in, empty for no place."""
    names = {city.id: city.name.ja for city in site.content.region.cities}
    return names.get(venue.city or OUTSIDE, "地域の外") if venue.located else ""


def _columns(venue: Venue, site: Site) -> tuple[str, ...]:
    taxonomy = site.content.taxonomy
    return (
        venue.id,
        taxonomy.top(venue.entry.tops[0]).name.ja,
        city_name(venue, site),
        joined(taxonomy.form(form).name.ja for form in venue.teller.forms or venue.entry.forms),
        venue.address,
        venue.precision_words,
        venue.contact("tel") or "",
        audience_in_words(venue.teller.audience or venue.org.audience, taxonomy) or "",
        joined(venue.hours_words),
        venue.contact("url") or "",
    )


def _description(venue: Venue, site: Site, columns: tuple[str, ...]) -> str:
    """Return summary, prose and the facts that have no column, at most 1,500 characters; the prose gives way first."""
    room = DESCRIPTION_LIMIT
    summary = clipped(_without_scheme(_summary(venue)), room)
    room -= len(summary)
    facts = ""
    for title, words in _facts(venue, site):
        head = f"{'<br>' if facts else ''}<b>{title}</b> "
        line = clipped(_without_scheme(one_line(words)), room - len(head) - len("<br><br>"))
        if line:
            facts += head + line
            room -= len(head) + len(line)
    prose = _prose(venue, room - 2 * len("<br><br>"), summary, columns)
    return "<br><br>".join(part for part in (summary, prose, facts) if part)


def _prose(venue: Venue, room: int, summary: str, columns: tuple[str, ...]) -> str:
    """Return the description's words, without the summary at its head and without lines that only repeat a column."""
    words = plain(venue.teller.description or venue.org.description or "")
    text = "\n".join(line for line in words.split("\n") if _LABEL.sub("", line).strip(" 。") not in {*columns} - {""})
    text = _without_scheme(text)
    if summary and fragment(text).startswith(summary):
        text = text[len(_summary(venue)) :]
    return clipped(text.strip(), room)


def _summary(venue: Venue) -> str:
    # Readers disagree on blanks at the beginning, which are left where a forbidden character stood before them.
    return clean(venue.teller.summary or venue.org.summary or "").strip()


def _without_scheme(text: str) -> str:
    """Return `text` with `http://` addresses bare: My Maps links what has a scheme, and http may not open."""
    return text.replace("http://", "")


def _facts(venue: Venue, site: Site) -> Iterator[tuple[str, str]]:
    """Yield title and words of what is known and has no column."""
    teller, org, place = venue.teller, venue.org, venue.place
    serves = teller.serves or org.serves
    open_to = teller.open_to or org.open_to
    several = len(venue.entry.locations) > 1  # then the place's name is part of the card's
    said = [
        ("お知らせ", "いまは休止しています" if org.status == "paused" else None),
        ("場所", _place_name(venue) if not several else None),
        ("行き方", place.access if isinstance(place, PublicPlace) else None),
        ("はじめての連絡", teller.first_contact or org.first_contact),
        ("使える人", open_to_in_words(open_to, serves, site.content.region)),
        ("申し込み", apply_in_words(teller.apply or org.apply, teller.apply_note or org.apply_note)),
        ("費用", cost_in_words(teller.cost or org.cost, teller.cost_note or org.cost_note)),
        ("FAX", venue.contact("fax")),
        ("メール", venue.contact("email")),
        ("連絡の補足", venue.contact("note")),
        ("話せることば", joined(languages_in_words(teller.languages or org.languages))),
        ("設備", joined(access_in_words(teller.accessibility or org.accessibility))),
        ("活動する市", None if open_to == "residents" else _cities(serves, site)),
        ("くわしい分野", _categories(venue, site)),
        ("運営", org.operator),
        ("位置について", _where(venue)),
        ("最後の確認", verified_in_words(org.verified) or "まだ確認していません"),
    ]
    yield from ((title, words) for title, words in said if words)


def _place_name(venue: Venue) -> str | None:
    """Return the name of a public place that its address does not say."""
    place = venue.place
    return place.name if isinstance(place, PublicPlace) and (place.name or "") not in venue.address else None


def _cities(serves: tuple[str, ...], site: Site) -> str:
    return joined(city.name.ja for city in site.content.region.cities if city.id in serves)


def _categories(venue: Venue, site: Site) -> str:
    """Return the names of all categories but the primary top level, which is a column."""
    taxonomy = site.content.taxonomy
    told = (c for c in venue.entry.categories if c != venue.entry.tops[0])
    return joined(dict.fromkeys(taxonomy.category(category).name.ja for category in told))


def _where(venue: Venue) -> str | None:
    """Return the warning that goes with a point that is not the building, for readers who never open the table."""
    if not isinstance(venue, Pin):
        return None
    if isinstance(venue.place, PublicPlace):
        far = venue.spot.precision in (Precision.TOWN, Precision.OAZA)
        return "ピンは建物の場所ではありません。住所で確かめてください" if far else None
    return "くわしい場所は公開していません。行く前に連絡してください"
