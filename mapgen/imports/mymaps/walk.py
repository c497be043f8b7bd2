"""Walks through XML from outside element by element, with a limit on everything that can grow.

expat checks that it is XML at all. No tree of the file is made: the visitor says which elements it wants whole. Names
are local ones, without the prefix, and a prefix need not be declared: files are read that lack `xmlns:gx`.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import Literal, Protocol
from xml.parsers import expat

from mapgen.imports.mymaps.malformed import explained
from mapgen.imports.refusal import SourceError
from mapgen.problems import Where

# 10,000 places with ten cells each, which is all that My Maps holds, are 270,000 elements.
_MOST_ELEMENTS, _MOST_IN_ONE, _DEEPEST = 300_000, 20_000, 100
_LONGEST_TEXT = 500_000
# A tag or a comment; texts and CDATA may be longer. expat before 2.6 reads an unfinished one again with every piece.
_LONGEST_TAG = 1024 * 1024
_PIECE = 64 * 1024
_DOCTYPE = re.compile(rb"(?>\s++|<!--.*?-->|<\?.*?\?>)*+(<!DOCTYPE)\s+([^\s>\[]*)", re.DOTALL | re.IGNORECASE)

Step = Literal["into", "keep", "skip"]


class Visitor(Protocol):
    """Whoever wants to know what is in the file."""

    def enter(self, name: str, line: int) -> Step:
        """Return what to do with an element that begins: look into it, keep the whole of it, or skip the whole."""

    def leave(self, name: str) -> None:
        """Be told that an element ends that was looked into."""

    def take(self, element: ET.Element, line: int) -> None:
        """Be given an element that was to be kept."""


def walk(data: bytearray, path: str, visitor: Visitor) -> None:
    """Show the visitor every element of XML in UTF-8. Raises SourceError, as the visitor may."""
    if found := _DOCTYPE.match(data):
        # Before expat sees it: whoever never reads a declaration needs no limit on what entities grow to.
        where = Where(path, data.count(b"\n", 0, found.start(1)) + 1)
        raise SourceError(where, "mymaps-web-page" if found[2].lower() == b"html" else "mymaps-doctype")
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text, parser.buffer_size = True, _PIECE
    open_elements = _Walker(parser, path, visitor).open
    try:
        for start in range(0, len(data), _PIECE):
            parser.Parse(memoryview(data)[start : start + _PIECE], start + _PIECE >= len(data))
            if parser.CurrentByteIndex < start - _LONGEST_TAG:
                limit = _LONGEST_TAG // 1024
                raise SourceError(Where(path, parser.CurrentLineNumber), "mymaps-long-tag", limit=limit)
    except expat.ExpatError as error:
        raise explained(error, data, parser.ErrorByteIndex, path, open_elements) from error


@dataclass(slots=True)
class _Kept:
    """An element that is being kept: how deep it stands, where it began, and how much of it there is."""

    depth: int
    line: int
    builder: ET.TreeBuilder
    elements: int = 0
    length: int = 0


class _Walker:
    """The state of one walk: which elements are open, and whether they are kept or skipped."""

    def __init__(self, parser: expat.XMLParserType, path: str, visitor: Visitor) -> None:
        self.parser = parser
        self.path = path
        self.visitor = visitor
        self.open: list[tuple[str, int]] = []
        self.count = 0
        self.kept: _Kept | None = None
        self.skipped_at = 0
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        line = self.parser.CurrentLineNumber
        self.open.append((tag, line))
        self.count += 1
        if self.count > _MOST_ELEMENTS:
            raise SourceError(Where(self.path, line), "mymaps-too-many-elements", limit=_MOST_ELEMENTS)
        if len(self.open) > _DEEPEST:
            raise SourceError(Where(self.path, line), "mymaps-too-deep", limit=_DEEPEST)
        if self.kept:
            self.add(self.kept, name, attributes)
        elif not self.skipped_at:
            step = self.visitor.enter(name, line)
            if step == "keep":
                self.kept = _Kept(len(self.open), line, ET.TreeBuilder())
                self.parser.CharacterDataHandler = self.text  # only now: most of the text is between elements
                self.add(self.kept, name, attributes)
            elif step == "skip":
                self.skipped_at = len(self.open)

    def add(self, kept: _Kept, name: str, attributes: dict[str, str]) -> None:
        kept.elements += 1
        if kept.elements > _MOST_IN_ONE:
            raise SourceError(Where(self.path, kept.line), "mymaps-too-many-elements", limit=_MOST_IN_ONE)
        kept.builder.start(name, attributes)

    def text(self, text: str) -> None:
        if self.kept:
            self.kept.length += len(text)
            if self.kept.length > _LONGEST_TEXT:
                raise SourceError(Where(self.path, self.kept.line), "mymaps-long-text", limit=_LONGEST_TEXT)
            self.kept.builder.data(text)

    def end(self, tag: str) -> None:
        depth = len(self.open)
        self.open.pop()
        name = tag.rpartition(":")[2]
        if self.kept:
            self.kept.builder.end(name)
            if self.kept.depth == depth:
                kept, self.kept = self.kept, None
                self.parser.CharacterDataHandler = None
                self.visitor.take(kept.builder.close(), kept.line)
        elif self.skipped_at:
            self.skipped_at = 0 if self.skipped_at == depth else self.skipped_at
        else:
            self.visitor.leave(name)
