"""The staff's report: every public address with what was found, worst first, as a table that Excel opens."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mapgen.content import Content
from mapgen.geocode import Atlas, Located, Spot, address_problems
from mapgen.geocode.answers import Outcome
from mapgen.geocoding.demand import public_places
from mapgen.geocoding.findings import finding
from mapgen.model import OUTSIDE, Organization, Precision, PublicPlace
from mapgen.problems import Problem, Where, catalogue
from mapgen.wording import precision_in_words

COLUMNS = ("団体", "書かれた住所", "そろえた住所", "一致したもの", "正確さ", "理由", "地図")
# A sheet would take a text that begins like this for a formula (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ORDER = [None, Precision.OAZA, Precision.TOWN, Precision.BLOCK, Precision.ROOFTOP, Precision.MANUAL]


@dataclass(frozen=True, slots=True)
class Row:
    """One address of one organisation."""

    org: Organization
    written: str
    canonical: str
    spot: Spot | None
    reasons: tuple[str, ...]

    def cells(self) -> list[str]:
        """Return the texts of its columns."""
        precision = precision_in_words(self.spot.precision) if self.spot else "なし"
        matched = (self.spot.matched or "") if self.spot else ""
        link = f"https://maps.gsi.go.jp/#18/{self.spot.point.lat:.6f}/{self.spot.point.lon:.6f}/" if self.spot else ""
        cells = [self.org.name, self.written, self.canonical, matched, precision, "。".join(self.reasons), link]
        return [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells]


def report(content: Content, atlas: Atlas, outcomes: Mapping[str, Outcome]) -> bytes:
    """Return the table in UTF-8 with a byte order mark, without which Excel takes it for Shift_JIS."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(row.cells() for row in rows(content, atlas, outcomes))
    return text.getvalue().encode("utf-8-sig")


def rows(content: Content, atlas: Atlas, outcomes: Mapping[str, Outcome]) -> list[Row]:
    """Return each address of each organisation once, worst first: no point, then circles, then pins."""
    found: dict[tuple[str, str], Row] = {}
    for org, located in public_places(content, atlas):
        place = located.place
        assert isinstance(place, PublicPlace)
        if place.city != OUTSIDE:
            canonical = located.address.canonical if located.address else ""
            reasons = tuple(_reasons(located, atlas, outcomes.get(canonical)))
            row = Row(org, place.address or "", canonical, located.spot, reasons)
            found.setdefault((org.id, canonical or row.written), row)
    return sorted(found.values(), key=lambda row: (_rank(row.spot), row.org.sort_key, row.canonical))


def _rank(spot: Spot | None) -> int:
    return _ORDER.index(spot.precision if spot else None)


def _reasons(located: Located, atlas: Atlas, outcome: Outcome | None) -> Iterator[str]:
    """Yield why a point is no better, in Japanese: what the services said, what is doubtful about the address."""
    address = located.address
    exact = located.spot is not None and located.spot.precision.exact
    if address is None:
        yield _note("geocode-why-no-address")
    elif not exact and outcome is not None and (said := finding(Where(""), address.canonical, outcome)):
        yield said.fact()
    elif not exact and not address.numbers:
        yield _note("geocode-why-no-number")
    elif not exact and address.level == "number":  # else what is doubtful about it says why
        yield _note("geocode-why-not-asked")
    for code, facts in address_problems(located.place, atlas):
        yield Problem(Where(""), code, dict(facts)).fact()


def _note(code: str) -> str:
    return catalogue()[code].fact["ja"]
