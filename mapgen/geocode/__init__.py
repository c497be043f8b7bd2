"""From a place to a point: the lock, the tables of blocks and towns, and the one order in which they are asked."""

from mapgen.geocode.blocks import LARGEST_BLOCKS, BlockTable, dump_blocks, parse_blocks
from mapgen.geocode.lock import Fix, Lock, dump, parse_lock
from mapgen.geocode.resolution import Atlas, Located, Spot, address_problems, locate
from mapgen.geocode.towns import TownTable, check_cities, dump_towns, parse_towns
from mapgen.geocode.use import by_hand, unused_keys, used_keys

__all__ = [
    "LARGEST_BLOCKS", "Atlas", "BlockTable", "Fix", "Located", "Lock", "Spot", "TownTable",
    "address_problems", "by_hand", "check_cities", "dump", "dump_blocks", "dump_towns", "locate", "parse_blocks",
    "parse_lock", "parse_towns", "unused_keys", "used_keys",
]  # fmt: skip
