"""The four closed lists an organisation is sorted by: categories (two levels), forms, types, audiences."""

from __future__ import annotations

from pydantic import Field

from mapgen.model.frozen import Frozen, Label
from mapgen.model.scalars import Colour, Identifier, Line, Switch, Whole


class Term(Frozen):
    """A word of a list: its name in each language and the words that lead to it."""

    id: Identifier
    name: Label = Field(title="名前(ことばごと)")
    kana: Line = Field(title="よみがな")
    synonyms: tuple[Line, ...] = Field((), title="同じ意味のことば")
    readings: tuple[Line, ...] = Field((), title="読み")
    words: tuple[Line, ...] = Field((), title="人が言うことば", description="相談の場面で実際に言われることば")
    about: Label | None = Field(None, title="やさしい説明")


class Leaf(Term):
    """A category of the second level; `icon` as in My Maps, where the id alone matters."""

    icon: Whole | None = Field(None, title="My Maps のアイコン番号", description="なければ親と同じ")
    signs: tuple[Label, ...] = Field((), title="こんなことはありませんか")
    quiet: Switch = Field(False, title="人に見られたくないページ", description="下の分野にもおよびます")


class Category(Leaf):
    """A category of the first level, with the colour of its pins, chips and charts."""

    icon: Whole = Field(title="My Maps のアイコン番号")
    colour: Colour = Field(title="色", description="白地で 4.5:1 以上")
    children: tuple[Leaf, ...] = ()


class Form(Term):
    """A form of activity (活動形態): consultation, place to be, meals …"""


class Kind(Term):
    """A type of body (種別): NPO, council of social welfare, city office …"""


class Group(Term):
    """People something is for (対象)."""


class Taxonomy(Frozen):
    """`content/taxonomy.yaml`."""

    categories: tuple[Category, ...] = Field(min_length=1)
    forms: tuple[Form, ...] = Field(min_length=1)
    types: tuple[Kind, ...] = ()
    audiences: tuple[Group, ...] = ()

    def top(self, category: str) -> Category:
        """Return the top-level category of `living` or `living/food`."""
        return next(top for top in self.categories if top.id == category.partition("/")[0])

    def category(self, category: str) -> Leaf:
        """Return the category itself: the leaf of `living/food`, the top level of `living`."""
        top, leaf = self.top(category), category.partition("/")[2]
        return next(child for child in top.children if child.id == leaf) if leaf else top

    def icon(self, category: str) -> int:
        """Return the My Maps icon of a category; a leaf without its own has its parent's."""
        return self.category(category).icon or self.top(category).icon

    def quiet(self, category: str) -> bool:
        """Return whether somebody may be in danger when others see that they read of the category."""
        return self.category(category).quiet or self.top(category).quiet

    def form(self, form: str) -> Form:
        """Return the form with this id."""
        return next(term for term in self.forms if term.id == form)

    def kind(self, kind: str) -> Kind:
        """Return the type of body with this id."""
        return next(term for term in self.types if term.id == kind)

    def group(self, group: str) -> Group:
        """Return the audience with this id."""
        return next(term for term in self.audiences if term.id == group)

    def category_ids(self) -> tuple[str, ...]:
        """Return every category's id in the order of the file, each top level before its leaves."""
        return tuple(
            identifier
            for top in self.categories
            for identifier in (top.id, *(f"{top.id}/{child.id}" for child in top.children))
        )
