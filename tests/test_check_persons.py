# ruff: noqa: E501 - a message reads best in one line
"""What belongs to a person and to no map is asked about, and little else is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Project
from tests.content_checks import ORG, B, told

Make = Callable[..., Project]


@pytest.mark.parametrize(
    "number", ["090-0000-0000", "09012345678", "０８０－１２３４－５６７８", "070‐1234‐5678", "080ー1234ー5678"]
)
def test_a_mobile_number_in_a_text_is_asked_about(project: Make, number: str) -> None:
    made = project({B: f"{ORG}description: |\n  ためしです。\n  連絡は {number} へ。\n"})
    assert told(made) == (
        f"{B}:8:7: warning: 文の中に携帯電話の番号「{number}」があります。個人の番号ではありませんか [mobile-in-text]\n"
        "    → 個人の番号なら消します。団体が公開している番号なら、文ではなく contact の tel に書きます\n"
    )


@pytest.mark.parametrize(
    "number", ["0800-123-4567", "08001234567", "046-200-0000", "090-1234-56789", "1090-1234-5678", "2090-12-34"]
)
def test_other_numbers_in_a_text_are_let_be(project: Make, number: str) -> None:
    assert told(project({B: f"{ORG}first_contact: 電話は {number} へ。\n"})) == ""


def test_a_mobile_number_as_contact_is_asked_about_until_it_is_said_whose_it_is(project: Make) -> None:
    contact = "contact:\n  tel: 090-0000-0000\n"
    made = project({B: ORG + contact})
    assert told(made) == (
        f"{B}:7:8: warning: 「090-0000-0000」は携帯電話の番号です。個人の番号ではありませんか [mobile-number]\n"
        "    → 個人の番号なら消します。団体が公開している番号なら、同じ contact の note に「団体の携帯電話」と書きます\n"
    )
    made.write({B: f"{ORG}{contact}  note: 団体の携帯電話\nfirst_contact: 090-0000-0000 に電話してください。\n"})
    assert told(made) == ""


@pytest.mark.parametrize("name", ["田中様", "佐々木 花子様", "山田　はなこ 様", "長谷川太郎様"])
def test_a_persons_name_is_asked_about(project: Make, name: str) -> None:
    made = project({B: f"{ORG}contact:\n  note: 担当は{name}です\n"})
    assert told(made) == (
        f"{B}:7:12: warning: 「{name}」は、人の名前ではありませんか [person-named]\n"
        "    → 人の名前は、本人が公開しているもの(団体の代表など)でなければ消します。役目の名前(担当、代表)で書けます\n"
    )


@pytest.mark.parametrize(
    "text",
    ["皆様", "お客様", "利用者様", "保護者様", "様々", "様子", "同様", "仕様", "模様", "多様", "神様", "王子様", "田中様式", "山口の様子",
     "山口のお客様", "山口市様", "千葉県様", "高田のみなさま", "山口様々", "上野 みな様", "一人様", "中村利用者様"],
)  # fmt: skip
def test_other_words_with_that_letter_are_let_be(project: Make, text: str) -> None:
    assert told(project({B: f"{ORG}first_contact: 参加の{text}です\n"})) == ""
