"""What was found the last time, so that nobody is asked the same every day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import get_args

from mapgen.linkcheck.asking import Kind, Verdict

MEMORY = ".mapgen/links.json"
# What is there is asked about again after a week; what is not, the next day: somebody may be mending it.
DAYS: Mapping[Kind, int] = {"good": 7, "moved": 7, "dead": 1, "no-host": 1}

Memory = Mapping[str, tuple[date, Verdict]]


def parse_memory(data: bytes, today: date) -> Memory:
    """Return what a file of memories still knows today; nothing of a file that cannot be read, which is no loss."""
    try:
        rows = json.loads(data)["links"]
        known = {
            str(url): (date.fromisoformat(row["on"]), Verdict(row["kind"], str(row["detail"])))
            for url, row in rows.items()
            if row["kind"] in get_args(Kind)
        }
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {url: (on, verdict) for url, (on, verdict) in known.items() if _fresh(on, verdict, today)}


def _fresh(on: date, verdict: Verdict, today: date) -> bool:
    return on <= today < on + timedelta(days=DAYS.get(verdict.kind, 0))


def dump_memory(memory: Memory) -> bytes:
    """Return the file of memories: sorted, without what could not be asked."""
    rows = {
        url: {"on": on.isoformat(), "kind": verdict.kind, "detail": verdict.detail}
        for url, (on, verdict) in sorted(memory.items())
        if verdict.kind in DAYS
    }
    return (json.dumps({"links": rows}, ensure_ascii=False, indent=1) + "\n").encode()
