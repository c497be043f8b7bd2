"""From addresses to problems: what is asked, what is remembered, and what is said of each place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from mapgen.linkcheck.addresses import Link
from mapgen.linkcheck.asking import Ask, Verdict, ask_all
from mapgen.linkcheck.memory import Memory
from mapgen.problems import Problem

_CODES = {"dead": "link-dead", "no-host": "link-no-host", "private": "link-private", "moved": "link-moved"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of it: the problems, what to remember, and how many were asked, remembered, and not to be asked."""

    problems: tuple[Problem, ...]
    memory: Memory
    asked: int
    remembered: int
    unasked: int


def check_links(
    links: Sequence[Link],
    memory: Memory,
    today: date,
    ask: Ask,
    clock: Callable[[], float],
    sleep: Callable[[float], None],
) -> Asked:
    """Return what is wrong with links, asking about those of which the memory knows nothing."""
    wanted = {link.url for link in links}
    verdicts = ask_all(wanted - memory.keys(), ask, clock, sleep)
    grown = {**memory, **{url: (today, verdict) for url, verdict in verdicts.items()}}
    found = [problem for link in links if (problem := _problem(link, grown[link.url][1]))]
    unasked = sum(verdict.kind == "unasked" for verdict in verdicts.values())
    return Asked(tuple(found), grown, len(verdicts), len(wanted & memory.keys()), unasked)


def _problem(link: Link, verdict: Verdict) -> Problem | None:
    """Return what to say of an address at one of its places, None where it is well."""
    if verdict.kind == "good":
        return None
    if verdict.kind == "unasked":
        return Problem(link.where, f"link-unasked-{verdict.detail}", {"url": link.url})
    return Problem(link.where, _CODES[verdict.kind], {"url": link.url, "detail": verdict.detail})
