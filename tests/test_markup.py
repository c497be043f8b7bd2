"""The list of what may stand on a page: each way around it is noticed, and our own pages keep to it."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from mapgen.checks.allowed import strange
from tests.finished import ORG, check_artifacts, codes, small, spoiled, texts, whole
from tests.real_site import real_build


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<script>xss(1)</script>", "<script>"),
        ("<script src='../../static/site.css'>xss(1)</script>", "<script>"),
        ("<SCRIPT SRC='../../static/site.css'>x</SCRIPT >", "<script>"),
        ("<script type='text/javascript'>x</script>", "<script>"),
        ("<script type='module'>", "<script>"),
        ("<style>*{color:red}</style>", "<style>"),
        ("<p onclick='xss(1)'>x</p>", "<p onclick>"),
        ("<p OnClick=xss(1)>x</p>", "<p onclick>"),
        ("<svg/onload=xss(1)></svg>", "<svg onload>"),
        ("<p class='a' style='color:red'>x</p>", "<p style>"),
        ("<a href='#main' ping='https://evil.example/'>x</a>", "<a ping>"),
        ("<button formaction='#main'>x</button>", "<button formaction>"),
        ("<meta http-equiv=refresh content=0>", "<meta http-equiv>"),
        ("<iframe srcdoc='x'></iframe>", "<iframe>"),
        ("<object></object>", "<object>"),
        ("<embed>", "<embed>"),
        ("<x-element></x-element>", "<x-element>"),
        ("<p is=x-element>x</p>", "<p is>"),
        ("<svg><animate attributeName=x></animate></svg>", "<animate>"),
        ("<svg><foreignObject></foreignObject></svg>", "<foreignobject>"),
        ("<svg><use xlink:href='#main'/></svg>", "<use xlink:href>"),
        ("<math></math>", "<math>"),
        ("<marquee>x</marquee>", "<marquee>"),
        ("<template><img src='../../static/pin.svg' alt='' onerror=x></template>", "<img onerror>"),
        ("<template><script>x</script></template>", "<script>"),
        ("<!--><p>x</p>-->", "<!-->"),
        ("<!-- x --!> <p>x</p> -->", "<!-->"),
        ("<p>1 < 2</p>", "<"),
        ("<p title='x>x</p>", "<"),
        ("<p>x<", "<"),
    ],
)  # fmt: skip
def test_what_may_run_or_fetch_is_noticed(body: str, what: str) -> None:
    site = small()
    problems = check_artifacts(site, whole(site, **{ORG: f"<main id=main>{body}</main>"}))
    found = {problem.facts["target"] for problem in problems if problem.code == "strange-markup"}
    assert what in found, texts(problems)


@pytest.mark.parametrize(
    "body",
    [
        "<script src='../../static/site.css' defer></script>",
        "<script type='application/ld+json'>{\"a\": 1}</script>",
        "<p class=a id=b lang=ja dir=ltr hidden title='a > b < c' aria-label=x data-x=y tabindex=0 role=note>x</p>",
        "<img src='../../static/pin.svg' alt='' width=1 height=1 loading=lazy decoding=async>",
        "<svg viewBox='0 0 1 1' aria-hidden=true><path d='M0 0' fill=none /></svg>",
        "<table><tr><th scope=col colspan=2>x</th></tr></table><input type=search name=q value=x autocomplete=off>",
        "<!-- a <b> --><ruby>x<rp>(</rp><rt>y</rt><rp>)</rp></ruby><template><p>x</p></template>",
    ],
)
def test_what_only_shows_is_let_be(body: str) -> None:
    assert codes(small(), whole(small(), **{ORG: f"<main id=main>{body}</main>"})) == set()


def test_a_person_reads_where_it_is_and_whom_to_tell() -> None:
    site = small()
    (problem,) = check_artifacts(site, whole(site, **{ORG: "<main id=main>\n<p onclick=x>x</p></main>"}))
    assert problem.text() == (
        "public/orgs/mihon/index.html:2:1: error: ページに、あってはならない「<p onclick>」があります"
        "(1 ページにあります) [strange-markup]\n"
        "    → themes のひな形を直したのでなければ、プログラムのまちがいです。公開せずに知らせてください"
    )


class _All(HTMLParser):
    """Reads a page independently of the rule: every start tag as it stands in the text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(self.get_starttag_text() or "")


def test_every_tag_of_the_real_pages_is_on_the_list_and_no_page_is_left_out() -> None:
    read = 0
    for path, artifact in real_build().artifacts.items():
        if path.endswith(".html"):
            reader = _All()
            reader.feed(artifact.content.decode())
            told = {tag: strange(tag) for tag in reader.tags if not tag.startswith("<script src=")}
            wrong = {tag: odd for tag, odd in told.items() if odd}
            assert wrong == {}, path
            read += 1
    assert read > 300


def test_a_theme_that_writes_a_handler_is_stopped() -> None:
    assert spoiled(ORG, "<main id=main>", "<main id=main onload=x>") == {"strange-markup"}
