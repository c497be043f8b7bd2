"""What the rules say of open data that lacks somebody, or tells of somebody too many."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mapgen.checks import check_artifacts
from tests import builders as make
from tests.finished import codes, small, texts, whole

PAGE = "https://mihon.example.jp/orgs/mihon/"


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("data/orgs.json", '"id": "mihon"', '"id": "stranger"'),
        ("data/orgs.json", '"organizations": [', '"organisations": ['),
        ("data/orgs.json", "}", ""),
        ("data/orgs.csv", '"mihon"', '"stranger"'),
        ("data/orgs-excel.csv", '"mihon"', '"mihon'),
        ("data/hsds/organizations.csv", PAGE, "https://mihon.example.jp/"),
        ("data/orgs.jsonld", PAGE, "https://mihon.example.jp/orgs/stranger/"),
        ("data/orgs.jsonld", '"hasPart": [', '"hasPart": '),
        ("orgs/mihon.vcf", f"UID:{PAGE}", "UID:https://mihon.example.jp/orgs/stranger/"),
        ("data/opendata/kita.csv", f'{PAGE}"\r\n', f'{PAGE}"\r\n"{PAGE}"\r\n'),
        ("data/opendata/suisho/kita.csv", PAGE, f"{PAGE}https://mihon.example.jp/orgs/stranger/"),
    ],
)
def test_a_file_that_does_not_tell_of_everybody_is_noticed(path: str, old: str, new: str) -> None:
    site = small()
    made = whole(site)
    spoilt = made[path].content.decode().replace(old, new, 1)
    assert spoilt.encode() != made[path].content
    made[path] = replace(made[path], body=spoilt.encode())
    assert codes(site, made) == {"records-differ"}


def test_the_message_names_file_and_organisation() -> None:
    site = make.site(make.rich())
    made = whole(site)
    made["data/orgs.csv"] = replace(made["data/orgs.csv"], body=b"id\r\n")
    del made["data/opendata/minami.csv"], made["orgs/mihon.vcf"], made["areas/chuo/open.ics"]
    assert texts(check_artifacts(site, made)) == [
        "public/areas/chuo/open.ics: error: ファイル areas/chuo/open.ics ができていません [file-missing]",
        "public/data/opendata/minami.csv: error: ファイル data/opendata/minami.csv ができていません [file-missing]",
        "public/data/orgs.csv: error: 「mihon」は 1 回あるはずが、0 回あります [records-differ]",
        "public/orgs/*.vcf: error: 「mihon」は 1 回あるはずが、0 回あります [records-differ]",
    ]
