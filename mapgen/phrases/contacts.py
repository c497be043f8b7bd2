"""Telephone numbers and addresses of the net inside a text, and the numbers of private telephones taken out of it."""

from __future__ import annotations

import re
from typing import Literal

from mapgen.model import Contact
from mapgen.phrases.spelling import even

Channel = Literal["tel", "fax", "email", "url", "form", "line"]

WITHHELD = "(携帯電話の番号は書きませんでした)"

_NO_DIGIT = r"(?<![0-9])(?<![0-9]\.)"  # a number after a decimal point is none of its own
_GAP = r"[\W_]{0,4}"
# 総務省, 電気通信番号計画: 060, 070, 080 and 090 are mobile telephones, but 0800 is free of charge.
_MOBILE = rf"[6-9]0{_GAP}[1-9][0-9]{{3}}{_GAP}[0-9]{{4}}(?![0-9])"
_MOBILES = re.compile(
    rf"(?:{_NO_DIGIT}\(?0|\+? ?{_NO_DIGIT}81{_GAP}0?{_GAP}){_MOBILE}"
    # A spreadsheet takes the leading 0 away.
    rf"|{_NO_DIGIT}[6-9]0[\W_][1-9][0-9]{{3}}[\W_][0-9]{{4}}(?![0-9])"
)
_BARE_MOBILE = re.compile("[6-9]0[1-9][0-9]{7}")
_TELEPHONE = re.compile(
    rf"{_NO_DIGIT}(?:\+ ?81[- ]?(?:\(0\))?|\(?0)[0-9]{{1,4}}\)?"
    r"[-( .]{0,2}[0-9]{1,4}[-) .]{0,2}[0-9]{3,4}(?![0-9])"
)
# Where a letter of another script follows, nobody knows whether it belongs to the address.
_WEB = re.compile(r"https?://[!#-;=?-\[\]_A-Za-z~]++(?!\w)")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def without_mobiles(text: str) -> str:
    """Return the text with every number of a mobile telephone replaced by the words that say so."""
    words = even(text)
    pieces: list[str] = []
    position = 0
    for found in _MOBILES.finditer(words):
        pieces += (text[position : found.start()], WITHHELD)
        position = found.end()
    return "".join((*pieces, text[position:])) if pieces else text


def is_mobile(cell: str) -> bool:
    """Return whether a cell that holds a telephone number holds a mobile one that lost its 0: 9012345678."""
    return _BARE_MOBILE.fullmatch(even(cell).strip()) is not None


def telephones(text: str) -> tuple[str, ...]:
    """Return the telephone numbers of a text in the form of the model, no mobile one; `110` and `#9110` stand alone."""
    text = without_mobiles(text)
    if whole := accepted("tel", text):
        return (whole,)
    found = (accepted("tel", re.sub("[ .]", "-", number)) for number in _TELEPHONE.findall(even(text)))
    return tuple(dict.fromkeys(number for number in found if number))


def web_addresses(text: str) -> tuple[str, ...]:
    """Return the http and https addresses of a text, without the marks of the sentence that they end."""
    if text.isascii() and (whole := accepted("url", text)):
        return (whole,)
    found = (accepted("url", address.rstrip(".,;:!?'])")) for address in _WEB.findall(text))
    return tuple(dict.fromkeys(address for address in found if address))


def mail_addresses(text: str) -> tuple[str, ...]:
    """Return the mail addresses of a text."""
    found = (accepted("email", address) for address in _MAIL.findall(even(text)))
    return tuple(dict.fromkeys(address for address in found if address))


def accepted(channel: Channel, text: str) -> str | None:
    """Return the text as the model keeps it, None where the model has no such number or address."""
    try:
        value: str | None = getattr(Contact.model_validate({channel: text}), channel)
    except ValueError:
        return None
    return value
