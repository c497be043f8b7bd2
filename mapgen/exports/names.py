"""Names under which people save files: words they understand, which every system takes as a file's name."""

from __future__ import annotations

import re
import unicodedata

from mapgen.exports.prose import one_line

# With number, id and ending, of any characters, below the 255 bytes of Linux; short in a window too.
_LONGEST = 40
# What Windows refuses in a name, as the wide characters that look alike.
_WIDE = str.maketrans({char: chr(ord(char) + 0xFEE0) for char in '\\/:*?"<>|'})
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?", re.I)


def file_name(title: str, otherwise: str) -> str:
    """Return a title as a file's name without ending; `otherwise` where nothing of it can be in a name.

    No system refuses it, hides it (a dot before) or cuts it (a dot or a space behind); letters that turn the reading
    direction, which make an ending look like another, are left out.
    """
    shown = "".join(char for char in one_line(title.replace("\u3000", " ")) if char.isprintable())
    name = shown.translate(_WIDE).strip(". ")[:_LONGEST].strip(". ") or otherwise
    return f"{name}_" if _RESERVED.fullmatch(name) else name


class Names:
    """Gives out file names, none of them twice: letters that Windows or a Mac takes for the same count as the same."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, title: str, path: str, number: int | None = None) -> str:
        """Return the name of a file, or of its numbered part: `座間市`, `座間市 1`; `座間市(zama)` where that is taken.

        `path` is the file's path on the site, without ending: unique, and in letters that every system takes.
        """
        stem = path.rpartition("/")[2]
        name = file_name(title, stem) + (f" {number}" if number else "")
        while _folded(name) in self._taken:
            name += f"({stem})"
        self._taken.add(_folded(name))
        return name


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
