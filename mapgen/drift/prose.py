"""A description of ours, in Markdown, changed as staff changed its words in the map."""

from __future__ import annotations

from difflib import SequenceMatcher


def rewritten(markdown: str, old: str, new: str) -> str | None:
    """Return the Markdown with the lines changed that differ between two plain texts of it.

    None where a line that went stands in the Markdown otherwise, or more than once: nobody knows then what was meant.
    """
    lines, before, after = markdown.split("\n"), _lines(old), _lines(new)
    places = [_place(line, lines) for line in before]
    edits: list[tuple[int, int, list[str]]] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if a == b:  # lines came: after the line before them, or before the line after
            anchor = places[a - 1] if a else places[b] if b < len(places) else 0
            if anchor is None:
                return None
            start = end = anchor + 1 if a else anchor
        else:
            known = [place for place in places[a:b] if place is not None]
            if len(known) < b - a or known != sorted(known):
                return None
            start, end = known[0], known[-1] + 1
            if any(lines[n].strip() and n not in known for n in range(start, end)):
                return None
        edits.append((start, end, _spaced(after[c:d], lines, start, end)))
    for start, end, came in reversed(edits):
        lines[start:end] = came
    return "\n".join(lines)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _place(line: str, lines: list[str]) -> int | None:
    """Return the only line of the Markdown that reads like this."""
    found = [n for n, each in enumerate(lines) if each.strip() == line]
    return found[0] if len(found) == 1 else None


def _spaced(came: list[str], lines: list[str], start: int, end: int) -> list[str]:
    """Return new lines; where the text has paragraphs around them, each is one."""
    if start < end:
        return came
    apart = start >= len(lines) or not lines[start].strip() or (start > 0 and not lines[start - 1].strip())
    return [each for line in came for each in ("", line)] if apart and start else came
