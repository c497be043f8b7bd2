"""What geopy raises, in our words: whether to ask again, when, and whether at all."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime

from geopy.exc import GeocoderParseError, GeocoderTimedOut, GeopyError

from mapgen.geocode.answers import Silence, UnansweredError
from mapgen.geocode.providers.adapter import ElsewhereError, StatusError, TooLargeError

_ENDING = (401, 402, 403, 407)


@contextmanager
def as_unanswered(name: str) -> Iterator[None]:
    """Turn what geopy raises into UnansweredError; an answer that its geocoder stumbles over is unreadable."""
    try:
        yield
    except GeopyError as error:
        raise _told(name, error) from error
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError) as error:
        raise UnansweredError(name, Silence.UNREADABLE) from error


def _told(name: str, error: GeopyError) -> UnansweredError:
    if isinstance(error.__cause__, StatusError):
        return _by_status(name, error.__cause__)
    if isinstance(error, TooLargeError):
        return UnansweredError(name, Silence.TOO_LARGE)
    if isinstance(error, ElsewhereError):
        return UnansweredError(name, Silence.ELSEWHERE)
    if isinstance(error, GeocoderParseError):
        return UnansweredError(name, Silence.UNREADABLE)
    if isinstance(error, GeocoderTimedOut):
        return UnansweredError(name, Silence.TIMEOUT, again=True)
    # Refused connections and unknown hosts reach us as any of several classes.
    return UnansweredError(name, Silence.UNREACHABLE, str(error)[:80], again=True)


def _by_status(name: str, error: StatusError) -> UnansweredError:
    status = error.status_code
    detail = f"HTTP {status}"
    if status in _ENDING:
        return UnansweredError(name, Silence.FORBIDDEN, detail, ends=True)
    if status in (408, 429) or status >= 500:
        reason = {408: Silence.TIMEOUT, 429: Silence.BUSY}.get(status, Silence.BROKEN)
        return UnansweredError(name, reason, detail, again=True, wait=_seconds(error.retry_after, error.date))
    return UnansweredError(name, Silence.ELSEWHERE if status < 400 else Silence.BAD_QUESTION, detail)


def _seconds(retry_after: str | None, date: str | None) -> float:
    """Return how long the service wants to be left alone, 0 where it does not say or nobody can tell.

    A date is held against the service's own `Date` (RFC 9110, 10.2.3 and 6.6.1): this computer's clock may be wrong.
    """
    text = (retry_after or "").strip()
    if re.fullmatch("[0-9]+", text):
        return float(text) if len(text) < 10 else math.inf
    try:
        until, now = parsedate_to_datetime(text), parsedate_to_datetime(date or "")
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError, IndexError):
        return 0.0
