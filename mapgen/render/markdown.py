"""Markdown to HTML that may stand on a page: no raw HTML, scripts or foreign schemes, and no images but our own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from mapgen.model import Picture
from mapgen.theme.html import Markup, plain, ruby, trusted

if TYPE_CHECKING:
    import markdown

TAGS = frozenset(
    {"a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong", "ul"}
    | {"rp", "rt", "ruby"}
    | {"table", "tbody", "td", "th", "thead", "tr"}
)
ATTRIBUTES = {"a": {"href", "title"}, "th": {"align"}, "td": {"align"}, "ol": {"start"}}
IMAGE = {"alt", "src"}  # only where a text may show pictures
SCHEMES = frozenset({"http", "https", "tel", "mailto"})
DEEPEST = 10
MOST = {"[": 400, "<": 400, "`": 4000}  # backquotes cost little, and a table of fields has hundreds

_WIDE = r"[\u3000-\u30FF\u3400-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF]"
_INLINE = r"</?(?:a|code|em|rp|rt|ruby|strong)\b[^>]*>"
_BROKEN_LINE = re.compile(rf"({_WIDE}(?:{_INLINE})*)\n((?:{_INLINE})*)(?={_WIDE})")
_DEEP = re.compile(
    rf"(?m)^(?:[ ]{{{4 * DEEPEST}}}|\t{{{DEEPEST}}}|(?:[ ]*>){{{DEEPEST}}}|(?:[ ]*[-*+][ ]+){{{DEEPEST}}})"
)
_ADDRESS = re.compile(r"(?:(?:https?://|tel:|mailto:)|[#/]|[\w./-]+)[^\s<>\"]*", re.IGNORECASE)
_IMAGE, _SOURCE = re.compile(r"<img [^<>]*>"), re.compile(r'src="(/[^"]+)"')
_ALIGN = re.compile(r' style="text-align: (left|center|right);"')


def html(
    text: str,
    *,
    heading: int = 2,
    link: Callable[[str], str] | None = None,
    pictures: Mapping[str, Picture] | None = None,
) -> Markup:
    """Return Markdown as sanitised HTML whose topmost headings have the level `heading` and skip no level below it.

    `{漢字|かんじ}` becomes ruby. `link` gives the page's link for an address that starts with `/`.
    `pictures` are those that may be shown, by their path; without them a text shows none.
    Text that is nested too deeply to be meant (or to be read in time) comes back as plain paragraphs.
    """
    if _absurd(text):
        return _paragraphs(text)
    try:
        made = _converter().reset().convert(text)
    except RecursionError:
        _converter.cache_clear()  # it still believes to be inside the list where it stopped
        return _paragraphs(text)
    made = _ALIGN.sub(r' align="\1"', made)
    return trusted(_levelled(_tidy(_sanitised(made, link, pictures or {})), heading))


def get_ready() -> None:
    """Make the converter."""
    _converter()


def text_of(made: Markup, limit: int = 120) -> str:
    """Return the beginning of Markdown made HTML as plain text of at most `limit` characters, cut with an ellipsis."""
    unread = re.sub(r"<rp>.*?</rp>|<rt>.*?</rt>", "", made)
    bare = re.sub(r"<[^>]+>", " ", re.sub(_INLINE, "", unread))
    words = re.sub(r"\s+", " ", trusted(bare).unescape()).strip()
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"


def _absurd(text: str) -> bool:
    """Return whether Python-Markdown would need seconds: it is quadratic in `[` and recurses with every level."""
    return bool(_DEEP.search(text)) or any(text.count(mark) > most for mark, most in MOST.items())


def _paragraphs(text: str) -> Markup:
    return Markup("\n").join(
        Markup("<p>{}</p>").format(ruby(block.strip())) for block in re.split(r"\n\s*\n", text) if block.strip()
    )


@cache
def _converter() -> markdown.Markdown:
    """Return the one converter: making it costs more than a page."""
    import markdown
    from markdown.extensions.sane_lists import SaneListExtension
    from markdown.extensions.tables import TableExtension
    from markdown.inlinepatterns import InlineProcessor

    class Ruby(InlineProcessor):
        def handleMatch(self, m: re.Match[str], data: str) -> tuple[ElementTree.Element, int, int]:  # type: ignore[override]  # noqa: N802
            element = ElementTree.Element("ruby")
            element.text = m[1]
            for tag, text in (("rp", "("), ("rt", m[2]), ("rp", ")")):
                ElementTree.SubElement(element, tag).text = text
            return element, m.start(0), m.end(0)

    # By their names they would be looked for in everything that is installed.
    converter = markdown.Markdown(extensions=[TableExtension(), SaneListExtension()], output_format="html")
    for registry, name in (
        (converter.preprocessors, "html_block"),
        (converter.inlinePatterns, "html"),
        (converter.inlinePatterns, "entity"),
        # One way to write a picture, which `pictures.shown` finds again.
        (converter.inlinePatterns, "image_reference"),
        (converter.inlinePatterns, "short_image_ref"),
    ):
        registry.deregister(name)
    converter.inlinePatterns.register(Ruby(r"\{([^{}|\n]+)\|([^{}|\n]+)\}", converter), "ruby", 178)
    return converter


def _sanitised(made: str, link: Callable[[str], str] | None, pictures: Mapping[str, Picture]) -> str:
    import nh3

    images = {"img": set(IMAGE)} if pictures else {}

    def rewrite(tag: str, name: str, value: str) -> str | None:
        if name == "href" and not _ADDRESS.fullmatch(value):
            return None
        if name == "src":
            return value if value.removeprefix("/") in pictures else None
        inside = tag == "a" and name == "href" and value.startswith("/") and not value.startswith("//")
        return link(value) if inside and link else value

    # h1 is not in the list of tags: a page has one already. Keep its text by lowering it before.
    lowered = re.sub(r"<(/?)h1>", r"<\1h2>", re.sub(r"<(/?)h([2-5])>", lambda m: f"<{m[1]}h{int(m[2]) + 1}>", made))
    clean = nh3.clean(
        lowered,
        tags=set(TAGS) | images.keys(),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()} | images,
        url_schemes=set(SCHEMES),
        attribute_filter=rewrite,
        link_rel="noopener",
    )
    return _IMAGE.sub(lambda found: _pictured(found[0], pictures, link), clean)


def _pictured(tag: str, pictures: Mapping[str, Picture], link: Callable[[str], str] | None) -> str:
    """Return the tag of a picture with its size, so that nothing moves when it comes; '' where there is none."""
    source = _SOURCE.search(tag)
    if source is None:
        return ""
    picture = pictures[source[1].removeprefix("/")]
    size = f'width="{picture.width}" height="{picture.height}" loading="lazy"'
    return tag.replace(source[0], f'src="{link(source[1]) if link else source[1]}" {size}')


def _tidy(made: str) -> str:
    """Join lines broken between Japanese characters, where browsers would show a space; leave code alone."""
    parts = re.split(r"(<pre>.*?</pre>)", made, flags=re.DOTALL)
    return "".join(part if part.startswith("<pre>") else _BROKEN_LINE.sub(r"\1\2", part) for part in parts)


def _levelled(made: str, heading: int) -> str:
    """Return the HTML with its headings moved so that the first level is `heading` and none is skipped (WCAG 1.3.1)."""
    stack: list[int] = []

    def move(found: re.Match[str]) -> str:
        level = int(found[1])
        while stack and stack[-1] >= level:
            stack.pop()
        stack.append(level)
        new = min(6, heading + len(stack) - 1)
        return f"<h{new}>{found[2]}</h{new}>"

    return re.sub(r"<h([2-6])>(.*?)</h\1>", move, made, flags=re.DOTALL)


__all__ = ["ATTRIBUTES", "SCHEMES", "TAGS", "html", "plain", "text_of"]
