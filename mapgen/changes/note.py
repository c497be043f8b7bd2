"""Changes as a note: plain text for a terminal, Markdown for a pull request, a page to print or to send by mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from mapgen.changes.model import Changes, Remark, Subject
from mapgen.changes.sentences import Entry, Item, entry_of, said, sections
from mapgen.problems import Language

_SPECIAL = re.compile(r"([\\`*_\[\]#|<>~&]|^[-+](?=\s)|(?<=^\d)[.)])")
# What GitHub makes of words after all Markdown is read: @name calls a person, #1 an issue, an address is a link. A word
# joiner, which nobody sees, keeps each from it.
_ALIVE = re.compile(r"(@(?=\w)|#(?=\d)|\bGH-(?=\d)|:(?=//)|\bwww(?=\.))", re.IGNORECASE)
_STYLE = """\
body { max-width: 48rem; margin: 2rem auto; padding: 0 1rem; font-family: sans-serif; line-height: 1.7; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1.2rem; margin-top: 2.5rem; border-bottom: 2px solid #767676; }
h3 { font-size: 1rem; margin-bottom: 0; break-after: avoid; }
h3 small { font-weight: normal; color: #595959; }
ul { margin-top: 0; }
li { overflow-wrap: anywhere; }
del, ins, span { display: block; padding-left: 1.2em; text-indent: -1.2em; white-space: pre-wrap; }
del, ins { text-decoration: none; }
del { background: #fdeeee; }
ins { background: #ecf7ee; }
@media print { body { margin: 0; font-size: 10pt; } del, ins { border-left: 2pt solid; } }
"""


def as_text(changes: Changes, lang: Language) -> str:
    """Return the note as plain text, a line end after each line."""
    lines = [_title(changes, lang), *_remarks(changes, lang)]
    for section in sections(changes, lang):
        lines += ["", section.heading]
        lines += [line for entry in section.entries for line in _printed(entry, lang)]
    return "".join(f"{line}\n" for line in lines)


def subject_lines(subject: Subject, lang: Language) -> list[str]:
    """Return the lines of one organisation in the plain text."""
    return list(_printed(entry_of(subject, lang), lang))


def _printed(entry: Entry, lang: Language) -> Iterator[str]:
    yield f"  {entry.name} ({entry.id})" if entry.id else f"  {entry.name}"
    for item in entry.items:
        yield f"    {'・' if lang == 'ja' else '- '}{item.sentence}"
        yield from (f"      {mark} {line}" for mark, line in item.lines)


def as_markdown(changes: Changes, lang: Language) -> str:
    """Return the note as Markdown, in which nothing of the texts counts as Markdown."""
    blocks = [f"# {_plain(_title(changes, lang))}", *map(_plain, _remarks(changes, lang))]
    for section in sections(changes, lang):
        blocks.append(f"## {_plain(section.heading)}")
        for entry in section.entries:
            blocks.append(f"### {_plain(entry.name)}" + (f" (`{entry.id}`)" if entry.id else ""))
            blocks.append("\n".join(line for item in entry.items for line in _listed(item)))
    return "\n\n".join(block for block in blocks if block) + "\n"


def as_html(changes: Changes, lang: Language) -> str:
    """Return the note as one page that needs nothing else: no script, no picture, nothing from the network."""
    title = escape(_title(changes, lang))
    body = [f"<h1>{title}</h1>", *(f"<p>{escape(remark)}</p>" for remark in _remarks(changes, lang))]
    for section in sections(changes, lang):
        body.append(f"<h2>{escape(section.heading)}</h2>")
        for entry in section.entries:
            body += _marked(entry)
    head = (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
    )
    return head + "".join(f"{line}\n" for line in body) + "</body>\n</html>\n"


def _title(changes: Changes, lang: Language) -> str:
    return said(Remark(changes.headings.title, {**changes.names, "count": len(changes)}), lang)


def _remarks(changes: Changes, lang: Language) -> list[str]:
    none = [] if len(changes) else [said(Remark(changes.headings.none, changes.names), lang)]
    return none + [said(remark, lang) for remark in changes.remarks]


def _plain(text: str) -> str:
    """Return a text so that nothing in it means anything to Markdown or to GitHub."""
    return _SPECIAL.sub(r"\\\1", _ALIVE.sub("\\1\u2060", " ".join(text.split())))


def _listed(item: Item) -> Iterator[str]:
    yield f"- {_plain(item.sentence)}"
    if item.lines:
        longest = max((len(run) for _, line in item.lines for run in re.findall("`+", line)), default=0)
        fence = "`" * max(3, longest + 1)
        yield from (f"  {line}" for line in (f"{fence}diff", *(f"{mark} {line}" for mark, line in item.lines), fence))


def _marked(entry: Entry) -> Iterator[str]:
    identifier = f" <small>{escape(entry.id)}</small>" if entry.id else ""
    yield f"<h3>{escape(entry.name)}{identifier}</h3>"
    yield from ("<ul>",) if entry.items else ()
    for item in entry.items:
        lines = "".join(
            f"<{tag}>{mark} {escape(line)}</{tag}>"
            for mark, line in item.lines
            for tag in ({"-": "del", "+": "ins", " ": "span"}[mark],)
        )
        yield f"<li>{escape(item.sentence)}{lines}</li>"
    yield from ("</ul>",) if entry.items else ()
