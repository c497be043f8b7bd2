"""The lock `content/geocodes.yaml`: points that were found once, so that no build ever has to ask again.

Bytes in, bytes out; and the one way in which they reach the disk.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from mapgen import yamldoc
from mapgen.address import NORMALIZER, Address, Gazetteer, read_address
from mapgen.model import Point, Precision
from mapgen.problems import Problems, Where, nearest

VERSION = 1
FIELDS = ("lat", "lon", "precision", "provider", "matched", "checked")
# Best first. A point set by hand belongs into the organisation's file, where its editor sees it.
PRECISIONS = (Precision.ROOFTOP, Precision.BLOCK, Precision.TOWN, Precision.OAZA)

_HEADING = "# 住所から求めた点。機械が書きます。点を手で決めるときは、団体のファイルに lat と lon を書きます。\n"
# YAML 1.1 would read these as something else than text, even without quotation marks.
_RETYPED = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
_PLAIN = re.compile(r"[^\W\d_](?:[\w.()/・、〒-]| (?! |$))*")
_MARKER = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: .*)?\r?")


@dataclass(frozen=True, slots=True)
class Fix:
    """A point with how exact it is, who gave it, what they say they found, and the day it was asked."""

    point: Point
    precision: Precision
    provider: str
    matched: str
    checked: date

    def better(self, other: Fix) -> Fix:
        """Return the more exact of the two; of equals the newer; of equals again this one."""
        mine, theirs = ((PRECISIONS.index(fix.precision), -fix.checked.toordinal()) for fix in (self, other))
        return self if mine <= theirs else other


@dataclass(frozen=True)
class Lock:
    """Fixes by canonical address, and the edition of the address rules (`address.NORMALIZER`) that the keys follow."""

    fixes: Mapping[str, Fix] = field(default_factory=dict)
    normalizer: int = NORMALIZER

    def get(self, canonical: str) -> Fix | None:
        """Return what is known of an address."""
        return self.fixes.get(canonical)

    def adding(self, canonical: str, fix: Fix) -> Lock:
        """Return the lock with one more fix. A worse one never replaces a better one."""
        known = self.fixes.get(canonical)
        return replace(self, fixes={**self.fixes, canonical: fix.better(known) if known else fix})

    def without(self, keys: Iterable[str]) -> Lock:
        """Return the lock without these addresses."""
        gone = frozenset(keys)
        return replace(self, fixes={key: fix for key, fix in self.fixes.items() if key not in gone})

    def rekeyed(self, gazetteer: Gazetteer) -> Lock:
        """Return the lock with its keys as today's rules write them; what they cannot read keeps its key.

        Of two fixes that come to share a key the better one stays.
        """
        fixes: dict[str, Fix] = {}
        for key, fix in self.fixes.items():
            reading = read_address(key, gazetteer)
            now = reading.canonical if isinstance(reading, Address) else key
            fixes[now] = fixes[now].better(fix) if now in fixes else fix
        return Lock(fixes)


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` in the place of a file in one step: whoever reads finds the old bytes or the new. Raises OSError."""
    path = path.resolve()  # a link stays a link
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    beside.replace(path)
    if os.name == "posix":  # or a power cut may forget the new name; Windows opens no folders
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def dump(lock: Lock) -> str:
    """Return the lock as the text of its file: sorted, in one form, so that the same lock is the same bytes."""
    lines = [_HEADING, f"version: {VERSION}\n", f"normalizer: {lock.normalizer}\n"]
    lines.append("geocodes:\n" if lock.fixes else "geocodes: {}\n")
    for key, fix in sorted(lock.fixes.items()):
        lines.append(f"  {_quoted(key)}:\n")
        lines.append(f"    lat: {fix.point.lat:.6f}\n    lon: {fix.point.lon:.6f}\n    precision: {fix.precision}\n")
        lines.append(f"    provider: {_quoted(fix.provider)}\n    matched: {_quoted(fix.matched)}\n")
        lines.append(f"    checked: {fix.checked.isoformat()}\n")
    return "".join(lines)


def _quoted(text: str) -> str:
    """Return a YAML scalar that every YAML reader takes for this text."""
    if _PLAIN.fullmatch(text) and text.lower() not in _RETYPED:
        return text
    # JSON's strings are YAML's, but for characters that YAML does not call printable.
    return re.sub(
        r"[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]", _escape, json.dumps(text, ensure_ascii=False)
    )


def _escape(char: re.Match[str]) -> str:
    return f"\\u{ord(char[0]):04x}"


def parse_lock(data: bytes, path: str, problems: Problems, gazetteer: Gazetteer | None = None) -> Lock:
    """Return the lock that the file holds; every fault goes to `problems` with its line, and its entry is left out.

    A file in which git left conflict markers is read as both of its sides together (a warning says so). With a
    `gazetteer` a key that is not the canonical form of an address is a warning: nothing would ever look it up.
    """
    if not data.strip():
        return Lock()
    sides = _sides(data)
    if len(sides) > 1:
        problems.add(Where(path, _first_marker(data)), "lock-conflict")
    found: dict[str, Fix] = {}
    normalizer = NORMALIZER
    for side in sides:
        tree = yamldoc.parse(side, path, problems, limits=yamldoc.LARGE)
        if tree is None:
            continue
        normalizer = min(normalizer, _normalizer(tree, problems))
        for key, fix in _entries(tree, problems, gazetteer).items():
            found[key] = found[key].better(fix) if key in found else fix
    return Lock(dict(sorted(found.items())), normalizer)


def _sides(data: bytes) -> list[bytes]:
    """Return the file, or both sides of a conflicted one. Lines of the other side become empty: line numbers stay."""
    ours: list[str] = []
    theirs: list[str] = []
    state = ""
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    for line in lines:
        if (marker := _MARKER.fullmatch(line)) and (state or marker[1].startswith("<")):
            state = "" if marker[1].startswith(">") else marker[1][0]
            line = ""
        ours.append(line if state in ("", "<") else "")
        theirs.append(line if state in ("", "=") else "")
    sides = ["\n".join(side).encode("utf-8", "surrogateescape") for side in (ours, theirs)]
    return sides if ours != lines else [data]


def _first_marker(data: bytes) -> int:
    lines = data.decode("utf-8", "replace").split("\n")
    return next(number for number, line in enumerate(lines, 1) if _MARKER.fullmatch(line))


def _normalizer(tree: yamldoc.Mapping, problems: Problems) -> int:
    """Return the edition of the rules that the keys follow; report a file of another version or edition."""
    _known_fields(tree, ("version", "normalizer", "geocodes"), problems)
    version, edition = (_text(tree, name, problems) for name in ("version", "normalizer"))
    if version not in (None, str(VERSION)):
        problems.add(tree.keys["version"], "lock-version", version=version)
    if edition is None or edition == str(NORMALIZER):
        return NORMALIZER
    problems.add(tree.keys["normalizer"], "lock-normalizer", found=edition, now=NORMALIZER)
    return int(edition) if re.fullmatch("[0-9]{1,4}", edition) else 0


def _entries(tree: yamldoc.Mapping, problems: Problems, gazetteer: Gazetteer | None) -> dict[str, Fix]:
    node = tree.entries.get("geocodes")
    if not isinstance(node, yamldoc.Mapping):
        if node is None or not isinstance(node, yamldoc.Scalar) or node.text:
            problems.add(node.where if node else tree.where, "lock-not-fields", field="geocodes")
        return {}
    fixes = {}
    for key, entry in node.entries.items():
        where = node.keys[key]
        if not isinstance(entry, yamldoc.Mapping):
            problems.add(where, "lock-not-fields", field=key)
        elif (fix := _fix(entry, where, problems)) is not None:
            fixes[key] = fix
            if gazetteer:
                _check_key(key, where, gazetteer, problems)
    return fixes


def _check_key(key: str, where: Where, gazetteer: Gazetteer, problems: Problems) -> None:
    reading = read_address(key, gazetteer)
    if not isinstance(reading, Address):
        problems.add(where, "lock-key-unreadable", key=key)
    elif reading.canonical != key:
        problems.add(where, "lock-key-not-canonical", key=key, guess=reading.canonical)


def _fix(entry: yamldoc.Mapping, where: Where, problems: Problems) -> Fix | None:
    _known_fields(entry, FIELDS, problems)
    texts = {name: _text(entry, name, problems) for name in FIELDS}
    missing = [name for name in FIELDS if name not in entry.entries]
    if missing:
        problems.add(where, "lock-missing", fields=", ".join(missing))
    point = _point(entry, texts["lat"], texts["lon"], problems)
    precision = texts["precision"]
    if precision is not None and precision not in PRECISIONS:
        guess = nearest(precision, PRECISIONS)
        problems.add(
            entry.keys["precision"], "lock-precision", guess=guess, text=precision, choices=", ".join(PRECISIONS)
        )
        precision = None
    checked = _day(entry, texts["checked"], problems)
    provider, matched = texts["provider"], texts["matched"]
    if point is None or precision is None or checked is None or not provider or matched is None:
        return None
    return Fix(point, Precision(precision), provider, matched, checked)


def _known_fields(tree: yamldoc.Mapping, names: tuple[str, ...], problems: Problems) -> None:
    for key in tree.entries:
        if key not in names:
            guess = nearest(key, names)
            problems.add(tree.keys[key], "lock-unknown-field", guess=guess, field=key, choices=", ".join(names))


def _text(tree: yamldoc.Mapping, name: str, problems: Problems) -> str | None:
    """Return the text of a field, None where it is missing, empty or no text."""
    node = tree.entries.get(name)
    if node is None:
        return None
    if isinstance(node, yamldoc.Scalar) and (node.text or name == "matched"):
        return node.text
    problems.add(tree.keys[name], "lock-not-text", field=name)
    return None


def _point(entry: yamldoc.Mapping, lat: str | None, lon: str | None, problems: Problems) -> Point | None:
    if lat is None or lon is None:
        return None
    for name, text in (("lat", lat), ("lon", lon)):
        if not re.fullmatch(r"-?[0-9]{1,3}\.[0-9]{1,15}", text):
            problems.add(entry.keys[name], "lock-not-degrees", field=name, text=text)
            return None
    here = (float(lat), float(lon))
    if 20 <= here[0] <= 46 and 122 <= here[1] <= 154:
        return Point(lat=round(here[0], 6), lon=round(here[1], 6))
    swapped = 20 <= here[1] <= 46 and 122 <= here[0] <= 154
    problems.add(entry.keys["lat"], "lock-swapped" if swapped else "lock-outside-japan", lat=lat, lon=lon)
    return None


def _day(entry: yamldoc.Mapping, text: str | None, problems: Problems) -> date | None:
    if text is None:
        return None
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    problems.add(entry.keys["checked"], "lock-bad-day", text=text)
    return None
