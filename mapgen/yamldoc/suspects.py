"""What beginners do to YAML, found line by line, each with its cause and with the text that was meant."""

from __future__ import annotations

import re
from collections.abc import Callable

from mapgen.yamldoc import marks, values
from mapgen.yamldoc.lines import ODD_SPACES, WIDE_COLONS, Line, examine
from mapgen.yamldoc.marks import BULLETS, Suspect

# A cheap look at a whole file: without one of these, a file that the parser accepts holds no silent
# trap (rows 18, 19, 22, 26-33, 37, 41 of tests/yaml_rows.py).
# Each expression starts with a fixed letter, which `re` finds fast.
_LITERALS = ("\t", "\\", "{{", "{%", "[#", ",#", "|#", ">#", ":[", ":{", ":,", ":]", ":}")
_DROPPED = re.compile(r" #[^ \n]")
_AFTER_COLON = re.compile(rf": *[“”‘’„＂［｛{ODD_SPACES}]")
_LINE_START = re.compile(
    rf"\n(?: *(?:[{BULLETS}{ODD_SPACES}]|-[^ \n\d-]|(?:- +)*[a-z_][a-z0-9_]* *[{WIDE_COLONS}]|(?:- +)*[a-z_]+:[^ /\n]"
    rf"|(?:- +)+[“”‘’„＂［｛{ODD_SPACES}])|%[A-Z]|---|\.\.\.)"
)


def possible(text: str) -> bool:
    """Return whether a file that the parser accepts may hold a silent trap, so that its lines must be examined."""
    return (
        any(literal in text for literal in _LITERALS)
        or _DROPPED.search(text) is not None
        or _AFTER_COLON.search(text) is not None
        or _LINE_START.search("\n" + text) is not None
    )


Rule = Callable[[Line], Suspect | None]
# Each with whether it is wrong even where the parser accepts the file; the first that has a mend speaks for its line.
RULES: tuple[tuple[Rule, bool], ...] = (
    (marks.directive, True),
    (marks.indent, True),
    (marks.tab, True),
    (marks.list_marker, True),
    (marks.odd_space, True),
    (marks.colon, True),
    (marks.empty_key, False),
    (values.template, True),
    (values.hash_value, True),
    (values.flow_hash, True),
    (values.flow_colon, True),
    (values.dropped, True),
    (values.reserved, True),
    (values.inline_list, False),
    (values.bracket, False),
    (values.wide_bracket, True),
    (values.open_quote, True),
    (values.after_quote, False),
    (values.escaped_character, True),
    (values.backslash, False),
    (values.smart_quotes, True),
    (values.colon_inside, False),
)


def find(lines: list[str], *, broken: bool, most: int) -> list[Suspect]:
    """Return at most one suspect a line that needs an edit, and every warning.

    `broken`: the parser gave up. Without it, only what is wrong even in a file that the parser accepts.
    `most`: how many lines are looked at.
    """
    rows, second = examine(lines, broken=broken, most=most)
    rules = [rule for rule, always in RULES if broken or always]
    found = []
    for row in rows:
        for rule in rules:
            if (suspect := rule(row)) is not None:
                found.append(suspect)
                if suspect.edits:
                    break
    if second is not None:
        found.append(Suspect(second, 0, "second-document", cut=True))
    return _merged(found, rows)


def _merged(found: list[Suspect], rows: list[Line]) -> list[Suspect]:
    """Return the suspects, with one for the whole file where no colon at all is half width (row 25)."""
    wide = [suspect for suspect in found if suspect.code == "fullwidth-colon"]
    readable = any(row.key is not None and row.text[row.colon] == ":" for row in rows)
    if len(wide) < 2 or readable:
        return found
    edits = tuple(edit for suspect in wide for edit in suspect.edits)
    whole = Suspect(wide[0].line, wide[0].column, "no-fields", {**wide[0].facts, "count": len(wide)}, edits)
    return [whole, *(suspect for suspect in found if suspect.code != "fullwidth-colon")]
