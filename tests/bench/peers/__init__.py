"""The peers, in the order they are measured."""

from __future__ import annotations

from tests.bench.peers.base import Peer
from tests.bench.peers.hugo import HUGO

__all__ = ["PEERS", "Peer", "named"]

PEERS: tuple[Peer, ...] = (HUGO,)


def named(name: str) -> Peer:
    """Return the peer of a name."""
    return next(peer for peer in PEERS if peer.name.lower() == name.lower())
