"""`mapgen towns import`: a published table of towns or blocks becomes `content/towns.csv` or `content/blocks.csv`."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from mapgen.address.spelling import fold
from mapgen.content import BLOCKS, LARGEST_FILE, TOWNS, read_region, read_tables
from mapgen.geocode import LARGEST_BLOCKS, BlockTable, TownTable, dump_blocks, dump_towns
from mapgen.geocode.towns import Key
from mapgen.imports.refusal import SourceError
from mapgen.imports.towns.draft import Draft
from mapgen.imports.towns.source import open_table
from mapgen.model import Region
from mapgen.problems import Problems, Where

Row = TypeVar("Row")
_NAMED_MOST = 10


@dataclass(frozen=True, slots=True)
class Imported:
    """What was written: a sentence of the catalogue, and the facts that fill it."""

    code: str
    facts: Mapping[str, str | int]


def import_towns(root: Path, file: Path, problems: Problems) -> Imported | None:
    """Write the region's rows of `file` into the project's table of towns, or of blocks where the file has blocks.

    Rows of the region's cities that the file does not have stay. What was left out is a warning each. Returns None,
    with the reason in `problems` and nothing written, where the file or the project's own table cannot be trusted.
    """
    region = read_region(root, problems)
    known = read_tables(root, problems)
    if region is None or problems.failed():
        return None
    try:
        with open_table(file) as table:
            draft = Draft(table, region)
            path = table.path
        if not draft.cities():
            raise SourceError(
                Where(path), "import-no-city", cities=_names(region), found="、".join(draft.elsewhere) or "-"
            )
        return (_write_blocks if draft.blocks else _write_towns)(root, draft, known, path, problems)
    except SourceError as refused:
        problems.extend([refused.problem])
        return None


def _write_towns(
    root: Path, draft: Draft, known: tuple[TownTable, BlockTable], path: str, problems: Problems
) -> Imported:
    found, before = draft.towns(), known[0].rows
    merged = _merge(before, found, draft)
    _write(root, TOWNS, dump_towns(merged), LARGEST_FILE)
    cities = {city.id for city in draft.cities()}
    gone = [town for city, town in sorted(before) if city in cities and (city, town) not in found]
    if gone:
        problems.add(Where(path), "import-towns-gone", count=len(gone), names=_some(gone))
    _report(before, draft, TOWNS, problems)
    return Imported("towns-imported", _facts(draft, TOWNS, len(found), len(merged)))


def _write_blocks(
    root: Path, draft: Draft, known: tuple[TownTable, BlockTable], path: str, problems: Problems
) -> Imported:
    found, before = draft.block_table().towns, known[1].towns
    merged = _merge(before, found, draft)
    _write(root, BLOCKS, dump_blocks(merged), LARGEST_BLOCKS)
    named = {(city, fold(town)) for city, town in known[0].rows}
    unknown = [town for city, town in found if (city, fold(town)) not in named]
    if unknown:
        problems.add(Where(path), "import-unknown-towns", count=len(unknown), names=_some(unknown))
    _report(before, draft, BLOCKS, problems)
    return Imported("blocks-imported", _facts(draft, BLOCKS, len(BlockTable(found)), len(BlockTable(merged))))


def _merge(before: Mapping[Key, Row], found: Mapping[Key, Row], draft: Draft) -> dict[Key, Row]:
    """Return what was found, and what was known of the region's other cities."""
    others = {city.id for city in draft.region.cities} - {city.id for city in draft.cities()}
    return {**{key: row for key, row in before.items() if key[0] in others}, **found}


def _report(before: Mapping[Key, Row], draft: Draft, path: str, problems: Problems) -> None:
    """Say what was left out, of the file and of the former table: a new region's has the starter's rows."""
    draft.report(problems)
    ours = {city.id for city in draft.region.cities}
    if foreign := sorted({city for city, _ in before} - ours):
        problems.add(Where(path), "import-foreign-rows", cities=", ".join(foreign))


def _facts(draft: Draft, path: str, found: int, total: int) -> dict[str, str | int]:
    cities = "、".join(city.name.ja for city in draft.cities())
    source = draft.columns.source
    return {"path": path, "rows": draft.rows, "found": found, "total": total, "cities": cities, "source": source}


def _write(root: Path, path: str, text: str, largest: int) -> None:
    """Put the file in its place in one step. Raises SourceError, the old file unchanged."""
    data = text.encode()
    if len(data) > largest:
        raise SourceError(Where(path), "import-result-too-large", size=len(data) // 1024, limit=largest // 1024)
    file = root / path
    unfinished = file.with_name(f".{file.name}.tmp-{os.getpid()}")
    try:
        with unfinished.open("xb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        unfinished.replace(file)
    except OSError as error:
        raise SourceError(Where(path), "import-not-written", reason=error.strerror or type(error).__name__) from error
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _names(region: Region) -> str:
    return "、".join(city.prefecture + city.name.ja for city in region.cities)


def _some(names: list[str]) -> str:
    return "、".join(names[:_NAMED_MOST]) + ("…" if len(names) > _NAMED_MOST else "")
