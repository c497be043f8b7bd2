"""What changed for residents between two states of a project: before and after a pull request, say.

`told` puts an organisation into words, `places` compares where it is, `comparing` makes a note of the whole.
"""

from mapgen.revisions.comparing import compare

__all__ = ["compare"]
