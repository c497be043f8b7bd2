"""Peers from the package registries into a folder outside the repository, each in its own, in named versions."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench.peers import Peer

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "mapgen-bench"


class NotToBeHadError(Exception):
    """A peer cannot be installed here; the reason is the registry's own words."""


def install(peer: Peer, cache: Path) -> Path:
    """Return the folder of an installed peer, installing it where it is not there in these versions."""
    tools, stamp = cache / peer.name.lower(), cache / peer.name.lower() / "installed.json"
    if stamp.exists() and json.loads(stamp.read_text()) == list(peer.packages):
        return tools
    shutil.rmtree(tools, ignore_errors=True)
    tools.mkdir(parents=True)
    match peer.registry:
        case "pip":
            _said(sys.executable, "-m", "venv", "--without-pip", str(tools))
            interpreter = str(tools / "bin" / "python")
            _said(sys.executable, "-m", "pip", "--python", interpreter, "install", "--quiet", *peer.packages)
        case "npm":
            _said("npm", "install", "--prefix", str(tools), "--no-audit", "--no-fund", *peer.packages)
        case "apt":
            _from_debian(peer)
    stamp.write_text(json.dumps(peer.packages))
    return tools


def _from_debian(peer: Peer) -> None:
    """Install a peer for the whole machine: Debian's packages know no other way."""
    if shutil.which(peer.name.lower()):
        return
    from tests.__main__ import as_root  # brings an HTTP client, and memory that every child would begin with

    root = as_root() if shutil.which("apt-get") else None
    if root is None:
        raise NotToBeHadError(f"please install {' '.join(peer.packages)} (Debian's names)")
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    _said(*apt, "update")
    _said(*apt, "install", "--yes", "--no-install-recommends", *peer.packages)


def _said(*command: str) -> None:
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace")
    except OSError as error:
        raise NotToBeHadError(str(error)) from None
    if done.returncode != 0:
        raise NotToBeHadError((done.stderr or done.stdout).strip()[-600:])
