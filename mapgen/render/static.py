"""Files that are served as they are, under names that change with their content: browsers may keep them for ever."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from mapgen.model import Artifact, Taxonomy
from mapgen.render.marks import category_css
from mapgen.theme import Theme

MAKER = "render.static"


@dataclass(frozen=True, slots=True)
class Library:
    """A vendored browser library: what the licences page says of it, with its licence's whole text."""

    name: str
    version: str
    licence: str
    source: str
    text: str


@dataclass(frozen=True)
class Statics:
    """The static files: their published paths by the short names that templates use, and their bytes."""

    names: Mapping[str, str]
    contents: Mapping[str, bytes]

    def artifacts(self) -> Iterator[Artifact]:
        """Yield every static file."""
        for path, content in self.contents.items():
            yield Artifact(path, content, MAKER)


def collect(theme: Theme, taxonomy: Taxonomy) -> Statics:
    """Return the theme's static files, published under `static/`.

    `css/<name>/*.css` are joined into one `<name>.css` in the order of their names, `js/<name>/*.js` into one
    `<name>.js`; `site.css` ends with the taxonomy's colours. `vendor/` keeps its names: the version is in the path.
    Everything else gets a hash in its name.
    """
    names: dict[str, str] = {}
    contents: dict[str, bytes] = {}
    pieces: dict[str, list[bytes]] = {}
    for path, file in theme.static().items():
        kind, *folders, _ = PurePosixPath(path).parts
        if kind in ("css", "js") and len(folders) == 1:
            pieces.setdefault(f"{folders[0]}.{kind}", []).append(file.read_bytes())
        else:
            _publish(path, file.read_bytes(), names, contents)
    pieces.setdefault("site.css", []).append(category_css(taxonomy).encode())
    for name, joined in sorted(pieces.items()):
        _publish(name, b"\n".join(joined), names, contents)
    return Statics(names, contents)


def _publish(path: str, content: bytes, names: dict[str, str], contents: dict[str, bytes]) -> None:
    place = PurePosixPath(path)
    if place.parts[0] == "vendor":
        names[path] = f"static/{path}"
    else:
        digest = hashlib.sha256(content).hexdigest()[:10]
        names[path] = f"static/{place.with_name(f'{place.stem}.{digest}{place.suffix}')}"
    contents[names[path]] = content


def libraries(theme: Theme, *, admin: bool = False) -> tuple[Library, ...]:
    """Return the vendored libraries with their licence texts; with `admin` that of the page for editors too."""
    found = []
    for manifest, base in (
        ("vendor/VENDOR.json", "static/vendor"),
        *((("admin/VENDOR.json", "admin"),) if admin else ()),
    ):
        file = theme.find(manifest)
        for entry in json.loads(file.read_text(encoding="utf-8")) if file else ():
            licence = theme.find(f"{base}/{entry['folder']}/LICENSE.txt")
            text = licence.read_text(encoding="utf-8").strip() if licence else ""
            found.append(Library(entry["name"], entry["version"], entry["licence"], entry["source"], text))
    return tuple(found)
