"""The points of the lock that need a look: unused, coarse, doubtful."""

from __future__ import annotations

from collections.abc import Collection

from mapgen.address import Address, read_address
from mapgen.content import Content
from mapgen.geocoding import LockReport, lock_report
from mapgen.problems import Language, catalogue
from mapgen.reports.value import Report, Row, Section

KINDS = {
    "geocodes-unreadable": "読めない住所",
    "geocodes-not-canonical": "そろっていない書き方",
    "geocodes-unused": "使われていない点",
    "geocodes-coarse": "番地までの点がない",
    "geocodes-stacked": "同じ点のちがう住所",
    "geocodes-far": "町から遠い点",
}


def points(content: Content, lang: Language, cities: Collection[str] = ()) -> Report:
    """Return what in the lock needs a look; with cities only addresses there. Headings are in the language."""
    whole = lock_report(content)
    found = {kind: tuple(row for row in rows if _belongs(row[0], content, cities)) for kind, rows in _rows(whole)}
    sections = (
        Section(KINDS[code], catalogue()[code].fact[lang].format(count=len(rows)), tuple(Row(*row[1:]) for row in rows))
        for code, rows in found.items()
    )
    return Report(
        title="見直す住所の点",
        lead=("住所ごとに覚えている地図の点(content/geocodes.yaml)のうち、人が見たほうがよいものです。",),
        columns=("住所", "くわしく"),
        printed=("住所", "くわしく"),
        sections=tuple(sections),
        none=catalogue()["geocodes-good"].fact[lang],
    )


_Row = tuple[tuple[str, ...], str, tuple[str, ...], tuple[str, ...]]


def _rows(found: LockReport) -> tuple[tuple[str, list[_Row]], ...]:
    """Return the rows of each kind, each with the addresses that it is about."""
    return (
        ("geocodes-unreadable", [_row(key) for key in found.unreadable]),
        ("geocodes-not-canonical", [_row(key, f"→ {now}") for key, now in found.not_canonical]),
        ("geocodes-unused", [_row(key) for key in found.unused]),
        ("geocodes-coarse", [_row(key, f"({', '.join(orgs)})", ", ".join(orgs)) for key, orgs in found.coarse]),
        ("geocodes-stacked", [_row(keys[0], f"= {' = '.join(keys[1:])}", about=keys) for keys in found.stacked]),
        ("geocodes-far", [_row(key, f"({metres} m)", f"{metres} m") for key, metres in found.far]),
    )


def _row(key: str, told: str = "", cell: str = "", about: tuple[str, ...] = ()) -> _Row:
    cells = (key, cell or told)
    return about or (key,), f"{key} {told}".rstrip(), cells, cells


def _belongs(keys: tuple[str, ...], content: Content, cities: Collection[str]) -> bool:
    """Return whether one of the addresses is in these cities; what cannot be read is in none."""
    readings = (read_address(key, content.atlas.gazetteer) for key in keys)
    return not cities or any(isinstance(reading, Address) and reading.city in cities for reading in readings)
