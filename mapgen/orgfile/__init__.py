"""Files of organisations as text: written anew, put in one form, or changed where they stand, all else kept.

Text in, text out: nothing here is opened or saved.
"""

from mapgen.orgfile.editing import EditError, edited
from mapgen.orgfile.formatting import formatted
from mapgen.orgfile.order import ORDER, order_at
from mapgen.orgfile.steps import Change
from mapgen.orgfile.writing import written

__all__ = ["ORDER", "Change", "EditError", "edited", "formatted", "order_at", "written"]
