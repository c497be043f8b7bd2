"""Content lines, of which vCard (RFC 2426) and iCalendar (RFC 5545) are made: `NAME;PARAMETER=x:value`, folded, CRLF.

Both are this one rule and a list of names; a library for them takes longer to load than all calendars take to write.
"""

from __future__ import annotations

from collections.abc import Iterable

from mapgen.exports.prose import clean

# Octets of a line without its end (RFC 5545, 3.1; RFC 2425, 5.8.1); a line that goes on begins with a space.
_WIDTH = 75


def escaped(text: str) -> str:
    """Return a value of the type TEXT: backslash, semicolon and comma escaped, a line end as `\\n`."""
    text = clean(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n").replace("\t", " ")


def text(lines: Iterable[str]) -> str:
    """Return the lines as a file or a part of one."""
    return "".join(f"{folded(line)}\r\n" for line in lines)


def folded(line: str) -> str:
    """Return a line folded at 75 octets, never within a character."""
    octets = line.encode()
    parts, start, room = [], 0, _WIDTH
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # the middle of a character
            end -= 1
        parts.append(octets[start:end])
        start, room = end, _WIDTH - 1
    return b"\r\n ".join([*parts, octets[start:]]).decode()
