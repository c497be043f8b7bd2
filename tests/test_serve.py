"""The preview: what it answers, what it refuses, and that nothing an editor saves ends it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mapgen.build import Build
from mapgen.model import Artifact
from mapgen.problems import Problems, Where
from mapgen.serve import Preview, ServeError, listen
from tests.conftest import Project

HEADERS = b"/*\n  Content-Security-Policy: default-src 'none'\n/orgs/x/*\n  Referrer-Policy: no-referrer\n"
PAGES = {
    "index.html": b"<!doctype html><html><body class=home><h1>Top</h1></body></html>",
    "orgs/x/index.html": b"<!doctype html><html><body><h1>X</h1></body></html>",
    "404.html": b"<!doctype html><html><body>no such page</body></html>",
    "kml/all.kml": b"<kml/>",
    "data/orgs.geojson": b"{}",
    "_headers": HEADERS,
}
SCRIPT = b'<link rel="stylesheet" href="/.mapgen/preview.css"><script src="/.mapgen/reload.js?1"></script>'


def good(pages: dict[str, bytes] = PAGES) -> Build:
    from types import SimpleNamespace

    artifacts = {path: Artifact(path, content, "test") for path, content in pages.items()}
    return Build(Problems(), SimpleNamespace(), artifacts)  # type: ignore[arg-type]


def bad() -> Build:
    problems = Problems()
    problems.add(Where("content/orgs/x.yaml", 3, 7), "folder-not-empty")
    return Build(problems)


def showing(make: Callable[[], Build]) -> Preview:
    preview = Preview(make, (), "en", lambda built: None)
    preview.rebuild()
    return preview


@contextmanager
def served(preview: Preview) -> Iterator[int]:
    with listen(preview, 0) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def ask(port: int, path: str, method: str = "GET", host: str | None = None) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request(method, path, headers={"Host": host or f"127.0.0.1:{port}"})
    reply = connection.getresponse()
    return reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read()


def test_pages_carry_the_script_that_reloads_them_and_the_headers_of_the_host() -> None:
    with served(showing(good)) as port:
        status, headers, body = ask(port, "/?from=mail")
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert body == PAGES["index.html"].replace(b"<body class=home>", b"<body class=home>" + SCRIPT)
    assert headers["content-security-policy"] == "default-src 'none'"
    assert headers["cache-control"] == "no-store"
    assert "referrer-policy" not in headers


def test_everything_else_is_served_as_it_was_built() -> None:
    with served(showing(good)) as port:
        assert ask(port, "/kml/all.kml")[1]["content-type"] == "application/vnd.google-earth.kml+xml"
        assert ask(port, "/data/orgs.geojson")[1]["content-type"] == "application/geo+json; charset=utf-8"
        assert ask(port, "/kml/all.kml")[2] == b"<kml/>"
        assert ask(port, "/orgs/x/")[1]["referrer-policy"] == "no-referrer"
        status, headers, _ = ask(port, "/orgs/x")
        assert (status, headers["location"]) == (301, "/orgs/x/")


def test_what_is_not_there_gets_the_page_for_that() -> None:
    with served(showing(good)) as port:
        status, _, body = ask(port, "/orgs/y/")
    assert status == 404
    assert b"no such page" in body


@pytest.mark.parametrize(
    "path",
    ["/_headers", "/../pyproject.toml", "/%2e%2e/pyproject.toml", "//etc/passwd", "/%2fetc/passwd", "/orgs/x/..%5c..",
     "/%00", "/%ff", "//[", "/orgs//x/", "/.mapgen/", "/" + "a" * 9000],
)  # fmt: skip
def test_nothing_but_artifacts_can_be_reached(path: str) -> None:
    with served(showing(good)) as port:
        status, headers, body = ask(port, path)
    assert status == 404
    assert b"no such page" in body
    assert "location" not in headers


def test_head_has_the_headers_of_get_and_nothing_else_is_allowed() -> None:
    with served(showing(good)) as port:
        assert ask(port, "/", "HEAD")[1]["content-length"] == ask(port, "/")[1]["content-length"]
        assert ask(port, "/", "HEAD")[2] == b""
        assert [ask(port, "/", method)[0] for method in ("POST", "PUT", "DELETE", "OPTIONS")] == [501] * 4


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost:1", "127.0.0.1.evil.example:80", ""])
def test_a_page_of_another_name_gets_nothing(host: str) -> None:
    with served(showing(good)) as port:
        status, _, body = ask(port, "/", host=host or " ")
        assert status == 421
        assert b"Top" not in body
        assert ask(port, "/", host=f"localhost:{port}")[0] == 200


def test_it_listens_on_this_computer_only() -> None:
    with listen(showing(good), 0) as server:
        assert server.server_address[0] == "127.0.0.1"


def test_a_port_in_use_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServeError) as refused:
            listen(showing(good), port)
    assert refused.value.problems[0].text("en") == (
        f"mapgen serve: error: port {port} cannot be used (Address already in use) [port-taken]\n"
        "    → choose another, as in `mapgen serve --port 8001`"
    )


def test_a_mistake_keeps_the_last_good_pages_and_says_what_is_wrong() -> None:
    turns = iter([good(), bad(), good({"index.html": b"<body>fresh</body>"})])
    preview = showing(lambda: next(turns))
    preview.rebuild()
    page = preview.answer("/").body
    assert b"<h1>Top</h1>" in page
    assert b"<pre id=mapgen-problems role=alert>content/orgs/x.yaml:3:7: error: this folder is not empty" in page
    assert preview.answer("/.mapgen/epoch").body == b"2"
    preview.rebuild()
    assert b"fresh" in (page := preview.answer("/").body)
    assert b"mapgen-problems" not in page
    assert preview.answer("/.mapgen/epoch").body == b"3"


def test_a_mistake_at_the_start_is_shown_on_an_empty_page() -> None:
    reply = showing(bad).answer("/")
    assert reply.status == 404
    assert b"content/orgs/x.yaml:3:7" in reply.body
    assert b"/.mapgen/reload.js?1" in reply.body


def test_a_bug_is_shown_and_ends_nothing() -> None:
    turns = iter([good()])
    preview = showing(lambda: next(turns))
    preview.rebuild()
    page = preview.answer("/").body
    assert b"<h1>Top</h1>" in page
    assert b"StopIteration" in page


def test_text_of_a_problem_cannot_become_markup() -> None:
    problems = Problems()
    problems.add(Where("content/orgs/<script>alert(1)</script>.yaml"), "folder-not-empty")
    assert b"<script>alert" not in showing(lambda: Build(problems)).answer("/").body


def test_saved_files_are_noticed_and_half_written_ones_survived(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("1")
    rebuilt: list[str] = []
    (tmp_path / "broken-link").symlink_to(tmp_path / "nowhere")

    def make() -> Build:
        rebuilt.append((tmp_path / "a.yaml").read_text())  # raises while the file is away
        return good()

    preview, stop = Preview(make, (tmp_path,), "ja", lambda built: None), threading.Event()
    watcher = threading.Thread(target=preview.watch, args=(stop,))
    watcher.start()
    try:
        wait_until(lambda: preview.shown.epoch == 1)
        (tmp_path / "a.yaml").unlink()
        wait_until(lambda: preview.shown.epoch == 2)
        assert "FileNotFoundError" in preview.shown.faults
        (tmp_path / "a.yaml").write_text("22")
        wait_until(lambda: preview.shown.epoch >= 3 and rebuilt[-1] == "22")
        assert preview.shown.faults == ""
    finally:
        stop.set()
        watcher.join(5)
    assert not watcher.is_alive()


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        assert time.monotonic() < deadline, "nothing happened within 20 seconds"
        time.sleep(0.02)


def test_the_command_serves_a_project_and_ctrl_c_ends_it_cleanly(project: Callable[..., Project]) -> None:
    root = project().root
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mapgen", "--lang", "en", "--root", str(root), "serve", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "NO_COLOR": "1"}) as child:
        assert child.stderr
        watchdog = threading.Timer(60, child.kill)
        watchdog.start()
        assert child.stderr.readline() == f"serving at http://127.0.0.1:{port}/; stop with Ctrl-C\n"
        wait_until(lambda: b"/.mapgen/reload.js?0" not in ask(port, "/")[2])
        status, _, body = ask(port, "/orgs/mihon-shokudo/")
        assert (status, "みほん食堂" in body.decode()) == (200, True)
        child.send_signal(signal.SIGINT)
        said = child.stderr.read()
        assert child.wait(10) == 0
        watchdog.cancel()
    assert said.splitlines()[-1] == "stopped"
    assert "Traceback" not in said
