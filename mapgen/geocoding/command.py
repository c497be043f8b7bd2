"""`mapgen geocode` from the project's root to an exit code: what to ask, of whom, and what is said afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from mapgen.address import NORMALIZER, Address, read_address
from mapgen.contact import agent
from mapgen.content import LOCK, Content, read_content
from mapgen.geocode import Lock, by_hand, dump
from mapgen.geocode.inquiry import Inquiry
from mapgen.geocode.lock import replace_file
from mapgen.geocode.pace import MOST_REQUESTS, Clock, Pace, Sleep
from mapgen.geocode.providers import Caps, ServiceError, open_services
from mapgen.geocoding.demand import Wanted, demand
from mapgen.geocoding.outcome import account
from mapgen.geocoding.progress import Ticker
from mapgen.geocoding.report import report
from mapgen.geocoding.run import Run, ask_all
from mapgen.geocoding.upkeep import uncredited, unused
from mapgen.problems import Language, Problem, Problems, Where, catalogue, nearest

GOOD, BAD_CONTENT, WRONG_USAGE, UNDONE = 0, 1, 2, 3

_HERE = Where("mapgen geocode")


@dataclass(frozen=True, slots=True)
class Note:
    """A plain sentence of the catalogue, and rows below it."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """What `mapgen geocode` may be told. `refresh` are addresses as people write them: only those are asked about."""

    dry_run: bool = False
    refresh: tuple[str, ...] = ()
    provider: str | None = None
    prune: bool = False
    rekey: bool = False
    most: int = MOST_REQUESTS
    report: Path | None = None


@dataclass(frozen=True, slots=True)
class World:
    """What lies outside of the program: a clock whose seconds never run backwards, today, keys, the way out.

    `proxies` None are those of the system.
    """

    clock: Clock
    sleep: Sleep
    today: date
    environ: Mapping[str, str]
    caps: Caps | None = None
    proxies: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it: every problem, the exit code, and the notes."""

    problems: Problems
    code: int
    notes: tuple[Note, ...] = ()

    def lines(self, lang: Language = "ja") -> Iterator[str]:
        """Yield the notes as lines of text."""
        for note in self.notes:
            yield catalogue()[note.code].fact[lang].format(**note.facts)
            yield from (f"  {row}" for row in note.rows)


class _RefusedError(Exception):
    """The command cannot begin, or not go on, and why."""

    def __init__(self, problem: Problem, code: int = WRONG_USAGE) -> None:
        super().__init__(problem.text("en"))
        self.problem, self.code = problem, code


@dataclass(slots=True)
class _Task:
    """One call of the command: the content, the lock as it will be, and what there is to say."""

    root: Path
    content: Content
    lock: Lock
    problems: Problems
    notes: list[Note] = field(default_factory=list)

    def keep(self, lock: Lock) -> None:
        """Write the lock, unless the file holds it already. Raises _RefusedError."""
        path = self.root / LOCK
        data = dump(lock).encode()
        if data != (path.read_bytes() if path.exists() else dump(Lock()).encode()):
            write(path, data)
        self.lock = lock


def geocode(root: Path, options: Options, world: World, tick: Ticker | None = None) -> Result:
    """Fill the lock of `root/content` as the options say; return what came of it. Nothing else of it is changed."""
    found = Problems()
    content = read_content(root, found)
    if content is None or found.failed():
        return Result(found, BAD_CONTENT)
    # Warnings about organisations are for `check`; those about the lock are for whoever mends it now.
    problems = Problems(problem for problem in found if problem.where.path == LOCK)
    lock = content.atlas.lock
    # Keys of older rules would never be found, and their addresses asked again.
    rekeyed = lock.rekeyed(content.atlas.gazetteer) if options.rekey or lock.normalizer != NORMALIZER else lock
    task = _Task(root, content, rekeyed, problems)
    try:
        tidying = options.prune or options.rekey
        code = _tidy(task, options) if tidying else _fill(task, options, world, tick)
    except _RefusedError as refusal:
        problems.extend([refusal.problem])
        code = refusal.code
    return Result(problems, code, tuple(task.notes))


def write(path: Path, data: bytes) -> None:
    """Put data in the place of a file. Raises _RefusedError, naming it."""
    where = Where(path.as_posix())
    if path.exists() and not path.is_file():
        raise _RefusedError(Problem(where, "geocode-no-file"))
    try:
        replace_file(path, data)
    except OSError as error:
        problem = Problem(where, "geocode-cannot-write", {"reason": error.strerror or str(error)})
        raise _RefusedError(problem, UNDONE) from error


def _tidy(task: _Task, options: Options) -> int:
    """Put the lock's keys in order and take out what nothing uses, without asking anybody."""
    before, after = task.content.atlas.lock, task.lock
    if options.rekey:
        changed = sorted(before.fixes.keys() - after.fixes.keys())
        task.notes.append(Note("geocode-rekeyed", {"count": len(changed)}, tuple(changed)))
    if options.prune:
        gone = unused(task.content, after)
        task.notes.append(Note("geocode-pruned", {"count": len(gone)}, gone))
        after = after.without(gone)
    if options.dry_run:
        task.notes.append(Note("geocode-dry"))
    else:
        task.keep(after)
    return GOOD


def _fill(task: _Task, options: Options, world: World, tick: Ticker | None) -> int:
    """Ask about every address that wants it, or about those to refresh."""
    atlas = replace(task.content.atlas, lock=task.lock)
    scope = demand(task.content, atlas)
    todo = tuple(want for want in scope if not want.answered and task.lock.get(want.key) is None)
    if options.refresh:
        scope = todo = _to_refresh(task, options.refresh, scope)
    if options.dry_run:
        rows = tuple(f"{want.key} ({_orgs(want)})" for want in todo)
        task.notes.append(Note("geocode-plan", {"count": len(todo)}, rows))
        run = Run(task.lock)
    else:
        run = _ask(task, todo, options, world, tick)
    if options.report:
        write(options.report, report(task.content, replace(atlas, lock=run.lock), run.outcomes))
    if options.dry_run:
        return GOOD
    task.problems.extend(uncredited(task.content, run.lock))
    left = account(task.content, replace(atlas, lock=run.lock), scope, todo, run, task.problems)
    return UNDONE if left or run.interrupted else GOOD


def _ask(task: _Task, todo: Sequence[Wanted], options: Options, world: World, tick: Ticker | None) -> Run:
    task.keep(task.lock)  # without the conflict's markers, with today's keys
    if not todo:
        task.notes.append(Note("geocode-nothing"))
        return Run(task.lock)
    pace = Pace(world.clock, world.sleep, options.most)
    inquiry = _inquiry(task, options, world, pace)
    try:
        run = ask_all(todo, inquiry, task.lock, keep=task.keep, clock=world.clock, tick=tick or (lambda _step: None))
    finally:
        if tick:
            tick.end()
    if run.interrupted:
        task.keep(run.lock)
        task.notes.append(Note("geocode-interrupted"))
    gained = sum(1 for want in todo if run.lock.get(want.key) != task.content.atlas.lock.get(want.key))
    facts = {"asked": len(run.outcomes), "gained": gained, "requests": pace.requests}
    task.notes.append(Note("geocode-done", facts))
    return run


def _inquiry(task: _Task, options: Options, world: World, pace: Pace) -> Inquiry:
    """Return the services to ask, in the order of `site.yaml`. Raises _RefusedError."""
    settings = task.content.settings
    names = [choice.name for choice in settings.geocoders]
    choices = [choice for choice in settings.geocoders if options.provider in (None, choice.name)]
    if not choices:
        facts = {"name": options.provider or "", "choices": ", ".join(names)}
        raise _RefusedError(Problem(_HERE, "geocode-no-provider", facts, nearest(options.provider or "", names)))
    if (said := agent(settings)) is None:
        raise _RefusedError(Problem(Where("content/site.yaml"), "geocode-no-contact"))
    try:
        services, register = open_services(
            choices,
            agent=said,
            pace=pace,
            box=task.content.region.bbox,
            environ=world.environ,
            caps=world.caps,
            proxies=world.proxies,
        )
    except ServiceError as error:
        raise _RefusedError(error.problem) from error
    atlas = replace(task.content.atlas, lock=task.lock)
    return Inquiry(services, register, atlas, world.today, world.sleep)


def _to_refresh(task: _Task, texts: Sequence[str], scope: Sequence[Wanted]) -> tuple[Wanted, ...]:
    """Return the addresses to ask about again. Raises _RefusedError for one that no organisation gives."""
    by_key = {want.key: want for want in scope}
    chosen: dict[str, Wanted] = {}
    for text in texts:
        reading = read_address(text, task.content.atlas.gazetteer)
        key = reading.canonical if isinstance(reading, Address) else text
        if key not in by_key:
            raise _RefusedError(Problem(_HERE, "geocode-not-used", {"address": text}, nearest(key, by_key)))
        fix = task.lock.get(key)
        if fix and by_hand(fix.provider):
            task.problems.add(Where(LOCK), "geocode-by-hand", address=key)
        else:
            chosen[key] = by_key[key]
    return tuple(chosen.values())


def _orgs(want: Wanted) -> str:
    return ", ".join(sorted({user.org.id for user in want.users}))
