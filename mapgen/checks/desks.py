"""The cities' own desks: the numbers that people call first."""

from __future__ import annotations

import re

from mapgen.checks.finding import Find
from mapgen.model import City
from mapgen.problems import Problems, nearest
from mapgen.site import Site

_PATH = "content/region.yaml"
# Numbers that belong to no area: free of charge, one for the whole country, over the internet, mobile.
_ANYWHERE = re.compile("0120|0570|0800|0990|050|0[6789]0")


def check(site: Site, find: Find, problems: Problems) -> None:
    """Add each desk whose number begins like another city's, and each that names an organisation without a file."""
    ids = [org.id for org in site.content.organizations]
    for c, city in enumerate(site.content.region.cities):
        for d, desk in enumerate(city.desks):
            keys = ("cities", c, "desks", d)
            if desk.tel and not _fits(desk.tel, city):
                facts = {"tel": desk.tel, "city": city.name.ja, "codes": "・".join(city.area_codes)}
                problems.add(find(_PATH, (*keys, "tel")), "desk-area-code", **facts)
            if desk.org and desk.org not in ids:
                where, guess = find(_PATH, (*keys, "org")), nearest(desk.org, ids)
                problems.add(where, "no-such-organization", guess=guess, text=desk.org)


def _fits(tel: str, city: City) -> bool:
    """Return whether the number may be one of the city: nothing is known of a city that names no area codes."""
    digits = tel.replace("-", "")
    if not city.area_codes or len(digits) < 10 or _ANYWHERE.match(digits):
        return True
    code, dash, _ = tel.partition("-")
    return code in city.area_codes if dash else digits.startswith(city.area_codes)
