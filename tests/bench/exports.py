"""Seconds that each format takes to export, as JSON: `python -m tests.bench.exports PROJECT`.

The formats of Google My Maps share their work: the first of them that is asked for, KML, pays for what all need.
"""

# ruff: noqa: T201 — a command: printing is what it is for.

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from pathlib import Path

from mapgen import exports
from mapgen.build import Options, read_site
from mapgen.problems import Problems


def by_format(project: Path) -> dict[str, dict[str, float]]:
    """Return seconds, files and megabytes by the maker that the artifacts name."""
    site = read_site(project, Options(), problems := Problems())
    assert site is not None, [problem.text() for problem in problems]
    found: dict[str, dict[str, float]] = defaultdict(lambda: {"seconds": 0.0, "files": 0, "MB": 0.0})
    began = time.perf_counter()
    for artifact in (artifact for export in exports.EXPORTS for artifact in export(site)):
        entry = found[artifact.maker]
        entry["seconds"] += time.perf_counter() - began
        entry["files"] += 1
        entry["MB"] += len(artifact.content) / 1e6
        began = time.perf_counter()
    return {maker: {name: round(value, 3) for name, value in found[maker].items()} for maker in sorted(found)}


if __name__ == "__main__":
    print(json.dumps(by_format(Path(sys.argv[1]))))
