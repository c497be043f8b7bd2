"""The KML that Google My Maps imports: the properties of a perfect export, each a test with its number."""

from __future__ import annotations

import random
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import fastkml
import fastkml.validator
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from mapgen import checks
from mapgen.build import Options, read_site
from mapgen.checks import check_artifacts
from mapgen.exports import kml, layers, mymaps
from mapgen.exports.kml_card import COLUMNS, DESCRIPTION_LIMIT
from mapgen.exports.prose import clean
from mapgen.model import Organization
from mapgen.problems import Problems
from tests import builders as make
from tests.examples import examples
from tests.kml_files import KML, columns, files, organizations, placemarks, points

ROOT = Path(__file__).parent.parent


def test_1_one_flat_file_for_each_city_and_category(monkeypatch: pytest.MonkeyPatch) -> None:
    orgs = [make.organization(f"o{n}", places=[make.public()], categories=["children"]) for n in range(5)]
    made = files(make.site(*orgs))
    assert sorted(made) == [
        "kml/all.kml",
        "kml/categories/children.kml",
        "kml/categories/living.kml",
        "kml/cities/kita.kml",
        "kml/cities/minami.kml",
    ]
    assert not any(b"<Folder>" in content for path, content in made.items() if path != "kml/all.kml")
    assert [len(placemarks(made[path])) for path in sorted(made)] == [5, 5, 0, 5, 0]
    assert (layers.MOST_PLACEMARKS, layers.MOST_BYTES) == (1_900, 4_500_000)
    monkeypatch.setattr(layers, "MOST_PLACEMARKS", 2)
    made = files(make.site(*orgs))
    assert [path for path in made if "kita" in path] == [f"kml/cities/kita-{n}.kml" for n in (1, 2, 3)]
    ids = [columns(p)["id"] for n in (1, 2, 3) for p in placemarks(made[f"kml/cities/kita-{n}.kml"])]
    assert ids == ["o0", "o1", "o2", "o3", "o4"]
    assert ET.fromstring(made["kml/cities/kita-2.kml"]).findtext(f"{KML}Document/{KML}name") == "北みほん市 2"
    # Each folder of each part would be a layer more.
    assert not any(b"<Folder>" in content for content in made.values())


def test_1_a_file_is_split_by_its_bytes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    site = make.site(*[make.rich(id=f"o{n}") for n in range(7)])
    monkeypatch.setattr(layers, "MOST_BYTES", 6_000)
    parts = {path: content for path, content in files(site).items() if path.startswith("kml/all")}
    assert len(parts) > 1 and all(len(content) <= 6_000 for content in parts.values())
    assert [columns(p)["id"] for content in parts.values() for p in placemarks(content)] == [f"o{n}" for n in range(7)]


def test_2_an_eleventh_folder_is_an_error_that_names_the_category() -> None:
    tops = [
        {"id": f"c{n}", "name": {"ja": f"分野{n}"}, "kana": "ぶんや", "icon": 1500 + n, "colour": "#A52714"}
        for n in range(11)
    ]
    orgs = [make.organization(f"o{n}", categories=[f"c{n}"], places=[make.public()]) for n in range(11)]
    taxonomy = make.taxonomy(categories=tops)
    many = {a.path: a for a in mymaps.files(make.site(*orgs, taxonomy=taxonomy))}
    found = [
        problem for problem in check_artifacts(make.site(*orgs, taxonomy=taxonomy), many) if "folders" in problem.code
    ]
    assert [problem.text() for problem in found] == [
        "public/kml/all.kml: error: 全体の KML のフォルダーが 11 個あります。"
        "Google マイマップのレイヤは 10 個までです。はみ出すもの: 分野10 [kml-too-many-folders]"
        "\n    → content/taxonomy.yaml の大分類を 10 個までにします"
    ]


def test_3_the_combined_file_has_top_level_folders_in_the_order_of_the_taxonomy() -> None:
    first = make.organization("a", categories=["children", "living"], places=[make.public()])
    second = make.organization("b", categories=["living/money"], places=[make.public()])
    document = ET.fromstring(files(make.site(first, second))["kml/all.kml"])[0]
    folders = document.findall(f"{KML}Folder")
    assert [folder.findtext(f"{KML}name") for folder in folders] == ["生活", "子ども"]
    assert [[columns(p)["id"] for p in folder.iterfind(f"{KML}Placemark")] for folder in folders] == [["b"], ["a"]]
    assert not document.findall(f".//{KML}Folder//{KML}Folder") and not document.findall(f"{KML}Placemark")


def test_4_paths_are_ascii_and_layers_bear_names_that_residents_understand() -> None:
    made = files(make.site(make.rich()))
    assert all(path.isascii() for path in made)
    titles = {path: ET.fromstring(content).findtext(f"{KML}Document/{KML}name") for path, content in made.items()}
    assert titles == {
        "kml/all.kml": "みほん資源マップ",
        "kml/cities/kita.kml": "北みほん市",
        "kml/cities/minami.kml": "南みほん市",
        "kml/categories/living.kml": "生活",
        "kml/categories/children.kml": "子ども",
    }


@settings(max_examples=examples(40))
@given(organizations())
def test_5_6_any_text_is_well_formed_valid_and_comes_back(orgs: list[Organization]) -> None:
    site = make.site(*orgs)
    made = files(site)
    for content in made.values():
        assert fastkml.validator.validate(element=etree.fromstring(content))
    for placemark in placemarks(made["kml/all.kml"]):
        told = columns(placemark)
        org = site.by_id[told["id"].partition("/")[0]].org
        written = re.sub(r"[\t\n ]+", " ", clean(org.name)).strip(" ")
        assert (placemark.findtext(f"{KML}name") or "").startswith(written)
        assert told["開いている日"] == re.sub(r"[\t\n ]+", " ", clean(org.hours_note or "")).strip(" ")
        assert len(placemark.findtext(f"{KML}description") or "") <= DESCRIPTION_LIMIT


def test_6_ids_are_the_styles_only_and_every_one_is_used() -> None:
    orgs = [make.rich(id="a"), make.rich(id="b", categories=["children"])]
    document = ET.fromstring(files(make.site(*orgs))["kml/all.kml"])
    ids = [element.get("id") for element in document.iter() if element.get("id")]
    used = {url.text for url in document.iter(f"{KML}styleUrl")}
    assert ids == ["icon-1577-A52714", "icon-1742-0F6D8C"] and used == {f"#{each}" for each in ids}


def test_6_the_real_map_is_valid_and_passes_its_own_check() -> None:
    site = read_site(ROOT, Options(), Problems())
    assert site is not None
    made = {artifact.path: artifact for artifact in mymaps.files(site) if artifact.path.endswith(".kml")}
    problems = Problems()
    checks.kml.check(site, made, problems)
    assert [problem.text() for problem in problems] == []
    assert all(fastkml.validator.validate(element=etree.fromstring(artifact.content)) for artifact in made.values())
    assert len(placemarks(made["kml/all.kml"].content)) == sum(len(entry.spots) for entry in site.listed) > 0


@settings(max_examples=examples(40))
@given(st.lists(points, min_size=1, max_size=3))
def test_7_coordinates_have_six_decimals_and_longitude_first(found: list[tuple[float, float]]) -> None:
    content = files(make.site(make.organization(places=[make.public(lat, lon) for lat, lon in found])))["kml/all.kml"]
    written = [c.text or "" for c in ET.fromstring(content).iter(f"{KML}coordinates")]
    assert all(re.fullmatch(r"139\.\d{6},35\.\d{6},0", text) for text in written)
    assert written == [f"{lon:.6f},{lat:.6f},0" for lat, lon in found]


def test_8_without_a_point_there_is_no_pin_and_the_organisation_is_still_listed() -> None:
    nowhere = make.organization("nowhere", places=[make.public(None, None, address="みほん県北みほん市どこか")])
    phone = make.organization("phone", places=[])
    site = make.site(nowhere, phone, make.rich())
    assert [columns(p)["id"] for p in placemarks(files(site)["kml/all.kml"])] == ["mihon"]
    assert {entry.id for entry in site.listed} == {"nowhere", "phone", "mihon"}


@settings(max_examples=examples(25))
@given(organizations())
def test_9_every_drawable_place_is_there_once_in_each_file_it_belongs_to(orgs: list[Organization]) -> None:
    site = make.site(*orgs)
    made = files(site)
    drawable = sum(len(entry.spots) for entry in site.listed)
    cities = [len(placemarks(content)) for path, content in made.items() if path.startswith("kml/cities/")]
    assert len(placemarks(made["kml/all.kml"])) == drawable
    assert sum(cities) == sum(1 for entry in site.listed for located, _ in entry.spots if located.city)
    for top in site.content.taxonomy.categories:
        expected = sorted(entry.id for entry in site.in_category(top.id) for _ in entry.spots)
        found = sorted(columns(p)["id"].partition("/")[0] for p in placemarks(made[f"kml/categories/{top.id}.kml"]))
        assert found == expected


def test_10_styles_follow_my_maps_own_grammar() -> None:
    made = files(make.site(make.rich(categories=["children", "living"])))
    document = ET.fromstring(made["kml/categories/living.kml"])[0]
    (style,) = document.iterfind(f"{KML}Style")
    assert style.get("id") == "icon-1577-A52714"
    assert style.findtext(f"{KML}IconStyle/{KML}color") == "ff1427a5"
    assert style.findtext(f"{KML}IconStyle/{KML}Icon/{KML}href") == kml.ICON
    assert [child.tag.removeprefix(KML) for child in document] == ["name", "description", "Style", "Placemark"]
    (style,) = ET.fromstring(made["kml/all.kml"])[0].iterfind(f"{KML}Style")
    assert style.get("id") == "icon-1742-0F6D8C"


def test_11_columns_are_the_same_everywhere_and_few() -> None:
    made = files(make.site(make.rich(id="a"), make.organization("b", places=[make.public(None, None)])))
    shapes = {tuple(columns(placemark)) for content in made.values() for placemark in placemarks(content)}
    assert shapes == {COLUMNS} and len(COLUMNS) == 10 == len(set(COLUMNS))
    assert not {"gx_media_links", "name", "description"} & set(COLUMNS)
    assert b"SchemaData" not in made["kml/all.kml"]


def test_13_category_city_and_a_stable_id_are_always_there() -> None:
    outside = make.public(35.43, 139.45, address="べつの県べつの市1番1号", city="outside")
    org = make.organization(
        places=[make.hidden(), outside, make.public(35.42, 139.35, address="みほん県南みほん市緑1番")]
    )
    told = [columns(p) for p in placemarks(files(make.site(org))["kml/all.kml"])]
    assert [(t["id"], t["分野"], t["市"]) for t in told] == [
        ("mihon/3", "生活", "南みほん市"),
        ("mihon/2", "生活", "地域の外"),
    ]


@settings(max_examples=examples(15))
@given(organizations(), st.randoms(use_true_random=False))
def test_14_the_same_content_gives_the_same_bytes(orgs: list[Organization], chance: random.Random) -> None:
    shuffled = chance.sample(orgs, len(orgs))
    assert files(make.site(*orgs)) == files(make.site(*shuffled))


def test_14_pins_are_sorted_by_city_category_reading_and_id() -> None:
    def org(identifier: str, kana: str, category: str, lat: float = 35.47) -> Organization:
        address = "みほん県北みほん市緑1番" if lat > 35.45 else "みほん県南みほん市緑1番"
        return make.organization(
            identifier, kana=kana, categories=[category], places=[make.public(lat, address=address)]
        )

    orgs = [
        org("e", "あ", "living", 35.42), org("d", "あ", "children"), org("c", "い", "living"), org("b", "あ", "living"),
        org("a", "い", "living"),
    ]  # fmt: skip
    made = files(make.site(*orgs))
    assert [columns(p)["id"] for p in placemarks(made["kml/cities/kita.kml"])] == ["b", "a", "c", "d"]
    assert [columns(p)["id"] for p in placemarks(made["kml/categories/living.kml"])] == ["b", "a", "c", "e"]


def test_15_utf8_without_bom_lf_raw_japanese() -> None:
    content = files(make.site(make.rich(name="\ufa19か\u3099Ⅳ", description="a\r\nb")))["kml/all.kml"]
    assert content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n')
    assert b"\r" not in content and b"&#" not in content and content.endswith(b"</kml>\n")
    assert "<name>\ufa19がⅣ</name>" in content.decode()  # kana composed; U+FA19 kept, which NFC would rewrite


def test_16_only_what_may_leave_leaves() -> None:
    secret = make.organization(
        "open",
        aliases=["CANARY-alias"],
        sources=[{"title": "CANARY-source", "url": "https://canary.example.jp/"}],
        links=[{"title": "CANARY-link", "url": "https://canary.example.jp/"}],
        places=[make.hidden(name="CANARY-hidden"), make.area(), make.public(35.46, 139.31, visibility="public")],
    )
    draft = make.organization("draft", name="CANARY-draft", status="draft", places=[make.public()])
    closed = make.organization("closed", name="CANARY-closed", status="closed", places=[make.public()])
    made = files(make.site(secret, draft, closed))
    assert not any(b"CANARY" in content or b"canary" in content for content in made.values())
    told = [columns(p) for p in placemarks(made["kml/all.kml"])]
    assert [(t["id"], t["住所"], t["位置の正確さ"]) for t in told] == [
        ("open/2", "みほん県北みほん市青葉一丁目", "おおよその位置(町)"),
        ("open/3", "みほん県北みほん市青葉一丁目2番3号", "正確な位置(人が確かめた点)"),
    ]
    area, public = (p.findtext(f"{KML}description") or "" for p in placemarks(made["kml/all.kml"]))
    assert "くわしい場所は公開していません" in area and "公開していません" not in public


def test_16_a_pin_at_a_towns_middle_says_so() -> None:
    (placemark,) = placemarks(files(make.site(make.organization(places=[make.public(None, None)])))["kml/all.kml"])
    assert columns(placemark)["位置の正確さ"] == "おおよその位置(町)"
    assert "ピンは建物の場所ではありません" in (placemark.findtext(f"{KML}description") or "")


def test_17_the_icon_and_the_organisations_own_addresses_are_the_only_ones() -> None:
    made = files(make.site(make.rich(contact={"url": "http://shokudo.example.jp/"})))
    for content in made.values():
        found = set(re.findall(r"https?://[^\s<\"()]+", content.decode()))
        assert found <= {
            "http://www.opengis.net/kml/2.2", kml.ICON, "http://shokudo.example.jp/", "https://mihon.example.jp/map",
        }  # fmt: skip
        assert not re.search(rb"NetworkLink|<!DOCTYPE|<!ENTITY", content)
