"""What the files for Google My Maps cost, in a process that does nothing else: `python -m tests.export_memory 10000`.

Prints one JSON object: megabytes of the process before, what the export adds at its worst moment, and seconds.
"""

# ruff: noqa: T201 — a command: printing is what it is for.

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from mapgen.build import place
from mapgen.content import read_content
from mapgen.exports import mymaps
from mapgen.problems import Problems
from mapgen.site import Site, assemble
from tests.many_orgs import as_models, many_orgs

ROOT = Path(__file__).parent.parent
# ru_maxrss is in kilobytes, on a Mac in bytes.
UNIT = 1 if sys.platform == "darwin" else 1024


def site_of(count: int) -> Site:
    """Return a site of the real region and taxonomy with so many fictional organisations, read and placed."""
    content = read_content(ROOT, problems := Problems())
    assert content is not None
    # Reading each from a text of its own would only take longer.
    read = cycle(tuple(as_models(many_orgs(min(count, 400), content), content)))
    organizations = tuple(
        org.model_copy(update={"id": f"mihon-{n}", "name": f"みほん{n}番の家"})
        for n, org in enumerate(islice(read, count))
    )
    content = replace(content, organizations=organizations)
    return assemble(content, place(content, "town", problems), base_url="https://mihon.example.jp/", preview=False)


def megabytes() -> float:
    """Return the most memory this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT / 1e6


def export(site: Site) -> Iterator[tuple[str, object]]:
    """Make every file, keep none, and yield what that took."""
    before, began = megabytes(), time.process_time()
    files = [(artifact.path, len(artifact.content)) for artifact in mymaps.files(site)]
    yield "seconds", round(time.process_time() - began, 2)
    yield "before", round(before)
    yield "export", round(megabytes() - before)
    yield "files", len(files)
    yield "written", round(sum(size for _, size in files) / 1e6)
    yield "largest", max(size for _, size in files)
    yield "whole", sum(path.startswith("kml/all") and path.endswith(".kml") for path, _ in files)


if __name__ == "__main__":
    whole_site = site_of(int(sys.argv[1]))
    # A child's peak begins with what it holds now: whatever came before, or whoever started us, is not counted.
    if os.fork():
        sys.exit(os.waitstatus_to_exitcode(os.wait()[1]))
    print(json.dumps(dict(export(whole_site))))
