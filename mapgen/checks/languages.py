"""What a language of the site still lacks in the project's own lists, so that a new one is finished knowingly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from mapgen.checks.finding import Find
from mapgen.model import Frozen, Hotlines, Label
from mapgen.problems import Problems
from mapgen.site import Site

Keys = tuple[str | int, ...]
_NAMED_MOST = 5


def check(site: Site, find: Find, problems: Problems) -> None:
    """Add for each list and language how many labels have no words in it, at the first of them."""
    content = site.content
    lists: tuple[tuple[str, Frozen], ...] = (
        ("content/site.yaml", content.settings),
        ("content/region.yaml", content.region),
        ("content/taxonomy.yaml", content.taxonomy),
        ("content/hotlines.yaml", Hotlines(hotlines=content.hotlines)),
        ("content/chooser.yaml", content.chooser),
        ("content/stats.yaml", content.stats),
    )
    for path, value in lists:
        labels = list(_labels(value, ()))
        for lang in content.settings.languages:
            lacking = [(keys, label) for keys, label in labels if lang not in label.root]
            if lacking:
                named = [label.ja for _, label in lacking[:_NAMED_MOST]]
                names = "、".join(named) + ("…" if len(lacking) > len(named) else "")
                where = find(path, lacking[0][0])
                problems.add(where, "label-untranslated", lang=lang, count=len(lacking), names=names)


def _labels(value: Any, keys: Keys) -> Iterator[tuple[Keys, Label]]:
    """Yield every label below a value with the keys that lead to it, in the order of the fields."""
    if isinstance(value, Label):
        yield keys, value
    elif isinstance(value, Frozen):
        for name in type(value).model_fields:
            yield from _labels(getattr(value, name), (*keys, name))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for n, item in enumerate(value):
            yield from _labels(item, (*keys, n))
