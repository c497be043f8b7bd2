"""What leads programs to the data: the catalogue (DCAT), the sitemap, types of files; and nothing withheld in any."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pyld import jsonld

from mapgen.build import Build
from mapgen.checks import check_artifacts
from mapgen.exports import dcat, files, web, web_files
from mapgen.exports.catalogue import listings
from mapgen.model import Artifact
from tests import builders as make
from tests.finished import texts
from tests.real_site import real_build, rules

DCAT, DCT = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
FOLDER = Path(__file__).parent / "sitemap"
IANA = "https://www.iana.org/assignments/media-types/"


@pytest.fixture(scope="module")
def real() -> Build:
    return real_build()


@cache
def catalogue() -> Any:
    """Return the catalogue as pyld expands it, with the context that it carries: nothing is fetched."""

    def load(url: str, _options: object) -> None:
        raise AssertionError(url)

    document = json.loads(real_build().artifacts[dcat.PATH].content)
    (found,) = jsonld.expand(document, {"documentLoader": load})
    return found


def one(node: Any, name: str) -> Any:
    """Return the one value of a property, whichever kind it is of."""
    (value,) = node[name]
    return value.get("@id") or value["@value"]


def test_the_catalogue_lists_every_data_file_with_size_licence_and_kind(real: Build) -> None:
    assert real.site
    listed: dict[str, Artifact] = {}
    for kind in catalogue()[f"{DCAT}dataset"]:
        assert kind["@type"] == [f"{DCAT}Dataset"] and one(kind, f"{DCT}license").startswith("https://creativecommons")
        for part in kind[f"{DCAT}distribution"]:
            path = one(part, f"{DCAT}downloadURL").removeprefix(real.site.base_url)
            listed[path] = artifact = real.artifacts[path]
            assert part[f"{DCAT}byteSize"] == [
                {"@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger", "@value": str(len(artifact.content))}
            ]
            assert artifact.listing and one(part, f"{DCAT}mediaType") == IANA + artifact.listing.media_type
            assert one(part, f"{DCT}license") == artifact.listing.licence_url
            assert one(part, f"{DCT}modified") == real.site.date.isoformat()
            assert one(part, f"{DCAT}accessURL") == f"{real.site.base_url}data/#{artifact.listing.key}"
    exported = {path for path, artifact in real.artifacts.items() if artifact.maker.startswith("exports/")}
    unlisted = {"opensearch.xml", "sitemap.xml", "robots.txt", "schema/org.schema.json", dcat.PATH}
    assert listed.keys() == exported - unlisted and len(listed) > 200


def test_the_catalogue_says_what_it_is_in_both_languages(real: Build) -> None:
    assert real.site
    titles = {title["@language"]: title["@value"] for title in catalogue()[f"{DCT}title"]}
    assert titles == {lang: real.site.content.settings.title.to(lang) for lang in ("ja", "en")}
    assert one(catalogue(), f"{DCT}rights").startswith(real.site.content.settings.title.ja)
    assert len(catalogue()[f"{DCT}source"]) >= 4
    (publisher,) = catalogue()[f"{DCT}publisher"]
    assert publisher["http://xmlns.com/foaf/0.1/name"] == [{"@value": real.site.content.settings.operator.ja}]
    for kind in catalogue()[f"{DCAT}dataset"]:
        assert {title["@language"] for title in kind[f"{DCT}title"]} == {"ja", "en"}


def test_where_to_turn_is_told_where_it_is_known() -> None:
    repository = "https://github.com/mihon/mihon"
    site = make.site(make.rich(), settings=make.settings(repository=repository))
    (made,) = (each for each in files(site) if each.path == dcat.PATH)
    (read,) = jsonld.expand(json.loads(made.content))
    (contact,) = read[f"{DCAT}contactPoint"]
    assert contact["http://www.w3.org/2006/vcard/ns#hasURL"] == [{"@id": repository}]


def test_the_sitemap_is_what_its_schema_says(real: Build) -> None:
    schema = etree.XMLSchema(etree.parse(FOLDER / "with-links.xsd"))
    schema.assertValid(etree.fromstring(real.artifacts["sitemap.xml"].content))
    wrong = real.artifacts["sitemap.xml"].content.replace(b"<lastmod>2", b"<lastmod>x", 1)
    assert not schema.validate(etree.fromstring(wrong))


def test_of_more_pages_than_a_sitemap_may_name_there_are_several(real: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    site, pages = real.site, [path for path, artifact in real.artifacts.items() if artifact.indexed]
    assert site
    monkeypatch.setattr(web, "_MOST", 400)
    made = {artifact.path: artifact.content for artifact in web_files(site, pages)}
    assert list(made) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml", "robots.txt"]

    named = re.findall(rb"<sitemap><loc>([^<]*)</loc></sitemap>", made["sitemap.xml"])
    assert [name.decode() for name in named] == [f"{site.base_url}{part}" for part in list(made)[:3]]
    assert etree.fromstring(made["sitemap.xml"]).tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}sitemapindex"
    schema = etree.XMLSchema(etree.parse(FOLDER / "with-links.xsd"))
    whole = b""
    for part in list(made)[:3]:
        schema.assertValid(etree.fromstring(made[part]))
        assert made[part].count(b"<url>") <= 400
        whole += made[part].split(b"\n", 2)[2].removesuffix(b"</urlset>\n")
    assert whole == real.artifacts["sitemap.xml"].content.split(b"\n", 2)[2].removesuffix(b"</urlset>\n")

    parts = {path: Artifact(path, content, "exports/web") for path, content in made.items()}
    assert texts(check_artifacts(site, dict(sorted({**real.artifacts, **parts}.items())))) == []
    gone = {path: each for path, each in {**real.artifacts, **parts}.items() if path != "sitemap-2.xml"}
    assert "page-without-sitemap" in {problem.code for problem in check_artifacts(site, gone)}


def test_a_canary_is_in_no_file_that_leaves() -> None:
    secret, gone, draft = "かなりあ", "おわりどり", "したがき"
    site = make.site(
        make.rich("a", places=[make.hidden(name=secret, contact={"tel": "046-999-9999", "note": secret})]),
        make.rich("b", places=[make.area(name="町の会館")]),
        make.rich("c", status="closed", name="むかしの会", summary=gone, contact={"tel": "046-999-9998"}),
        make.rich("d", status="draft", name=draft),
        make.rich("e", status="paused"),
        make.rich("f", sensitive=["dv"], name="かくれが", places=[make.hidden()]),
    )
    made = {artifact.path: artifact.content.decode() for artifact in files(site) if _is_ours(artifact)}
    assert {artifact.split("/")[0] for artifact in made} == {"orgs", "areas", "feed.xml", "data", "opensearch.xml"}
    for path, text in made.items():
        assert not any(word in text for word in (secret, gone, draft, "かくれが", "むかしの会", "046-999")), path
    for path in ("orgs/e.vcf", "data/orgs.jsonld", "feed.xml"):
        assert "お休みして" in made[path]


def _is_ours(artifact: Artifact) -> bool:
    makers = ("vcard", "ical", "feed", "jsonld", "dcat", "opensearch")
    return artifact.maker.removeprefix("exports/") in makers


def test_each_kind_of_file_is_there_once_and_counts_agree(real: Build) -> None:
    assert real.site
    shareable = {entry.id for entry in real.site.listed if not entry.org.sensitive}
    cards = {path[5:-4] for path in real.artifacts if path.endswith(".vcf")}
    linked = json.loads(real.artifacts["data/orgs.jsonld"].content)["hasPart"]
    assert cards == shareable == {part["url"].split("/")[-2] for part in linked}
    assert len([path for path in real.artifacts if path.endswith(".ics")]) == len(real.site.content.region.areas)
    keys = [listing.key for listing in listings(real.site)]
    assert len(keys) == len(set(keys))


def test_programs_of_other_sites_may_read_the_data_and_learn_its_types(real: Build) -> None:
    told = rules(real.artifacts["_headers"].content.decode())
    for path in ("/data/*", "/kml/*", "/feed.xml"):
        assert ("Access-Control-Allow-Origin", "*") in told[path]
    for path, media_type in (
        ("/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/opensearch.xml", "application/opensearchdescription+xml"),
        ("/data/orgs.jsonld", "application/ld+json"),
        ("/data/catalog.jsonld", "application/ld+json"),
    ):
        assert path[1:] in real.artifacts and ("Content-Type", media_type) in told[path]
