"""Asks whether what the content links to is still there: politely, seldom, and never inside somebody's own network.

`addresses` says what the content links to and where, `prober` puts one question to one server, `asking` decides by
replies, one a second to a host, `memory` keeps what was found for a week; `report` puts them together.
"""

from mapgen.linkcheck.addresses import Link, links
from mapgen.linkcheck.asking import Verdict, ask_all
from mapgen.linkcheck.memory import MEMORY, Memory, dump_memory, parse_memory
from mapgen.linkcheck.prober import Prober
from mapgen.linkcheck.report import Asked, check_links

__all__ = [
    "MEMORY", "Asked", "Link", "Memory", "Prober", "Verdict",
    "ask_all", "check_links", "dump_memory", "links", "parse_memory",
]  # fmt: skip
