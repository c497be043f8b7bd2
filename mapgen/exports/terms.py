"""Under which terms the data goes out, and whose data is in it: said alike in every format that can say it."""

from __future__ import annotations

from typing import Any

from mapgen.model import Credit, Source
from mapgen.site import Site
from mapgen.wording import date_in_words, joined

# Services whose points may be kept, with the credit that their terms ask for wherever the points go.
_SERVICES = {
    "gsi": Credit(
        title="国土地理院(住所の点)",
        url="https://www.gsi.go.jp/kikakuchousei/kikakuchousei40182.html",
        licence="国土地理院コンテンツ利用規約",
    ),
    "nominatim": Credit(
        title="© OpenStreetMap contributors", url="https://www.openstreetmap.org/copyright", licence="ODbL 1.0"
    ),
    "csis": Credit(
        title="CSISシンプルジオコーディング実験(東京大学)",
        url="https://geocode.csis.u-tokyo.ac.jp/",
        licence="出典を示して利用",
    ),
}


def credits(site: Site) -> tuple[Credit, ...]:
    """Return whose data is in ours: what the site names, but the background map, and the services that gave points."""
    settings = site.content.settings
    named = [credit for credit in settings.credits if credit.url != settings.tiles.attribution_url]
    used = {spot.provider for entry in site.listed for _, spot in entry.spots}
    return (*named, *(credit for name, credit in _SERVICES.items() if name in used))


def terms(site: Site) -> dict[str, Any]:
    """Return the terms for the head of a JSON file."""
    settings = site.content.settings
    return {
        "licence": settings.licence,
        "licence_url": settings.licence_url,
        "attribution": settings.operator.ja,
        "sources": [_credit(credit) for credit in credits(site)],
    }


def cited(site: Site) -> str:
    """Return the terms as one sentence: whose map it is, of which day, under which licence, from which sources."""
    settings = site.content.settings
    sources = joined(f"{credit.title}({credit.licence})" for credit in credits(site))
    about = f"{settings.title.ja}({settings.operator.ja})、{date_in_words(site.date)}現在。{settings.licence}"
    return f"{about}。使わせてもらったデータ: {sources}" if sources else about


def sources(found: tuple[Source, ...]) -> list[dict[str, str]]:
    """Return where the facts of an organisation come from; what is not known of a source has no key."""
    told = ({"title": s.title, "url": s.url, "date": s.date, "note": s.note} for s in found)
    return [{key: value for key, value in source.items() if value} for source in told]


def source_in_words(source: Source) -> str:
    """Return a source on one line: `見本 (2017-09) https://example.jp/`."""
    parts = (source.title, f"({source.date})" if source.date else None, source.url)
    return " ".join(part for part in parts if part)


def _credit(credit: Credit) -> dict[str, str]:
    told = {"title": credit.title, "url": credit.url, "licence": credit.licence, "note": credit.note}
    return {key: value for key, value in told.items() if value}
