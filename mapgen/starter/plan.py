"""The region that a new project is for, and the sample files as they read for it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# A city's box: so far from its hall in each direction. A box that is too wide refuses fewer wrong points, no right one.
REACH_KM = 10.0
_KM_PER_DEGREE = 111.2  # of latitude; of longitude at 36° north 90.0
_KM_PER_DEGREE_EAST = 90.0
_REGION, _SITE, _TOWNS, _README = "content/region.yaml", "content/site.yaml", "content/towns.csv", "README.md"
_SAMPLE = "content/orgs/mihon-shokudo.yaml"


@dataclass(frozen=True, slots=True)
class NewCity:
    """A city of the new region. `lat` and `lon` are its hall's, `tel` its reception's number, if known."""

    id: str
    name: str
    kana: str
    prefecture: str
    code: str
    lat: float
    lon: float
    tel: str | None = None

    @property
    def bbox(self) -> tuple[float, float, float, float]:
        """Return west, south, east, north: what lies within `REACH_KM` of the hall, in whole hundredths of a degree."""
        high, wide = REACH_KM / _KM_PER_DEGREE, REACH_KM / _KM_PER_DEGREE_EAST
        box = self.lon - wide, self.lat - high, self.lon + wide, self.lat + high
        west, south, east, north = (round(side, 2) for side in box)
        return west, south, east, north


@dataclass(frozen=True, slots=True)
class Plan:
    """What was answered about the region: its name, who runs its map, its cities."""

    name: str
    operator: str | None
    cities: tuple[NewCity, ...]


def written(plan: Plan, samples: Mapping[str, str]) -> dict[str, str]:
    """Return the sample files that read differently for the region of the plan, by path."""
    title = f"{plan.name}の支え合いマップ"
    return {
        _REGION: region_text(plan),
        _SITE: _site(samples[_SITE], title, plan.operator),
        _SAMPLE: _sample(samples[_SAMPLE], plan.cities[0]),
        _TOWNS: samples[_TOWNS].splitlines()[0] + "\n",
        _README: samples[_README].replace("みほん地域の支え合いマップ", title),
    }


def region_text(plan: Plan) -> str:
    """Return `content/region.yaml`."""
    lines = [
        "# 地域です。市(区・町・村)と、駅などを中心にした生活圏を書きます。",
        f"name: {{ja: {_quoted(plan.name)}}}",
        "cities:",
    ]
    for city in plan.cities:
        lines += _city(city)
    lines += [
        "# 駅などを中心にした生活圏。市の境をこえて、近くをさがすページになります。",
        "# areas:",
        "#   - {id: eki, kind: station, name: {ja: ○○駅}, kana: ○○えき, city: 市の id, lat: 35.0, lon: 139.0}",
    ]
    return "\n".join(lines) + "\n"


def _city(city: NewCity) -> Iterator[str]:
    box = ", ".join(f"{side:.2f}" for side in city.bbox)
    yield f"  - id: {city.id}"
    yield f"    code: '{city.code}'"
    yield f"    prefecture: {_quoted(city.prefecture)}"
    yield f"    name: {{ja: {_quoted(city.name)}}}"
    yield f"    kana: {_quoted(city.kana)}"
    yield f"    # 西・南・東・北の端。役所から{REACH_KM:.0f}kmの四角。せまくすると、点のまちがいに気づけます"
    yield f"    bbox: [{box}]"
    if city.tel:
        yield "    desks:"
        yield f"      - {{name: {{ja: {_quoted(f'{city.name}役所')}}}, tel: {city.tel}}}"
    else:
        yield "    # desks: [{name: {ja: 総合案内}, tel: 役所の電話}]"


def _site(sample: str, title: str, operator: str | None) -> str:
    """Return the settings with the map's name and who runs it; only Japanese is known of both."""
    text = re.sub(r"(?m)^title: .*$", f"title: {{ja: {_quoted(title)}}}", sample)
    text = text.replace(
        "# サイト全体の設定です。「みほん」のところを、あなたの地域のことばに書きかえてください。",
        "# サイト全体の設定です。",
    )
    runs = _quoted(operator) if operator else f"{_quoted(f'{title}をつくる会(書きかえてください)')}"
    return re.sub(r"(?m)^operator: .*$", f"operator: {{ja: {runs}}}", text)


def _sample(sample: str, city: NewCity) -> str:
    """Return the sample organisation as a draft of the first city: it has no place in a city that there is."""
    text = re.sub(r"(?m)^serves: \[\w+\]", f"serves: [{city.id}]", sample)
    text = re.sub(r"(?ms)^places:\n.*?(?=^\w)", "", text)
    return re.sub(r"(?m)^status: \w+", "status: draft", text)


def _quoted(text: str) -> str:
    """Return a text as YAML reads it back: in quotes where it could be read as something else."""
    plain = re.fullmatch(r"[\w一-龠ぁ-んァ-ヶー々・()()-]+", text) and not text.isascii()
    return text if plain else json.dumps(text, ensure_ascii=False)
