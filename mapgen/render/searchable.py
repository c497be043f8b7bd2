"""What the browser searches: `search.json` of a language, everything a visitor may look for and by which words.

What is shown stands there as it is shown, and the browser folds it; what only leads to it (readings, other names, words
people say) is folded here, by `mapgen.folding`. No draft and no closed organisation is in it, of a hidden place only
the city, of a sensitive organisation no place at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from mapgen.folding import fillers, folded, spellings
from mapgen.model import Area, Artifact, City, Desk, HiddenPlace, Hotline, Label, Leaf, Page, Term
from mapgen.render.local import Local
from mapgen.render.press import Press
from mapgen.render.rows import contacts
from mapgen.site import Entry
from mapgen.theme.html import plain, tel_href

WORDS = ("found", "lines", "none", "category", "form", "city", "area", "page")
LONGEST = 1_000  # characters of a description that are searched

Record = dict[str, object]


def search_index(press: Press, lang: str) -> Iterator[Artifact]:
    """Yield the index of a language; its links are paths within the language.

    Of a large site it is the parts that hold the organisations, each a list, and the index counts them.
    """
    local = press.local(lang, "")
    if not press.shards:
        yield _file(press, lang, "search", search_data(local))
        return
    parts = [{"name": part.name, "city": part.city, "count": len(part.entries)} for part in press.shards]
    data = search_data(local, ())
    data["say"]["loading"] = local.t.plain("searchjs.loading")
    yield _file(press, lang, "search", data | {"parts": parts})
    numbers = {str(target["id"]): n for n, target in enumerate(_targets(local))}
    for part in press.shards:
        found = [_organization(local, entry, numbers) for entry in part.entries]
        yield _file(press, lang, f"search-{part.name}", found)


def _file(press: Press, lang: str, name: str, data: object) -> Artifact:
    return Artifact(f"{press.prefix(lang)}{name}.json", json_text(data).encode(), "render.searchable")


def search_data(local: Local, entries: Iterable[Entry] | None = None) -> dict[str, Any]:
    """Return what the browser's search is opened with: everybody who is listed, or these entries."""
    targets = list(_targets(local))
    numbers = {str(target.pop("id")): n for n, target in enumerate(targets)}
    return {
        "say": {
            **{word: local.t.plain(f"searchjs.{word}") for word in WORDS},
            "count": local.t.plain("list.count"),
            "one": local.t.plain("list.count", n=1),
        },
        "spellings": spellings(),
        "fillers": fillers(),
        "hotlines": [_hotline(local, hotline) for hotline in local.content.hotlines],
        "targets": targets,
        "orgs": [_organization(local, entry, numbers) for entry in (local.site.listed if entries is None else entries)],
    }


def json_text(data: object) -> str:
    """Return data as one line of JSON, as short as it can be."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _targets(local: Local) -> Iterator[Record]:
    """Yield every page but the organisations', then what organisations are sorted by but has no page."""
    content, site = local.content, local.site
    for identifier in content.taxonomy.category_ids():
        yield _category(local, identifier)
    for form in content.taxonomy.forms:
        count = len(site.in_form(form.id))
        yield _term(local, form, "form", f"forms/{form.id}/", count=count)
    for city in content.region.cities:
        yield _city(local, city)
    for area in content.region.areas:
        yield _area(local, area)
    for page in site.pages(local.lang):
        yield _page(page)
    for kind, terms in (("type", content.taxonomy.types), ("group", content.taxonomy.audiences)):
        for term in terms:
            yield _record(f"{kind}/{term.id}", names=_names(term.name, term.kana), words=_words(term))


def _category(local: Local, identifier: str) -> Record:
    taxonomy = local.content.taxonomy
    term, top = taxonomy.category(identifier), taxonomy.top(identifier)
    count = len(local.site.in_category(identifier))
    letter = local.press.letters[top.id]
    return _term(local, term, "category", f"categories/{identifier}/", count=count, top=top.id, letter=letter)


def _term(local: Local, term: Term, kind: str, path: str, **shown: object) -> Record:
    """Return a category or form: its names in every language lead to it, and what it says of itself in this one."""
    signs = term.signs if isinstance(term, Leaf) else ()
    return _record(
        path,
        kind=kind,
        name=local.name(term.name),
        about=local.name(term.about) if term.about else "",
        **shown,
        names=_names(term.name, term.kana),
        words=_words(term),
        more=_joined(map(local.name, signs)),
    )


def _city(local: Local, city: City) -> Record:
    count = len(local.site.usable_from(city.id))
    desks = [text for desk in city.desks for text in _desk(desk)]
    return _place(local, city, "city", f"cities/{city.id}/", count, desks)


def _area(local: Local, area: Area) -> Record:
    return _place(local, area, "area", f"areas/{area.id}/", len(local.press.near_area(area)), area.lines)


def _place(local: Local, place: City | Area, kind: str, path: str, count: int, more: Iterable[str]) -> Record:
    """Return a city or an area; people say 座間 for 座間市 and for its station."""
    return _record(
        path,
        kind=kind,
        name=local.name(place.name),
        count=count,
        names=_names(place.name, place.kana),
        words=folded([re.sub("[市町村区駅]$", "", place.name.ja)]),
        more=_joined(more),
    )


def _desk(desk: Desk) -> tuple[str, str]:
    return desk.name.ja, desk.about.ja if desk.about else ""


def _page(page: Page) -> Record:
    about = page.summary or ""
    return _record(f"{page.id}/", kind="page", name=plain(page.title), about=about)


def _organization(local: Local, entry: Entry, numbers: dict[str, int]) -> Record:
    """Return an organisation as lists show it, with its other names, what else it says, and the numbers of targets."""
    org, row = entry.org, local.press.row_view(local.lang, entry)
    others = [text for each in org.translations.values() for text in (each.name, each.summary) if text]
    more = [
        org.operator or "",
        *others,
        *(text for service in org.services for text in (service.name, service.summary or "")),
        *(() if org.sensitive else _places(entry)),
        *(contact.tel for contact in contacts(entry) if contact.tel),
        local.beginning(org.description or "", LONGEST),
    ]
    return _record(
        None,
        name=row.name.text,
        name_lang=row.name.lang,
        href=entry.path,
        top=row.top,
        letter=row.letter,
        where=plain(row.where),
        categories=row.categories,
        summary=row.summary.text,
        summary_lang=row.summary.lang,
        tel=row.tel,
        badges=[[badge.text.striptags(), badge.tone] for badge in row.badges],
        names=folded([org.name, org.kana or "", *org.aliases]),
        more=_joined(more),
        of=[numbers[name] for name in _sorted_by(local, entry)],
    )


def _sorted_by(local: Local, entry: Entry) -> Iterator[str]:
    """Yield the ids of the targets that lead to an organisation, its first category first."""
    org = entry.org
    categories = dict.fromkeys([*entry.categories, *entry.tops])
    cities = dict.fromkeys([*entry.cities, *org.serves])
    yield from (f"categories/{category}/" for category in categories)
    yield from (f"forms/{form}/" for form in entry.forms)
    yield from (f"cities/{city}/" for city in cities)
    if not org.sensitive:
        yield from (f"areas/{area.id}/" for area, _ in local.site.areas_of(entry))
    if org.type:
        yield f"type/{org.type}"
    yield from (f"group/{group}" for group in (org.audience.groups if org.audience else ()))


def _places(entry: Entry) -> Iterator[str]:
    """Yield name and town of the places that may be known."""
    for located in entry.locations:
        if not isinstance(located.place, HiddenPlace):
            yield located.place.name or ""
            yield located.address.town if located.address else ""


def _hotline(local: Local, hotline: Hotline) -> Record:
    return _record(
        None,
        name=local.name(hotline.name),
        number=hotline.number,
        href=tel_href(hotline.number),
        about=local.name(hotline.about),
        hours=local.name(hotline.hours) if hotline.hours else "",
        names=_names(hotline.name, hotline.number),
        words=folded(hotline.words),
    )


def _record(identifier: str | None, **fields: object) -> Record:
    """Return the fields that say something, in their order. The id of a page is also its link."""
    kept = {name: value for name, value in fields.items() if value or value == 0}
    if identifier is None:
        return kept
    return {"id": identifier, **({"href": identifier} if "kind" in fields else {}), **kept}


def _names(name: Label, reading: str) -> tuple[str, ...]:
    return folded([*map(plain, name.root.values()), reading])


def _words(term: Term) -> tuple[str, ...]:
    names = _names(term.name, term.kana)
    return tuple(word for word in folded([*term.synonyms, *term.readings, *term.words]) if word not in names)


def _joined(texts: Iterable[str]) -> str:
    """Return texts folded, a sentence a line: no word reaches over the end of one."""
    return "\n".join(folded(sentence for text in texts for sentence in re.split("[。\n]", text)))
