"""The only home of Jinja2: every template escapes, an unknown name is an error, and `safe` is never used."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, ChoiceLoader, DictLoader, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context

from mapgen.theme.html import Markup, escape, lang_attribute, ruby, tel_href


def environment(own: Mapping[str, str], folders: Sequence[Path], compiled: dict[str, bytes]) -> Environment:
    """Return what finds a template by its name, in `own` or in the first folder that has it, and prints it.

    What is in `compiled` is not compiled again; what was not is put there.
    """
    made = _Quick(
        optimized=False,  # to compile takes a quarter less; it seeks what never changes, and ours have nothing such
        loader=ChoiceLoader([DictLoader(own), FileSystemLoader(folders)]),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_Cache(compiled),
    )
    made.filters["lang"] = lang_attribute
    made.filters["ruby"] = ruby
    made.filters["tel"] = tel_href
    return made


class _Plain(Context):
    def call(self, function: Callable[..., object], /, *args: object, **named: object) -> object:
        named.pop("_loop_vars", None)
        named.pop("_block_vars", None)
        return function(*args, **named)


class _Writer(CodeGenerator):
    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        self.write("environment.escaped(")


class _Quick(Environment):
    """Jinja2's environment without two questions that it asks at every place of every page: whether a function wants
    to be told of the template, as none of ours does, and whether what is already HTML is. Printing took a third longer
    with them. It overrides what Jinja2 does not promise to keep: `_output_child_pre`, and how a call is made.
    """

    context_class = _Plain
    code_generator_class = _Writer

    @staticmethod
    def escaped(value: object) -> Markup:
        return value if type(value) is Markup else escape(value)


class _Cache(BytecodeCache):
    """What hands Jinja2 its own bytecode, by the name and the hash of the template it was made of.

    Not by its file, as Jinja2 would have it: on another machine that is elsewhere.
    """

    def __init__(self, compiled: dict[str, bytes]) -> None:
        self._compiled = compiled

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return super().get_cache_key(name)

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()
