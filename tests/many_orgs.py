"""As many organisations as a measurement asks for: plainly fictional, valid, and of the size that editors write.

They use all cities, categories, forms, types and audiences of the content they are made for. Their towns are real,
their numbers (900番 and more) are not. The same count and seed give the same text; a larger count begins with it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from itertools import cycle

from mapgen import schema, yamldoc
from mapgen.content import Content
from mapgen.geocode import address_problems
from mapgen.model import Organization, PublicPlace
from mapgen.problems import Problems

_WHO = ("こどもと親", "ひとりぐらしの人", "仕事をさがしている人", "外国から来た人", "若い人", "介護をしている人")
_WHAT = ("食事をいっしょにする", "話を聞く", "いっしょに手続きに行く", "勉強を手伝う", "休む", "食べものをわたす")
_HOW = (
    "予約はいりません。手ぶらで来てください。",
    "はじめての人には、スタッフが入り口で声をかけます。名前を言わなくてもだいじょうぶです。",
    "費用がかかるときは、前もって知らせます。",
    "車いすのまま入れます。駐車場は2台分です。",
    "家族だけの相談もできます。電話でもメールでもかまいません。",
    "夏休みのあいだは、午前中もあいています。くわしい日は電話で聞いてください。",
    "見学はいつでもできます。手伝ってくれる人もさがしています。",
)


def many_orgs(count: int, known: Content, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield id and YAML text of `count` organisations that fit the region and the taxonomy of `known`."""
    chance = random.Random(seed)
    taxonomy, towns = known.taxonomy, _towns(known)
    turns = zip(
        range(count),
        cycle(known.region.cities),
        cycle(taxonomy.category_ids()),
        cycle(form.id for form in taxonomy.forms),
        cycle(kind.id for kind in taxonomy.types),
        cycle(group.id for group in taxonomy.audiences),
        strict=False,
    )
    for n, city, category, form, kind, group in turns:
        who, what = chance.choice(_WHO), chance.choice(_WHAT)
        town, number = chance.choice(towns[city.id]), f"{900 + n % 100}番{chance.randint(1, 99)}号"
        others = [other.id for other in known.region.cities if other is not city and chance.random() < 0.3]
        second = [chance.choice(taxonomy.category_ids())] if chance.random() < 0.5 else []
        west, south, east, north = city.bbox
        yield (
            f"mihon-{n:05}",
            f"""\
name: みほん{n:05}番の家
kana: みほん{chance.choice("あかさたなはまやらわ")}{n:05}ばんのいえ
type: {kind}
operator: みほん{n % 997}の会
summary: {who}と{what}ための、みほんの場所(実在しません)。
description: |
  {what}ことを、毎週つづけています。

  - {what}
  - {chance.choice(_HOW)}

  {"".join(chance.sample(_HOW, 2))}
categories: [{", ".join(dict.fromkeys([category, *second]))}]
forms: [{form}]
audience: {{text: {who}, groups: [{group}]}}
serves: [{", ".join([city.id, *others])}]
open_to: {chance.choice(("anyone", "region", "residents"))}
first_contact: 電話で「みほん{n:05}番の家のことで」と言ってください。
apply: {chance.choice(("none", "phone", "visit"))}
cost: {chance.choice(("free", "paid", "varies"))}
contact:
  tel: 046-{n // 10000:03}-{n % 10000:04}
  url: https://mihon-{n:05}.example.jp/
hours:
  - {{days: [mon, wed, fri], open: {9 + n % 3}:30, close: 16:00}}
  - {{days: [sat], nth: [2, 4], open: 11:00, close: 14:00}}
closed: [holidays, new-year]
places:
  - address: {town}{number}
    lat: {chance.uniform(south, north):.6f}
    lon: {chance.uniform(west, east):.6f}
status: active
verified: {{on: 2026-0{1 + n % 9}-15, by: document}}
sources:
  - {{title: 見本, url: 'https://example.jp/{n:05}'}}
""",
        )


def _towns(known: Content) -> dict[str, list[str]]:
    """Return the full names of the towns in use by city: one renamed long ago would bring a warning."""
    cities = {city.id: f"{city.prefecture}{city.name.ja}" for city in known.region.cities}
    return {
        city: [
            f"{cities[city]}{town}"
            for town in towns
            if not address_problems(PublicPlace(address=f"{cities[city]}{town}900番1号"), known.atlas)
        ]
        for city, towns in known.atlas.towns.names().items()
    }


def as_models(texts: Iterable[tuple[str, str]], known: Content) -> Iterator[Organization]:
    """Yield the organisations that the texts are, read as a build reads them; a faulty one is a failure."""
    vocabulary = schema.vocabulary_of(known.region, known.taxonomy)
    for identifier, text in texts:
        problems = Problems()
        tree = yamldoc.parse(text.encode(), f"{identifier}.yaml", problems)
        org = schema.read(Organization, tree, problems, vocabulary, id=identifier) if tree else None
        assert org, [problem.text() for problem in problems]
        yield org
