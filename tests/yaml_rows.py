# ruff: noqa: E501 - a table reads best one row a line
"""The YAML table: what people write, and what has to come of it.

Every row is a complete file with one fault (or none). `yamldoc` rows end in that room; `schema` rows must pass it in
silence and are for the whole loader. Rows for `page` files are front matter with a body.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

GOOD = """\
name: みほん食堂
kana: みほんしょくどう
aliases: [みほんこども食堂]
type: npo
summary: だれでも来られる、月2回の食事と居場所。
description: |
  ひとりでも、家族でも来られます。
  - 時間：9:30 から
categories: [living/food]
forms: [food]
serves: [zama]
audience:
  text: 小学生から大人まで
  ages: {from: 6}
languages: [ja, en]
contact:
  tel: 046-200-0000
  url: https://example.jp/a:b#c
  note: 平日 9:30-17:00
hours:
  - days: [mon, fri]
    open: 9:30
    close: 16:30
    note: 8月は休み
places:
  - name: 本部
    city: zama
    lat: 35.488000
    lon: 139.407000
links:
  - title: みほんのページ
    url: https://example.jp/
closed:
  - holidays
  - new-year
verified:
  on: 2025-02-10
  by: survey
"""
GOOD_PAGE = "---\ntitle: みほん\nnav: 1\n---\n本文です。\n"


@dataclass(frozen=True)
class Row:
    """`lines` replace lines of the good file (from 1); `whole` is the file instead. `path`, `value`: the text that is read."""

    number: int
    lines: dict[int, str]
    outcome: Literal["accept", "error", "warn"]
    code: str = ""
    line: int = 0
    column: int = 0
    ja: str = ""
    en: str = ""
    room: Literal["yamldoc", "schema"] = "yamldoc"
    path: tuple[str | int, ...] = ()
    value: str = ""
    whole: bytes | None = None
    file: Literal["org", "page"] = "org"
    guess: str | None = None

    @property
    def data(self) -> bytes:
        """Return the file."""
        if self.whole is not None:
            return self.whole
        lines = (GOOD if self.file == "org" else GOOD_PAGE).split("\n")
        return "\n".join(self.lines.get(n, line) for n, line in enumerate(lines, 1)).encode()


def accept(number: int, line: int, text: str, path: tuple[str | int, ...], value: str, **more: object) -> Row:
    """Return a row whose text is taken as written."""
    return Row(number, {line: text}, "accept", path=path, value=value, **more)  # type: ignore[arg-type]


def error(number: int, line: int, text: str, code: str, column: int, ja: str, en: str, **more: object) -> Row:
    """Return a row with a fault that `yamldoc` finds, in the line that is replaced."""
    return Row(number, {line: text}, "error", code, line, column, ja, en, **more)  # type: ignore[arg-type]


def field(number: int, line: int, text: str, code: str, column: int, **more: object) -> Row:
    """Return a row with a fault of a field, which the schema finds."""
    return Row(number, {line: text}, "error", code, line, column, room="schema", **more)  # type: ignore[arg-type]


def whole(number: int, data: str | bytes, code: str, line: int, column: int, ja: str, en: str) -> Row:
    """Return a row that is a file of its own."""
    data = data.encode() if isinstance(data, str) else data
    return Row(number, {}, "error", code, line, column, ja, en, whole=data)


def _reserved(char: str) -> tuple[str, int, str, str]:
    return (
        "reserved-start", 9, f"「{char}」で始まる値は、そのままでは書けません",
        f"a value cannot start with '{char}' unless it is quoted",
    )  # fmt: skip


def _wrong_encoding(encoding: str, name: str, line: int, column: int) -> Row:
    return whole(
        38, GOOD.replace("—", "-").encode(encoding), "wrong-encoding", line, column,
        f"このファイルは {name} で保存されています", f"this file is saved as {name}",
    )  # fmt: skip


_NO_SPACE = "there is no space after '{}:'"
_INDENT_JA, _INDENT_EN = "字下げが上の行とずれています(いま: {}、期待: {})", "indentation {}, expected {}"
_AFTER_JA, _AFTER_EN = "引用符 {} が閉じた後に文字があります", "there is text after the closing {}"
_OPEN_JA, _OPEN_EN = "{1}行目の {0} が閉じていません", "the {0} opened in line {1} is never closed"
_MARK_JA, _MARK_EN = "一覧の印「{}」が正しくありません", "the list marker '{}' is wrong"
_TAB = ("タブ文字があります", "there is a tab character")
_TAG = ("「!!」で始まる型の指定は使えません", "tags ('!!…') are not allowed")
_WIDE_SPACE = ("ここの空白は全角空白です", "this space is an ideographic space (U+3000)")
_WIDE_INDENT = ("字下げに全角空白が使われています", "the indentation holds an ideographic space (U+3000)")
_DEEP = ("入れ子が深すぎます(8 段まで)", "nested too deep (limit 8)")
_NOTHING = ("ファイルに中身がありません", "the file holds no fields")
_NO_FIELDS = ("「項目名: 値」の形になっていません", "the file holds no fields ('name: value')")

ROWS: tuple[Row, ...] = (
    accept(1, 17, "  tel: 0467012345", ("contact", "tel"), "0467012345"),
    accept(2, 17, "  tel: +81467012345", ("contact", "tel"), "+81467012345"),
    accept(3, 19, "  note: 0240001", ("contact", "note"), "0240001"),
    accept(4, 22, "    open: 9:30", ("hours", 0, "open"), "9:30"),
    accept(5, 3, "aliases: [9:30, 17:00]", ("aliases", 1), "17:00"),
    field(6, 22, "    open: 10:00:00", "bad-time", 11),
    *(field(7, 3, f"staff: {word}", "bad-switch", 8, file="page") for word in ("no", "on", "yes")),
    field(8, 4, "on: 1", "unknown-field", 1),
    field(9, 37, "  on: 2024-02-30", "no-such-day", 7),
    field(10, 37, "  on: 2024/4/1", "bad-date", 7, guess="2024-04-01"),
    field(10, 37, "  on: 令和6年4月1日", "bad-date", 7, guess="2024-04-01"),
    field(10, 37, "  on: 2024-04", "bad-date", 7, guess="2024-04-01"),
    field(11, 23, "    close: 24:00", "hour-24", 12),
    field(11, 37, "  on: 2024-04-01 24:00:00", "hour-24", 7),
    accept(12, 1, "name: 1.10", ("name",), "1.10"),
    accept(12, 3, "aliases: [1_000, 0x1F, 0b_, 1e3]", ("aliases", 1), "0x1F"),
    *(field(13, 2, f"kana:{text}", "empty-value", 1) for text in ("", " ~", " null")),
    *(error(14, 13, f"  text: {text}", *_reserved("@")) for text in ("@zama", "@座間")),
    error(15, 13, "  text: %50", *_reserved("%")),
    error(15, 13, "  text: `code`", *_reserved("`")),
    *(error(16, 13, f"  text: {char}注意", *_reserved(char)) for char in "*&>|"),
    *(error(16, 13, f"  text: {text}", *_reserved(text[0])) for text in ("*anchor", "&anchor", "&a text")),
    *(error(17, 13, f"  text: {text}", *_reserved("!")) for text in ("!重要", "!important", "! important")),
    error(18, 13, "  text: #地域", "hash-value", 9, "「#」から後ろは覚え書きとして消えます", "text after '#' is dropped as a comment"),
    Row(19, {13: "  text: 相談 #無料"}, "warn", "comment-dropped", 13, 12, "「 #無料」は覚え書きとして扱われ、表示されません",
        "' #無料' is a comment and is not shown", path=("audience", "text"), value="相談"),
    error(20, 15, "languages: - ja", "list-on-key-line", 12, "「languages:」と同じ行から一覧を始められません",
          "a list cannot start on the line of 'languages:'"),
    error(21, 1, "name: [仮]食堂", "text-after-bracket", 7, "「[」で始まる値の、かっこの後に文字があります",
          "there is text after the closing bracket of a value that starts with '['"),
    *(error(22, 1, f"name: {before}{{{{ name }}}}", "template-left", column, "ひな形の「{{ name }}」が残っています",
            "the template placeholder '{{ name }}' is left in") for before, column in (("", 7), ("みほん", 10))),
    error(22, 1, 'name: "{{ name }}"', "template-left", 8, "ひな形の「{{ name }}」が残っています",
          "the template placeholder '{{ name }}' is left in"),
    error(23, 19, "  note: 時間: 9時", "colon-in-value", 11, "値の中に「: 」があります", "there is ': ' inside the value"),
    error(24, 2, "kana：みほん", "fullwidth-colon", 5, "「kana」の後の「：」が全角です", "full-width colon '：' after 'kana'"),
    error(24, 13, "  text： みほん", "fullwidth-colon", 7, "「text」の後の「：」が全角です", "full-width colon '：' after 'text'"),
    error(24, 26, "  - name：本部", "fullwidth-colon", 9, "「name」の後の「：」が全角です", "full-width colon '：' after 'name'"),
    whole(25, "name：座間\nkana：ざま\nserves：[zama]\ndescription：|\n  ・あ：い\n", "no-fields", 1, 5,
          "項目が1つも読めません(全角の「：」×4)", "no fields found (4 full-width colons)"),
    error(26, 2, "kana:みほん", "missing-space", 5, "「kana:」の後に半角空白がありません", _NO_SPACE.format("kana")),
    error(26, 26, "  - name:本部", "missing-space", 9, "「name:」の後に半角空白がありません", _NO_SPACE.format("name")),
    error(26, 14, "  ages: {from:6}", "missing-space", 14, "「from:」の後に半角空白がありません", _NO_SPACE.format("from")),
    whole(26, "name:座間\n", "missing-space", 1, 5, "「name:」の後に半角空白がありません", _NO_SPACE.format("name")),
    error(27, 1, "name:　座間", "odd-space", 6, *_WIDE_SPACE),
    error(27, 1, "name: 　座間", "odd-space", 7, *_WIDE_SPACE),
    error(28, 13, "　　text: みほん", "odd-indent", 1, *_WIDE_INDENT),
    error(28, 13, "\u00a0 text: みほん", "odd-indent", 1, "字下げに改行しない空白(NBSP)が使われています",
          "the indentation holds a no-break space (U+00A0)"),
    error(29, 13, "\ttext: みほん", "tab", 1, *_TAB),
    error(29, 13, "  text:\tみほん", "tab", 8, *_TAB),
    error(29, 13, "  text: みほん\t", "tab", 12, *_TAB),
    *(error(30, 35, f"  {mark}new-year", "list-marker", 3, _MARK_JA.format(mark[0]), _MARK_EN.format(mark[0]))
      for mark in ("－ ", "・", "-", "ー ", "• ", "* ")),
    error(30, 34, "  ・holidays", "list-marker", 3, _MARK_JA.format("・"), _MARK_EN.format("・")),
    error(31, 3, "aliases: [高齢者、子ども]", "fullwidth-comma", 14, "一覧の区切りが「、」になっています",
          "the items of the list are separated by '、'"),
    error(31, 3, "aliases: ［高齢者］", "fullwidth-bracket", 10, "かっこ「［」が全角です", "the bracket '［' is full-width"),
    error(31, 3, "aliases: [高齢者］", "fullwidth-bracket", 14, "かっこ「］」が全角です", "the bracket '］' is full-width"),
    Row(32, {1: "name: “座間”"}, "warn", "smart-quotes", 1, 7, "引用符「“」も値の一部として表示されます",
        "the quotation mark '“' is shown as part of the value", path=("name",), value="“座間”"),
    *(error(33, 2, f'kana: "座間{end}', "quote-not-closed", 7, _OPEN_JA.format('"', 2), _OPEN_EN.format('"', 2)) for end in ("", "”")),
    error(33, 24, "    note: '8月", "quote-not-closed", 11, _OPEN_JA.format("'", 24), _OPEN_EN.format("'", 24)),
    error(34, 1, "name: 'Zama's'", "text-after-quote", 13, _AFTER_JA.format("'"), _AFTER_EN.format("'")),
    error(34, 1, 'name: "座間"の会', "text-after-quote", 11, _AFTER_JA.format('"'), _AFTER_EN.format('"')),
    error(35, 1, 'name: "C:\\data"', "backslash", 10, '「\\d」は "…" の中で使えません。\\ は特別な文字です',
          "'\\d' cannot stand in \"…\": \\ is special there"),
    error(36, 2, "name: B", "key-twice", 1, "「name」が2回あります(1行目と2行目)", "'name' is given twice (lines 1 and 2)"),
    error(36, 2, "ｎａｍｅ: B", "key-twice", 1, "「ｎａｍｅ」が2回あります(1行目と2行目)", "'ｎａｍｅ' is given twice (lines 1 and 2)"),
    error(37, 4, "---", "second-document", 1, "ここから2つ目の文書になっています。1つのファイルに書けるのは1つだけです",
          "a second document starts here; a file holds one only"),
    whole(37, "---\nname: あ\n---\n本文 [です\n", "second-document", 3, 1,
          "ここから2つ目の文書になっています。1つのファイルに書けるのは1つだけです", "a second document starts here; a file holds one only"),
    _wrong_encoding("cp932", "Shift_JIS", 1, 7),
    _wrong_encoding("euc_jp", "EUC-JP", 1, 7),
    _wrong_encoding("iso2022_jp", "ISO-2022-JP", 1, 1),
    *(_wrong_encoding(name, "UTF-16", 1, 1) for name in ("utf-16", "utf-16-le", "utf-16-be")),
    _wrong_encoding("utf-32", "UTF-32", 1, 1),
    error(39, 2, "\ufeffkana: みほん", "invisible-character", 1, "見えない文字 U+FEFF(BOM)が入っています",
          "invisible character U+FEFF (byte order mark)"),
    error(39, 2, "ka\u200bna: みほん", "invisible-character", 3, "見えない文字 U+200B(幅のない空白)が入っています",
          "invisible character U+200B (zero-width space)"),
    *(error(40, 1, f"name: あ{char}い", "forbidden-character", 8, f"使えない文字 U+{ord(char):04X}({ja})が入っています",
            f"forbidden character U+{ord(char):04X} ({en})")
      for char, ja, en in (("\u202e", "右横書き指定", "right-to-left override"), ("\x07", "ベル", "bell"), ("\0", "空文字 NUL", "NUL"),
                           ("\x85", "特殊な改行", "next line"), ("\u2028", "特殊な改行", "line separator"))),
    *(error(41, 1, f'name: "あ{text}"', "forbidden-escape", 9, f"「{text}」は使えない文字 {char}({ja})になります",
            f"'{text}' stands for the forbidden character {char} ({en})")
      for text, char, ja, en in (("\\ud800", "U+D800", "文字ではない番号", "not a character"), ("\\0", "U+0000", "空文字 NUL", "NUL"))),
    accept(42, 1, "name: か\u3099っこう 神\ufa19", ("name",), "がっこう 神\ufa19"),
    error(42, 2, "か\u3099: あ", "key-decomposed", 1, "項目名「か\u3099」の濁点・半濁点やアクセントが、文字と離れて保存されています",
          "the accents or voicing marks of the name 'か\u3099' are stored apart from their letters"),
    Row(42, {}, "accept", whole=GOOD.replace("\n", "\r\n").encode(), path=("verified", "by"), value="survey"),
    accept(43, 17, "  tel: ０４６－２００－００００", ("contact", "tel"), "０４６－２００－００００"),
    *(field(43, 28, f"    lat: {text}", "bad-degrees", 10) for text in ("35．48", "35,488")),
    error(44, 14, " ages: {from: 6}", "bad-indent", 2, _INDENT_JA.format(1, 2), _INDENT_EN.format(1, 2)),
    error(44, 2, "   kana: みほん", "bad-indent", 4, _INDENT_JA.format(3, 0), _INDENT_EN.format(3, 0)),
    error(44, 27, "  city: zama", "bad-indent", 3, _INDENT_JA.format(2, 4), _INDENT_EN.format(2, 4)),
    whole(45, "", "empty-file", 1, 1, *_NOTHING),
    whole(45, "# name: あ\n\n", "empty-file", 1, 1, *_NOTHING),
    whole(45, "- name: あ\n- name: い\n", "not-fields", 1, 1, *_NO_FIELDS),
    whole(45, "みほん食堂\n", "not-fields", 1, 1, *_NO_FIELDS),
    error(46, 13, "  text: !!timestamp x", "yaml-tag", 9, *_TAG),
    error(46, 13, "  text: !!int x", "yaml-tag", 9, *_TAG),
    accept(46, 13, "  text: 0b_", ("audience", "text"), "0b_"),
    Row(46, {6: "description: " + "9" * 1200, 7: "", 8: ""}, "accept", path=("description",), value="9" * 1200),
    Row(46, {6: "description: " + "9" * 5000, 7: "", 8: ""}, "accept", path=("description",), value="9" * 5000),
    field(46, 37, "  on: 0000-01-01", "no-such-day", 7),
    whole(47, "[" * 100_000, "nested-too-deep", 1, 9, *_DEEP),
    error(47, 3, "aliases: " + "[" * 8 + "]" * 8, "nested-too-deep", 17, *_DEEP),
    field(48, 27, "    adress: みほん", "unknown-field", 5, guess="address"),
    field(49, 11, "serves: [座間]", "unknown-city", 10, guess="zama"),
    field(49, 11, "serves: [ざま市]", "unknown-city", 10),
)  # fmt: skip
