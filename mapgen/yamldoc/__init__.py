"""YAML that remembers lines, for people who never saw YAML.

Every scalar stays text (PyYAML 6.0.3 reads 0462551111 as octal, 10:30 as 630, no as False); what a field holds is
decided by its type, in `model`. Anchors, tags, merge keys and second documents are refused: they are mistakes here, or
attacks. Where the parser stops, the lines are examined for what beginners do (full-width colons, tabs, open quotes …),
every such place is reported with its true cause, and the rest is read as it was meant: one run shows all faults.
"""

from mapgen.yamldoc.characters import decode, japanese_encoding
from mapgen.yamldoc.dumping import dumped
from mapgen.yamldoc.memory import Memory
from mapgen.yamldoc.reader import LARGE, ORDINARY, parse
from mapgen.yamldoc.tree import Mapping, Node, Scalar, Sequence, at, key_at
from mapgen.yamldoc.walk import Limits

__all__ = [
    "LARGE",
    "ORDINARY",
    "Limits",
    "Mapping",
    "Memory",
    "Node",
    "Scalar",
    "Sequence",
    "at",
    "decode",
    "dumped",
    "japanese_encoding",
    "key_at",
    "parse",
]
