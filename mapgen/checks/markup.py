"""HTML pages as the rules see them: ids and addresses, read quickly, since pages repeat most of their tags."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from mapgen.model import Artifact
from mapgen.problems import Where

_ATTRIBUTES = r"[^>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*)*"
# One pass of this pattern finds the tags of a page; html.parser reads each different one once over all pages.
# Everything begins with `<`, so that the search skips the text between.
_TAG = re.compile(
    rf"<(?:!--.*?-->|script\b{_ATTRIBUTES}>.*?</script\s*>|style\b{_ATTRIBUTES}>.*?</style\s*>"
    rf"|template\b{_ATTRIBUTES}>.*?</template\s*>|[a-zA-Z]{_ATTRIBUTES}>)",
    re.DOTALL,
)
_START = re.compile(rf"<[a-zA-Z]{_ATTRIBUTES}>")
_LINKING = {"href", "src", "srcset", "action", "poster", "data", "formaction"}
_TELLING = re.compile(rf"\s(?:id|{'|'.join(sorted(_LINKING))})\s*=", re.IGNORECASE)
# A link of these relations is never fetched, so it may name another host.
_NAMED_ONLY = {"license", "author", "me"}


@dataclass(frozen=True, slots=True)
class Tag:
    """What one start tag says: its id, the addresses in it, and whether they are only named, never fetched."""

    id: str | None = None
    addresses: tuple[str, ...] = ()
    named_only: bool = False


class _Reader(HTMLParser):
    """Reads the first start tag of a text; attribute values come out with their entities resolved."""

    def __init__(self) -> None:
        super().__init__()
        self.tag: Tag | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.tag is not None:
            return
        known = {name: value or "" for name, value in attrs}
        addresses: list[str] = []
        for name in sorted(_LINKING & known.keys()):
            addresses += _candidates(known[name]) if name == "srcset" else [known[name].strip()]
        named = tag in ("a", "area") or (tag == "link" and known.get("rel", "") in _NAMED_ONLY)
        self.tag = Tag(known.get("id"), tuple(addresses), named)


def _candidates(srcset: str) -> list[str]:
    return [part.split()[0] for part in srcset.split(",") if part.split()]


def _read(written: str) -> Tag:
    start = _START.match(written)  # of a script or a template the start tag alone: what is in it is no part of the page
    if start is None or not _TELLING.search(start[0]):
        return Tag()
    reader = _Reader()
    reader.feed(start[0])
    return reader.tag or Tag()


@dataclass(frozen=True)
class Page:
    """One page: its different tags as written, with what each says, and its ids with how often each occurs.

    `folder` is what relative addresses start from, without `/` at its end, `climb` the way from there to the root.
    """

    path: str
    text: str
    tags: Mapping[str, Tag]
    ids: Mapping[str, int]
    folder: str
    climb: str

    def where(self, written: str) -> Where:
        """Return the line and column of the first tag that is written so."""
        offset = self.text.find(written)
        start = self.text.rfind("\n", 0, offset) + 1
        return Where(f"public/{self.path}", self.text.count("\n", 0, offset) + 1, offset - start + 1)


def pages(artifacts: Mapping[str, Artifact], paths: Iterable[str]) -> Iterator[Page]:
    """Yield the pages at `paths`, in their order."""
    known: dict[str, Tag] = {}
    for path in paths:
        yield page_of(path, artifacts[path].content.decode("utf-8", "replace"), known)


def page_of(path: str, text: str, known: dict[str, Tag] | None = None) -> Page:
    """Return a page as read; `known` remembers the tags of others."""
    known = {} if known is None else known
    counted = Counter(_TAG.findall(text))
    tags, ids = {}, Counter[str]()
    for written, times in counted.items():
        tag = known.get(written)
        if tag is None:
            tag = known[written] = _read(written)
        if tag.id is not None:
            ids[tag.id] += times
        if tag.addresses:
            tags[written] = tag
    return Page(path, text, tags, ids, path.rpartition("/")[0], "../" * path.count("/"))
