"""The parts of the night, by name: `python -m tests.nightly kills 200`, `python -m tests.nightly mutation places`."""

# ruff: noqa: T201 — a command: printing is what it is for.

from __future__ import annotations

import sys
import time


def main() -> int:
    """Run one part, or all but the faults; print what was tried, and what went wrong."""
    name, rest = (sys.argv[1], sys.argv[2:]) if len(sys.argv) > 1 else ("all", [])
    if name == "mutation":
        from tests.nightly import mutation

        return mutation.main(rest)
    from tests.nightly.figures import PARTS  # not before: the faults need a process that has none of the program

    if name not in (*PARTS, "all"):
        print(f"python -m tests.nightly all|mutation|{'|'.join(PARTS)} [HOW MANY]", file=sys.stderr)
        return 2
    failed = 0
    for part in PARTS if name == "all" else (name,):
        begun = time.monotonic()
        tried, wrong = PARTS[part](*map(int, rest))
        print(f"{part}: {tried}: {len(wrong)} wrong, {time.monotonic() - begun:.0f} s", flush=True)
        for each in wrong[:20]:
            print(f"  {each}", flush=True)
        failed += bool(wrong)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
