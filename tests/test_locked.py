"""Where the map is built and tested exactly the packages of the lock are installed, each checked by its hash."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.lock import BUILD, FOLDER, ROOT, RUN, SBOM, TEST, declared

PIN = re.compile(r"^([a-z0-9.-]+)==(\S+)(?: ; (.+?))? \\$((?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+)", re.MULTILINE)


def pins(lock: Path) -> dict[str, str]:
    """Return the versions of a lock by package."""
    return {name: version for name, version, _, _ in PIN.findall(lock.read_text(encoding="utf-8"))}


def normal(name: str) -> str:
    """Return a package's name as registries compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize(("lock", "parts"), [(BUILD, ("build",)), (RUN, ("run",)), (TEST, ("run", "test"))])
def test_what_the_project_asks_for_is_what_is_locked(lock: Path, parts: tuple[str, ...]) -> None:
    asked = dict(wish.split("==") for part in parts for wish in declared()[part])
    locked = pins(lock)
    assert {normal(name): version for name, version in asked.items()}.items() <= locked.items()


@pytest.mark.parametrize("lock", [BUILD, RUN, TEST, SBOM])
def test_every_package_has_its_version_and_its_hashes_and_nothing_else_is_there(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert PIN.sub("", text).strip() == "" and len(PIN.findall(text)) > 5


def test_the_locks_agree() -> None:
    build, run, test = pins(BUILD), pins(RUN), pins(TEST)
    assert run.items() <= test.items()
    assert [name for name in build.keys() & test.keys() if build[name] != test[name]] == []
    assert len(run) >= 20


def test_where_the_map_is_built_and_tested_nothing_else_installs_packages() -> None:
    places = [ROOT / "netlify.toml", ROOT / ".ci" / "run", *(ROOT / ".github" / "workflows").iterdir()]
    for place in places:
        text = place.read_text(encoding="utf-8")
        assert re.findall(r"pip install(?! --require-hashes).*", text) == [], place
        assert re.search(r"\.ci/(install|run)\b", text), place
    script = (FOLDER / "install").read_text(encoding="utf-8")
    installs = [line for line in script.splitlines() if line.strip().startswith('"${pip[@]}"')]
    assert all("--require-hashes" in line or "locked" in line or "--no-deps" in line for line in installs)
    assert (FOLDER / "install").stat().st_mode & 0o111
