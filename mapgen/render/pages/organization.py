"""One page for each organisation, complete without JavaScript and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from mapgen import linked
from mapgen.model import Artifact, Source
from mapgen.render.facts import Channel, Facts, Week, channels, facts, week
from mapgen.render.keys import near_key, page_key
from mapgen.render.local import PART, Local, Said
from mapgen.render.pages.intake import REPORT
from mapgen.render.pages.places import PlaceView, place_view
from mapgen.render.press import Crumb, Press, Sheet
from mapgen.render.qr import qr_svg
from mapgen.render.rows import Badge, badges, contacts, summary
from mapgen.site import Entry, Near
from mapgen.theme.html import Markup, reading

TEMPLATE = "organization.html"
KEY_FACTS = ("week", "cost", "apply", "others")


@dataclass(frozen=True, slots=True)
class Tag:
    """A category, form or area the organisation is in, linked."""

    name: str
    href: str
    top: str = ""
    letter: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ServiceView:
    """One of several programmes of the organisation, with what it gives itself."""

    name: str
    summary: str | None
    description: Markup | None
    facts: Facts
    places: tuple[PlaceView, ...]
    categories: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """Somebody near with a like purpose."""

    row: Markup
    distance: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """Where a fact comes from, its date in words."""

    source: Source
    date: str


@dataclass(frozen=True, slots=True)
class OrganizationView:
    """Everything the page of an organisation says."""

    id: str
    name: Said
    reading: Markup | None
    kana: str | None
    aliases: tuple[str, ...]
    kind: str
    operator: str | None
    where: str
    top: str
    letter: str
    summary: Said
    badges: tuple[Badge, ...]
    status: str
    successor: Tag | None
    notice: str | None
    notice_until: str
    call: Channel | None
    desks: tuple[Tag, ...]
    facts: Facts
    week: Week | None
    unknown: tuple[Markup, ...]
    places: tuple[PlaceView, ...]
    services: tuple[ServiceView, ...]
    description: Markup | None
    description_lang: str | None
    categories: tuple[Tag, ...]
    forms: tuple[Tag, ...]
    areas: tuple[Tag, ...]
    alike: tuple[Alike, ...]
    related: tuple[Tag, ...]
    links: tuple[Tag, ...]
    sources: tuple[SourceView, ...]
    verified: Markup
    stale: bool
    report: str | None
    card: str
    qr: Markup
    url: str


def organizations(press: Press, lang: str, entries: Iterable[Entry]) -> Iterator[Sheet]:
    """Yield a page for each published organisation; closed ones keep theirs."""
    for entry in entries:
        local = press.local(lang, entry.path)
        view = organization(local, entry)
        city = entry.cities[0] if entry.cities else None
        above = Crumb(local.city(city), f"cities/{city}/") if city else Crumb(local.t.plain("orgs.title"), "orgs/")
        yield Sheet(
            path=entry.path,
            template=TEMPLATE,
            title=view.name.text,
            view=view,
            description=view.summary.text,
            crumbs=(above,),
            quiet=bool(entry.org.sensitive),
            about=linked.organization(entry, press.site) if lang == press.languages[0] else None,
            changed=linked.changed(entry, press.site),
        )


def organization_page(press: Press, lang: str, entry: Entry) -> Artifact:
    """Return the page of an organisation: the one of the last build, if it was made of the same."""
    key = _made_of(press, lang, entry)
    if earlier := press.earlier(lang, entry.path, TEMPLATE, key):
        return earlier
    sheet = next(organizations(press, lang, [entry]))
    return press.print(press.local(lang, sheet.path), sheet, key)


def _made_of(press: Press, lang: str, entry: Entry) -> str:
    """Return the sum of all that the page is made of, without making it: itself, whom it names, and who is near."""
    if press.known is None:
        return ""
    named = [identifier for identifier in (*entry.org.related, entry.org.successor) if identifier]
    names = [(other.id, other.org.name) for other in (press.site.by_id.get(each) for each in named) if other]
    near = [near_key(each, press.known) for each in _alike(press, entry)]
    return page_key(press.frame_key, lang, press.known.entry(entry), names, near, bool(press.shards))


def organization(local: Local, entry: Entry) -> OrganizationView:
    """Return what the page of an entry says."""
    org, t, site = entry.org, local.t, local.site
    own = org.translations.get(local.lang)
    name = local.said(org.name, own.name if own else None)
    told = facts(local, org)
    opening = told.week or _first_week(local, entry)
    url = site.base_url + entry.path
    return OrganizationView(
        id=entry.id,
        name=name,
        reading=reading(org.name, org.kana) if name.text == org.name and not local.ja else None,
        kana=org.kana if org.kana != org.name else None,
        aliases=org.aliases,
        kind=_kind(local, org.type),
        operator=org.operator,
        where=local.cities(entry.cities),
        top=entry.tops[0],
        letter=local.press.letters[entry.tops[0]],
        summary=summary(local, entry),
        badges=badges(local, entry),
        status=org.status,
        successor=_named(local, org.successor),
        notice=org.notice.text if org.notice else None,
        notice_until=t.day(org.notice.until) if org.notice and org.notice.until else "",
        call=_call(entry),
        desks=_desks(local, entry),
        facts=told,
        week=opening,
        unknown=_unknown(local, told, opening),
        places=tuple(place_view(local, entry, found) for found in entry.own_locations),
        services=tuple(_services(local, entry)),
        description=_description(local, entry),
        description_lang=None if own and own.description else local.ja,
        categories=tuple(_category(local, category) for category in entry.categories),
        forms=tuple(Tag(local.form(form), local.to(f"forms/{form}/")) for form in entry.forms),
        areas=tuple(
            Tag(local.name(area.name), local.to(f"areas/{area.id}/"), note=t.distance(metres))
            for area, metres in ([] if org.sensitive else site.areas_of(entry))
        ),
        alike=tuple(Alike(local.row(near.entry), t.distance(near.metres)) for near in _alike(local.press, entry)),
        related=tuple(tag for tag in (_named(local, other) for other in org.related) if tag),
        links=tuple(Tag(link.title, link.url) for link in org.links),
        sources=tuple(SourceView(source, t.partial_day(source.date) if source.date else "") for source in org.sources),
        verified=_verified(local, entry),
        stale=entry.stale,
        report=_report(local, entry, url),
        card=f"orgs/{entry.id}.vcf" if entry.shareable else "",
        qr=qr_svg(local.press, url),
        url=url,
    )


def _kind(local: Local, kind: str | None) -> str:
    """Return the type of body in words; `other` says nothing to anyone."""
    return local.name(local.content.taxonomy.kind(kind).name) if kind and kind != "other" else ""


def _call(entry: Entry) -> Channel | None:
    """Return the way to offer first: a telephone wherever there is one, else what can be pressed, last a FAX number."""
    if entry.org.status == "closed":
        return None
    ways = [way for contact in contacts(entry) for way in channels(contact)]
    return min(ways, key=lambda way: (way.kind != "tel", way.href is None), default=None)


def _first_week(local: Local, entry: Entry) -> Week | None:
    """Return the week of the only place there is; several places say their own."""
    places = entry.org.places
    return week(local, places[0].hours, places[0].closed, places[0].hours_note) if len(places) == 1 else None


def _unknown(local: Local, told: Facts, opening: Week | None) -> tuple[Markup, ...]:
    """Return the facts a visitor needs that nobody has told us: not answered is not the same as no."""
    known = {"week": opening, "cost": told.cost, "apply": told.apply, "others": told.open_to}
    return tuple(local.t(f"fact.{name}") for name in KEY_FACTS if not known[name])


def _services(local: Local, entry: Entry) -> Iterator[ServiceView]:
    for n, service in enumerate(entry.org.services):
        located = entry.locations_of(n) if service.places else ()
        text = service.description
        yield ServiceView(
            name=service.name,
            summary=service.summary,
            description=local.markdown(text, 4) if text else None,
            facts=facts(local, service),
            places=tuple(place_view(local, entry, found) for found in located),
            categories=tuple(_category(local, category) for category in service.categories or ()),
        )


def _description(local: Local, entry: Entry) -> Markup | None:
    own = entry.org.translations.get(local.lang)
    text = (own.description if own else None) or entry.org.description
    return local.markdown(text, PART) if text else None


def _category(local: Local, category: str) -> Tag:
    top = category.partition("/")[0]
    return Tag(local.category(category), local.to(f"categories/{category}/"), top, local.press.letters[top])


def _named(local: Local, identifier: str | None) -> Tag | None:
    other = local.site.by_id.get(identifier) if identifier else None
    return Tag(other.org.name, local.to(other.path)) if other else None


def _desks(local: Local, entry: Entry) -> tuple[Tag, ...]:
    """Return the desks of the cities it serves, for an organisation that left no number."""
    cities = [local.content.region.city(city) for city in entry.org.serves]
    found = [(city, desk) for city in cities for desk in city.desks[:1] if desk.tel]
    return tuple(
        Tag(local.name(desk.name), f"tel:{desk.tel.replace('-', '')}", note=desk.tel) for _, desk in found if desk.tel
    )


def _alike(press: Press, entry: Entry) -> tuple[Near, ...]:
    return () if entry.org.sensitive else press.alike(entry)


def _verified(local: Local, entry: Entry) -> Markup:
    verified = entry.org.verified
    if verified is None:
        return local.t("verified.never")
    return local.t("verified.on", day=local.t.day(verified.on), by=local.t.raw(f"verified.{verified.by}"))


def _report(local: Local, entry: Entry, url: str) -> str | None:
    """Return where a mistake can be reported with page and name filled in, or None where there is no such place.

    The site's own form comes first: it asks for no account.
    """
    if local.content.settings.forms:
        return f"{local.to(REPORT)}?org={entry.id}"
    repository = local.content.settings.repository
    if not repository:
        return None
    title = local.t.plain("report.subject", name=entry.org.name)
    body = local.t.plain("report.body", name=entry.org.name, url=url)
    return f"{repository.rstrip('/')}/issues/new?{urlencode({'title': title, 'body': body}, quote_via=quote)}"
