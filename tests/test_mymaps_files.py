"""Maps from outside, as files: every kind of container, encoding and XML that real ones come in."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapgen.imports.mymaps.document import parse_map, read_map
from mapgen.imports.mymaps.placemarks import MyMap
from mapgen.imports.refusal import SourceError
from mapgen.model import Point
from tests.mymaps_files import (
    DECLARATION,
    OLD_GENERATION,
    OPEN,
    ORDINARY,
    data,
    folder,
    kml,
    kmz,
    link,
    photos,
    placemark,
)  # fmt: skip


def names(read: MyMap) -> list[str]:
    return [place.name for place in read.placemarks]


def remarks(read: MyMap) -> list[str]:
    return [remark.text() for remark in read.remarks]


def test_an_ordinary_map_is_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "地図.kml"
    file.write_bytes(ORDINARY)
    read = read_map(file)
    assert (read.path, read.name) == (file.as_posix(), "みほんマップ")
    assert (read.folders, read.remarks) == ((("子ども食堂",), ("居場所",)), ())
    first, second = read.placemarks
    assert (first.name, first.folder) == ("みほん食堂", ("子ども食堂",))
    assert first.description == "<b>第2土曜</b><br>予約は電話で"
    assert first.columns == {"電話": "046-000-0000", "対象": "だれでも"}
    assert (first.geometry, first.point, first.trouble) == ("point", Point(lat=35.4, lon=139.4), None)
    assert (first.icon, first.colour, first.address) == (1577, "#A52714", "")
    assert ORDINARY.splitlines()[first.line - 1] == b"<Placemark>" == ORDINARY.splitlines()[second.line - 1]
    assert (second.name, second.geometry, second.point) == ("みほんの家", "none", None)
    assert second.address == "みほん県北みほん市緑1番2号"


def test_the_generation_of_2014_with_its_styles_last() -> None:
    read = parse_map(OLD_GENERATION, "x.kml")
    (place,) = read.placemarks
    assert (read.name, read.folders, place.name) == ("むかしの地図", (("export.gpx",),), "みほん会館")
    assert (place.icon, place.colour, place.columns) == (503, "#DB4436", {})
    assert (place.point, place.line) == (Point(lat=35.4, lon=139.4), 8)


# --- containers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["map.kml", "map.kmz", "map"])
def test_a_file_is_what_it_holds_and_not_what_it_is_called(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(ORDINARY)
    assert read_map(file).path == file.as_posix()
    file.write_bytes(kmz({"doc.kml": ORDINARY}))
    read = read_map(file)
    assert (read.path, names(read)) == (f"{file.as_posix()}/doc.kml", ["みほん食堂", "みほんの家"])


def test_a_kmz_of_267_members_and_3_7_mb() -> None:
    packed = kmz({"doc.kml": ORDINARY} | photos())
    assert len(packed) > 3_700_000
    assert len(parse_map(packed, "x.kmz").placemarks) == 2


@pytest.mark.parametrize(
    ("files", "main", "shown", "others"),
    [
        (["a.kml", "doc.kml"], 1, "doc.kml", ["a.kml"]),
        (["b.KML", "a.kml"], 0, "b.KML", ["a.kml"]),
        (["files/a.kml", "map.kml"], 1, "map.kml", ["a.kml"]),
        (["__MACOSX/._doc.kml", "みほん/doc.kml"], 1, "doc.kml", []),
        (["../../etc/doc.kml"], 0, "doc.kml", []),
        (["C:\\windows\\doc.kml"], 0, "doc.kml", []),
        (["\x1b[31m.kml"], 0, "?[31m.kml", []),
    ],
)
def test_the_main_file_of_a_kmz_is_read_and_the_others_are_named(
    files: list[str], main: int, shown: str, others: list[str]
) -> None:
    read = parse_map(kmz({name: ORDINARY if n == main else kml() for n, name in enumerate(files)}), "x.kmz")
    assert (read.path, len(read.placemarks)) == (f"x.kmz/{shown}", 2)
    assert [remark.facts["names"] for remark in read.remarks] == others


def test_other_kml_files_of_a_kmz_are_said() -> None:
    read = parse_map(kmz({"doc.kml": ORDINARY, "a.kml": kml(), "files/b.kml": kml()}), "x.kmz")
    assert remarks(read) == [
        "x.kmz/doc.kml: warning: KMZ の中のほかの .kml 2 個は読みませんでした: a.kml、b.kml [mymaps-other-kml]"
        "\n    → そこにも場所があるときは、KMZ を zip として開き、その .kml を指定します"
    ]


def test_a_kmz_in_a_kmz_is_not_opened() -> None:
    read = parse_map(kmz({"doc.kml": ORDINARY, "inner.kmz": kmz({"doc.kml": ORDINARY})}), "x.kmz")
    assert len(read.placemarks) == 2


@pytest.mark.parametrize("element", ["Link", "Url"])
@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("host", ["www.google.com/maps/d/u/0", "mapsengine.google.com/map", "www.google.co.jp/maps/d"])
def test_a_file_that_is_only_a_link_says_how_to_download_the_map(element: str, zipped: bool, host: str) -> None:
    file = kml(link(f"https://{host}/kml?lid=zXy&mid=1AbC_d-2.Ef", element))
    with pytest.raises(SourceError) as refused:
        parse_map(kmz({"doc.kml": file}) if zipped else file, "x.kml")
    assert refused.value.problem.text() == (
        f"x.kml{'/doc.kml' if zipped else ''}:6: error: このファイルには場所がなく、地図へのリンクだけです "
        "[mymaps-only-link]\n    → Google マイマップで、レイヤではなく地図全体のメニューから「KML/KMZ にエクスポート」"
        "を選び、「ネットワーク リンク」のチェックを外して保存します。リンクで共有している地図なら "
        "https://www.google.com/maps/d/kml?mid=1AbC_d-2.Ef&forcekml=1 からもダウンロードできます"
    )


@pytest.mark.parametrize("href", ["files/a.kml", "https://example.jp/?mid=12345", "https://www.google.com/?mid=<b>"])
def test_a_file_that_links_elsewhere_says_where(href: str) -> None:
    with pytest.raises(SourceError) as refused:
        parse_map(kml(link(href)), "x.kml")
    assert refused.value.problem.text("en").partition("\n")[0] == (
        f"x.kml:6: error: this file holds no places, only a link to another file: {href} [mymaps-only-links]"
    )


def test_links_beside_places_are_said() -> None:
    read = parse_map(kml(link("files/a.kml"), placemark()), "x.kml")
    assert names(read) == ["みほん食堂"]
    assert remarks(read) == [
        "x.kml:6: warning: ほかのファイルへのリンク 1 個の先は読みませんでした: みほん [mymaps-links-left]"
        "\n    → そこにも場所があるときは、リンクの先のファイルも取りこみます"
    ]


@pytest.mark.timeout(20)
def test_a_file_of_three_megabytes_with_30_000_cells() -> None:
    cells = [data({f"列{column}": f"値{n}の、とても、とても長いことば" for column in range(15)}) for n in range(2_001)]
    places = [placemark(told, name=f"<name>みほん{n}</name>") for n, told in enumerate(cells)]
    file = kml(*places)
    assert len(file) > 3_000_000
    read = parse_map(file, "x.kml")
    assert names(read) == [f"みほん{n}" for n in range(2_001)]
    assert sum(len(place.columns) for place in read.placemarks) == 30_015


# --- XML -------------------------------------------------------------------------------------------------------------

BODY = ORDINARY.decode().removeprefix(DECLARATION)
XML: dict[str, str] = {
    "no declaration": BODY,
    "a space before the declaration": f" {DECLARATION}{BODY}",
    "empty lines before the declaration": f"\n\r\n\t{DECLARATION}{BODY}",
    "no whitespace between elements": DECLARATION + BODY.replace("\n", ""),
    "CRLF": (DECLARATION + BODY).replace("\n", "\r\n"),
    "CR alone": (DECLARATION + BODY).replace("\n", "\r"),
    "kml 2.0": DECLARATION + BODY.replace("http://www.opengis.net/kml/2.2", "http://earth.google.com/kml/2.0"),
    "no namespace": DECLARATION + BODY.replace(OPEN, "<kml>"),
    "a prefix on everything": DECLARATION
    + BODY.replace("<", "<kml:").replace("<kml:/", "</kml:").replace("<kml:![", "<![").replace("xmlns=", "xmlns:kml=")
    .replace("<kml:b>", "<b>").replace("</kml:b>", "</b>").replace("<kml:br>", "<br>"),
    "prefixes that are not declared": DECLARATION
    + BODY.replace("<address>", "<gx:balloonVisibility>1</gx:balloonVisibility><atom:author><atom:name>x</atom:name>"
                   "</atom:author><address>"),
    "comments and instructions": f"<!-- a --><?x y?>{BODY}<!-- </kml> -->",
    "XML 1.1": f'<?xml version="1.1" standalone="no"?>{BODY}',
    "views, times and whatever else": DECLARATION
    + BODY.replace("<styleUrl>", "<visibility>0</visibility><open>1</open><LookAt><longitude>1</longitude></LookAt>"
                   "<Camera/><TimeSpan><begin>2020</begin></TimeSpan><Region><name>no</name></Region><styleUrl>"),
}  # fmt: skip


@pytest.mark.parametrize("name", XML)
def test_the_same_map_in_any_xml(name: str) -> None:
    read, plain = parse_map(XML[name].encode(), "x.kml"), parse_map(ORDINARY, "x.kml")
    assert [strip_lines(read), read.remarks] == [strip_lines(plain), ()]
    if name in ("a space before the declaration", "CRLF", "CR alone", "kml 2.0"):
        assert [place.line for place in read.placemarks] == [place.line for place in plain.placemarks]
    if name == "empty lines before the declaration":
        assert [place.line for place in read.placemarks] == [place.line + 2 for place in plain.placemarks]


def strip_lines(read: MyMap) -> list[object]:
    told = [(p.name, p.description, p.columns, p.folder, p.point, p.address, p.icon, p.colour) for p in read.placemarks]
    return [read.name, read.folders, told]


ENCODINGS = [
    ("UTF-8", "utf-8"), ("utf8", "utf-8-sig"), ("UTF-16", "utf-16"), ("UTF-16LE", "utf-16-le"),
    ("UTF-16BE", "utf-16-be"), ("UTF-32", "utf-32"), ("UCS-4", "utf-32-le"), ("UCS-4", "utf-32-be"),
    ("UTF-16", "utf-8"), ("Shift_JIS", "utf-8-sig"), ("Shift_JIS", "cp932"), ("SJIS", "cp932"),
    ("Windows-31J", "cp932"), ("x-sjis", "cp932"), ("EUC-JP", "euc_jp"), ("iso-2022-jp", "iso2022_jp"),
    ("GB18030", "gb18030"),
]  # fmt: skip


@pytest.mark.parametrize(("declared", "codec"), ENCODINGS)
def test_a_declared_encoding_is_honoured_and_a_mark_goes_before_it(declared: str, codec: str) -> None:
    text = ORDINARY.decode().replace("UTF-8", declared)
    read = parse_map(text.encode(codec), "x.kml")
    assert [strip_lines(read), read.remarks] == [strip_lines(parse_map(ORDINARY, "x.kml")), ()]


@pytest.mark.parametrize(
    ("declared", "codec", "name"),
    [
        ("EUC-KR", "cp949", "한국"), ("windows-1251", "cp1251", "Кафе"), ("KOI8-R", "koi8-r", "Кафе"),
        ("ISO-8859-2", "iso8859-2", "Łódź"), ("windows-1250", "cp1250", "Łódź"), ("ISO-8859-1", "iso8859-1", "Café"),
        ("windows-1252", "cp1252", "Café “x”"), ("Shift_JIS", "cp932", "髙橋①"), ("Big5", "big5", "圖書館"),
    ],
)  # fmt: skip
def test_encodings_of_other_languages(declared: str, codec: str, name: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?><kml><Placemark><name>{name}</name></Placemark></kml>'
    assert names(parse_map(text.encode(codec), "x.kml")) == [name]


def test_control_characters_become_spaces_and_are_said() -> None:
    file = ORDINARY.replace("みほん食堂".encode(), b"a\x0bb\x1bc\xef\xbf\xbed")
    read = parse_map(file, "x.kml")
    assert names(read)[0] == "a b c d"
    assert remarks(read) == [
        "x.kml:12: warning: KML に書けない見えない文字を空白にしました(3 か所。はじめは U+000B) "
        "[mymaps-control-character]"
    ]


def test_folders_of_documents_and_a_file_without_kml_around_it() -> None:
    inner = f"<Document><name>内</name>{placemark()}</Document>"
    read = parse_map(kml(folder("外", inner)), "x.kml")
    assert (read.name, read.folders) == ("みほんマップ", (("外",), ("外", "内")))
    assert read.placemarks[0].folder == ("外", "内")
    read = parse_map(inner.encode(), "x.kml")
    assert (read.name, read.folders, len(read.placemarks)) == ("内", (), 1)
    read = parse_map(f"<kml>{folder('外', placemark())}</kml>".encode(), "x.kml")
    assert (read.name, read.folders, read.placemarks[0].folder) == ("", (("外",),), ("外",))
