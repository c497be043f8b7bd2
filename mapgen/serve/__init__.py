"""The preview: the site from memory on this computer only, read anew when a file is saved, the last good one kept.

Nothing is looked up on the disk: a path is a file of the site or it is not found, so there is nothing to climb out of.
"""

from mapgen.serve.preview import Preview, Shown
from mapgen.serve.server import HOST, ServeError, follow, listen, serve
from mapgen.serve.watching import saved
from mapgen.serve.whole import WholeCheck

__all__ = ["HOST", "Preview", "ServeError", "Shown", "WholeCheck", "follow", "listen", "saved", "serve"]
