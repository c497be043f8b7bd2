"""How long after a file is saved the preview shows it: `mapgen serve` is run and asked for the page, over and over."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

from tests.bench.contenders import PATHS, Contender

_PAUSE, _PATIENCE = 0.005, 120.0


def seconds(mapgen: Contender, runs: int) -> dict[str, float]:
    """Return seconds from starting to the first page, and the median from saving a file to its page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/orgs/{mapgen.sample.ident}/"
    command = [sys.executable, "-m", "mapgen", "serve", "--port", str(port)]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, cwd=mapgen.folder, env={**os.environ, **PATHS}, stdout=quiet, stderr=quiet)
    try:
        first = _until(address, mapgen.called, server)
        pause = min(2 * first, 20.0)  # the check of the whole site, which runs beside, is to be over
        time.sleep(pause)
        saved = []
        for _ in range(runs):
            mapgen.rename()
            saved.append(_until(address, mapgen.called, server))
            time.sleep(pause)
    finally:
        server.terminate()
        server.wait()
    return {"first page": first, "saved": median(saved)}


def _until(address: str, text: str, server: subprocess.Popen[bytes]) -> float:
    """Return the seconds until a page holds a text."""
    began = time.perf_counter()
    while (taken := time.perf_counter() - began) < _PATIENCE:
        try:
            with urlopen(address, timeout=_PATIENCE) as answer:
                if text in answer.read().decode():
                    return time.perf_counter() - began
        except URLError:
            if server.poll() is not None:
                raise RuntimeError(f"the preview ended with {server.returncode}") from None
        time.sleep(_PAUSE)
    raise RuntimeError(f"the preview did not show it within {taken:.0f} s")
