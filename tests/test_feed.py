"""The feed as feedparser reads it, and the description by which a browser searches the map."""

from __future__ import annotations

import re
from typing import Any

import feedparser
from lxml import etree

from mapgen.exports import feed, opensearch
from mapgen.model import Organization
from tests import builders as make
from tests.real_site import real_build


def parsed(*organizations: Organization, **fields: Any) -> Any:
    (artifact,) = feed.files(make.site(*organizations, **fields))
    return strict(artifact.content)


def strict(content: bytes) -> Any:
    """Return the feed as read, which has nothing that a reader stumbles over."""
    read = feedparser.parse(content)
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    ids = [entry.id for entry in read.entries]
    assert len(ids) == len(set(ids))
    return read


def titles(*organizations: Organization) -> list[str]:
    return [entry.title for entry in parsed(*organizations).entries]


def day(text: str) -> dict[str, str]:
    return {"on": text, "by": "survey"}


def test_the_feed_says_what_was_confirmed_newest_first() -> None:
    read = parsed(make.rich("a", verified=day("2025-01-01")), make.rich("b"), make.rich("c", verified=None))
    assert read.feed.title == "みほん資源マップ: 新しく確かめたこと"
    assert read.feed.author == "みほん協議会"
    assert read.feed.rights == "みほん資源マップ(みほん協議会)、2026年4月1日現在。CC BY 4.0"
    assert read.feed.id == read.feed.links[0].href == make.BASE_URL + "feed.xml"
    newest, _ = read.entries
    assert (newest.title, newest.link) == ("「みほん食堂」の内容を確かめました", make.BASE_URL + "orgs/b/")
    assert newest.id == "tag:mihon.example.jp,2026-02-01:orgs/b"
    assert newest.updated == "2026-02-01T00:00:00+09:00" == read.feed.updated
    assert newest.content[0].value == (
        "2026年2月1日に、電話で確かめました。\nだれでも来られる食事の場所。\n"
        "開いている日: 月〜水 9:30〜16:30、休み: 祝日\n電話: 046-000-0000"
    )
    assert newest.tags[0].label == "生活"


def test_what_pauses_or_announces_something_says_so_and_what_has_ended_does_not_leave() -> None:
    told = titles(
        make.rich("a", kana="あ", status="paused"),
        make.rich("b", kana="い", status="closed", successor="c"),
        make.rich("c", kana="う", notice={"text": "改修中", "until": "2026-04-01"}),
        make.rich("d", kana="え", notice={"text": "むかしのこと", "until": "2026-03-31"}),
    )
    assert told == [
        "「みほん食堂」は、いまお休みしています",
        "「みほん食堂」からのお知らせ: 改修中(2026年4月1日まで)",
        "「みほん食堂」の内容を確かめました",
    ]


def test_of_drafts_and_of_who_helps_in_danger_there_is_no_news() -> None:
    assert titles(make.rich("a", status="draft"), make.rich("b", sensitive=["dv"], places=[])) == []


def test_markup_and_control_characters_do_no_harm() -> None:
    org = make.rich(name="<b>&\x0bみほん", summary='"<i>"\u0000。')
    (entry,) = parsed(org).entries
    assert entry.title == "「<b>&みほん」の内容を確かめました" and '"<i>"。' in entry.content[0].value


def test_the_feed_is_not_longer_than_readers_like() -> None:
    assert len(titles(*(make.rich(f"org-{n}") for n in range(60)))) == feed.MOST == 50


def test_the_real_feed_leads_to_pages_that_are_there() -> None:
    built = real_build()
    assert built.site
    read = strict(built.artifacts["feed.xml"].content)
    assert len(read.entries) > 15
    for entry in read.entries:
        assert entry.link.removeprefix(built.site.base_url) + "index.html" in built.artifacts
    home = built.artifacts["index.html"].content.decode()
    assert '<link rel="alternate" type="application/atom+xml" title="新しく確かめたことを受け取る(フィード)"' in home
    assert '<a class="more" href="feed.xml">' in home


def test_a_browser_learns_how_to_search() -> None:
    (artifact,) = opensearch.files(make.site(settings=make.settings(languages=("ja", "easy", "en"))))
    root = etree.fromstring(artifact.content)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert root.tag == f"{space}OpenSearchDescription"
    assert root.findtext(f"{space}ShortName") == "みほん資源マップ"
    page, itself = root.iterfind(f"{space}Url")
    assert (
        page.get("template") == "https://mihon.example.jp/search/?q={searchTerms}" and page.get("type") == "text/html"
    )
    assert (itself.get("rel"), itself.get("template")) == ("self", make.BASE_URL + "opensearch.xml")
    assert [each.text for each in root.iterfind(f"{space}Language")] == ["ja", "en"]


def test_a_long_name_is_shortened_after_a_word() -> None:
    def short(title: str) -> str:
        (artifact,) = opensearch.files(make.site(settings=make.settings(title={"ja": title})))
        return re.findall("<ShortName>(.*)</ShortName>", artifact.content.decode())[0]

    assert short("みほん資源マップ 北みほん・南みほん・西みほん") == "みほん資源マップ"
    assert short("あ" * 20) == "あ" * 16 and short("みほん & みほん") == "みほん &amp; みほん"
