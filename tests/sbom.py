"""Adds the browser libraries that the theme carries to the list of a release: `python -m tests.sbom FILE`.

The list (CycloneDX 1.6) is made of the lock of Python packages; what was copied from npm into the theme stands in its
VENDOR.json, with the hash of every file, and in package-lock.json, with the hash of the package.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

THEME = Path(__file__).resolve().parent.parent / "themes" / "default"


def vendored(theme: Path = THEME) -> Iterator[dict[str, Any]]:
    """Yield every library that lies in the theme as a component, its files as components in it."""
    lock = json.loads((theme / "vendor" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for manifest, base in (("vendor/VENDOR.json", "static/vendor"), ("admin/VENDOR.json", "admin")):
        for entry in json.loads((theme / manifest).read_text(encoding="utf-8")):
            yield _component(entry, f"themes/default/{base}/{entry['folder']}", lock[f"node_modules/{entry['name']}"])


def _component(entry: dict[str, Any], folder: str, locked: dict[str, str]) -> dict[str, Any]:
    purl = f"pkg:npm/{quote(entry['name'], safe='/')}@{entry['version']}"
    algorithm, _, digest = locked["integrity"].partition("-")
    package = {"alg": {"sha512": "SHA-512"}[algorithm], "content": base64.b64decode(digest).hex()}
    return {
        "type": "library",
        "bom-ref": purl,
        "name": entry["name"],
        "version": entry["version"],
        "purl": purl,
        "licenses": [{"license": {"id": entry["licence"], "acknowledgement": "declared"}}],
        "hashes": [package],
        "externalReferences": [{"type": "distribution", "url": entry["source"]}],
        "components": [
            {
                "type": "file",
                "bom-ref": f"{purl}#{facts['source']}",
                "name": f"{folder}/{name}",
                "hashes": [{"alg": "SHA-256", "content": facts["sha256"]}],
            }
            for name, facts in entry["files"].items()
        ],
    }


def add(sbom: dict[str, Any], libraries: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the list with the libraries in it, each of which depends on none that is listed."""
    return {
        **sbom,
        "components": [*sbom["components"], *libraries],
        "dependencies": [*sbom["dependencies"], *({"ref": library["bom-ref"]} for library in libraries)],
    }


def main(path: Path) -> None:
    """Write the list anew with the libraries in it."""
    whole = add(json.loads(path.read_text(encoding="utf-8")), list(vendored()))
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
