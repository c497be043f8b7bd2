"""A page on paper: a Chromium that is on the computer prints it to PDF.

The one place besides the preview where another program is started. No library sets Japanese text as well as the browser
for which the page is made, and none does without a few hundred megabytes of its own; who has no Chromium prints the
page by hand. It gets a folder of its own that goes away with it, no page but ours, and no way to any server.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 300  # seconds; a hundred sheets take about five
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--no-pdf-header-footer",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)


def printed(page: Path) -> bytes | None:
    """Return the page as PDF, None where no Chromium is, or where it cannot."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        return None
    with tempfile.TemporaryDirectory(prefix="mapgen-") as folder:
        target = Path(folder) / "sheets.pdf"
        # Chromium will not start as root with its sandbox; what it reads is ours, and has no script.
        rights = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
        own = (f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", page.resolve().as_uri())
        quiet = subprocess.DEVNULL
        try:
            subprocess.run([browser, *_FLAGS, *rights, *own], stdout=quiet, stderr=quiet, timeout=PATIENCE, check=True)
            return target.read_bytes()
        except (OSError, subprocess.SubprocessError):
            return None
