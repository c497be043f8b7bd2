"""The browser libraries that are served with the site: what they are, and that nobody changed them."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from mapgen.render.static import libraries
from mapgen.render.theme import Theme, packaged_themes

THEME = packaged_themes() / "default"
MANIFEST = json.loads((THEME / "vendor" / "VENDOR.json").read_text(encoding="utf-8"))
LOCK = json.loads((THEME / "vendor" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
FILES = [(entry["folder"], name, facts["sha256"]) for entry in MANIFEST for name, facts in entry["files"].items()]


@pytest.mark.parametrize(("folder", "name", "sha256"), FILES)
def test_a_vendored_file_is_what_was_published(folder: str, name: str, sha256: str) -> None:
    assert hashlib.sha256((THEME / "static" / "vendor" / folder / name).read_bytes()).hexdigest() == sha256


def test_nothing_else_lies_there() -> None:
    base = THEME / "static" / "vendor"
    there = {file.relative_to(base).as_posix() for file in base.rglob("*") if file.is_file()}
    assert there == {f"{folder}/{name}" for folder, name, _ in FILES}


def test_versions_are_those_of_the_lock_and_stand_in_the_path() -> None:
    for entry in MANIFEST:
        locked = LOCK[f"node_modules/{entry['name']}"]
        assert (entry["version"], entry["licence"]) == (locked["version"], locked["license"])
        assert entry["folder"].endswith(f"-{entry['version']}")
        assert locked["integrity"].startswith("sha512-")


def test_every_library_brings_its_licence() -> None:
    found = libraries(Theme("default"))
    assert [library.name for library in found] == [entry["name"] for entry in MANIFEST]
    assert all("copyright" in library.text.lower() and len(library.text) > 500 for library in found)


def test_no_stylesheet_and_no_script_of_ours_names_a_foreign_host() -> None:
    own = [
        file for file in (THEME / "static").rglob("*") if file.suffix in (".css", ".js") and "vendor" not in file.parts
    ]
    assert own
    for file in own:
        text = Path(file).read_text(encoding="utf-8")
        assert re.findall(r"https?://[^\s\"')]+|@import|url\(", text) == [], file


def test_no_script_of_ours_turns_text_into_html() -> None:
    for file in (THEME / "static" / "js").glob("*.js"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|bindPopup\([\"'`]", text
        ), file
