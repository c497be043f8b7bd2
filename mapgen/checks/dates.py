"""What only today's date can tell. A build never asks it: what once could be published can be published again."""

from __future__ import annotations

from datetime import date

from mapgen.checks.finding import Find
from mapgen.problems import Problems
from mapgen.site import Site

# A wrong number on a page for people in distress is worse than none, and numbers do change.
HOTLINE_DAYS = 180


def check(site: Site, today: date, find: Find, problems: Problems) -> None:
    """Add each telephone line and each listed organisation that nobody confirmed for too long.

    Of an organisation that long is `stale_after` of `site.yaml`, after which its page says so too.
    """
    for n, hotline in enumerate(site.content.hotlines):
        days = (today - hotline.checked_on).days
        if days > HOTLINE_DAYS:
            where = find("content/hotlines.yaml", ("hotlines", n, "checked_on"))
            problems.add(where, "hotline-old", name=hotline.name.ja, number=hotline.number, days=days)
    for entry in site.listed:
        if entry.org.verified and (days := (today - entry.org.verified.on).days) > site.content.settings.stale_after:
            where = find(f"content/orgs/{entry.id}.yaml", ("verified", "on"))
            problems.add(where, "verified-old", name=entry.org.name, days=days)
