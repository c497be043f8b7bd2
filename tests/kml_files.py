"""What the KML tests share: any text that content may hold, and the finished files read back."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from hypothesis import strategies as st

from mapgen.exports import mymaps
from mapgen.model import Organization
from mapgen.site import Site
from tests import builders as make

KML = "{http://www.opengis.net/kml/2.2}"
AWKWARD = [
    "a & b", "<script>alert(1)</script>", "]]>", "<![CDATA[x]]> & y", "\"'", "&amp;", "&#0;", "\u00a0", "=1+1", "**",
    "葛\U000e0100城", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\ufa19戸", "か\u3099", "\U00020bb7野家",
    "x\u000by", "\ufffe\uffff", "\x7f\x85", "{漢字|かんじ}", "[x](javascript:x)",
]  # fmt: skip
lines = st.one_of(
    st.sampled_from(AWKWARD), st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60)
).map(lambda text: " ".join(text.split()) or "名")
points = st.tuples(st.floats(35.4, 35.5), st.floats(139.3, 139.4))


@st.composite
def organizations(draw: st.DrawFn) -> list[Organization]:
    """Return up to four organisations with any text in every field that is exported."""
    return [
        make.organization(
            f"o{n}",
            name=draw(lines),
            kana=draw(lines),
            summary=draw(lines),
            description="\n\n".join(draw(st.lists(lines, max_size=3))) or None,
            first_contact=draw(lines),
            categories=draw(
                st.sampled_from([("living",), ("children", "living/food"), ("living/food", "living/money")])
            ),
            contact={"tel": "046-000-0000", "note": draw(lines)},
            hours_note=draw(lines),
            places=[
                make.public(lat, lon, name=draw(lines), address=draw(lines))
                for lat, lon in draw(st.lists(points, max_size=3))
            ],
        )
        for n in range(draw(st.integers(0, 4)))
    ]


def files(site: Site, ending: str = "kml") -> dict[str, bytes]:
    """Return the files of one format by path."""
    return {a.path: a.content for a in mymaps.files(site) if a.path.endswith(f".{ending}")}


def placemarks(content: bytes) -> list[ET.Element]:
    return list(ET.fromstring(content).iter(f"{KML}Placemark"))


def names(content: bytes) -> list[str | None]:
    return [placemark.findtext(f"{KML}name") for placemark in placemarks(content)]


def columns(placemark: ET.Element) -> dict[str, str]:
    return {data.attrib["name"]: data.findtext(f"{KML}value") or "" for data in placemark.iter(f"{KML}Data")}
