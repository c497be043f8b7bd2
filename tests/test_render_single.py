"""The directory as one file: what a counter needs, what never stands in it, and that it needs nothing else."""

from __future__ import annotations

import json
import re
from typing import Any

from mapgen import render
from mapgen.model import Organization
from tests import builders
from tests.builders import hidden, organization, public, rich
from tests.rendering import LANGUAGES, Reader, hotline


def filed(*organizations: Organization, lang: str = "ja", only: tuple[str, ...] = ()) -> str:
    """Return the file of these organisations, or of some of them."""
    site = builders.site(*organizations, hotlines=(hotline(),), settings=builders.settings(languages=LANGUAGES))
    entries = [entry for entry in site.entries if not only or entry.id in only]
    return render.single(site, None, entries, lang).decode()


def spoken(text: str) -> str:
    body = re.sub(r"<script.*?</script>", "", text.partition("<body")[2].partition(">")[2], flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", body))


def data(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text.partition('id="data">')[2].partition("</script>")[0])
    return found


def test_it_says_of_everybody_what_a_counter_needs() -> None:
    text = spoken(filed(rich(audience={"text": "小学生から", "groups": ["family"]}, cost_note="寄付は自由")))
    pieces = (
        "みほん資源マップ 2026年4月1日の内容です。",
        "すぐに電話できるところ みほん電話 0120-000-000",
        "市から探す 北みほん市 北みほん市にある みほん食堂 南みほん市 南みほん市の人が使える、ほかのところ みほん食堂",
        "困りごとから探す 生活 食の支援 みほん食堂",
        "団体と窓口(五十音順) ま行 みほん食堂 みほんしょくどう 北みほん市 だれでも来られる食事の場所。",
        "連絡のしかた 電話 046-000-0000 FAX 046-000-0001 ホームページ shokudo.example.jp",
        "はじめての連絡 電話かメールで。 申し込み 先に電話してください。",
        "開いている日 月〜水曜 9:30〜16:30 休み: 祝日",
        "場所と行き方 本部 みほん県北みほん市青葉一丁目2番3号 駅から歩いて5分 Googleマップでひらく",
        "使える人 小学生から (家族) どこに住んでいる人でも使えます。 活動する地域: 北みほん市",
        "費用 無料 寄付は自由 話せることば",
        "分野・かたち 食の支援 / 居場所",
        "ごはんを いっしょに 食べます。",
        "最後に確かめた日: 2026年2月1日(電話)。",
    )
    places = [text.find(piece) for piece in pieces]
    assert -1 not in places, (pieces[places.index(-1)], text)
    assert places == sorted(places)


def test_it_needs_nothing_but_itself() -> None:
    text = filed(rich(description="[地図](/map/)と</script><script>x()"), organization("b", name="ふたつめ"))
    read = Reader(re.sub(r"<(script|style)[^>]*>.*?</\1>", "", text, flags=re.DOTALL))
    assert not read.open and len(read.ids) == len(set(read.ids))
    assert {tag for tag, _, _ in read.attributes}.isdisjoint({"link", "img", "iframe", "object", "base"})
    assert {name for _, name, _ in read.attributes}.isdisjoint({"src", "style", "srcset", "background", "action"})
    assert not re.search(r"url\(|@import|@font-face", text) and text.count("<script") == 2
    inner = [link[1:] for link in read.links if link.startswith("#")]
    assert len(inner) > 10 and set(inner) <= set(read.ids)
    assert "https://mihon.example.jp/map/" in read.links
    assert [link for link in read.links if not link.startswith(("#", "tel:", "https://", "mailto:"))] == []


def test_closed_ones_and_drafts_are_not_in_it_and_paused_ones_say_so() -> None:
    text = filed(
        rich(status="paused"),
        rich("old", name="おわった会", status="closed"),
        rich("draft", name="下書きの会", status="draft"),
    )
    assert "いまは活動をお休みしています。" in spoken(text)
    assert "おわった会" not in text and "下書きの会" not in text


def test_of_those_for_people_in_danger_no_place_is_told() -> None:
    text = filed(
        rich(
            "quiet", name="しずかな会", sensitive=["dv"], publish_agreed="2026-01-01", places=[public(name="秘密の家")]
        ),
        rich("hides", name="かくれた会", places=[hidden("minami", name="相談室")]),
    )
    assert "秘密の家" not in text and "青葉一丁目" not in text and "google.com" not in text
    assert "しずかな会" in spoken(text) and "046-000-0000" in text
    assert "相談室 安全のため、場所は公開していません(南みほん市)。" in spoken(text)


def test_a_selection_is_all_that_is_in_it() -> None:
    orgs = (rich(), organization("b", name="ふたつめ", categories=["children"], forms=["soudan"]))
    text = filed(*orgs, only=("b",))
    assert "みほん食堂" not in text and "1の団体と窓口をのせています。" in spoken(text)
    assert [org["href"] for org in data(text)["orgs"]] == ["#orgs-b"]
    anchors = {target["href"] for target in data(text)["targets"] if "href" in target}
    assert anchors == {"#categories-children", "#forms-soudan", "#cities-kita"}


def test_it_speaks_the_languages_of_the_site() -> None:
    assert "As of 1 April 2026." in spoken(filed(rich(), lang="en"))
    assert "{" not in spoken(filed(rich(), lang="easy")) and "<ruby>" in filed(rich(), lang="easy")


def test_the_same_organisations_give_the_same_bytes() -> None:
    assert filed(rich(), organization("b")) == filed(rich(), organization("b"))
