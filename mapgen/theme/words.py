"""The interface's own sentences per language, from the theme's `i18n/<lang>.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from mapgen.theme.html import Markup, plain, ruby

# What only a page in one language says, the staff's: other languages need no words for it.
_OF_ONE_PAGE = "downloads."
_SLOT = re.compile(r"\{([a-z_]+)\}")


class Words:
    """The sentences of one language; what is missing there is said in the fallback's words (Japanese).

    `code` is the site's name for the language (`easy`), `html` the one HTML knows (`ja`).
    """

    def __init__(self, code: str, texts: Mapping[str, str], fallback: Words | None = None) -> None:
        self.code = code
        self.html = texts.get("language.html", code)
        self._texts = texts
        self._fallback = fallback
        self._still: dict[str, Markup] = {}

    def raw(self, key: str, **facts: object) -> str:
        """Return the sentence with its slots filled and its readings still in braces. KeyError names an unknown key.

        Where `n` is 1 the key with `-one` after it is preferred: only some languages have one.
        """
        if facts.get("n") == 1 and f"{key}-one" in self._texts:
            key = f"{key}-one"
        if key not in self._texts:
            if self._fallback is None:
                raise KeyError(key)
            return self._fallback.raw(key, **facts)
        text = self._texts[key]
        return _SLOT.sub(lambda slot: str(facts[slot[1]]), text) if facts else text

    def __call__(self, key: str, **facts: object) -> Markup:
        """Return the sentence as HTML, with readings as ruby; slots are filled with escaped text."""
        if facts:
            return ruby(self.raw(key, **facts))
        if key not in self._still:
            self._still[key] = ruby(self.raw(key))
        return self._still[key]

    def plain(self, key: str, **facts: object) -> str:
        """Return the sentence without readings, for titles, attributes and scripts."""
        return plain(self.raw(key, **facts))

    def knows(self, key: str) -> bool:
        """Return whether the sentence exists, here or in the fallback."""
        return key in self._texts or (self._fallback is not None and self._fallback.knows(key))

    def missing(self, complete: Words) -> tuple[str, ...]:
        """Return the keys that the complete language has and this one lacks, but those of the page in one language."""
        needed = (key for key in complete._texts if not key.startswith(_OF_ONE_PAGE))
        return tuple(sorted(key for key in needed if key not in self._texts))

    def listing(self, words: list[str]) -> str:
        """Return words in a row as the language writes them: 座間市・綾瀬市, Zama, Ayase."""
        return self.raw("list.comma").join(words)

    def day(self, day: date) -> str:
        """Return a date in words."""
        return self.partial_day(day.isoformat())

    def partial_day(self, text: str) -> str:
        """Return a date of reduced precision (`2017`, `2017-09`, `2017-09-15`) in words."""
        year, month, day = [*text.split("-"), "", ""][:3]
        if not month:
            return self.raw("date.year", y=int(year))
        name = self.raw(f"date.month-{int(month)}")
        if not day:
            return self.raw("date.month", y=int(year), m=name)
        return self.raw("date.day", y=int(year), m=name, d=int(day))

    def distance(self, metres: float) -> str:
        """Return metres in words: to the nearest 50 m below 1 km, else to a tenth of a kilometre."""
        if metres < 975:
            return self.raw("near.m", n=max(50, round(metres / 50) * 50))
        return self.raw("near.km", n=f"{metres / 1000:.1f}")
