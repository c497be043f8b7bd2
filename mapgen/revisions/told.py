"""An organisation in words, fact by fact, as they are compared: those of `changes.FIELDS`, none empty."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mapgen.changes import FIELDS, Told
from mapgen.exports.prose import plain
from mapgen.model import Contact, Organization, Place, Region, Service, Taxonomy
from mapgen.model.organization import Notice
from mapgen.site import Site
from mapgen.wording import (
    access_in_words,
    apply_in_words,
    audience_in_words,
    cost_in_words,
    date_in_words,
    hours_in_words,
    joined,
    languages_in_words,
    open_to_in_words,
    verified_in_words,
)

# The fields of the model that each fact is made of, where it is another than that of its name.
MADE_OF = {
    "category": ("categories",),
    "apply": ("apply", "apply_note"),
    "cost": ("cost", "cost_note"),
    "hours": ("hours", "closed", "hours_note"),
    **dict.fromkeys(("tel", "fax", "email", "url", "form", "line", "contact_note"), ("contact",)),
}


def told_of(org: Organization, site: Site) -> dict[str, str]:
    """Return the facts of an organisation itself, without its places and programmes."""
    taxonomy = site.content.taxonomy
    own = {
        "name": org.name,
        "kana": org.kana,
        "aliases": joined(org.aliases),
        "type": taxonomy.kind(org.type).name.ja if org.type else None,
        "operator": org.operator,
        "notice": _notice(org.notice),
        "verified": verified_in_words(org.verified),
    }
    return _known({**own, **told_by(org, site)})


def told_by(teller: Organization | Service, site: Site) -> dict[str, str]:
    """Return what an organisation says of itself, or of one programme: what that inherits is not said twice."""
    taxonomy, region = site.content.taxonomy, site.content.region
    return _known(
        {
            **_categories(teller.categories or (), taxonomy),
            "summary": teller.summary,
            "description": plain(teller.description or ""),
            "forms": joined(taxonomy.form(form).name.ja for form in teller.forms or ()),
            "audience": audience_in_words(teller.audience, taxonomy),
            "serves": _cities(teller.serves or (), region),
            "open_to": open_to_in_words(teller.open_to, teller.serves or (), region),
            "first_contact": teller.first_contact,
            "apply": apply_in_words(teller.apply, teller.apply_note),
            "cost": cost_in_words(teller.cost, teller.cost_note),
            "languages": joined(languages_in_words(teller.languages)),
            "accessibility": joined(access_in_words(teller.accessibility)),
            **open_and_reached(teller),
        }
    )


def open_and_reached(holder: Organization | Service | Place) -> dict[str, str]:
    """Return when it is open and how to reach it, where those are its own."""
    contact = holder.contact or Contact()
    hours = hours_in_words(holder.hours, holder.closed, holder.hours_note)
    ways = {name: getattr(contact, name) for name in ("tel", "fax", "email", "url", "form", "line")}
    return _known({"hours": joined(hours), **ways, "contact_note": contact.note})


def differing(old: Mapping[str, str], new: Mapping[str, str], place: str = "") -> Iterator[Told]:
    """Yield each fact that is told otherwise than before, in the order of `FIELDS`."""
    for field in FIELDS:
        if old.get(field, "") != new.get(field, ""):
            yield Told(field, old.get(field, ""), new.get(field, ""), place)


def _known(facts: Mapping[str, str | None]) -> dict[str, str]:
    return {field: words for field, words in facts.items() if words}


def _categories(ids: Iterable[str], taxonomy: Taxonomy) -> dict[str, str]:
    names = [taxonomy.category(category).name.ja for category in ids]
    return {"category": joined(names[:1]), "categories": joined(names[1:])}


def _cities(ids: Iterable[str], region: Region) -> str:
    return joined(city.name.ja for city in region.cities if city.id in ids)


def _notice(notice: Notice | None) -> str | None:
    if notice is None:
        return None
    return f"{notice.text}({date_in_words(notice.until)}まで)" if notice.until else notice.text
