"""The whole gate, `python -m tests`: gets a browser, a font, the W3C's checker where it may, then runs every check."""

# ruff: noqa: T201 — a command: printing is what it is for.

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests import nu_checker

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
GATE = (
    ("ruff", "check"),
    ("ruff", "format", "--check"),
    ("mypy",),
    ("lint-imports",),
    ("pytest", "--numprocesses=auto", "--dist=worksteal"),
)


def missing() -> list[str]:
    """Return the Debian packages that the tests still need."""
    packages = [] if any(shutil.which(name) for name in BROWSERS) else ["chromium"]
    packages += [] if shutil.which("java") else ["default-jre-headless"]
    packages += [] if shutil.which("strace") else ["strace"]  # sees what a build asks of the kernel
    if not shutil.which("fc-list"):
        return [*packages, "fontconfig", "fonts-noto-cjk"]
    japanese = subprocess.run(["fc-list", ":lang=ja"], capture_output=True, check=True).stdout.strip()
    return packages if japanese else [*packages, "fonts-noto-cjk"]


def as_root() -> list[str] | None:
    """Return what to put before a command that needs root: nothing for root, `sudo -n` where no password is asked."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def prepare() -> None:
    """Install what is missing, or say what to install; without it the tests that need it fail."""
    if missing() and (root := as_root() if shutil.which("apt-get") else None) is not None:
        install = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
        subprocess.run([*install, "update"], stdin=subprocess.DEVNULL)
        subprocess.run([*install, "install", "--yes", "--no-install-recommends", *missing()], stdin=subprocess.DEVNULL)
    if packages := missing():
        print(f"Some tests need: {' '.join(packages)} (Debian's names). Please install them.", file=sys.stderr)
    try:
        nu_checker.fetch()
    except (OSError, ValueError) as error:
        print(f"The W3C's checker could not be had, from {nu_checker.TARBALL}: {error}", file=sys.stderr)


def main() -> int:
    """Run the gate, all of it whatever fails; return 0 where nothing did.

    The tests are in an order and with examples of the files' own: what is green here is green wherever they are tested.
    """
    from tests.shuffle import seed_of  # imports pytest, which who asks only for the browser's names may lack

    prepare()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each of hundreds of processes compiles the program anew
    failed = []
    for tool, *arguments in GATE:
        seed = seed_of(ROOT)
        arguments += [f"--shuffle={seed}", f"--hypothesis-seed={seed}"] if tool == "pytest" else []
        command = " ".join((tool, *arguments))
        print(f"\n── {command}", flush=True)
        if subprocess.run([BIN / tool, *arguments], cwd=ROOT, stdin=subprocess.DEVNULL).returncode != 0:
            failed.append(command)
    print(f"\nfailed: {', '.join(failed)}" if failed else "\nall good")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
