"""The preview: what it answers, what it refuses, and that nothing an editor saves ends it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager

import pytest

from mapgen.build import Options, build
from mapgen.problems import Problem, Problems, Where
from mapgen.proof import Proof, Reader
from mapgen.serve import Preview, ServeError, WholeCheck, follow, listen, saved
from tests.conftest import Project

FILE = "content/orgs/mihon-shokudo.yaml"
SCRIPT = b'<link rel="stylesheet" href="/.mapgen/preview.css"><script src="/.mapgen/reload.js?1&amp;"></script>'
OPTIONS = Options(preview=True)


def silent(problems: Sequence[Problem]) -> None:
    """Say nothing on the terminal."""


def bad() -> Proof:
    problems = Problems()
    problems.add(Where("content/orgs/x.yaml", 3, 7), "folder-not-empty")
    return Proof(problems)


def showing(read: Callable[[], Proof]) -> Preview:
    preview = Preview(read, "en", silent)
    preview.rebuild()
    return preview


@pytest.fixture
def preview(project: Callable[..., Project]) -> Preview:
    return showing(Reader(project().root, OPTIONS).read)


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


def test_pages_carry_the_script_that_reloads_them_and_the_headers_of_the_host(project: Callable[..., Project]) -> None:
    root = project().root
    built = build(root, OPTIONS).artifacts
    with served(showing(Reader(root, OPTIONS).read)) as port:
        status, headers, body = ask(port, "/?from=mail")
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert body.replace(SCRIPT, b"") == built["index.html"].content
    assert b'<body class="is-home">' + SCRIPT in body
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert headers["cache-control"] == "no-store"


def test_everything_else_is_served_as_it_is_built(project: Callable[..., Project]) -> None:
    root = project().root
    built = build(root, OPTIONS).artifacts
    with served(showing(Reader(root, OPTIONS).read)) as port:
        assert ask(port, "/kml/all.kml")[1]["content-type"] == "application/vnd.google-earth.kml+xml"
        assert ask(port, "/data/orgs.geojson")[1]["content-type"] == "application/geo+json; charset=utf-8"
        assert ask(port, "/kml/all.kml")[2] == built["kml/all.kml"].content
        status, headers, _ = ask(port, "/orgs/mihon-shokudo")
        assert (status, headers["location"]) == (301, "/orgs/mihon-shokudo/")


def test_what_is_not_there_gets_the_page_for_that(preview: Preview) -> None:
    with served(preview) as port:
        status, _, body = ask(port, "/orgs/y/")
    assert status == 404
    assert "ページが見つかりません" in body.decode()


@pytest.mark.parametrize(
    "path",
    ["/_headers", "/../pyproject.toml", "/%2e%2e/pyproject.toml", "//etc/passwd", "/%2fetc/passwd", "/orgs/x/..%5c..",
     "/%00", "/%ff", "//[", "/orgs//x/", "/.mapgen/", "/" + "a" * 9000],
)  # fmt: skip
def test_nothing_but_the_site_can_be_reached(path: str, preview: Preview) -> None:
    with served(preview) as port:
        status, headers, body = ask(port, path)
    assert status == 404
    assert "ページが見つかりません" in body.decode()
    assert "location" not in headers


def test_head_has_the_headers_of_get_and_nothing_else_is_allowed(preview: Preview) -> None:
    with served(preview) as port:
        assert ask(port, "/", "HEAD")[1]["content-length"] == ask(port, "/")[1]["content-length"]
        assert ask(port, "/", "HEAD")[2] == b""
        assert ask(port, "/.mapgen/events", "HEAD")[0] == 404
        assert [ask(port, "/", method)[0] for method in ("POST", "PUT", "DELETE", "OPTIONS")] == [501] * 4


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost:1", "127.0.0.1.evil.example:80", ""])
def test_a_page_of_another_name_gets_nothing(host: str, preview: Preview) -> None:
    with served(preview) as port:
        for path in ("/", "/.mapgen/events"):
            status, _, body = ask(port, path, host=host or " ")
            assert status == 421
            assert b"reload.js" not in body
        assert ask(port, "/", host=f"localhost:{port}")[0] == 200


def test_it_listens_on_this_computer_only(preview: Preview) -> None:
    with listen(preview, 0) as server:
        assert server.server_address[0] == "127.0.0.1"


def test_a_port_in_use_is_named(preview: Preview) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServeError) as refused:
            listen(preview, port)
    assert refused.value.problems[0].text("en") == (
        f"mapgen serve: error: port {port} cannot be used (Address already in use) [port-taken]\n"
        "    → choose another, as in `mapgen serve --port 8001`"
    )


def test_a_mistake_keeps_the_last_good_pages_and_says_what_is_wrong(project: Callable[..., Project]) -> None:
    made = project()
    good = (made.root / FILE).read_text(encoding="utf-8")
    preview = showing(Reader(made.root, OPTIONS).read)
    made.write({FILE: good.replace("serves: [mihon]", "serves: [mihonn]")})
    preview.rebuild()
    page = preview.answer("/orgs/mihon-shokudo/").body.decode()
    assert "みほん食堂</h1>" in page or "食堂" in page
    assert "<details id=mapgen-problems class=error role=alert open><summary>There are mistakes" in page
    assert f"<pre>{FILE}:15:10: error: there is no city" in page
    made.write({FILE: good.replace("name: みほん食堂", "name: みほん大食堂", 1)})
    preview.rebuild()
    page = preview.answer("/orgs/mihon-shokudo/").body.decode()
    assert "大食堂" in page
    assert "mapgen-problems" not in page


def test_a_mistake_at_the_start_is_shown_on_an_empty_page() -> None:
    reply = showing(bad).answer("/")
    assert reply.status == 404
    assert b"content/orgs/x.yaml:3:7" in reply.body
    assert b"/.mapgen/reload.js?1&amp;" in reply.body


def test_a_bug_is_shown_and_ends_nothing(project: Callable[..., Project]) -> None:
    turns = iter([Reader(project().root, OPTIONS).read()])
    preview = showing(lambda: next(turns))
    assert not preview.rebuild()
    page = preview.answer("/").body
    assert b"is-home" in page
    assert b"StopIteration" in page


def test_text_of_a_problem_cannot_become_markup() -> None:
    problems = Problems()
    problems.add(Where("content/orgs/<script>alert(1)</script>.yaml"), "folder-not-empty")
    preview = showing(lambda: Proof(problems))
    assert b"<script>alert" not in preview.answer("/").body
    assert b"<script>alert" not in (preview.news((0, 0), 0)[1] or b"")


def test_a_page_is_told_of_each_reading_and_which_page_shows_what_was_saved(project: Callable[..., Project]) -> None:
    english = "---\ntitle: About\n---\nThis map.\n"
    made = project({"content/pages/en/about.md": english})
    settings = (made.root / "content/site.yaml").read_text(encoding="utf-8")
    made.write({"content/site.yaml": settings.replace("languages: [ja] ", "languages: [ja, en] ")})
    preview = showing(Reader(made.root, OPTIONS).read)
    assert news(preview, (0, 0)) == {"epoch": 1, "opened": None, "problems": ""}
    assert preview.news((1, 0), 0.01) == ((1, 0), None)
    for n, (paths, opened) in enumerate(
        [
            ((FILE,), {"path": "orgs/mihon-shokudo/", "prefix": None}),
            (("content/pages/about.md",), {"path": "about/", "prefix": ""}),
            (("content/pages/en/about.md",), {"path": "about/", "prefix": "en/"}),
            (("content/orgs/no-such.yaml",), None),
            (("content/region.yaml",), None),
            ((FILE, "content/pages/about.md"), None),
        ],
        start=2,
    ):
        preview.rebuild(paths)
        assert news(preview, (n - 1, 0)) == {"epoch": n, "opened": opened, "problems": ""}


def news(preview: Preview, seen: tuple[int, int]) -> object:
    event = preview.news(seen, 0)[1]
    assert event is not None
    return json.loads(event.decode().removeprefix("data: "))


def test_events_come_over_the_wire_as_they_happen(preview: Preview) -> None:
    with served(preview) as port, closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("GET", "/.mapgen/events?1")
        stream = connection.getresponse()
        assert stream.getheader("Content-Type") == "text/event-stream; charset=utf-8"
        preview.rebuild()
        assert stream.readline() == b'data: {"epoch": 2, "opened": null, "problems": ""}\n'
        assert stream.readline() == b"\n"
        preview.tell_more(1, ["too late"], errors=True)
        preview.tell_more(2, ["a: warning: b [c]"], errors=False)
        told = json.loads(stream.readline().decode().removeprefix("data: "))
    assert told["epoch"] == 2
    assert "class=warning role=alert><summary>There are warnings: 1" in told["problems"]


def test_the_whole_check_tells_what_only_the_finished_site_knows(project: Callable[..., Project]) -> None:
    made = project({"content/pages/about.md": "---\ntitle: この地図\n---\n[どこにもない](/orgs/nowhere/)\n"})
    preview = showing(Reader(made.root, OPTIONS).read)
    whole = WholeCheck(made.root, "en", preview.tell_more)
    whole.begin(preview.shown.epoch)
    wait_until(lambda: bool(preview.shown.problems))
    assert "orgs/nowhere/index.html" in preview.shown.problems
    assert "[broken-link]" in preview.shown.problems
    whole.begin(preview.shown.epoch)
    whole.end()


def test_saved_files_are_noticed_and_half_written_ones_survived(project: Callable[..., Project]) -> None:
    made = project()
    good = (made.root / FILE).read_text(encoding="utf-8")
    (made.root / "content" / "broken-link").symlink_to(made.root / "nowhere")
    (made.root / "content" / "broken-link").unlink()
    preview, stop = Preview(Reader(made.root, OPTIONS).read, "ja", silent), threading.Event()
    whole = WholeCheck(made.root, "ja", preview.tell_more)
    changes = saved(made.root, ("content", "themes"), stop)
    watcher = threading.Thread(target=follow, args=(preview, changes, whole))
    watcher.start()
    try:
        wait_until(lambda: preview.shown.epoch == 1)
        time.sleep(0.5)  # the system is told what to watch only now
        made.write({FILE: good[:200].encode()[:-1]})
        wait_until(lambda: "class=error" in preview.shown.problems)
        made.write({FILE: None})
        made.write({"content/orgs/.mihon-shokudo.yaml.swp": "half", FILE: good})
        wait_until(lambda: preview.shown.problems == "")
        assert preview.shown.files
    finally:
        stop.set()
        watcher.join(20)
        whole.end()
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
