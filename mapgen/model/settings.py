"""`content/site.yaml` and `hotlines.yaml`: what the whole site shares."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from mapgen.model.frozen import Frozen, Label, fault
from mapgen.model.scalars import Day, Email, Identifier, LanguageCode, Line, Switch, Telephone, WebAddress, Whole


class Tiles(Frozen):
    """The background map: one raster source and the credit its terms ask for."""

    url: Line = Field(title="タイルのアドレス", description="{z} {x} {y} をふくむ https")
    attribution: Line = Field(title="出典の表示")
    attribution_url: WebAddress = Field(title="出典のページ")
    min_zoom: Whole = 10
    max_zoom: Whole = 18


class Credit(Frozen):
    """A data source that the licence page names."""

    title: Line
    url: WebAddress
    licence: Line
    note: Line | None = None


# Services whose terms let the points that they give be kept.
_STORABLE = ("gsi", "nominatim", "csis")
# Services whose terms forbid it, whatever somebody writes: Google allows place IDs only, and no other map than its own;
# Yahoo! (YOLP) forbids to save what it answers.
_FORBIDDEN = {"google": "google", "googlev3": "google", "yahoo": "yahoo", "yolp": "yahoo"}


class GeocoderChoice(Frozen):
    """A service that `mapgen geocode` asks where an address is. No key stands here: this file is public."""

    name: Identifier = Field(title="サービスの名前", description="gsi nominatim csis、または geopy の名前")
    storable: Switch = Field(False, title="結果を保存してよいと、利用規約で確かめた")
    confirm: Switch = Field(True, title="市を国土地理院のサービスで確かめる")
    url: WebAddress | None = Field(None, title="サービスのアドレス", description="自分のところで動かしているときだけ")
    confirm_url: WebAddress | None = Field(None, title="市を確かめるサービスのアドレス")
    key_from: Line | None = Field(None, title="鍵の入った環境変数の名前")
    key_as: Line = Field("api_key", title="鍵を渡す名前", description="geopy の説明にある引数の名前")

    @model_validator(mode="after")
    def _may_be_kept(self) -> GeocoderChoice:
        if self.name in _FORBIDDEN:
            raise fault(f"geocoder-{_FORBIDDEN[self.name]}", text=self.name)
        if self.name not in _STORABLE and not self.storable:
            raise fault("geocoder-not-storable", text=self.name)
        return self


class Reply(Frozen):
    """Where questionnaires and confirmation sheets go back to, and by when. What is not written is left blank."""

    to: Line | None = Field(None, title="返送先の名前", description="課や団体の名前。個人の名前は書きません")
    fax: Telephone | None = Field(None, title="返送先のFAX番号")
    email: Email | None = Field(None, title="返送先のメール")
    post: Line | None = Field(None, title="返送先の住所", description="郵便番号から")
    until: Day | None = Field(None, title="しめきり", description="2027-01-31 の形")

    def on(self, today: date) -> Reply:
        """Return what is printed today: a closing day that is past is left blank."""
        return self.model_copy(update={"until": None}) if self.until and self.until < today else self


class Settings(Frozen):
    """`content/site.yaml`."""

    title: Label = Field(title="サイトの名前")
    tagline: Label = Field(title="一行の説明")
    base_url: WebAddress = Field(title="公開するアドレス")
    languages: tuple[LanguageCode, ...] = Field(("ja",), min_length=1, title="サイトのことば", description="先頭が基本")
    theme: Identifier = Field("default", title="テーマ")
    operator: Label = Field(title="運営者")
    contact: Line | None = Field(None, title="連絡先", description="地図サービスに名のるためのメールやアドレス")
    reply: Reply = Field(Reply(), title="返送先としめきり", description="調査票と掲載内容確認票に印刷する")
    repository: WebAddress | None = Field(None, title="ファイルの置き場所")
    admin: Switch = Field(
        False, title="ブラウザで編集する画面(/admin/)を置く", description="repository が GitHub のとき"
    )
    forms: Literal["netlify"] | None = Field(
        None, title="受付の用紙", description="netlify。Netlify で公開するときだけ"
    )
    licence: Line = Field("CC BY 4.0", title="データの利用条件")
    licence_url: WebAddress = Field("https://creativecommons.org/licenses/by/4.0/", title="利用条件のページ")
    stale_after: Whole = Field(365, title="何日で要確認にするか")
    geocoders: tuple[GeocoderChoice, ...] = Field((GeocoderChoice(name="gsi"),), title="住所の点を求めるサービス")
    tiles: Tiles
    credits: tuple[Credit, ...] = ()
    preview: Switch = Field(False, title="確認用の表示")
    offline: Switch = Field(False, title="電波がなくても読める", description="true なら、見た人の端末に一覧を残す")

    @model_validator(mode="after")
    def _can_be_edited(self) -> Settings:
        if self.admin and not (self.repository or "").startswith("https://github.com/"):
            raise fault("admin-without-repository")
        return self


class Hotline(Frozen):
    """A telephone line anyone can call, checked on a day against two public pages that agree."""

    id: Identifier
    name: Label = Field(title="名前")
    number: Telephone = Field(title="電話番号")
    about: Label = Field(title="どんなとき")
    hours: Label | None = Field(None, title="時間")
    languages: tuple[LanguageCode, ...] = ("ja",)
    url: WebAddress | None = Field(None, title="ページ")
    emergency: Switch = Field(False, title="緊急の番号")
    words: tuple[Line, ...] = Field(
        (), title="人が言うことば", description="こう探した人には、この電話をまっ先に見せる"
    )
    checked_on: Day = Field(title="確かめた日")
    checked_against: tuple[Line, ...] = Field(min_length=2, title="番号を確かめた2つ以上のページ")


class Hotlines(Frozen):
    """`content/hotlines.yaml`, in the order they are shown."""

    hotlines: tuple[Hotline, ...] = ()
