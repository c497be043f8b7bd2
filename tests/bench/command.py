"""The command: what is asked for, where it is measured, and where it is told."""

# ruff: noqa: T201 — a command: printing is what it is for.

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.install import CACHE, NotToBeHadError, install
from tests.bench.peers import PEERS, Peer, named
from tests.bench.results import RESULTS, Book
from tests.bench.tasks import TASKS, Asked

ABOUT = """\
How fast mapgen is beside the generators one would pick instead.

  python -m tests.bench                    everything, anew, then writes tests/bench/RESULTS.md (about 40 minutes)
  python -m tests.bench --quick            200 organisations, few runs: does everything still work? Writes nothing
  python -m tests.bench series --sizes 2000 --peers hugo,mkdocs
  python -m tests.bench.project 2000 DIR   only writes a project of so many fictional organisations

tasks (named ones, and named sizes or peers, are added to what an earlier run found, unless --anew):
{tasks}

mapgen and each peer take turns in one run, and every figure beside a peer is the median of the ratios of such pairs:
the machine's speed drifts, ratios stay. Each works in a folder of its own on the same organisations; writing them in
the peer's form is not timed. The peer makes less: a page for each organisation (7 KB), a listing for each city and
category, an index, and the points as JSON. After every series what both made is checked: pages are counted, one
organisation's name is looked for on its page, in its city, in its categories, in the points; an old name anywhere
there is a fault. A series with a fault, or of a program that fails, has no ratios.

cold       the output and all that is kept between builds is gone
touched    one organisation has been renamed; beside the first peer and, below 10,000 organisations, those that keep
           something between builds
unchanged  nothing has happened

wall, cpu  seconds; cpu is user and system of all processes
peak       megabytes of the largest process (ru_maxrss)
total      megabytes of all processes together, shared pages counted once (sum of PSS), in a run that is not timed

Peers are installed from their registries (PyPI, npm; Jekyll from Debian, for the whole machine) into the cache folder.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments ask for."""
    asked = _parser().parse_args(arguments)
    tasks = asked.tasks or [name for name in TASKS if name != "peers"]
    if unknown := set(tasks) - {"install", *TASKS}:
        print(f"no such task: {', '.join(sorted(unknown))}; there are install, {', '.join(TASKS)}")
        return 2
    peers = _installed(asked.peers, asked.cache) if {"install", "series", "peers"} & set(tasks) else []
    whole = asked.anew or not (asked.tasks or asked.sizes or asked.peers != PEERS)
    book = Book(asked.cache / ("quick.json" if asked.quick else "results.json"), add=not whole)
    failed = 0
    for name in [task for task in tasks if task in TASKS]:
        began = time.monotonic()
        with _workplace(asked.work) as work:
            try:
                TASKS[name](Asked(work, asked.sizes, peers, asked.quick, asked.runs, book))
            except (OSError, RuntimeError, ValueError) as fault:  # the other tasks can still be measured
                print(f"{name} failed: {fault}", flush=True)
                failed = 1
        print(f"── {name}: {time.monotonic() - began:.0f} s", flush=True)
    if asked.quick or "peers" in tasks:
        print(book.text())
    else:
        book.write(asked.results)
    return failed


def _parser() -> argparse.ArgumentParser:
    tasks = "\n".join(f"  {name:<9} {(task.__doc__ or '').splitlines()[0]}" for name, task in TASKS.items())
    about = ABOUT.format(tasks=f"{tasks}\n  install   Install the peers and do no more.")
    form = argparse.RawTextHelpFormatter
    parser = argparse.ArgumentParser("python -m tests.bench", None, about, formatter_class=form)
    parser.add_argument("tasks", nargs="*", metavar="TASK", help="see above (all but peers)")
    parser.add_argument("--sizes", type=_numbers, default=(), metavar="N,…", help="how many organisations")
    names = ",".join(peer.name.lower() for peer in PEERS)
    parser.add_argument("--peers", type=_peers, default=PEERS, metavar="NAME,…", help=f"which ({names}); none: -")
    parser.add_argument("--anew", action="store_true", help="forget what an earlier run found")
    parser.add_argument("--runs", type=int, default=0, metavar="N", help="pairs of a series (5; 3 from 10,000)")
    parser.add_argument("--quick", action="store_true", help="200 organisations, 3 runs each, writes no results")
    parser.add_argument("--cache", type=Path, default=CACHE, metavar="DIR", help=f"where peers are kept ({CACHE})")
    parser.add_argument(
        "--work", type=Path, default=_memory(), metavar="DIR", help=f"where the sites are made ({_memory()})"
    )
    parser.add_argument("--results", type=Path, default=RESULTS, metavar="FILE", help="where results are written")
    return parser


@contextmanager
def _workplace(parent: Path) -> Iterator[Path]:
    """Yield a new folder that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="mapgen-bench-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _memory() -> Path:
    """Return a file system in memory, if there is one: a disk tells of the disk."""
    shared = Path("/dev/shm")
    return shared if os.access(shared, os.W_OK) else Path(tempfile.gettempdir())


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part.replace("_", "")) for part in text.split(","))


def _peers(text: str) -> tuple[Peer, ...]:
    return () if text == "-" else tuple(named(part) for part in text.split(","))


def _installed(peers: Sequence[Peer], cache: Path) -> list[tuple[Peer, Path]]:
    """Return the peers that are to be had here with their folders, and say which are not, and why."""
    found = []
    for peer in peers:
        try:
            found.append((peer, install(peer, cache)))
        except NotToBeHadError as reason:
            print(f"{peer.name} cannot be had: {reason}", flush=True)
    return found
