"""axe on a page that is open, as quick as it can be without seeing less.

Four fifths of its time go into the contrast of every piece of text. Text that is drawn alike, itself and everything
around it, has one contrast wherever it stands: of each kind the first, the middle and the last are measured, and all
text that lies over something else. Every other rule sees the whole page.
"""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# What may be otherwise by night: nothing but colours is.
OF_COLOUR = ["color-contrast", "link-in-text-block"]
Found = list[tuple[str, list[object]]]

_RUN = """
async (only) => {
  const kinds = new Map(), known = new WeakMap(), page = {kind: 0, over: false};
  const drawn = element => {
    if (known.has(element)) return known.get(element);
    const around = element.parentElement ? drawn(element.parentElement) : page, s = getComputedStyle(element);
    const own = [around.kind, s.color, s.backgroundColor, s.backgroundImage, s.opacity, s.fontSize, s.fontWeight,
      s.textShadow, s.filter, s.mixBlendMode, s.webkitTextStrokeColor].join("|");
    if (!kinds.has(own)) kinds.set(own, kinds.size + 1);
    const found = {
      kind: kinds.get(own),
      over: around.over || ["absolute", "fixed", "sticky"].includes(s.position) || s.float !== "none"
    };
    known.set(element, found);
    return found;
  };
  const texts = new Map(), measured = [];
  for (const element of document.body.querySelectorAll("*")) {
    const says = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const typed = element.matches("input, select, textarea");
    if (!(says || typed) || !element.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})) continue;
    const {kind, over} = drawn(element);
    if (over || typed) measured.push(element);
    else if (texts.has(kind)) texts.get(kind).push(element);
    else texts.set(kind, [element]);
  }
  for (const alike of texts.values())
    measured.push(...new Set([alike[0], alike[alike.length >> 1], alike[alike.length - 1]]));
  measured.forEach(element => element.setAttribute("data-measured", ""));
  axe.configure({rules: [{id: "color-contrast", selector: "[data-measured]"}]});
  const found = await axe.run({resultTypes: ["violations"], ...only && {runOnly: only}});
  measured.forEach(element => element.removeAttribute("data-measured"));
  return found.violations.map(({id, nodes}) => [id, nodes.slice(0, 3).map(node => node.target)]);
}
"""


def violations(page: Page, only: list[str] | None = None) -> Found:
    """Return what axe finds on a page: the rules that it breaks (of `only` some), each with the first places."""
    page.evaluate(AXE_SCRIPT)
    return [(rule, places) for rule, places in page.evaluate(_RUN, only)]


def by_day_and_night(page: Page) -> Found:
    """Return the same, and for the dark look of the page, which is another of its colours, what is about those."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found = violations(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    return found + violations(page, OF_COLOUR)
