"""Templates, icons, interface sentences and static files, a project's own laid over the packaged ones."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import mapgen
from mapgen.problems import Problems, Where
from mapgen.theme.html import Markup, trusted
from mapgen.theme.words import Words
from mapgen.yamldoc import Mapping as Tree
from mapgen.yamldoc import parse

if TYPE_CHECKING:
    from jinja2 import Environment, Template

DEFAULT = "default"
FIRST = "ja"
_NAMED_MOST = 5
_FILES = "files/"  # the folder of templates of what is no page of a site


def packaged_themes() -> Path:
    """Return the folder of the themes that come with the program: in the wheel, or beside the package in a clone."""
    package = Path(mapgen.__file__).resolve().parent
    inside = package / "themes"
    return inside if inside.is_dir() else package.parent / "themes"


def themes(root: Path) -> tuple[str, ...]:
    """Return the names of the themes that a project may choose: the packaged ones and its own, sorted."""
    folders = (packaged_themes(), root / "themes")
    return tuple(sorted({each.name for folder in folders if folder.is_dir() for each in folder.iterdir()}))


class Held(bytes):
    """A file of a theme that is not on this machine."""

    def read_bytes(self) -> bytes:
        """Return its bytes."""
        return bytes(self)

    def read_text(self, encoding: str) -> str:
        """Return its text."""
        return self.decode(encoding)


class Theme:
    """A theme by name. A file of the project's `themes/<name>/` wins over the same path of the packaged default."""

    def __init__(self, name: str, root: Path | None = None, compiled: bytes | None = None) -> None:
        """Find the theme's folders; `compiled` is what `compiled_theme` made of their files, or of some."""
        self._name, self._own = name, dict[str, Held]()
        packaged = packaged_themes()
        candidates = [*([root / "themes" / name] if root else []), packaged / name, packaged / DEFAULT]
        self.folders = tuple(dict.fromkeys(folder for folder in candidates if folder.is_dir()))
        self._words: dict[str, Words] = {}
        self._templates: dict[str, Template] = {}
        self._icons: dict[str, Markup] = {}
        self._compiled, self._read = _loaded(compiled)

    def __getstate__(self) -> tuple[str, dict[str, bytes], bytes]:
        """Travel to another machine, which has the packaged themes but not the project's: its files go along."""
        own: dict[str, bytes] = {**self._own}
        for folder in self.folders:
            if folder.parent.resolve() != packaged_themes():
                files = (file for file in sorted(folder.rglob("*")) if file.is_file())
                own |= {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
        return self._name, own, marshal.dumps((self._compiled, self._read))

    def __setstate__(self, state: tuple[str, dict[str, bytes], bytes]) -> None:
        """Arrive there."""
        name, own, compiled = state
        Theme.__init__(self, name, None, compiled)
        self._own = {path: Held(content) for path, content in own.items()}

    def find(self, path: str) -> Path | Held | None:
        """Return the file at this path of the theme, or None."""
        if path in self._own:
            return self._own[path]
        return next((folder / path for folder in self.folders if (folder / path).is_file()), None)

    def static(self) -> Mapping[str, Path | Held]:
        """Return the static files by their path below `static/`, sorted."""
        found: dict[str, Path | Held] = {}
        for folder in reversed(self.folders):
            base = folder / "static"
            for file in base.rglob("*"):
                if file.is_file() and not file.is_symlink():
                    found[file.relative_to(base).as_posix()] = file
        own = {path: file for path, file in self._own.items() if path.startswith("static/")}
        found |= {path.removeprefix("static/"): file for path, file in own.items()}
        return dict(sorted(found.items()))

    def words(self, lang: str) -> Words:
        """Return the sentences of a language; a language without a file speaks Japanese."""
        if lang not in self._words:
            fallback = self.words(FIRST) if lang != FIRST else None
            texts: dict[str, str] = {}
            for folder in reversed(self.folders):
                if (file := folder / "i18n" / f"{lang}.yaml").is_file():
                    texts |= self._sentences(file.read_bytes(), file.name)
            if (own := self._own.get(f"i18n/{lang}.yaml")) is not None:
                texts |= self._sentences(own, f"{lang}.yaml")
            self._words[lang] = Words(lang, texts, fallback)
        return self._words[lang]

    def lacking(self, languages: Iterable[str]) -> Problems:
        """Return for each of the languages how many of the interface's sentences it does not have."""
        problems, complete = Problems(), self.words(FIRST)
        for lang in languages:
            if missing := self.words(lang).missing(complete):
                names = ", ".join(missing[:_NAMED_MOST]) + ("…" if len(missing) > _NAMED_MOST else "")
                where = Where(f"themes/{self.folders[0].name}/i18n/{lang}.yaml")
                problems.add(where, "words-untranslated", lang=lang, count=len(missing), names=names)
        return problems

    def _sentences(self, data: bytes, name: str) -> dict[str, str]:
        """Return the sentences of a file as `group.key` → text. Raises ValueError naming the file's first fault."""
        if data not in self._read:
            self._read[data] = _read_sentences(data, name)
        return dict(self._read[data])

    def icons(self) -> tuple[str, ...]:
        """Return the names of the drawings, sorted."""
        return tuple(sorted({file.stem for folder in self.folders for file in (folder / "icons").glob("*.svg")}))

    def icon(self, name: str) -> Markup:
        """Return a drawing of the theme (`icons/<name>.svg`) to stand in a page; an unknown name draws a dot."""
        if name not in self._icons:
            file = self.find(f"icons/{name}.svg") or self.find("icons/dot.svg")
            self._icons[name] = trusted(file.read_text(encoding="utf-8").strip()) if file else trusted("")
        return self._icons[name]

    def get_ready(self) -> None:
        """Compile every template of a page, or take it from what is compiled."""
        for name in self._environment.list_templates(filter_func=lambda name: not name.startswith(_FILES)):
            self._environment.get_template(name)

    def render(self, template: str, **values: object) -> Markup:
        """Return a template's text. Raises jinja2's errors: a theme is code, and its faults are ours."""
        if template not in self._templates:
            self._templates[template] = self._environment.get_template(template)
        return trusted(self._templates[template].render(**values))

    @cached_property
    def _environment(self) -> Environment:
        from mapgen.theme.templates import environment  # only who prints needs Jinja2

        begin = "templates/"
        own = {path.removeprefix(begin): each.decode() for path, each in self._own.items() if path.startswith(begin)}
        made = environment(own, [each / "templates" for each in self.folders], self._compiled)
        made.globals["icon"] = self.icon
        return made


def compiled_theme(root: Path | None = None) -> bytes:
    """Return the default theme's templates, compiled, and its sentences, read: a second's work without any content.

    Only what this very program made may be given to `Theme`: it is code.
    """
    theme = Theme(DEFAULT, root)
    theme.get_ready()
    for folder in theme.folders:
        for file in sorted((folder / "i18n").glob("*.yaml")):
            theme._sentences(file.read_bytes(), file.name)
    return marshal.dumps((theme._compiled, theme._read))


def _loaded(compiled: bytes | None) -> tuple[dict[str, bytes], dict[bytes, tuple[tuple[str, str], ...]]]:
    return marshal.loads(compiled) if compiled else ({}, {})


@cache  # a build asks for the same sentences several times, a preview at every page
def _read_sentences(data: bytes, name: str) -> tuple[tuple[str, str], ...]:
    problems = Problems()
    tree = parse(data, name, problems)
    if tree is None or problems.failed():
        raise ValueError(next((problem.text("en") for problem in problems), f"{name}: empty"))
    return tuple(_flat(tree, ""))


def _flat(tree: Tree, prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in tree.entries.items():
        if isinstance(value, Tree):
            found += _flat(value, f"{prefix}{key}.")
        elif hasattr(value, "text"):
            found.append((f"{prefix}{key}", value.text))
    return found
