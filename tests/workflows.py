"""The steps of a workflow run here as GitHub runs them: bash, one after another, in repositories made for the test.

`gh` is a program that writes down what it was asked and answers what the test says; `python -m pip` does nothing,
since the program under test is there already.
"""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".github" / "workflows"
_HOLE = re.compile(r"\$\{\{\s*([\w.]+)\s*\}\}")
_GH = """\
#!{python}
import json, os, sys
from pathlib import Path
said = sys.argv[1:]
files = [arg.partition("@")[2] for arg in said if arg.startswith("body=@")]
files += [said[n + 1] for n, arg in enumerate(said) if arg == "--body-file"]
body = "".join(Path(file).read_text(encoding="utf-8") for file in files)
with open(os.environ["GH_LOG"], "a", encoding="utf-8") as log:
    log.write(json.dumps([said, body]) + "\\n")
for start, answer in json.loads(os.environ["GH_ANSWERS"]):
    if " ".join(said).startswith(start):
        print(answer)
        break
"""
_PYTHON = '#!/bin/sh\nif [ "$1" = -m ] && [ "$2" = pip ]; then exit 0; fi\nexec "{python}" "$@"\n'
_MAPGEN = '#!/bin/sh\nexec "{python}" -m mapgen "$@"\n'


def read(name: str) -> dict[str, Any]:
    """Return a workflow, every value as text."""
    loaded: dict[str, Any] = yaml.load((FOLDER / name).read_text(encoding="utf-8"), yaml.BaseLoader)
    return loaded


def git(folder: Path, *arguments: str) -> str:
    """Run git as somebody, and return what it prints."""
    who = ["-c", "user.name=m", "-c", "user.email=m@mihon.example", "-c", "protocol.file.allow=always"]
    done = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@dataclass
class Runner:
    """A machine that runs the jobs of one workflow. `context` fills `${{ … }}`: `github.token`, `vars.SITE`."""

    workflow: str
    workspace: Path
    context: dict[str, str] = field(default_factory=dict)
    answers: list[tuple[str, str]] = field(default_factory=list)
    event: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.workspace.mkdir(parents=True, exist_ok=True)
        self._aside = self.workspace.parent / f"{self.workspace.name}.machine"
        self._aside.mkdir()
        for name, text in (("gh", _GH), ("python", _PYTHON), ("mapgen", _MAPGEN)):
            file = self._aside / name
            file.write_text(
                text.format(python=sys.executable) if name != "gh" else text.replace("{python}", sys.executable)
            )
            file.chmod(file.stat().st_mode | stat.S_IXUSR)

    def run(self, job: str) -> list[subprocess.CompletedProcess[str]]:
        """Run every `run:` of a job as far as the first that fails, but for those that run in any case."""
        made = read(self.workflow)["jobs"][job]
        done: list[subprocess.CompletedProcess[str]] = []
        for step in made["steps"]:
            wanted = not any(each.returncode for each in done) or "cancelled()" in step.get("if", "")
            if "run" in step and wanted and self._met(step.get("if", "")):
                done.append(self._step(step, made.get("env", {})))
        return done

    def asked(self) -> list[tuple[list[str], str]]:
        """Return what `gh` was asked, and the text that it was given."""
        log = self._aside / "log"
        return [tuple(json.loads(line)) for line in log.read_text().splitlines()] if log.exists() else []

    def _met(self, condition: str) -> bool:
        """Return whether a condition of the one kind that our steps have is met: `steps.x.outputs.y [== 'z']`."""
        if not (found := re.fullmatch(r"(steps\.[\w.]+)(?: == '(\w+)')?", condition)):
            return True
        said = self.context.get(found[1], "")
        return said == found[2] if found[2] else bool(said)

    def _step(self, step: dict[str, Any], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
        output, event = self._aside / "output", self._aside / "event.json"
        output.write_text("")
        event.write_text(json.dumps(self.event))
        own = {
            name: _HOLE.sub(lambda found: self.context.get(found[1], ""), text)
            for name, text in {**env, **step.get("env", {})}.items()
        }
        machine = {
            "PATH": f"{self._aside}:{os.environ['PATH']}",
            "HOME": str(self._aside),
            "PYTHONPATH": str(ROOT),
            "GH_LOG": str(self._aside / "log"),
            "GH_ANSWERS": json.dumps(self.answers),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_REPOSITORY": "mihon/map",
            "GITHUB_REF_NAME": "main",
            "LANG": "C.UTF-8",
        }
        done = subprocess.run(
            ["bash", "-e", "-c", step["run"]], cwd=self.workspace, env=machine | own, capture_output=True, text=True
        )
        for line in output.read_text().splitlines():
            name, _, value = line.partition("=")
            self.context[f"steps.{step['id']}.outputs.{name}"] = value
        return done
