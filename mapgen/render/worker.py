"""`sw.js`: what a browser keeps of the site for where there is no network, and what it never keeps.

The scripts are the theme's: `workers/keep.js`, before which the build writes what may be kept, and `workers/gone.js`,
which removes everything where the site keeps nothing (any more).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from mapgen.model import Artifact
from mapgen.render.headers import quiet_folders
from mapgen.render.press import Press
from mapgen.site import Site

MAKER = "render.worker"
_STATIC = re.compile(rb'"(?:\.\./)*(static/[^"]+)"')


def worker(press: Press, made: Sequence[Artifact]) -> Artifact:
    """Return `sw.js` for the pages and static files that were `made`."""
    if not press.site.offline:
        return Artifact("sw.js", _script(press, "gone"), MAKER)
    script, facts = _script(press, "keep"), _facts(press, made)
    facts["version"] = _version(made, script)
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return Artifact("sw.js", f"const MAP = {text};\n".encode() + script, MAKER)


def core(site: Site) -> Iterator[str]:
    """Yield the paths, within a language, of what is kept for everybody: the lists, not who stands in them."""
    yield from ("", "cities/", "categories/", "orgs/", "hotlines/", "find/", "search/", "search.json", "handout/")
    yield from (f"cities/{city.id}/" for city in site.content.region.cities)
    yield from (f"categories/{top.id}/" for top in site.content.taxonomy.categories)
    yield "offline/"  # last: where it is, all of them are


def _facts(press: Press, made: Iterable[Artifact]) -> dict[str, object]:
    pages = {artifact.path.removesuffix("index.html"): artifact for artifact in made}
    quiet, languages, files = tuple(quiet_folders(press.site)), [], set[str]()
    for lang in press.languages:
        words, prefix = press.theme.words(lang), press.prefix(lang)
        paths = [path for path in core(press.site) if prefix + path in pages and not path.startswith(quiet)]
        files |= {found.decode() for path in paths for found in _STATIC.findall(pages[prefix + path].content)}
        told = {"say": str(words("offline.kept")), "day": str(words("offline.kept-day")), "locale": words.html}
        languages.append({"prefix": prefix, "core": paths, **told})
    return {"quiet": quiet, "files": sorted(files), "languages": languages}


def _version(made: Iterable[Artifact], script: bytes) -> str:
    """Return a name for this state of the site: another as soon as one byte of one file is."""
    whole = hashlib.sha256(script)
    for artifact in made:
        whole.update(hashlib.sha256(artifact.path.encode()).digest() + hashlib.sha256(artifact.content).digest())
    return whole.hexdigest()[:12]


def _script(press: Press, name: str) -> bytes:
    """Return a worker of the theme. Raises FileNotFoundError: a theme is code, and its faults are ours."""
    return (press.theme.find(f"workers/{name}.js") or Path(f"workers/{name}.js")).read_bytes()
