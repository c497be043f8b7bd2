"""The peers, in the order they are measured."""

from __future__ import annotations

from tests.bench.peers.base import Peer
from tests.bench.peers.eleventy import ELEVENTY
from tests.bench.peers.hugo import HUGO
from tests.bench.peers.jekyll import JEKYLL
from tests.bench.peers.mkdocs import MKDOCS
from tests.bench.peers.nikola import NIKOLA
from tests.bench.peers.pelican import PELICAN
from tests.bench.peers.zola import ZOLA

__all__ = ["PEERS", "Peer", "named"]

PEERS: tuple[Peer, ...] = (HUGO, ZOLA, ELEVENTY, MKDOCS, PELICAN, NIKOLA, JEKYLL)


def named(name: str) -> Peer:
    """Return the peer of a name."""
    return next(peer for peer in PEERS if peer.name.lower() == name.lower())
