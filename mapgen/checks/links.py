"""Every link of every page leads somewhere, no page fetches anything from another host, and none has what may run."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from mapgen.checks.markup import Page, Tag, page_of, pages
from mapgen.ledger import Ledger
from mapgen.model import Artifact
from mapgen.problems import Problem, Problems, Where
from mapgen.site import Site

_CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)""")
_ID = re.compile(r'\bid="([^"]*)"')
_FREE_SCHEMES = {"mailto", "tel", "sms", "data"}
_EXPORTED = re.compile(r"(?:kml|data)/.*|(?:sitemap(?:-\d+)?|feed|opensearch)\.xml|robots\.txt|.*\.(?:vcf|ics)")

# How many pages a process is worth, and in how many lots it takes its part: then all are ready at the same time.
SHARE, _LOTS = 20, 3

# How many addresses are remembered: those that pages share come again at once.
_MOST = 20_000

# Pages by path with the anchors of other pages (`map/index.html#list`) that they name.
Linked = Mapping[str, tuple[str, ...]]
# A code of the catalogue and the target that is its fact, None for a good address; and the anchor it names elsewhere.
Verdict = tuple[tuple[str, str] | None, str | None]


class Links:
    """The links of the pages: `tasks` read them, several where there are many pages, and `told` says what they found:
    every broken link and anchor, every id given twice, every resource of another host.

    Pages that the `ledger` of the last build knows are still good where they did not change, no path is gone, and the
    anchors they name are still there.
    """

    def __init__(self, site: Site, artifacts: Mapping[str, Artifact], jobs: int, ledger: Ledger | None = None) -> None:
        """Find what is to be read."""
        judge, paths = _Judge(site, artifacts), sorted(path for path in artifacts if path.endswith(".html"))
        self._artifacts = artifacts
        self._good = _still_good(judge, paths, ledger) if ledger else {}
        new = [path for path in paths if path not in self._good]
        shares = jobs * _LOTS if len(new) >= jobs * SHARE else 1
        self.tasks: list[Callable[[object], Read]] = [
            partial(_read, judge=judge, paths=new[n::shares]) for n in range(shares)
        ]

    def told(self, done: Iterable[Read], problems: Problems) -> Linked:
        """Add what the tasks found. Return the pages on which nothing is wrong."""
        good, places = dict(self._good), defaultdict[tuple[str, str], list[Where]](list)
        for read in done:
            problems.extend(read.twice)
            good |= read.good
            for verdict, found in read.bad.items():
                places[verdict] += found
        for (code, target), found in sorted(places.items()):
            problems.add(min(found), code, target=target, pages=len({place.path for place in found}))
        _check_styles(self._artifacts, problems)
        return good


def _still_good(judge: _Judge, paths: Sequence[str], ledger: Ledger) -> dict[str, tuple[str, ...]]:
    """Return the pages whose links were good in the last build and are so now."""
    if not judge.artifacts.keys() >= set(ledger.files()):
        return {}  # a path is gone, and who named it is not written down
    named = {path: ledger.anchors(judge.artifacts[path]) for path in paths}
    return {
        path: anchors
        for path, anchors in named.items()
        if anchors is not None and all(judge.there(anchor) for anchor in anchors)
    }


@dataclass(frozen=True, slots=True)
class Read:
    """What is wrong on some pages: the places of each bad address (one that every page shares is one problem), and
    the ids given twice. And the pages on which nothing is."""

    bad: Mapping[tuple[str, str], list[Where]]
    twice: Sequence[Problem]
    good: Linked


def _read(_: object, *, judge: _Judge, paths: Sequence[str]) -> Read:
    bad: dict[tuple[str, str], list[Where]] = defaultdict(list)
    twice, good = [], {}
    for page in pages(judge.artifacts, paths, judge.tags):
        doubled = [(identifier, times) for identifier, times in page.ids.items() if times > 1]
        for identifier, times in doubled:
            twice.append(Problem(Where(f"public/{page.path}"), "id-twice", {"id": identifier, "times": times}))
        faulty, anchors, fine = bool(doubled), set[str](), judge.fine[page.climb]
        for written, tag in page.tags.items():
            if written in fine:
                continue
            if tag.strange:
                bad["strange-markup", tag.strange].append(page.where(written))
            verdicts = [judge.verdict(page, address, named_only=tag.named_only) for address in tag.addresses]
            for verdict, anchor in verdicts:
                if verdict:
                    bad[verdict].append(page.where(written))
                    faulty = True
                if anchor:
                    anchors.add(anchor)
            if not tag.strange and not any(map(any, verdicts)) and page.same_everywhere(tag):
                fine.add(written)
        if not faulty:
            good[page.path] = tuple(sorted(anchors))
    return Read(bad, twice, good)


class _Judge:
    """Says of an address on a page whether it is good. What was once judged is remembered: pages share their links."""

    def __init__(self, site: Site, artifacts: Mapping[str, Artifact]) -> None:
        self._base = urlsplit(site.base_url)
        self.artifacts = artifacts
        self._exported = any(artifact.maker.startswith("exports/") for artifact in artifacts.values())
        self._ids: dict[str, Container[str]] = {}
        self.tags: dict[str, Tag] = {}
        self._known: dict[tuple[str, str, bool], Verdict] = {}
        # The tags that name no anchor and are good on every page from which the way up to the root is the same.
        self.fine: dict[str, set[str]] = defaultdict(set)

    def verdict(self, page: Page, address: str, *, named_only: bool) -> Verdict:
        """Return what is wrong with an address, None where nothing is."""
        if not address or address[0] in "#?":
            fragment = unquote(address.partition("#")[2])
            return self._anchor(page.path, fragment)[0] if fragment not in page.ids else None, None
        folder, rest = page.folder, address
        if page.climb and address.startswith(page.climb) and address != page.climb:
            folder, rest = "", address[len(page.climb) :]  # as most links do: from the root on they mean the same
        while folder and rest.startswith("../") and rest != "../":
            folder, rest = folder.rpartition("/")[0], rest[3:]
        key = (folder, rest, named_only)
        if key not in self._known:
            if len(self._known) > _MOST:
                self._known.clear()
                self.fine.clear()
            self._known[key] = self._judge(*key)
        return self._known[key]

    def _judge(self, folder: str, address: str, named_only: bool) -> Verdict:
        try:
            scheme, host, path, _, fragment = urlsplit(address)
        except ValueError:
            return ("broken-link", address), None
        if scheme in _FREE_SCHEMES:
            return None, None
        if scheme not in ("", "http", "https"):
            return ("script-link", address), None
        if host and host != self._base.netloc:
            return None if named_only else ("foreign-resource", address), None
        target = self._resolve(folder, unquote(path), absolute=bool(host))
        if target is None:
            return ("broken-link", path), None
        if target not in self.artifacts:
            missing = self._exported or not _EXPORTED.fullmatch(target)
            return ("broken-link", target) if missing else None, None
        return self._anchor(target, unquote(fragment))

    def _resolve(self, folder: str, path: str, *, absolute: bool) -> str | None:
        """Return the path of the artifact an address means (of a folder its index), None where it leaves the site."""
        if absolute or path.startswith("/"):
            if not f"{path}/".startswith(self._base.path):
                return None
            joined = path[len(self._base.path) :]
        else:
            joined = f"{folder}/{path}"
        clean = normpath(joined.lstrip("/") or ".")
        if clean.startswith(".."):
            return None
        if clean == ".":
            return "index.html"
        return f"{clean}/index.html" if path.endswith(("/", "/.", "..")) or path == "." else clean

    def _anchor(self, target: str, fragment: str) -> Verdict:
        # `#l=a,b`, `#35.4,139.4` and `#:~:text=…` are states for a script or the browser, not places in the page.
        if not fragment or re.search("[=,]", fragment) or fragment == "top":
            return None, None
        anchor = f"{target}#{fragment}"
        return (None, anchor) if self._has(target, fragment) else (("broken-anchor", anchor), None)

    def there(self, anchor: str) -> bool:
        """Return whether an anchor of a page (`map/index.html#list`) is there."""
        target, _, fragment = anchor.partition("#")
        return target in self.artifacts and self._has(target, fragment)

    def _has(self, target: str, fragment: str) -> bool:
        if target not in self._ids:
            content = self.artifacts[target].content.decode("utf-8", "replace")
            html = target.endswith(".html")
            self._ids[target] = page_of(target, content, self.tags).ids if html else _ID.findall(content)
        return fragment in self._ids[target]


def _check_styles(artifacts: Mapping[str, Artifact], problems: Problems) -> None:
    """Add what style sheets fetch from elsewhere or from nowhere."""
    for path, artifact in sorted(artifacts.items()):
        if not path.endswith(".css"):
            continue
        for address in _css_addresses(artifact.content.decode("utf-8", "replace")):
            where, target = Where(f"public/{path}"), normpath(f"{path.rpartition('/')[0]}/{address}").lstrip("/")
            if address.startswith(("http:", "https:", "//")):
                problems.add(where, "foreign-resource", target=address, pages=1)
            elif target not in artifacts:
                problems.add(where, "broken-link", target=target, pages=1)


def _css_addresses(text: str) -> Iterator[str]:
    for found in _CSS_ADDRESS.finditer(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)):
        address = (found[1] or found[2]).strip().partition("#")[0].partition("?")[0]
        if address and not address.startswith("data:"):
            yield address
