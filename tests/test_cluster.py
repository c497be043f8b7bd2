"""A build shared with a real dask cluster of two workers beside us: the same bytes, and nobody fails silently."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Literal

import pytest
from distributed import Client

from mapgen import checks, cluster, exports, render
from mapgen.build import build
from mapgen.cli import main
from mapgen.cluster import Cluster, ClusterError
from mapgen.options import Options
from tests.bench.project import write_project
from tests.conftest import Project

Make = Callable[..., Project]
LOGO = "static/img/logo.svg"


class Running:
    """A scheduler with its workers, each a process group of its own; none outlives the tests."""

    def __init__(self, folder: Path, **environ: str) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.place = f"127.0.0.1:{free.getsockname()[1]}"
        self.address = f"dask://{self.place}"
        self.start("scheduler", "--host", "127.0.0.1", "--port", self.place.rpartition(":")[2], **environ)

    def start(self, *line: str, **environ: str) -> subprocess.Popen[bytes]:
        """Start one of dask's programs."""
        with (self.folder / "log.txt").open("ab") as log:
            whole = [sys.executable, "-W", "ignore", "-m", "dask", *line, "--no-dashboard"]
            process = subprocess.Popen(
                whole, cwd=self.folder, env={**os.environ, "PYTHONPATH": os.pathsep.join([*sys.path]), **environ},
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.processes.append(process)
        return process

    def work(self, **environ: str) -> subprocess.Popen[bytes]:
        """Start a worker that is not started again when it ends."""
        place = ("--host", "127.0.0.1", "--local-directory", str(self.folder))
        return self.start("worker", f"tcp://{self.place}", "--nthreads", "1", "--no-nanny", *place, **environ)

    def end(self, *processes: subprocess.Popen[bytes]) -> None:
        """End processes, all where none is named, and wait for them."""
        for process in processes or reversed(self.processes):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    made = Running(tmp_path_factory.mktemp("cluster"))
    try:
        made.work()
        made.work()
        wait_until_heard(made.place)
        with Client(f"tcp://{made.place}", set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)  # whichever test comes first, both are there
        yield made
    finally:
        made.end()


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of thirty organisations with a look of its own."""
    root = tmp_path_factory.mktemp("region") / "地図"
    write_project(root, 30)
    own = {
        "templates/parts/menu.html": "<p>みほんの見た目</p>",
        LOGO: "<svg/>",
        "i18n/ja.yaml": "nav: {home: みほんの家}",
    }
    for path, text in own.items():
        file = root / "themes" / "default" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def alone(region: Path) -> dict[str, bytes]:
    return made(region, Options(jobs=1))


@pytest.fixture(autouse=True)
def shared_from_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Share the exports and the rules of thirty organisations too: else who has few does all himself."""
    monkeypatch.setattr(exports, "SHARED_FROM", 1)
    monkeypatch.setattr(checks, "_SHARED_FROM", 1)
    monkeypatch.setattr(render, "SHARE", 4)


def made(root: Path, options: Options) -> dict[str, bytes]:
    built = build(root, options)
    assert built.good(), [problem.text("en") for problem in built.problems]
    said = "".join(problem.text("en") for problem in built.problems).encode()
    return {"": said} | {path: artifact.content for path, artifact in built.artifacts.items()}


def whose(handed: int, *, n: int) -> tuple[int, int]:
    time.sleep(0.2)
    return handed * n, os.getpid()


def test_two_processes_make_the_same_bytes_as_one(region: Path, alone: dict[str, bytes]) -> None:
    assert made(region, Options(jobs=2)) == alone
    assert "みほんの見た目".encode() in alone["index.html"]


def done(dask_worker: Any) -> int:
    """Return how many tasks a worker has done."""
    return int(dask_worker.state.executed_count)


def test_two_workers_make_the_same_bytes_as_one_process(
    running: Running, region: Path, alone: dict[str, bytes]
) -> None:
    others = {thread.ident for thread in threading.enumerate()}
    # Many: after short tasks of other tests the scheduler takes these for short, and the second gets none at first.
    pids = {pid for _, pid in Cluster(running.address).share(1, [partial(whose, n=n) for n in range(20)])}
    assert len(pids) == 2 and os.getpid() not in pids
    assert made(region, Options(executor=running.address)) == alone
    # Beside a thread that dask left behind nothing could be forked any more.
    assert {thread.ident for thread in threading.enumerate()} <= others
    with Client(f"tcp://{running.place}", set_as_default=False) as client:
        tasks = client.run(done)
    least = len(exports.EXPORTS) + len(render.KINDS) - len(render.OF_EXPORTS) + 8  # and 30 organisations, 4 at a time
    assert len(tasks) == 2 and min(tasks.values()) > 4 and sum(tasks.values()) >= least + 4


def test_an_order_of_results_and_a_bug_stay_what_they_are(running: Running) -> None:
    assert [n for n, _ in Cluster(running.address).share(7, [partial(whose, n=n) for n in (3, 1, 2)])] == [21, 7, 14]
    with pytest.raises(ZeroDivisionError):
        list(Cluster(running.address).share(7, [broken]))


def test_a_result_may_be_long_in_coming(running: Running) -> None:
    assert list(Cluster(running.address).share(1, [slow_to_come])) == [None]


class Slow:
    def __reduce__(self) -> tuple[object, ...]:
        return time.sleep, (1.5,)  # where it arrives


def slow_to_come(_handed: int) -> Slow:
    return Slow()


def broken(handed: int) -> float:
    return handed / 0


# ── who cannot help says so ──────────────────────────────────────────────────────────────────────────────────────────


def refusal(address: str, lang: Literal["ja", "en"] = "en") -> str:
    with pytest.raises(ClusterError) as refused:
        Cluster(address).greet()
    return "\n".join(problem.text(lang) for problem in refused.value.problems)


def test_a_worker_with_another_program_is_not_asked(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    other = running.folder / "site-packages"
    (other / "mihon-1.0.dist-info").mkdir(parents=True)
    stranger = running.work(PYTHONPATH=os.pathsep.join([*sys.path, str(other)]))
    try:
        with Client(f"tcp://{running.place}", set_as_default=False) as client:
            client.wait_for_workers(3, timeout=60)
        assert re.fullmatch(
            rf"{running.address}: error: the program of the worker tcp://127\.0\.0\.1:\d+ is not the one here; "
            r"what differs: libraries \[cluster-differs\]\n    → install the same mapgen and libraries in the same way "
            r"on the same Python there, and start the worker again",
            refusal(running.address),
        )
        monkeypatch.setattr(Cluster, "_check", lambda *_: None)  # as if it had come when work had begun
        with pytest.raises(ClusterError, match=r"what differs: libraries \[cluster-differs\]"):
            list(Cluster(running.address).share(1, [partial(whose, n=n) for n in range(9)]))
    finally:
        running.end(stranger)


def test_another_takes_over_from_a_worker_that_ends_while_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "ANSWER_SECONDS", 1)
    monkeypatch.setattr(cluster, "WAIT_SECONDS", 2)
    weak = Running(tmp_path, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1")
    try:
        wait_until_heard(weak.place)
        empty = "the scheduler answers, but within 1 s no worker came to it [cluster-empty]\n"
        assert refusal(weak.address).startswith(f"{weak.address}: error: {empty}")
        monkeypatch.setattr(cluster, "ANSWER_SECONDS", 60)
        weak.work()
        weak.work()
        with Client(f"tcp://{weak.place}", set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        assert list(Cluster(weak.address).share(tmp_path / "once", [end_once])) == ["done by the other"]
        weak.work()
        with Client(f"tcp://{weak.place}", set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        with pytest.raises(ClusterError, match=r"were lost amid the work: Attempted to run task .* \[cluster-lost\]"):
            list(Cluster(weak.address).share(0, [end]))
        weak.work()
        with pytest.raises(ClusterError, match=r"were lost amid the work: 0 workers, 2 s \[cluster-lost\]"):
            list(Cluster(weak.address).share(0, [end]))
    finally:
        weak.end()


def end_once(marker: Path) -> str:
    if not marker.exists():
        marker.touch()
        os._exit(1)
    return "done by the other"


def end(status: int) -> None:
    os._exit(status)


def wait_until_heard(place: str) -> None:
    host, port = place.split(":")
    for _ in range(600):
        with suppress(OSError), socket.create_connection((host, int(port)), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError("the scheduler did not start")


def test_where_nobody_answers_nothing_is_published(
    project: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "ANSWER_SECONDS", 1)
    root, others = project().root, {thread.ident for thread in threading.enumerate()}
    with pytest.raises(SystemExit) as ended:
        main(["--root", str(root), "--lang", "ja", "build", "--executor", "dask://127.0.0.1:1"])
    said = capsys.readouterr().err
    begin = "dask://127.0.0.1:1: error: dask のスケジューラーから 1 秒のうちに返事がありません: "
    assert said.startswith(begin) and "[cluster-unreached]\n    → ホストと番号、" in said and "Traceback" not in said
    assert ended.value.code == 3 and not (root / "public").exists()
    assert {thread.ident for thread in threading.enumerate()} <= others


def test_dask_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dask", None)
    assert refusal("dask://127.0.0.1:8786", "ja") == (
        "dask://127.0.0.1:8786: error: dask.distributed が入っていません [cluster-not-installed]\n"
        '    → pip install "mapgen[distributed]" で入れるか、--executor をつけずに作ります'
    )


@pytest.mark.parametrize(
    "text", ["127.0.0.1:8786", "dask://", "dask://mihon", "dask://mihon:0", "dask://mihon:65536", "tcp://mihon:8786",
             "dask://mihon:8786/", "dask://み:1", "dask://a b:1", "dask://mihon:８７"],
)  # fmt: skip
def test_what_is_no_address_of_a_cluster_is_a_wrong_usage(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "en", "build", "--executor", text])
    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        f"mapgen build: error: '{text}' is no cluster that could share the work [bad-executor]\n"
        "    → write dask://HOST:PORT, as in `--executor dask://127.0.0.1:8786`\n"
    )


@pytest.mark.parametrize("text", ["dask://127.0.0.1:8786", "dask://mihon.example:1", "dask://[::1]:65535"])
def test_an_address_of_a_cluster(text: str) -> None:
    assert Cluster.named(text) == Cluster(text)
