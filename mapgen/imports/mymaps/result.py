"""What came of an import, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mapgen.imports.mymaps.drafts import Draft
from mapgen.model import Organization
from mapgen.problems import Language, catalogue

_SAME = {
    "id": "map-same-id",
    "number": "map-same-number",
    "phone": "map-same-phone",
    "name": "map-same-name",
    "near": "map-same-near",
}


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A placemark of an organisation that is known: `id` is the other's, in the project or earlier in the map."""

    name: str
    id: str
    reasons: tuple[str, ...]

    def reason(self, lang: Language) -> str:
        """Return why it is probably the same."""
        said = [_say(_SAME[reason], lang) for reason in self.reasons]
        return "、".join(said) if lang == "ja" else ", ".join(said)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A placemark of which no draft is made, and why: a sentence of the catalogue and its facts."""

    name: str
    code: str
    facts: Mapping[str, Any]

    def why(self, lang: Language) -> str:
        """Return why."""
        return _say(self.code, lang, **self.facts)


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a map's placemarks; `files` are the texts of the drafts by their path from the project's root."""

    placemarks: int
    folders: int
    drafts: tuple[Draft, ...]
    duplicates: tuple[Duplicate, ...]
    skipped: tuple[Skipped, ...]
    files: Mapping[str, bytes]

    def lines(self, lang: Language, *, dry_run: bool) -> Iterator[str]:
        """Yield the report for people, a line for each draft, duplicate and placemark left out, and one for all."""
        yield from self.each(lang)
        code = "map-would-be-imported" if dry_run else "map-imported"
        yield _say(code, lang, placemarks=self.placemarks, folders=self.folders, **self.counts)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many of each there are."""
        return {"drafts": len(self.drafts), "duplicates": len(self.duplicates), "skipped": len(self.skipped)}

    def each(self, lang: Language) -> Iterator[str]:
        """Yield a line for each draft, duplicate and placemark left out."""
        for draft in self.drafts:
            guessed = _listed([_title(field, lang) for field in draft.guessed], lang)
            yield _say(
                "map-draft-guessed" if guessed else "map-draft", lang, path=draft.path, name=draft.name, guessed=guessed
            )
        for duplicate in self.duplicates:
            facts = {"name": duplicate.name, "other": duplicate.id, "reason": duplicate.reason(lang)}
            yield _say("map-duplicate", lang, **facts)
        for skipped in self.skipped:
            name = skipped.name or _say("map-nameless", lang)
            yield _say("map-skipped", lang, name=name, why=skipped.why(lang))

    def data(self, lang: Language) -> dict[str, Any]:
        """Return the same for programs, ready for JSON."""
        return {
            "placemarks": self.placemarks,
            "folders": self.folders,
            "drafts": [
                {"id": draft.id, "name": draft.name, "path": draft.path, "guessed": list(draft.guessed)}
                for draft in self.drafts
            ],
            "duplicates": [{"name": each.name, "id": each.id, "reason": each.reason(lang)} for each in self.duplicates],
            "skipped": [{"name": each.name, "why": each.why(lang)} for each in self.skipped],
        }


def _say(code: str, lang: Language, **facts: Any) -> str:
    return catalogue()[code].fact[lang].format(**facts)


def _title(field: str, lang: Language) -> str:
    return Organization.model_fields[field].title or field if lang == "ja" else field


def _listed(words: list[str], lang: Language) -> str:
    return ("、" if lang == "ja" else ", ").join(words)
