"""What is checked of the finished files: each rule is shown one planted fault."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapgen.checks import RULES, check_artifacts
from mapgen.geocode import Spot
from mapgen.model import Artifact, Point, Precision
from mapgen.problems import catalogue
from mapgen.site import assemble
from tests import builders as make
from tests.finished import HEAD, ORG, TWINS, codes, offered, page, small, spoiled, texts, whole


def test_a_good_build_has_no_problem() -> None:
    site = small()
    assert texts(check_artifacts(site, whole(site))) == []
    assert len(RULES) == 6


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('<?xml version="1.0" encoding="UTF-8"?>', "<?xml version='1.0' encoding='shift_jis'?>", "kml-encoding"),
        ("<?xml", "\ufeff<?xml", "kml-encoding"),
        ("<name>みほん食堂</name>", "<name>みほん食堂</name>\r", "kml-encoding"),
        ("<Document>", '<!DOCTYPE kml [<!ENTITY a "b">]><Document>', "kml-doctype"),
        ("<name>みほん食堂</name>", "<name>a & b</name>", "kml-malformed"),
        ("<Document>", "<Document/><Document>", "kml-structure"),
        ("<ExtendedData>", "<ExtendedData><SchemaData/>", "kml-element"),
        ("</Document>", "<NetworkLink/></Document>", "kml-element"),
        ("</Folder>", "<Folder><name>x</name></Folder></Folder>", "kml-element"),
        ("<color>ff1427a5", "<color>ffa52714", "kml-style"),
        ("503-wht-blank_maps.png", "other.png", "kml-style"),
        ('id="icon-1577-A52714"', 'id="my-style"', "kml-style"),
        ("<styleUrl>#icon-1577-A52714", "<styleUrl>#icon-1-000000", "kml-style-missing"),
        ("<styleUrl>#icon-1577-A52714", "<styleUrl>#icon-1742-0F6D8C", "kml-style-unused"),
        ('<Data name="電話">', '<Data name="tel">', "kml-columns"),
        ('<Data name="電話">', '<Data name="住所">', "kml-columns"),
        ("<value>futatsu</value>", "<value>mihon</value>", "kml-id"),
        ("<name>みほん食堂</name>", "<name></name>", "kml-id"),
        ("139.350000,35.470000,0", "139.35,35.47,0", "kml-coordinates"),
        ("139.350000,35.470000,0", "139.350000, 35.470000,0", "kml-coordinates"),
        ("139.350000,35.470000,0", "0.000000,0.000000,0", "kml-far-away"),
        ("139.350000,35.470000,0", "35.470000,39.350000,0", "kml-far-away"),
        ("139.350000,35.470000,0", "139.700000,35.470000,0", "kml-far-away"),
        ("139.350000,35.470000,0", "139.000000,35.470000,0", "kml-far-away"),
        ("139.350000,35.470000,0", "139.350000,35.800000,0", "kml-far-away"),
        ("<description>だれでも", "<description>" + "あ" * 1_500, "kml-long-description"),
        ("<description>だれでも", "<description>&lt;script&gt;", "kml-markup"),
        ("<description>だれでも", "<description>&lt;a href='x'&gt;x&lt;/a&gt;", "kml-markup"),
        ("<value>futatsu</value>", "<value>stranger</value>", "pins-differ"),
    ],
)
def test_a_spoiled_kml_is_noticed(old: str, new: str, code: str) -> None:
    assert code in spoiled("kml/all.kml", old, new)


def test_a_column_too_many_or_reserved_is_noticed() -> None:
    one, tel = make.site(make.rich()), '<Data name="電話">'
    assert spoiled("kml/all.kml", tel, f'<Data name="11"><value></value></Data>{tel}', one) == {"kml-columns"}
    assert spoiled("kml/all.kml", tel, '<Data name="gx_media_links">', one) == {"kml-columns"}


def test_a_style_given_twice_is_noticed() -> None:
    style = whole(small())["kml/all.kml"].content.decode().partition("    <Style")[2].partition("</Style>\n")[0]
    assert spoiled("kml/all.kml", "    <Folder>", f"    <Style{style}</Style><Folder>") == {"kml-style"}


def test_a_malformed_kml_is_named_with_its_line() -> None:
    site = small()
    artifacts = whole(site)
    artifacts["kml/cities/kita.kml"] = Artifact(
        "kml/cities/kita.kml", b"\n".join([HEAD, b"<a & b>", b"</kml>"]), "exports/kml"
    )
    assert texts(check_artifacts(site, offered(artifacts))) == [
        "public/kml/cities/kita.kml:3:4: error: KML がここでこわれています [kml-malformed]",
        "public/kml/cities/kita.kmz: error: KMZ の中身が、となりの KML と同じではありません [kmz-differs]",
    ]


def test_a_layer_is_flat_and_small() -> None:
    site = small()
    artifacts = whole(site)
    copied = artifacts["kml/all.kml"].content
    artifacts["kml/cities/kita.kml"] = Artifact("kml/cities/kita.kml", copied, "exports/kml")
    assert codes(site, artifacts) - TWINS == {"kml-folder-in-layer"}
    placemark = copied[copied.index(b"<Placemark>") : copied.index(b"</Placemark>") + 12].decode()
    assert "kml-too-many" in spoiled("kml/all.kml", "<Placemark>", placemark * 1_900 + "<Placemark>")
    assert "kml-too-large" in spoiled("kml/all.kml", "</Document>", " " * 4_500_000 + "</Document>")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (ORG, "page-missing"),
        (ORG, "sitemap-without-page"),
        ("kml/all.kml", "file-missing"),
        ("data/orgs.geojson", "file-missing"),
        ("forms/ibasho/index.html", "sitemap-without-page"),
    ],
)
def test_a_missing_file_is_noticed(path: str, code: str) -> None:
    site = small()
    artifacts = whole(site)
    del artifacts[path]
    assert code in codes(site, artifacts)


def test_a_page_that_the_sitemap_lacks_is_a_warning() -> None:
    site = small()
    artifacts = whole(site) | {path: page(path) for path in ("new/index.html", "404.html")}
    assert texts(check_artifacts(site, artifacts)) == [
        "public/sitemap.xml: warning: ページ「new/index.html」が sitemap.xml にありません [page-without-sitemap]"
    ]


def test_a_page_of_a_draft_is_noticed() -> None:
    site = make.site(make.rich(), make.organization("draft", status="draft"))
    artifacts = whole(site) | {"orgs/draft/index.html": page("orgs/draft/index.html")}
    assert texts(check_artifacts(site, artifacts)) == [
        "public/orgs/draft/index.html: error: 公開しない団体「draft」のページができています [page-unknown]",
        "public/sitemap.xml: warning: ページ「orgs/draft/index.html」が sitemap.xml にありません"
        " [page-without-sitemap]",
    ]


@pytest.mark.parametrize("content", [b"not json", b"{}", b"[]", b'{"features": [{"id": "mihon"}]}'])
def test_a_geojson_that_lacks_places_is_noticed(content: bytes) -> None:
    site = small()
    artifacts = whole(site) | {"data/orgs.geojson": Artifact("data/orgs.geojson", content, "exports/geojson")}
    assert codes(site, artifacts) == {"pins-differ"}


@pytest.mark.parametrize("place", [make.hidden(), make.area()])
def test_a_withheld_place_with_a_point_is_noticed(place: dict[str, object]) -> None:
    """No code path makes one; the rule is the second lock on the door."""
    good = make.site(make.organization(places=[place]))
    spot = Spot(Point(lat=35.47, lon=139.35), Precision.BLOCK, "test")
    located = {entry.id: tuple(replace(each, spot=spot) for each in entry.locations) for entry in good.entries}
    bad = assemble(good.content, located, base_url=make.BASE_URL, preview=False)
    assert "secret-point" in codes(bad, whole(bad))
    hidden = place["visibility"] == "hidden"
    assert (b"<Placemark>" in whole(bad)["kml/all.kml"].content) is not hidden


def test_a_build_of_the_pages_alone_is_not_asked_for_exports() -> None:
    site = small()
    body = "<main id=main><a href='../../kml/all.kml'>KML</a></main>"
    pages = {path: a for path, a in whole(site, **{ORG: body}).items() if not a.maker.startswith("exports/")}
    assert texts(check_artifacts(site, offered(pages))) == []


def test_every_code_is_in_the_catalogue_in_both_languages() -> None:
    site = small()
    spoilt = whole(site) | {"kml/all.kml": Artifact("kml/all.kml", b"<a>", "exports/kml"), ORG: page(ORG, "<a href=x>")}
    for problem in check_artifacts(site, spoilt):
        assert problem.code in catalogue() and problem.text("en") != problem.text("ja")
