"""Renews the locked packages of `.ci/`: `python -m tests.lock`. uv reads pyproject.toml and asks the registry."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".ci"
UV = "uv==0.13.9"
BUILD, RUN, TEST, SBOM = (FOLDER / f"{name}.txt" for name in ("build", "requirements", "requirements-test", "sbom"))
# What builds packages, and what lists those of a release.
TOOLS = {BUILD: ("editables", "setuptools"), SBOM: ("cyclonedx-bom==7.5.0",)}
# For every system and Python at once; a package is taken by its hash only.
FORM = ("--universal", "--generate-hashes", "--python-version", "3.11", "--no-header", "--no-annotate", "--quiet")


def declared() -> dict[str, list[str]]:
    """Return what pyproject.toml asks for: to build, to run, to test."""
    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = said["project"]
    return {
        "build": said["build-system"]["requires"],
        "run": project["dependencies"],
        "test": project["optional-dependencies"]["test"],
    }


def main() -> None:
    """Write the locks anew; versions that still fit stay as they are."""
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "bin" / "python"
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", UV], check=True)
        compiled = [python.with_name("uv"), "pip", "compile", *FORM]
        for lock, needed in TOOLS.items():
            wanted = Path(folder) / lock.name
            lines = [*needed, *(declared()["build"] if lock == BUILD else ())]
            wanted.write_text("\n".join(lines), encoding="utf-8")
            subprocess.run([*compiled, wanted, "-o", lock], check=True)
        project = ROOT / "pyproject.toml"
        subprocess.run([*compiled, project, "-c", BUILD, "-o", RUN], check=True)
        subprocess.run([*compiled, project, "--extra", "test", "-c", BUILD, "-o", TEST], check=True)


if __name__ == "__main__":
    main()
