"""The answers of somebody who stopped half way, on this computer only (`.mapgen/` is in no repository)."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path

FILE = ".mapgen/new.json"


def keep(root: Path, answers: Mapping[str, str]) -> str:
    """Write the answers down; return the path from the root."""
    file = root / FILE
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(dict(answers), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return FILE


def kept(root: Path) -> dict[str, str]:
    """Return the answers that were kept; none where there are none, or the file was changed by hand."""
    try:
        found = json.loads((root / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    good = isinstance(found, dict) and all(isinstance(words, str) for words in found.values())
    return found if good else {}


def forget(root: Path) -> None:
    """Take the kept answers away."""
    with contextlib.suppress(OSError):
        (root / FILE).unlink(missing_ok=True)
