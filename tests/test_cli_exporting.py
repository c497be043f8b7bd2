"""`mapgen export` as somebody types it: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from mapgen.cli import main
from mapgen.cli.exporting import export
from mapgen.exports import layers
from mapgen.formats import formats
from tests.conftest import Project
from tests.kml_files import columns, placemarks

Make = Callable[..., Project]
Run = Callable[..., tuple[int, bytes, str]]

PLACE = """\
name: みほん{n}番の家
summary: みほんの場所です。
categories: [{category}]
forms: [ibasho]
serves: [mihon]
places:
  - {{address: みほん県みほん市みほん町{n}番1号, lat: 35.11{n}000, lon: 139.41{n}000}}
"""
FILES = {
    f"content/orgs/mihon-{n}.yaml": PLACE.format(n=n, category="living" if n % 2 else "children") for n in range(1, 5)
}


@pytest.fixture
def run(project: Make, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in a project of five places and return exit code, standard output and what was said."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(project(FILES).root)

    def run(*arguments: object) -> tuple[int, bytes, str]:
        with pytest.raises(SystemExit) as ended:
            main(["export", *(str(argument) for argument in arguments)])
        assert isinstance(ended.value.code, int)
        said = capfdbinary.readouterr()
        return ended.value.code, said.out, said.err.decode()

    return run


def test_without_an_output_the_layer_is_printed(run: Run) -> None:
    code, printed, said = run("kml", "--category", "children")
    assert (code, said) == (0, "")
    assert [columns(placemark)["id"] for placemark in placemarks(printed)] == ["mihon-shokudo", "mihon-2", "mihon-4"]
    code, printed, said = run("csv", "--city", "mihon", "--category", "living")
    assert (code, said) == (0, "") and printed.startswith('"名称","id",'.encode()) and printed.count(b"\r\n") == 4
    code, printed, said = run("kmz")
    assert (code, said) == (0, "") and zipfile.ZipFile(io.BytesIO(printed)).namelist() == ["doc.kml"]


def test_an_output_is_written_and_named(run: Run) -> None:
    code, printed, said = run("csv", "--output", "町.csv", "--category", "living/food")
    assert (code, printed, said) == (0, b"", "町.csv に 1 か所を書き出しました\n")
    assert Path("町.csv").read_bytes() == run("csv", "--category", "living/food")[1]
    assert sorted(path.name for path in Path().iterdir() if path.is_file() and "町" in path.name) == ["町.csv"]


def test_parts_are_numbered_and_each_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers, "MOST_PLACEMARKS", 2)
    code, printed, said = run("kml", "--output", "map.v1.kml")
    assert (code, printed) == (0, b"")
    assert said == (
        "map.v1-1.kml に 2 か所を書き出しました\n"
        "map.v1-2.kml に 2 か所を書き出しました\n"
        "map.v1-3.kml に 1 か所を書き出しました\n"
    )
    ids = [columns(p)["id"] for n in (1, 2, 3) for p in placemarks(Path(f"map.v1-{n}.kml").read_bytes())]
    assert ids == ["mihon-1", "mihon-3", "mihon-shokudo", "mihon-2", "mihon-4"]
    assert not Path("map.v1.kml").exists()


def test_parts_are_not_printed_one_after_the_other(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers, "MOST_PLACEMARKS", 2)
    assert run("kml") == (
        2,
        b"",
        "mapgen export: error: 大きすぎて1つのファイルに入らないので、3 つに分かれます [export-in-parts]\n"
        "    → --output でファイルの名前を指定します(-1、-2 をつけて書きます)\n",
    )


def test_nothing_found_is_said_and_nothing_is_written(run: Run) -> None:
    Path("old.kml").write_text("old")
    code, printed, said = run("kml", "--form", "consultation", "--output", "old.kml")
    assert (code, printed, said) == (1, b"", "あてはまる場所がないので、何も書きませんでした\n")
    assert Path("old.kml").read_text() == "old"
    assert run("csv", "--form", "consultation") == (1, b"", said)


def test_what_has_no_point_is_not_left_out_silently(run: Run, project: Make) -> None:
    Path("content/orgs/mihon-phone.yaml").write_text(PLACE.format(n=9, category="living").partition("places")[0])
    code, printed, said = run("kml", "--category", "living")
    assert code == 0 and len(placemarks(printed)) == 3
    assert said == "地図の点がない 1 件は入っていません(サイトの kml/unplaced.csv にあります)\n"
    assert run("kml", "--category", "children")[2] == ""


def test_every_unknown_id_is_named_and_japanese_is_understood(run: Run) -> None:
    options = ("--city", "みほん", "--category", "こども", "--form", "相談", "--area", "みほん駅", "--city", "mihon")
    orgs = ("--orgs", "mihon-9, みほん3番の家", "--orgs", "zzz,mihon-1")
    assert run("kml", *options, "--form", "zzz", *orgs, "--output", "a.kml") == (
        2,
        b"",
        "mapgen export: error: 「みほん」という市はありません [unknown-city]\n    → 「mihon」ではありませんか?\n"
        "mapgen export: error: 「こども」という分野はありません [unknown-category]\n"
        "    → 「children」ではありませんか?\n"
        "mapgen export: error: 「相談」という活動のかたちはありません [unknown-form]\n"
        "    → 「consultation」ではありませんか?\n"
        "mapgen export: error: 「zzz」という活動のかたちはありません [unknown-form]\n"
        "    → 次から選びます: food, ibasho, consultation\n"
        "mapgen export: error: 「みほん駅」という駅や拠点はありません [unknown-area]\n"
        "    → 「mihon-eki」ではありませんか?\n"
        "mapgen export: error: 「mihon-9」という団体はありません [unknown-org]\n    → 「mihon-4」ではありませんか?\n"
        "mapgen export: error: 「みほん3番の家」という団体はありません [unknown-org]\n"
        "    → 「mihon-3」ではありませんか?\n"
        "mapgen export: error: 「zzz」という団体はありません [unknown-org]\n"
        "    → 団体の id は content/orgs/ のファイルの名前(.yaml の前)です\n",
    )
    assert not Path("a.kml").exists()


def test_an_unknown_format_is_a_wrong_usage(run: Run) -> None:
    assert run("KML") == (
        2,
        b"",
        "mapgen export: error: 「KML」という形式はありません [unknown-format]\n    → 「kml」ではありませんか?\n",
    )
    assert run("pdf")[2].splitlines()[1] == (
        "    → 次から選びます: kml, kmz, csv, vcard, ics, jsonld, geojson, json, orgs-csv, orgs-excel, hsds, opendata, "
        "suisho, handout, single-file"
    )


def test_the_help_names_every_format() -> None:
    for form in formats(Path()):
        assert form.name in (export.__dict__["_both"] or "").partition(" | ")[0]


def test_a_hand_out_is_one_file_of_the_organisations_in_their_order(run: Run) -> None:
    code, printed, said = run("handout", "--orgs", "mihon-3,mihon-1", "--orgs", "mihon-shokudo,mihon-1")
    assert (code, said) == (0, "") and printed.startswith(b"<!doctype html>\n")
    assert re.findall(r'<article class="slip">\n<h2><span>(.*?)</span>', printed.decode()) == [
        "みほん3番の家",
        "みほん1番の家",
        "みほん食堂",
    ]
    code, _, said = run("handout", "--category", "children", "--output", "a.html")
    assert (code, said) == (0, "a.html に 3 団体を書き出しました\n")
    assert run("handout", "--orgs", "mihon-1", "--category", "children")[:2] == (1, b"")


def test_a_hand_out_looks_as_the_projects_theme_says(run: Run, project: Make) -> None:
    project({"themes/default/static/css/handout/1-handout.css": ".sheet { color: navy }\n"})
    assert b"<style>\n.sheet { color: navy }\n</style>" in run("handout", "--orgs", "mihon-1")[1]


def test_a_single_file_is_the_whole_directory_or_what_is_chosen_of_it(run: Run, project: Make) -> None:
    code, _, said = run("single-file", "--output", "usb.html")
    assert (code, said) == (0, "usb.html に 5 団体を書き出しました\n")
    assert Path("usb.html").read_bytes().count(b"<article ") == 5
    project({"content/orgs/mihon-1.yaml": f"{FILES['content/orgs/mihon-1.yaml']}status: closed\n"})
    code, printed, said = run("single-file", "--orgs", "mihon-1,mihon-3")
    assert (code, said) == (0, "") and re.findall(rb'<article id="orgs-([^"]*)"', printed) == [b"mihon-3"]
    assert run("single-file", "--orgs", "mihon-1")[:2] == (1, b"")


def test_a_single_file_speaks_a_language_of_the_site(run: Run) -> None:
    assert run("single-file", "--language", "en") == (
        2,
        b"",
        "mapgen export: error: このサイトに「en」ということばのページはありません [unknown-page-language]\n"
        "    → 次から選びます: ja\n",
    )
    settings = Path("content/site.yaml")
    settings.write_text(settings.read_text(encoding="utf-8").replace("languages: [ja]", "languages: [ja, en]"))
    assert b'<html lang="en">' in run("single-file", "--language", "en")[1]


def test_errors_in_the_content_are_told_instead(run: Run) -> None:
    Path("content/orgs/mihon-1.yaml").write_text("name: みほん\n")
    code, printed, said = run("kml", "--output", "a.kml")
    assert (code, printed) == (1, b"")
    assert said.startswith("content/orgs/mihon-1.yaml:1:1: error: ") and "エラー 3 件" in said
    assert not Path("a.kml").exists()


def test_a_zip_is_not_thrown_at_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    command = [sys.executable, "-m", "mapgen", "export", "kmz"]
    ours, theirs = os.openpty()
    environ = {**os.environ, "LANG": "C.UTF-8"}
    done = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, check=False, env=environ)
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "mapgen export: error: kmz は画面に出せません [not-for-a-terminal]\n"
        "    → --output でファイルの名前を指定します。例: --output map.kmz\n"
    )


def test_a_place_that_cannot_be_written_is_work_left_undone(run: Run) -> None:
    assert run("kml", "--output", "no/such/a.kml") == (
        3,
        b"",
        f"{Path.cwd()}/no/such/a.kml: error: 書き出せません(No such file or directory)。前のままです [cannot-write]\n",
    )
    assert run("kml", "--output", "content") == (
        2,
        b"",
        f"{Path.cwd()}/content: error: ふつうのファイルではないので、書きかえません [output-not-a-file]\n"
        "    → --output で別の名前を指定します\n",
    )
