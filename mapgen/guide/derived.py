"""Files of a project that say again what the model and its lists say: all of them made anew by one command."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

from mapgen.guide.fields import Guide
from mapgen.guide.issueforms import issue_forms
from mapgen.guide.jsonschema import json_schema
from mapgen.guide.table import table

SCHEMA = ".vscode/org.schema.json"
SETTINGS = ".vscode/settings.json"
# The first line of a file of an organisation: where the language server of an editor finds the schema from there.
MODELINE = f"yaml-language-server: $schema=../../{SCHEMA}"
PAGES = {"content/pages/contribute.md": "ja", "content/pages/en/contribute.md": "en"}
# Markdown's own notes, which no page shows.
_TABLE = re.compile(
    r"(?<=^\[fields\]: # \(mapgen schema --update\)\n\n).*?(?=\n\[/fields\]: #$)", re.DOTALL | re.MULTILINE
)
# A formatter that knows nothing of the order of fields would undo what `mapgen fmt` does.
_SETTINGS = {
    "yaml.schemas": {f"./{SCHEMA}": "content/orgs/*.yaml"},
    "yaml.format.enable": False,
    "files.encoding": "utf8",
    "[yaml]": {"editor.insertSpaces": True, "editor.tabSize": 2},
}


def derived(guide: Guide, read: Callable[[str], str | None]) -> Mapping[str, str]:
    """Return the text of every such file by path; `read` gives what stands there now, None where nothing does.

    Of a page only the table between two marks is ours, of an editor's settings those that we need: settings that are
    no plain JSON are a person's own, and stay as they are.
    """
    files = {
        ".vscode/extensions.json": _json({"recommendations": ["redhat.vscode-yaml"]}),
        SCHEMA: json_schema(guide),
        **issue_forms(guide),
    }
    if (settings := _settings(read(SETTINGS))) is not None:
        files[SETTINGS] = settings
    for path, lang in PAGES.items():
        page = read(path)
        if page is not None and _TABLE.search(page):
            rows = table(guide, lang)
            files[path] = _TABLE.sub(lambda _, rows=rows: rows, page)  # type: ignore[misc]
    return dict(sorted(files.items()))


def _settings(before: str | None) -> str | None:
    try:
        own = json.loads(before) if before else {}
    except ValueError:
        return None
    return _json({**own, **_SETTINGS}) if isinstance(own, dict) else None


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
