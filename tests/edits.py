"""What editors, machines and accidents do to a project between two builds, at random and all the same by seed."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

ORG = """\
name: みほん{n}の家
summary: みほんの場所です(実在しません)。
categories: [{category}]
forms: [ibasho]
serves: [mihon]
places:
  - address: みほん県みほん市みほん町{n}
    lat: 35.{lat}
    lon: 139.{lon}
"""

Edit = Callable[[random.Random, Path], None]


def _orgs(root: Path) -> list[Path]:
    return sorted((root / "content/orgs").glob("*.yaml"))


def _change(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def add(chance: random.Random, root: Path) -> None:
    """A new organisation."""
    n = chance.randrange(1, 1_000)
    near = {"lat": chance.randrange(105_000, 120_000), "lon": chance.randrange(405_000, 425_000)}
    text = ORG.format(n=n, category=chance.choice(("living", "living/food", "children")), **near)
    (root / f"content/orgs/mihon-{n}.yaml").write_text(text, encoding="utf-8")


def remove(chance: random.Random, root: Path) -> None:
    """One organisation less, if it is not the last and nobody names it."""
    orgs = [org for org in _orgs(root) if org.stem != "mihon-shokudo"]
    for org in chance.sample(orgs, min(1, len(orgs))):
        if not any(f"related: [{org.stem}]" in other.read_text(encoding="utf-8") for other in _orgs(root)):
            org.unlink()


def rename(chance: random.Random, root: Path) -> None:
    """An organisation has another name: on its page, in lists, with its neighbours."""
    _change(chance.choice(_orgs(root)), "name: ", f"name: 新{chance.randrange(10)}")


def relate(chance: random.Random, root: Path) -> None:
    """An organisation names another."""
    one, other = chance.choice(_orgs(root)), chance.choice(_orgs(root))
    if one != other and "related:" not in one.read_text(encoding="utf-8"):
        one.write_text(f"{one.read_text(encoding='utf-8')}related: [{other.stem}]\n", encoding="utf-8")


def confirm(chance: random.Random, root: Path) -> None:
    """An organisation was confirmed: the content has another date, every page says so."""
    org = chance.choice(_orgs(root))
    if "verified:" not in org.read_text(encoding="utf-8"):
        day = f"2026-0{chance.randrange(1, 10)}-15"
        org.write_text(f"{org.read_text(encoding='utf-8')}verified: {{on: {day}, by: phone}}\n", encoding="utf-8")


def hide(chance: random.Random, root: Path) -> None:
    """A place may not be shown any more."""
    org = chance.choice(_orgs(root))
    text = org.read_text(encoding="utf-8")
    if org.stem != "mihon-shokudo" and "address:" in text:
        kept = [line for line in text.splitlines() if not line.lstrip("- ").startswith(("address:", "lat:", "lon:"))]
        kept.insert(kept.index("places:") + 1, "  - {visibility: hidden, city: mihon}")
        org.write_text("\n".join(kept) + "\n", encoding="utf-8")


def close(chance: random.Random, root: Path) -> None:
    """An organisation is paused, closed or a draft."""
    org = chance.choice(_orgs(root))
    if "status:" not in org.read_text(encoding="utf-8") and org.stem != "mihon-shokudo":
        state = chance.choice(("paused", "closed", "draft"))
        org.write_text(f"{org.read_text(encoding='utf-8')}status: {state}\n", encoding="utf-8")


def words(chance: random.Random, root: Path) -> None:
    """A word of the region, the taxonomy, the settings or a text page is another."""
    file, old = chance.choice(
        (("region.yaml", "ja: "), ("taxonomy.yaml", "ja: "), ("site.yaml", "ja: "), ("pages/about.md", "みほん"))
    )
    _change(root / "content" / file, old, f"{old}改")


def theme(chance: random.Random, root: Path) -> None:
    """The project lays a file of its own over the theme, or takes it away."""
    file = root / "themes/default/static/css/site/9-own.css"
    if file.exists():
        shutil.rmtree(root / "themes")
    else:
        file.parent.mkdir(parents=True)
        file.write_text(f"body {{ margin: {chance.randrange(9)}px }}\n", encoding="utf-8")


def spoil(chance: random.Random, root: Path) -> None:
    """Somebody changes a published file by hand: another byte, no file, or the same size and the same time."""
    files = sorted(file for file in (root / "public").rglob("*.html"))
    for file in chance.sample(files, min(2, len(files))):
        if chance.random() < 0.3:
            file.unlink()
        else:
            file.write_bytes(file.read_bytes().replace(b"a", b"b", 3) + b"x" * chance.randrange(2))


def damage(chance: random.Random, root: Path) -> None:
    """Book and shelf are cut off, garbled, gone, or say what is not so."""
    for file in sorted((root / ".mapgen").glob("*.[jb]*")):
        told = file.read_bytes()
        file.write_bytes(
            chance.choice((told[: chance.randrange(len(told) + 1)], b"[]", b"{}", b"\xff", told.replace(b"0", b"1")))
        )
        if chance.random() < 0.2:
            shutil.rmtree(root / ".mapgen")
            return


EDITS: tuple[Edit, ...] = (
    add, add, remove, rename, rename, relate, confirm, hide, close, words, theme, spoil, damage,
)  # fmt: skip
