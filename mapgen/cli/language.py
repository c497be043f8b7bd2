"""Japanese and English on the command line: help is written `日本語 | English`, and shown in the session's language."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

import click

if TYPE_CHECKING:
    from mapgen.problems import Language


def locale_language(environ: Mapping[str, str]) -> Language:
    """Return `en` where the environment names a language other than Japanese, else `ja`.

    POSIX: LC_ALL wins over LC_MESSAGES, that over LANG; C and POSIX name no language.
    """
    named = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environ.get(name))), "")
    return "ja" if named.partition(".")[0] in ("", "C", "POSIX") or named.startswith("ja") else "en"


def session_language(ctx: click.Context | None) -> Language:
    """Return the language of `--lang`, else of the environment. Help may be asked for before `--lang` is read."""
    asked: Language | None = ctx.find_root().params.get("lang") if ctx else None
    return asked or locale_language(os.environ)


class Formatter(click.HelpFormatter):
    """Click's layout of a help page, its own headings in the session's language."""

    _headings: ClassVar = {"Options": "指定", "Commands": "命令", "Usage: ": "使い方: "}

    def _say(self, heading: str) -> str:
        japanese = session_language(click.get_current_context(silent=True)) == "ja"
        return self._headings.get(heading, heading) if japanese else heading

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of the usage."""
        super().write_usage(prog, args, prefix or self._say("Usage: "))

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        super().write_heading(self._say(heading))


class Context(click.Context):
    """A context whose help speaks both languages."""

    formatter_class = Formatter


class _Bilingual:
    """Help in two languages, of which the session's is shown."""

    _both: str | None = None

    @property
    def help(self) -> str | None:
        """Return the help in the session's language."""
        japanese, _, english = (self._both or "").partition(" | ")
        lang = session_language(click.get_current_context(silent=True))
        return (english if lang == "en" else japanese) or None

    @help.setter
    def help(self, both: str | None) -> None:
        self._both = both


class Option(_Bilingual, click.Option):
    """An option that speaks both languages."""


class Command(_Bilingual, click.Command):
    """A command that speaks both languages."""

    context_class = Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows the help, explained like the others."""
        return _explained(super().get_help_option(ctx))


class Group(_Bilingual, click.Group):
    """A group of such commands."""

    context_class = Context
    command_class = Command

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows the help, explained like the others."""
        return _explained(super().get_help_option(ctx))


def option(*names: str, **settings: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the decorator of click's own `option`, its help in both languages."""
    return click.option(*names, cls=Option, **settings)


def _explained(shows_help: click.Option | None) -> click.Option | None:
    if shows_help:
        lang = session_language(click.get_current_context(silent=True))
        shows_help.help = "使い方を見せて終わる" if lang == "ja" else "show this help"
    return shows_help
