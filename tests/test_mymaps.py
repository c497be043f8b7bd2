"""What Google My Maps is given besides KML: KMZ, CSV, the list of what no map shows, and names to save them under.

The numbers are those of the properties that `test_kml.py` begins with.
"""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen.exports import layers, mymaps
from mapgen.exports.kml_card import COLUMNS
from mapgen.exports.names import Names, file_name
from mapgen.exports.prose import words
from mapgen.exports.table import guarded, row
from mapgen.model import Download, Organization
from mapgen.site import Site
from tests import builders as make
from tests.examples import examples
from tests.kml_files import KML, columns, files, lines, organizations, placemarks
from tests.rendering import Reader, pages

HEADER = ["名称", *COLUMNS, "説明"]


def table(content: bytes) -> list[list[str]]:
    """Return the rows of a CSV as any reader finds them."""
    return list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))


def downloads(site: Site) -> dict[str, Download]:
    return {a.path: a.download for a in mymaps.files(site) if a.download}


# ── names ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_4_every_file_says_what_it_is_saved_as_and_what_is_in_it() -> None:
    told = downloads(make.site(make.rich(), make.organization("b", categories=["children"], places=[make.public()])))
    assert {path: about for path, about in told.items() if path.endswith((".kml", "unplaced.csv"))} == {
        "kml/all.kml": Download("みほん資源マップ.kml", "みほん資源マップ", "all", "kml", 2),
        "kml/cities/kita.kml": Download("北みほん市.kml", "北みほん市", "city", "kml", 2),
        "kml/cities/minami.kml": Download("南みほん市.kml", "南みほん市", "city", "kml", 0),
        "kml/categories/living.kml": Download("生活.kml", "生活", "category", "kml", 1),
        "kml/categories/children.kml": Download("子ども.kml", "子ども", "category", "kml", 1),
        "kml/unplaced.csv": Download("地図にのらない団体.csv", "地図にのらない団体", "unplaced", "csv", 0),
    }
    assert [about.name for path, about in told.items() if path.startswith("kml/cities/kita")] == [
        "北みほん市.kml",
        "北みほん市.kmz",
        "北みほん市.csv",
    ]
    assert len(told) == 5 * 3 + 1


def test_4_parts_have_numbered_names_and_count_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers, "MOST_PLACEMARKS", 2)
    orgs = [make.organization(f"o{n}", places=[make.public()]) for n in range(5)]
    told = downloads(make.site(*orgs))
    assert [(path, about.name, about.title, about.count) for path, about in told.items() if "kita" in path][::3] == [
        ("kml/cities/kita-1.kml", "北みほん市 1.kml", "北みほん市 1", 2),
        ("kml/cities/kita-2.kml", "北みほん市 2.kml", "北みほん市 2", 2),
        ("kml/cities/kita-3.kml", "北みほん市 3.kml", "北みほん市 3", 1),
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("子ども・若者", "子ども・若者"),
        ('衣/食\\住:*?"<>|', "衣／食＼住：＊？＂＜＞｜"),
        (" ..生活。. ", "生活。"),
        ("CON", "CON_"),
        ("com1.生活", "com1.生活_"),
        ("a\u202egpj.exe\u0007b", "agpj.exeb"),
        ("二つ\u3000の\n名", "二つ の 名"),
        ("か\u3099", "が"),
        ("長" * 200, "長" * 40),
        ("...", "living"),
    ],
)
def test_4_a_title_becomes_a_name_that_windows_takes(title: str, name: str) -> None:
    assert file_name(title, "living") == name


titles = st.one_of(lines, st.text(), st.sampled_from(["生活", "生活 1", "A", "a", "Ａ", "", ".", "con", "CON."]))


@given(st.lists(titles, min_size=1, max_size=6))
def test_4_names_are_safe_everywhere_and_none_is_given_twice(titles: list[str]) -> None:
    names = Names()
    given_out = [names.free(t, f"kml/x{n}", number) for n, t in enumerate(titles) for number in (None, 1)]
    assert len({unicodedata.normalize("NFKC", name).casefold() for name in given_out}) == 2 * len(titles)
    for name in given_out:
        assert name.isprintable() and not set(name) & set('\\/:*?"<>|') and name.strip(". ") == name
        assert name.casefold() not in ("con", "con.") and len(f"{name}.kml".encode()) <= 255


# ── KMZ ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_14_a_kmz_holds_its_kml_and_nothing_of_the_machine() -> None:
    site = make.site(make.rich())
    packed, plain = files(site, "kmz"), files(site)
    assert {path.replace(".kmz", ".kml") for path in packed} == set(plain)
    with zipfile.ZipFile(io.BytesIO(packed["kml/all.kmz"])) as archive:
        (member,) = archive.infolist()
        assert archive.read("doc.kml") == plain["kml/all.kml"]
    assert (member.date_time, member.extra, member.comment, archive.comment) == ((1980, 1, 1, 0, 0, 0), b"", b"", b"")
    assert (member.create_system, member.external_attr, member.compress_type) == (3, 0o644 << 16, zipfile.ZIP_DEFLATED)
    assert len(packed["kml/all.kmz"]) < len(plain["kml/all.kml"])


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Caracas"])
def test_14_a_kmz_is_the_same_at_any_time_anywhere(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(make.site(make.rich()), "kmz")
    monkeypatch.setenv("TZ", zone)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("sys.platform", "win32")
    assert files(make.site(make.rich()), "kmz") == before


# ── CSV ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_21_one_table_reads_as_it_should() -> None:
    content = files(make.site(make.rich()), "csv")["kml/cities/kita.csv"]
    assert content.decode() == (
        '"名称","id","分野","市","活動のかたち","住所","位置の正確さ","電話","対象","開いている日","ホームページ","説明",'
        '"Latitude","Longitude"\r\n'
        '"みほん食堂","mihon","生活","北みほん市","居場所","みほん県北みほん市青葉一丁目2番3号",'
        '"正確な位置(人が確かめた点)","046-000-0000","小学生から大人まで","月〜水 9:30〜16:30、休み: 祝日",'
        '"https://shokudo.example.jp/",'
        '"だれでも来られる食事の場所。\n\nごはんをいっしょに食べます。\n\n・だれでも\n'
        "・地図(https://mihon.example.jp/map)を見てください\n\n"
        "場所: 本部\n行き方: 駅から歩いて5分\nはじめての連絡: 電話かメールで。\n使える人: だれでも\n"
        "申し込み: 電話で申し込みます\n費用: 無料\nFAX: 046-000-0001\n話せることば: 日本語、英語\n"
        "活動する市: 北みほん市\nくわしい分野: 食の支援\n運営: NPO法人みほん\n"
        '最後の確認: 2026年2月1日に確認(電話)","35.470000","139.350000"\r\n'
    )


@settings(max_examples=examples(40))
@given(organizations())
def test_21_the_table_has_the_rows_of_the_kml_in_their_order(orgs: list[Organization]) -> None:
    site = make.site(*orgs)
    plain, tables = files(site), files(site, "csv")
    for path, content in plain.items():
        found = table(tables[path.replace(".kml", ".csv")])
        assert found[0] == [*HEADER, "Latitude", "Longitude"]
        expected = []
        for placemark in placemarks(content):
            lon, lat, _ = (placemark.findtext(f"{KML}Point/{KML}coordinates") or "").split(",")
            texts = [placemark.findtext(f"{KML}name") or "", *columns(placemark).values()]
            expected.append([*texts, words(placemark.findtext(f"{KML}description") or ""), lat, lon])
        assert [[unguarded(cell) for cell in cells] for cells in found[1:]] == expected


FORMULAS = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")


def unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULAS) else cell


@given(st.text("'=+-@\t\r\n\"あ,;", max_size=6) | st.text())
def test_21_no_cell_is_a_formula_and_every_text_comes_back(text: str) -> None:
    ((cell,),) = csv.reader(io.StringIO(row([text]), newline=""), strict=True)
    assert not cell.startswith(FORMULAS) and unguarded(cell) == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [("=1+1", "'=1+1"), ("-", "'-"), ("＝1", "'＝1"), ("'=1", "''=1"), ("'a'", "'a'"), ("a=1", "a=1"), ('"=1', '""=1')],
)
def test_21_only_what_would_be_a_formula_gets_an_apostrophe(text: str, cell: str) -> None:
    assert guarded(text) == cell


def test_21_a_telephone_number_keeps_its_nought() -> None:
    site = make.site(make.rich(contact={"tel": "０４６０００００００"}))
    assert table(files(site, "csv")["kml/all.csv"])[1][7] == "0460000000"
    assert b',"0460000000",' in files(site, "csv")["kml/all.csv"]


def test_12_no_cell_holds_html() -> None:
    site = make.site(make.rich(description="1 < 2 & <b>太い</b> &amp; **字**\n\n二行目"))
    (_, cells) = table(files(site, "csv")["kml/all.csv"])
    assert "1 < 2 & 太い &amp; 字\n\n二行目" in cells[11]
    assert "<b>" not in cells[11] and "<br>" not in cells[11]


# ── what no map shows ────────────────────────────────────────────────────────────────────────────────────────────────


def test_8_what_has_no_point_is_listed_with_its_address_and_the_reason() -> None:
    orgs = [
        make.organization(
            "nowhere", name="どこか", places=[make.public(None, None, address="みほん県北みほん市どこか1番")]
        ),
        make.organization("hall", name="会館", places=[{"name": "みほん会館", "city": "minami"}]),
        make.organization(
            "quiet", name="しずか", places=[make.hidden("minami", name="CANARY", contact={"tel": "110"})]
        ),
        make.organization("phone", name="電話だけ", contact={"tel": "046-000-0009"}),
        make.rich("both", places=[make.public(name="本部"), make.hidden(name="CANARY")]),
        make.organization("closed", status="closed", successor="both"),
        make.organization("draft", status="draft"),
    ]
    content = files(make.site(*orgs), "csv")["kml/unplaced.csv"]
    assert content.startswith(codecs.BOM_UTF8)
    header, *rows = table(content.removeprefix(codecs.BOM_UTF8))
    assert header == [*HEADER, "地図にのらないわけ"]
    told = [dict(zip(header, cells, strict=True)) for cells in rows]
    assert [(t["名称"], t["id"], t["市"], t["住所"], t["電話"], t["地図にのらないわけ"]) for t in told] == [
        ("みほん食堂", "both/2", "北みほん市", "", "046-000-0000", "くわしい場所を公開していません"),
        ("どこか", "nowhere", "北みほん市", "みほん県北みほん市どこか1番", "", "住所の点がまだ分かりません"),
        ("会館", "hall", "南みほん市", "", "", "住所が書かれていません"),
        ("しずか", "quiet", "南みほん市", "", "", "くわしい場所を公開していません"),
        ("電話だけ", "phone", "", "", "046-000-0009", "場所が書かれていません(電話やオンラインなど)"),
    ]
    assert "場所: みほん会館" in told[2]["説明"] and b"CANARY" not in content
    assert {t["位置の正確さ"] for t in told} == {""}


@settings(max_examples=examples(25))
@given(organizations())
def test_8_every_place_is_on_the_map_or_on_the_list(orgs: list[Organization]) -> None:
    site = make.site(*orgs, make.organization("phone"), make.organization("quiet", places=[make.hidden()]))
    tables = files(site, "csv")
    listed = [cells[1] for name in ("all", "unplaced") for cells in table(tables[f"kml/{name}.csv"])[1:]]
    expected = [(e.id, n) for e in site.listed for n in range(1, max(len(e.locations), 1) + 1)]
    assert sorted(listed) == sorted(id if n == 1 else f"{id}/{n}" for id, n in expected)


# ── names on the page ────────────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=examples(15))
@given(lines.filter(lambda text: text.isprintable()))
def test_23_a_name_is_the_same_in_csv_in_kml_and_on_the_page(name: str) -> None:
    site = make.site(make.rich(name=name, kana=None))
    (placemark,) = placemarks(files(site)["kml/all.kml"])
    cell = unguarded(table(files(site, "csv")["kml/all.csv"])[1][0])
    page = pages(site)["orgs/mihon/index.html"]
    heading = " ".join(Reader(page.partition("<h1")[2].partition(">")[2].partition("</h1>")[0]).text.split())
    told = [placemark.findtext(f"{KML}name"), cell, heading]
    assert {unicodedata.normalize("NFC", text or "") for text in told} == {unicodedata.normalize("NFC", name)}
