"""Opens a CSV file that somebody downloaded: as it is or inside its zip, in UTF-8 or cp932, and never as a whole.

What it holds is not trusted: besides what `archive` refuses, a line has a longest length.
"""

from __future__ import annotations

import codecs
import csv
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from mapgen.imports.archive import Expected, only_table, open_source
from mapgen.imports.refusal import SourceError
from mapgen.problems import Where

_LONGEST_LINE = 64 * 1024


@dataclass(frozen=True)
class Table:
    """An open table: its path as people see it, its columns' places by name, and its rows, which can be read once.

    A name is in half width, without ・ and spaces: 大字・丁目名 is 大字丁目名. `width` is how many cells a row has.
    """

    path: str
    columns: dict[str, int]
    width: int
    lines: _Lines
    reader: Iterator[list[str]]

    def rows(self) -> Iterator[tuple[Where, list[str]]]:
        """Yield place and cells of each row. Raises SourceError at the first that is broken."""
        for where, cells in _records(self.path, self.lines, self.reader):
            if len(cells) != self.width:
                raise SourceError(where, "import-bad-row", expected=self.width, found=len(cells))
            yield where, cells

    def ends_within_a_line(self) -> bool:
        """Return whether the row just read is the last, in a line that does not end: it may lack something."""
        return self.lines.unfinished


@contextmanager
def open_table(file: Path) -> Iterator[Table]:
    """Give the table of a CSV file or of a zip with one CSV file in it. Raises SourceError."""
    with open_source(file, EXPECTED) as source:
        yield _table(source.path, source.stream)


# The whole country's towns are about 55 MB (277,543 rows of about 200 bytes), the blocks of a prefecture less.
EXPECTED = Expected(
    suffix=".csv",
    zip="zip",
    largest=256 * 1024 * 1024,
    largest_zip=64 * 1024 * 1024,
    too_large="import-too-large",
    choose=only_table,
)


def _table(path: str, stream: IO[bytes]) -> Table:
    lines = _Lines(path, stream)
    reader = csv.reader(lines, strict=True)
    _, heading = next(_records(path, lines, reader), (None, []))
    names = [unicodedata.normalize("NFKC", cell).replace("・", "").replace(" ", "") for cell in heading]
    columns = {name: place for place, name in enumerate(names) if name}
    if len(columns) != sum(map(bool, names)):
        raise SourceError(Where(path, 1), "import-column-twice")
    return Table(path, columns, len(names), lines, reader)


def _records(path: str, lines: _Lines, reader: Iterator[list[str]]) -> Iterator[tuple[Where, list[str]]]:
    """Yield the records that are not empty, each with its place: a quotation mark left open is named where it opens."""
    start = lines.number + 1
    try:
        for cells in reader:
            if cells:
                yield Where(path, start), cells
            start = lines.number + 1
    except csv.Error as error:
        raise SourceError(Where(path, start), "import-not-csv") from error


class _Lines(Iterator[str]):
    """The lines of a stream as text. The encoding is that of the first line, which has Japanese in every real file.

    In both encodings a line end is a byte of its own, so that a byte that cannot be read is found in its own line.
    """

    def __init__(self, path: str, stream: IO[bytes]) -> None:
        self.path = path
        self.stream = stream
        self.number = 0
        self.unfinished = False
        self.encoding = "utf-8"

    def __next__(self) -> str:
        line = self.stream.readline(_LONGEST_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        self.unfinished = not line.endswith(b"\n")
        if len(line) == _LONGEST_LINE and self.unfinished:
            raise SourceError(Where(self.path, self.number), "import-long-line", limit=_LONGEST_LINE // 1024)
        if self.number == 1:
            line = self.begin(line)
        try:
            return line.decode(self.encoding)
        except UnicodeDecodeError as error:
            byte = f"{line[error.start]:02X}"
            facts = {"name": {"utf-8": "UTF-8", "cp932": "Shift_JIS"}[self.encoding], "byte": byte}
            raise SourceError(Where(self.path, self.number), "import-not-text", **facts) from error

    def begin(self, line: bytes) -> bytes:
        """Choose the encoding by the first line; return the line without its byte order mark."""
        if b"\0" in line or line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise SourceError(Where(self.path, 1), "import-wide")
        line = line.removeprefix(codecs.BOM_UTF8)
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            self.encoding = "cp932"
        return line
