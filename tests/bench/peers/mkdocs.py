"""MkDocs (Python, from PyPI) with a hook for the listings. Its --dirty leaves them with what was touched alone, so it
always builds everything."""

from __future__ import annotations

from pathlib import Path

from tests.bench import templates
from tests.bench.peers.base import Peer, fields, put, written, yaml_page
from tests.bench.records import Subject

CONFIG = """\
site_name: みほん
docs_dir: content
site_dir: public
theme: {name: null, custom_dir: theme, static_templates: [points.json]}
plugins: []
hooks: [hook.py]
extra: {labels: LABELS}
"""
HOOK = """\
from collections import defaultdict


def on_env(env, config, files):
    pages = [file.page for file in files.documentation_pages() if file.src_uri.startswith("orgs/")]
    listed = defaultdict(list)
    for page in pages:
        for key in (page.meta["town"], *page.meta["groups"]):
            listed[key].append(page)
    env.globals.update(orgs=pages, listed=listed)
    return env
"""


def write(subject: Subject, folder: Path) -> None:
    """Write the site: a stub for each listing, which the hook fills."""
    row, short, point = (
        templates.dialect(text, "item.meta.", "config.extra.labels")
        for text in (templates.ROW, templates.SHORT, templates.POINT)
    )
    organization = templates.dialect(templates.ORGANIZATION, "page.meta.", "config.extra.labels")
    name = "{{ config.extra.labels[page.meta.key] }}"
    listing = templates.listing(name, f"{{% for item in listed[page.meta.key] %}}{row}{{% endfor %}}")
    index = templates.listing("すべて", f"{{% for item in orgs %}}{short}{{% endfor %}}")
    comma = "{% if not loop.last %},{% endif %}"
    stubs = {f"content/cities/{city}.md": city for city in subject.cities}
    stubs |= {f"content/categories/{category}.md": category for category in subject.categories}
    put(
        folder,
        {
            "mkdocs.yml": CONFIG.replace("LABELS", written(subject.labels())),
            "hook.py": HOOK,
            "theme/main.html": templates.whole(
                subject, "{{ page.meta.called }}", organization.replace("BODY", "{{ page.content }}")
            ),
            "theme/listing.html": templates.whole(subject, name, listing),
            "theme/index.html": templates.whole(subject, "すべて", index),
            "theme/points.json": f"[{{% for item in orgs %}}{point}{comma}{{% endfor %}}]",
            "content/index.md": yaml_page({"template": "index.html"}, ""),
            **{path: yaml_page({"template": "listing.html", "key": key}, "") for path, key in stubs.items()},
        },
    )
    for org in subject.organizations:
        about = {"title": org["called"], **fields(org)}
        put(folder, {f"content/orgs/{org['ident']}.md": yaml_page(about, org["body"])})


def command(tools: Path) -> list[str]:
    """Return how MkDocs is run."""
    return [str(tools / "bin/mkdocs"), "build", "--quiet"]


MKDOCS = Peer("MkDocs", "pip", ("mkdocs==1.6.1", "markdown==3.11.3"), command, write)
