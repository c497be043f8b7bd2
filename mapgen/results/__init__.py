"""What a survey brought: rates, fields, forms, who is to be reminded. For the staff, and in an edition to publish.

`gathering` takes several files together, `counting` and `naming` make tables of the answers, `masking` hides small
numbers in them, `drawing` draws two of them, `files` is what is written. The staff's edition names
who answered and who did not; it belongs in no repository.
"""

from mapgen.results.counting import FEWEST, results
from mapgen.results.files import files
from mapgen.results.gathering import gathered
from mapgen.results.value import Results

__all__ = ["FEWEST", "Results", "files", "gathered", "results"]
