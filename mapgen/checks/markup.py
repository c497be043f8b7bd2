"""HTML pages as the rules see them: ids and addresses, read quickly, since pages repeat most of their tags."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import NamedTuple

from mapgen.checks.allowed import strange
from mapgen.model import Artifact
from mapgen.problems import Where

_ATTRIBUTES = r"[^>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^>\"']*+)*+"
# One pass of this pattern finds the tags of a page; html.parser reads each different one once over all pages.
# Everything begins with `<`, so that the search skips the text between; what most tags are is tried first.
_TAG = re.compile(
    rf"<(?:[a-rA-Ru-zU-Z]{_ATTRIBUTES}>|!--.*?-->|script\b{_ATTRIBUTES}>.*?</script\s*>"
    rf"|style\b{_ATTRIBUTES}>.*?</style\s*>|template\b{_ATTRIBUTES}>.*?</template\s*>|[stST]{_ATTRIBUTES}>)",
    re.DOTALL,
)
_START = re.compile(rf"<[a-zA-Z]{_ATTRIBUTES}>")
# A tag as templates write it, without a character that would have to be read as another: html.parser takes ten times as
# long to find the same in it.
_PLAIN = re.compile(r'<([a-z][a-z0-9]*)((?:\s+[a-z][a-z-]*(?:="[^"<>&]*")?)*)\s*>')
_ATTRIBUTE = re.compile(r'\s([a-z-]+)(?:="([^"]*)")?')
_LINKING = {"href", "src", "srcset", "action", "poster", "data", "formaction"}
_TELLING = re.compile(rf"\s(?:id|{'|'.join(sorted(_LINKING))})\s*=", re.IGNORECASE)
# A link of these relations is never fetched, so it may name another host.
_NAMED_ONLY = {"license", "author", "me"}
# How many tags are remembered: those that pages share come again at once, of the others a country has millions.
_MOST = 20_000


class Tag(NamedTuple):
    """What one start tag says: its id, the addresses in it, whether they are only named, never fetched; what in it must
    not be on a page; and how many tags begin within it, as in a template."""

    id: str | None = None
    addresses: tuple[str, ...] = ()
    named_only: bool = False
    strange: str = ""
    within: int = 0


class _Reader(HTMLParser):
    """Reads the first start tag of a text; attribute values come out with their entities resolved."""

    def __init__(self) -> None:
        super().__init__()
        self.tag: Tag | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.tag is None:
            self.tag = _tag(tag, {name: value or "" for name, value in attrs})


def _tag(name: str, attributes: Mapping[str, str]) -> Tag:
    addresses: list[str] = []
    for each in sorted(_LINKING & attributes.keys()):
        addresses += _candidates(attributes[each]) if each == "srcset" else [attributes[each].strip()]
    named = name in ("a", "area") or (name == "link" and attributes.get("rel", "") in _NAMED_ONLY)
    return Tag(attributes.get("id"), tuple(addresses), named)


def _candidates(srcset: str) -> list[str]:
    return [part.split()[0] for part in srcset.split(",") if part.split()]


def _read(written: str) -> Tag:
    odd = strange(written) or next(filter(None, map(strange, _inside(written))), "")
    within = written.count("<") - written.count("</") - 1
    start = _START.match(written)  # of a script or a template the start tag alone: what is in it is no part of the page
    if start is None or not _TELLING.search(start[0]):
        return Tag(strange=odd, within=within)
    return _read_start(start[0])._replace(strange=odd, within=within)


def _read_start(written: str) -> Tag:
    if plain := _PLAIN.fullmatch(written):
        return _tag(plain[1], dict(_ATTRIBUTE.findall(plain[2])))
    reader = _Reader()
    reader.feed(written)
    return reader.tag or Tag()


def _inside(written: str) -> list[str]:
    """Return the tags in a template, which scripts put onto the page."""
    return _TAG.findall(written, written.index(">")) if written[:9].lower() == "<template" else []


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
        if len(known) > _MOST:
            known.clear()
        yield page_of(path, artifacts[path].content.decode("utf-8", "replace"), known)


def page_of(path: str, text: str, known: dict[str, Tag] | None = None) -> Page:
    """Return a page as read; `known` remembers the tags of others."""
    known = {} if known is None else known
    counted = Counter(_TAG.findall(text))
    tags, ids, within = {}, Counter[str](), 0
    for written, times in counted.items():
        tag = known.get(written)
        if tag is None:
            tag = known[written] = _read(written)
        if tag.within:
            within += tag.within * times
        if tag.id is not None:
            ids[tag.id] += times
        if tag.addresses or tag.strange:
            tags[written] = tag
    # A `<` that begins none of them: a browser would read on to wherever a quote ends.
    begun = text.count("<") - text.count("</") - text[:9].lower().count("<!doctype")
    if begun - within != counted.total():
        tags["<"] = Tag(strange="<")
    return Page(path, text, tags, ids, path.rpartition("/")[0], "../" * path.count("/"))
