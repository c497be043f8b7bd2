"""The table for a mail merge (差し込み印刷): labels, covering letters, FAX headers. A row for each sheet."""

from __future__ import annotations

from collections.abc import Iterable

from mapgen.confirming.sheet import split_address
from mapgen.exports.sheets import sheet
from mapgen.reports.due import NOBODY, postal_address, ways
from mapgen.site import Entry, Site
from mapgen.wording import joined, verified_in_words

COLUMNS = (
    "番号",
    "id",
    "団体",
    "よみ",
    "敬称",
    "市",
    "郵便番号",
    "住所",
    "たずね方",
    "あて先",
    "FAX",
    "メール",
    "電話",
)
MORE = ("最後の確認", "ページ", "しめきり")


def letters(entries: Iterable[Entry], site: Site) -> bytes:
    """Return the table. `たずね方` and `あて先` say how to ask first; what is not published is empty."""
    until = site.content.settings.reply.until
    rows = []
    for number, entry in enumerate(entries, start=1):
        found = ways(entry)
        postcode, address = split_address(postal_address(entry) or "")
        city = joined(city.name.ja for city in site.content.region.cities if city.id in entry.cities)
        first = (found[0].word, found[0].to) if found else (NOBODY, "")
        known = {way.word: way.to for way in reversed(found)}
        rows.append(
            (
                *(number, entry.id, entry.org.name, entry.org.kana or "", "御中", city, postcode.lstrip("〒"), address),
                *(*first, known.get("FAX", ""), known.get("メール", ""), known.get("電話", "")),
                *(
                    verified_in_words(entry.org.verified) or "",
                    site.base_url + entry.path,
                    until.isoformat() if until else "",
                ),
            )
        )
    return sheet((*COLUMNS, *MORE), rows)
