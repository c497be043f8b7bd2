"""What the lists hold and nobody uses: pages that say "nothing here yet", points of addresses that are gone,
pictures."""

from __future__ import annotations

from mapgen.checks.finding import Find
from mapgen.checks.veiled import remembered
from mapgen.geocode import unused_keys
from mapgen.pictures import shown
from mapgen.problems import Problems, Where
from mapgen.site import Site


def check(site: Site, find: Find, problems: Problems) -> None:
    """Add each category that no listed organisation has, each point of the lock that no address leads to, and each
    picture that no page shows.

    Of a top level without entries its leaves are not named one by one.
    """
    taxonomy = site.content.taxonomy
    used = {category for entry in site.listed for category in entry.org.all_categories}
    used |= {category.partition("/")[0] for category in used}
    for t, top in enumerate(taxonomy.categories):
        unused = [(n, leaf) for n, leaf in enumerate(top.children) if f"{top.id}/{leaf.id}" not in used]
        if top.id not in used:
            where = find("content/taxonomy.yaml", ("categories", t, "id"))
            problems.add(where, "category-without-entries", name=top.name.ja, id=top.id)
        for n, leaf in unused if top.id in used else ():
            where = find("content/taxonomy.yaml", ("categories", t, "children", n, "id"))
            problems.add(where, "category-without-entries", name=leaf.name.ja, id=f"{top.id}/{leaf.id}")
    told = remembered(site)  # an error of its own, which does not repeat the address
    for key in unused_keys(site.content.organizations, site.content.atlas):
        if key in told:
            continue
        problems.add(find("content/geocodes.yaml", ("geocodes", key, "lat")), "geocode-unused", address=key)
    named = {each.name for page in site.content.pages for each in shown(page.body)}
    for picture in site.content.pictures:
        if picture.name not in named:
            problems.add(Where(f"content/{picture.path}"), "picture-unused", name=picture.name)
