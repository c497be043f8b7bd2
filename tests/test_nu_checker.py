"""Every template as the W3C's checker reads it: no error and no warning, in every language of the real map."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from mapgen import render
from mapgen.build import Build
from tests import nu_checker
from tests.real_site import PAGES, ROOT, real_build

FAULTY = "<!doctype html><html lang=ja><meta charset=utf-8><title>誤り</title><p id=a><p id=a>"
FAULTY_STYLE = "p { colour: red; }"


def sample(built: Build) -> list[str]:
    """Return every page that the other tests look at, the first of each template in each language, and the styles."""
    languages = built.site.content.settings.languages if built.site else ()
    named = {f"{urlsplit(path).path}index.html" for path in PAGES.values()}
    wanted = {lang + page for lang in ("", *(f"{code}/" for code in languages)) for page in named}
    first: dict[tuple[str, str], str] = {}
    for path, artifact in built.artifacts.items():
        if path.endswith(".html"):
            folder = path.partition("/")[0]
            first.setdefault((artifact.maker, folder if folder in languages else ""), path)
    styles = {path for path in built.artifacts if path.startswith("static/") and path.endswith(".css")}
    own = {path for path in styles if "/vendor/" not in path}
    return sorted((wanted & built.artifacts.keys()) | set(first.values()) | own)


def test_the_w3cs_checker_finds_nothing(tmp_path: Path) -> None:
    assert shutil.which("java") and nu_checker.jar().is_file(), "no checker here: run `python -m tests`, which gets it"
    built = real_build()
    assert built.site is not None
    files = {path: built.artifacts[path].content for path in sample(built)}
    files["handout-file.html"] = render.handout(built.site, ROOT, built.site.entries[:5])
    files |= {"faulty.html": FAULTY.encode(), "faulty.css": FAULTY_STYLE.encode()}
    for path, content in files.items():
        file = tmp_path / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    templates = {artifact.maker for path, artifact in built.artifacts.items() if path.endswith(".html")}
    assert len(templates) > 18 and len(files) > 3 * len(templates)
    assert nu_checker.complaints(tmp_path / "site", sorted(files)) == [
        "faulty.css:1: error: CSS: “colour”: Property “colour” doesn't exist.",
        "faulty.html: error: Duplicate ID “a”.",
        "faulty.html: warning: The first occurrence of ID “a” was here.",
    ]


def test_another_package_than_the_pinned_one_is_refused() -> None:
    with pytest.raises(ValueError, match="is not what it was: sha512-"):
        nu_checker.unpacked(b"something else")
