"""What the night changes around a build does change, and a site that is another one is named."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.nightly.same import ALL, compared

SAID = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
walked = [name for _, folders, _ in os.walk(sys.argv[1]) for name in folders]
seen = Path(sys.argv[1])
print(*[each.name for each in seen.iterdir()], *walked, *[each.name for each in seen.glob("*")])
print(datetime.now(UTC).date())
"""


def said(first: str, folder: Path) -> list[str]:
    (folder / "first").mkdir(exist_ok=True)
    (folder / "first" / "sitecustomize.py").write_text(first, encoding="utf-8")
    for name in "abc":
        (folder / "seen" / name).mkdir(parents=True, exist_ok=True)
    variables = {**os.environ, "PYTHONPATH": str(folder / "first")}
    line = [sys.executable, "-c", SAID, str(folder / "seen")]
    return subprocess.run(line, env=variables, capture_output=True, text=True, check=True).stdout.splitlines()


def test_directories_are_listed_backwards_and_it_is_later(tmp_path: Path) -> None:
    today = datetime.now(UTC).date()
    names, day = said(next(each.first for each in ALL if "backwards" in each.name), tmp_path)
    assert (names, day) == ("c b a c b a c b a", f"{today}")
    names, day = said(next(each.first for each in ALL if "later" in each.name), tmp_path)
    assert day == f"{today + timedelta(days=400)}"


def test_the_surroundings_in_which_the_site_is_another_one_are_named() -> None:
    tried, wrong = compared(8, lambda around, folder: "other" if around.umask == 0o077 else "same")
    assert tried == "the same content in 8 surroundings"
    assert wrong == ["another site: a mask that lets nobody else read"]
    assert compared(8, lambda around, folder: "same")[1] == []
