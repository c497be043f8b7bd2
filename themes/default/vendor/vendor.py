"""Copies the theme's browser libraries from npm into `static/vendor/` and `admin/`; for maintainers, needs npm and the registry.

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
# What only the editors' page needs lies apart: a site without that page has none of it.
ADMIN = HERE.parent / "admin"

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
}
WANTED_BY_EDITORS = {
    "@sveltia/cms": (
        "LICENSE.txt",
        "dist/sveltia-cms.js",
        "locales/ja.json",
        "npm/assets/material-symbols-outlined-latin-wght-normal-_Z1IJPLg.woff2",
        "npm/assets/material-symbols-outlined.LICENSE.txt",
        "npm/assets/noto-mono-latin-400-normal-DiC8lJru.woff2",
        "npm/assets/noto-mono.LICENSE.txt",
        "npm/assets/source-sans-3-latin-wght-normal-BqRLTx4X.woff2",
        "npm/assets/source-sans-3.LICENSE.txt",
    ),
}


def vendor() -> None:
    """Fetch what package-lock.json names, replace what is here with it, and write each VENDOR.json."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder)
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True)
        for target, wanted, manifest in ((TARGET, WANTED, HERE), (ADMIN, WANTED_BY_EDITORS, ADMIN)):
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir(parents=True)
            modules = Path(folder) / "node_modules"
            libraries = [_copy(modules / name, files, target) for name, files in wanted.items()]
            text = json.dumps(libraries, ensure_ascii=False, indent=2) + "\n"
            (manifest / "VENDOR.json").write_text(text, encoding="utf-8")


def _copy(package: Path, files: tuple[str, ...], base: Path) -> dict[str, object]:
    facts = json.loads((package / "package.json").read_text(encoding="utf-8"))
    folder = f"{facts['name'].rpartition('/')[2]}-{facts['version']}"
    sums = {}
    for source in files:
        # Not `package.json`'s own layout: `dist/` would only lengthen the address. Licences all get one name.
        name = "LICENSE.txt" if source == files[0] else source.removeprefix("dist/").removeprefix("npm/assets/")
        target = base / folder / name
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
