"""Pure text: width, kana, dates in the ways people write them, what cannot be seen. Nothing here knows of fields."""

from __future__ import annotations

import re
import unicodedata

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925}
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


def fold_width(text: str) -> str:
    """Return `text` in half width and compatibility form (NFKC): `０４６` → `046`, `ｶﾅ` → `カナ`."""
    return unicodedata.normalize("NFKC", text)


def visible(char: str) -> str:
    """Return the character, or a sign for one that machines obey or nobody sees: ␉ for a tab, <U+200B>."""
    if unicodedata.category(char) not in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") and char != "\u00a0":
        return char
    return chr(0x2400 + ord(char)) if ord(char) < 0x20 else f"<U+{ord(char):04X}>"


def compose_kana(text: str) -> str:
    """Return `text` with kana and their voicing marks joined (か + ゛ → が), and nothing else changed.

    Whole-text NFC would rewrite compatibility ideographs in names (神 U+FA19 → 神), so only U+3099/309A compose.
    """
    return re.sub(r".[\u3099\u309A]", lambda pair: unicodedata.normalize("NFC", pair[0]), text)


def read_japanese_date(text: str) -> str | None:
    """Return the ISO date meant by `2024/4/1`, `2024年4月1日`, `令和6年4月1日`, `R6.4.1` or `2024-04`, else None.

    Only for a did-you-mean: content is never read from it. A missing day is the first.
    """
    folded = fold_width(text).strip().replace("元年", "1年")
    matched = re.fullmatch(r"(令和|平成|昭和|[RHS])?\s*(\d{1,4})[年/.\-](\d{1,2})(?:[月/.\-](\d{1,2})日?|月)?", folded)
    if not matched:
        return None
    era, year, month, day = matched.groups()
    full_year = int(year) + _ERAS.get(era or "", 0)
    if not 1900 <= full_year <= 2100 or not 1 <= int(month) <= 12 or not 1 <= int(day or 1) <= 31:
        return None
    return f"{full_year:04d}-{int(month):02d}-{int(day or 1):02d}"


def front_matter(text: str) -> tuple[str | None, str, int]:
    """Return what stands between the first two lines of `---`, the text after them, and the line it begins in."""
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if lines[0].rstrip() != "---" or end is None:
        return None, text, 1
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2


def good_stem(stem: str) -> bool:
    """Return whether the stem can be an id and a file name on every system (Windows reserves some)."""
    letters = stem.isascii() and stem.replace("-", "").isalnum() and stem == stem.lower() and not stem.startswith("-")
    return letters and len(stem) <= 64 and stem not in _RESERVED
