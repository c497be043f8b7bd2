"""Organisations that are probably one, two by two, with why: the same rule as `check`."""

from __future__ import annotations

from collections.abc import Collection

from mapgen.checks.doubles import pairs, said
from mapgen.geocode import locate
from mapgen.likeness import Reason
from mapgen.model import AreaPlace, Organization, PublicPlace
from mapgen.published import contacts
from mapgen.reports.value import Report, Row, Section
from mapgen.site import Site
from mapgen.wording import joined

STATUS_WORDS = {"draft": "下書き", "active": "公開中", "paused": "お休み中"}
_EACH = ("団体", "id", "状態", "住所", "電話", "法人番号")


def same(site: Site, cities: Collection[str] = ()) -> Report:
    """Return the pairs that are probably one; with cities those of which one of the two is there."""
    found = [pair for pair in pairs(site) if any(_belongs(org, site, cities) for org in pair[:2])]
    return Report(
        title="同じかもしれない団体",
        lead=(
            "2つのページが1つの団体のことかもしれません。人が見て決めます。下書きもふくみ、活動を終えた団体はふくみません。",
            "別の団体なら、どちらかのファイルの related にもう一方の id を書くと、次から出ません。",
        ),
        columns=("理由", *(f"{column}{n}" for n in (1, 2) for column in _EACH)),
        printed=("団体1", "団体2", "理由"),
        sections=(
            Section("同じかもしれない", f"同じかもしれない団体 {len(found)} 組", tuple(_row(*pair) for pair in found)),
        ),
        none="同じかもしれない団体はありません",
    )


def _row(one: Organization, other: Organization, reasons: tuple[Reason, ...]) -> Row:
    why, (first, second) = said(reasons)["ja"], (_cells(one), _cells(other))
    return Row(
        line=f"{one.name} ({one.id}) = {other.name} ({other.id})  {why}",
        cells=(why, *first, *second),
        printed=("\n".join(filter(None, first)), "\n".join(filter(None, second)), why),
    )


def _cells(org: Organization) -> tuple[str, ...]:
    addresses = (place.address for place in org.all_places if isinstance(place, PublicPlace | AreaPlace))
    phones = joined(number for number, _ in contacts(org, "tel"))
    known = joined(address for address in addresses if address)
    return org.name, org.id, STATUS_WORDS[org.status], known, phones, org.corporate_number or ""


def _belongs(org: Organization, site: Site, cities: Collection[str]) -> bool:
    """Return whether it is one of these cities, as `belongs` says; a draft, which has no entry, is looked up."""
    located = (locate(place, site.content.atlas).city for place in org.all_places)
    return not cities or not set([*filter(None, located)] or org.serves).isdisjoint(cities)
