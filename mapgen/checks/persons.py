"""What belongs to a person and to no map, and is asked about: a private telephone number, somebody's name."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from mapgen.checks.finding import Find
from mapgen.checks.once import Once
from mapgen.checks.texts import Keys, page_texts, texts
from mapgen.model import Contact, Organization, Place, Service
from mapgen.problems import Problems
from mapgen.site import Site
from mapgen.text import fold_width

# 11 digits from 070, 080 or 090 (総務省「電気通信番号計画」); 0800 is free of charge, its dash after the fourth digit.
_DIGIT, _DASH = "[0-9０-９]", "[-‐‑‒–—―−－ー]"
_MOBILE = re.compile(
    rf"(?<!{_DIGIT})(?<!{_DIGIT}{_DASH})[0０](?:[789７８９][0０]{_DASH}{_DIGIT}{{4}}{_DASH}{_DIGIT}{{4}}"
    rf"|(?:[79７９][0０]|[8８][0０](?![0０])){_DIGIT}{{8}})(?!{_DIGIT})"
)
_SAID_TO_BE_MOBILE = re.compile("携帯|mobile", re.IGNORECASE)
_PERHAPS = re.compile("[0０][789７８９][0０]")
# The family names that are borne most often. A list misses the rest, and in return takes no 利用者様, 多様 or 模様
# for a person; whoever reads the change before it is published is the better net.
_FAMILIES = """
佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 渡部 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村
斎藤 斉藤 齋藤 清水 山崎 池田 阿部 橋本 山下 石川 中島 前田 藤田 小川 後藤 岡田 長谷川 村上 近藤
石井 坂本 遠藤 青木 藤井 西村 福田 太田 三浦 藤原 岡本 松田 中川 中野 原田 小野 田村 竹内 金子
和田 中山 石田 上田 森田 柴田 酒井 工藤 横山 宮崎 宮本 内田 高木 安藤 谷口 大野 丸山 今井 高田
藤本 武田 村田 上野 杉山 増田 平野 大塚 千葉 久保 松井 小島 岩崎 桜井 野口 松尾 野村 木下 菊地
佐野 大西 杉本 新井 浜田 市川 古川 水野 小松 島田 小山 菅原 高野 山内 西田 菊池 西川 五十嵐 北村
安田 中田 川口 平田 川崎 飯田 吉川 本田 久保田 沢田 川村 岩田 中西 服部 関口 樋口 福島 川上 永井
松岡 田口 山中 森本 土屋 矢野 秋山 広瀬 石原 松下 大橋 松浦 吉岡 荒木 小池 馬場 浅野 荒井 大久保
野田 熊谷 川島 黒田 星野 尾崎 大石 大島 望月 内藤 松村 菅野 岡崎 片山 栗原 早川 山岸 本間 片岡
古賀 奥村 横田 須藤 土井 八木 宮田 岡村 相馬 飯塚 西山 児玉
"""
_KANJI = "[一-龠々〆ヶ]"
# A given name in kanji may follow at once, one in kana after a space: 山口のお客様 is nobody.
_GIVEN = rf"[ 　]?{_KANJI}{{1,3}}(?<![県市区町村駅会社店館園校院寺課者員方客皆奥神])|[ 　](?!みな)[ぁ-んァ-ヴー]{{2,5}}"
_NAMED = re.compile(
    rf"(?<!{_KANJI})(?:{'|'.join(sorted(_FAMILIES.split(), key=lambda name: (-len(name), name)))})"
    rf"(?:{_GIVEN})?[ 　]?様(?![々子式相態変])"
)
# What is an address of a machine, or an id.
_NO_WORDS = {"email", "fax", "form", "id", "line", "tel", "url"}


def check(site: Site, find: Find, problems: Problems) -> None:
    """Add each mobile number and each name of a person in the organisations' files and in the text pages.

    A number that its organisation publishes for itself is said to be that in the `note` of its contact, as in
    団体の携帯電話 or office mobile.
    """
    for org in site.content.organizations:
        for code, keys, within, found in _told(org):
            problems.add(find(f"content/orgs/{org.id}.yaml", keys, within), code, text=found)
    for path, body in page_texts(site.content):
        for code, found in _private(body, ()):
            problems.add(find(path, (), found), code, text=found)


@Once
def _told(org: Organization) -> tuple[tuple[str, Keys, str, str], ...]:
    """Return the code, the field, the words in it to point at and those to name of each fault of an organisation."""
    told: list[tuple[str, Keys, str, str]] = []
    own = set()
    for keys, contact in _contacts(org):
        for field in ("tel", "fax"):
            number = getattr(contact, field)
            if number and _MOBILE.fullmatch(number):
                own.add(_digits(number))
                if not _SAID_TO_BE_MOBILE.search(contact.note or ""):
                    told.append(("mobile-number", (*keys, field), "", number))
    for keys, text in texts(org, without=_NO_WORDS):
        told += [(code, keys, found, found) for code, found in _private(text, own)]
    return tuple(told)


def _private(text: str, own: Container[str]) -> Iterator[tuple[str, str]]:
    """Yield the code and the words of what looks private in a text; `own` are the digits of numbers that are not."""
    for found in _MOBILE.finditer(text) if _PERHAPS.search(text) else ():
        if _digits(found[0]) not in own:
            yield "mobile-in-text", found[0]
    for found in _NAMED.finditer(text) if "様" in text else ():
        yield "person-named", found[0]


def _contacts(org: Organization) -> Iterator[tuple[Keys, Contact]]:
    """Yield every contact of an organisation with the keys that lead to it."""
    holders: list[tuple[Keys, Organization | Service | Place]] = [((), org)]
    holders += [(("places", n), place) for n, place in enumerate(org.places)]
    for m, service in enumerate(org.services):
        holders.append((("services", m), service))
        holders += [(("services", m, "places", n), place) for n, place in enumerate(service.places or ())]
    for keys, holder in holders:
        if holder.contact:
            yield (*keys, "contact"), holder.contact


def _digits(number: str) -> str:
    return re.sub(r"\D", "", fold_width(number))
