"""A change of a file touches the lines of its own field; remarks, order, quotes and line ends stay as they were."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen.orgfile import Change, EditError, edited
from tests.orgfiles import read, texts, tidy

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "content" / "orgs").glob("*.yaml"))

FILE = """\
# 編集者へ: これは覚え書きです。
name: "みほん食堂"           # 正しい名前
summary: だれでも来られる食事の場所。

# 説明は長くなりました
description: |
  ごはんを食べます。

  - だれでも

categories: [living/food,   children]   # 分野
serves: [kita]
contact:
  # 事務所の番号
  tel: 046-000-0000   # 平日だけ
  url: 'https://shokudo.example.jp/'
hours:
  - {days: [mon,tue], open: 9:30, close: 16:30}
  # 土曜日はおためし
  - {days: [sat], open: 11:00, close: 14:00, note: 8月は休み}
places:
- name: 本部
  # 番地まで
  address: 北みほん市青葉1-2-3
- address: 南みほん市緑4
  access: 駅から5分
status: active
"""


def change(*changes: tuple[str, Any]) -> str:
    """Return the lines that change: `- ` before the old, `+ ` before the new."""
    made = edited(FILE, [Change(path_of(path), value) for path, value in changes])
    lines = difflib.ndiff(FILE.splitlines(), made.splitlines())
    return "".join(f"{line}\n" for line in lines if line[0] in "+-")


def path_of(dotted: str) -> tuple[str | int, ...]:
    return tuple(int(part) if part.isdigit() else part for part in dotted.split("."))


@pytest.mark.parametrize(
    ("path", "value", "lines"),
    [
        ("name", "みほん食堂", ""),
        (
            "name",
            "みほん: 食堂",
            "- name: \"みほん食堂\"           # 正しい名前\n+ name: 'みほん: 食堂'           # 正しい名前\n",
        ),
        ("kana", "みほん", "+ kana: みほん\n"),
        (
            "contact.tel",
            "046-000-0001",
            "-   tel: 046-000-0000   # 平日だけ\n+   tel: 046-000-0001   # 平日だけ\n",
        ),
        ("contact.fax", "046-000-0002", "+   fax: 046-000-0002\n"),
        ("contact.tel", None, "-   tel: 046-000-0000   # 平日だけ\n"),
        (
            "audience.text",
            "子ども",
            "+ audience:\n+   text: 子ども\n",
        ),
        (
            "categories",
            ["living/food"],
            "- categories: [living/food,   children]   # 分野\n+ categories: [living/food]   # 分野\n",
        ),
        (
            "categories.2",
            "a",
            "- categories: [living/food,   children]   # 分野\n+ categories: [living/food,   children, a]   # 分野\n",
        ),
        (
            "hours.0.close",
            "17:00",
            "-   - {days: [mon,tue], open: 9:30, close: 16:30}\n+   - {days: [mon,tue], open: 9:30, close: 17:00}\n",
        ),
        (
            "hours.0.nth",
            [1],
            "-   - {days: [mon,tue], open: 9:30, close: 16:30}\n"
            "+   - {days: [mon,tue], nth: [1], open: 9:30, close: 16:30}\n",
        ),
        (
            "hours.1.note",
            None,
            "-   - {days: [sat], open: 11:00, close: 14:00, note: 8月は休み}\n"
            "+   - {days: [sat], open: 11:00, close: 14:00}\n",
        ),
        ("hours.0", None, "-   - {days: [mon,tue], open: 9:30, close: 16:30}\n"),
        (
            "hours",
            None,
            "- hours:\n"
            "-   - {days: [mon,tue], open: 9:30, close: 16:30}\n"
            "-   # 土曜日はおためし\n"
            "-   - {days: [sat], open: 11:00, close: 14:00, note: 8月は休み}\n",
        ),
        (
            "places.0.name",
            None,
            "- - name: 本部\n-   address: 北みほん市青葉1-2-3\n+ - address: 北みほん市青葉1-2-3\n",
        ),
        ("places.0.lat", 35.47, "+   lat: 35.470000\n"),
        (
            "places.1.name",
            "分室",
            "+ - name: 分室\n- - address: 南みほん市緑4\n+   address: 南みほん市緑4\n",
        ),
        (
            "places.1",
            None,
            "- - address: 南みほん市緑4\n-   access: 駅から5分\n",
        ),
        ("places.2.city", "kita", "+ - city: kita\n"),
        (
            "description",
            "ごはん。\n",
            "+   ごはん。\n-   ごはんを食べます。\n- \n-   - だれでも\n",
        ),
        (
            "summary",
            "二行\nです",
            "- summary: だれでも来られる食事の場所。\n+ summary: |-\n+   二行\n+   です\n",
        ),
        (
            "notice",
            {"until": "2026-05-01", "text": "休み"},
            "+ notice:\n+   text: 休み\n+   until: 2026-05-01\n",
        ),
    ],
)
def test_a_change_touches_its_own_lines(path: str, value: object, lines: str) -> None:
    assert change((path, value)) == lines


def test_changes_are_made_one_after_another() -> None:
    assert change(("kana", "あ"), ("contact", None), ("kana", None), ("places.0.address", "南みほん市緑1")) == (
        "- contact:\n-   # 事務所の番号\n-   tel: 046-000-0000   # 平日だけ\n-   url: 'https://shokudo.example.jp/'\n"
        "-   address: 北みほん市青葉1-2-3\n+   address: 南みほん市緑1\n"
    )


def test_line_ends_a_mark_at_the_head_and_a_missing_last_line_end_stay() -> None:
    windows = "\ufeff" + FILE.removesuffix("\n").replace("\n", "\r\n")
    made = edited(windows, [Change(("status",), "paused"), Change(("places", 1, "address"), "南みほん市緑5")])
    assert made == windows.replace("緑4", "緑5").replace("active", "paused")
    assert edited("name: み\nstatus: active", [Change(("verified",), {"by": "phone", "on": "2026-01-01"})]) == (
        "name: み\nstatus: active\nverified: {on: 2026-01-01, by: phone}"
    )


def test_what_brackets_cannot_hold_gets_lines_of_its_own() -> None:
    text = "name: み\naudience: {text: 子ども, groups: [family]}  # 対象\nverified: {on: 2026-01-01, by: phone}\n"
    assert edited(text, [Change(("audience", "text"), "一行\n二行")]) == (
        "name: み\naudience:  # 対象\n  text: |-\n    一行\n    二行\n  groups: [family]\n"
        "verified: {on: 2026-01-01, by: phone}\n"
    )


def test_what_cannot_be_changed_is_refused_whole() -> None:
    for text in ("name: み\nname: ほ\n", "{name: み}\n"):
        with pytest.raises(EditError):
            edited(text, [Change(("name",), "一行\n二行")])
    with pytest.raises(ValueError, match="nothing can stand"):
        edited(FILE, [Change(("name", "ja"), "み")])
    with pytest.raises(ValueError, match="nothing can stand"):
        edited(FILE, [Change(("places", 5), {"city": "kita"})])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_of_this_region_changes_in_the_lines_of_one_field_only(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    data = read(text)
    for n, (key, old) in enumerate(data.items()):
        change: Any = (
            [*old, old[0]] if isinstance(old, list) else {**old, "note": "みほん"} if isinstance(old, dict) else "み"
        )
        new = None if n % 3 == 2 else change
        made = edited(text, [Change((key,), new)])
        assert read(made) == {each: value for each, value in {**data, key: new}.items() if value is not None}
        assert without(made, key) == without(text, key)


def without(text: str, key: str) -> list[str]:
    """Return the lines of a file but those of one field."""
    lines, inside = [], False
    for line in text.splitlines():
        inside = line.startswith(f"{key}:") or ((inside and line.startswith(" ")) or (inside and not line))
        lines += [] if inside else [line]
    return lines


SHORT = st.sampled_from(
    ["name", "kana", "summary", "description", "contact", "hours", "places", "on", "tel", "text", "zz"]
)
VALUES = st.recursive(
    texts,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3), st.dictionaries(SHORT, inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = st.dictionaries(SHORT, VALUES, min_size=1, max_size=5)
STYLES = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([None, True, False]),
        "default_style": st.sampled_from([None, "'", '"', "|", ">"]),
        "indent": st.sampled_from([2, 4]),
        "width": st.just(1_000_000),
        "allow_unicode": st.just(True),
    }
)


@settings(deadline=None)
@given(FIELDS, FIELDS, STYLES)
def test_whatever_the_style_the_file_says_what_it_is_told(old: Any, new: Any, style: Any) -> None:
    remarks = [f"# {n}" for n, _ in enumerate(old)]
    fields = (yaml.dump({key: value}, **style) for key, value in old.items())
    text = "".join(f"{remark}\n{lines}" for remark, lines in zip(remarks, fields, strict=True))
    try:
        known = read(text)
    except AssertionError:
        return  # not every style is one that our reader lets pass
    changes = [Change((key,), new.get(key)) for key in {**known, **new}]
    try:
        made = edited(text, changes)
    except EditError:
        assert "\n{" in text
        return
    assert tidy(read(made)) == tidy(new)
    assert [line for line in made.split("\n") if line in remarks] == remarks
