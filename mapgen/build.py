"""The pipeline, from files to bytes. Read this first.

    content/ ──read──▶ Content ──place──▶ points ──assemble──▶ Site ──render + export──▶ Artifacts ──check──▶ Problems

Nothing is written here: `publish` writes, and only what is wholly good.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from mapgen.checks import check_artifacts, check_content
from mapgen.cluster import Cluster
from mapgen.content import Content, read_content
from mapgen.crew import Ahead
from mapgen.finder import Finder
from mapgen.geocode import Located, locate
from mapgen.ledger import Inputs, Ledger
from mapgen.model import Artifact, PublicPlace
from mapgen.options import Missing, Options
from mapgen.problems import Problem, Problems, Where
from mapgen.shelf import Shelf
from mapgen.site import Site, assemble
from mapgen.spool import Spool
from mapgen.theme import Theme, compiled_theme


@dataclass(frozen=True, slots=True)
class Build:
    """What came of a build: every problem, the site and its files by path, and the pages whose links are all good with
    the anchors they name. Without a site there are no files.
    """

    problems: Problems
    site: Site | None = None
    artifacts: Mapping[str, Artifact] = field(default_factory=dict)
    linked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def good(self, *, strict: bool = False) -> bool:
        """Return whether it may be published; with `strict` a warning is enough to say no."""
        return self.site is not None and not self.problems.failed(strict=strict)


def read_site(root: Path, options: Options, problems: Problems, shelf: Shelf | None = None) -> Site | None:
    """Return the derived site of `root/content`, or None with its problems. Fast: nothing is rendered."""
    content = read_content(root, problems, shelf, options.jobs)
    if content is None or problems.failed():
        return None
    if options.date is not None:
        content = replace(content, date=options.date)
    located = place(content, options.missing, problems)
    base_url = (options.base_url or content.settings.base_url).rstrip("/") + "/"
    return assemble(content, located, base_url=base_url, preview=options.preview or content.settings.preview)


@dataclass(frozen=True, slots=True)
class Before:
    """What is known before a build: the book of the last one, None where all is to be made anew; what this one is made
    of, the organisations as read then, the theme as compiled, whom to ask for it once somebody has."""

    ledger: Ledger | None
    inputs: Inputs
    shelf: Shelf
    theme: bytes | None
    compiled: Callable[[], bytes]


def build(root: Path, options: Options, before: Before | None = None) -> Build:
    """Return every file of the site of `root` as bytes, or the problems that stand in its way.

    With what is known `before`, only what is made of something else than last time is made. The bytes are the same.
    """
    if before:
        return _build(root, options, before, before.compiled)
    with Ahead(partial(compiled_theme, root), options.jobs) as compiled:
        return _build(root, options, None, compiled.result)


def _build(root: Path, options: Options, before: Before | None, compiled: Callable[[], bytes]) -> Build:
    problems, spool = Problems(), Spool()
    site = read_site(root, options, problems, before.shelf if before else None)
    if site is None or problems.failed():
        return Build(problems)
    with Ahead(partial(_exported, site, options, spool), _ahead(site, options)) as exported:
        problems.extend(content_problems(site, root, options))
        artifacts = index(make(site, root, options, compiled, exported.result, spool, before), problems)
    problems.extend(untranslated(site, root, compiled()))
    found = check_artifacts(site, artifacts, jobs=options.jobs, ledger=before.ledger if before else None)
    problems.extend(found)
    return Build(problems, site, artifacts, found.linked)


def content_problems(site: Site, root: Path, options: Options) -> Iterable[Problem]:
    """Yield what is wrong with the content as a whole."""
    from mapgen.render import misnamed

    find = Finder(root)
    yield from check_content(site, find, options.today)
    yield from misnamed(site, root, find)


def untranslated(site: Site, root: Path, theme: bytes) -> Problems:
    """Return which languages of the site the theme, compiled, does not speak whole."""
    settings = site.content.settings
    return Theme(settings.theme, root, theme).lacking(settings.languages)


def _hands(options: Options) -> int | Cluster:
    return Cluster(options.executor) if options.executor else options.jobs


def _ahead(site: Site, options: Options) -> int:
    """Return how many processes are there for exports made ahead: of a large site they are shared instead."""
    from mapgen.exports import SHARED_FROM  # in the first process too, so that the second need not

    alone = options.only_pages or options.executor or len(site.entries) >= SHARED_FROM
    return 1 if alone else options.jobs


def _exported(site: Site, options: Options, spool: Spool) -> tuple[Artifact, ...]:
    """Return every export unless `only_pages`: the second process's part while the first one gets ready to print."""
    if options.only_pages:
        return ()
    from mapgen import exports  # heavy: KML, tables

    return tuple(exports.files(site, _hands(options), spool))


def make(
    site: Site,
    root: Path,
    options: Options,
    theme: Callable[[], bytes],
    exports: Callable[[], Sequence[Artifact]],
    spool: Spool,
    before: Before | None,
) -> Iterable[Artifact]:
    """Yield every artifact of the site: the exports, and its pages, one of which lists them."""
    from mapgen import render  # heavy: templates, Markdown. A failed read never needs them.

    known = render.Known(before.ledger, before.inputs) if before and before.ledger is not None else None
    compiled = theme()
    made = render.pages(site, root, exports, jobs=_hands(options), compiled=compiled, known=known, spool=spool)
    pages = tuple(made)
    yield from (*exports(), *pages)
    if not options.only_pages:
        from mapgen.exports import web_files

        yield from spool.all(web_files(site, (page.path for page in pages if page.indexed)))


def place(content: Content, missing: Missing, problems: Problems) -> dict[str, tuple[Located, ...]]:
    """Return where every place of every organisation is, by the organisation's id."""
    located = {}
    for org in content.organizations:
        found = [locate(place, content.atlas) for place in org.all_places]
        for n, each in enumerate(found):
            address = _lacks_point(each)
            if address and missing == "fail" and org.published:
                problems.add(Where(f"content/orgs/{org.id}.yaml"), "missing-point", address=address)
            if address and missing == "omit":
                found[n] = replace(each, spot=None)
        located[org.id] = tuple(found)
    return located


def _lacks_point(found: Located) -> str | None:
    """Return the public street address that is drawn at its town only, for want of an exact point, else None."""
    address = found.address
    if not isinstance(found.place, PublicPlace) or address is None or address.level != "number":
        return None
    return None if found.spot and found.spot.precision.exact else address.canonical


def index(artifacts: Iterable[Artifact], problems: Problems) -> dict[str, Artifact]:
    """Return the artifacts sorted by path. Two makers of one path are a problem that names both."""
    found: dict[str, Artifact] = {}
    for artifact in artifacts:
        first = found.setdefault(artifact.path, artifact)
        if first is not artifact:
            problems.add(Where(f"public/{artifact.path}"), "two-makers", first=first.maker, second=artifact.maker)
    return dict(sorted(found.items()))
