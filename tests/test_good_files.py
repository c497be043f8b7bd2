"""Five thousand good files: not one is called wrong, nor doubtful. A false alarm is worse than a miss."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from mapgen.build import Options, place, read_site
from mapgen.checks import check_content
from mapgen.finder import Finder
from mapgen.geocode import address_problems
from mapgen.problems import Problems
from mapgen.site import assemble
from tests.many_orgs import as_models, many_orgs
from tests.test_promises import ROOT


def test_five_thousand_good_files_have_no_error_and_no_warning() -> None:
    problems = Problems()
    site = read_site(ROOT, Options(), problems)
    assert site
    made = tuple(as_models(many_orgs(5_000, site.content), site.content))
    addresses = Counter(
        code
        for org in made
        for where in org.all_places
        for code, _ in address_problems(where, site.content.atlas)
    )  # fmt: skip
    organizations = tuple(sorted((*site.content.organizations, *made), key=lambda org: org.id))
    content = replace(site.content, organizations=organizations)
    whole = assemble(content, place(content, "town", problems), base_url=site.base_url, preview=False)
    problems.extend(check_content(whole, Finder(ROOT)))
    assert (addresses, [problem.text() for problem in problems]) == (Counter(), [])
