"""Reads `content/` and nothing else: every file, every fault of every file in one run."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from os.path import lexists
from pathlib import Path

from mapgen import schema
from mapgen.content.desk import BLOCKS, LARGEST_FILE, LOCK, TOWNS, Desk
from mapgen.geocode import LARGEST_BLOCKS, Atlas, BlockTable, TownTable, parse_blocks, parse_towns
from mapgen.guide import Guide, guide_of
from mapgen.model import (
    Chooser,
    Hotline,
    Hotlines,
    Organization,
    Page,
    Picture,
    PublishedStats,
    Questionnaire,
    Region,
    Settings,
    Taxonomy,
)
from mapgen.problems import Problems
from mapgen.shelf import Shelf

STATS, SURVEY = "content/stats.yaml", "content/survey.yaml"

__all__ = [
    "BLOCKS", "LARGEST_FILE", "LOCK", "TOWNS",
    "Content", "read_content", "read_guide", "read_region", "read_settings", "read_tables",
]  # fmt: skip


@dataclass(frozen=True)
class Content:
    """What the files say, as values.

    Organisations are sorted by id, pages by language, menu order and id, pictures by name. `date` is the newest day on
    which anything was checked, by the files themselves: the content's own date, on which every page's statements about
    age rest.
    """

    settings: Settings
    region: Region
    taxonomy: Taxonomy
    hotlines: tuple[Hotline, ...]
    chooser: Chooser
    organizations: tuple[Organization, ...]
    pages: tuple[Page, ...]
    atlas: Atlas
    date: date
    stats: PublishedStats = field(default_factory=PublishedStats)
    pictures: tuple[Picture, ...] = ()
    questionnaire: Questionnaire | None = None


def read_content(root: Path, problems: Problems, shelf: Shelf | None = None, jobs: int = 1) -> Content | None:
    """Return what `root/content` says, or None where anything could not be read; every fault is in `problems`.

    Files are read even when an earlier one is faulty, so that one run names them all. With the `shelf` of the time
    before, organisations whose files did not change are not parsed; `jobs` processes share those of a large project.
    """
    desk = Desk(root, problems, shelf)
    settings = desk.read("content/site.yaml", Settings)
    region = desk.read("content/region.yaml", Region)
    taxonomy = desk.read("content/taxonomy.yaml", Taxonomy)
    hotlines = desk.read("content/hotlines.yaml", Hotlines)
    if region is None or taxonomy is None or hotlines is None:
        vocabulary = None  # ids cannot be checked, everything else can
    else:
        vocabulary = schema.vocabulary_of(region, taxonomy, hotlines.hotlines)
    chooser = desk.chooser(vocabulary)
    stats = desk.read(STATS, PublishedStats) if lexists(root / STATS) else PublishedStats()
    survey = desk.read(SURVEY, Questionnaire) if lexists(root / SURVEY) else None
    atlas = desk.atlas(region) if region else None
    organizations = desk.organizations(vocabulary, atlas, jobs)
    desk.check_chart(organizations)
    pictures = tuple(desk.pictures())
    pages = tuple(sorted(desk.pages(settings), key=lambda page: (page.lang, page.nav or 999, page.id)))
    if None in (settings, region, taxonomy, hotlines, chooser, stats, atlas):
        return None
    assert settings and region and taxonomy and hotlines and chooser and stats and atlas
    newest = _newest(organizations, hotlines, atlas)
    shared = settings, region, taxonomy, hotlines.hotlines, chooser
    return Content(*shared, organizations, pages, atlas, newest, stats, pictures, survey)


def read_region(root: Path, problems: Problems) -> Region | None:
    """Return the region alone: what an import needs, while other files may still be faulty."""
    return Desk(root, problems).read("content/region.yaml", Region)


def read_guide(root: Path, problems: Problems) -> Guide | None:
    """Return the table of an organisation's fields with the project's own choices, whatever its organisations say."""
    desk = Desk(root, problems)
    settings = desk.read("content/site.yaml", Settings)
    region = desk.read("content/region.yaml", Region)
    taxonomy = desk.read("content/taxonomy.yaml", Taxonomy)
    return guide_of(settings, region, taxonomy) if settings and region and taxonomy else None


def read_settings(root: Path, problems: Problems) -> Settings | None:
    """Return the settings alone."""
    return Desk(root, problems).read("content/site.yaml", Settings)


def read_tables(root: Path, problems: Problems) -> tuple[TownTable, BlockTable]:
    """Return the tables of towns and blocks as they are; rows of cities that the region does not have stay in them."""
    desk = Desk(root, problems)
    blocks = parse_blocks(desk.text_of(BLOCKS, LARGEST_BLOCKS), BLOCKS, problems)
    return parse_towns(desk.text_of(TOWNS), TOWNS, problems), blocks


def _newest(organizations: tuple[Organization, ...], hotlines: Hotlines, atlas: Atlas) -> date:
    """Return the newest day on which somebody checked something, or the day the format was born."""
    days = [org.verified.on for org in organizations if org.verified]
    days += [hotline.checked_on for hotline in hotlines.hotlines]
    days += [fix.checked for fix in atlas.lock.fixes.values()]
    return max(days, default=date(2026, 1, 1))
