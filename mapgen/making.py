"""From a project to its published directory, making anew only what is made of something else than last time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import mapgen
from mapgen.cluster import Cluster
from mapgen.crew import Ahead
from mapgen.ledger import FOLDER, Inputs, Ledger
from mapgen.options import Options
from mapgen.problems import Problem, Problems
from mapgen.publish import Changes, Output, forget, keep

if TYPE_CHECKING:
    from mapgen.build import Before, Build
    from mapgen.shelf import Shelf
    from mapgen.site import Site

# It is code, so it lies where Python keeps what it compiled of us: whoever can write there is trusted anyway.
_THEME = Path(mapgen.__file__).parent / "__pycache__" / f"themes.{sys.implementation.cache_tag}.bin"

# One for all outputs of a project, so that of an organisation that was taken back no other output's build keeps a word.
_SHELF = "orgs.bin"

Report = Callable[[Sequence[Problem]], None]


def make(
    root: Path, held: Output, options: Options, report: Report, *, strict: bool = False, cache: bool = True
) -> Changes | None:
    """Publish the site of `root` and return what changed, None where errors (`strict`: or warnings) forbid it.

    `report` is given every problem before anything is written. Where neither the project, the program nor the output
    changed since the last build, its problems are told again and nothing is made. Raises PublishError and ClusterError.
    """
    inputs = Inputs.of(root, options)
    ledger = Ledger.open(root, held.path, inputs)
    if cache and ledger.stands(inputs):
        problems = Problems(ledger.problems)
        report(list(problems))
        return None if problems.failed(strict=strict) else Changes((), ledger.files(), ())
    if options.executor:
        Cluster(options.executor).greet()  # whoever cannot help is to say so before the work
    with _known(root, inputs, ledger if cache else None, options.jobs) as known:
        from mapgen.build import build  # heavy, and where nothing changed nobody needs it

        built = build(root, options, known)
        if known.theme is None and built.site:
            keep(_THEME, inputs.program.encode() + known.compiled())
    _put_away(root, known.shelf, built.site if cache else None)
    report(list(built.problems))
    if not built.good(strict=strict):
        return None
    changes = held.publish(built.artifacts)
    if cache and Inputs.of(root, options) == inputs:  # else a file was saved while we worked
        _remember(ledger, inputs, built)
    return changes


@contextmanager
def before(root: Path, output: Path, options: Options) -> Iterator[Before]:
    """Give what the last build of an output left that may help the next one, to who publishes nothing."""
    inputs = Inputs.of(root, options)
    with _known(root, inputs, Ledger.open(root, output, inputs), options.jobs) as known:
        yield known


@contextmanager
def _known(root: Path, inputs: Inputs, ledger: Ledger | None, jobs: int) -> Iterator[Before]:
    """Give what is known, nothing without a ledger. Where nobody compiled the theme yet, a second process does, begun
    before this one loads what is heavy: the first build of all waits for it.
    """
    theme = None if ledger is None else _kept_theme(inputs)
    with Ahead(partial(_compiled, root, theme), 1 if theme else jobs) as compiled:
        from mapgen.build import Before
        from mapgen.shelf import Shelf

        told = None if ledger is None else _bytes_of(root / FOLDER / _SHELF)
        yield Before(ledger, inputs, Shelf(inputs.program, told or b""), theme, compiled.result)


def _compiled(root: Path, kept: bytes | None) -> bytes:
    from mapgen.theme import compiled_theme

    return compiled_theme(root) if kept is None else kept


def _put_away(root: Path, shelf: Shelf, site: Site | None) -> None:
    """Keep the organisations of a site as read; without a site who was taken back might be among those kept."""
    file = root / FOLDER / _SHELF
    if site:
        keep(file, shelf.close(site.content.organizations))
    else:
        forget(file)


def _remember(ledger: Ledger, inputs: Inputs, built: Build) -> None:
    with suppress(TypeError, OSError):  # a fact that JSON does not know, a file that is gone: then there is no book
        keep(ledger.file, ledger.close(inputs, built.artifacts.values(), built.linked, built.problems))


def _kept_theme(inputs: Inputs) -> bytes | None:
    """Return the theme as this program, with these libraries and this Python, once compiled it."""
    data, program = _bytes_of(_THEME), inputs.program.encode()
    return data.removeprefix(program) if data and data.startswith(program) else None


def _bytes_of(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None
