"""A small finished build to spoil: its pages, one style sheet and all exports, and what is found wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from mapgen import exports
from mapgen.checks import check_artifacts
from mapgen.model import Artifact
from mapgen.problems import Problems
from mapgen.site import Site
from tests import builders as make

# What is also said where a KML is spoiled and its KMZ and CSV are not.
TWINS = {"kmz-differs", "csv-differs"}
ORG = "orgs/mihon/index.html"
DOWNLOADS = "downloads/index.html"
HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">'
PIN = b'<svg xmlns="http://www.w3.org/2000/svg"><g id="pin"/></svg>'
FRAME = (
    "<!doctype html><html lang=ja><head><link rel=stylesheet href='{up}static/site.css'><title>みほん</title></head>"
    "<body><a href='#main'>本文へ</a><a href='{up}./'>ホーム</a>{body}</body></html>"
)


def page(path: str, body: str = "<main id=main>みほん</main>") -> Artifact:
    html = FRAME.format(up="../" * path.count("/"), body=body)
    return Artifact(path, html.encode(), "render/pages")


def whole(site: Site, **bodies: str) -> dict[str, Artifact]:
    """Return a small good build of the site: its pages (a body may be given by path), one style sheet, all exports."""
    made = list(exports.files(site))
    paths = [
        "index.html",
        "forms/ibasho/index.html",
        "orgs/index.html",
        "map/index.html",
        *(f"{entry.path}index.html" for entry in site.entries),
    ]
    made += [page(path, bodies.get(path, "<main id=main>みほん</main>")) for path in paths]
    made += exports.web_files(site, [*paths, DOWNLOADS])
    made.append(Artifact("static/site.css", b"body{background:url(pin.svg)}", "render/static"))
    made.append(Artifact("static/pin.svg", PIN, "render/static"))
    return offered({artifact.path: artifact for artifact in made})


def offered(artifacts: Mapping[str, Artifact]) -> dict[str, Artifact]:
    """Return the files with a page that offers them as they are: a spoiled one is not to be of the wrong size too."""
    return {**artifacts, DOWNLOADS: page(DOWNLOADS, offering(artifacts.values()))}


def offering(made: Iterable[Artifact]) -> str:
    """Return the body of a page that offers every file that is to be offered, with its size."""
    link = "<a href='../{a.path}' download='{a.download.name}'>KML <data value='{size}'>1KB</data></a>"
    links = (link.format(a=artifact, size=len(artifact.content)) for artifact in made if artifact.download)
    return f"<main id=main>{''.join(links)}</main>"


def small() -> Site:
    second = make.organization("futatsu", name="ふたつめ", categories=["children"], places=[make.public(35.43)])
    return make.site(make.rich(), second)


def texts(problems: Problems) -> list[str]:
    return [problem.text() for problem in problems]


def codes(site: Site, artifacts: dict[str, Artifact]) -> set[str]:
    return {problem.code for problem in check_artifacts(site, offered(artifacts))}


def spoiled(path: str, old: str, new: str, site: Site | None = None) -> set[str]:
    """Return the codes that replacing `old` by `new` in one file brings; of a KML not that its twins differ then."""
    site = site or small()
    artifacts = whole(site)
    content = artifacts[path].content.decode()
    assert old in content, content
    artifacts[path] = replace(artifacts[path], body=content.replace(old, new, 1).encode())
    return codes(site, artifacts) - (TWINS if path.endswith(".kml") else set())
