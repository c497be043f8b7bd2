"""Which commits leave in the history where a place is that is not public, whatever later commits take out again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from mapgen import yamldoc
from mapgen.address.spelling import clean
from mapgen.guard.patch import Line, Version
from mapgen.guard.traces import Lookout, Trace
from mapgen.problems import Problems, Where

_ORG = re.compile(r"content/orgs/[^/]+\.ya?ml")
# Read from the text: a file that is no good YAML stands in the history all the same.
_NOT_PUBLIC = re.compile(r"visibility[\"']? *[:=] *[\"']?(?:hidden|area)")
_SENSITIVE = re.compile(r"^sensitive *:(?! *\[ *\])", re.MULTILINE)
_AGREED = re.compile(r"^publish_agreed *:", re.MULTILINE)
KINDS = {
    "address": ("住所", "an address"),
    "point": ("緯度か経度", "a coordinate"),
    "link": ("地図へのリンクや記号", "a link to a map"),
    "postal": ("郵便番号", "a postal code"),
    "number": ("番地のような数字", "numbers like those of a street"),
    "romaji": ("ローマ字の住所", "an address in Latin letters"),
}


def watch(versions: Iterable[Version], lookout: Lookout, problems: Problems) -> None:
    """Add each added line that tells where a place is that is not public, or was not in any of the commits.

    The place may stand in the last commit as a public one: then everybody sees it there, and may object. No message
    repeats what it found: logs are public too.
    """
    files: defaultdict[str, list[Version]] = defaultdict(list)
    for version in versions:
        files[version.path].append(version)
    secrets: set[Trace] = set()
    veiled = {path for path, made in files.items() if _ORG.fullmatch(path) and _ever_veiled(made)}
    for path in sorted(veiled):
        secrets |= _watch_file(path, files[path], lookout, problems)
    sure = {trace for trace in secrets if trace.sure}
    for path in sorted(files.keys() - veiled) if sure else ():
        for version in files[path]:
            for number, found in _found(version.added, lookout):
                if found & sure:
                    _report(problems, version, number, found & sure)


def veiled(text: str) -> bool:
    """Return whether the file of an organisation has a place that is not public, or needs its consent for one."""
    text = clean_lines(text)
    return bool(_NOT_PUBLIC.search(text)) or bool(_SENSITIVE.search(text) and not _AGREED.search(text))


def clean_lines(text: str) -> str:
    """Return a text with each line as it is compared."""
    return "\n".join(clean(line) for line in text.split("\n"))


def _ever_veiled(versions: Sequence[Version]) -> bool:
    return any(veiled("\n".join(state)) for version in versions for state in (version.before, version.after))


def _watch_file(path: str, versions: Sequence[Version], lookout: Lookout, problems: Problems) -> set[Trace]:
    """Add what the file of a place that is not public tells, and return it."""
    last = "\n".join(versions[-1].after)
    public = _public(last, lookout)
    told: set[Trace] = set()
    for version in versions:
        for number, found in _found(version.added, lookout):
            if bad := found - public:
                told |= bad
                _report(problems, version, number, bad)
    gone = {t for version in versions for _, found in _found(version.removed, lookout) for t in found} - public - told
    if any(trace.sure for trace in gone):
        problems.add(Where(path), "guard-before")
    added = {trace for version in versions for _, found in _found(version.added, lookout) for trace in found}
    if any(trace.sure for trace in added & public) and not veiled(last):
        problems.add(Where(path), "guard-published")
    return told | {trace for trace in gone if trace.sure}


def _found(lines: Sequence[Line], lookout: Lookout) -> Iterator[tuple[int, set[Trace]]]:
    """Yield each line with its traces; an address may be broken over two lines."""
    for n, (number, text) in enumerate(lines):
        found = lookout.traces(text)
        after = lines[n + 1][1].strip() if n + 1 < len(lines) and lines[n + 1][0] == number + 1 else ""
        if after and ":" not in after:
            found |= lookout.traces(text.rstrip() + after) - lookout.traces(after)
        if found:
            yield number, found


def _public(text: str, lookout: Lookout) -> set[Trace]:
    """Return the traces of the places that the file shows openly."""
    tree = yamldoc.parse(text.encode(), "", Problems())
    if tree is None or (_SENSITIVE.search(text) and not _AGREED.search(text)):
        return set()
    return {trace for line in _open_lines(tree) for trace in lookout.traces(line)}


def _open_lines(node: yamldoc.Node) -> Iterator[str]:
    """Yield address, latitude and longitude of every public place below a node, as lines of a file."""
    if isinstance(node, yamldoc.Sequence):
        for item in node.items:
            yield from _open_lines(item)
    elif isinstance(node, yamldoc.Mapping):
        said = {name: child.text for name, child in node.entries.items() if isinstance(child, yamldoc.Scalar)}
        if said.get("visibility", "public") == "public":
            yield from (f"{name}: {said[name]}" for name in ("address", "lat", "lon") if name in said)
        for child in node.entries.values():
            yield from _open_lines(child)


def _report(problems: Problems, version: Version, number: int, found: Iterable[Trace]) -> None:
    """Add one problem for a line, named by the surest of what it tells."""
    kind = min((trace.kind for trace in found), key=list(KINDS).index)
    ja, en = KINDS[kind]
    commit = version.commit[:10]
    if version.path:
        problems.add(Where(version.path, number), "guard-found", commit=commit, kind=ja, kind_en=en)
    else:
        problems.add(Where(f"commit {commit}"), "guard-message", kind=ja, kind_en=en)
