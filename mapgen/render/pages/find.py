"""The consultation chart (相談チャート): one question a page, then who may help. It needs no JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapgen.model import Answer, Hotline, Step
from mapgen.render.local import Local
from mapgen.render.pages.sections import Chip, Section, by_city, shortened
from mapgen.render.press import Crumb, Press, Sheet
from mapgen.site import Entry, Site
from mapgen.theme.html import Markup

FIND = "find/"
SHOWN = 3  # of each city, before somebody asks for all


@dataclass(frozen=True, slots=True)
class Tile:
    """An answer in plain words, with its drawing where it has one, and where it leads."""

    label: Markup
    icon: str
    href: str


@dataclass(frozen=True, slots=True)
class Way:
    """A link back along the way."""

    text: Markup
    href: str


@dataclass(frozen=True, slots=True)
class FindView:
    """A step of the chart: a question with its answers, or the end; and whom the last answer leads to."""

    progress: Markup
    title: Markup
    lead: Markup
    tiles: tuple[Tile, ...]
    ways: tuple[Way, ...]
    hotlines: tuple[Hotline, ...]
    lists: tuple[Chip, ...]
    sections: tuple[Section, ...]
    total: int


def find(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield a page for every step of every way through the chart."""
    steps = tuple(press.site.content.chooser.steps())
    longest = max(len(step.answers) for step in steps)
    for step in steps:
        local = press.local(lang, FIND + step.path)
        view = find_view(local, step, longest)
        yield Sheet(
            FIND + step.path,
            "find.html",
            _title(local, step),
            view,
            local.t.plain("find.description"),
            tuple(_crumbs(local, step)),
            "find",
            quiet=step.quiet,
        )


def tiles(local: Local, step: Step) -> tuple[Tile, ...]:
    """Return the answers of a step's question, each leading to the next step."""
    answers = step.question.answers if step.question else ()
    return tuple(
        Tile(local.label(answer.label), answer.icon or "", local.to(f"{FIND}{step.path}{answer.slug}/"))
        for answer in answers
    )


def find_view(local: Local, step: Step, longest: int) -> FindView:
    """Return what a step says."""
    given = step.answers[-1] if step.answers else None
    entries = led_to(local.site, given) if given else ()
    lines = {line.id: line for line in local.content.hotlines}
    return FindView(
        progress=_progress(local, step, longest),
        title=local.label(step.question.ask if step.question else step.answers[-1].label),
        lead=_lead(local, step),
        tiles=tiles(local, step),
        ways=tuple(_ways(local, step)),
        hotlines=tuple(lines[line] for line in given.hotlines) if given else (),
        lists=tuple(_lists(local, given)) if given else (),
        sections=shortened(by_city(local, entries), SHOWN),
        total=len(entries),
    )


def led_to(site: Site, answer: Answer) -> tuple[Entry, ...]:
    """Return whom an answer leads to, those nearest to what was asked first.

    What the answer names first comes first; then who answers to more of it; then whose own first concern it is.
    """
    found = {entry.id: entry for category in answer.categories for entry in site.in_category(category)}
    found |= {entry.id: entry for form in answer.forms for entry in site.in_form(form)}

    def farness(entry: Entry) -> tuple[int, int, int, tuple[str, str]]:
        own = [_place(category, entry.categories, entry.tops) for category in answer.categories]
        own += [_place(form, entry.forms) for form in answer.forms]
        met = [(n, place) for n, place in enumerate(own) if place is not None]
        return met[0][0], -len(met), met[0][1], entry.org.sort_key

    return tuple(sorted(found.values(), key=farness))


def _place(wanted: str, *own: tuple[str, ...]) -> int | None:
    """Return how far down somebody's own list the wanted word stands, None where it is in none of the lists."""
    return next((words.index(wanted) for words in own if wanted in words), None)


def _title(local: Local, step: Step) -> str:
    names = [local.name(answer.label) for answer in reversed(step.answers)] or [local.t.plain("find.title")]
    return names[0] if len(names) == 1 else f"{names[0]} ({names[1]})"


def _crumbs(local: Local, step: Step) -> Iterator[Crumb]:
    if step.answers:
        yield Crumb(local.t.plain("find.title"), FIND)
    for n, answer in enumerate(step.answers[:-1], 1):
        yield Crumb(local.name(answer.label), FIND + Step(step.answers[:n]).path)


def _progress(local: Local, step: Step, longest: int) -> Markup:
    """Return in words how far somebody has come, and what is still asked."""
    n = len(step.answers) + 1
    if step.question is None:
        return local.t("find.done")
    if not step.answers:
        return local.t("find.first", n=longest)
    last = not any(answer.next for answer in step.question.answers)
    return local.t("find.last" if last else "find.number", number=n)


def _lead(local: Local, step: Step) -> Markup:
    if step.question is None:
        return local.t("find.found")
    return local.t("find.chosen", answer=step.answers[-1].label.to(local.lang)) if step.answers else local.t("find.any")


def _ways(local: Local, step: Step) -> Iterator[Way]:
    """Yield the way to the previous question, and to the first where that is another."""
    if len(step.answers) > 1:
        yield Way(local.t("find.back"), local.to(FIND + Step(step.answers[:-1]).path))
    if step.answers:
        yield Way(local.t("find.again"), local.to(FIND))


def _lists(local: Local, answer: Answer) -> Iterator[Chip]:
    """Yield the whole lists that an answer leads to."""
    taxonomy, site = local.content.taxonomy, local.site
    for category in answer.categories:
        top = taxonomy.top(category).id
        name, count = local.label(taxonomy.category(category).name), len(site.in_category(category))
        yield Chip(name, local.to(f"categories/{category}/"), count, top, local.press.letters[top])
    for form in answer.forms:
        yield Chip(local.label(taxonomy.form(form).name), local.to(f"forms/{form}/"), len(site.in_form(form)))
