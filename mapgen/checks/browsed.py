"""Each listed organisation is once in what the map reads and once in what the search reads, in however many parts."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mapgen.model import Artifact
from mapgen.problems import Problems, Where
from mapgen.site import Site


def check(site: Site, artifacts: Mapping[str, Artifact], problems: Problems) -> None:
    """Add each organisation that is not once in the data of a language, and each stranger."""
    listed = {entry.id for entry in site.listed}
    for lang in ("", *(f"{code}/" for code in site.content.settings.languages[1:])):
        for name, read in _READERS.items():
            parts = re.compile(rf"{lang}{name}(-[^/]+)?\.json")
            paths = [path for path in artifacts if parts.fullmatch(path)]
            found = Counter(each for path in paths for each in read(json.loads(artifacts[path].content)))
            for identifier in sorted(listed | found.keys()) if paths else ():
                should, there = int(identifier in listed), found[identifier]
                if should != there:
                    where = Where(f"public/{lang}{name}.json")
                    problems.add(where, "records-differ", id=identifier, expected=should, found=there)


def _on_the_map(data: dict[str, Any]) -> Iterator[str]:
    yield from data.get("orgs", ())


def _searched(data: Any) -> Iterator[str]:
    orgs = data["orgs"] if isinstance(data, dict) else data
    yield from (org["href"].split("/")[1] for org in orgs)


_READERS: Mapping[str, Callable[[Any], Iterator[str]]] = {"map/points": _on_the_map, "search": _searched}
