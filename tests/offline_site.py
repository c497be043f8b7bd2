"""A small site that may be kept, below `/x/`, as a browser with a worker of it sees it."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import BrowserContext, Page

from mapgen.build import Build, Options
from tests.conftest import Project

SITE = "content/site.yaml"
QUIET = """\
name: みほんの静かな窓口
summary: 安心して話せます。
categories: [living]
forms: [consultation]
serves: [mihon]
contact: {tel: 046-000-0009}
sensitive: [dv]
"""
OTHER = """\
name: みほん{n}番の家
summary: みほんの場所です。
categories: [children]
forms: [ibasho]
serves: [mihon]
contact: {{tel: 046-000-000{n}}}
"""
CHART = """\
questions:
  - id: trouble
    ask: {ja: どんなことで困っていますか, en: What is it?}
    answers:
      - {id: food, label: {ja: 食べもの, en: Food}, categories: [living/food]}
      - {id: afraid, label: {ja: こわい, en: Afraid}, categories: [living], quiet: true}
"""
HOTLINE = """\
- id: mihon-denwa
  name: {ja: みほん相談電話, en: Mihon line}
  number: 0120-000-000
  about: {ja: どんな悩みでも, en: Anything}
  checked_on: 2026-04-01
  checked_against: [https://example.org/denwa, https://example.com/soudan]
"""
FILES = {
    **{f"content/orgs/mihon-{n}.yaml": OTHER.format(n=n) for n in (1, 2)},
    "content/orgs/mihon-quiet.yaml": QUIET,
    "content/chooser.yaml": CHART,
    "content/hotlines.yaml": f"hotlines:\n{HOTLINE}",
}
QUIET_PAGES = ("orgs/mihon-quiet/", "find/afraid/", "en/orgs/mihon-quiet/", "en/find/afraid/")
LOOK = """async () => {
    const found = [];
    for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys()) found.push([name.split(" ").pop(), url]);
    return found;
}"""


class KeptSite:
    """A small site below `/x/`, a browser that keeps pages of it, and what its pages complained of."""

    def __init__(self, project: Project, host: Any, address: str, context: BrowserContext) -> None:
        self.project, self.host, self.address, self.context = project, host, address, context
        self.said: list[str] = []
        self.page = self.opened()

    def opened(self) -> Page:
        page = self.context.new_page()
        page.on("console", lambda line: self.said.append(line.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        return page

    def visit(self, path: str = "") -> None:
        """Open a page and wait until the worker, if there is to be one, has everything and serves it."""
        self.page.goto(self.address + path)
        self.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        self.until("navigator.serviceWorker.controller?.state === 'activated'")

    def change(self, files: dict[str, str]) -> None:
        self.project.write(files)
        self.host.built = built(self.project)

    def until(self, promise: str) -> None:
        """Wait until what the page promises is true."""
        for _ in range(100):
            if self.page.evaluate(promise):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"never: {promise}")

    def renewed(self) -> None:
        """Visit, and wait until the new worker has taken the place of the old one and its caches."""
        version = re.search(rb'"version":"(\w+)"', self.host.built.artifacts["sw.js"].content)
        assert version
        self.visit()
        wanted = f"all.length && all.every((name) => name.includes('{version[1].decode()}'))"
        self.until(f"caches.keys().then((all) => {wanted})")
        self.until("navigator.serviceWorker.controller?.state === 'activated'")

    def kept(self, *kinds: str) -> list[str]:
        """Return the paths that are kept in caches of these kinds, static files apart."""
        found = sorted((kind, url.removeprefix(self.address)) for kind, url in self.page.evaluate(LOOK))
        return [path for kind, path in found if kind in kinds and not path.startswith("static/")]


def built(project: Project) -> Build:
    made = project.build(Options(base_url="https://mihon.example.jp/x/"))
    assert [problem.text() for problem in made.problems] == []
    return made


def settings_text(project: Project, **changed: str) -> str:
    text = (project.root / SITE).read_text(encoding="utf-8").replace("languages: [ja]", "languages: [ja, en]")
    kept = [line for line in text.splitlines() if line.partition(":")[0] not in changed]
    return "\n".join([*kept, *(f"{name}: {value}" for name, value in changed.items()), ""])
