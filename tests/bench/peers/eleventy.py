"""Eleventy (JavaScript, from npm). Its --incremental of 3.1.8 ends in an exception, so it always builds everything."""

from __future__ import annotations

from pathlib import Path

from tests.bench import templates
from tests.bench.peers.base import Peer, fields, put, written, yaml_page
from tests.bench.records import Subject

CONFIG = """\
export default function (config) {
  config.addGlobalData("labels", LABELS);
  config.addCollection("listings", (api) => {
    const found = new Map();
    const add = (kind, key, item) => {
      const path = `${kind}/${key}`;
      if (!found.has(path)) found.set(path, { path, key, items: [] });
      found.get(path).items.push(item);
    };
    for (const item of api.getFilteredByTag("org")) {
      add("cities", item.data.town, item);
      for (const group of item.data.groups) add("categories", group, item);
    }
    return [...found.values()];
  });
  return { dir: { input: "content", output: "public" }, markdownTemplateEngine: false };
}
"""
EACH = """\
export default { layout: "org.njk", tags: "org", permalink: (data) => `/orgs/${data.ident}/` };
"""
ALONE = "eleventyExcludeFromCollections: true\n"


def write(subject: Subject, folder: Path) -> None:
    """Write the site: one collection of all listings, paginated by one."""
    row, short, point = (
        templates.dialect(text, "item.data.", "labels") for text in (templates.ROW, templates.SHORT, templates.POINT)
    )
    organization = templates.dialect(templates.ORGANIZATION, "", "labels").replace("BODY", "{{ content | safe }}")
    name = "{{ labels[listing.key] }}"
    listing = templates.listing(name, f"{{% for item in listing.items %}}{row}{{% endfor %}}")
    index = templates.listing("すべて", f"{{% for item in collections.org %}}{short}{{% endfor %}}")
    comma = "{% if not loop.last %},{% endif %}"
    pages = 'pagination: {data: collections.listings, size: 1, alias: listing}\npermalink: "/{{ listing.path }}/"\n'
    put(
        folder,
        {
            "eleventy.config.mjs": CONFIG.replace("LABELS", written(subject.labels())),
            "content/_includes/org.njk": templates.whole(subject, "{{ title }}", organization),
            "content/orgs/orgs.11tydata.mjs": EACH,
            "content/listing.njk": f"---\n{pages}{ALONE}---\n{templates.whole(subject, name, listing)}",
            "content/index.njk": f"---\n{ALONE}---\n{templates.whole(subject, 'すべて', index)}",
            "content/points.njk": f"---\npermalink: points.json\n{ALONE}---\n"
            f"[{{% for item in collections.org %}}{point}{comma}{{% endfor %}}]",
        },
    )
    for org in subject.organizations:
        about = {"title": org["called"], **fields(org)}
        put(folder, {f"content/orgs/{org['ident']}.md": yaml_page(about, org["body"])})


def command(tools: Path) -> list[str]:
    """Return how Eleventy is run."""
    return ["node", str(tools / "node_modules/@11ty/eleventy/cmd.cjs"), "--config=eleventy.config.mjs", "--quiet"]


ELEVENTY = Peer("Eleventy", "npm", ("@11ty/eleventy@3.1.8",), command, write)
