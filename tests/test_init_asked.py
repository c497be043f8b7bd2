"""`mapgen init` asks for the region's cities and makes a project of them that checks and builds at once."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from mapgen.build import Options, build
from mapgen.starter import NewCity, Plan
from mapgen.starter.plan import region_text
from tests.test_cli import Ran, Run, run

__all__ = ["run"]

CITIES = (
    "北みほん市\nきたみほんし\nみほん県\n992011\n35.11, 139.41\n046-000-0000\n"
    "南みほん町\nﾐﾅﾐﾐﾎﾝﾁｮｳ\n\n99203-8\n(35.05、139.40)\n\n\n"
)
Talk = Callable[..., Ran]


@pytest.fixture
def talk(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Talk:
    def talk(lines: str, lang: str = "ja") -> Ran:
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        return run("--lang", lang, "init", tmp_path / "地図", "--ask")

    return talk


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_region_of_ones_own_checks_and_builds_at_once(talk: Talk, tmp_path: Path, run: Run, lang: str) -> None:
    ran = talk(f"みほん2市町\nNPO法人みほん\n{CITIES}", lang)
    assert ran.code == 0
    root = tmp_path / "地図"
    assert (root / "content/region.yaml").read_text(encoding="utf-8") == (
        '# 地域です。市(区・町・村)と、駅などを中心にした生活圏を書きます。\nname: {ja: "みほん2市町"}\n'.replace(
            '"', ""
        )
        + "cities:\n"
        "  - id: kitamihon\n"
        "    code: '992011'\n"
        "    prefecture: みほん県\n"
        "    name: {ja: 北みほん市}\n"
        "    kana: きたみほんし\n"
        "    # 西・南・東・北の端。役所から10kmの四角。せまくすると、点のまちがいに気づけます\n"
        "    bbox: [139.30, 35.02, 139.52, 35.20]\n"
        "    desks:\n"
        "      - {name: {ja: 北みほん市役所}, tel: 046-000-0000}\n"
        "  - id: minamimihon\n"
        "    code: '992038'\n"
        "    prefecture: みほん県\n"
        "    name: {ja: 南みほん町}\n"
        "    kana: みなみみほんちょう\n"
        "    # 西・南・東・北の端。役所から10kmの四角。せまくすると、点のまちがいに気づけます\n"
        "    bbox: [139.29, 34.96, 139.51, 35.14]\n"
        "    # desks: [{name: {ja: 総合案内}, tel: 役所の電話}]\n"
        "# 駅などを中心にした生活圏。市の境をこえて、近くをさがすページになります。\n"
        "# areas:\n"
        "#   - {id: eki, kind: station, name: {ja: ○○駅}, kana: ○○えき, city: 市の id, lat: 35.0, lon: 139.0}\n"
    )
    built = build(root, Options())
    assert built.good() and {problem.code for problem in built.problems} == {"target-without-entries"}  # nobody yet
    page = built.artifacts["cities/kitamihon/index.html"].content.decode()
    assert "みほん2市町の支え合いマップ" in page and "NPO法人みほん" in page and "046-000-0000" in page
    assert "title: {ja: みほん2市町の支え合いマップ}" in (root / "content/site.yaml").read_text(encoding="utf-8")
    assert "# みほん2市町の支え合いマップ" in (root / "README.md").read_text(encoding="utf-8")
    assert run("--root", root, "schema", "--check").code == 0


def test_the_sample_is_a_draft_that_is_good_as_soon_as_it_is_published(talk: Talk, tmp_path: Path) -> None:
    assert talk(f"みほん2市町\n\n{CITIES}").code == 0
    file = tmp_path / "地図/content/orgs/mihon-shokudo.yaml"
    draft = file.read_text(encoding="utf-8")
    assert "serves: [kitamihon]" in draft and "status: draft" in draft and "places:" not in draft
    file.write_text(draft.replace("status: draft", "status: active"), encoding="utf-8")
    built = build(tmp_path / "地図", Options())
    assert list(built.problems) == []
    assert "orgs/mihon-shokudo/index.html" in built.artifacts


def test_each_wrong_answer_is_told_at_once_and_asked_for_again(talk: Talk, tmp_path: Path) -> None:
    ran = talk(
        "\nみほん\n\n\n北みほん市\n北みほん市\n<\n北みほん市\nきたみほんし\n\nみほん県\n992012\n992011\n"
        "みほん\n99.1, 139.4\n35.11, 139.41\nみほん\n046-000-0000\n"
        "別の市\nべつのし\n\n992011\n992038\n35.0, 139.0\n\n\n"
    )
    assert ran.code == 0
    told = [line.strip() for line in ran.err.splitlines() if line.startswith("  ×")]
    assert told == [
        "× よみがな「北みほん市」に漢字があります",
        "× 「992012」は番号のどこかがちがいます(検査用の数字が合いません)",
        "× 「みほん」は、日本の中の緯度と経度として読めません",
        "× 「99.1, 139.4」は、日本の中の緯度と経度として読めません",
        "× 「みほん」は電話番号として読めません",
        "× コード 992011 の市は、もう入っています",
    ]
    assert ran.err.count("これは、かならず要ります") == 3
    text = (tmp_path / "地図/content/region.yaml").read_text(encoding="utf-8")
    assert "id: kitamihon" in text and "id: betsuno" in text


def test_who_stops_has_written_nothing(talk: Talk, tmp_path: Path) -> None:
    ran = talk("みほん\n\n北みほん市\n")
    assert ran.code == 130
    assert ran.err.endswith("やめました。何も書いていません\n")
    assert not (tmp_path / "地図").exists()


def test_without_anybody_there_it_is_the_sample(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert run("init", tmp_path / "見本").code == 0
    assert "みほん市" in (tmp_path / "見本/content/region.yaml").read_text(encoding="utf-8")


def test_words_that_yaml_would_read_otherwise_are_quoted() -> None:
    city = NewCity("a", 'x: "#', "みほんし", "no", "992011", 35.0, 139.0)
    text = region_text(Plan("2026", None, (city,)))
    assert 'name: {ja: "2026"}' in text and 'name: {ja: "x: \\"#"}' in text and 'prefecture: "no"' in text
