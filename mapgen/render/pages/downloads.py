"""The page for the map's staff: every file for Google My Maps, what is in it, and what to press."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from posixpath import basename, splitext

from mapgen.model import Artifact, Download
from mapgen.render.local import Local
from mapgen.render.pages import embed
from mapgen.render.press import Press, Sheet
from mapgen.theme.html import Markup, escape

PATH = "downloads/"
SCOPES = ("all", "city", "category", "unplaced")
FORMATS = ("kml", "kmz", "csv")
CHOICES = ("city", "category", "all")
STEPS = ("create", "import", "file", "style", "share")
CHAPTERS = ("again", "limits", "donts", "back", "unsure")
EDITORS = "contribute"  # the text page on how to report and mend, where the project has one
# What content management systems let pass: a width in numbers, and the whole width for those that keep a style.
IFRAME = (
    '<iframe src="{src}" title="{title}" loading="lazy" width="800" height="640" '
    'style="width: 100%; border: 1px solid #8d8f8a"></iframe>'
)
DRAWN = 3  # categories in a drawing
LONGEST = 6  # characters of a name that fit into a drawing


@dataclass(frozen=True, slots=True)
class FileLink:
    """One file: where it is, the name it is saved under, its format and its size, in words and in bytes."""

    href: str
    name: str
    format: str
    size: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Offer:
    """The same places in one or more formats. `top` and `letter` are the category's sign where it is one."""

    title: str
    count: Markup
    links: tuple[FileLink, ...]
    top: str = ""
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Files of one kind: the whole map, the cities, the categories, what no map can show."""

    anchor: str
    title: Markup
    note: Markup
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody may want to make, and with which files."""

    title: Markup
    text: Markup
    href: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step in My Maps: what to do, its drawing (a file in `templates/drawings/`), and the drawing in words."""

    number: int
    title: Markup
    body: Markup
    drawing: str
    alt: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the guide under its own heading."""

    anchor: str
    title: Markup
    body: Markup


@dataclass(frozen=True, slots=True)
class Snippet:
    """A list for a frame on another site: what to copy, and the list itself."""

    anchor: str
    title: str
    code: str
    href: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A category as it stands in a drawing, and its file."""

    top: str
    letter: str
    name: str
    file: str


@dataclass(frozen=True, slots=True)
class DownloadsView:
    """Everything the page says. Without exported files there are no groups and no choices."""

    lang: str | None
    day: str
    groups: tuple[Group, ...]
    choices: tuple[Choice, ...]
    steps_note: Markup
    steps: tuple[Step, ...]
    chapters: tuple[Chapter, ...]
    signs: tuple[Sign, ...]
    city: str
    embed: Markup
    snippets: tuple[Snippet, ...]
    words: tuple[tuple[str, str], ...]


def downloads(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield the page once, in the site's first language: staff work in Japanese, and the others link to it."""
    if lang != press.languages[0]:
        return
    local = press.local(lang, PATH)
    t = local.t
    groups = tuple(_groups(local))
    view = DownloadsView(
        lang=local.ja,
        day=t.day(press.site.date),
        groups=groups,
        choices=tuple(_choices(local, groups)),
        steps_note=_prose(local, "downloads.steps-note"),
        steps=tuple(_steps(local)),
        chapters=tuple(_chapters(local)),
        signs=_signs(local),
        city=_clipped(local.name(press.site.content.region.cities[0].name)),
        embed=_prose(local, "downloads.embed-text"),
        snippets=tuple(_snippets(local)),
        words=tuple((top.id, local.name(top.name)) for top in press.site.content.taxonomy.categories),
    )
    title, about = t.plain("downloads.title"), t.plain("downloads.intro")
    yield Sheet(PATH, "downloads.html", title, view, about, section="downloads", langs=(lang,))


def size_in_words(size: int) -> str:
    """Return bytes as staff compare them with My Maps' limits: `1KB`, `17KB`, `4.5MB` (of 1,000, never 0)."""
    if size < 999_500:
        return f"{max(1, round(size / 1_000))}KB"
    return f"{size / 1_000_000:.1f}MB"


def _groups(local: Local) -> Iterator[Group]:
    """Yield the groups that have files, in the order in which the exports made them."""
    for scope in SCOPES:
        stems: dict[str, list[tuple[Artifact, Download]]] = {}
        for artifact, download in _exported(local):
            if download.scope == scope:
                stems.setdefault(splitext(artifact.path)[0], []).append((artifact, download))
        if stems:
            offers = tuple(_offer(local, stem, files) for stem, files in stems.items())
            title, note = local.t(f"downloads.{scope}"), _prose(local, f"downloads.{scope}-note")
            yield Group(f"files-{scope}", title, note, offers)


def _exported(local: Local) -> list[tuple[Artifact, Download]]:
    """Return the files to offer, format by format."""
    found = [(artifact, artifact.download) for artifact in local.press.exported if artifact.download]
    return sorted(found, key=lambda pair: FORMATS.index(pair[1].format))


def _offer(local: Local, stem: str, files: Sequence[tuple[Artifact, Download]]) -> Offer:
    first = files[0][1]
    top = _top(local, stem) if first.scope == "category" else ""
    return Offer(
        title=first.title,
        count=local.t("downloads.rows" if first.scope == "unplaced" else "downloads.places", n=first.count),
        links=tuple(_link(local, artifact, download) for artifact, download in files),
        top=top,
        letter=local.press.letters.get(top, ""),
    )


def _link(local: Local, artifact: Artifact, download: Download) -> FileLink:
    size = artifact.size
    href = local.follow(f"/{artifact.path}")
    return FileLink(href, download.name, download.format.upper(), size_in_words(size), size)


def _top(local: Local, stem: str) -> str:
    """Return the category of a file by its path: `kml/categories/youth`, `kml/categories/youth-2`."""
    name = basename(stem)
    return name if name in local.press.letters else name.rpartition("-")[0]


def _choices(local: Local, groups: Sequence[Group]) -> Iterator[Choice]:
    """Yield what can be made of the files that there are."""
    there = {group.anchor for group in groups}
    for scope in CHOICES:
        if (anchor := f"files-{scope}") in there:
            title = local.t(f"downloads.for-{scope}")
            yield Choice(title, _prose(local, f"downloads.for-{scope}-text"), f"#{anchor}")


def _steps(local: Local) -> Iterator[Step]:
    for number, name in enumerate(STEPS, start=1):
        key, drawing = f"downloads.step-{name}", f"drawings/my-maps-{name}.svg"
        yield Step(number, local.t(key), _prose(local, f"{key}-text"), drawing, local.t.plain(f"{key}-drawing"))


def _chapters(local: Local) -> Iterator[Chapter]:
    for name in CHAPTERS:
        yield Chapter(name, local.t(f"downloads.{name}"), _prose(local, f"downloads.{name}-text"))


def _snippets(local: Local) -> Iterator[Snippet]:
    """Yield what a city's web staff copy into its own site: each city's list, then everybody's."""
    t, site_name = local.t, local.name(local.content.settings.title)
    lists = [
        (city.id, t.plain("city.title", city=local.name(city.name)), embed.path(city))
        for city in local.content.region.cities
    ]
    for anchor, title, path in (*lists, ("all", t.plain("embed.title"), embed.EMBED)):
        code = IFRAME.format(src=escape(local.site.base_url + path), title=escape(f"{title} ({site_name})"))
        yield Snippet(f"embed-{anchor}", title, code, local.to(path))


def _prose(local: Local, key: str) -> Markup:
    """Return a text of the guide, which is Markdown, with the names that are this site's own put in."""
    editors = local.t.raw("downloads.editors")
    if local.page(EDITORS):
        editors = f"[{editors}](/{EDITORS}/)"
    tops = len(local.content.taxonomy.categories)
    return local.markdown(local.t.raw(key, editors=editors, tops=tops), 3)


def _signs(local: Local) -> tuple[Sign, ...]:
    """Return the first categories and their files, as long as a drawing has room for."""
    made: dict[str, str] = {}
    for artifact, download in _exported(local):
        if download.scope == "category" and download.format == "kml":
            made.setdefault(_top(local, splitext(artifact.path)[0]), download.name)
    signs = []
    for top in local.content.taxonomy.categories[:DRAWN]:
        name = local.name(top.name)
        stem, ending = splitext(made.get(top.id, f"{name}.kml"))
        signs.append(Sign(top.id, local.press.letters[top.id], _clipped(name), _clipped(stem) + ending))
    return tuple(signs)


def _clipped(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
