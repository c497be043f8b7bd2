"""The hand-out: what its slips say, and a file that needs nothing but itself. All content here is invented."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from mapgen import render
from mapgen.model import Organization
from tests import builders
from tests.builders import hidden, organization, public, rich
from tests.rendering import Reader, chooser, four, hotline, plain


def handed(*organizations: Organization, **fields: Any) -> str:
    """Return the hand-out of these organisations as a file."""
    site = builders.site(*organizations, **{"hotlines": (hotline(),), "chooser": chooser(), **fields})
    return render.handout(site, None, [site.by_id[org.id] for org in organizations]).decode()


def spoken(text: str) -> str:
    """Return a page's text on one line, with a space for every tag."""
    body = text.partition("<body")[2].partition(">")[2]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", body)))


def test_a_slip_says_what_a_person_needs_on_the_way() -> None:
    text = spoken(handed(rich(audience={"text": "小学生から", "groups": ["family"]}, cost_note="寄付は自由")))
    pieces = (
        "つなぐシート",
        "みほん資源マップ 2026年4月1日の内容",
        "日付 相談員 お名前",
        "みほん食堂 みほんしょくどう 北みほん市",
        "連絡のしかた 電話 046-000-0000 FAX 046-000-0001 開いている日 月〜水曜 9:30〜16:30 休み: 祝日",
        "場所と行き方 本部 みほん県北みほん市青葉一丁目2番3号 駅から歩いて5分",
        "はじめての連絡 電話かメールで。 先に電話してください。",
        "使える人 小学生から (家族) どこに住んでいる人でも使えます。",
        "費用 無料 寄付は自由",
        "最後に確かめた日: 2026年2月1日(電話)。 https://mihon.example.jp/orgs/mihon/",
        "次にすること メモ 電話で相談できるところ みほん電話 0120-000-000",
    )
    places = [text.find(piece) for piece in pieces]
    assert -1 not in places, pieces[places.index(-1)]
    assert places == sorted(places)


def test_every_number_is_on_it_and_what_only_a_screen_opens_is_not() -> None:
    service = {
        "name": "夜の電話",
        "contact": {"tel": "046-000-0003"},
        "places": [public(contact={"fax": "046-000-0004"})],
    }
    text = spoken(handed(rich(places=[public(name="別館", contact={"tel": "046-000-0002"})], services=[service])))
    for n in range(5):
        assert f"046-000-000{n}" in text, n
    assert "別館 電話 046-000-0002" in text and "shokudo.example.jp" not in text
    talk = {"name": "LINEの相談", "contact": {"line": "https://line.me/mihon"}}
    assert "LINEの相談 LINE line.me/mihon" in spoken(handed(rich(services=[talk])))
    assert "ホームページ mihon.jp" in spoken(handed(organization(contact={"url": "https://mihon.jp/"})))


def test_what_is_not_known_and_what_has_changed_is_said() -> None:
    text = spoken(
        handed(organization(status="paused", notice={"text": "工事中", "until": "2026-05-01"}, verified=None))
    )
    assert "いまは活動をお休みしています。 工事中 (2026年5月1日まで) まだ確認できていないこと" in text
    assert "まだ確認できていないこと: 開いている日、費用、申し込み、ほかの市の人が使えるか。" in text
    assert "この内容は、公開された資料から作りました。" in text
    assert "046-" not in spoken(handed(rich(status="closed")))


def test_of_a_hidden_place_only_the_city_is_printed_and_the_title_tells_nothing() -> None:
    text = handed(rich("quiet", name="みほんDV相談", sensitive=["dv"], places=[hidden("minami", name="相談室")]))
    assert "場所と行き方 相談室 安全のため、場所は公開していません(南みほん市)。" in spoken(text)
    assert re.findall("<title>(.*?)</title>|<h1[^>]*>(.*?)</h1>", text) == [("つなぐシート", ""), ("", "つなぐシート")]


def test_the_file_needs_nothing_but_itself() -> None:
    text = handed(rich(), organization("second", name="ふたつめ", contact={"url": "https://futatsu.example.jp/"}))
    read = Reader(text)
    assert not read.open
    assert {tag for tag, _, _ in read.attributes}.isdisjoint({"script", "link", "img", "iframe", "object", "form"})
    assert [link for link in read.links if not link.startswith("tel:")] == []
    assert {name for _, name, _ in read.attributes}.isdisjoint({"style", "srcset", "background", "xlink:href"})
    assert not re.search(r"url\(|@import|@font-face|image-set", text)
    assert len(read.ids) == 0 and read.headings == [1, 2, 2, 2]
    assert text.count('class="qr"') == text.count('<article class="slip">') == 2


def test_the_same_organisations_give_the_same_bytes() -> None:
    assert handed(rich(), organization("b")) == handed(rich(), organization("b"))


def test_a_page_holds_the_slip_that_the_file_prints() -> None:
    slip = r'<article class="slip">.*?</article>'
    (inside,) = re.findall(f'<template id="slip">({slip})', four()["orgs/quiet/index.html"].replace("\n", " "))
    org = rich("quiet", name="しずかな会", kana=None, sensitive=["dv"], places=[hidden("minami", name="相談室")])
    (printed,) = re.findall(slip, handed(org).replace("\n", " "))
    assert re.sub("<svg.*?</svg>", "", printed) == inside


def test_the_page_says_without_javascript_how_to_print_one_organisation() -> None:
    for path, words in (
        ("handout/index.html", "1つの団体なら、そのページをブラウザの「印刷」で、A4の紙に印刷できます。"),
        ("easy/handout/index.html", "ひとつだけなら、そのページを ブラウザの"),
        ("en/handout/index.html", "For one organisation, open its page"),
    ):
        assert words in plain(four(), path)
        assert re.search(r'<p class="nothing" id="handout-without">.*? <a href="\.\./(\.\./\w+/)?orgs/">', four()[path])
    hidden_parts = re.findall(r"<(\w+)[^>]* hidden>", four()["handout/index.html"])
    assert hidden_parts.count("div") == 2 and hidden_parts.count("a") == 1


def test_buttons_come_only_with_javascript_and_closed_organisations_have_none() -> None:
    made = four()
    assert 'data-org="mihon"' in made["orgs/index.html"] and 'data-org="mihon"' in made["orgs/mihon/index.html"]
    assert "data-org=" not in re.sub(r'class="row[^>]*', "", made["orgs/old/index.html"])
    assert "リストに入れる" not in re.sub(r"<template.*?</template>", "", made["orgs/index.html"], flags=re.DOTALL)
