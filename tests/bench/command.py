"""The command: what is asked for, in which order it is measured, and where it is told."""

# ruff: noqa: T201 — a command: printing is what it is for.

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.contenders import Contender, make_project, mapgen_on, peer_on
from tests.bench.install import CACHE, NotToBeHadError, install
from tests.bench.peers import PEERS, Peer, named
from tests.bench.results import RESULTS, Book, line
from tests.bench.series import COLD, TOUCHED, UNCHANGED, Outcome, alone, compare

ABOUT = """\
How fast mapgen is beside the generators one would pick instead.

  python -m tests.bench --quick            200 organisations, few runs: does everything still work?
  python -m tests.bench                    all sizes and peers, then writes tests/bench/RESULTS.md
  python -m tests.bench --sizes 2000 --peers hugo,mkdocs --add
  python -m tests.bench large              mapgen alone with 100,000
  python -m tests.bench peers --sizes 200  the peers alone, once each: do they work?
  python -m tests.bench install            only installs the peers
  python -m tests.bench project 2000 DIR   only writes a project

mapgen and each peer take turns in one run, and every figure beside a peer is the median of the ratios of such pairs:
the machine's speed drifts, ratios stay. Each works in a folder of its own on the same organisations; writing them in
the peer's form is not timed. The peer makes less: a page for each organisation (6.5 KB), a listing for each city and
category, an index, and the points as JSON. After every series what both made is checked: pages are counted, one
organisation's name is looked for on its page, in its city, in its categories, in the points.

cold       the output and all that is kept between builds is gone
touched    one organisation has been renamed
unchanged  nothing has happened

wall, cpu  seconds; cpu is user and system of all processes
peak       megabytes of the largest process (ru_maxrss); total, of all together (sum of PSS), in a run that is not timed
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments ask for."""
    asked = _parser().parse_args(arguments)
    if asked.task == "project":
        make_project(Path(asked.rest[1]), int(asked.rest[0]))
        return 0
    peers = _installed(asked.peers, asked.cache)
    if asked.task == "install":
        return 0
    quick = asked.quick or asked.task == "peers"
    book = Book(asked.cache / "results.json", add=asked.add)
    for size in asked.sizes or ((200,) if asked.quick else (200, 2_000, 10_000)):
        with _workplace(asked.work) as work:
            for outcome in measure(work, size, peers, 3 if size >= 10_000 or asked.quick else 5):
                book.add(outcome)
                print(line(outcome), flush=True)
    if asked.quick:
        print(book.text())
    else:
        book.write(asked.results)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "python -m tests.bench", None, ABOUT, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("task", nargs="?", choices=("run", "install", "project"), default="run")
    parser.add_argument("rest", nargs="*", help="project: how many organisations, and the folder")
    parser.add_argument("--sizes", type=_numbers, help="how many organisations (200,2000,10000)")
    parser.add_argument("--peers", type=_peers, default=PEERS, help="names, with commas; none: -")
    parser.add_argument("--quick", action="store_true", help="200 organisations, 3 runs each, no file of results")
    parser.add_argument(
        "--add", action="store_true", help="keep what an earlier run found and this one does not measure"
    )
    parser.add_argument("--cache", type=Path, default=CACHE, help=f"where peers are kept ({CACHE})")
    parser.add_argument("--work", type=Path, default=_memory(), help=f"where the sites are made ({_memory()})")
    parser.add_argument("--results", type=Path, default=RESULTS, help="the file of results")
    return parser


def measure(work: Path, size: int, peers: Sequence[tuple[Peer, Path]], runs: int) -> Iterator[Outcome]:
    """Yield what every series of a size found, in a folder that may be filled."""
    sample = make_project(work / "mapgen", size)
    mapgen = mapgen_on(work / "mapgen", sample)
    others = [peer_on(peer, work / "mapgen", work / peer.name.lower(), tools, sample) for peer, tools in peers]
    seconds = {}
    for contender in (mapgen, *others):
        warm = alone(contender, COLD, 1, watched=True)
        seconds[contender.name] = warm.medians[contender.name]["wall"]
        yield warm
    for scenario in (COLD, TOUCHED):
        for other in others:
            yield compare(mapgen, other, scenario, runs, seconds=[seconds[other.name]])
    yield alone(mapgen, UNCHANGED, runs)
    yield from _pages(mapgen, others, runs)


def _pages(mapgen: Contender, others: Sequence[Contender], runs: int) -> Iterator[Outcome]:
    """Yield what mapgen takes for the pages alone, beside the first peer."""
    pages = mapgen_on(mapgen.folder, mapgen.sample, "--only", "pages", name="mapgen pages", output="public-pages")
    pages.called = mapgen.called
    for other in others[:1]:
        yield compare(pages, other, COLD, runs)


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
