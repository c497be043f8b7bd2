"""The rooms that must not go wrong unnoticed, with the tests that are to notice; and faults that change nothing."""

from __future__ import annotations

# The sharpest first: what it notices need not wait for the others.
_YAML = " ".join(
    f"tests/test_{name}.py"
    for name in ("yaml_told", "yaml_characters", "yamldoc_mistakes", "yamldoc", "yaml_rows", "malformed_files")
)
_PUBLISH = " ".join(f"tests/test_publish{name}.py" for name in ("", "_files", "_system", "_faults"))

ROOMS: dict[str, tuple[tuple[str, str], ...]] = {
    "places": (("mapgen.model.place", "tests/test_places.py"),),
    "escaping": (
        ("mapgen.exports.kml_xml", "tests/test_escaping.py"),
        ("mapgen.exports.sheets", "tests/test_escaping.py"),
        ("mapgen.exports.table", "tests/test_escaping.py tests/test_checks_twins.py"),
        ("mapgen.theme.html", "tests/test_escaping.py"),
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


# A file that is looked at more closely than it need be is told the same, only slower.
# pydantic refuses half a point before anybody asks for it; its own message is shown to nobody.
_HARMLESS: dict[tuple[str, str], str] = {
    (
        "mapgen.render.markdown",
        "return ''  →  return None",
    ): "re.sub puts nothing there for None too, and mypy refuses it",
    (
        "mapgen.model.place",
        "self.lat is not None and self.lon is not None  →  self.lat is not None or self.lon is not None",
    ): "half a point is refused before",
    ("mapgen.theme.html", "True  →  False"): "both lists come of one and are of one length",
    (
        "mapgen.yamldoc.suspects",
        "']|-[^ \\\\n\\\\d-]|(?:- +)*[a-z_][a-z0-9_]* *['  →  'XX]|-[^ \\\\n\\\\d-]|(?:- +)*[a-z_][a-z0-9_]* *['",
    ): "only slower",
    (
        "mapgen.yamldoc.suspects",
        "']|(?:- +)*[a-z_]+:[^ /\\\\n]|(?:- +)+[“”‘’„＂［｛'  →  'XX]|(?:- +)*[a-z_]+:[^ /\\\\n]|(?:- +)+[“”‘’„＂［｛'",
    ): "only slower",
    (
        "mapgen.yamldoc.suspects",
        "'])|%[A-Z]|---|\\\\.\\\\.\\\\.)'  →  'XX])|%[A-Z]|---|\\\\.\\\\.\\\\.)'",
    ): "only slower",
    ("mapgen.model.place", "'unknown-visibility'  →  'XXunknown-visibility'"): "a message that nobody shows",
}

_WINDOWS = "only Windows goes this way"
_TAKES = 'handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)'
_NO_FLOCK = "return True  # No flock there; the swap still leaves no mixture."
_IS_WINDOWS = 'return None if sys.platform == "win32" else getattr(ctypes.CDLL(None, use_errno=True), name, None)'
_REGISTERS = r'converter.inlinePatterns.register(Ruby(r"\{([^{}|\n]+)\|([^{}|\n]+)\}", converter), "ruby", 178)'
_SLOWER = "only slower"
_LOOKED_AT = 'if not text.replace("\\n", "").replace("\\u3000", "").isprintable() or _PRINTABLE.search(text):'
_AFTER_COLON = '_AFTER_COLON = re.compile(rf": *[“”‘’„＂［｛{ODD_SPACES}]")'
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
    ("mapgen.render.markdown", "'ruby'  →  'XXruby'", _REGISTERS): "a name by which nobody asks",
    ("mapgen.render.markdown", "178  →  179", _REGISTERS): "no other pattern stands between",
    ("mapgen.yamldoc.characters", "'\\n'  →  'XX\\n'", _LOOKED_AT): _SLOWER,
    ("mapgen.yamldoc.characters", "'\\u3000'  →  'XX\\u3000'", _LOOKED_AT): _SLOWER,
    ("mapgen.yamldoc.characters", "''  →  'XX'", _LOOKED_AT): _SLOWER,
    (
        "mapgen.yamldoc.reader",
        "not mended or len(self.found) >= _MOST_REPORTED  →  not mended and len(self.found) >= _MOST_REPORTED",
        "if not mended or len(self.found) >= _MOST_REPORTED:",
    ): _SLOWER,
    ("mapgen.yamldoc.reader", "break  →  continue", "break"): _SLOWER,
    (
        "mapgen.yamldoc.walk",
        "0  →  1",
        "walked.error = (mark.line, mark.column) if mark else (0, 0)",
    ): "every error has a mark",
    (
        "mapgen.yamldoc.shape",
        "indent > found > expected  →  indent >= found > expected",
        "if indent > found > expected:",
    ): "where both are the same was said just before",
    (
        "mapgen.yamldoc.shape",
        "indent > found > expected  →  indent > found >= expected",
        "if indent > found > expected:",
    ): "lines are only moved to another column",
    (
        "mapgen.yamldoc.shape",
        "True  →  False",
        "rows, _second = examine(lines, broken=True, most=most)",
    ): "what was only meant as a key is one by then",
    (
        "mapgen.yamldoc.shape",
        "expected > row.indent  →  expected >= row.indent",
        "if text and (spaces < row.indent or (expected > row.indent and spaces > row.indent)):",
    ): "where both are the same nothing is moved",
    ("mapgen.yamldoc.suspects", "']'  →  'XX]'", _AFTER_COLON): _SLOWER,
    ("mapgen.yamldoc.suspects", "'\\n'  →  'XX\\n'", 'or _LINE_START.search("\\n" + text) is not None'): _SLOWER,
    (
        "mapgen.yamldoc.values",
        "0  →  1",
        "edit = Edit(row.number, row.at + len(value), 0, close)",
    ): "nothing but blanks stands behind a value",
}
