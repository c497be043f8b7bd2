"""One form for every file: files in, exact text out; and never another meaning."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.orgfile import EditError, formatted, written
from mapgen.orgfile.formatting import comments_of
from tests.orgdata import organizations
from tests.orgfiles import read

ROOT = Path(__file__).resolve().parents[1]
REMARKS = ["# みほん", "#みほん", "  # みほん: 2", "# name: みほん", "# 'みほん", "", "#", "    # [みほん"]


def test_every_file_of_this_repository_is_in_the_form() -> None:
    files = [*(ROOT / "content/orgs").glob("*.yaml"), *(ROOT / "mapgen/starter_content/content/orgs").glob("*.yaml")]
    assert [file.name for file in files if formatted(text := file.read_text(encoding="utf-8")) != text] == []


def test_fields_come_in_their_order_with_their_comments() -> None:
    messy = (
        "# yaml-language-server: $schema=../../.vscode/org.schema.json\n"
        "# みほんです\n"
        "\n"
        "\n"
        "# 市のこと\n"
        "serves:   [ kita,minami ]   # 2つの市\n"
        "name: 'みほん食堂'\n"
        "contact:\n"
        '    fax: "046-000-0001"\n'
        "    tel: 046-000-0000     # 窓口\n"
        "    # mail はありません\n"
        "forms:\n"
        "- ibasho   # 居場所\n"
        "- food\n"
        "\n"
        "summary: |-\n"
        "    だれでも来られる # 印ではない\n"
        "categories: [living/food]\n"
        "# おわりに"
    )
    assert formatted(messy) == (
        "# yaml-language-server: $schema=../../.vscode/org.schema.json\n"
        "# みほんです\n"
        "\n"
        "name: みほん食堂\n"
        "\n"
        "summary: 'だれでも来られる # 印ではない'\n"
        "categories: [living/food]\n"
        "forms:\n"
        "  - ibasho  # 居場所\n"
        "  - food\n"
        "# 市のこと\n"
        "serves: [kita, minami]      # 2つの市\n"
        "contact:\n"
        "  tel: 046-000-0000       # 窓口\n"
        "  fax: 046-000-0001\n"
        "  # mail はありません\n"
        "# おわりに\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name: 'no'\n", "name: 'no'\n"),
        ("name: no\n", "name: 'no'\n"),
        ('name: "it\'s"\n', "name: it's\n"),
        ("name: 0467000000\n", "name: '0467000000'\n"),
        ("publish_agreed: '2026-04-01'\n", "publish_agreed: 2026-04-01\n"),
        ("name:\n  みほん\n", "name: みほん\n"),
        ("---\nname: みほん\n", "name: みほん\n"),
        ("name: みほん   \n\n\n\nkana: みほん\n\n\n", "name: みほん\n\nkana: みほん\n"),
        ("description: >\n  a\n  b\n", "description: |\n  a b\n"),
        ("description: |+  # 説明\n  a\n\nname: みほん\n", "name: みほん\ndescription: |+  # 説明\n  a\n\n"),
        ("aliases: [\n  a,  # 一つめ\n  b\n]  # 終わり\n", "aliases:  # 終わり\n  - a  # 一つめ\n  - b\n"),
        ("aliases: [\n  a,\n  b,\n]\n", "aliases: [a, b]\n"),
        ("hours:\n- close: 10:00\n  # 何時から\n  open: '9:00'\n  days: [sat]\n",
         "hours:\n  - days: [sat]\n    # 何時から\n    open: 9:00\n    close: 10:00\n"),
        ("hours:\n  - {close: 10:00, open: 9:00, days: [sat]}\n",
         "hours:\n  - {days: [sat], open: 9:00, close: 10:00}\n"),
        ("places:\n  # 会館\n  - city: kita # 市\n    name: みほん\n  # もう一つ\n  - city: minami\n  # まだある\n",
         "places:\n  # 会館\n  - name: みほん\n    city: kita  # 市\n  # もう一つ\n  - city: minami\n  # まだある\n"),
        ("links: # リンク\n  - # 一つめ\n    url: https://a.example\n    title: a\n",
         "links:  # リンク\n  # 一つめ\n  - title: a\n    url: https://a.example\n"),
        ("closed: []  # なし\n", "closed: []  # なし\n"),
        ("type: npo\n# その1\n\n# その2\nname: みほん\n", "# その1\n\n# その2\nname: みほん\ntype: npo\n"),
        ("name: みほん\n  # 深い\ntype: npo\n", "name: みほん\n# 深い\ntype: npo\n"),
    ],
)  # fmt: skip
def test_one_thing_is_said_in_one_way(before: str, after: str) -> None:
    assert formatted(before) == after
    assert formatted(after) == after


@pytest.mark.parametrize("text", ["name: みほん\r\nkana: みほん\r\n", "\ufeffname: みほん\n", "\ufeffname: みほん\r\n"])
def test_line_ends_and_byte_order_mark_stay(text: str) -> None:
    assert formatted(text) == text


def test_the_last_line_ends() -> None:
    assert formatted("name: みほん") == "name: みほん\n"
    assert formatted("kana: a\r\nname: みほん") == "name: みほん\r\nkana: a\r\n"


@pytest.mark.parametrize("text", ["name：みほん\n", "name: [\n", "name: a\nname: b\n", "# nothing\n", "", "- a\n"])
def test_a_file_with_an_error_has_no_form(text: str) -> None:
    with pytest.raises(EditError):
        formatted(text)


@given(organizations())
def test_what_the_program_writes_is_in_the_form(data: dict[str, Any]) -> None:
    text = written(data)
    assert formatted(text) == text


@given(organizations(), st.data())
def test_no_order_and_no_comment_changes_what_a_file_says(data: dict[str, Any], draw: st.DataObject) -> None:
    names = draw.draw(st.permutations(list(data)))
    lines = [line for name in names for line in [*draw.draw(st.lists(st.sampled_from(REMARKS), max_size=2)),
                                                 *written({name: data[name]}).splitlines()]]  # fmt: skip
    messy = "\n".join(lines) + "\n"
    tidy = formatted(messy)
    assert read(tidy) == read(messy)
    assert list(read(tidy)) == list(read(written(data)))
    assert comments_of(tidy) == comments_of(messy)
    assert formatted(tidy) == tidy


@given(organizations(), st.data())
def test_comments_anywhere_are_kept(data: dict[str, Any], draw: st.DataObject) -> None:
    lines: list[str] = []
    for line in written({name: value for name, value in data.items() if name != "description"}).splitlines():
        lines += draw.draw(st.lists(st.sampled_from(REMARKS), max_size=1)) if "|" not in line else []
        lines.append(line)
    messy = "\n".join(lines) + "\n"
    try:
        before = read(messy)
    except AssertionError:
        return  # a remark inside a text of several lines is no remark
    tidy = formatted(messy)
    assert read(tidy) == before
    assert comments_of(tidy) == comments_of(messy)
    assert formatted(tidy) == tidy
