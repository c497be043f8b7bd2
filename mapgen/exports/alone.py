"""One export alone, of the places that somebody asks for: what may be asked, and the layers of a map."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from mapgen.exports import ical, jsonld, mymaps, vcard
from mapgen.exports.layers import Layer, always, primary
from mapgen.exports.names import Names
from mapgen.exports.pins import Pin, Venue, pins, unplaced, venues_of
from mapgen.model import Category, Vocabulary
from mapgen.schema import vocabulary_of
from mapgen.site import Entry, Site
from mapgen.wording import joined


@dataclass(frozen=True, slots=True)
class Selection:
    """Which places are wanted: those in any of the cities, of any of the categories, and so on; of none is no wish.

    An organisation has the categories and forms that its page says, with all of its places. An area holds what is
    within its radius, whatever the city. `orgs` are ids of organisations, in the order they are wanted in.
    """

    cities: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    orgs: tuple[str, ...] = ()

    def unknown(self, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
        """Yield kind and text of every wish that is no id."""
        wishes = {"city": self.cities, "category": self.categories, "form": self.forms}
        wishes |= {"area": self.areas, "org": self.orgs}
        for kind, texts in wishes.items():
            yield from ((kind, text) for text in texts if text not in vocabulary.words[kind])

    def holds(self, venue: Venue, site: Site) -> bool:
        """Return whether a place is wanted."""
        entry = venue.entry
        return (
            (not self.cities or venue.city in self.cities)
            and (not self.categories or not {*entry.tops, *entry.categories}.isdisjoint(self.categories))
            and (not self.forms or not set(entry.forms).isdisjoint(self.forms))
            and (not self.areas or any(_is_near(venue, area, site) for area in self.areas))
            and (not self.orgs or entry.id in self.orgs)
        )

    def entries(self, site: Site) -> tuple[Entry, ...]:
        """Return the organisations with a wanted place: in the order of `orgs`, which may name closed ones, or all."""
        named = [site.by_id[org] for org in dict.fromkeys(self.orgs)] or site.listed
        return tuple(entry for entry in named if any(self.holds(venue, site) for venue in venues_of(entry)))

    def title(self, site: Site) -> str:
        """Return what is wanted in words, in the order of the content's files: `座間市・子ども・若者`."""
        region, taxonomy = site.content.region, site.content.taxonomy
        wishes = (
            [city.name.ja for city in region.cities if city.id in self.cities],
            [taxonomy.category(id).name.ja for id in taxonomy.category_ids() if id in self.categories],
            [form.name.ja for form in taxonomy.forms if form.id in self.forms],
            [f"{area.name.ja}の近く" for area in region.areas if area.id in self.areas],
            [site.by_id[org].org.name for org in self.orgs],
        )
        return "・".join(joined(names) for names in wishes if names) or site.content.settings.title.ja

    def look(self, site: Site) -> Callable[[Pin], Category]:
        """Return how pins look: all alike where one category (or leaves of one) is wanted."""
        tops = {category.partition("/")[0] for category in self.categories}
        return always(site.content.taxonomy.top(*tops)) if len(tops) == 1 else primary(site)


def vocabulary(site: Site) -> Vocabulary:
    """Return the ids that may be wished for, with their names: a name in Japanese is understood."""
    known = vocabulary_of(site.content.region, site.content.taxonomy)
    orgs = {e.id: tuple(name for name in (e.org.name, e.org.kana, *e.org.aliases) if name) for e in site.entries}
    return Vocabulary({**known.words, "org": orgs})


def _is_near(venue: Venue, identifier: str, site: Site) -> bool:
    return isinstance(venue, Pin) and venue.is_near(site.content.region.area(identifier))


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of an export: its content, and how many places are in it."""

    content: bytes
    count: int


@dataclass(frozen=True, slots=True)
class Format:
    """A format by the name that the command line knows it by; `files` yields nothing where no place is wanted.

    `text` says that a terminal can show it, `points_only` that places without a point are left out, `told` is the
    sentence of the catalogue that says what was written.
    """

    name: str
    files: Callable[[Site, Selection], Iterator[Piece]]
    text: bool = True
    points_only: bool = True
    told: str = "exported"


def left_out(site: Site, selection: Selection) -> int:
    """Return how many of the wanted places have no point."""
    return sum(selection.holds(venue, site) for venue in unplaced(site))


def _layer(twin: mymaps.Twin, site: Site, selection: Selection) -> Iterator[Piece]:
    """Yield the wanted pins as one flat layer of Google My Maps, in parts where it is too large for one."""
    found = [pin for pin in pins(site) if selection.holds(pin, site)]
    if found:
        stock = mymaps.Stock(site, found)
        layer = Layer("export", selection.title(site), "all", tuple(found), selection.look(site))
        for part in stock.parts(layer, Names()):
            yield Piece(twin.content(stock, part), len(part.pins))


def _cards(site: Site, selection: Selection) -> Iterator[Piece]:
    """Yield the wanted organisations as cards in one file, as address books take them."""
    if cards := [vcard.card(entry, site) for entry in selection.entries(site) if entry.shareable]:
        yield Piece("".join(cards).encode(), len(cards))


def _calendar(site: Site, selection: Selection) -> Iterator[Piece]:
    """Yield a calendar of the wanted places that say when they are open."""
    told = [ical.events(venue, site) for venue in ical.venues(site) if selection.holds(venue, site)]
    if known := [events for events in told if events]:
        title = f"{selection.title(site)}の開いている日"
        yield Piece(ical.calendar(title, known, site).encode(), len(known))


def _linked(site: Site, selection: Selection) -> Iterator[Piece]:
    """Yield the wanted organisations for programs that read schema.org."""
    if wanted := [entry for entry in selection.entries(site) if entry.shareable]:
        yield Piece(jsonld.dataset(site, wanted, selection.title(site)).encode(), len(wanted))


FORMATS: tuple[Format, ...] = (
    Format("kml", partial(_layer, mymaps.KML)),
    Format("kmz", partial(_layer, mymaps.KMZ), text=False),
    Format("csv", partial(_layer, mymaps.CSV)),
    Format("vcard", _cards, points_only=False, told="exported-orgs"),
    Format("ics", _calendar, points_only=False),
    Format("jsonld", _linked, points_only=False, told="exported-orgs"),
)
