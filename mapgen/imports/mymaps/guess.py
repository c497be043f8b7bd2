"""Which categories and forms a placemark is of: what it says itself, else a guess, and from what it was guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mapgen.content import Content
from mapgen.imports.mymaps.facts import Said
from mapgen.likeness import fold_name
from mapgen.model import Form, Taxonomy, Term
from mapgen.phrases import named

MOST_CATEGORIES = 5
_MOST_GUESSED, _MOST_FORMS = 2, 3
# Shorter words are in too many others: 家 in 家族, しょく in こどもしょくどう.
_SHORTEST, _SHORTEST_IN_PROSE = 2, 3
_READ_AT_MOST = 2_000
_DEFAULT_ICONS = (503, 959, 960, 961, 1899)


@dataclass(frozen=True, slots=True)
class Guess:
    """Ids, and the words that say from what they were guessed; None where the placemark says them itself.

    `left` are words of the placemark that name none.
    """

    ids: tuple[str, ...]
    basis: str | None = None
    left: str = ""


class Lexicon:
    """The words that lead to each id of a list, folded."""

    def __init__(self, terms: Iterable[tuple[str, Term]]) -> None:
        """Build from ids with their terms, in the order of their file."""
        self.exact: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.words: dict[str, dict[str, str]] = {}
        for identifier, term in terms:
            self.exact[identifier] = identifier
            self.exact.setdefault(term.name.ja, identifier)
            for word in (identifier, *term.name.root.values(), term.kana, *term.synonyms):
                self.names.setdefault(fold_name(word), identifier)
            # A child may be called like its parent; the first in the file is meant.
            kana = (term.kana,) if len(term.kana) >= _SHORTEST_IN_PROSE else ()
            for word in (*term.name.root.values(), *kana, *term.synonyms, *term.readings, *term.words):
                self._learn(word, identifier)
        self.longest = max(map(len, self.words), default=0)

    def _learn(self, word: str, identifier: str) -> None:
        if len(folded := fold_name(word)) >= _SHORTEST:
            self.words.setdefault(folded, {}).setdefault(identifier, word)

    def exactly(self, text: str) -> str | None:
        """Return the id that is called so."""
        return self.names.get(fold_name(text))

    def inside(self, text: str, shortest: int = _SHORTEST) -> dict[str, str]:
        """Return the ids whose words are in the text with the longest such word, the longest words first.

        A word inside a longer one does not count: 就労 in 就労継続支援.
        """
        folded = fold_name(text)
        found: list[tuple[int, int, str]] = []
        start = 0
        while start < len(folded):
            ends = range(min(len(folded), start + self.longest), start + shortest - 1, -1)
            end = next((end for end in ends if folded[start:end] in self.words), None)
            if end:
                found.append((start - end, start, folded[start:end]))
            start = end or start + 1
        ids: dict[str, str] = {}
        for _, _, word in sorted(found):
            for identifier, written in self.words[word].items():
                ids.setdefault(identifier, written)
        return ids


class Guesser:
    """Everything that guesses rest on, prepared once for a map."""

    def __init__(self, content: Content) -> None:
        """Prepare the words of the taxonomy and what is usual among the organisations that are known."""
        self.region, self.taxonomy = content.region, content.taxonomy
        self.categories = Lexicon((c, content.taxonomy.category(c)) for c in content.taxonomy.category_ids())
        self.forms = Lexicon((form.id, form) for form in content.taxonomy.forms)
        self.usual = Counter((c, form) for org in content.organizations for c in org.categories for form in org.forms)

    def guess_categories(self, said: Said) -> Guess:
        """Return the categories, at least one."""
        if said.own and (told := self._own_categories(said)):
            return told
        return (
            self._by_column(said)
            or self._by_folder(said)
            or self._by_icon(said)
            or self._by_words(said)
            or self._by_colour(said)
            or Guess(
                (self.taxonomy.categories[0].id,), "手がかりがないので、仮に一覧のはじめの分野にしました", _column(said)
            )
        )

    def guess_forms(self, said: Said, categories: Sequence[str]) -> Guess:
        """Return the forms of activity, at least one."""
        words = said.fields.get("forms", "")
        if told := named(words, self.forms.exact):
            return Guess(told)
        if meant := tuple(self.forms.inside(words))[:_MOST_FORMS]:
            return Guess(meant, f"活動のかたちは、「{words}」から推測しました", words)
        sources = [("名前", said.name), *(("フォルダー名", name) for name in reversed(said.placemark.folder))]
        for source, text in (*sources, ("説明", said.text[:_READ_AT_MOST])):
            least = _SHORTEST_IN_PROSE if source == "説明" else _SHORTEST
            if found := self.forms.inside(text, least):
                ids = tuple(found)[:_MOST_FORMS]
                read = "、".join(dict.fromkeys(found[id] for id in ids))
                return Guess(ids, f"活動のかたちは、{source}のことば「{read}」から推測しました", words)
        return Guess((self._usual_form(categories),), "手がかりがないので、同じ分野に多い活動のかたちにしました", words)

    def _usual_form(self, categories: Sequence[str]) -> str:
        def count(form: Form) -> tuple[int, int]:
            among = sum(self.usual[category, form.id] for category in categories)
            return among, sum(n for (_, id), n in self.usual.items() if id == form.id)

        return max(self.taxonomy.forms, key=count).id

    def _own_categories(self, said: Said) -> Guess | None:
        """Return what our own columns say: the first top level by its name, and the others by theirs."""
        top = next((c.id for c in self.taxonomy.categories if c.name.ja == said.fields.get("categories")), None)
        if top is None:
            return None
        words = said.fields.get("leaves", "")
        others = _resolved(words, top, self.taxonomy) if words else ()
        if others is None:
            return Guess((top,), None, words)
        ids = others if others and others[0].partition("/")[0] == top else (top, *others)
        return Guess(tuple(dict.fromkeys(ids))[:MOST_CATEGORIES])

    def _by_column(self, said: Said) -> Guess | None:
        words = _column(said)
        if not words:
            return None
        exact = named(words, self.categories.exact)
        ids = exact or tuple(filter(None, [self.categories.exactly(words)])) or tuple(self.categories.inside(words))
        basis = None if exact else f"分野は、「{words}」から推測しました"
        return Guess(ids[:MOST_CATEGORIES], basis, words if basis else "") if ids else None

    def _by_folder(self, said: Said) -> Guess | None:
        for folder in reversed(said.placemark.folder):
            exact = self.categories.exactly(folder)
            found = (exact,) if exact else tuple(self.categories.inside(folder))[:_MOST_GUESSED]
            if found:
                return Guess(found, f"分野は、フォルダー名「{folder}」から推測しました", _column(said))
        return None

    def _by_icon(self, said: Said) -> Guess | None:
        icon, colour = said.placemark.icon, (said.placemark.colour or "").upper()
        if icon is None or icon in _DEFAULT_ICONS:
            return None
        for top in self.taxonomy.categories:
            if (top.icon, top.colour) == (icon, colour):
                return Guess((top.id,), f"分野は、アイコン{icon}と色{colour}から推測しました", _column(said))
        ids = [c for c in self.taxonomy.category_ids() if self.taxonomy.category(c).icon == icon]
        tops = dict.fromkeys(c.partition("/")[0] for c in ids)
        if len(tops) != 1:
            return None  # several share it: it says nothing
        return Guess(
            (ids[0] if len(ids) == 1 else next(iter(tops)),), f"分野は、アイコン{icon}から推測しました", _column(said)
        )

    def _by_words(self, said: Said) -> Guess | None:
        for source, text, least in (
            ("名前", said.name, _SHORTEST),
            ("説明", said.text[:_READ_AT_MOST], _SHORTEST_IN_PROSE),
        ):
            if found := self.categories.inside(text, least):
                ids = tuple(found)[:_MOST_GUESSED]
                return Guess(ids, f"分野は、{source}のことば「{found[ids[0]]}」から推測しました", _column(said))
        return None

    def _by_colour(self, said: Said) -> Guess | None:
        """Return the category of exactly this colour; last, since palettes have few colours."""
        colour = (said.placemark.colour or "").upper()
        found = [top.id for top in self.taxonomy.categories if top.colour == colour]
        return (
            Guess((found[0],), f"分野は、ピンの色{colour}から推測しました", _column(said)) if len(found) == 1 else None
        )


def _column(said: Said) -> str:
    return said.fields.get("categories", "")


def _resolved(words: str, top: str, taxonomy: Taxonomy) -> tuple[str, ...] | None:
    """Return the categories of a list of names; of those with one name, one below `top`, else the first of the file."""
    ids: dict[str, str] = {}
    for category in reversed(taxonomy.category_ids()):
        name = taxonomy.category(category).name.ja
        if not ids.get(name, "").startswith(f"{top}/"):
            ids[name] = category
    return named(words, ids)
