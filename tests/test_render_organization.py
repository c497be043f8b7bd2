"""An organisation's page: what is known, what is not, and what must never be said. All content here is invented."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import zxingcpp

from mapgen.theme.html import reading
from tests import builders
from tests.builders import area, hidden, organization, public, rich
from tests.qr_codes import codes
from tests.rendering import four, pages, plain


def test_an_organisations_page_says_everything_that_is_known() -> None:
    text = plain(four(), "orgs/mihon/index.html")
    for words in (
        "電話する 046-000-0000",
        "はじめて連絡するとき 電話かメールで。",
        "月〜水曜 9:30〜16:30",
        "休み: 祝日",
        "みほん県北みほん市青葉一丁目2番3号",
        "駅から歩いて5分",
        "地図の点は、人が確かめた位置です。",
        "小学生から大人まで",
        "無料",
        "どこに住んでいる人でも使えます。",
        "先に電話してください。",
        "日本語・英語",
        "FAX 046-000-0001",
        "最後に確かめた日: 2026年2月1日(電話)。",
        "運営する団体: NPO法人みほん",
        "近くの似た団体",
        "2.5km",
    ):
        assert words in text, words
    assert "まだ確認できていないこと" not in text and "要確認" not in text.partition("近くの似た団体")[0]
    assert 'href="tel:0460000000"' in four()["orgs/mihon/index.html"]


def test_what_nobody_answered_is_said_as_not_known() -> None:
    text = plain(pages(builders.site(organization())), "orgs/mihon/index.html")
    assert (
        "まだ確認できていないこと: 開いている日、費用、申し込み、ほかの市の人が使えるか。行く前に聞いてみてください。"
        in text
    )
    assert "公開された連絡先を、まだ確認できていません。" not in text  # no desk is known here to offer instead
    assert "この内容は、公開された資料から作りました。" in text and "要確認" in text


def test_an_english_page_marks_what_is_japanese() -> None:
    made = four()["en/orgs/mihon/index.html"]
    assert '<h1 lang="ja">みほん食堂</h1>' in made
    assert '<p class="org-summary">Meals for anyone.</p>' in made
    assert '<p class="address" lang="ja">みほん県北みほん市青葉一丁目2番3号</p>' in made
    assert "Mon–Wed" in made and "Last confirmed on 1 February 2026 (by phone)." in made


def test_a_closed_organisation_keeps_its_page_and_names_its_successor() -> None:
    made = four()
    text = plain(made, "orgs/old/index.html")
    assert "この団体は活動を終えました。" in text and "引きついだ団体: みほん食堂" in text
    assert "むかしの会" not in made["orgs/index.html"] + made["map/index.html"] + made["map/points.json"]


def test_a_page_for_people_in_danger_is_quiet() -> None:
    made = four()["orgs/quiet/index.html"]
    assert "<title>くらしの情報 | みほん資源マップ</title>" in made
    assert '<meta name="referrer" content="no-referrer">' in made
    assert re.search(r'<a class="exit-button" href="https://[^"]+" rel="noreferrer nofollow" data-exit>', made)
    assert "map/#" not in made and "google.com/maps" not in made
    assert "しずかな会" not in re.findall(r"<head>.*</head>", made, re.DOTALL)[0]
    assert "安全のため、場所は公開していません(南みほん市)。" in plain(four(), "orgs/quiet/index.html")
    for path in ("/orgs/quiet/*", "/easy/orgs/quiet/*", "/en/orgs/quiet/*"):
        assert f"{path}\n  Referrer-Policy: no-referrer\n" in four()["_headers"]


def test_an_organisation_with_a_fax_number_alone_is_reached_by_fax() -> None:
    made = pages(builders.site(organization(contact={"fax": "099-000-0001"})))
    assert '<span class="call-button fax">' in made["orgs/mihon/index.html"]
    text = plain(made, "orgs/mihon/index.html")
    assert "FAXで連絡する 099-000-0001" in text and "公開された連絡先を、まだ確認できていません。" not in text
    made = pages(builders.site(organization(contact={"fax": "099-000-0001", "email": "a@example.jp"})))
    assert 'class="call-button email" href="mailto:a@example.jp"' in made["orgs/mihon/index.html"]


def test_places_say_how_exact_they_are() -> None:
    made = pages(
        builders.site(organization(places=[area(), public(None, None, address="どこかの町1-2", city="kita"), hidden()]))
    )
    text = plain(made, "orgs/mihon/index.html")
    assert "地図では、町のおおよその位置を円(半径およそ500m)で示しています。" in text
    assert "位置がまだ分からないので、地図には出していません。" in text
    assert "安全のため、場所は公開していません(北みほん市)。" in text
    points = json.loads(made["map/points.json"])["points"]
    assert [(point["radius"], "rough" in point) for point in points] == [(500, True)]


def test_a_mistake_is_reported_where_the_files_are() -> None:
    site = builders.site(rich(), settings=builders.settings(repository="https://github.com/mihon/map/"))
    made = pages(site)["orgs/mihon/index.html"]
    assert 'href="https://github.com/mihon/map/issues/new?title=%E3%81%BF' in made
    assert "みほん協議会に知らせてください" in four()["orgs/mihon/index.html"]


def test_services_say_what_is_their_own() -> None:
    service: dict[str, Any] = {"name": "朝の会", "cost": "paid", "cost_note": "100円", "categories": ["children"]}
    made = pages(builders.site(rich(services=[service | {"places": [public(name="別の部屋")]}])))
    text = plain(made, "orgs/mihon/index.html")
    assert "行っていること 朝の会" in text and "有料" in text and "100円" in text and "別の部屋" in text
    assert "みほん食堂" in made["categories/children/index.html"]


@pytest.mark.parametrize(
    ("name", "kana", "shown"),
    [
        ("子ども食堂", "こどもしょくどう", "子(こ)ども食堂(しょくどう)"),
        ("みんなの居場所 ここから", "みんなのいばしょ ここから", "みんなの居場所(いばしょ) ここから"),
        ("サポート会", "サポートかい", "サポート会(かい)"),
        ("NPO法人ワン", "わん", None),
        ("木の木", "きのきのき", None),
        ("みほん", None, None),
    ],
)
def test_a_reading_stands_over_the_kanji_it_belongs_to(name: str, kana: str | None, shown: str | None) -> None:
    made = reading(name, kana)
    assert (None if made is None else made.striptags().replace(" ", "")) == (
        None if shown is None else shown.replace(" ", "")
    )


def test_the_qr_code_is_read_as_the_address_of_the_page() -> None:
    made = four()["orgs/mihon/index.html"]
    (code,) = codes(made)
    assert (code.text, code.format, code.ec_level) == (f"{builders.BASE_URL}orgs/mihon/", zxingcpp.QRCode, "M")
