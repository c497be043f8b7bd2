"""What the content links to: in its fields, its texts and its pages, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mapgen.checks.finding import Find
from mapgen.checks.texts import texts
from mapgen.content import Content
from mapgen.model import Hotlines
from mapgen.problems import Where

# In a text an address ends before what is no letter of one, and not with punctuation; brackets are around it.
_IN_TEXT = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&*+,;=%-]*[A-Za-z0-9/_~=#&%+-]")
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
    first = content.settings.languages[0]
    for page in content.pages:
        path = f"content/pages/{page.id}.md" if page.lang == first else f"content/pages/{page.lang}/{page.id}.md"
        for url in _addresses(page.body):
            yield Link(url, find(path, (), url))


def _addresses(text: str) -> list[str]:
    if "://" not in text:
        return []
    if text.startswith(("https://", "http://")) and not re.search(r"\s", text):
        return [text]  # a field of its own: its rules have seen to its form
    return list(dict.fromkeys(_IN_TEXT.findall(text)))
