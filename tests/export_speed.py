"""What each export costs, in a process that does nothing else: `python -m tests.export_speed 10000`.

Prints a line for each format: seconds of one processor, milliseconds for each organisation, files and megabytes.
"""

# ruff: noqa: T201 — a command: printing is what it is for.

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

from mapgen.exports import EXPORTS
from mapgen.site import Site
from tests.export_memory import site_of


def costs(site: Site) -> Iterator[str]:
    """Yield the line of each format, and one for all of them."""
    whole = 0.0
    for export in EXPORTS:
        began = time.process_time()
        sizes = [len(artifact.content) for artifact in export(site)]
        took = time.process_time() - began
        whole += took
        name = export.__module__.removeprefix("mapgen.exports.")
        each = took * 1_000 / len(site.listed)
        yield f"{name:12} {took:6.2f} s {each:6.3f} ms {len(sizes):6} files {sum(sizes) / 1e6:7.1f} MB"
    yield f"{'all':12} {whole:6.2f} s"


if __name__ == "__main__":
    print("\n".join(costs(site_of(int(sys.argv[1])))))
