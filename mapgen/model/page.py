"""A text page: front matter and Markdown."""

from __future__ import annotations

from pydantic import Field

from mapgen.model.frozen import Frozen
from mapgen.model.scalars import Identifier, LanguageCode, Line, Switch, Text, Whole


class Page(Frozen):
    """`content/pages/<id>.md`; other languages in `content/pages/<lang>/<id>.md`."""

    id: Identifier
    lang: LanguageCode = "ja"
    title: Line = Field(title="題名")
    nav: Whole | None = Field(None, title="メニューでの順", description="書かなければメニューに出ません")
    staff: Switch = Field(False, title="職員向け")
    summary: Line | None = Field(None, title="一行の説明")
    body: Text
