"""The text of a new file: what was said, where an editor finds help, and as remarks what may still be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mapgen.answers.reading import Data
from mapgen.guide import Guide
from mapgen.guide.derived import MODELINE, SCHEMA
from mapgen.guide.jsonschema import PATH
from mapgen.model import Settings
from mapgen.orgfile import written
from mapgen.problems import Problem

# What is worth finding out of almost anybody, where nothing was said of it.
_WORTH = (
    "kana", "description", "audience", "open_to", "first_contact", "apply", "cost", "languages", "accessibility",
    "contact", "hours", "closed", "places", "verified", "sources",
)  # fmt: skip
_OPEN = "まだ書いていない項目です。分かったら、行の頭の # を消して書きます。分からないものは、消してかまいません。"


def modeline_of(root: Path, settings: Settings) -> str:
    """Return the line by which an editor finds the schema: in the project itself, else on its site."""
    if (root / SCHEMA).is_file():
        return MODELINE
    return f"yaml-language-server: $schema={settings.base_url.rstrip('/')}/{PATH}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A file to be: its id, what it says, remarks at its head, and what its editor should look at."""

    id: str
    data: Data
    remarks: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = field(default=())

    @property
    def path(self) -> str:
        """Return where it goes, from the project's root."""
        return f"content/orgs/{self.id}.yaml"


def draft_text(draft: Draft, guide: Guide, modeline: str) -> str:
    """Return the text of the file, in the form that `mapgen fmt` gives; `modeline` is its first line, for editors."""
    head = "\n".join((modeline, *draft.remarks))
    missing = [name for name in _WORTH if name not in draft.data]
    lines = ["", _remark(_OPEN), *(_remark(_offer(guide, name)) for name in missing)] if missing else []
    return written(draft.data, {(): head}) + "".join(f"{line}\n" for line in lines)


def _offer(guide: Guide, name: str) -> str:
    """Return a field as it may be written: an example of it, and what it is."""
    said = guide.at(name)
    about = f"{said.title.ja}。{said.help.ja}" if said.help else said.title.ja
    return f"{name}: {_fitting(guide, name)}  # {about}"


def _fitting(guide: Guide, name: str) -> str:
    """Return the example of a field with the choices that the project has."""
    choices: Mapping[str, str] = {"places": guide.region.cities[0].name.ja}
    return f"[{{address: {choices[name]}…}}]" if name in choices else guide.at(name).example


def _remark(text: str) -> str:
    return f"# {text}"
