"""Files from outside become files of the project: never trusted, refused whole where they are not what they should be.

`source` opens a table (plain or zipped, UTF-8 or cp932), `columns` and `cells` know what published tables look like,
`draft` picks the region's rows, `towns` merges them with what the project has and writes the result.
"""

from mapgen.imports.towns import Imported, import_towns

__all__ = ["Imported", "import_towns"]
