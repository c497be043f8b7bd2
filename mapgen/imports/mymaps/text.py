"""The words of a description: an HTML fragment of anybody's becomes plain text with line breaks.

Not by `html.parser`: before Python 3.11.14 and 3.13.6 it takes ten seconds for 20 KB of `<a ` (cpython#135462). What is
read here is read once, from left to right.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>|<[!?][^<>]*+>|<(?P<end>/?)(?P<tag>[a-z][a-z0-9:]*)(?P<attributes>[^<>]*+)>",
    re.DOTALL | re.IGNORECASE,
)
_HREF = re.compile(r"""(?:\A|\s|["'])href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""", re.IGNORECASE)
# Where a line begins, and where an empty one comes before it.
_LINES = frozenset((
    "address", "article", "blockquote", "caption", "center", "dd", "div", "dl", "dt", "footer", "form", "header", "hr",
    "li", "main", "nav", "pre", "section", "tbody", "tfoot", "thead", "tr",
))  # fmt: skip
_PARAGRAPHS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "table", "ul"])
_CELLS = frozenset(["td", "th"])
_UNSEEN = frozenset(["head", "script", "style", "template", "title"])
# Stands between two cells until the row is whole. XML forbids this character, so that no file has it.
_CELL = "\x1f"
_HUGE_REFERENCE = re.compile(r"&#(?:x[0-9a-f]{7,}|[0-9]{8,});?", re.IGNORECASE)
# What HTML folds into one (Infra Standard, "ASCII whitespace"); the wide space of Japanese is a letter to it.
_BLANKS = re.compile(r"[ \t\n\f\r]+")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?|mailto|tel):.+", re.IGNORECASE)
_NO_WEB = re.compile(r"\A(?:mailto|tel):", re.IGNORECASE)
_WEB = re.compile(r"https?://|www\.", re.IGNORECASE)
# Lines of a cell, and cells that begin alike: more are compared with nothing.
_MOST_REPEATED = 30


def plain(fragment: str, columns: Mapping[str, str]) -> str:
    """Return the words of an HTML fragment, without the lines `column: value` that only repeat a column.

    A link is `words(address)`, or its address alone where the words are none of their own. A row of a table is a line,
    `a: b` where it has two cells. Line breaks of the fragment itself count only where it has no markup for them.
    """
    tags = (found["tag"] for found in _TOKEN.finditer(fragment) if found["tag"])
    printer = _Printer(lines_count=not any(tag.lower() in {"br"} | _LINES | _PARAGRAPHS for tag in tags))
    position = 0
    for found in _TOKEN.finditer(fragment):
        printer.words(fragment[position : found.start()])
        position = found.end()
        if found["tag"]:
            printer.tag(found["tag"].lower(), found["attributes"], end=bool(found["end"]))
    printer.words(fragment[position:])
    lines = [_flat(line) for line in _BREAK.sub("\n", printer.text()).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(_without_columns(lines, columns))).strip()


class _Printer:
    """The words so far, and what is open: a link, a cell, an element whose content nobody sees."""

    def __init__(self, *, lines_count: bool) -> None:
        self._lines_count = lines_count
        self._parts: list[str] = []
        self._breaks = 2  # line breaks at the end, as if one paragraph had just ended
        self._link: tuple[str, int] | None = None
        self._in_cell = False
        self._unseen = ""

    def text(self) -> str:
        """Return the words, cells still apart."""
        self._close_link()
        return "".join(self._parts)

    def words(self, text: str) -> None:
        """Print what stands between two tags."""
        if self._unseen or not text:
            return
        read = _unescaped(text)
        if not self._lines_count:
            read = _BLANKS.sub(" ", read)
        if read.strip() or not self._breaks:
            self._parts.append(read)
            self._breaks = 0

    def tag(self, tag: str, attributes: str, *, end: bool) -> None:
        """Print what a tag stands for."""
        if self._unseen:
            self._unseen = "" if end and tag == self._unseen else self._unseen
        elif tag in _UNSEEN:
            self._unseen = "" if end else tag
        elif tag == "a":
            self._close_link()
            if not end and (found := _HREF.search(attributes)):
                address = re.sub(r"\s+", "%20", _unescaped(found[1] or found[2] or found[3] or "").strip())
                self._link = (address, len(self._parts))
        else:
            self._lay_out(tag, end=end)

    def _lay_out(self, tag: str, *, end: bool) -> None:
        if tag in _CELLS:
            self._in_cell = not end
            self._parts.append("" if end else _CELL)
        elif tag == "br":
            self._break(self._breaks + 1)
        elif self._in_cell and tag not in ("tr", "table") and tag in _LINES | _PARAGRAPHS:
            self.words(" ")
        elif tag in _LINES or tag in _PARAGRAPHS:
            self._in_cell = False
            self._break(1 if tag in _LINES else 2)
            if tag == "li" and not end:
                self._parts.append("・")
                self._breaks = 2

    def _break(self, least: int) -> None:
        """Begin a line after so many line breaks; more than one empty line says nothing more."""
        least = min(least, 2)
        self._parts.append("\n" * (least - self._breaks))
        self._breaks = max(self._breaks, least)

    def _close_link(self) -> None:
        """Put the address of the open link behind its words, or in their place where they only repeat it."""
        if self._link is None:
            return
        address, start = self._link
        self._link = None
        words = "".join(self._parts[start:]).strip()
        bare = _NO_WEB.sub("", address)
        if not _ADDRESS.fullmatch(address) or (bare != address and bare in words):
            return
        self._parts[start:] = [bare if not words or _WEB.match(words) else f"{words}({bare})"]
        self._breaks = 0


def _unescaped(text: str) -> str:
    """Return text with its references read. Huge numbers go first: Python refuses to read them."""
    return html.unescape(_HUGE_REFERENCE.sub("\ufffd", text))


def _flat(line: str) -> str:
    """Return one line with its cells joined and without double spaces."""
    cells = [" ".join(re.split(r"[ \t\r\n\xa0]+", cell)).strip() for cell in line.split(_CELL)]
    cells = [cell for cell in cells if cell]
    if len(cells) != 2:
        return " / ".join(cells)
    return re.sub("[:\uff1a]$", "", cells[0]) + ": " + cells[1]


def _without_columns(lines: Sequence[str], columns: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines that say more than a column does; a cell of several lines is repeated in as many."""
    repeats: dict[str, list[list[str]]] = {}
    for column, cell in columns.items():
        told = [squeezed for line in _BREAK.sub("\n", f"{column}: {cell}").split("\n") if (squeezed := _squeezed(line))]
        alike = repeats.setdefault(told[0], [])
        if max(len(told), len(alike)) < _MOST_REPEATED:
            alike.append(told)
    squeezed_lines = [_squeezed(line) for line in lines]
    position = 0
    while position < len(lines):
        found = repeats.get(squeezed_lines[position], [])
        length = max((_repeated(told, squeezed_lines, position) for told in found), default=0)
        if not length:
            yield lines[position]
        position += length or 1


def _repeated(told: Sequence[str], lines: Sequence[str], start: int) -> int:
    """Return how many lines from `start` say what is told, empty ones between them included; 0 where they do not."""
    end = start
    for line in told:
        while end < len(lines) and not lines[end]:
            end += 1
        if end == len(lines) or lines[end] != line:
            return 0
        end += 1
    return end - start


def _squeezed(line: str) -> str:
    return "".join(line.split()).replace("\uff1a", ":")
