"""A project, and what staff made of its map in My Maps: edited there, exported again, held against the project."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from mapgen.build import Options, read_site
from mapgen.changes import as_text
from mapgen.drift import Drift, compare
from mapgen.exports import mymaps
from mapgen.imports.mymaps.document import parse_map
from mapgen.imports.mymaps.placemarks import MyMap, Placemark
from mapgen.model import Point
from mapgen.problems import Problems
from mapgen.site import Site
from tests.conftest import Project

Edit = Callable[[Placemark], Placemark | None]

SHOKUDO = """\
# 編集者へ: みほんです。
name: みほん食堂
summary: だれでも来られる食事の場所。
description: |
  ごはんを食べます。

  - 予約は要りません
categories: [living/food]
forms: [food, ibasho]
audience:
  text: 子どもから大人まで
serves: [mihon]
cost: free
contact:
  tel: 046-000-0000   # 平日だけ
  url: https://shokudo.example.jp/
hours:
  - {days: [sat], nth: [2, 4], open: 11:00, close: 14:00}
closed: [new-year]
places:
  - name: みほん会館
    address: みほん市みどりが丘1-2-3
    lat: 35.110000
    lon: 139.410000
verified: {on: 2026-02-01, by: phone}
"""
EN = """\
name: みほん園
summary: 親子の居場所。
categories: [children, living]
forms: [ibasho]
serves: [mihon]
contact:
  tel: 046-000-1000
places:
  - name: 本園
    address: みほん市みどりが丘2-1
    lat: 35.111000
    lon: 139.411000
  - name: 分園
    address: みほん市みほん町3-1
    lat: 35.112000
    lon: 139.415000
"""


@dataclass(frozen=True)
class Staffed:
    """A project of two organisations and what staff did to its map."""

    project: Project

    def site(self) -> Site:
        """Return the site as a build has it."""
        site = read_site(self.project.root, Options(), problems := Problems())
        assert site is not None and not problems.failed()
        return site

    def map(self, *edits: Edit, site: Site | None = None, path: str = "kml/all.kml") -> bytes:
        """Return the map that our export became in My Maps, after the edits."""
        content = next(artifact.content for artifact in mymaps.files(site or self.site()) if artifact.path == path)
        return exported_again(edited(parse_map(content, path), *edits))

    def drift(self, *edits: Edit) -> Drift:
        """Return how the edited map differs."""
        site = self.site()
        return compare(site, parse_map(self.map(*edits, site=site), "みほん.kml"))

    def against(self, drawn: bytes) -> Drift:
        """Return how a map differs from the project as it is now."""
        return compare(self.site(), parse_map(drawn, "みほん.kml"))

    def note(self, *edits: Edit) -> str:
        """Return the note about the edited map, without its title."""
        return as_text(self.drift(*edits).changes, "ja").partition("\n")[2].lstrip("\n")

    def save(self, *edits: Edit) -> Path:
        """Write the edited map beside the project; return its file."""
        file = self.project.root / "みほん.kml"
        file.write_bytes(self.map(*edits))
        return file

    def org(self, id: str) -> str:
        """Return the text of an organisation's file."""
        return (self.project.root / f"content/orgs/{id}.yaml").read_text(encoding="utf-8")


def staffed(project: Callable[..., Project], files: dict[str, str | None] | None = None) -> Staffed:
    """Return a project of みほん食堂 and みほん園, with `files` changed."""
    own = {"content/orgs/mihon-shokudo.yaml": SHOKUDO, "content/orgs/mihon-en.yaml": EN}
    return Staffed(project({**own, **(files or {})}))


def on(id: str, **fields: object) -> Edit:
    """Return the edit that changes parts of the placemark with this id."""

    def edit(placemark: Placemark) -> Placemark:
        return replace(placemark, **fields) if placemark.columns.get("id") == id else placemark  # type: ignore[arg-type]

    return edit


def cells(id: str, **columns: str) -> Edit:
    """Return the edit that writes into columns of the placemark with this id."""

    def edit(placemark: Placemark) -> Placemark:
        if placemark.columns.get("id") != id:
            return placemark
        return replace(placemark, columns={**placemark.columns, **columns})

    return edit


def words(id: str, old: str, new: str) -> Edit:
    """Return the edit that replaces words of the placemark's description, as HTML; they must be there."""

    def edit(placemark: Placemark) -> Placemark:
        if placemark.columns.get("id") != id:
            return placemark
        assert old in placemark.description
        return replace(placemark, description=placemark.description.replace(old, new, 1))

    return edit


def from_a_table(content: bytes) -> MyMap:
    """Return the map that My Maps makes of our CSV: every cell is a column, and told again in the description."""
    placemarks = []
    for cells in csv.DictReader(io.StringIO(content.decode(), newline="")):
        point = Point(lat=float(cells["Latitude"]), lon=float(cells["Longitude"]))
        lines = "<br>".join(f"{column}: {html.escape(text, quote=False)}" for column, text in cells.items())
        told = lines.replace("\n", "<br>")
        placemarks.append(Placemark(cells["名称"], told, cells, ("みほん",), "point", point, "", 1899, "#000000", 1))
    return MyMap("みほん.csv", "みほん", (("みほん",),), tuple(placemarks))


def edited(drawn: MyMap, *edits: Edit) -> MyMap:
    """Return the map with every placemark edited; an edit that returns None takes it away."""
    placemarks: list[Placemark] = []
    for placemark in drawn.placemarks:
        after: Placemark | None = placemark
        for edit in edits:
            after = edit(after) if after is not None else None
        placemarks += [after] if after is not None else []
    return replace(drawn, placemarks=tuple(placemarks))


def exported_again(drawn: MyMap) -> bytes:
    """Return a map in the shape of My Maps' own exports: CDATA, coordinates on their own line, layers as folders."""
    layers = [(layer, list(members)) for layer, members in groupby(drawn.placemarks, lambda each: each.folder)]
    body = "".join(_layer(layer[-1] if layer else "", members) for layer, members in layers)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n  <Document>\n'
        f"    <name>{_text(drawn.name)}</name>\n    <description/>\n{body}  </Document>\n</kml>\n"
    ).encode()


def _layer(name: str, members: Sequence[Placemark]) -> str:
    inner = "".join(map(_placemark, members))
    return f"    <Folder>\n      <name>{_text(name)}</name>\n{inner}    </Folder>\n" if name else inner


def _placemark(placemark: Placemark) -> str:
    cells = "".join(
        f'          <Data name="{html.escape(column)}">\n            <value>{_text(text)}</value>\n          </Data>\n'
        for column, text in placemark.columns.items()
    )
    point = placemark.point
    where = f"            {point.lon:.7f},{point.lat:.7f},0\n" if point else ""
    drawn = f"        <Point>\n          <coordinates>\n{where}          </coordinates>\n        </Point>\n"
    return (
        f"      <Placemark>\n        <name>{_text(placemark.name)}</name>\n"
        f"        <description>{_text(placemark.description)}</description>\n"
        f"        <styleUrl>#icon-{placemark.icon}-{(placemark.colour or '#000000')[1:]}</styleUrl>\n"
        f"        <ExtendedData>\n{cells}        </ExtendedData>\n{drawn if point else ''}      </Placemark>\n"
    )


def _text(text: str) -> str:
    """Return a text as My Maps writes it: in CDATA where it has markup."""
    if not set(text) & set("<&'"):
        return html.escape(text, quote=False)
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"
