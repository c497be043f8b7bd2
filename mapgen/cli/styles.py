"""Problems for other programs: JSON, the annotations of GitHub's workflows, SARIF."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from mapgen import __version__

if TYPE_CHECKING:
    from mapgen.problems import Language, Problem

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def count(problems: Sequence[Problem]) -> dict[str, int]:
    """Return how many errors and how many warnings there are."""
    levels = Counter(problem.level for problem in problems)
    return {"errors": levels["error"], "warnings": levels["warning"]}


def as_json(problems: Sequence[Problem], lang: Language) -> str:
    """Return the problems as one JSON object: a row each, and the counts."""
    rows = [
        {
            "path": problem.where.path,
            "line": problem.where.line,
            "column": problem.where.column,
            "level": problem.level,
            "code": problem.code,
            "message": problem.fact(lang),
            "mend": problem.mend(lang),
        }
        for problem in problems
    ]
    return json.dumps({"problems": rows, **count(problems)}, ensure_ascii=False, indent=2)


def repository_of(root: Path) -> Path:
    """Return the folder of the git repository that the project is in, else the project's own."""
    top = root.resolve()
    return next((folder for folder in (top, *top.parents) if (folder / ".git").exists()), top)


def _path_in(problem: Problem, root: Path, repository: Path) -> str:
    """Return a problem's path from the root of the repository, as a service that shows it knows the file."""
    prefix = root.resolve().relative_to(repository).as_posix()
    return problem.where.path if prefix == "." else f"{prefix}/{problem.where.path}"


def as_github(problems: Sequence[Problem], lang: Language, root: Path) -> str:
    """Return a line for each problem that GitHub shows beside the changed line (actions/toolkit, command.ts)."""
    repository = repository_of(root)
    return "\n".join(_annotation(problem, lang, _path_in(problem, root, repository)) for problem in problems)


def _annotation(problem: Problem, lang: Language, path: str) -> str:
    where = problem.where
    place = {"file": path, "line": where.line, "col": where.column, "title": problem.code}
    facts = ",".join(f"{name}={_property(str(value))}" for name, value in place.items() if value)
    command = "notice" if problem.level not in ("error", "warning") else problem.level
    return f"::{command} {facts}::{_data(_said(problem, lang))}"


def _said(problem: Problem, lang: Language) -> str:
    """Return what is wrong and how to mend it, in two lines."""
    mend = problem.mend(lang)
    return problem.fact(lang) + (f"\n→ {mend}" if mend else "")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(problems: Sequence[Problem], lang: Language, root: Path, codes: str | None) -> str:
    """Return a log of SARIF 2.1.0; `codes` is the address of the page that explains the codes, None where unknown."""
    ids = sorted({problem.code for problem in problems})
    driver: dict[str, Any] = {"name": "mapgen", "version": __version__, "language": lang}
    driver["rules"] = list(_rules(ids, lang, codes))
    numbers = {code: n for n, code in enumerate(ids)}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": list(_results(problems, lang, root, numbers)),
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rules(ids: Sequence[str], lang: Language, codes: str | None) -> Iterator[dict[str, Any]]:
    from mapgen.problems import catalogue

    for code in ids:
        message = catalogue()[code]
        rule: dict[str, Any] = {"id": code, "defaultConfiguration": {"level": message.level}}
        if lang in message.means:
            rule["fullDescription"] = {"text": message.means[lang]}
        if codes:
            rule["helpUri"] = f"{codes}#{code}"
        yield rule


def _results(
    problems: Sequence[Problem], lang: Language, root: Path, numbers: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    repository, seen = repository_of(root), Counter[str]()
    for problem in problems:
        path, where = _path_in(problem, root, repository), problem.where
        place: dict[str, Any] = {"artifactLocation": {"uri": quote(path)}}
        if where.line:
            place["region"] = {"startLine": where.line, **({"startColumn": where.column} if where.column else {})}
        # Not the number of the line: that changes with every line written above it.
        print_of = hashlib.sha256(f"{path}\0{problem.code}\0{problem.fact('en')}".encode()).hexdigest()[:16]
        seen[print_of] += 1
        yield {
            "ruleId": problem.code,
            "ruleIndex": numbers[problem.code],
            "level": problem.level,
            "message": {"text": _said(problem, lang)},
            "locations": [{"physicalLocation": place}],
            "partialFingerprints": {"primaryLocationLineHash": f"{print_of}:{seen[print_of]}"},
        }
