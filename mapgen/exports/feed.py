"""`feed.xml` (Atom, RFC 4287): what was confirmed, what pauses and who announces something, newest first.

Made of the content alone: only what has a date in a file can be told, so that the same content gives the same feed.
An entry's id holds the day it tells of: who was confirmed again is new to readers, what did not change is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from urllib.parse import urlsplit

from mapgen.exports.pins import venues_of
from mapgen.exports.prose import clean, one_line
from mapgen.exports.terms import cited
from mapgen.model import Artifact
from mapgen.site import Entry, Site
from mapgen.wording import VERIFIED_WORDS, date_in_words, joined

PATH = "feed.xml"
# Readers ask for the whole file again and again.
MOST = 50


@dataclass(frozen=True, slots=True)
class News:
    """One piece of news: what it is called, what it says line by line, the day it is of, and whose page it is on."""

    title: str
    lines: tuple[str, ...]
    day: date
    entry: Entry


def files(site: Site) -> Iterator[Artifact]:
    """Yield the feed."""
    yield Artifact(PATH, _feed(site).encode(), "exports/feed")


def news(site: Site) -> list[News]:
    """Return the news, newest first, then by reading; none of who has ended or helps people in danger."""
    dated = [entry for entry in site.listed if entry.org.verified and not entry.org.sensitive]
    told = [_news(entry, entry.org.verified.on, site) for entry in dated if entry.org.verified]
    return sorted(told, key=lambda each: (-each.day.toordinal(), each.entry.org.sort_key))[:MOST]


def _news(entry: Entry, day: date, site: Site) -> News:
    """Return the news of one organisation."""
    org, name = entry.org, entry.org.name
    by = f"{VERIFIED_WORDS[org.verified.by]}で" if org.verified else ""
    confirmed = f"{date_in_words(day)}に、{by}確かめました。"
    notice = org.notice if org.notice and (org.notice.until is None or org.notice.until >= site.date) else None
    lines = (confirmed, *_about(entry))
    if org.status == "paused":
        return News(f"「{name}」は、いまお休みしています", lines, day, entry)
    if notice:
        until = f"({date_in_words(notice.until)}まで)" if notice.until else ""
        return News(f"「{name}」からのお知らせ: {notice.text}{until}", lines, day, entry)
    return News(f"「{name}」の内容を確かめました", lines, day, entry)


def _about(entry: Entry) -> Iterator[str]:
    venue = next(venues_of(entry))
    if entry.org.summary:
        yield entry.org.summary
    if opening := joined(venue.hours_words):
        yield f"開いている日: {opening}"
    if tel := venue.contact("tel"):
        yield f"電話: {tel}"


def _feed(site: Site) -> str:
    settings, base = site.content.settings, site.base_url.rstrip("/") + "/"
    told = news(site)
    newest = max((each.day for each in told), default=site.date)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ja">',
        f"<title>{_text(settings.title.ja)}: 新しく確かめたこと</title>",
        f"<subtitle>{_text(settings.tagline.ja)}</subtitle>",
        f"<id>{escape(base)}{PATH}</id>",
        f'<link rel="self" type="application/atom+xml" href="{escape(base)}{PATH}"/>',
        f'<link rel="alternate" type="text/html" hreflang="ja" href="{escape(base)}"/>',
        f'<link rel="license" href="{escape(settings.licence_url)}"/>',
        f"<updated>{_moment(newest)}</updated>",
        f"<author><name>{_text(settings.operator.ja)}</name></author>",
        f"<rights>{_text(cited(site))}</rights>",
        "<generator>mapgen</generator>",
    ]
    return "\n".join([*lines, *(_entry(each, site) for each in told), "</feed>", ""])


def _entry(each: News, site: Site) -> str:
    page = escape(site.base_url.rstrip("/") + "/" + each.entry.path)
    host = urlsplit(site.base_url).hostname or "localhost"
    tops = (site.content.taxonomy.top(top) for top in each.entry.tops)
    lines = (
        "<entry>",
        f"<title>{_text(each.title)}</title>",
        f"<id>tag:{escape(host)},{each.day.isoformat()}:{escape(each.entry.path.rstrip('/'))}</id>",
        f'<link rel="alternate" type="text/html" href="{page}"/>',
        f"<updated>{_moment(each.day)}</updated>",
        *(f'<category term="{top.id}" label="{_text(top.name.ja)}"/>' for top in tops),
        f'<content type="text">{escape(clean(chr(10).join(each.lines)))}</content>',
        "</entry>",
    )
    return "\n".join(lines)


def _moment(day: date) -> str:
    """Return the beginning of a day in Japan (RFC 3339)."""
    return f"{day.isoformat()}T00:00:00+09:00"


def _text(words: str) -> str:
    return escape(one_line(words))
