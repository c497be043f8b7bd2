"""Which paths may be published: those that every disk and host takes, each for itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from mapgen.problems import Problem, Where

# A dot-file that says nothing of the content: no page links to it, and the next build knows its own work by it.
MARKER = ".mapgen-site"

_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.I)
_UNPRINTABLE = ("Cc", "Cf", "Cs", "Zl", "Zp")


def unpublishable(paths: Iterable[str]) -> tuple[Problem, ...]:
    """Return a problem for every path that some disk or host would refuse, lose or lead out of the output.

    Rules: no traversal, also after NFKC; no name Windows reserves; none of `#` and `?`, which Netlify refuses; no two
    paths that a disk blind to case or composition takes for one; no file where another path needs a directory.
    """
    faults: list[Problem] = []
    seen: dict[str, str] = {}
    for path in sorted(paths):
        # Also as normalised: full-width `．．` becomes `..`.
        if not all(_is_name(part) for form in (path, _nfkc(path)) for part in form.split("/")):
            faults.append(Problem(Where(path), "unsafe-path"))
        elif (other := seen.setdefault(_folded(path), path)) != path:
            faults.append(Problem(Where(path), "colliding-paths", {"other": other}))
    for folded, path in seen.items():
        parents = (folded[: cut.start()] for cut in re.finditer("/", folded))
        faults.extend(Problem(Where(path), "colliding-paths", {"other": seen[p]}) for p in parents if p in seen)
    return tuple(faults)


def _nfkc(path: str) -> str:
    return unicodedata.normalize("NFKC", path)


def _folded(path: str) -> str:
    return _nfkc(_nfkc(path).casefold())


def _is_name(part: str) -> bool:
    """Return whether every disk takes this part of a path as a name."""
    # `.` and `..` end in a dot, too.
    if part in ("", MARKER) or part.endswith((".", " ")) or re.search(r'[\\:*?"<>|#]', part):
        return False
    if not part.isprintable() and any(unicodedata.category(char) in _UNPRINTABLE for char in part):
        return False
    return not _RESERVED.fullmatch(part) and len(part.encode()) <= 255
