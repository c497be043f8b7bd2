"""Jekyll (Ruby, from Debian). Its --incremental leaves the listings as they were, so it always builds everything; what
it keeps of Markdown between builds it uses by itself."""

from __future__ import annotations

from pathlib import Path

from tests.bench import templates
from tests.bench.peers.base import Peer, fields, put, written, yaml_page
from tests.bench.records import Subject

CONFIG = """\
title: みほん
destination: public
collections: {orgs: {output: true, permalink: '/orgs/:name/'}}
defaults: [{scope: {path: '', type: orgs}, values: {layout: org}}]
"""


def write(subject: Subject, folder: Path) -> None:
    """Write the site: a collection of organisations, and a stub for each listing, filled by its layout."""
    row, short, point = (
        templates.dialect(text, "item.", "site.data.labels")
        for text in (templates.ROW, templates.SHORT, templates.POINT)
    )
    organization = templates.dialect(templates.ORGANIZATION, "page.", "site.data.labels")
    found = "{% assign found = site.orgs | where: page.field, page.key %}"
    name = "{{ site.data.labels[page.key] }}"
    listing = templates.listing(name, f"{found}{{% for item in found %}}{row}{{% endfor %}}")
    index = templates.listing("すべて", f"{{% for item in site.orgs %}}{short}{{% endfor %}}")
    comma = "{% unless forloop.last %},{% endunless %}"
    stubs = {f"cities/{city}": {"field": "town", "key": city} for city in subject.cities}
    stubs |= {f"categories/{category}": {"field": "groups", "key": category} for category in subject.categories}
    put(
        folder,
        {
            "_config.yml": CONFIG,
            "_data/labels.json": written(subject.labels()),
            "_layouts/org.html": templates.whole(
                subject, "{{ page.title }}", organization.replace("BODY", "{{ content }}")
            ),
            "_layouts/listing.html": templates.whole(subject, name, listing),
            "index.html": f"---\n---\n{templates.whole(subject, 'すべて', index)}",
            "points.json": f"---\n---\n[{{% for item in site.orgs %}}{point}{comma}{{% endfor %}}]",
            **{
                f"{path}.html": yaml_page({"layout": "listing", "permalink": f"/{path}/", **about}, "")
                for path, about in stubs.items()
            },
        },
    )
    for org in subject.organizations:
        about = {"title": org["called"], **fields(org)}
        put(folder, {f"_orgs/{org['ident']}.md": yaml_page(about, org["body"])})


JEKYLL = Peer(
    "Jekyll",
    "apt",
    ("jekyll",),
    lambda _: ["jekyll", "build", "--quiet"],
    write,
    source="_orgs/{}.md",
    keeps=True,
    leftovers=(".jekyll-cache", ".jekyll-metadata"),
)
