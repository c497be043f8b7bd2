"""Maps from elsewhere in few words: the text of a KML file as My Maps exports it, and what an import makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from mapgen.imports.mymaps import import_map
from mapgen.imports.mymaps.result import Imported
from mapgen.problems import Problems
from tests.conftest import Project

PIN = (35.11, 139.41)


def placemark(
    name: str,
    description: str = "",
    *,
    point: tuple[float, float] | None = PIN,
    address: str = "",
    style: str = "",
    shape: str = "",
    **columns: str,
) -> str:
    """Return a placemark; `description` is HTML, `shape` replaces the point, columns are given by keyword."""
    data = "".join(f'<Data name="{escape(n)}"><value>{escape(cell)}</value></Data>' for n, cell in columns.items())
    where = f"<Point><coordinates>{point[1]},{point[0]},0</coordinates></Point>" if point else ""
    parts = [
        f"<name>{escape(name)}</name>",
        f"<address>{escape(address)}</address>" if address else "",
        f"<description><![CDATA[{description}]]></description>" if description else "",
        f"<styleUrl>#{style}</styleUrl>" if style else "",
        f"<ExtendedData>{data}</ExtendedData>" if data else "",
        shape or where,
    ]
    return f"<Placemark>{''.join(parts)}</Placemark>\n"


def my_map(*placemarks: str, name: str = "みほん地図", **folders: str) -> str:
    """Return the text of a map: its placemarks, then its folders, each with the text of its placemarks."""
    inner = "".join(f"<Folder><name>{title}</name>\n{text}</Folder>\n" for title, text in folders.items())
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
    return f"{head}<name>{name}</name>\n{''.join(placemarks)}{inner}</Document></kml>\n"


@dataclass
class Room:
    """A project, and the maps that are imported into it."""

    project: Project
    problems: Problems = field(default_factory=Problems)

    def run(self, text: str | bytes, *, dry_run: bool = False) -> Imported | None:
        """Import a map; what was said before is forgotten."""
        file = self.project.root / "みほん.kml"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        self.problems = Problems()
        return import_map(self.project.root, file, self.problems, dry_run=dry_run)

    def drafts(self, *placemarks: str, **folders: str) -> dict[str, str]:
        """Import placemarks that all become drafts; return the texts of the files by the organisation's name."""
        made = self.run(my_map(*placemarks, **folders))
        assert made is not None and not made.duplicates and not made.skipped, made
        return {draft.name: made.files[draft.path].decode() for draft in made.drafts}

    def draft(self, *placemarks: str, **folders: str) -> str:
        """Import placemarks of one organisation; return the text of its file without the remarks at its head."""
        (text,) = self.drafts(*placemarks, **folders).values()
        return text[text.index("name: ") :]

    def said(self) -> str:
        """Return the problems as they are printed, without the project's path."""
        return "".join(f"{p.text()}\n" for p in self.problems).replace(f"{self.project.root.as_posix()}/", "")

    def orgs(self) -> Mapping[str, str]:
        """Return the texts of the organisations' files by their names."""
        folder = self.project.root / "content/orgs"
        return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.iterdir())}
