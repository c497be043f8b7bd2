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
_HARMLESS_IN: dict[tuple[str, str, str], str] = {
    ("mapgen.publish.lock", "'win32'  →  'XXwin32'", 'if sys.platform != "win32":'): _WINDOWS,
    ("mapgen.publish.lock", "'win32'  →  'XXwin32'", 'if sys.platform == "win32":'): _WINDOWS,
}
