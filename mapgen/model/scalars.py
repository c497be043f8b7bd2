"""Text to values: what a field may hold. Every scalar arrives as text: nothing is guessed (`no`, `0467…`, `9:30`)."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator

from mapgen.model.frozen import fault
from mapgen.text import fold_width, read_japanese_date

LONGEST_LINE, LONGEST_SUMMARY, LONGEST_TEXT = 200, 120, 20_000


def _at_most(limit: int) -> AfterValidator:
    def check(value: str) -> str:
        if len(value) > limit:
            raise fault("too-long", limit=limit, length=len(value))
        return value

    return AfterValidator(check)


def _one_line(value: str) -> str:
    if "\n" in value.strip():
        raise fault("one-line-only")
    return value.strip()


def _day(value: object) -> object:
    """Return the date of `2024-04-01` (ISO 8601). Other spellings are read only to name them in the mend."""
    if not isinstance(value, str):
        return value
    text = fold_width(value.strip())
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ]24:.*", text):
        raise fault("hour-24")
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        meant = read_japanese_date(text)
        raise fault("bad-date", text=value, guess=meant) if meant else fault("bad-date", text=value)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise fault("no-such-day", text=value) from None


def _partial_day(value: str) -> str:
    """Return a date of reduced precision (`2017`, `2017-09`, `2017-09-15`; ISO 8601-1, 5.2.2.2) as written."""
    text = fold_width(value.strip())
    if not re.fullmatch(r"(19|20)\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", text):
        raise fault("bad-partial-date", text=value)
    if len(text) == 10:
        _day(text)
    return text


def _clock(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = fold_width(value.strip())
    if re.fullmatch(r"24:00", text):
        raise fault("hour-24", text=value)
    matched = re.fullmatch(r"(\d{1,2}):(\d{2})", text)
    if not matched or int(matched[1]) > 23 or int(matched[2]) > 59:
        raise fault("bad-time", text=value)
    return time(int(matched[1]), int(matched[2]))


def _switch(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value not in ("true", "false"):
        raise fault("bad-switch", text=value)
    return value == "true"


def _whole(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = fold_width(value.strip())
    if not re.fullmatch(r"\d{1,9}", text):
        raise fault("bad-whole-number", text=value)
    return int(text)


def _degrees(value: object) -> object:
    """Return decimal degrees. Full-width digits and a decimal comma are errors: a wrong pin looks right (row 43)."""
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"\d{1,3}\.\d{2,15}", value.strip()):
        raise fault("bad-degrees", text=value)
    return float(value)


def _telephone(value: str) -> str:
    """Return a Japanese telephone number in half width with its leading 0: `046-255-0201`, `110`, `#9110`."""
    text = re.sub(r"[‐‑‒–—―−ー()]", "-", fold_width(value.strip())).strip("-").replace("--", "-")
    text = re.sub(r"^\+?81-?(?=[1-9])", "0", text) if text.startswith(("+81", "81-")) else text
    digits = text.replace("-", "")
    short = re.fullmatch(r"#?\d{3,4}", digits)
    if not short and not re.fullmatch(r"0\d{9,10}", digits):
        raise fault("bad-telephone", text=value)
    if "--" in text or not re.fullmatch(r"[#\d-]+", text):
        raise fault("bad-telephone", text=value)
    return text


def _email(value: str) -> str:
    text = fold_width(value.strip())
    if not re.fullmatch(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", text):
        raise fault("bad-email", text=value)
    return text


def _web_address(value: str) -> str:
    """Return an http(s) address without user name or control characters."""
    text = value.strip()
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise fault("bad-url", text=value) from None
    if parts.scheme not in ("http", "https") or not host or "." not in host or parts.username is not None:
        raise fault("bad-url", text=value)
    if re.search(r'[\s<>"\\^`{|}\x00-\x20]', text):
        raise fault("bad-url", text=value)
    return text


def _identifier(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", value):
        raise fault("bad-id", text=value)
    return value


def _corporate_number(value: str) -> str:
    """Return the 13 digits of a 法人番号; the first is the check digit (国税庁: 9 - Σ p·q mod 9)."""
    text = fold_width(value.strip())
    if not re.fullmatch(r"[1-9]\d{12}", text):
        raise fault("bad-corporate-number", text=value)
    total = sum(int(digit) * (1 if n % 2 == 0 else 2) for n, digit in enumerate(reversed(text[1:])))
    if int(text[0]) != 9 - total % 9:
        raise fault("wrong-check-digit", text=value)
    return text


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
        raise fault("bad-colour", text=value)
    return value.upper()


def _language_code(value: str) -> str:
    """Return a code of ISO 639 with an optional script (`zh-Hans`), or `easy`: やさしい日本語, which has no code."""
    if value == "easy":
        return value
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?", value):
        raise fault("bad-language", text=value)
    return value


Line = Annotated[str, AfterValidator(_one_line), _at_most(LONGEST_LINE)]
Summary = Annotated[str, AfterValidator(_one_line), _at_most(LONGEST_SUMMARY)]
Text = Annotated[str, _at_most(LONGEST_TEXT)]
Day = Annotated[date, BeforeValidator(_day)]
PartialDay = Annotated[str, AfterValidator(_partial_day)]
Clock = Annotated[time, BeforeValidator(_clock)]
Switch = Annotated[bool, BeforeValidator(_switch)]
Whole = Annotated[int, BeforeValidator(_whole)]
Degrees = Annotated[float, BeforeValidator(_degrees)]
Telephone = Annotated[str, AfterValidator(_telephone)]
Email = Annotated[str, AfterValidator(_email)]
WebAddress = Annotated[str, AfterValidator(_web_address), _at_most(2000)]
Identifier = Annotated[str, AfterValidator(_identifier)]
CorporateNumber = Annotated[str, AfterValidator(_corporate_number)]
Colour = Annotated[str, AfterValidator(_colour)]
LanguageCode = Annotated[str, AfterValidator(_language_code)]
