"""What the map's filters know: who answered what, when somebody is open, and the national holidays."""

from __future__ import annotations

import gzip
import re
from datetime import date
from itertools import chain
from typing import Any

import holidays as independent
import pytest

from mapgen.holidays import national_holidays
from mapgen.render.filters import answers, holidays, when
from tests import builders
from tests.builders import hidden, organization, public
from tests.rendering import four

MONDAYS = {"days": ["mon"], "open": "9:00", "close": "12:00"}
SATURDAYS = {"days": ["sat"], "nth": [2, 4], "open": "9:00", "close": "12:00"}


def known(**fields: Any) -> dict[str, object]:
    """Return what is known of an organisation beside its city, category and form."""
    (entry,) = builders.site(organization(**fields)).entries
    return {k: v for k, v in answers(entry, ("kita",)).items() if k not in ("city", "cat", "form")}


@pytest.mark.parametrize("year", range(2022, 2100))
def test_the_holidays_are_those_another_program_knows(year: int) -> None:
    assert list(national_holidays(year)) == sorted(independent.country_holidays("JP", years=year))


def test_the_holidays_of_the_contents_year_and_the_coming_two_are_told() -> None:
    told = holidays(date(2026, 4, 1))
    assert (told["from"], told["to"]) == (2026, 2028)
    expected = chain.from_iterable(national_holidays(year) for year in (2026, 2027, 2028))
    assert told["days"] == [day.isoformat() for day in expected]


def test_who_was_never_asked_has_answered_nothing() -> None:
    assert known() == {}


def test_a_no_is_an_answer() -> None:
    assert known(
        open_to="residents", cost="paid", apply="phone", accessibility=["toilet"], languages=["ja"], status="paused"
    ) == {"open": [], "free": [], "walkin": [], "wheel": [], "lang": ["ja"], "when": []}


def test_a_yes_is_one_of_the_organisation_or_of_any_service() -> None:
    service = {"name": "みほん事業", "cost": "free", "apply": "none", "open_to": "region", "languages": ["en"]}
    assert known(cost="paid", accessibility=["wheelchair"], services=[service]) == {
        "open": ["1"],
        "free": ["1"],
        "walkin": ["1"],
        "wheel": ["1"],
        "lang": ["en"],
    }


def test_what_varies_is_not_known() -> None:
    assert known(cost="varies") == {}


def test_places_and_services_inherit_the_hours_and_closed_days_they_do_not_give() -> None:
    org = organization(
        hours=[MONDAYS],
        closed=["holidays", "2026-08-13"],
        places=[public(), hidden("minami", hours=[SATURDAYS])],
        services=[{"name": "みほん事業", "closed": ["new-year"]}],
    )
    monday = [{"days": ["mon"]}]
    saturday = [{"days": ["sat"], "nth": [2, 4]}]
    assert when(org) == [
        {"hours": monday, "closed": ["holidays", "2026-08-13"]},
        {"hours": saturday, "closed": ["holidays", "2026-08-13"]},
        {"hours": monday, "closed": ["new-year"]},
        {"hours": saturday, "closed": ["new-year"]},
    ]


def test_closed_days_alone_do_not_say_when_it_is_open() -> None:
    assert when(organization(closed=["holidays"])) is None


def test_the_maps_own_script_stays_light() -> None:
    script = next(text for path, text in four().items() if re.fullmatch(r"static/map\.\w+\.js", path))
    assert len(gzip.compress(script.encode(), 9)) < 15_000
    assert "innerHTML" not in script and "insertAdjacentHTML" not in script
