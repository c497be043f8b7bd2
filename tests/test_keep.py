"""What Netlify keeps between two builds (.ci/keep): the next one begins with the last, and never fails for want of it.

The plugin runs in the Node that Playwright brings. The cache is made as that of Netlify is (@netlify/cache-utils): it
copies, what it saves takes the place of the one before, and it answers false where nothing is.
"""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from playwright._impl._driver import compute_driver_executable

from mapgen.build import build
from mapgen.ledger import Ledger
from mapgen.making import make
from mapgen.options import Options
from mapgen.publish import Changes, claim
from tests.conftest import Project
from tests.edits import ORG
from tests.test_ledger import bytes_of, published

Make = Callable[..., Project]
ROOT = Path(__file__).resolve().parents[1]
PLUGIN = ROOT / ".ci" / "keep"
ARCHIVE = ".public.tar"
PREVIEW = Options(base_url="https://deploy-preview-7--mihon.example", preview=True)
TAKEN_BACK = "content/orgs/mihon-7.yaml"
RUN = """
const fs = require("node:fs");
const [plugin, event, store, fault] = process.argv.slice(1);
const copy = (from, to) => {
  if (fault === "nothing" || !fs.existsSync(from)) return false;
  fs.rmSync(to, { force: true });
  fs.cpSync(from, to);
  if (fault === "half") fs.truncateSync(to, fs.statSync(to).size / 2);
  if (fault === "half" && event === "onPostBuild") throw new Error("the disk is full");
  return true;
};
const told = (work) => async (name) => {
  if (fault === "throws") throw new Error("no cache today");
  return work(name, `${store}/${name}`);
};
const cache = {
  restore: told((name, kept) => copy(kept, name)),
  save: told((name, kept) => copy(name, kept)),
  remove: told((name, kept) => fs.rmSync(kept, { force: true })),
};
require(plugin)[event]({ utils: { cache } });
"""


def run(root: Path, event: str, fault: str = "") -> str:
    """Run one handler of the plugin as Netlify does, in the project's folder; return what it says."""
    store = root.parent / "store"
    store.mkdir(exist_ok=True)
    line = [compute_driver_executable()[0], "-e", RUN, str(PLUGIN), event, str(store), fault]
    done = subprocess.run(line, cwd=root, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert not (root / ARCHIVE).exists()
    return done.stdout


def built(root: Path, options: Options = PREVIEW) -> Changes:
    with claim(root / "public") as held:
        changes = make(root, held, options, lambda _: None)
    assert changes
    return changes


def fresh(root: Path) -> None:
    """Leave of the folder what a clone would have."""
    for name in ("public", ".mapgen"):
        shutil.rmtree(root / name, ignore_errors=True)


def test_netlify_runs_it_before_and_after_a_build_that_succeeds() -> None:
    (plugin,) = tomllib.loads((ROOT / "netlify.toml").read_text(encoding="utf-8"))["plugins"]
    assert plugin == {"package": "./.ci/keep"}
    assert yaml.safe_load((ROOT / plugin["package"] / "manifest.yml").read_text(encoding="utf-8")) == {"name": "keep"}
    line = [compute_driver_executable()[0], "-p", "Object.keys(require(process.argv[1])).join()", str(PLUGIN)]
    assert subprocess.run(line, capture_output=True, text=True).stdout == "onPreBuild,onPostBuild\n"


def test_a_build_in_a_fresh_folder_begins_with_the_last_one(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project().root
    assert run(root, "onPreBuild") == ""
    first, before = built(root), published(root)
    run(root, "onPostBuild")
    fresh(root)
    run(root, "onPreBuild")
    with monkeypatch.context() as untouched:
        untouched.setattr("mapgen.build.build", lambda *_: pytest.fail("nothing changed, and it was built again"))
        assert built(root) == Changes((), first.written, ())

    fresh(root)
    run(root, "onPreBuild")
    file = root / "content/orgs/mihon-shokudo.yaml"
    file.write_bytes(file.read_bytes() + "# みほん\n".encode())
    page, found = Ledger.page, list[tuple[str, bool]]()

    def counted(book: Ledger, path: str, key: str) -> tuple[bytes, str] | None:
        answer = page(book, path, key)
        found.append((path, answer is not None))
        return answer

    monkeypatch.setattr(Ledger, "page", counted)
    assert built(root).written == () and published(root) == before, "a remark changes no byte that is uploaded"
    assert [path for path, stood in found if not stood] == ["orgs/mihon-shokudo/index.html"], "only that was printed"


@pytest.mark.parametrize("fault", ["nothing", "throws", "half"])
def test_without_its_cache_a_build_begins_with_nothing(tmp_path: Path, fault: str) -> None:
    made = Project(tmp_path / "地図")
    made.write({"public/.mapgen-site": "", "public/index.html": "みほん" * 9_000, ".mapgen/orgs.bin": b"\0"})
    run(made.root, "onPostBuild")
    fresh(made.root)

    said = run(made.root, "onPreBuild", fault)

    assert said.startswith("" if fault == "nothing" else "keep: goes on without (")
    assert list(made.root.iterdir()) == []
    assert run(made.root, "onPostBuild").startswith("keep: goes on without ("), "there is no site to keep"


def test_who_was_taken_back_is_in_no_cache_after_the_next_build(project: Make) -> None:
    made = project({TAKEN_BACK: ORG.format(n=7, category="living", lat="117", lon="41")})
    archive, name = made.root.parent / "store" / ARCHIVE, "みほん7の家".encode()
    built(made.root)
    run(made.root, "onPostBuild")
    assert name in archive.read_bytes()
    fresh(made.root)
    run(made.root, "onPreBuild")
    made.write({TAKEN_BACK: None})
    built(made.root)
    before = archive.read_bytes()

    run(made.root, "onPostBuild")
    assert name not in archive.read_bytes()

    archive.write_bytes(before)
    run(made.root, "onPostBuild", "half")
    assert not archive.exists(), "what cannot be renewed does not stay"


def test_of_a_preview_no_byte_comes_into_the_site(project: Make) -> None:
    root = project().root
    built(root)
    run(root, "onPostBuild")
    fresh(root)
    run(root, "onPreBuild")
    site = Options(base_url="https://mihon.example", missing="town")

    built(root, site)

    assert published(root) == bytes_of(build(root, site))
    assert not any(b"deploy-preview" in content for content in published(root).values())
