"""Pelican (Python, from PyPI). Its cache of what it read is used where an organisation was touched."""

from __future__ import annotations

from pathlib import Path

from tests.bench import templates
from tests.bench.peers.base import Peer, fields, put
from tests.bench.records import Record, Subject

SETTINGS = """\
SITENAME = "みほん"
SITEURL = ""
TIMEZONE = "Asia/Tokyo"
DEFAULT_LANG = "ja"
DEFAULT_DATE = (2026, 4, 1)
PATH, OUTPUT_PATH, THEME = "content", "public", "theme"
ARTICLE_PATHS, PAGE_PATHS, STATIC_PATHS, FORMATTED_FIELDS = ["orgs"], [], [], []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
ARTICLE_URL, ARTICLE_SAVE_AS = "orgs/{slug}/", "orgs/{slug}/index.html"
CATEGORY_URL, CATEGORY_SAVE_AS = "cities/{slug}/", "cities/{slug}/index.html"
TAG_URL, TAG_SAVE_AS = "categories/{slug}/", "categories/{slug}/index.html"
AUTHOR_SAVE_AS = ""
DEFAULT_PAGINATION = False
DIRECT_TEMPLATES, POINTS_SAVE_AS = ["index", "points"], "points.json"
"""


def write(subject: Subject, folder: Path) -> None:
    """Write the site: Pelican's categories are the cities, its tags the categories."""
    organization, row, short, point = (
        listed(templates.dialect(text, "article.", "LABELS"))
        for text in (templates.ORGANIZATION, templates.ROW, templates.SHORT, templates.POINT)
    )
    every, comma = "{% for article in articles %}", "{% if not loop.last %},{% endif %}"
    city, category = "{{ LABELS[category.name] }}", "{{ LABELS[tag.name] }}"
    rows = f"{every}{row}{{% endfor %}}"
    index = templates.listing("すべて", f"{every}{short}{{% endfor %}}")
    put(
        folder,
        {
            "pelicanconf.py": f"{SETTINGS}LABELS = {subject.labels()!r}\n",
            "theme/templates/article.html": templates.whole(
                subject, "{{ article.title }}", organization.replace("BODY", "{{ article.content }}")
            ),
            "theme/templates/category.html": templates.whole(subject, city, templates.listing(city, rows)),
            "theme/templates/tag.html": templates.whole(subject, category, templates.listing(category, rows)),
            "theme/templates/index.html": templates.whole(subject, "すべて", index),
            "theme/templates/points.html": f"[{every}{point}{comma}{{% endfor %}}]",
            **{f"content/orgs/{org['ident']}.md": _page(org) for org in subject.organizations},
        },
    )


def listed(text: str) -> str:
    """Return a template where fields with several values are texts to be split: its front matter knows no lists."""
    for name in ("groups", "hours"):
        text = text.replace(f"in article.{name} ", f"in article.{name}.split('|') ")
    return text


def flat(org: Record) -> dict[str, object]:
    """Return the fields with every list as one text."""
    return {name: "|".join(value) if isinstance(value, list) else value for name, value in fields(org).items()}


def _page(org: Record) -> str:
    about = {"title": org["called"], "slug": org["ident"], "category": org["town"], "tags": ", ".join(org["groups"])}
    return "".join(f"{name}: {value}\n" for name, value in {**about, **flat(org)}.items()) + f"\n{org['body']}"


def command(tools: Path) -> list[str]:
    """Return how Pelican is run."""
    return [str(tools / "bin/pelican"), "--settings", "pelicanconf.py"]


PELICAN = Peer(
    "Pelican",
    "pip",
    ("pelican==4.12.0", "markdown==3.11.3"),
    command,
    write,
    keeps=True,
    leftovers=("cache",),
    again=("--extra-settings", "CACHE_CONTENT=true", "LOAD_CONTENT_CACHE=true"),
)
