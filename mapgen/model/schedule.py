"""When it is open and how to reach it."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError, model_validator

from mapgen.model.frozen import Frozen, fault
from mapgen.model.scalars import Clock, Day, Email, Line, Telephone, WebAddress, Whole

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_A_DAY: TypeAdapter[date] = TypeAdapter(Day)


def _closing(value: object) -> object:
    if value in ("holidays", "new-year"):
        return value
    try:
        return _A_DAY.validate_python(value)
    except ValidationError:
        meant = get_close_matches(value, ("holidays", "new-year"), n=1) if isinstance(value, str) else []
        raise fault("bad-closing", text=value, **({"guess": meant[0]} if meant else {})) from None


# National holidays, 12/29–1/3, or one day.
Closing = Annotated[Literal["holidays", "new-year"] | date, BeforeValidator(_closing)]


class Hours(Frozen):
    """A weekly opening, or with `nth` a monthly one (the 2nd and 4th Saturday)."""

    days: tuple[Weekday, ...] = Field(min_length=1, title="曜日")
    nth: tuple[Whole, ...] | None = Field(None, title="第何週", description="[2, 4] は第2・第4")
    open: Clock = Field(title="始まり", description="9:30 の形")
    close: Clock = Field(title="終わり", description="16:30 の形")
    note: Line | None = Field(None, title="補足")

    @model_validator(mode="after")
    def _makes_sense(self) -> Hours:
        if self.close <= self.open:
            raise fault("closes-before-opening", open=f"{self.open:%H:%M}", close=f"{self.close:%H:%M}")
        if self.nth is not None and not all(1 <= nth <= 5 for nth in self.nth):
            raise fault("bad-nth")
        if len(set(self.days)) != len(self.days):
            raise fault("day-twice")
        return self


class Contact(Frozen):
    """Published office contacts only; never a person's."""

    tel: Telephone | None = Field(None, title="電話", description="市外局番から。046-255-0201")
    fax: Telephone | None = Field(None, title="FAX")
    email: Email | None = Field(None, title="メール")
    url: WebAddress | None = Field(None, title="ホームページ")
    form: WebAddress | None = Field(None, title="問い合わせフォーム")
    line: WebAddress | None = Field(None, title="LINE", description="友だち追加の https アドレス")
    note: Line | None = Field(None, title="連絡の補足")
