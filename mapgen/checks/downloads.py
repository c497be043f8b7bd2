"""The staff's page of files is true: what it offers is there, in the size it says; what is to be offered is, once.

No text names a file that the build did not write: a guide is followed to the letter, once or twice a year.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from posixpath import dirname, join, normpath

from mapgen.model import Artifact
from mapgen.problems import Problems, Where
from mapgen.site import Site

PAGE = "downloads/index.html"
# `kml/all.kml`, `/kml/cities/zama-2.csv` in a text; not the end of another site's address. Kana may touch it.
_NAMED = re.compile(r"(?<![\w./-])/?(kml/[\w/-]+\.(?:kml|kmz|csv))\b", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Offer:
    """A file as the page offers it: where it is, and how many bytes the page says it has."""

    path: str
    size: str
    where: Where


class _Reader(HTMLParser):
    """Reads the page: every link that saves a file with the size said in it, and the text."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.offers: list[_Offer] = []
        self.text = ""
        self._link: tuple[str, Where] | None = None
        self._size = ""
        self.feed(content.decode("utf-8", "replace"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "a" and "download" in known:
            line, column = self.getpos()
            path = normpath(join(dirname(PAGE), known.get("href", "")))
            self._link, self._size = (path, Where(f"public/{PAGE}", line, column + 1)), ""
        elif tag == "data" and self._link:
            self._size = known.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link:
            path, where = self._link
            self.offers.append(_Offer(path, self._size, where))
            self._link = None

    def handle_data(self, data: str) -> None:
        self.text += data


def check(site: Site, artifacts: Mapping[str, Artifact], problems: Problems) -> None:
    """Add every file that is offered wrongly, not at all or twice, and every file that is named and not there."""
    page = artifacts.get(PAGE)
    read = _Reader(page.content if page else b"")
    _check_offers(read.offers, artifacts, problems)
    if _exported(artifacts):
        for where, text in ((Where(f"public/{PAGE}"), read.text), *_texts(site)):
            for path in sorted(set(_NAMED.findall(text)) - artifacts.keys()):
                problems.add(where, "file-named", path=path)


def _check_offers(offers: Sequence[_Offer], artifacts: Mapping[str, Artifact], problems: Problems) -> None:
    """Compare what is offered with what there is. A link to nothing is a broken link where anything is exported."""
    for offer in offers:
        if offer.path not in artifacts:
            if not _exported(artifacts):
                problems.add(offer.where, "download-missing", path=offer.path)
        elif offer.size != str(size := artifacts[offer.path].size):
            problems.add(offer.where, "download-size", path=offer.path, size=size, said=offer.size or "?")
    times = Counter(offer.path for offer in offers)
    for path, artifact in sorted(artifacts.items()):
        if artifact.download and times[path] != 1:
            problems.add(Where(f"public/{PAGE}"), "download-times", path=path, times=times[path])


def _exported(artifacts: Mapping[str, Artifact]) -> bool:
    """Return whether this build made exports: one of the pages alone has none to offer, and its texts name them."""
    return any(artifact.maker.startswith("exports/") for artifact in artifacts.values())


def _texts(site: Site) -> Iterator[tuple[Where, str]]:
    """Yield every text page with its file: the staff's ones name files, and no other may name them wrongly."""
    first = site.content.settings.languages[0]
    for page in site.content.pages:
        folder = "content/pages" if page.lang == first else f"content/pages/{page.lang}"
        yield Where(f"{folder}/{page.id}.md"), page.body
