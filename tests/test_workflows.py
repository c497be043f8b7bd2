"""The workflows on GitHub: actions pinned by commit, the least rights, and no text from outside in a command."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

FOLDER = Path(__file__).parents[1] / ".github" / "workflows"
NAMES = sorted(file.name for file in FOLDER.iterdir())


def read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.load((FOLDER / name).read_text(encoding="utf-8"), yaml.BaseLoader)
    return loaded


def steps(name: str) -> Iterator[dict[str, Any]]:
    for job in read(name)["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("name", NAMES)
def test_every_action_is_pinned_by_its_commit_and_says_which_version_that_is(name: str) -> None:
    lines = [line.strip() for line in (FOLDER / name).read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert lines
    assert [
        line for line in lines if not re.fullmatch(r"- uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)
    ] == []


@pytest.mark.parametrize("name", NAMES)
def test_commands_take_values_from_outside_through_the_environment_only(name: str) -> None:
    assert [step["run"] for step in steps(name) if "${{" in step.get("run", "")] == []
    checkouts = [step for step in steps(name) if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts and all(step["with"]["persist-credentials"] == "false" for step in checkouts)
    assert "pull_request_target" not in read(name)["on"]


def test_only_the_job_that_runs_no_program_of_ours_may_write() -> None:
    jobs = read("geocode.yml")["jobs"]
    assert read("geocode.yml")["permissions"] == {} and read("ci.yml")["permissions"] == {"contents": "read"}
    assert jobs["ask"]["permissions"] == {"contents": "read"}
    assert jobs["propose"]["permissions"] == {"contents": "write", "pull-requests": "write"}
    said = "\n".join(step.get("run", "") for step in jobs["propose"]["steps"])
    assert not re.search(r"pip|mapgen|python", said)


@pytest.mark.parametrize(
    ("name", "job", "rights"),
    [
        ("from-issue.yml", "read", {"contents": "read"}),
        ("from-issue.yml", "propose", {"contents": "write", "pull-requests": "write"}),
        ("from-issue.yml", "answer", {"issues": "write"}),
        ("content-note.yml", "read", {"contents": "read", "pull-requests": "read"}),
        ("content-note.yml", "post", {"pull-requests": "write"}),
    ],
)
def test_a_job_has_the_rights_it_needs_and_with_one_to_write_runs_no_program(
    name: str, job: str, rights: dict[str, str]
) -> None:
    made = read(name)
    assert made["permissions"] == {} and made["jobs"][job]["permissions"] == rights
    if "write" in rights.values():
        said = "\n".join(step.get("run", "") for step in made["jobs"][job]["steps"])
        assert not re.search(r"\b(pip|python|npm|node|make)\b|\bmapgen |secrets\.", said)


def test_what_a_fork_can_change_has_no_right_to_write() -> None:
    forked = [name for name in NAMES if "pull_request" in read(name)["on"]]
    assert forked == ["ci.yml", "content.yml"]
    for name in forked:
        assert read(name)["permissions"] == {"contents": "read"}
        assert [job for job in read(name)["jobs"].values() if "permissions" in job] == []
        assert "secrets." not in (FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_no_run_believes_what_another_left(name: str) -> None:
    # What a pull request may write, its own next run would be given: it could forge the book of the last build.
    assert [step for step in steps(name) if "cache" in step.get("uses", "") or "cache" in step.get("with", {})] == []


def test_zizmor_finds_nothing() -> None:
    checker = Path(sys.executable).parent / "zizmor"
    done = subprocess.run([checker, "--offline", "--no-config", FOLDER], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_addresses_are_asked_for_every_week_and_on_demand() -> None:
    timetable = read("geocode.yml")["on"]
    assert [row["cron"].split()[4] for row in timetable["schedule"]] == ["6"] and "workflow_dispatch" in timetable
    assert read("geocode.yml")["concurrency"]["cancel-in-progress"] == "false"
