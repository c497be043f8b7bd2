"""`mapgen import csv` and `mapgen import xlsx`: a published list becomes draft organisations."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mapgen.content import Content
from mapgen.imports.lists.reading import List, read_list
from mapgen.imports.mymaps.importing import take_in
from mapgen.imports.mymaps.placemarks import MyMap
from mapgen.imports.mymaps.result import Imported
from mapgen.imports.refusal import shown
from mapgen.problems import Language, Problems, catalogue


@dataclass(frozen=True, slots=True)
class Listed:
    """What became of a list's rows."""

    list: List
    imported: Imported

    def lines(self, lang: Language, *, dry_run: bool) -> Iterator[str]:
        """Yield the report for people: how each table was understood, what became of its rows, and one line for all."""
        for table in self.list.tables:
            title = f"{table.title}({table.edition})" if table.edition else _say("import-list-unknown", lang)
            facts = {"sheet": table.sheet.path, "title": title, "read": _words(list(table.headings.values()))}
            yield _say("import-list-table", lang, **facts)
            if table.unread:
                yield _say("import-list-unread", lang, sheet=table.sheet.path, unread=_words(table.unread))
        yield from self.imported.each(lang)
        code = "import-list-would" if dry_run else "import-list-done"
        counts = {"rows": self.list.rows, "elsewhere": self.list.elsewhere, **self.imported.counts}
        yield _say(code, lang, **counts)

    def data(self, lang: Language) -> dict[str, Any]:
        """Return the same for programs, ready for JSON."""
        tables = [
            {
                "sheet": table.sheet.path,
                "edition": table.edition or None,
                "title": table.title or None,
                "columns": list(table.headings.values()),
                "unread": list(table.unread),
            }
            for table in self.list.tables
        ]
        found = self.imported.data(lang)
        parts = {name: found[name] for name in ("drafts", "duplicates", "skipped")}
        return {"rows": self.list.rows, "elsewhere": self.list.elsewhere, "tables": tables, **parts}


def import_list(
    root: Path, file: Path, problems: Problems, cities: Collection[str] = (), *, dry_run: bool = False
) -> Listed | None:
    """Return what comes of a list, its drafts written to `content/orgs/` unless `dry_run`; None as for a map."""
    read: list[List] = []

    def reading(content: Content) -> MyMap:
        read.append(read_list(file, content, cities))
        return read[0].mymap

    imported = take_in(root, file, problems, reading, dry_run=dry_run)
    return Listed(read[0], imported) if imported else None


def _words(headings: Collection[str]) -> str:
    return "、".join(shown(heading, 40) for heading in headings)


def _say(code: str, lang: Language, **facts: Any) -> str:
    return catalogue()[code].fact[lang].format(**facts)
