"""What a peer's pages say: the organisations of a project as flat records, and the words around them.

The frame (navigation, footer) is one fixed text for every peer, as a thrifty author would write it. Names of fields
keep clear of those that a peer has given a meaning of its own: `title`, `url`, `summary`, `tags`, `id`.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Record = dict[str, Any]

_DAYS = {"mon": "月", "tue": "火", "wed": "水", "thu": "木", "fri": "金", "sat": "土", "sun": "日"}
_WORDS = {
    "anyone": "どこに住んでいる人も",
    "region": "4つの市の人",
    "residents": "その市の人",
    "none": "予約なし",
    "phone": "電話で申しこむ",
    "visit": "窓口で申しこむ",
    "free": "無料",
    "paid": "有料",
    "varies": "内容によります",
}
_PROMISES = (
    "のっていることは、それぞれの団体が公表したものです。行く前に電話で確かめてください。",
    "命の危険があるときは、110番か119番に電話してください。ひとりで抱えなくてだいじょうぶです。",
    "まちがいや古い内容を見つけたら、このページの下の「直す」から教えてください。だれでも送れます。",
    "この地図は、市のさかいをこえて、助けてくれる人や行ける場所をさがすためのものです。",
    "見た人のことは記録しません。検索に入れたことばも、この端末から外へは出ません。",
    "紙で読みたいときは、このページをそのまま印刷できます。電話番号は大きく出ます。",
)


@dataclass(frozen=True)
class Subject:
    """All that a peer is given: organisations, and the names of cities and categories by their id in addresses."""

    organizations: list[Record]
    cities: dict[str, str]
    categories: dict[str, str]
    tops: tuple[str, ...]

    def labels(self) -> dict[str, str]:
        """Return the name of every listing."""
        return {**self.cities, **self.categories}


def subject_of(project: Path) -> Subject:
    """Return what the pages of a project say."""
    content = project / "content"
    cities = {city["id"]: city["name"]["ja"] for city in _read(content / "region.yaml")["cities"]}
    tree = _read(content / "taxonomy.yaml")["categories"]
    files = sorted((content / "orgs").glob("*.yaml"))
    organizations = [_record(file.stem, _read(file), cities) for file in files]
    return Subject(organizations, cities, dict(_categories(tree)), tuple(top["id"] for top in tree))


def slug(category: str) -> str:
    """Return a category's id as one part of an address."""
    return category.replace("/", "-")


def _read(file: Path) -> Any:
    import yaml  # not for who only looks at the list of peers

    return yaml.load(file.read_bytes(), yaml.CBaseLoader)  # all as written: no time becomes a number, no `on` a truth


def _categories(tree: Iterable[Any], above: str = "") -> Iterator[tuple[str, str]]:
    for category in tree:
        yield above + category["id"], category["name"]["ja"]
        yield from _categories(category.get("children", ()), f"{above}{category['id']}-")


def _record(identifier: str, org: Any, cities: dict[str, str]) -> Record:
    place = org["places"][0]
    city = next(city for city, name in cities.items() if name in place["address"])
    return {
        "ident": identifier,
        "called": org["name"],
        "kana": org["kana"],
        "intro": org["summary"],
        "operator": org["operator"],
        "town": city,
        "groups": [slug(category) for category in org["categories"]],
        "audience": org["audience"]["text"],
        "open_to": _WORDS[org["open_to"]],
        "apply": _WORDS[org["apply"]],
        "cost": _WORDS[org["cost"]],
        "first_contact": org["first_contact"],
        "tel": org["contact"]["tel"],
        "web": org["contact"]["url"],
        "hours": [_hours(each) for each in org["hours"]],
        "address": place["address"],
        "lat": float(place["lat"]),
        "lon": float(place["lon"]),
        "verified": org["verified"]["on"],
        "body": org["description"],
    }


def _hours(hours: Any) -> str:
    nth = "".join(f"第{n}" for n in hours.get("nth", ()))
    days = "".join(_DAYS[day] for day in hours["days"])
    return f"{nth}{days} {hours['open']}から{hours['close']}まで"


def frame(subject: Subject) -> tuple[str, str]:
    """Return what stands between the title and the content of every page, and what comes after the content."""
    cities = _links("cities", subject.cities)
    tops = _links("categories", {top: subject.categories[top] for top in subject.tops})
    head = (
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        '<link rel="stylesheet" href="/site.css">\n<link rel="icon" href="/icon.svg">\n</head>\n<body>\n'
        '<header class="site"><a href="/">つながる資源マップ</a>\n<nav aria-label="主なページ">\n'
        f"<ul>\n{cities}{tops}</ul></nav></header>\n<main>"
    )
    notes = "".join(f"<p>{promise}</p>\n" for promise in _PROMISES)
    every = _links("categories", subject.categories)
    return head, f'</main>\n<footer class="site">\n{notes}<ul>\n{every}</ul>\n</footer>\n</body>\n</html>\n'


def _links(kind: str, names: dict[str, str]) -> str:
    return "".join(f'<li><a href="/{kind}/{id}/">{html.escape(name)}</a></li>\n' for id, name in names.items())
