"""Organisations that are probably one: a resident who finds two pages of one place cannot know which is right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mapgen.checks.finding import Find
from mapgen.geocode import locate
from mapgen.likeness import Index, Likeness, Reason, likeness_of
from mapgen.model import Organization, Point
from mapgen.problems import Problems, catalogue
from mapgen.site import Site

_FIELDS: dict[Reason, tuple[str, ...]] = {"number": ("corporate_number",), "phone": ("contact", "tel")}


def check(site: Site, find: Find, problems: Problems) -> None:
    """Add each organisation that is like an earlier one."""
    for other, org, reasons in pairs(site):
        where = find(f"content/orgs/{org.id}.yaml", _FIELDS.get(reasons[0], ("name",)))
        problems.add(where, "org-twice", name=other.name, other=other.id, **said(reasons))


def pairs(site: Site) -> Iterator[tuple[Organization, Organization, tuple[Reason, ...]]]:
    """Yield each organisation that is like an earlier one after that one, with the reasons.

    Not where one of the two names the other in `related`. Drafts count: an import makes them of what may be known
    already. What is closed may well live on under its name.
    """
    living = {org.id: org for org in site.content.organizations if org.status != "closed"}
    index = Index()
    for org in living.values():
        one = likeness_of(org, _points(org, site))
        for other, reasons in index.like(one):
            settled = org.id in living[other.id].related or other.id in org.related
            if not settled and not _numbered_apart(one, other, reasons):
                yield living[other.id], org, reasons
        index.add(one)


def _points(org: Organization, site: Site) -> list[Point]:
    """Return where its places stand exactly; those of a draft, which has no entry, are looked up."""
    entry = site.by_id.get(org.id)
    locations = entry.locations if entry else [locate(place, site.content.atlas) for place in org.all_places]
    return [each.spot.point for each in locations if each.spot and each.spot.precision.exact]


def _numbered_apart(one: Likeness, other: Likeness, reasons: tuple[Reason, ...]) -> bool:
    """Return whether only their names speak for it, and those count them: 第1作業所 and 第2作業所 are two."""
    counted = [{re.sub(r"\D+", " ", name) for name in each.names} for each in (one, other)]
    return set(reasons) <= {"name", "near"} and counted[0].isdisjoint(counted[1])


def said(reasons: tuple[Reason, ...]) -> dict[str, str]:
    """Return the reasons in words, by language."""
    facts = [catalogue()[f"map-same-{reason}"].fact for reason in reasons]
    return {"ja": "、".join(fact["ja"] for fact in facts), "en": ", ".join(fact["en"] for fact in facts)}
