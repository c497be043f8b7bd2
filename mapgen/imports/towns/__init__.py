"""Published tables of towns and blocks become the project's own.

`source` opens a table (plain or zipped, UTF-8 or cp932), `columns` and `cells` know what published tables look like,
`draft` picks the region's rows, `merging` joins them with what the project has and writes the result.
"""

from mapgen.imports.towns.merging import Imported, import_towns

__all__ = ["Imported", "import_towns"]
