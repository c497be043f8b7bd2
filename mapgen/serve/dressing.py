"""What the preview adds to each page: the script that reloads it, and the problems on top."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from mapgen.problems import Language

# The page knows which reading it shows and is told of newer ones. A file of its own: so the site's CSP wants it.
_SCRIPT = """const [shown, prefix] = new URL(document.currentScript.src).search.slice(1).split("&");
const news = new EventSource("/.mapgen/events?" + shown);
news.onmessage = (message) => {
  const { epoch, opened, problems } = JSON.parse(message.data);
  if (String(epoch) === shown) return tell(problems);
  news.close();
  const page = opened ? "/" + (opened.prefix ?? prefix) + opened.path : location.pathname;
  if (page === location.pathname) location.reload();
  else location.assign(page);
};
function tell(problems) {
  document.getElementById("mapgen-problems")?.remove();
  if (problems) document.querySelector("link[href='/.mapgen/preview.css']").insertAdjacentHTML("afterend", problems);
}
"""
_STYLE = """#mapgen-problems { background: #fff4e5; border-bottom: 4px solid #b36b00; color: #000; margin: 0;
  font: 16px/1.6 sans-serif; max-height: 50vh; overflow: auto; padding: 12px 16px; }
#mapgen-problems.error { background: #fdecea; border-color: #b00; }
#mapgen-problems summary { cursor: pointer; font-weight: bold; }
#mapgen-problems pre { font: inherit; margin: 8px 0 0; white-space: pre-wrap; word-break: break-word; }
"""
_TITLES = {
    ("error", "ja"): "まちがいがあります(前のよいページのままです)",
    ("error", "en"): "There are mistakes (these are the last good pages)",
    ("warning", "ja"): "気をつけることがあります",
    ("warning", "en"): "There are warnings",
}
_EMPTY_PAGE = "<!doctype html><html lang={lang}><meta charset=utf-8><title>mapgen</title><body></body></html>"
FILES = {"reload.js": ("text/javascript", _SCRIPT), "preview.css": ("text/css", _STYLE)}


@dataclass(frozen=True, slots=True)
class Opened:
    """A page to open, in the language of `prefix` (`en/`, the first: ``), None for the one that is being read."""

    path: str
    prefix: str | None = None


def box(texts: Sequence[str], *, errors: bool, lang: Language) -> str:
    """Return the problems as HTML: errors open, warnings folded so that the page can be seen; '' for none."""
    if not texts:
        return ""
    level = "error" if errors else "warning"
    title, lines = _TITLES[level, lang], html.escape("\n".join(texts))
    opened = " open" if errors else ""
    count = f"{title}: {len(texts)}"
    return (
        f"<details id=mapgen-problems class={level} role=alert{opened}><summary>{count}</summary>"
        f"<pre>{lines}</pre></details>"
    )


def dressed(page: bytes, problems: str, epoch: int, prefix: str) -> bytes:
    """Return the page with the problems and the script; `prefix` is the folder of its language (`en/`)."""
    text = page.decode("utf-8")
    start = text.find(">", text.find("<body")) + 1
    style = '<link rel="stylesheet" href="/.mapgen/preview.css">'
    script = f'<script src="/.mapgen/reload.js?{epoch}&amp;{prefix}"></script>'
    return f"{text[:start]}{style}{problems}{script}{text[start:]}".encode()


def empty(lang: Language) -> bytes:
    """Return a page for a site that was not readable yet."""
    return _EMPTY_PAGE.format(lang=lang).encode()


def event(epoch: int, opened: Opened | None, problems: str) -> bytes:
    """Return one message of the stream of events (HTML, 9.2): the newest reading, the page to open, what is wrong."""
    told = {"epoch": epoch, "opened": asdict(opened) if opened else None, "problems": problems}
    return f"data: {json.dumps(told, ensure_ascii=False)}\n\n".encode()
