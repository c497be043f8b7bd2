"""Maps from outside, as placemarks: every peculiarity of names, cells, descriptions, geometries and styles."""

from __future__ import annotations

import pytest

from mapgen.imports.mymaps.document import parse_map
from mapgen.imports.mymaps.placemarks import MyMap, Placemark
from mapgen.model import Point
from tests.mymaps_files import PLACE, data, folder, icon_style, kml, placemark, style_map


def one(*parts: str, styles: str = "", **given: str | None) -> Placemark:
    """Return the placemark that these elements make."""
    (place,) = parse_map(kml(placemark(*parts, **given), styles=styles), "x.kml").placemarks
    return place


# --- folders ---------------------------------------------------------------------------------------------------------


def test_folders_none_empty_nested_many_and_named_by_anything() -> None:
    empty = [folder("", ""), folder("無題のレイヤ"), folder("<![CDATA[🍚 & ごはん]]>")]
    deep = folder("一", folder("二", folder("三", placemark()), placemark()), placemark())
    read = parse_map(kml(placemark(), *empty, deep), "x.kml")
    assert [place.folder for place in read.placemarks] == [(), ("一", "二", "三"), ("一", "二"), ("一",)]
    assert read.folders == (
        ("",), ("無題のレイヤ",), ("🍚 & ごはん",), ("一",), ("一", "二"), ("一", "二", "三"),
    )  # fmt: skip


@pytest.mark.parametrize("count", [10, 19])
def test_every_folder_is_there_those_of_one_name_too(count: int) -> None:
    read = parse_map(kml(*(folder("みほん", placemark()) for _ in range(count))), "x.kml")
    assert read.folders == (("みほん",),) * count and len(read.placemarks) == count


def test_a_folder_may_be_named_after_what_is_in_it() -> None:
    late = folder("", placemark()).replace("<name></name>\n", "").replace("</Folder>", "<name>あと</name></Folder>")
    read = parse_map(kml(late), "x.kml")
    assert (read.folders, read.placemarks[0].folder) == ((("あと",),), ("あと",))


# --- names and addresses ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (None, ""),
        ("<name/>", ""),
        ("<name> \n </name>", ""),
        ("<name>みほん食堂 </name>", "みほん食堂"),
        ("<name>\n  1° A \"B\" 'C'\n</name>", "1° A \"B\" 'C'"),
        ("<name><![CDATA[みほん & <b>食堂</b>]]></name>", "みほん & <b>食堂</b>"),
        ("<name>a<![CDATA[b]]>c<!-- x -->d</name>", "abcd"),
        ("<name><![CDATA[]]></name>", ""),
        ("<name>【みほん】～🍙\u3000葛\U000e0100城\u3000</name>", "【みほん】～🍙\u3000葛\U000e0100城\u3000"),
        ("<name>a <b>c</b> d</name>", "a <b>c</b> d"),
        ("<name/><name>あと</name><name>もっとあと</name>", "あと"),
    ],
)
def test_names(written: str | None, name: str) -> None:
    assert one(name=written).name == name


def test_many_placemarks_of_one_name_or_none_stay_many() -> None:
    read = parse_map(kml(*[placemark()] * 3, *[placemark(name=None)] * 2), "x.kml")
    assert [place.name for place in read.placemarks] == ["みほん食堂"] * 3 + [""] * 2
    assert len({place.line for place in read.placemarks}) == 5


def test_an_address_and_no_point_is_a_placemark() -> None:
    place = one("<address>\n神奈川県みほん市1-2 A &amp; B\n</address>", place="")
    assert (place.address, place.geometry, place.point) == ("神奈川県みほん市1-2 A & B", "none", None)
    assert place.trouble is None


def test_nothing_at_all_is_a_placemark() -> None:
    place = one(name=None, place="")
    assert place == Placemark("", "", {}, (), "none", None, "", None, None, 6)


def test_the_names_of_other_things_are_not_the_placemark_s() -> None:
    place = one("<atom:author><atom:name>だれか</atom:name></atom:author><Region><name>x</name></Region>", name=None)
    assert place.name == ""


# --- cells -----------------------------------------------------------------------------------------------------------


def test_cells_stay_text_in_their_order() -> None:
    columns = {"番号": "092", "人数": "2.0", "Città": "é", "備考": " 空 白 ", "空": "", "gx_media_links": "https://x"}
    assert list(one(data(columns)).columns.items()) == [
        ("番号", "092"), ("人数", "2.0"), ("Città", "é"), ("備考", "空 白"), ("空", ""),
    ]  # fmt: skip


def test_cells_before_the_name_and_after_the_point() -> None:
    place = one(
        PLACE, data({"電話": "046"}), "<name>みほん</name>", name="<styleUrl>#icon-61-nodesc</styleUrl>", place=""
    )
    assert (place.name, place.columns, place.icon) == ("みほん", {"電話": "046"}, 61)
    assert place.point == Point(lat=35.4, lon=139.4)


def test_nine_blocks_of_cells_with_one_name_lose_nothing() -> None:
    blocks = [data({"メモ": f"{n}"}) for n in range(9)]
    assert one(*blocks).columns == {"メモ": "0\n1\n2\n3\n4\n5\n6\n7\n8"}
    assert one(data({"メモ": "a"}), data({"メモ": ""}), data({"メモ": "a"}), data({"対象": "b"})).columns == {
        "メモ": "a",
        "対象": "b",
    }


@pytest.mark.parametrize("empty", ["<ExtendedData/>", "<ExtendedData>\n \t\n</ExtendedData>", data({})])
def test_blocks_without_cells(empty: str) -> None:
    assert one(empty).columns == {}


def test_cells_as_other_programs_write_them() -> None:
    named = '<Data name="tel"><displayName>電話</displayName><value>046</value></Data>'
    named += '<Data name="x"/><Data><value>y</value></Data>'
    typed = '<SchemaData schemaUrl="#a"><SimpleData name="対象">だれでも</SimpleData></SchemaData>'
    other = "<camp:number>14</camp:number>"
    assert one(f"<ExtendedData>{named}{typed}{other}</ExtendedData>", "<phoneNumber>047</phoneNumber>").columns == {
        "電話": "046", "x": "", "": "y", "対象": "だれでも", "number": "14", "phoneNumber": "047",
    }  # fmt: skip


# --- descriptions ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "description"),
    [
        ("", ""),
        ("<description/>", ""),
        ("<description><![CDATA[]]></description>", ""),
        ("<description><![CDATA[<b>a</b> & b]]>そのあと</description>", "<b>a</b> & bそのあと"),
        ("<description>a&lt;br&gt;b &amp; c</description>", "a<br>b & c"),
        ("<description><![CDATA[a]]]]><![CDATA[>b]]></description>", "a]]>b"),
        ("<description>a<br/>b &amp; <a href='x?y'>c</a>d</description>", 'a<br />b &amp; <a href="x?y">c</a>d'),
        ("<Snippet maxLines='2'>短い</Snippet>", "短い"),
        ("<snippet>短い</snippet><description>長い</description>", "長い"),
        ("<Snippet/><description><![CDATA[<img src='https://x' height='200'/><br>a]]></description>",
         "<img src='https://x' height='200'/><br>a"),
    ],
)  # fmt: skip
def test_descriptions(written: str, description: str) -> None:
    assert one(written).description == description


# --- geometries ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "lat", "lon"),
    [
        ("139.4,35.4,0", 35.4, 139.4),
        ("\n\t139.4,35.4\n", 35.4, 139.4),
        ("139.4, 35.4, 0", 35.4, 139.4),
        ("139.426348123456789,35.437161987654321,12.5", 35.437162, 139.426348),
        ("-0.5,+51.,0", 51.0, -0.5),
        (".5,5.14e1,NaN", 51.4, 0.5),
        ("0,35.4,0", 35.4, 0.0),
    ],
)
def test_points(written: str, lat: float, lon: float) -> None:
    place = one(place=f"<Point><altitudeMode>x</altitudeMode><coordinates>{written}</coordinates></Point>")
    assert (place.geometry, place.point, place.trouble) == ("point", Point(lat=lat, lon=lon), None)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("35.4,139.4,0", "mymaps-swapped-point"), ("0,0,0", "mymaps-zero-point"), ("0.0, -0.0", "mymaps-zero-point"),
        ("1394.26,35.4", "mymaps-point-off-earth"), ("139.4,1e9", "mymaps-point-off-earth"),
        ("1e999,35", "mymaps-bad-point"), ("NaN,NaN,0", "mymaps-bad-point"), ("inf,35.4", "mymaps-bad-point"),
        ("139.4", "mymaps-bad-point"), ("", "mymaps-bad-point"), ("139.4 35.4", "mymaps-bad-point"),
        ("139,4 35,4", "mymaps-bad-point"), ("139.4,35.4 139.5,35.5", "mymaps-bad-point"),
        ("１３９.4,35.4", "mymaps-bad-point"), ("東経139.4,北緯35.4", "mymaps-bad-point"),
    ],
)  # fmt: skip
def test_a_point_that_is_none_is_left_out_and_says_why(written: str, code: str) -> None:
    place = one(place=f"<Point>\n<coordinates>{written}</coordinates></Point>")
    assert (place.name, place.geometry, place.point) == ("みほん食堂", "point", None)
    assert place.trouble and (place.trouble.code, place.trouble.where.line) == (code, 8)


def test_a_point_without_coordinates_and_its_whole_message() -> None:
    place = one(place="<Point/>")
    assert place.trouble and place.trouble.code == "mymaps-bad-point"
    place = one(place="<Point><coordinates>35.4,\n139.4,0</coordinates></Point>")
    assert place.trouble and place.trouble.text() == (
        "x.kml:8: warning: 「みほん食堂」の座標「35.4, 139.4,0」は緯度と経度が入れかわっているようなので、"
        "点を使いませんでした [mymaps-swapped-point]"
    )


LINE = "<LineString><coordinates>139.4,35.4,0 139.5,35.5,0</coordinates></LineString>"
AREA = f"<Polygon><outerBoundaryIs>{LINE.replace('LineString', 'LinearRing')}</outerBoundaryIs></Polygon>"
TRACK = "<gx:Track><when>2020</when><gx:coord>139.4 35.4 0</gx:coord></gx:Track>"


@pytest.mark.parametrize(
    ("drawn", "geometry"),
    [
        (LINE, "line"),
        (AREA, "area"),
        (TRACK, "track"),
        (f"<gx:MultiTrack>{TRACK}{TRACK}</gx:MultiTrack>", "track"),
        (f"<MultiGeometry>{LINE}{AREA}</MultiGeometry>", "area"),
        (f"<MultiGeometry>{LINE}{PLACE}{AREA}</MultiGeometry>", "point"),
        (f"<MultiGeometry><MultiGeometry>{PLACE}</MultiGeometry></MultiGeometry>", "point"),
        ("<Model><Location><longitude>1</longitude></Location></Model>", "none"),
        (LINE.replace("139.4,35.4,0 ", "139.4,35.4,0 " * 5_000), "line"),
    ],
)
def test_what_is_drawn(drawn: str, geometry: str) -> None:
    place = one(place=drawn)
    assert (place.geometry, place.trouble) == (geometry, None)
    assert place.point == (Point(lat=35.4, lon=139.4) if geometry == "point" else None)


def test_of_several_points_the_first_that_can_be_read_counts() -> None:
    bad = "<Point><coordinates>x</coordinates></Point>"
    assert one(place=f"<MultiGeometry>{bad}{PLACE}</MultiGeometry>").point == Point(lat=35.4, lon=139.4)


def test_overlays_among_the_points_are_counted_and_tours_are_not() -> None:
    change = f"<gx:Tour><Update><Change>{placemark()}</Change></Update></gx:Tour>"
    overlay = "<GroundOverlay><name>古地図</name><LatLonBox><north>35</north></LatLonBox></GroundOverlay>"
    photo = f"<PhotoOverlay><name>写真</name>{PLACE}</PhotoOverlay>"
    read = parse_map(kml(placemark(), overlay, change, photo, *[placemark(place=AREA)] * 1_100), "x.kml")
    assert [place.geometry for place in read.placemarks] == ["point", "overlay", "overlay"] + ["area"] * 1_100
    assert [place.point for place in read.placemarks[1:]] == [None] * 1_102


# --- styles ----------------------------------------------------------------------------------------------------------

LINES = (
    '<Style id="a"><LineStyle><color>ff0000ff</color></LineStyle><PolyStyle><color>7f00ff00</color></PolyStyle></Style>'
)


@pytest.mark.parametrize(
    ("url", "icon", "colour"),
    [
        ("#icon-1577-A52714", 1577, "#A52714"), ("#icon-1577-a52714-labelson-nodesc-normal", 1577, "#A52714"),
        ("\n#icon-503-DB4436-nodesc ", 503, "#DB4436"), ("#icon-1071", 1071, None), ("#icon-1257-nodesc", 1257, None),
        ("#icon-61-nodesc", 61, None), ("#icon-ci-1", None, None), ("#icon-ci-2-0288D1-nodesc", None, "#0288D1"),
        ("#icon-seq2-0-1-0288D1-nodesc", None, "#0288D1"), ("#line-000000-1200", None, "#000000"),
        ("#poly-F9A825-1-77-nodesc", None, "#F9A825"), ("https://example.jp/s.kml#icon-959-F4EB37", 959, "#F4EB37"),
        ("icon-959-F4EB37", 959, "#F4EB37"), ("#", None, None), ("", None, None), ("#missing", None, None),
    ],
)  # fmt: skip
def test_icon_and_colour_out_of_the_style_s_id(url: str, icon: int | None, colour: str | None) -> None:
    place = one(f"<styleUrl>{url}</styleUrl>", styles=icon_style("other", "ff0000ff"))
    assert (place.icon, place.colour) == (icon, colour)


def test_colour_out_of_the_style_itself() -> None:
    styles = icon_style("a", "ff1427a5") + style_map("m", "a", "b") + icon_style("b", "ff000000") + icon_style("none")
    styles += icon_style("short", "#1427A5", "http://www.gstatic.com/mapspro/images/stock/503 wht.png")
    styles += icon_style("bad", "red") + style_map("x", "y", "b") + style_map("y", "x", "b") + "<Style/><StyleMap/>"
    found = [
        one(f"<styleUrl>#{url}</styleUrl>", styles=styles).colour
        for url in ["a", "m", "b", "none", "short", "bad", "x"]
    ]
    assert found == ["#A52714", "#A52714", "#000000", None, "#A52714", None, None]
    assert one("<styleUrl>#m</styleUrl>", styles=style_map("m", "icon-1577-A52714-normal", "z")).icon == 1577


def test_a_style_of_its_own_wins_and_a_pair_may_hold_one() -> None:
    own = icon_style("", "ff000000")
    assert one("<styleUrl>#icon-1577-A52714</styleUrl>", own).colour == "#000000"
    assert one("<styleUrl>#icon-1577-A52714</styleUrl>", own).icon == 1577
    pair = f"<StyleMap><Pair><key>normal</key>{own}</Pair></StyleMap>"
    assert one(pair).colour == "#000000"


@pytest.mark.parametrize(("place", "colour"), [(LINE, "#FF0000"), (AREA, "#00FF00"), (TRACK, "#FF0000"), (PLACE, None)])
def test_lines_and_areas_have_colours_of_their_own(place: str, colour: str | None) -> None:
    assert one("<styleUrl>#a</styleUrl>", styles=LINES, place=place).colour == colour


def test_five_hundred_styles_with_their_maps_after_the_folders() -> None:
    colours = [f"{n:06X}" for n in range(500)]
    styles = "".join(
        icon_style(f"s{c}-normal", f"ff{c[4:]}{c[2:4]}{c[:2]}") + style_map(f"s{c}", f"s{c}-normal", "x")
        for c in colours
    )
    places = [placemark(f"<styleUrl>#s{c}</styleUrl>") for c in colours]
    read: MyMap = parse_map(kml(folder("みほん", *places), folder("", "") + styles), "x.kml")
    assert [place.colour for place in read.placemarks] == [f"#{c}" for c in colours]
