"""掲載内容確認票: one A4 sheet for each organisation with what is published of it, to correct and send back.

`sheet` says what stands on it, `fitting` cuts it to the room there is, `page` lays it out, `letters` is the table for
the mail merge, and `paper` has Chromium make a PDF of it.
"""

from mapgen.confirming.choice import chosen
from mapgen.confirming.letters import letters
from mapgen.confirming.page import pages
from mapgen.confirming.paper import BROWSERS, printed
from mapgen.confirming.sheet import Sheet, blanks, sheet

__all__ = ["BROWSERS", "Sheet", "blanks", "chosen", "letters", "pages", "printed", "sheet"]
