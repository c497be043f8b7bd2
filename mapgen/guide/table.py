"""The table of fields for people, as Markdown, in Japanese or English.

Code marks only where they are needed: a page with hundreds of them is taken for an attack (`render/markdown.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapgen.guide.fields import Field, Guide

_HEADS = {"ja": ("項目", "何を書くか"), "en": ("field", "what to write")}
_NEEDED = {"ja": "(かならず)", "en": " (required)"}
_IN = {"ja": "{outer} の {name}", "en": "{name} in {outer}"}
_LISTED = {
    "ja": "`content/taxonomy.yaml` の `{list}` にあるものから選びます",
    "en": "a choice of `{list}` in `content/taxonomy.yaml`",
}
_SERVICES = {
    "ja": "`name` と、上の表の `summary` から `places` までを書けます。書かないものは団体と同じになります",
    "en": "`name`, and of the above `summary` to `places`; what is not said is as for the organisation",
}
_IN_TAXONOMY = {"categories": "categories", "forms": "forms", "type": "types", "groups": "audiences"}
# Said once, where they first stand.
_TOLD = {"contact", "hours", "closed", "hours_note"}
_EXAMPLE = {"ja": "例", "en": "Example"}
_STOPS = {"ja": "。", "en": ". "}


def table(guide: Guide, lang: str = "ja") -> str:
    """Return a row for each field, those of `contact` and the like after it."""
    rows = [_HEADS[lang], ("---", "---"), *_rows(guide.fields, lang)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in rows)


def _rows(fields: Iterable[Field], lang: str) -> Iterator[tuple[str, str]]:
    for field in fields:
        outer = field.path[-2] if len(field.path) > 1 else ""
        if outer in ("places", "services") and field.name in _TOLD:
            continue
        name = _IN[lang].format(outer=outer, name=field.name) if outer else field.name
        yield name, _said(field, lang)
        if field.name != "services":
            yield from _rows(field.fields, lang)


def _said(field: Field, lang: str) -> str:
    """Return title, help, choices and an example as sentences: a telephone has no room for a third column."""
    parts = [f"{field.title.to(lang)}{_NEEDED[lang] if field.required else ''}"]
    if field.help:
        parts.append(field.help.to(lang))
    if field.name == "services":
        parts.append(_SERVICES[lang])
    if field.name in _IN_TAXONOMY:
        parts.append(_LISTED[lang].format(list=_IN_TAXONOMY[field.name]))
    elif field.choices:
        joint = "、" if lang == "ja" else ", "
        parts.append(joint.join(f"`{choice.id}` {choice.words.to(lang)}" for choice in field.choices))
    return _STOPS[lang].join([*parts, f"{_EXAMPLE[lang]}: `{field.example}`"])
