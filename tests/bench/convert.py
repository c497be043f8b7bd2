"""A project's content written for a peer: `python -m tests.bench.convert PEER PROJECT FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.bench.peers import named
from tests.bench.records import subject_of

if __name__ == "__main__":
    peer, project, folder = sys.argv[1:]
    named(peer).write(subject_of(Path(project)), Path(folder))
