"""The rooms that must not go wrong unnoticed, with the tests that are to notice; and faults that change nothing."""

from __future__ import annotations

_YAML = " ".join(
    f"tests/test_{name}.py" for name in ("yaml_rows", "yaml_told", "yamldoc", "malformed_files", "yamldoc_mistakes")
)
_PUBLISH = " ".join(f"tests/test_publish{name}.py" for name in ("", "_files", "_system", "_faults"))

ROOMS: dict[str, tuple[tuple[str, str], ...]] = {
    "places": (("mapgen.model.place", "tests/test_places.py"),),
    "escaping": (
        ("mapgen.exports.kml_xml", "tests/test_escaping.py"),
        ("mapgen.exports.sheets", "tests/test_escaping.py"),
        ("mapgen.exports.table", "tests/test_escaping.py tests/test_checks_twins.py"),
        ("mapgen.render.html", "tests/test_escaping.py"),
        ("mapgen.render.markdown", "tests/test_markdown_list.py tests/test_markdown.py"),
    ),
    "publish": tuple(
        (f"mapgen.publish{name}", _PUBLISH) for name in ("", ".failure", ".files", ".lock", ".paths", ".tree")
    ),
    "loader": tuple(
        (f"mapgen.yamldoc.{name}", _YAML)
        for name in ("characters", "lines", "marks", "reader", "shape", "suspects", "values", "walk")
    ),
}


def explained(module: str, text: str, line: str) -> str:
    """Return why a fault in a line changes nothing that anybody could see, '' where it does."""
    if text == "return False  →  return None":
        return "None is false as well, and mypy refuses it"
    return _HARMLESS.get((module, text)) or _HARMLESS_IN.get((module, text, line), "")


# pydantic refuses half a point before anybody asks for it; its own message is shown to nobody.
_HARMLESS: dict[tuple[str, str], str] = {
    (
        "mapgen.model.place",
        "self.lat is not None and self.lon is not None  →  self.lat is not None or self.lon is not None",
    ): "half a point is refused before",
    ("mapgen.render.html", "True  →  False"): "both lists come of one and are of one length",
    ("mapgen.model.place", "'unknown-visibility'  →  'XXunknown-visibility'"): "a message that nobody shows",
}

_WINDOWS = "only Windows goes this way"
_TAKES = 'handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)'
_NO_FLOCK = "return True  # No flock there; the swap still leaves no mixture."
_IS_WINDOWS = 'return None if sys.platform == "win32" else getattr(ctypes.CDLL(None, use_errno=True), name, None)'
_HARMLESS_IN: dict[tuple[str, str, str], str] = {
    ("mapgen.publish.lock", "'win32'  →  'XXwin32'", 'if sys.platform != "win32":'): _WINDOWS,
    ("mapgen.publish.lock", "'win32'  →  'XXwin32'", 'if sys.platform == "win32":'): _WINDOWS,
    ("mapgen.publish.lock", "return True  →  return None", _NO_FLOCK): _WINDOWS,
    ("mapgen.publish.lock", "True  →  False", _NO_FLOCK): _WINDOWS,
    ("mapgen.publish.tree", "'win32'  →  'XXwin32'", _IS_WINDOWS): _WINDOWS,
    ("mapgen.publish.lock", "50  →  51", "for _ in range(50):"): "a hundredth of a second more patience",
    ("mapgen.publish.lock", "0  →  1", "os.truncate(handle, 0)"): "the number that is written covers it",
    ("mapgen.publish.lock", "0  →  1", _TAKES): "only a system without O_NOFOLLOW",
    (
        "mapgen.publish.lock",
        "20  →  21",
        'if text := os.read(handle, 20).decode("ascii", "replace"):',
    ): "no process has so long a number",
    ("mapgen.publish.tree", "100  →  101", "here = -100  # AT_FDCWD"): "absolute paths are looked up from nowhere",
    (
        "mapgen.yamldoc.characters",
        "'\\n'  →  'XX\\n'",
        'if (not text.replace("\\n", "").replace("\\u3000", "").isprintable() or _PRINTABLE.search(text)) '
        "and FORBIDDEN.search(",
    ): "only slower",
    ("mapgen.yamldoc.lines", "0  →  1", "settled: int = 0"): "every line is made with a number of its own",
    (
        "mapgen.yamldoc.marks",
        "row.closed > 0  →  row.closed >= 0",
        "closed = row.closed if row.closed and row.closed > 0 else row.at",
    ): "0 was left out just before",
    (
        "mapgen.yamldoc.marks",
        "1  →  2",
        'end = comment.start() + 1 if comment and row.value[:1] not in "\\"\'[{" else len(text)',
    ): "what is looked at more is the mark of the comment, which is no tab",
    (
        "mapgen.yamldoc.shape",
        "indent > found > expected  →  indent >= found > expected",
        "if indent > found > expected:",
    ): "where both are the same was said just before",
    ("mapgen.yamldoc.lines", "1  →  2", "colon: int = -1"): "any number below 0 says that there is none",
}
