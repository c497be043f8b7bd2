"""Words an organisation file may use: ids of the region and the taxonomy, checked while the file is read.

`schema` passes a `Vocabulary` as pydantic's validation context, so that a wrong id is found at its own line and column.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Annotated

from pydantic import AfterValidator, ValidationInfo

from mapgen.model.frozen import fault


@dataclass(frozen=True)
class Vocabulary:
    """Ids by kind (`city`, `category`, `form`, `type`, `audience`, `area`, `hotline`), each with its Japanese names.

    The names serve the mend: someone who writes 座間 is told `zama`.
    """

    words: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)

    def meant(self, kind: str, text: str) -> str | None:
        """Return the id that `text` most likely meant: by name, by a name's beginning, by part of one, or by id."""
        ids = self.words[kind]
        alike: tuple[Callable[[str], bool], ...] = (
            lambda name: text == name,
            lambda name: len(text) >= 2 and name.startswith(text),
            lambda name: len(text) >= 2 and (text in name or name in text),
        )
        for is_alike in alike:
            for identifier, names in ids.items():
                if any(is_alike(name) for name in names):
                    return identifier
        return next(iter(get_close_matches(text, list(ids), n=1)), None)


def _check(value: str, info: ValidationInfo, kind: str) -> str:
    vocabulary = info.context
    if not isinstance(vocabulary, Vocabulary) or value in vocabulary.words[kind]:
        return value
    meant = vocabulary.meant(kind, value)
    extra = {"guess": meant} if meant else {}
    raise fault(f"unknown-{kind}", text=value, choices=", ".join(vocabulary.words[kind]), **extra)


def _known(kind: str) -> AfterValidator:
    return AfterValidator(lambda value, info: _check(value, info, kind))


def _in_or_outside(value: str, info: ValidationInfo) -> str:
    """Return a city of the region, or `outside`: knowingly beyond it (a desk of the prefecture in Yokohama)."""
    return value if value == OUTSIDE else _check(value, info, "city")


OUTSIDE = "outside"
CityId = Annotated[str, _known("city")]
CityOrOutside = Annotated[str, AfterValidator(_in_or_outside)]
CategoryId = Annotated[str, _known("category")]
FormId = Annotated[str, _known("form")]
TypeId = Annotated[str, _known("type")]
AudienceId = Annotated[str, _known("audience")]
HotlineId = Annotated[str, _known("hotline")]
