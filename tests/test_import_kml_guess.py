"""Categories and forms: what the map says is taken, what it does not say is guessed and marked with its reason."""

from __future__ import annotations

import re
from typing import Any

import pytest

from mapgen.imports.mymaps.document import parse_map
from mapgen.imports.mymaps.drafts import Draft
from mapgen.imports.mymaps.guess import Lexicon
from mapgen.imports.mymaps.importing import sort_map
from mapgen.model import Organization, Taxonomy
from mapgen.problems import Problems
from tests import builders as make
from tests.map_files import my_map, placemark

FOOD = {
    "id": "food",
    "name": {"ja": "食べもの", "en": "Food"},
    "kana": "たべもの",
    "icon": 1577,
    "synonyms": ["こども食堂"],
}
MONEY = {"id": "money", "name": {"ja": "お金"}, "kana": "おかね", "icon": 1594, "words": ["家賃が払えない"]}
WORK = {"id": "work", "name": {"ja": "福祉的就労"}, "kana": "ふくし", "icon": 1735, "synonyms": ["就労継続支援"]}
DV = {"id": "dv", "name": {"ja": "DV"}, "kana": "でぃーぶい", "icon": 1594}
OTHER = {"id": "other", "name": {"ja": "お金"}, "kana": "おかね"}
LIVING = {
    "id": "living",
    "name": {"ja": "生活", "easy": "くらし"},
    "kana": "せいかつ",
    "icon": 1578,
    "colour": "#817717",
}
DISABILITY = {"id": "disability", "name": {"ja": "障がい"}, "kana": "しょうがい", "icon": 1735, "colour": "#3949AB"}
TAXONOMY = make.taxonomy(
    categories=[
        LIVING | {"children": [FOOD, MONEY]},
        DISABILITY | {"synonyms": ["就労"], "children": [WORK, DV, OTHER]},
    ],
)
NO_CLUE = "手がかりがないので、仮に一覧のはじめの分野にしました"
COLUMNS = {
    "id": "mihon", "分野": "", "市": "北みほん市", "活動のかたち": "居場所、相談", "住所": "", "位置の正確さ": "",
    "電話": "", "対象": "", "開いている日": "", "ホームページ": "",
}  # fmt: skip


def draft(pin: str, taxonomy: Taxonomy = TAXONOMY, known: tuple[Organization, ...] = (), **folders: str) -> Draft:
    content = make.content(*known, taxonomy=taxonomy)
    text = my_map(*([pin] if pin else []), **folders)
    made = sort_map(parse_map(text.encode(), "みほん.kml"), content, Problems())
    (found,) = made.drafts
    return found


def pin(name: str = "みほん", words: str = "", style: str = "", **columns: str) -> str:
    return placemark(name, words, point=(35.47, 139.35), style=style, **columns)


def guessed(found: Draft, field: str = "categories") -> tuple[Any, str | None]:
    """Return what a draft has in a field, and the remark on it without its last sentence."""
    said = found.comments.get((field,))
    assert (field in found.guessed) == (said is not None)
    return found.data[field], said.removesuffix("。確かめてください") if said else None


@pytest.mark.parametrize(
    ("columns", "categories"),
    [
        ({"分野": "生活"}, ["living"]),
        ({"カテゴリ": "食べもの、DV"}, ["living/food", "disability/dv"]),
        ({"分類": "DV・生活"}, ["disability/dv", "living"]),
        ({"分野": "living/food"}, ["living/food"]),
    ],
)
def test_a_column_of_our_own_names_is_no_guess(columns: dict[str, str], categories: list[str]) -> None:
    assert guessed(draft(pin(**columns))) == (categories, None)


@pytest.mark.parametrize(
    ("leaves", "categories"),
    [
        ("", ["living"]),
        ("食べもの", ["living/food"]),
        ("DV、食べもの", ["living", "disability/dv", "living/food"]),
        ("お金", ["living/money"]),  # of two of that name the one below the column's
        ("障がい、福祉的就労", ["living", "disability", "disability/work"]),
    ],
)
def test_our_own_export_says_its_categories(leaves: str, categories: list[str]) -> None:
    words = f"みほんです。<br><br><b>活動する市</b> 北みほん市{f'<br><b>くわしい分野</b> {leaves}' if leaves else ''}"
    found = draft(pin(words=words, **(COLUMNS | {"分野": "生活"})))
    assert guessed(found) == (categories, None)
    assert guessed(found, "forms") == (["ibasho", "soudan"], None)
    assert guessed(found, "serves") == (["kita"], None)
    assert found.guessed == ()


@pytest.mark.parametrize(
    ("made", "categories", "basis"),
    [
        (pin(分野="くらしのこと"), ["living"], "分野は、「くらしのこと」から推測しました"),
        (pin(style="icon-1578-817717"), ["living"], "分野は、アイコン1578と色#817717から推測しました"),
        (pin(style="icon-1577-FF5252-nodesc"), ["living/food"], "分野は、アイコン1577から推測しました"),
        (pin(style="icon-1735-0288D1"), ["disability"], "分野は、アイコン1735から推測しました"),
        (pin("みほん就労継続支援B型"), ["disability/work"], "分野は、名前のことば「就労継続支援」から推測しました"),
        (pin(words="ＤＶと、子供食堂です。"), ["living/food"], "分野は、説明のことば「こども食堂」から推測しました"),
        (pin(words="家賃が払えないときに"), ["living/money"], "分野は、説明のことば「家賃が払えない」から推測しました"),
        (pin(style="icon-1899-3949AB"), ["disability"], "分野は、ピンの色#3949ABから推測しました"),
        (pin(style="icon-1594-000000"), ["living"], NO_CLUE),  # two share the icon
        (pin(), ["living"], NO_CLUE),
    ],
)  # fmt: skip
def test_guesses_of_categories(made: str, categories: list[str], basis: str) -> None:
    assert guessed(draft(made)) == (categories, basis)


def test_a_folder_is_believed_before_icon_and_words() -> None:
    inside = pin("DVみほん", style="icon-1578-817717")
    assert guessed(draft("", こども食堂=inside)) == (
        ["living/food"],
        "分野は、フォルダー名「こども食堂」から推測しました",
    )
    assert guessed(draft("", みほん市の子供食堂マップ=inside))[0] == ["living/food"]
    assert guessed(draft("", 無題のレイヤ=inside))[1] == "分野は、アイコン1578と色#817717から推測しました"


def test_forms_are_read_guessed_or_those_that_are_usual() -> None:
    known = [make.organization(f"o{n}", name=f"既知{n}", categories=["living"], forms=["soudan"]) for n in range(2)]
    assert guessed(draft(pin(活動形態="相談")), "forms") == (["soudan"], None)
    assert guessed(draft(pin(活動形態="居場所づくり")), "forms") == (
        ["ibasho"],
        "活動のかたちは、「居場所づくり」から推測しました",
    )
    assert guessed(draft(pin("みほん居場所")), "forms") == (
        ["ibasho"],
        "活動のかたちは、名前のことば「居場所」から推測しました",
    )
    usual = "手がかりがないので、同じ分野に多い活動のかたちにしました"
    assert guessed(draft(pin(), known=tuple(known)), "forms") == (["soudan"], usual)
    assert guessed(draft(pin()), "forms") == (["ibasho"], usual)


def test_a_guess_of_violence_tells_the_editor_to_think_of_the_address() -> None:
    assert draft(pin("DVみほん")).comments["places", 0].startswith("DVや虐待に関わる団体かもしれません。")


def test_a_word_inside_a_longer_one_does_not_count() -> None:
    lexicon = Lexicon((category, TAXONOMY.category(category)) for category in TAXONOMY.category_ids())
    assert lexicon.inside("就労継続支援と就労") == {"disability/work": "就労継続支援", "disability": "就労"}
    assert lexicon.inside("就労継続支援") == {"disability/work": "就労継続支援"}
    assert lexicon.inside("") == {}


def test_ids_are_of_letters_or_of_a_hash_and_stay() -> None:
    assert draft(pin("Food Bank MIHON!")).id == "mymaps-food-bank-mihon"
    assert re.fullmatch("mymaps-[0-9a-f]{10}", draft(pin("みほんFB")).id)
    assert draft(pin("みほんFB")).id == draft(pin("ミホンＦＢ", "ほかの説明")).id
    assert draft(pin("みほんFB")).id != draft(placemark("みほんFB", point=(35.48, 139.35))).id


def test_no_two_drafts_have_one_id() -> None:
    text = my_map(pin("Cafe Mihon"), *(placemark("Cafe-Mihon!", point=(35.48 - n / 50, 139.35)) for n in range(1, 3)))
    made = sort_map(parse_map(text.encode(), "みほん.kml"), make.content(taxonomy=TAXONOMY), Problems())
    first, *others = (each.id for each in made.drafts)
    assert first == "mymaps-cafe-mihon" and len(made.files) == 3
    assert all(re.fullmatch("mymaps-[0-9a-f]{10}", id) for id in others)
