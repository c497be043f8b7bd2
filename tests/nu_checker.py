"""The W3C's Nu Html Checker: one pinned file from the npm registry, checked by its hash, kept outside the project."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import subprocess
import tarfile
import urllib.request
from collections.abc import Sequence
from pathlib import Path

# https://www.npmjs.com/package/vnu-jar (MIT). A newer one: both lines from `npm view vnu-jar version dist.integrity`.
VERSION = "26.9.27"
INTEGRITY = "sha512-TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="
TARBALL = f"https://registry.npmjs.org/vnu-jar/-/vnu-jar-{VERSION}.tgz"
INSIDE = "package/build/dist/vnu.jar"

# Its CSS checker is older than its HTML checker and has not heard of these, which every browser of today knows.
YOUNG = ("Property “(paint-order|container-type)” doesn't exist", "Unrecognized at-rule “@container”")


def jar() -> Path:
    """Return where the checker is kept once `fetch` has got it: in the user's cache, by its version."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "mapgen-tests" / f"vnu-{VERSION}.jar"


def fetch() -> Path:
    """Get the checker if it is not there. Raises OSError without the registry, ValueError for another file."""
    if not (kept := jar()).is_file():
        with urllib.request.urlopen(TARBALL, timeout=120) as reply:
            tarball = reply.read()
        kept.parent.mkdir(parents=True, exist_ok=True)
        new = kept.with_suffix(f".{os.getpid()}")
        new.write_bytes(unpacked(tarball))
        new.replace(kept)
    return kept


def unpacked(tarball: bytes) -> bytes:
    """Return the checker out of the package. Raises ValueError unless it is, byte for byte, the package named here."""
    digest = base64.b64encode(hashlib.sha512(tarball).digest()).decode()
    if f"sha512-{digest}" != INTEGRITY:
        raise ValueError(f"{TARBALL} is not what it was: sha512-{digest}")
    with tarfile.open(fileobj=io.BytesIO(tarball)) as package:
        member = package.extractfile(INSIDE)
        assert member is not None
        return member.read()


def complaints(folder: Path, files: Sequence[str]) -> list[str]:
    """Return what the checker says of files below the folder, errors and warnings as `path:line: words`, in one run."""
    options = ["--also-check-css", "--format", "json", "--stdout", "--exit-zero-always"]
    command = ["java", "-jar", str(jar()), *options, "--filterpattern", "|".join(f".*{young}.*" for young in YOUNG)]
    ran = subprocess.run([*command, *files], cwd=folder, capture_output=True, text=True)
    assert ran.returncode == 0 and ran.stdout, ran.stderr
    return [_in_words(message) for message in json.loads(ran.stdout)["messages"]]


def _in_words(message: dict[str, str]) -> str:
    path = re.sub(r"^file:.*?/site/", "", message.get("url", "?"))
    place = f"{path}:{line}" if (line := message.get("lastLine")) else path
    return f"{place}: {message.get('subType', message['type'])}: {message['message']}"
