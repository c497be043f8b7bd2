"""Which placemark is which organisation: by the id that we export, else by likeness; and what belongs to none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from mapgen.changes import as_text
from mapgen.drift import compare
from mapgen.imports.mymaps.document import parse_map
from mapgen.imports.mymaps.placemarks import Placemark
from mapgen.model import Point
from tests.conftest import Project
from tests.drift import EN, SHOKUDO, Edit, Staffed, cells, edited, on, staffed

Projects = Callable[..., Project]
S = "mihon-shokudo"


@pytest.fixture
def map_of(project: Projects) -> Staffed:
    return staffed(project)


def without(*ids: str) -> Edit:
    return lambda placemark: None if placemark.columns.get("id") in ids else placemark


def with_more(map_of: Staffed, *more: Placemark, edit: Edit = lambda placemark: placemark) -> str:
    """Return the note about a map that has more placemarks."""
    drawn = edited(parse_map(map_of.map(), "みほん.kml"), edit)
    drift = compare(map_of.site(), replace(drawn, placemarks=(*drawn.placemarks, *more)))
    return as_text(drift.changes, "ja").partition("\n")[2].lstrip("\n")


def shokudo(map_of: Staffed) -> Placemark:
    drawn = parse_map(map_of.map(), "みほん.kml")
    return next(placemark for placemark in drawn.placemarks if placemark.name == "みほん食堂")


def test_what_is_new_and_what_is_gone_is_told(map_of: Staffed) -> None:
    point = Point(lat=35.12, lon=139.42)
    cells = {"電話": "046-000-9999", "住所": "みほん市みほん町9-9"}
    fresh = Placemark("あたらしい会", "", cells, ("追加",), "point", point, "", None, None, 1)
    assert with_more(map_of, fresh, edit=without("mihon-en", "mihon-shokudo")) == (
        "マイマップにだけある場所(1)\n"
        "  あたらしい会\n"
        "    ・住所「みほん市みほん町9-9」が加わりました\n"
        "    ・電話番号 046-000-9999 が加わりました\n"
        "    ・レイヤ「追加」にあります\n"
        "\n"
        "マイマップにない団体(2)\n"
        "  みほん園 (mihon-en)\n"
        "    ・ない場所: 本園\n"
        "  みほん食堂 (mihon-shokudo)\n"
    )


def test_without_ids_a_placemark_is_known_by_name_and_place(map_of: Staffed) -> None:
    drawn = shokudo(map_of)
    bare = replace(drawn, name="NPO法人 みほん食堂", columns={"電話": "046-000-0001"}, description="いろいろ")
    assert with_more(map_of, bare, edit=without("mihon-shokudo")) == (
        "マイマップで内容がちがう団体(1)\n"
        "  みほん食堂 (mihon-shokudo)\n"
        "    ・名前が「みほん食堂」から「NPO法人 みほん食堂」に変わりました\n"
        "    ・電話番号が 046-000-0000 から 046-000-0001 に変わりました\n"
        "    ・マイマップに id がないので、名前・電話・位置が近いことから、同じ団体とみなしました\n"
    )


def test_a_map_that_was_drawn_by_hand_is_read_in_its_own_words(map_of: Staffed) -> None:
    columns = {"TEL": "046-000-0001", "費用": "無料です", "担当": "みほん", "住所": ""}
    description = "みんなの食堂です。<br>営業時間:毎週土曜 11時〜14時<br>FAX 046-000-0002"
    drawn = replace(shokudo(map_of), columns=columns, description=description)
    assert with_more(map_of, drawn, edit=without("mihon-shokudo")) == (
        "マイマップで内容がちがう団体(1)\n"
        "  みほん食堂 (mihon-shokudo)\n"
        "    ・電話番号が 046-000-0000 から 046-000-0001 に変わりました\n"
        "    ・FAX番号 046-000-0002 が加わりました\n"
        "    ・開いている日が「第2・第4土 11:00〜14:00、休み: 年末年始(12月29日〜1月3日)」から"
        "「毎週土曜 11時〜14時」に変わりました\n"
        "    ・列「担当」に「みほん」と書かれています\n"
        "    ・マイマップに id がないので、名前・電話・位置が近いことから、同じ団体とみなしました\n"
    )


def test_a_copy_with_another_name_is_a_new_place(map_of: Staffed) -> None:
    copy = replace(shokudo(map_of), name="よその会", point=Point(lat=35.12, lon=139.43))
    assert with_more(map_of, copy).startswith("マイマップにだけある場所(1)\n  よその会\n")


def test_a_second_placemark_of_a_known_organisation_is_new_and_like_it(map_of: Staffed) -> None:
    second = replace(shokudo(map_of), columns={})
    assert with_more(map_of, second) == (
        "マイマップにだけある場所(1)\n"
        "  みほん食堂\n"
        "    ・レイヤ「生活・お金」にあります\n"
        "    ・「みほん食堂」(mihon-shokudo)に似ています\n"
    )


def test_layers_that_do_not_agree_are_told(map_of: Staffed) -> None:
    drawn = shokudo(map_of)
    other = replace(drawn, columns={**drawn.columns, "電話": "046-000-0001"}, folder=("みほん市",))
    assert with_more(map_of, other) == (
        "マイマップで内容がちがう団体(1)\n"
        "  みほん食堂 (mihon-shokudo)\n"
        "    ・電話番号が 046-000-0000 から 046-000-0001 に変わりました\n"
        "    ・マイマップのいくつかのレイヤに同じ場所があり、内容がそろっていません\n"
    )
    assert with_more(map_of, replace(drawn, folder=("みほん市",))) == "ちがいはありません\n"


def test_who_is_not_shown_any_more_but_still_on_the_map_is_told(map_of: Staffed) -> None:
    drawn = map_of.map()
    closed = SHOKUDO + "status: closed\n"
    map_of.project.write({"content/orgs/mihon-shokudo.yaml": closed})
    note = as_text(compare(map_of.site(), parse_map(drawn, "みほん.kml")).changes, "ja")
    assert note.partition("\n\n")[2] == (
        "マイマップで内容がちがう団体(1)\n"
        "  みほん食堂 (mihon-shokudo)\n"
        "    ・このプロジェクトでは公開していません(status は closed)。マイマップからも消すか、ファイルを直します\n"
    )


@pytest.mark.parametrize(
    ("places", "remark"),
    [
        (
            "places:\n  - visibility: hidden\n    city: mihon\n",
            "場所を公開しない団体です。マイマップから消してください",
        ),
        ("", "このプロジェクトのファイルには、地図にのせる場所がありません。場所があるなら places に書きます"),
    ],
)
@pytest.mark.parametrize("columns", [{"id": S}, {}])
def test_a_placemark_of_a_place_that_we_do_not_draw_is_told(
    project: Projects, places: str, remark: str, columns: dict[str, str]
) -> None:
    head, _, tail = SHOKUDO.partition("places:\n")
    text = head + places + tail.partition("lon: 139.410000\n")[2]
    map_of = staffed(project, {f"content/orgs/{S}.yaml": text})
    drawn = Placemark("みほん食堂", "", columns, (), "point", Point(lat=35.11, lon=139.41), "", None, None, 1)
    assert with_more(map_of, drawn) == (
        f"マイマップで内容がちがう団体(1)\n  みほん食堂 (mihon-shokudo)\n    ・{remark}\n"
    )


def test_a_point_for_a_place_that_had_none_is_told(project: Projects) -> None:
    unknown = SHOKUDO.replace("    lat: 35.110000\n    lon: 139.410000\n", "").replace(
        "address: みほん市みどりが丘1-2-3", "city: mihon"
    )
    map_of = staffed(project, {"content/orgs/mihon-shokudo.yaml": unknown})
    placed = Placemark("みほん食堂", "", {}, (), "point", Point(lat=35.11, lon=139.41), "", None, None, 1)
    assert with_more(map_of, placed) == (
        "マイマップで内容がちがう団体(1)\n"
        "  みほん食堂 (mihon-shokudo)\n"
        "    ・地図の位置がわかりました(これまでは、地図にのせられませんでした)\n"
        "    ・マイマップに id がないので、名前・電話・位置が近いことから、同じ団体とみなしました\n"
    )


def test_a_pin_put_where_only_the_town_may_be_known_is_told_with_a_warning(project: Projects) -> None:
    town = EN.replace("    lat: 35.111000\n    lon: 139.411000\n", "").replace(
        "address: みほん市みどりが丘2-1", "visibility: area\n    address: みほん市みどりが丘"
    )
    map_of = staffed(project, {"content/orgs/mihon-en.yaml": town})
    drift = map_of.drift(
        lambda p: on("mihon-en", point=Point(lat=p.point.lat + 0.001, lon=p.point.lon))(p) if p.point else p
    )
    assert as_text(drift.changes, "ja").partition("\n\n")[2] == (
        "マイマップで内容がちがう団体(1)\n"
        "  みほん園 (mihon-en)\n"
        "    ・みほん市みどりが丘: おおよその位置のかわりに、正確な位置になりました(町の中心から111m)\n"
        "    ・町名までしか公開しない場所です。マイマップのピンを町の中心にもどしてください\n"
    )


def test_columns_that_the_map_lost_and_shapes_are_told_once(map_of: Staffed) -> None:
    line = Placemark("さんぽ道", "", {}, (), "line", None, "", None, None, 1)

    def fewer(placemark: Placemark) -> Placemark:
        return replace(placemark, columns={k: v for k, v in placemark.columns.items() if k not in ("対象", "電話")})

    assert with_more(map_of, line, edit=fewer) == (
        "ちがいはありません\n"
        "マイマップにない列は、くらべていません: 電話、対象\n"
        "線や区域など、場所ではないもの 1 個は、くらべていません\n"
    )


def test_a_map_that_is_older_than_what_we_know_says_so(map_of: Staffed) -> None:
    drawn = map_of.map(cells("mihon-shokudo", 電話="046-000-0001"))
    later = SHOKUDO.replace("2026-02-01", "2026-03-31")
    map_of.project.write({"content/orgs/mihon-shokudo.yaml": later})
    note = as_text(compare(map_of.site(), parse_map(drawn, "みほん.kml")).changes, "ja")
    assert note.partition("\n\n")[2] == (
        "マイマップで内容がちがう団体(1)\n"
        "  みほん食堂 (mihon-shokudo)\n"
        "    ・電話番号が 046-000-0000 から 046-000-0001 に変わりました\n"
        "    ・最後の確認が「2026年3月31日に確認(電話)」から「2026年2月1日に確認(電話)」に変わりました\n"
        "    ・マイマップには「2026年2月1日に確認(電話)」とあり、このプロジェクトの確認(2026年3月31日)のほうが"
        "新しいので、マイマップのほうが古いかもしれません\n"
    )


def test_a_map_from_before_anything_was_confirmed_says_so(map_of: Staffed) -> None:
    map_of.project.write({f"content/orgs/{S}.yaml": SHOKUDO.replace("verified: {on: 2026-02-01, by: phone}\n", "")})
    drawn = map_of.map()
    map_of.project.write({f"content/orgs/{S}.yaml": SHOKUDO})
    note = as_text(compare(map_of.site(), parse_map(drawn, "みほん.kml")).changes, "en")
    assert note.partition("\n\n")[2] == (
        "Told differently in My Maps (1)\n"
        "  みほん食堂 (mihon-shokudo)\n"
        "    - last confirmation changed from '2026年2月1日に確認(電話)' to 'まだ確認していません'\n"
        "    - My Maps says 'まだ確認していません', and this project was confirmed later (2026年2月1日): "
        "it may be the map that is old\n"
    )
