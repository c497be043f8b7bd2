"""Fictional content in few words: organisations, places and whole sites for the tests of every room.

The region is invented (北みほん市 and 南みほん市, side by side). Anything may be overridden by keyword, as in the YAML.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from mapgen.address import Gazetteer
from mapgen.content import Content
from mapgen.geocode import Atlas, Lock, TownTable, locate
from mapgen.model import Chooser, Organization, Page, Point, Region, Settings, Taxonomy
from mapgen.site import Site, assemble

TODAY = date(2026, 4, 1)
BASE_URL = "https://mihon.example.jp/"


def region(**fields: Any) -> Region:
    """Return two cities and one daily-living area between them."""
    north = {"id": "kita", "code": "990019", "prefecture": "みほん県", "name": {"ja": "北みほん市", "en": "North"}}
    south = {"id": "minami", "code": "990027", "prefecture": "みほん県", "name": {"ja": "南みほん市", "en": "South"}}
    station = {
        "id": "chuo",
        "kind": "station",
        "name": {"ja": "みほん中央駅"},
        "kana": "みほんちゅうおうえき",
        "city": "kita",
    }
    given = {
        "name": {"ja": "みほん地域", "en": "the Mihon region"},
        "cities": [
            north | {"kana": "きたみほんし", "bbox": [139.3, 35.45, 139.4, 35.5]},
            south | {"kana": "みなみみほんし", "bbox": [139.3, 35.4, 139.4, 35.45]},
        ],
        "areas": [station | {"lat": 35.45, "lon": 139.35}],
    }
    return Region.model_validate(given | fields)


def taxonomy(**fields: Any) -> Taxonomy:
    """Return two categories (one with leaves), two forms, one type and one group of people."""
    leaves = [
        {"id": "food", "name": {"ja": "食の支援", "en": "Food"}, "kana": "しょく"},
        {"id": "money", "name": {"ja": "お金", "en": "Money"}, "kana": "おかね"},
    ]
    living = {
        "id": "living",
        "name": {"ja": "生活", "en": "Living"},
        "kana": "せいかつ",
        "icon": 1577,
        "colour": "#A52714",
    }
    children = {"id": "children", "name": {"ja": "子ども", "en": "Children"}, "kana": "こども", "icon": 1742}
    given = {
        "categories": [living | {"children": leaves}, children | {"colour": "#0F6D8C"}],
        "forms": [
            {"id": "ibasho", "name": {"ja": "居場所", "en": "Place to be"}, "kana": "いばしょ"},
            {"id": "soudan", "name": {"ja": "相談", "en": "Advice"}, "kana": "そうだん"},
        ],
        "types": [{"id": "npo", "name": {"ja": "NPO法人", "en": "NPO"}, "kana": "えぬぴーおー"}],
        "audiences": [{"id": "family", "name": {"ja": "家族", "en": "Families"}, "kana": "かぞく"}],
    }
    return Taxonomy.model_validate(given | fields)


def settings(**fields: Any) -> Settings:
    """Return the settings of the invented site."""
    tiles = {"url": "https://tiles.example.jp/{z}/{x}/{y}.png", "attribution": "みほんタイル"}
    given = {
        "title": {"ja": "みほん資源マップ", "en": "Mihon map"},
        "tagline": {"ja": "みほんです"},
        "base_url": BASE_URL,
        "operator": {"ja": "みほん協議会"},
        "tiles": tiles | {"attribution_url": "https://tiles.example.jp/"},
    }
    return Settings.model_validate(given | fields)


def organization(id: str = "mihon", **fields: Any) -> Organization:
    """Return a small valid organisation; a field given as None is left out."""
    given = {
        "id": id,
        "name": "みほん食堂",
        "kana": "みほんしょくどう",
        "summary": "だれでも来られる食事の場所。",
        "categories": ("living/food",),
        "forms": ("ibasho",),
        "serves": ("kita",),
    }
    return Organization.model_validate({key: value for key, value in (given | fields).items() if value is not None})


def public(lat: float | None = 35.47, lon: float | None = 139.35, **fields: Any) -> dict[str, Any]:
    """Return a public place with a manual point in 北みほん市; without one (`public(None, None)`) it is the town's."""
    place = {"address": "みほん県北みほん市青葉一丁目2番3号", **fields}
    return place if lat is None else {"lat": lat, "lon": lon, **place}


def area(town: str = "みほん県北みほん市青葉一丁目", **fields: Any) -> dict[str, Any]:
    """Return a place known no finer than its town."""
    return {"visibility": "area", "address": town, **fields}


def hidden(city: str = "kita", **fields: Any) -> dict[str, Any]:
    """Return a place of which only the city is known."""
    return {"visibility": "hidden", "city": city, **fields}


def rich(id: str = "mihon", **fields: Any) -> Organization:
    """Return an organisation with one place in 北みほん市 that answers almost everything."""
    given = {
        "description": "ごはんを**いっしょに**食べます。\n\n- だれでも\n- [地図](https://mihon.example.jp/map)を見てください",
        "first_contact": "電話かメールで。",
        "audience": {"text": "小学生から大人まで"},
        "open_to": "anyone",
        "apply": "phone",
        "cost": "free",
        "languages": ["ja", "en"],
        "contact": {"tel": "046-000-0000", "fax": "046-000-0001", "url": "https://shokudo.example.jp/"},
        "hours": [{"days": ["mon", "tue", "wed"], "open": "9:30", "close": "16:30"}],
        "closed": ["holidays"],
        "operator": "NPO法人みほん",
        "verified": {"on": "2026-02-01", "by": "phone"},
        "places": [public(name="本部", access="駅から歩いて5分")],
    }
    return organization(id, **(given | fields))


def atlas(region: Region) -> Atlas:
    """Return what addresses are looked up in: the towns 青葉一丁目 and 緑, in each city."""
    middles = [(c.id, Point(lat=(c.bbox[1] + c.bbox[3]) / 2, lon=(c.bbox[0] + c.bbox[2]) / 2)) for c in region.cities]
    towns = TownTable({(city, town): point for city, point in middles for town in ("青葉一丁目", "緑")})
    names = [(city.id, city.prefecture, city.name.ja) for city in region.cities]
    return Atlas(region, Gazetteer(names, towns.names()), towns, Lock())


def content(*organizations: Organization, **fields: Any) -> Content:
    """Return content with these organisations; every other part is invented or as given."""
    where = fields.pop("region", None) or region()
    answer = {"label": {"ja": "話したい"}, "forms": ["soudan"]}
    question = {"id": "start", "ask": {"ja": "どうしましたか"}, "answers": [answer]}
    given: dict[str, Any] = {
        "settings": settings(),
        "region": where,
        "taxonomy": taxonomy(),
        "hotlines": (),
        "chooser": Chooser.model_validate({"questions": [question]}),
        "organizations": tuple(sorted(organizations, key=lambda org: org.id)),
        "pages": (),
        "atlas": atlas(where),
        "date": TODAY,
    }
    return Content(**(given | fields))


def site(*organizations: Organization, preview: bool = False, base_url: str = BASE_URL, **fields: Any) -> Site:
    """Return the derived site of these organisations, placed as a build places them."""
    known = content(*organizations, **fields)
    located = {org.id: tuple(locate(place, known.atlas) for place in org.all_places) for org in organizations}
    return assemble(known, located, base_url=base_url, preview=preview)


def page(id: str = "about", lang: str = "ja", **fields: Any) -> Page:
    """Return a text page."""
    return Page.model_validate({"id": id, "lang": lang, "title": "みほん", "body": "みほんです。", **fields})
