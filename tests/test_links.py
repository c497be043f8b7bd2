"""Every link of every page: each way to break one, and each good one left alone."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from mapgen.checks import check_artifacts, links, markup
from mapgen.model import Artifact
from mapgen.problems import Problems
from mapgen.site import Site
from tests import builders as make
from tests.finished import DOWNLOADS, ORG, codes, page, small, texts, whole


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<a href='../../orgs/nobody/'>x</a>", "broken-link"),
        ("<a href='../futatsu'>x</a>", "broken-link"),
        ("<a href='../../../'>x</a>", "broken-link"),
        ("<a href='/orgs/nobody/'>x</a>", "broken-link"),
        ("<a href='https://mihon.example.jp/nowhere/'>x</a>", "broken-link"),
        ("<img src='nothing.png' alt=''>", "broken-link"),
        ("<img srcset='../../static/pin.svg 1x, no.png 2x' alt=''>", "broken-link"),
        ("<a href='../futatsu/#nowhere'>x</a>", "broken-anchor"),
        ("<svg><use href='../../static/pin.svg#none'/></svg>", "broken-anchor"),
        ("<a href='javascript:alert(1)'>x</a>", "script-link"),
        ("<a href=' &#106;avascript:alert(1)'>x</a>", "script-link"),
        ("<script src='https://cdn.example.com/x.js'></script>", "foreign-resource"),
        ("<img src='//cdn.example.com/x.png' alt=''>", "foreign-resource"),
        ("<link rel=preconnect href='https://cdn.example.com'>", "foreign-resource"),
        ("<form action='https://forms.example.com/'></form>", "foreign-resource"),
        ("<p id=main>x</p>", "id-twice"),
    ],
)
def test_a_bad_link_is_noticed(body: str, code: str) -> None:
    site = small()
    assert codes(site, whole(site, **{ORG: f"<main id=main>{body}</main>"})) == {code}


@pytest.mark.parametrize(
    "body",
    [
        "<a href='../futatsu/#main'>x</a><a href='../futatsu/index.html'>x</a>",
        "<a href='/orgs/futatsu/?a=b#main'>x</a><a href='https://mihon.example.jp/'>x</a>",
        "<a href='https://www.example.com/'>x</a><a href='tel:046-000-0000'>x</a><a href='mailto:a@example.jp'>x</a>",
        "<link rel=license href='https://creativecommons.org/licenses/by/4.0/'>",
        "<link rel=canonical href='https://mihon.example.jp/orgs/mihon/'>",
        "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' alt=''>",
        "<svg><use href='../../static/pin.svg#pin'/></svg>",
        "<a href='../../map/#l=a,b'>x</a><a href='#'>x</a><a href='#top'>x</a><a href='#:~:text=%E3%81%82=1'>x</a>",
        "<a href='../'>x</a><a href='../../'>x</a><a href='./'>x</a><a href='.'>x</a><a href='..'>x</a>",
        "<a href='../%66utatsu/'>x</a><a href='../../.'>x</a>",
        "<!-- <a href='gone/'>x</a> --><template><p id=main></p></template>",
        "<p title='a > b' id=x>x</p><a href='#x'>x</a>",
    ],
)
def test_a_good_link_is_left_alone(body: str) -> None:
    site = small()
    assert texts(check_artifacts(site, whole(site, **{ORG: f"<main id=main>{body}</main>"}))) == []


def test_a_broken_link_of_every_page_is_one_problem_with_its_first_place() -> None:
    site = small()
    body = "<main id=main>\n  <a href='/gone/'>x</a>\n</main>"
    artifacts = whole(site, **{ORG: body, "orgs/futatsu/index.html": body})
    assert texts(check_artifacts(site, artifacts)) == [
        "public/orgs/futatsu/index.html:2:3: error: リンク先「gone/index.html」がありません(2 ページにあります)"
        " [broken-link]\n    → ページの文章のリンクなら、書いたアドレスを直します"
    ]


def follow(site: Site, artifacts: Mapping[str, Artifact], problems: Problems) -> None:
    """Look at the links alone."""
    following = links.Links(site, artifacts, 1)
    following.told([task(None) for task in following.tasks], problems)


def test_links_follow_a_base_url_with_a_path() -> None:
    site = make.site(make.rich(), base_url="https://mihon.example.jp/map-of-all/")
    artifacts = whole(site)
    good = page(ORG, "<main id=main><a href='/map-of-all/'>x</a></main>")
    bad = page("orgs/mihon/bad.html", "<main id=main><a href='/'>x</a></main>")
    artifacts |= {"index.html": page("index.html"), ORG: good, bad.path: bad}
    problems = Problems()
    follow(site, artifacts, problems)
    assert [(problem.code, problem.facts["target"]) for problem in problems] == [("broken-link", "/")]


@pytest.mark.parametrize(
    ("css", "code"),
    [
        ("@import 'https://fonts.example.com/x.css';", "foreign-resource"),
        ("a{background:url(https://cdn.example.com/x.png)}", "foreign-resource"),
        ("a{background:url('../gone.png')}", "broken-link"),
        ("/* url(gone.png) */ a{background:url(data:image/png;base64,AA) url(#x)}", None),
    ],
)
def test_style_sheets_fetch_only_what_is_there(css: str, code: str | None) -> None:
    site = small()
    artifacts = whole(site) | {"static/site.css": Artifact("static/site.css", css.encode(), "render/static")}
    assert codes(site, artifacts) == ({code} if code else set())


def test_what_many_pages_share_is_read_and_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    site = small()
    row = "<li class='card'><h3><a href='../{n}/'>みほん</a></h3><p>だれでも</p><a href='tel:046-0'>x</a></li>\n"
    pages = {}
    for n in range(600):
        body = "".join(row.format(n=(n + k) % 600) for k in range(130))
        pages[f"orgs/{n}/index.html"] = page(f"orgs/{n}/index.html", f"<main id=main>{body}</main>")
    pages |= {path: whole(site)[path] for path in ("index.html", "static/site.css", "static/pin.svg")}
    assert sum(len(artifact.content) for artifact in pages.values()) > 8_000_000
    read, judged = [], []
    reader, judge = markup._read, links._Judge._judge
    monkeypatch.setattr(markup, "_read", lambda written: read.append(written) or reader(written))
    monkeypatch.setattr(
        links._Judge, "_judge", lambda self, *address, **how: judged.append(address) or judge(self, *address, **how)
    )
    follow(site, pages, problems := Problems())
    assert texts(problems) == []
    # Of 78,000 rows each different tag is read once, each address judged once, or once for a folder (`tel:`).
    assert len(read) < 650 and len(judged) < 1_300


@pytest.mark.parametrize("jobs", [1, 2, 3, 64])
def test_no_page_is_left_out_however_many_hands_there_are(jobs: int) -> None:
    site = small()
    pages = {path: "<main id=main><a href='gone/'>x</a></main>" for path in whole(site) if path.endswith(".html")}
    del pages[DOWNLOADS]  # what it says is given
    problems = check_artifacts(site, whole(site, **pages), jobs=jobs)
    assert sum(problem.facts["pages"] for problem in problems if problem.code == "broken-link") == len(pages) > 2
