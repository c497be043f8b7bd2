"""What can be wrong with the consultation chart as a whole: ways that lead nowhere, in circles, or on for too long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapgen import yamldoc
from mapgen.model import MOST_QUESTIONS, Answer, Chooser, Organization
from mapgen.problems import Problems, nearest

Path = tuple[str | int, ...]


def check_ways(chooser: Chooser, tree: yamldoc.Mapping, problems: Problems) -> None:
    """Report every answer that leads nowhere or back, and every question that nobody is ever asked."""
    asked: set[str] = set()
    for n, question in enumerate(chooser.questions):
        if question.id in asked:
            problems.add(yamldoc.at(tree, ("questions", n, "id")), "question-twice", text=question.id)
        asked.add(question.id)
    for path, answer in _answers(chooser):
        if not (answer.categories or answer.forms or answer.hotlines or answer.next):
            problems.add(yamldoc.at(tree, path), "answer-leads-nowhere", text=answer.label.ja)
        if answer.next and answer.next not in asked:
            guess = nearest(answer.next, sorted(asked))
            problems.add(yamldoc.at(tree, (*path, "next")), "unknown-question", guess=guess, text=answer.next)
    _check_addresses(chooser, tree, problems)
    _check_journeys(chooser, tree, problems)


def check_targets(chooser: Chooser, tree: yamldoc.Mapping, orgs: Iterable[Organization], problems: Problems) -> None:
    """Report every category and form that an answer leads to although no listed organisation has it."""
    listed = [org for org in orgs if org.listed]
    held = {c for org in listed for category in org.all_categories for c in (category, category.partition("/")[0])}
    held_forms = {form for org in listed for form in org.all_forms}
    for path, answer in _answers(chooser):
        for field, targets, known in (("categories", answer.categories, held), ("forms", answer.forms, held_forms)):
            for n, target in enumerate(targets):
                if target not in known:
                    problems.add(yamldoc.at(tree, (*path, field, n)), "target-without-entries", text=target)


def _answers(chooser: Chooser) -> Iterator[tuple[Path, Answer]]:
    """Yield every answer with its path in the file."""
    for n, question in enumerate(chooser.questions):
        for m, answer in enumerate(question.answers):
            yield ("questions", n, "answers", m), answer


def _check_addresses(chooser: Chooser, tree: yamldoc.Mapping, problems: Problems) -> None:
    """Report answers of one question that would be the same page."""
    first: dict[tuple[str | int, str], Answer] = {}
    for path, answer in _answers(chooser):
        twin = first.setdefault((path[1], answer.slug), answer)
        if answer.slug and twin is not answer:
            problems.add(yamldoc.at(tree, (*path, "id")), "answer-twice", text=answer.slug, other=twin.label.ja)


def _check_journeys(chooser: Chooser, tree: yamldoc.Mapping, problems: Problems) -> None:
    """Report where a way comes back to itself or grows too long, and the questions on no way at all."""
    ahead = _ahead(chooser)

    def follow(question: str, behind: tuple[str, ...]) -> None:
        for path, following in ahead[question]:
            where = yamldoc.at(tree, (*path, "next"))
            if following in (*behind, question):
                problems.add(where, "question-loop", text=following)
            elif len(behind) + 2 > MOST_QUESTIONS:
                problems.add(where, "too-many-questions", text=following, limit=MOST_QUESTIONS)
            else:
                follow(following, (*behind, question))

    reached: set[str] = set()
    for n, question in enumerate(chooser.questions):
        if question.id not in reached:
            if n > 0:
                problems.add(yamldoc.at(tree, ("questions", n, "id")), "question-not-reached", text=question.id)
            reached |= _reached(question.id, ahead)
            follow(question.id, ())


def _ahead(chooser: Chooser) -> dict[str, list[tuple[Path, str]]]:
    """Return the answers of each question that lead to another, and to which; a misspelt one leads where it meant."""
    names = [question.id for question in chooser.questions]
    ahead: dict[str, list[tuple[Path, str]]] = {name: [] for name in names}
    for path, answer in _answers(chooser):
        meant = answer.next if answer.next in names else nearest(answer.next or "", names)
        if meant:
            ahead[names[int(path[1])]].append((path, meant))
    return ahead


def _reached(question: str, ahead: dict[str, list[tuple[Path, str]]]) -> set[str]:
    """Return the question and every one that can be asked after it."""
    reached, waiting = {question}, [question]
    while waiting:
        for _, following in ahead[waiting.pop()]:
            if following not in reached:
                reached.add(following)
                waiting.append(following)
    return reached
