"""An organisation and its services: what one file of `content/orgs/` may say."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from mapgen.model.frozen import Frozen, fault
from mapgen.model.place import Place, PublicPlace
from mapgen.model.scalars import (
    CorporateNumber,
    Day,
    Identifier,
    LanguageCode,
    Line,
    PartialDay,
    Summary,
    Text,
    WebAddress,
    Whole,
)
from mapgen.model.schedule import Closing, Contact, Hours
from mapgen.model.vocabulary import AudienceId, CategoryId, CityId, FormId, TypeId

OpenTo = Literal["anyone", "region", "residents"]
Apply = Literal["none", "phone", "form", "referral", "visit"]
Cost = Literal["free", "paid", "varies"]
Access = Literal["wheelchair", "toilet", "parking", "nursing-room", "sign-language", "online"]
Sensitive = Literal["dv", "abuse"]
Status = Literal["draft", "active", "paused", "closed"]
VerifiedBy = Literal["survey", "phone", "website", "visit", "document"]

Week = tuple[tuple[Hours, ...], tuple[Closing, ...]]
"""When it opens, and the days on which it is closed."""


class Ages(Frozen):
    """An age range in whole years, both ends included."""

    since: Whole | None = Field(None, alias="from", title="何歳から")
    to: Whole | None = Field(None, title="何歳まで")


class Audience(Frozen):
    """Whom it is for: in words, by age, by group."""

    text: Line | None = Field(None, title="対象(ことばで)", description="だれのためか")
    ages: Ages | None = Field(None, title="年齢")
    groups: tuple[AudienceId, ...] = Field((), title="対象の人")


class Link(Frozen):
    """A page worth reading."""

    title: Line = Field(title="題名")
    url: WebAddress = Field(title="アドレス")


class Source(Frozen):
    """Where a fact comes from: a page, a report, an article."""

    title: Line | None = Field(None, title="題名")
    url: WebAddress | None = Field(None, title="アドレス")
    date: PartialDay | None = Field(None, title="日付", description="2017、2017-09、2017-09-15 のどれか")
    note: Line | None = Field(None, title="補足")

    @model_validator(mode="after")
    def _says_something(self) -> Source:
        if self.title is None and self.url is None:
            raise fault("source-without-place")
        return self


class Verified(Frozen):
    """When and how somebody last confirmed the entry."""

    on: Day = Field(title="確認した日")
    by: VerifiedBy = Field(title="確認の方法", description="どうやって確かめたか")


class Notice(Frozen):
    """A temporary announcement, shown until its last day."""

    text: Line = Field(title="お知らせ")
    until: Day | None = Field(None, title="いつまで")


class Translation(Frozen):
    """What a person (never a machine) wrote in another language."""

    name: Line | None = Field(None, title="名称")
    summary: Summary | None = Field(None, title="ひとことで")
    description: Text | None = Field(None, title="説明")
    first_contact: Line | None = Field(None, title="はじめての連絡")


class Described(Frozen):
    """Fields that a service may give and otherwise inherits from its organisation."""

    summary: Summary | None = Field(None, title="ひとことで", description="だれのための何か。120字まで")
    description: Text | None = Field(None, title="説明", description="Markdown。20,000字まで")
    forms: tuple[FormId, ...] | None = Field(None, title="活動のかたち")
    audience: Audience | None = Field(None, title="対象")
    serves: tuple[CityId, ...] | None = Field(None, title="活動する市")
    open_to: OpenTo | None = Field(None, title="だれが使えるか", description="住んでいる市で分かれるとき")
    first_contact: Line | None = Field(None, title="はじめての連絡", description="電話するとどうなるか")
    apply: Apply | None = Field(None, title="申し込み", description="はじめて使うときに要ること")
    apply_note: Line | None = Field(None, title="申し込みの補足", description="前の日まで、など")
    cost: Cost | None = Field(None, title="費用")
    cost_note: Line | None = Field(None, title="費用の補足", description="材料費は別、など")
    languages: tuple[LanguageCode, ...] | None = Field(None, title="話せることば", description="ja, en など")
    accessibility: tuple[Access, ...] | None = Field(None, title="設備", description="あると分かっているものだけ")
    contact: Contact | None = Field(
        None, title="連絡先", description="公開してよい団体の連絡先だけ。個人のものは書きません"
    )
    hours: tuple[Hours, ...] | None = Field(None, title="開いている時間", description="1つの決まりを1つの { } に")
    closed: tuple[Closing, ...] | None = Field(None, title="休み", description="2026-08-13 のような日付も書けます")
    hours_note: Line | None = Field(None, title="時間の補足", description="決まった形に書けないときは、ここにことばで")


class Service(Described):
    """One of several programmes of an organisation."""

    name: Line = Field(title="名称")
    categories: tuple[CategoryId, ...] | None = Field(None, min_length=1, max_length=5, title="分野")
    places: tuple[Place, ...] | None = Field(None, title="場所")

    def inherit(self, org: Organization) -> Service:
        """Return the service with every field that it leaves open taken from its organisation."""
        open_fields = [*Described.model_fields, "categories", "places"]
        return self.model_copy(
            update={name: getattr(org, name) for name in open_fields if getattr(self, name) is None},
        )


class Organization(Described):
    """One organisation: the whole of its file. `id` is the file's stem, not a key in it."""

    id: Identifier
    name: Line = Field(title="名称")
    kana: Line | None = Field(None, title="よみがな", description="ひらがなで。ならべかえと検索に使います")
    aliases: tuple[Line, ...] = Field((), title="ほかの呼び名", description="略した名前、前の名前など")
    type: TypeId | None = Field(None, title="種別")
    operator: Line | None = Field(None, title="運営する団体", description="別の団体が運営しているとき")
    corporate_number: CorporateNumber | None = Field(None, title="法人番号", description="13けた")
    categories: tuple[CategoryId, ...] = Field(
        min_length=1, max_length=5, title="分野", description="いちばん合うものを先に。5つまで"
    )
    forms: tuple[FormId, ...] = Field(min_length=1, title="活動のかたち", description="相談、居場所など。いくつでも")
    serves: tuple[CityId, ...] = Field(
        min_length=1, title="活動する市", description="建物のある市ではなく、働きかけている市"
    )
    places: tuple[Place, ...] = Field((), title="場所", description="電話やオンラインだけなら書きません")
    services: tuple[Service, ...] = Field((), title="事業", description="1つの団体に、別々の活動があるとき")
    sensitive: tuple[Sensitive, ...] = Field((), title="配慮が要る", description="DV や虐待に関わるとき")
    publish_agreed: Day | None = Field(
        None, title="住所の公開に同意した日", description="配慮が要る団体の住所を出すとき"
    )
    links: tuple[Link, ...] = Field((), title="リンク")
    related: tuple[Identifier, ...] = Field((), title="つながり先", description="団体のファイルの名前")
    status: Status = Field("active", title="状態", description="書かなければ active")
    successor: Identifier | None = Field(None, title="引きついだ団体", description="終了した団体だけ")
    notice: Notice | None = Field(None, title="お知らせ", description="改修のため休み、など")
    verified: Verified | None = Field(None, title="最後に確認")
    sources: tuple[Source, ...] = Field((), title="出典", description="どこで知ったか。title か url を書きます")
    translations: dict[LanguageCode, Translation] = Field(
        {}, title="ほかのことば", description="人が訳したものだけ。機械の訳は書きません"
    )

    @model_validator(mode="after")
    def _holds_together(self) -> Organization:
        if self.summary is None and self.description is None:
            raise fault("no-summary")
        if self.sensitive and self.publish_agreed is None and any(isinstance(p, PublicPlace) for p in self.all_places):
            raise fault("publish-not-agreed")
        if self.successor is not None and self.status != "closed":
            raise fault("successor-of-the-living")
        return self

    @property
    def all_places(self) -> tuple[Place, ...]:
        """Return the organisation's places, then those of its services, in the order of the file."""
        return self.places + tuple(place for service in self.services for place in service.places or ())

    @property
    def all_categories(self) -> tuple[str, ...]:
        """Return the organisation's categories, then those that only its services have."""
        return tuple(dict.fromkeys([*self.categories, *(c for s in self.services for c in s.categories or ())]))

    @property
    def all_forms(self) -> tuple[str, ...]:
        """Return the organisation's forms, then those that only its services have."""
        return tuple(dict.fromkeys([*self.forms, *(form for s in self.services for form in s.forms or ())]))

    @property
    def weeks(self) -> tuple[Week, ...]:
        """Return the weeks of the organisation, its services and their places; who gives none inherits them."""
        holders: tuple[Organization | Service, ...] = (self, *(service.inherit(self) for service in self.services))
        found = []
        for holder in holders:
            hours, closed = holder.hours or (), holder.closed or ()
            found.append((hours, closed))
            for place in holder.places or ():
                own = hours if place.hours is None else place.hours
                found.append((own, closed if place.closed is None else place.closed))
        return tuple(found)

    @property
    def sort_key(self) -> tuple[str, str]:
        """Return the order in every list: by reading, then by id."""
        return self.kana or self.name, self.id

    @property
    def published(self) -> bool:
        """Return whether it has a page; drafts have none."""
        return self.status != "draft"

    @property
    def listed(self) -> bool:
        """Return whether lists, map and exports show it: a closed organisation keeps only its page."""
        return self.status in ("active", "paused")
