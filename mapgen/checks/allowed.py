"""What may stand in the tags of a page: elements that only show, attributes that neither run nor fetch by themselves.

The sanitiser and the templates' autoescape keep the rest out; this reads what came of it, and knows nothing of them.
"""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SHAPES = _words(
    "svg g path circle ellipse line polygon polyline rect text tspan defs use symbol lineargradient stop clippath"
)
_SHOWING = _SHAPES | _words(
    """
    a abbr address area article aside b base bdi bdo blockquote body br button caption cite code col colgroup data
    datalist dd del desc details dfn dialog div dl dt em fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
    head header hgroup hr html i img input ins kbd label legend li link main map mark menu meta meter nav noscript
    ol optgroup option output p picture pre progress q rp rt ruby s samp script search section select small source
    span strong sub summary sup table tbody td template textarea tfoot th thead time title tr u ul var wbr
    """
)
_EVERYWHERE = _words("class dir hidden id inert lang name role tabindex title translate value")
_SHAPE = _words(
    """
    clip-path cx cy d dx dy fill fill-opacity fill-rule focusable font-size font-weight gradienttransform
    gradientunits height href offset opacity points preserveaspectratio r rx ry stop-color stroke stroke-dasharray
    stroke-linecap stroke-linejoin stroke-opacity stroke-width text-anchor transform viewbox width x x1 x2 xmlns y
    y1 y2
    """
)
_OF: dict[str, frozenset[str]] = {
    tag: _words(names)
    for tag, names in {
        "a": "download href hreflang rel target type",
        "area": "alt coords href shape",
        "base": "target",
        "button": "disabled form type",
        "col": "span",
        "colgroup": "span",
        "data": "",
        "del": "cite datetime",
        "details": "open",
        "dialog": "open",
        "fieldset": "disabled",
        "form": "accept-charset action autocomplete enctype method netlify-honeypot novalidate",
        "img": "alt decoding height loading sizes src srcset width",
        "input": "accept autocapitalize autocomplete checked disabled enterkeyhint inputmode list max maxlength min"
        " minlength multiple pattern placeholder readonly required size spellcheck step type",
        "ins": "cite datetime",
        "label": "for",
        "link": "as crossorigin href hreflang integrity media rel sizes type",
        "meta": "charset content media property",
        "meter": "high low max min optimum",
        "ol": "reversed start type",
        "optgroup": "disabled label",
        "option": "disabled label selected",
        "output": "for",
        "progress": "max",
        "script": "async crossorigin defer integrity src type",
        "select": "disabled multiple required size",
        "source": "height media sizes src srcset type width",
        "td": "align colspan headers rowspan",
        "textarea": "autocomplete cols maxlength minlength placeholder readonly required rows spellcheck wrap",
        "th": "abbr align colspan headers rowspan scope",
        "time": "datetime",
    }.items()
}
_WHOLE = re.compile(r"<(script|style|template)\b", re.IGNORECASE)
_DATA = re.compile(r"\btype\s*=\s*[\"']application/(?:ld\+)?json[\"']")
_VALUE = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")


class _Names(HTMLParser):
    """Reads the first start tag of a text: its name and the names of its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: tuple[str, tuple[str, ...]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.found is None:
            self.found = tag, tuple(name for name, _ in attrs)


def strange(written: str) -> str:
    """Return what must not stand on a page of something that begins with `<`, '' where nothing is wrong.

    A script is there by its address only, or is data; a style is never there; a comment has no second end.
    """
    if written.startswith("<!--"):
        odd = written.startswith(("<!-->", "<!--->")) or "--!>" in written
        return "<!-->" if odd else ""
    if whole := _WHOLE.match(written):
        start, _, inner = written.partition(">")
        runs = whole[1].lower() == "script" and not _DATA.search(start)
        if runs and (inner.rpartition("</")[0].strip() or "src" not in start):
            return "<script>"
        written = f"{start}>"
    return _strange(_VALUE.sub('=""', written))


@cache
def _strange(skeleton: str) -> str:
    """Return what is wrong with a start tag of which the values are left out: pages have few different ones."""
    reader = _Names()
    reader.feed(skeleton)
    if reader.found is None:
        return "<…"
    tag, names = reader.found
    if tag not in _SHOWING:
        return f"<{tag}>"
    mine = _EVERYWHERE | _OF.get(tag, frozenset()) | (_SHAPE if tag in _SHAPES else frozenset())
    odd = next((name for name in names if name not in mine and not name.startswith(("aria-", "data-"))), None)
    return f"<{tag} {odd}>" if odd else ""
