"""Copies the theme's browser libraries from npm into `static/vendor/`; for maintainers, needs npm and the registry.

    python themes/default/vendor/vendor.py

The versions and their sha512 stand in package-lock.json. The files are committed, so no build needs Node. To take a new
version: change package.json, run `npm install --package-lock-only --ignore-scripts` here, then this script.
The folder's package.json stays out of the project's root: Netlify would run an npm install there.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "static" / "vendor"

# What is taken of each package: its licence file first, then the files that are served.
WANTED = {
    "@digital-go-jp/design-tokens": ("LICENSE", "dist/tokens-simple.css"),
    "leaflet": (
        "LICENSE",
        "dist/leaflet.css",
        "dist/leaflet.js",
        "dist/images/layers-2x.png",
        "dist/images/layers.png",
        "dist/images/marker-icon-2x.png",
        "dist/images/marker-icon.png",
        "dist/images/marker-shadow.png",
    ),
    "leaflet.markercluster": ("MIT-LICENCE.txt", "dist/MarkerCluster.css", "dist/leaflet.markercluster.js"),
}


def vendor() -> None:
    """Fetch what package-lock.json names, replace `static/vendor/` with it, and write VENDOR.json."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder)
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True)
        shutil.rmtree(TARGET, ignore_errors=True)
        libraries = [_copy(Path(folder) / "node_modules" / name, files) for name, files in WANTED.items()]
    text = json.dumps(libraries, ensure_ascii=False, indent=2) + "\n"
    (HERE / "VENDOR.json").write_text(text, encoding="utf-8")


def _copy(package: Path, files: tuple[str, ...]) -> dict[str, object]:
    facts = json.loads((package / "package.json").read_text(encoding="utf-8"))
    folder = f"{facts['name'].rpartition('/')[2]}-{facts['version']}"
    sums = {}
    for source in files:
        # Not `package.json`'s own layout: `dist/` would only lengthen the address. Licences all get one name.
        name = "LICENSE.txt" if source == files[0] else source.removeprefix("dist/")
        target = TARGET / folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((package / source).read_bytes())
        target.chmod(0o644)
        sums[name] = {"source": source, "sha256": hashlib.sha256(target.read_bytes()).hexdigest()}
    return {
        "name": facts["name"],
        "version": facts["version"],
        "licence": facts["license"],
        "source": f"https://www.npmjs.com/package/{facts['name']}/v/{facts['version']}",
        "folder": folder,
        "files": sums,
    }


if __name__ == "__main__":
    sys.exit(vendor())
