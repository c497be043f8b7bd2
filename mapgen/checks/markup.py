"""HTML pages as the rules see them: ids and addresses, read quickly, since pages repeat most of their tags."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
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
# A tag as templates write it, without its values: html.parser takes ten times as long to find the same in it.
_PLAIN = re.compile(r'<(?!script|style|template)([a-z][a-z0-9]*)((?:\s+[a-z][a-z-]*(?:="")?)*)\s*>')
_VALUE = re.compile(r'="([^"<>&]*)"')
_LINKING = {"href", "src", "srcset", "action", "poster", "data", "formaction"}
_TOLD = {"id", *_LINKING}
_TELLING = re.compile(rf"\s(?:{'|'.join(sorted(_TOLD))})\s*=", re.IGNORECASE)
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


def _tag(name: str, attributes: Mapping[str, str], odd: str = "") -> Tag:
    addresses: list[str] = []
    for each in sorted(_LINKING & attributes.keys()):
        addresses += _candidates(attributes[each]) if each == "srcset" else [attributes[each].strip()]
    named = name in ("a", "area") or (name == "link" and attributes.get("rel", "") in _NAMED_ONLY)
    return Tag(attributes.get("id"), tuple(addresses), named, odd)


def _candidates(srcset: str) -> list[str]:
    return [part.split()[0] for part in srcset.split(",") if part.split()]


def _read(written: str) -> Tag:
    plain = _plain(_VALUE.sub('=""', written)) if written.count("<") == 1 and "&" not in written else None
    if plain is None:
        return _read_slowly(written)
    if not plain.telling:
        return plain.silent
    values = dict(zip(plain.valued, _VALUE.findall(written), strict=True))
    return _tag(plain.name, values, plain.silent.strange)


class _Plain(NamedTuple):
    """What tags that differ in their values only have in common: which attributes have one, and whether any of these
    tells more than what `silent` says."""

    name: str
    valued: tuple[str, ...]
    telling: bool
    silent: Tag


@lru_cache(4_000)
def _plain(skeleton: str) -> _Plain | None:
    """Return what a tag without its values is, None where it must be read with more care."""
    found = _PLAIN.fullmatch(skeleton)
    attributes = found[2].split() if found else []
    if found is None or _TOLD & set(attributes):
        return None
    valued = tuple(each[:-3] for each in attributes if each.endswith('""'))
    return _Plain(found[1], valued, not _TOLD.isdisjoint(valued), Tag(strange=strange(skeleton)))


def _read_slowly(written: str) -> Tag:
    odd = strange(written) or next(filter(None, map(strange, _inside(written))), "")
    within = written.count("<") - written.count("</") - 1
    start = _START.match(written)  # of a script or a template the start tag alone: what is in it is no part of the page
    if start is None or not _TELLING.search(start[0]):
        return Tag(strange=odd, within=within)
    reader = _Reader()
    reader.feed(start[0])
    return (reader.tag or Tag())._replace(strange=odd, within=within)


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

    def same_everywhere(self, tag: Tag) -> bool:
        """Return whether the addresses of a tag mean the same on all pages that are as deep."""
        return all(to.startswith(self.climb) and to != self.climb and to[0] not in "#?" for to in tag.addresses)

    def where(self, written: str) -> Where:
        """Return the line and column of the first tag that is written so."""
        offset = self.text.find(written)
        start = self.text.rfind("\n", 0, offset) + 1
        return Where(f"public/{self.path}", self.text.count("\n", 0, offset) + 1, offset - start + 1)


def pages(artifacts: Mapping[str, Artifact], paths: Iterable[str], known: dict[str, Tag]) -> Iterator[Page]:
    """Yield the pages at `paths`, in their order; `known` remembers the tags of these and of others."""
    for path in paths:
        if len(known) > _MOST:
            known.clear()
        yield page_of(path, artifacts[path].content.decode("utf-8", "replace"), known)


def page_of(path: str, text: str, known: dict[str, Tag]) -> Page:
    """Return a page as read; `known` remembers its tags."""
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
