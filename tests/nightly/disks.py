"""Disks that are full, and one that is read only: real ones, in memory, as only root can make them."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

_PUBLISH = """
import sys, pathlib
sys.path.insert(0, {root!r})
from mapgen.publish import PublishError, publish
from tests.test_publish import OLD, beside, site, tree
output = pathlib.Path(sys.argv[1]) / "public"
new = site({{f"orgs/{{n:02}}/index.html": "x" * 4000 for n in range(60)}})
if sys.argv[2] == "old":
    publish(site(OLD), output)
else:
    try:
        publish(new, output)
    except PublishError as error:
        said = str(error)
        assert str(output.parent) in said and ("[disk-full]" in said or "[read-only-disk]" in said), said
        assert tree(output) == OLD, tree(output)
        print("refused")
    else:
        assert len(tree(output)) == 60
        print("written")
    assert [name for name in beside(output) if name != ".public.lock"] == []
"""


def full_disks(count: int) -> tuple[str, list[str]]:
    """Try disks that grow by 4 KiB, beginning with one that holds just the old site; then a read-only one."""
    root = str(Path(__file__).resolve().parents[2])
    wrong, told = [], []
    with tempfile.TemporaryDirectory() as folder:
        for n in range(count + 1):
            how = f"size={60 + 4 * n}k"
            first = f'mount -t tmpfs -o {how} none {folder} && python=$1 && shift && $python -c "$1" {folder} old'
            again = f"mount -o remount,ro {folder}" if n == count else "true"
            script = f'{first} && {again} && $python -c "$1" {folder} new'
            line = ["unshare", "--mount", "sh", "-c", script, "sh", sys.executable, _PUBLISH.format(root=root)]
            done = subprocess.run(line, capture_output=True, text=True)
            told += done.stdout.split()
            wrong += [] if done.returncode == 0 else [f"{how}: {done.stderr[-600:]}"]
    return f"{count} full disks and a read-only one: {told.count('refused')} refused", wrong
