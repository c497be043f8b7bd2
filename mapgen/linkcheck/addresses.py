"""What the content links to: in its fields, its texts and its pages, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from mapgen.checks.finding import Find
from mapgen.checks.texts import page_texts, texts
from mapgen.content import Content
from mapgen.model import Hotlines
from mapgen.problems import Where

# In a text an address ends before what is no letter of one, and not with punctuation; brackets are around it.
_IN_TEXT = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&*+,;=%-]*[A-Za-z0-9/_~=#&%+-]")
# RFC 6761, 6: names that never will be anybody's.
_SET_ASIDE = ("example", "invalid", "test", "localhost")
_EXAMPLE = re.compile(r"(^|\.)example\.(com|net|org|jp)$")
# Addresses of a pattern, and of the site itself, which is checked without asking anybody.
_OWN = {"base_url", "tiles"}


@dataclass(frozen=True, slots=True)
class Link:
    """An address as it is written, and where."""

    url: str
    where: Where


def links(content: Content, find: Find) -> Iterator[Link]:
    """Yield every address that the content links to, drafts' too; the site's own addresses are no links."""
    values: list[tuple[str, Any]] = [(f"content/orgs/{org.id}.yaml", org) for org in content.organizations]
    values += [
        ("content/region.yaml", content.region),
        ("content/taxonomy.yaml", content.taxonomy),
        ("content/hotlines.yaml", Hotlines(hotlines=content.hotlines)),
        ("content/chooser.yaml", content.chooser),
        ("content/stats.yaml", content.stats),
        ("content/site.yaml", content.settings),
    ]
    for path, value in values:
        for keys, text in texts(value, without=_OWN):
            for url in _addresses(text):
                yield Link(url, find(path, keys, url))
    for path, body in page_texts(content):
        for url in _addresses(body):
            yield Link(url, find(path, (), url))


def _addresses(text: str) -> list[str]:
    return [url for url in _written(text) if not _is_example(url)] if "://" in text else []


def _is_example(url: str) -> bool:
    """Return whether the address is one of those set aside for examples, behind which nobody is."""
    host = (urlsplit(url).hostname or "").rstrip(".").lower()
    return host.rpartition(".")[2] in _SET_ASIDE or bool(_EXAMPLE.search(host))


def _written(text: str) -> list[str]:
    if text.startswith(("https://", "http://")) and not re.search(r"\s", text):
        return [text]  # a field of its own: its rules have seen to its form
    return list(dict.fromkeys(_IN_TEXT.findall(text)))
