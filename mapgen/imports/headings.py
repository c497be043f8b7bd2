"""What people write above a column, or before a colon, and the field of an organisation that it means."""

from __future__ import annotations

import re
import unicodedata

# By field: our own heading first, then what lists and maps from elsewhere say. `precision` and `where` are about the
# pin on the map; `title` is the name where the entry itself has none.
_HEADINGS = {
    "id": "id",
    "title": "名称 団体名 団体名称 施設名 施設名称 事業所名 名前 name",
    "kana": "よみがな ふりがな フリガナ 読みがな 読み よみ カナ かな 名称カナ 名称かな 団体名カナ "
    "団体名フリガナ 施設名カナ",
    "aliases": "別名 通称 略称 愛称",
    "operator": "運営 運営団体 運営者 運営主体 運営法人 実施主体 法人名",
    "corporate_number": "法人番号",
    "summary": "ひとことで ひとこと 概要",
    "description": "説明 内容 活動内容 事業内容 支援内容 詳細 紹介 description",
    "categories": "分野 カテゴリ カテゴリー 分類 ジャンル category",
    "leaves": "くわしい分野",
    "forms": "活動のかたち 活動形態",
    "audience": "対象 対象者 対象の人 対象年齢 利用対象 利用対象者",
    "serves": "活動する市 活動地域 活動区域",
    "open_to": "使える人 利用できる人",
    "first_contact": "はじめての連絡",
    "apply": "申し込み 申込み 申込 申込方法 申し込み方法 予約",
    "cost": "費用 料金 参加費 利用料 利用料金 会費",
    "languages": "話せることば 対応言語 言語",
    "accessibility": "設備 バリアフリー",
    "tel": "電話 電話番号 連絡先電話番号 代表電話 tel telephone phone 連絡先 問い合わせ お問い合わせ 問い合わせ先 "
    "お問い合わせ先 問合せ 問合せ先 お問合せ お問合せ先",
    "fax": "fax fax番号 ファックス ファクス",
    "email": "メール メールアドレス eメール email mail",
    "url": "ホームページ ホームページurl hp url サイト ウェブサイト webサイト ウェブ web website homepage "
    "公式サイト リンク",
    "form": "申込フォーム 申し込みフォーム 問い合わせフォーム お問い合わせフォーム",
    "line": "line 公式line line公式アカウント",
    "contact_note": "連絡の補足",
    "hours": "開いている日 開いている時間 開館時間 開所時間 営業時間 利用時間 受付時間 相談時間 開催日 開催日時 日時 "
    "活動日 活動日時 開所日時 相談日時 時間",
    "closed": "休み お休み 定休日 休館日 休業日 休所日",
    "place": "場所 会場 会場名 開催場所 活動場所",
    "address": "住所 所在地 会場住所 address",
    "city": "市 市区町村 市町村",
    "access": "行き方 アクセス 交通 交通アクセス 最寄り駅 最寄駅",
    "precision": "位置の正確さ",
    "where": "位置について",
    "lat": "緯度 lat latitude",
    "lon": "経度 lon lng longitude",
    "notice": "お知らせ",
    "verified": "最後の確認",
}


# Where a field stands in a file that is called otherwise here, for an organisation with one place.
_PATHS = {
    "title": ("name",), "audience": ("audience", "text"), "tel": ("contact", "tel"), "fax": ("contact", "fax"),
    "email": ("contact", "email"), "url": ("contact", "url"), "form": ("contact", "form"), "line": ("contact", "line"),
    "place": ("places", "name"), "address": ("places", "address"), "city": ("places", "city"),
    "access": ("places", "access"),
}  # fmt: skip


def key_of(heading: str) -> str:
    """Return a heading as it is compared: in half width, without brackets and what they hold, marks and numbers."""
    folded = unicodedata.normalize("NFKC", heading).casefold()
    return re.sub(r"\(.*?\)|【|】|[\W\d_]", "", folded)


_FIELDS = {key_of(word): field for field, words in _HEADINGS.items() for word in words.split()}


def field_of(heading: str) -> str | None:
    """Return the field that a heading means: `電話番号(代表)` and `TEL` are `tel`; None of any other."""
    return _FIELDS.get(key_of(heading))


def path_of(heading: str) -> tuple[str, ...]:
    """Return where in an organisation's file stands what a heading means; () of any other."""
    field = field_of(heading)
    return _PATHS.get(field, (field,)) if field else ()
