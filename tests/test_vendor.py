"""The browser libraries that are served with the site: what they are, and that nobody changed them."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from mapgen.render.static import Library, libraries
from mapgen.theme import Theme, packaged_themes
from tests import sbom

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


def test_the_list_of_a_release_has_every_library_with_its_licence_and_hashes(tmp_path: Path) -> None:
    """What `cyclonedx-py` makes of the Python packages is given the rest."""
    package = {"type": "library", "bom-ref": "requirements-L1", "name": "mihon"}
    made = tmp_path / "sbom.json"
    made.write_text(json.dumps({"specVersion": "1.6", "components": [package], "dependencies": []}), encoding="utf-8")
    sbom.main(made)
    whole = json.loads(made.read_text(encoding="utf-8"))
    first, *libraries = whole["components"]
    assert first == package and whole["specVersion"] == "1.6"
    assert {"ref": "pkg:npm/leaflet@1.9.4"} in whole["dependencies"]
    wanted = {f"{library.name}@{library.version}": library for library in libraries_of_both()}
    assert [f"{each['name']}@{each['version']}" for each in libraries] == list(wanted)
    for each in libraries:
        assert each["licenses"][0]["license"]["id"] == wanted[f"{each['name']}@{each['version']}"].licence
        assert each["purl"] == each["bom-ref"] == f"pkg:npm/{each['name'].replace('@', '%40')}@{each['version']}"
        assert each["hashes"][0]["alg"] == "SHA-512" and len(each["hashes"][0]["content"]) == 128
        for file in each["components"]:
            content = (THEME.parents[1] / file["name"]).read_bytes()
            assert file["hashes"] == [{"alg": "SHA-256", "content": hashlib.sha256(content).hexdigest()}]


def libraries_of_both() -> tuple[Library, ...]:
    """Return what the site and the page for editors show as used."""
    return libraries(Theme("default"), admin=True)


def test_a_release_lists_them() -> None:
    release = (Path(__file__).parents[1] / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    _, _, added = release.partition("cyclonedx-py requirements")
    assert added.index("python -m tests.sbom mapgen-sbom.cdx.json") < added.index("actions/upload-artifact")
