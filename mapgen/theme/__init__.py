"""The theme, without any content: what it looks like and what its interface says. `render` makes pages with it."""

from mapgen.theme.theme import Theme, compiled_theme, packaged_themes, themes

__all__ = ["Theme", "compiled_theme", "packaged_themes", "themes"]
