"""An hour of an editor in some minutes: files saved, half saved, moved, taken away, while the preview is open."""

from __future__ import annotations

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.conftest import Project
from tests.mutants import mutants

_ORG = "content/orgs/mihon-shokudo.yaml"
_PAGE = "/orgs/mihon-shokudo/"
_PATIENCE = 30.0
_SHARED = ("content/region.yaml", "content/taxonomy.yaml", "content/site.yaml", "content/pages/about.md")


class Editor:
    """Somebody at a project whose preview is open, and what was seen that should not have been."""

    def __init__(self, project: Project, port: int, chance: random.Random) -> None:
        self._project, self._port, self._chance = project, port, chance
        self.wrong: list[str] = []
        self._good = {path: (project.root / path).read_text(encoding="utf-8") for path in (_ORG, *_SHARED)}

    def look(self, path: str = _PAGE) -> str:
        """Return a page as the browser gets it, else in a few words what it got."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_PATIENCE)
        try:
            connection.request("GET", path, headers={"Host": f"127.0.0.1:{self._port}"})
            reply = connection.getresponse()
            body = reply.read().decode()
        except OSError as error:
            return f"nothing: {error}"
        finally:
            connection.close()
        return body  # where the last good reading had no such page, its page for that says what is wrong

    def wait(self, true: Callable[[str], bool]) -> bool:
        """Return whether the page came to be so before our patience ended."""
        end = time.monotonic() + _PATIENCE
        while not true(self.look()):
            if time.monotonic() > end:
                return False
            time.sleep(0.05)
        return True

    def disturb(self, number: int) -> None:
        """Save something at random, and look: the last good page must be there, and no bug."""
        path = self._chance.choice((_ORG, _ORG, _ORG, *_SHARED))
        text, file = self._good[path], self._project.root / path
        data = text.encode()
        way = self._chance.randrange(6)
        if way == 0:  # half written
            file.write_bytes(data[: self._chance.randrange(len(data))])
        elif way == 1:  # with slips in it
            file.write_bytes(next(iter(mutants(text, 1, self._chance.randrange(10**9)))))
        elif way == 2:  # beside it and moved over, as careful editors save
            beside = file.with_name(f".{file.name}.swp")
            beside.write_bytes(data)
            beside.replace(file)
        elif way == 3:  # taken away and put back
            file.unlink(missing_ok=True)
            time.sleep(self._chance.uniform(0, 0.1))
            file.write_bytes(data)
        elif way == 4:  # in two goes
            with file.open("wb") as handle:
                handle.write(data[: len(data) // 2])
                handle.flush()
                time.sleep(self._chance.uniform(0, 0.2))
                handle.write(data[len(data) // 2 :])
        else:  # what is no file of ours
            (self._project.root / "content" / "orgs" / f"4913~{number}").write_bytes(b"\0")
        time.sleep(self._chance.uniform(0, 0.3))
        page = self.look("/")  # half an organisation may be a draft, and be shown nowhere
        if "is-home" not in page:
            self.wrong.append(f"{number}: no page after way {way} with {path}: {page[:80]}")
        if "Traceback" in page:
            self.wrong.append(f"{number}: a bug after way {way} with {path}: {page[page.index('Traceback') :][:900]}")

    def settle(self, number: int) -> None:
        """Put all right but for one mistake, which must be told; then that too, which must be shown."""
        for stray in (self._project.root / "content" / "orgs").glob("4913~*"):
            stray.unlink()
        name = f"みほん{number}食堂"
        good = self._good[_ORG].replace("name: みほん食堂", f"name: {name}", 1)
        self._project.write({**self._good, _ORG: good.replace("serves: [mihon]", f"serves: [mihon{number}]")})
        if not self.wait(lambda page: "mapgen-problems" in page and f"mihon{number}" in page):
            self.wrong.append(f"{number}: the mistake was not told")
        self._project.write({_ORG: good})
        if not self.wait(lambda page: name in page and "class=error" not in page):
            self.wrong.append(f"{number}: what was put right is not shown")


def saved(project: Project, count: int, chance: random.Random) -> list[str]:
    """Save `count` times while `mapgen serve` runs; return what went wrong."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    line = [sys.executable, "-m", "mapgen", "--root", str(project.root), "serve", "--port", str(port)]
    log = Path(project.root).parent / "said"
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a shell's job in the background hears no Ctrl-C
    quiet = {**os.environ, "NO_COLOR": "1"}
    with log.open("w") as said, subprocess.Popen(line, stderr=said, env=quiet, preexec_fn=heard) as child:
        editor = Editor(project, port, chance)
        if not editor.wait(lambda page: "<h1" in page):
            editor.wrong.append("the preview never began")
        time.sleep(1)  # the system is told what to watch only now
        for number in range(count):
            editor.disturb(number) if (number + 1) % 10 else editor.settle(number)
            if editor.wrong or child.poll() is not None:
                break
        died = child.poll() is not None
        child.send_signal(signal.SIGINT)
        try:
            ended = child.wait(30)
        except subprocess.TimeoutExpired:
            child.kill()
            ended = 1
    text = log.read_text(encoding="utf-8")
    told = [text[-1500:]] if died or ended or "Traceback" in text else []
    return [*editor.wrong, *(["it died"] if died else []), *told]
