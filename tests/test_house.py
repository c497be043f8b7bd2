"""The rules of the house, held by reading the program's own files."""

from __future__ import annotations

import ast
import inspect
import re
import string
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from mapgen.cli import group
from mapgen.cli.commands import Session
from mapgen.problems import catalogue

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "mapgen").rglob("*.py"))

# Each third-party package has one home: whoever replaces it looks there and nowhere else.
HOMES = {
    "click": ("cli/",),
    "dask": ("cluster.py",),
    "distributed": ("cluster.py",),
    "geopy": ("geocode/providers",),
    "jinja2": ("theme/",),
    "markdown": ("render/markdown.py",),
    "markupsafe": ("theme/html.py",),  # Jinja's own string type
    "nh3": ("render/markdown.py",),
    "openpyxl": ("survey/", "imports/"),
    "pydantic": ("model/", "schema.py", "guide/reading.py"),
    "pydantic_core": ("model/", "schema.py"),
    "ruamel": ("orgfile/",),
    "simplekml": ("exports/kml.py",),
    "watchfiles": ("serve/watching.py",),
    "yaml": ("yamldoc/",),
    "zxingcpp": ("render/qr.py",),
}

# Who may print, ask the clock, write files, open sockets; every other room works on values.
SPEAKERS = ("cli/",)
WRITERS = ("publish/", "spool.py", "starter/samples.py", "geocode/lock.py", "imports/", "survey/", "asking/keeping.py")
CALLERS = ("serve/server.py", "geocode/providers", "linkcheck/prober.py")


def room(file: Path) -> str:
    return file.relative_to(ROOT / "mapgen").as_posix()


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def nodes() -> tuple[tuple[str, ast.AST], ...]:
    return tuple((room(file), node) for file in SOURCES for node in ast.walk(parsed(file)))


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Yield room, dotted name as written, and node of every call."""
    for where, node in nodes():
        if isinstance(node, ast.Call):
            yield where, ast.unparse(node.func), node


def imports() -> Iterator[tuple[str, str]]:
    for where, node in nodes():
        if isinstance(node, ast.Import):
            yield from ((where, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield where, node.module or ""


@pytest.mark.parametrize("file", sorted([*SOURCES, *(ROOT / "tests").rglob("*.py")]), ids=str)
def test_no_file_is_longer_than_300_lines(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 300


def test_each_third_party_package_has_one_home() -> None:
    own = sys.stdlib_module_names | {"mapgen", "__future__"}
    found = {(where, name.partition(".")[0]) for where, name in imports() if name.partition(".")[0] not in own}
    assert sorted((where, name) for where, name in found if not where.startswith(HOMES.get(name, ()))) == []


def test_only_the_command_line_speaks() -> None:
    assert [w for w, name, _ in calls() if name in ("print", "click.echo") and not w.startswith(SPEAKERS)] == []


def test_nothing_asks_the_clock_or_chance() -> None:
    clocks = re.compile(r"(datetime|date)(\.datetime|\.date)?\.(now|today|utcnow)|time\.time|random\.\w+|uuid\.\w+")
    # One exception: a point in the lock says on which day a service gave it, and `check` what has grown old.
    asked = [(where, name) for where, name, _ in calls() if clocks.fullmatch(name)]
    assert asked == [("cli/session.py", "datetime.now")]
    assert [(where, name) for where, name in imports() if name in ("random", "secrets", "uuid")] == []


def test_only_the_writers_write() -> None:
    writing = (
        "write_text",
        "write_bytes",
        "mkdir",
        "unlink",
        "rename",
        "symlink_to",
        "touch",
        "rmtree",
        "replace_file",
    )
    found = set()
    for where, name, node in calls():
        literals = [
            arg.value for arg in [*node.args, *(k.value for k in node.keywords)] if isinstance(arg, ast.Constant)
        ]
        mode = next((text for text in literals if isinstance(text, str) and re.fullmatch(r"[rwxabt+]{1,3}", text)), "r")
        opens = name.split(".")[-1] == "open" and set(mode) & set("wxa+")
        writes = opens or (name.split(".")[-1] in writing and "." in name) or name in ("os.open", "os.link")
        if writes and "os.devnull" not in ast.unparse(node):
            found.add((where, name))
    assert sorted((where, name) for where, name in found if not where.startswith(WRITERS)) == []


def test_only_the_preview_the_geocoders_and_the_link_check_use_the_network() -> None:
    network = ("socket", "ssl", "http.client", "http.server", "urllib.request", "asyncio", "geopy")
    assert [(w, name) for w, name in imports() if name.startswith(network) and not w.startswith(CALLERS)] == []


def test_nothing_but_bytes_of_ours_is_evaluated() -> None:
    # Exceptions: the preview has the program itself check the whole site, in a second process, the browser that
    # is on the computer prints sheets to PDF, and of what the last build kept of organisations only nouns are read. And
    # a worker of a cluster, which runs what it is sent, opens our parcel, as we do that of our own second process.
    risky = re.compile(r"eval|exec|compile|pickle\.\w+|yaml\.(load|unsafe_load|full_load)|os\.system|subprocess\.\w+")
    assert sorted((where, name) for where, name, _ in calls() if risky.fullmatch(name)) == [
        ("cluster.py", "pickle.dumps"),
        ("cluster.py", "pickle.loads"),
        ("confirming/paper.py", "subprocess.run"),
        ("crew.py", "pickle.dumps"),
        ("crew.py", "pickle.loads"),
        ("serve/whole.py", "subprocess.Popen"),
        *[("shelf.py", name) for name in ("pickle.UnpicklingError", "pickle.dumps", "pickle.dumps")],
    ]


# ── messages ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def text_of(node: ast.expr | None) -> str | None:
    """Return a literal as a pattern: itself, or an f-string with its holes open; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(re.escape(str(v.value)) if isinstance(v, ast.Constant) else ".+" for v in node.values)
    return None


def dropped() -> Iterator[tuple[str, str]]:
    """Yield room and code (as a pattern) wherever a problem is raised, dropped or said with its code written out."""
    places = {"fault": 0, "WrongUsage": 0, "add": 1, "Problem": 1, "SourceError": 1}
    for where, name, node in calls():
        last = name.split(".")[-1]
        position = places.get(last, 0 if name.endswith(".say") else 1 if name == "say" else None)
        if position is not None and len(node.args) > position and (code := text_of(node.args[position])):
            yield where, code


def test_every_code_that_is_dropped_has_its_sentence() -> None:
    unknown = [(w, code) for w, code in dropped() if not any(re.fullmatch(code, known) for known in catalogue())]
    assert unknown == []
    assert len(list(dropped())) > 40


def test_every_sentence_is_used() -> None:
    literals = {node.value for _, node in nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    patterns = {code for _, code in dropped() if "+" in code}
    unused = [c for c in catalogue() if c not in literals and not any(re.fullmatch(p, c) for p in patterns)]
    assert unused == []


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_both_languages_say_the_same(code: str) -> None:
    message = catalogue()[code]
    assert message.level in ("error", "warning", "note")
    assert set(message.fact) == {"ja", "en"} and all(message.fact.values())
    assert set(message.mend) in (set(), {"ja", "en"})
    assert re.search("[ぁ-んァ-ヶ一-龠]", message.fact["ja"]), "the Japanese sentence has no Japanese in it"
    assert not re.search("[ぁ-ん]", message.fact["en"] + message.mend.get("en", "")), "no sentence is half translated"


def test_every_hole_of_a_sentence_is_filled_where_its_code_is_dropped() -> None:
    checked = 0
    for where, name, node in calls():
        position = {"fault": 0, "WrongUsage": 0, "add": 1, "SourceError": 1}.get(name.split(".")[-1])
        if position is None or len(node.args) <= position or any(k.arg is None for k in node.keywords):
            continue
        code = node.args[position]
        if isinstance(code, ast.Constant) and code.value in catalogue():
            message = catalogue()[code.value]
            needed = {hole for text in (*message.fact.values(), *message.mend.values()) for hole in holes(text)}
            given = {keyword.arg for keyword in node.keywords} | (
                {"field"} if name == "fault" else set()
            )  # by `schema`
            assert needed <= given, (where, code.value)
            checked += 1
    assert checked > 30


def holes(template: str) -> set[str]:
    return {name.partition(":")[0] for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_the_catalogue_is_made_of_codes() -> None:
    for file in sorted((ROOT / "mapgen" / "messages").iterdir()):
        for code, entry in tomllib.loads(file.read_text(encoding="utf-8")).items():
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code), (file.name, code)
            assert entry.keys() <= {"level", "ja", "en", "mend", "means", "wrong", "right", "path"}, (file.name, code)


# ── commands ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", sorted(group.commands))
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_command_has_help_in_both_languages_and_stands_in_the_readme(name: str, lang: str) -> None:
    command = group.commands[name]
    root = click.Context(group, info_name="mapgen", obj=Session(Path(), "ja", None), **group.context_settings)
    root.params["lang"] = lang
    with click.Context(command, parent=root, info_name=name) as ctx:
        said = [command.help, *(option.help for option in command.params if isinstance(option, click.Option))]
        page = command.get_help(ctx)
    for text in said:
        assert text, f"{name}: something has no help"
        assert bool(re.search("[ぁ-んァ-ヶ一-龠]", text)) == (lang == "ja")
        assert " ".join(text.split()) in " ".join(page.split())
    assert f"`mapgen {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def commands(group: click.Group) -> Iterator[click.Command]:
    """Yield every command, those of a group of commands (`towns import`) too."""
    for command in group.commands.values():
        yield from commands(command) if isinstance(command, click.Group) else (command,)


def test_a_command_is_a_dozen_lines() -> None:
    for command in commands(group):
        function = inspect.unwrap(command.callback)  # type: ignore[arg-type]
        (node,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
        assert isinstance(node, ast.FunctionDef)
        body = node.body[1:]  # without the help
        lines = (body[-1].end_lineno or 0) - body[0].lineno + 1
        assert lines <= 14, f"{command.name} has {lines} lines"
