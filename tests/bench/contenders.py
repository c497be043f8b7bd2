"""Who is measured: mapgen or a peer on its own copy of the same content, and whether what it made is right."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.bench.measure import Usage, run
from tests.bench.peers import Peer

ROOT = Path(__file__).resolve().parents[2]
# What is installed has been compiled once, so mapgen may keep that, too: an empty variable switches nothing off.
PATHS = {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": ""}
# Where mapgen keeps what a later build may use again; a cold build has none.
MAPGEN_KEEPS = (".mapgen",)


@dataclass(frozen=True)
class Sample:
    """The organisation that is looked for, and renamed: where it must be found."""

    ident: str
    called: str
    town: str
    groups: tuple[str, ...]
    count: int

    @property
    def renamed(self) -> str:
        """Return its other name."""
        return self.called.replace("みほん", "あたらしい")


@dataclass
class Contender:
    """One program, its folder, and what it is called there; `points` is a pattern below the output."""

    name: str
    folder: Path
    command: list[str]
    sample: Sample
    source: str
    output: str = "public"
    points: str = ""
    leftovers: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    keeps: bool = False
    called: str = ""

    def __post_init__(self) -> None:
        """Begin with the name that the content gives."""
        self.called = self.called or self.sample.called

    def clear(self) -> None:
        """Take away the output and all that was kept for a later build."""
        for name in (self.output, *self.leftovers):
            path = self.folder / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)

    def rename(self) -> None:
        """Change the one organisation's name in its file; the next time, back again."""
        other = self.sample.renamed if self.called == self.sample.called else self.sample.called
        file = self.folder / self.source.format(self.sample.ident)
        file.write_text(file.read_text(encoding="utf-8").replace(self.called, other), encoding="utf-8")
        self.called = other

    def run(self, *, again: bool = False, watched: bool = False) -> Usage:
        """Run it once; `again` as one does where it was run before."""
        return run([*self.command, *(self.again if again else ())], self.folder, PATHS, watched=watched)

    def made(self) -> dict[str, float]:
        """Return how many files its output has, and megabytes of all of them and of its pages."""
        sizes = {file: file.stat().st_size for file in (self.folder / self.output).rglob("*") if file.is_file()}
        pages = sum(size for file, size in sizes.items() if file.suffix == ".html")
        return {"files": len(sizes), "MB": round(sum(sizes.values()) / 1e6, 1), "MB of pages": round(pages / 1e6, 1)}

    def faults(self) -> list[str]:
        """Return what is wrong with what it made: pages missing, or the name missing or old where it must be read."""
        public, sample = self.folder / self.output, self.sample
        pages = sum(1 for _ in public.glob("orgs/*/index.html"))
        found = [] if pages == sample.count else [f"{pages} pages of organisations"]
        places = {"its page": f"orgs/{sample.ident}/index.html", "its city": f"cities/{sample.town}/**/*.html"}
        places |= {f"category {group}": f"categories/{group}/**/*.html" for group in sample.groups}
        if self.points:
            places["the points"] = self.points
        for place, pattern in places.items():
            found.extend(f"{place} {fault}" for fault in self._faults_of(public, pattern))
        if self.points:
            named = {ident for file in public.glob(self.points) for ident in re.findall(r"mihon-\d{5}", _text(file))}
            found += [] if len(named) == sample.count else [f"{len(named)} organisations in the points"]
        return found

    def _faults_of(self, public: Path, pattern: str) -> list[str]:
        texts = [_text(file) for file in public.glob(pattern)]
        old = {self.sample.called, self.sample.renamed} - {self.called}
        faults = [] if any(self.called in text for text in texts) else ["lacks its name"]
        return faults + (["has its old name"] if any(name in text for name in old for text in texts) else [])


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def make_project(folder: Path, count: int) -> Sample:
    """Write the project of so many organisations; return the one in the middle."""
    facts: dict[str, Any] = json.loads(python("tests.bench.project", str(count), str(folder)))
    return Sample(facts["ident"], facts["called"], facts["town"], tuple(facts["groups"]), count)


def mapgen_on(folder: Path, sample: Sample, *arguments: str, name: str = "mapgen", output: str = "public") -> Contender:
    """Return mapgen on a project."""
    command = [sys.executable, "-m", "mapgen", "build", "--output", output, *arguments]
    source, points = "content/orgs/{}.yaml", "map/*.json" if arguments else "data/orgs.geojson"
    return Contender(name, folder, command, sample, source, output, points, MAPGEN_KEEPS)


def peer_on(peer: Peer, project: Path, folder: Path, tools: Path, sample: Sample) -> Contender:
    """Return a peer with the content of a project written for it, which nobody times."""
    python("tests.bench.convert", peer.name, str(project), str(folder))
    flat = replace(sample, groups=tuple(group.replace("/", "-") for group in sample.groups))
    command = peer.command(tools)
    return Contender(
        peer.name,
        folder,
        command,
        flat,
        peer.source,
        peer.output,
        peer.points,
        peer.leftovers,
        peer.again,
        peer.keeps,
    )


def python(*arguments: str) -> str:
    """Return what a module of ours prints: what needs much memory is not done in this process."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-1500:])
    return done.stdout
