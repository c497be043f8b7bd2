"""A map drawn in Google My Maps, Google Earth or by hand, as KML or KMZ: read, never trusted, never half.

`document` reads the file into the nouns of `placemarks`. From there `facts` sorts the words of a placemark by field,
`fields`, `places` and `guess` read them, `gathering` and `drafts` put an organisation together, and `importing` writes
what is new.
"""

from mapgen.imports.mymaps.importing import import_map
from mapgen.imports.mymaps.result import Imported

__all__ = ["Imported", "import_map"]
