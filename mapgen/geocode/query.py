"""What a service is asked about an address: the canonical form, never the building, never more than two questions."""

from __future__ import annotations

from mapgen.address import Address


def queries(address: Address) -> tuple[str, ...]:
    """Return the questions in order: the canonical address; and, should it be unknown, the same without its branch.

    The name of a building or room goes to nobody: services ignore it or find another place by it, and it may be a home.
    """
    whole = address.canonical
    if len(address.numbers) < 2:
        return (whole,)
    branch = address.numbers[-1]
    # 下鶴間1番地1 keeps its 番地: 下鶴間1 would be read as a 丁目.
    return whole, whole.removesuffix(branch).removesuffix("-")
