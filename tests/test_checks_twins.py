"""What is checked of the KMZ and CSV beside each KML, and of the list of what no map shows: one planted fault each."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from mapgen.checks import check_artifacts
from mapgen.exports.kmz import packed
from mapgen.model import Artifact
from tests import builders as make
from tests.finished import codes, offered, small, spoiled, texts, whole


def replaced(path: str, content: bytes) -> list[str]:
    """Return what is said when one file of a small good build is another."""
    site = small()
    artifacts = whole(site)
    assert path in artifacts
    return texts(check_artifacts(site, offered(artifacts | {path: Artifact(path, content, "exports/test")})))


def zipped(*members: tuple[str, bytes]) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        for name, content in members:
            opened.writestr(name, content)
    return archive.getvalue()


MALFORMED = (
    "CSV の形が決まりどおりではありません(UTF-8、BOM は unplaced.csv だけ、行の終わりは CRLF、列の数はどの行も同じ、"
    "数式なし)"
    " [csv-malformed]"
)
KML = whole(small())["kml/all.kml"].content


@pytest.mark.parametrize(
    "content",
    [b"", KML, packed(KML)[:-30], packed(KML + b"\n"), zipped(("all.kml", KML)), zipped(("doc.kml", KML), ("b", b""))],
)
def test_a_kmz_that_is_not_its_kml_is_named(content: bytes) -> None:
    assert replaced("kml/all.kmz", content) == [
        "public/kml/all.kmz: error: KMZ の中身が、となりの KML と同じではありません [kmz-differs]"
    ]


def test_a_damaged_kmz_is_named() -> None:
    good = bytearray(packed(KML))
    good[200] ^= 0xFF
    assert [line.partition(":")[0] for line in replaced("kml/all.kmz", bytes(good))] == ["public/kml/all.kmz"]


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ('"みほん食堂"', '"みほん食堂2"', "みほん食堂"),
        ('"046-000-0000"', '"46-000-0000"', "みほん食堂"),
        ("費用: 無料", "費用: 有料", "みほん食堂"),
        ('"35.470000"', '"35.470001"', "みほん食堂"),
        ('"35.470000","139.350000"', '"139.350000","35.470000"', "みほん食堂"),
    ],
)
def test_a_row_that_is_not_its_placemark_is_named(old: str, new: str, name: str) -> None:
    table = whole(small())["kml/all.csv"].content.decode()
    assert old in table
    said = replaced("kml/all.csv", table.replace(old, new, 1).encode())
    assert said == [
        f"public/kml/all.csv: error: CSV の 2 行目「{name}」が、となりの KML とちがいます [csv-differs]",
    ]


def test_a_row_too_many_too_few_or_out_of_order_is_named() -> None:
    header, first, rest = whole(small())["kml/all.csv"].content.decode().split('\r\n"', 2)
    rows = [f'"{first}\r\n', f'"{rest}']
    for wrong in (rows[:1], [*rows, rows[0]], rows[::-1]):
        (said,) = replaced("kml/all.csv", "".join([f"{header}\r\n", *wrong]).encode())
        assert "[csv-differs]" in said
    (said,) = replaced("kml/all.csv", "".join([f"{header.replace('電話', '電話番号')}\r\n", *rows]).encode())
    assert "CSV の 1 行目「名称」" in said


@pytest.mark.parametrize(
    "spoil",
    [
        lambda table: b"\xef\xbb\xbf" + table,
        lambda table: table.replace(b"\r\n", b"\n"),
        lambda table: table.removesuffix(b"\r\n"),
        lambda table: table.decode().encode("cp932", "replace"),
        lambda table: table.replace('"みほん食堂"'.encode(), '"=みほん食堂"'.encode(), 1),
        lambda table: table.replace('"みほん食堂"'.encode(), '"みほん"食堂"'.encode(), 1),
        lambda table: table.replace('"みほん食堂",'.encode(), b"", 1),
        lambda table: b"",
    ],
)
def test_a_table_that_sheets_misread_is_named(spoil: Callable[[bytes], bytes]) -> None:
    table = whole(small())["kml/all.csv"].content
    assert replaced("kml/all.csv", spoil(table)) == [f"public/kml/all.csv: error: {MALFORMED}"]


def test_the_list_of_what_no_map_shows_is_a_table_too() -> None:
    for spoilt in (b"id\r\n", b"\xef\xbb\xbfid\n"):
        assert replaced("kml/unplaced.csv", spoilt) == [f"public/kml/unplaced.csv: error: {MALFORMED}"]


@pytest.mark.parametrize("ending", ["kml", "kmz", "csv"])
def test_one_of_the_three_alone_is_noticed(ending: str) -> None:
    site = small()
    artifacts = whole(site)
    del artifacts[f"kml/cities/kita.{ending}"]
    assert texts(check_artifacts(site, offered(artifacts))) == [
        f"public/kml/cities/kita.{ending}: error: ファイル kml/cities/kita.{ending} ができていません [file-missing]"
    ]


def test_what_no_map_shows_is_counted_too() -> None:
    site = make.site(make.rich(), make.organization("phone"), make.organization("quiet", places=[make.hidden()]))
    assert codes(site, whole(site)) == set()
    assert spoiled("kml/unplaced.csv", '"phone"', '"stranger"', site) == {"pins-differ"}
    assert spoiled("kml/unplaced.csv", "\r\n", "\r\n", site) == set()
    artifacts = whole(site)
    del artifacts["kml/unplaced.csv"]
    assert codes(site, artifacts) == {"file-missing"}


def test_more_categories_than_layers_are_an_error_that_names_them() -> None:
    tops = [
        {"id": f"c{n}", "name": {"ja": f"分野{n}"}, "kana": "ぶんや", "icon": 1500 + n, "colour": "#A52714"}
        for n in range(12)
    ]
    orgs = [make.organization(f"o{n}", categories=["c0", f"c{n}"], places=[make.public()]) for n in range(1, 12)]
    site = make.site(*orgs[:9], taxonomy=make.taxonomy(categories=tops))
    assert codes(site, whole(site)) == set()
    site = make.site(*orgs, taxonomy=make.taxonomy(categories=tops))
    assert texts(check_artifacts(site, whole(site))) == [
        "public/kml/categories: error: 分野ごとの KML が 12 個あります。Google マイマップのレイヤは 10 個までです。"
        "はみ出すもの: 分野10、分野11 [kml-too-many-layers]"
        "\n    → content/taxonomy.yaml の大分類を 10 個までにします"
    ]
