"""The base of every noun: frozen, closed to unknown keys; and how a field's own rule reports a fault."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, RootModel, model_validator
from pydantic_core import PydanticCustomError


class Frozen(BaseModel):
    """A value that never changes and has no field but its declared ones."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def fault(code: str, **facts: object) -> PydanticCustomError:
    """Return the error a validator raises: a code of `messages/*.toml` and the facts that fill its sentence.

    pydantic carries it, with the path of the field, to `schema`, which adds file, line and column.
    The fact `guess` is shown as a did-you-mean.
    """
    return PydanticCustomError(code, "{code}", {"code": code, **facts})


class Label(RootModel[dict[str, str]]):
    """A text in several languages by code (`ja`, `easy` = やさしい日本語, `en`, …); `ja` is always there."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    @model_validator(mode="after")
    def _has_japanese(self) -> Label:
        if not self.root.get("ja"):
            raise fault("label-without-ja")
        return self

    def to(self, lang: str) -> str:
        """Return the text in `lang`, else in Japanese, which every other language falls back to."""
        return self.root.get(lang) or self.root["ja"]

    @property
    def ja(self) -> str:
        """Return the Japanese text."""
        return self.root["ja"]
