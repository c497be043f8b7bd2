"""Where text becomes HTML, XML or a cell: what each function makes of what people write, to the letter."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET

import pytest

from mapgen.exports import kml_xml, sheets, table
from mapgen.theme import html

# ── HTML ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "made", "plain"),
    [
        ("みほん", "みほん", "みほん"),
        ("<b> & \"'", "&lt;b&gt; &amp; &#34;&#39;", "<b> & \"'"),
        ("a|<b>", "a|&lt;b&gt;", "a|<b>"),
        ("{漢字|かんじ}", "<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>", "漢字"),
        (
            '<{<i>|"}>{乙|おつ}&',
            "&lt;<ruby>&lt;i&gt;<rp>(</rp><rt>&#34;</rt><rp>)</rp></ruby>&gt;"
            "<ruby>乙<rp>(</rp><rt>おつ</rt><rp>)</rp></ruby>&amp;",
            "<<i>>乙&",
        ),
        ("{a|b", "{a|b", "{a|b"),
        ("{|b}{a|}", "{|b}{a|}", "{|b}{a|}"),
        ("{a|b|c}", "{a|b|c}", "{a|b|c}"),
    ],
)
def test_a_text_is_escaped_and_its_readings_stand_above(text: str, made: str, plain: str) -> None:
    assert html.ruby(text) == made
    assert html.plain(text) == plain
    assert isinstance(html.ruby(text), html.Markup)


def test_a_language_a_telephone_and_what_is_trusted() -> None:
    assert (html.lang_attribute("ja"), html.lang_attribute(None)) == (' lang="ja"', "")
    assert html.lang_attribute('"><b>') == ' lang="&#34;&gt;&lt;b&gt;"'
    assert [html.tel_href(n) for n in ("046-200-0000", "#9110", "110")] == ["tel:0462000000", "tel:%239110", "tel:110"]
    assert html.trusted("<b>") == "<b>" and isinstance(html.trusted("<b>"), html.Markup)


@pytest.mark.parametrize(
    ("name", "kana", "made"),
    [
        ("子ども食堂", "こどもしょくどう", "[子/こ]ども[食堂/しょくどう]"),
        ("子ども食堂", "コドモショクドウ", "[子/こ]ども[食堂/しょくどう]"),
        ("子ども食堂", "ｺﾄﾞﾓ ｼｮｸﾄﾞｳ", "[子/こ]ども[食堂/しょくどう]"),
        ("ヴの会", "ゔのかい", "ヴの[会/かい]"),
        ("ヶ岳", "ゖだけ", "ヶ[岳/だけ]"),
        ("ァの会", "ぁのかい", "ァの[会/かい]"),
        ("甲・乙", "こうおつ", None),
        ("カ・ナの会", "かなのかい", "カ・ナの[会/かい]"),
        ("「甲」 (の)会", "こう の かい", "「[甲/こう]」 (の)[会/かい]"),
        ("甲の乙の丙", "こうののおつのへい", None),
        ("甲", "", None),
        ("甲", None, None),
        ("かな", "かな", "かな"),
        ("かな", "かにゃ", None),
        ("<甲>", "こう", "[&lt;甲&gt;/こう]"),
    ],
)
def test_a_reading_stands_above_the_kanji_it_belongs_to(name: str, kana: str | None, made: str | None) -> None:
    found = html.reading(name, kana)
    short = found and found.replace("<ruby>", "[").replace("<rp>(</rp><rt>", "/").replace("</rt><rp>)</rp></ruby>", "]")
    assert short == made


# ── XML ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_in_a_text_is_xml() -> None:
    assert kml_xml.safe('<a href="x">&\'</a><![CDATA[]]>\0') == '&lt;a href="x"&gt;&amp;\'&lt;/a&gt;&lt;![CDATA[]]&gt;'


def test_a_document_has_one_form() -> None:
    raw = (
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document id="1"><Style id="a b&amp;&quot;" z="&lt;"><IconStyle>'
        '<colorMode>normal</colorMode><heading>0</heading><scale>1</scale></IconStyle></Style><name>a "b" &lt;</name>'
        "<description/></Document></kml>"
    )
    root = kml_xml.canonical(raw)
    assert kml_xml.written(root, 1) == (
        '  <Document>\n    <Style z="&lt;">\n      <IconStyle>\n        <scale>1</scale>\n      </IconStyle>\n'
        '    </Style>\n    <name>a "b" &lt;</name>\n    <description></description>\n  </Document>'
    )
    with pytest.raises(ET.ParseError):
        kml_xml.canonical("<kml>")


def test_attributes_folders_and_whole_files() -> None:
    element = ET.Element("a", {"x": "\"<>&'", "y": "1"})
    assert kml_xml.written(element, 0) == '<a x="&quot;&lt;&gt;&amp;&#x27;" y="1"></a>'
    made = kml_xml.folder("<北>", ["    <a>\n    </a>", "    <b/>"])
    assert made == ("    <Folder>\n      <name>&lt;北&gt;</name>\n      <a>\n      </a>\n      <b/>\n    </Folder>")
    assert kml_xml.document(["    <name>a</name>"], [made, "x"]).decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n  <Document>\n'
        f"    <name>a</name>\n{made}\nx\n  </Document>\n</kml>\n"
    )


# ── cells ────────────────────────────────────────────────────────────────────────────────────────────────────────────

CELLS = {
    "みほん": "みほん", "": "", "=1+1": "'=1+1", "+81": "'+81", "-1": "'-1", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx",
    "＝1": "'＝1", "＋1": "'＋1", "－1": "'－1", "＠x": "'＠x", "'=1": "''=1", "''=1": "'''=1", "'x": "'x", "'": "'",
    "a=1": "a=1", "0462000000": "0462000000", "#9110": "#9110", "x'=": "x'=", " =1": " =1",
}  # fmt: skip


@pytest.mark.parametrize(("text", "cell"), CELLS.items())
def test_a_cell_is_never_a_formula_and_comes_back(text: str, cell: str) -> None:
    assert table.guarded(text) == cell
    assert table.unguarded(cell) == text


def test_quotes_are_doubled_and_rows_end_as_tables_do() -> None:
    assert table.guarded('a"b') == 'a""b' and table.guarded('="x"') == '\'=""x""'
    assert table.row(["a", 'b"c', "=d"]) == '"a","b""c","\'=d"\r\n'
    assert table.table(["x", "y"], [table.row(["1", "2"])]) == b'"x","y"\r\n"1","2"\r\n'
    made = sheets.sheet(["名", "数"], [["=1", 3], ['a"', 0]])
    assert made == '\ufeff"名","数"\r\n"\'=1",3\r\n"a""",0\r\n'.encode()
    assert list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline=""))) == [
        ["名", "数"],
        ["'=1", "3"],
        ['a"', "0"],
    ]


def test_coordinates_are_written_as_in_the_kml() -> None:
    from mapgen.model import Point

    assert table.coordinates(Point(lat=35.1, lon=139.41)) == ("35.100000", "139.410000")
    assert (table.HEADER[0], table.HEADER[-1], table.COORDINATES) == ("名称", "説明", ("Latitude", "Longitude"))
