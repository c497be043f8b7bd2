"""Nikola (Python, from PyPI), which builds what its table of tasks says is older. It makes no JSON without a plugin."""

from __future__ import annotations

import re
from pathlib import Path

from tests.bench import templates
from tests.bench.peers.base import Peer, put
from tests.bench.peers.pelican import flat
from tests.bench.records import Record, Subject

SETTINGS = """\
BLOG_TITLE = BLOG_DESCRIPTION = BLOG_AUTHOR = "みほん"
BLOG_EMAIL = "mihon@example.jp"
SITE_URL = "https://mihon.example.jp/"
DEFAULT_LANG, TRANSLATIONS = "ja", {"ja": ""}
TIMEZONE = "Asia/Tokyo"
THEME, OUTPUT_FOLDER = "bench", "public"
POSTS, PAGES = (("orgs/*.md", "orgs", "org.tmpl"),), ()
COMPILERS = {"markdown": (".md",)}
MARKDOWN_EXTENSIONS = []
CATEGORY_PATH, CATEGORY_PREFIX, TAG_PATH = "cities", "", "categories"
INDEX_DISPLAY_POST_COUNT = 10**6
GENERATE_RSS = GENERATE_ATOM = USE_BUNDLES = COPY_SOURCES = SHOW_SOURCELINK = False
DISABLED_PLUGINS = [
    "classify_archive", "classify_authors", "classify_sections", "create_bundles", "render_galleries",
    "render_listings", "robots", "sitemap",
]
"""
THEME = "[Theme]\nengine = jinja\nparent = base-jinja\n"


def write(subject: Subject, folder: Path) -> None:
    """Write the site: Nikola's categories are the cities, its tags the categories."""
    organization, row, short = map(_jinja, (templates.ORGANIZATION, templates.ROW, templates.SHORT))
    every, name = "{% for post in posts %}", "{{ labels[category or tag] }}"
    index = templates.listing("すべて", f"{every}{short}{{% endfor %}}")
    body, listing = "{{ post.text() }}", templates.listing(name, f"{every}{row}{{% endfor %}}")
    put(
        folder,
        {
            "conf.py": f"{SETTINGS}GLOBAL_CONTEXT = {{'labels': {subject.labels()!r}}}\n",
            "themes/bench/bench.theme": THEME,
            "themes/bench/templates/org.tmpl": templates.whole(
                subject, "{{ post.title() }}", organization.replace("BODY", body)
            ),
            "themes/bench/templates/tag.tmpl": templates.whole(subject, name, listing),
            "themes/bench/templates/index.tmpl": templates.whole(subject, "すべて", index),
            **{f"orgs/{org['ident']}.md": _page(org) for org in subject.organizations},
        },
    )


def _jinja(text: str) -> str:
    text = re.sub(r"in §(\w+) ", r"in post.meta('\1').split('|') ", text)
    return re.sub(r"§(\w+)", r"post.meta('\1')", text).replace("@", "labels")


def _page(org: Record) -> str:
    about = {"title": org["called"], "slug": org["ident"], "date": "2026-04-01", "category": org["town"]}
    about |= {"tags": ", ".join(org["groups"])}
    lines = "".join(f".. {name}: {value}\n" for name, value in {**about, **flat(org)}.items())
    return f"<!--\n{lines}-->\n\n{org['body']}"


def command(tools: Path) -> list[str]:
    """Return how Nikola is run."""
    return [str(tools / "bin/nikola"), "build", "--quiet"]


NIKOLA = Peer(
    "Nikola",
    "pip",
    ("nikola==8.3.3", "jinja2==3.1.6", "markdown==3.11.3"),
    command,
    write,
    source="orgs/{}.md",
    points="",
    keeps=True,
    leftovers=("cache", ".doit.db", ".doit.db.dat", ".doit.db.dir", ".doit.db.bak", "__pycache__"),
)
