"""The steps of the workflows as they run: what honest people get, and what hostile text cannot do."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mapgen.content import read_guide
from mapgen.problems import Problems
from tests.conftest import Project
from tests.drift import SHOKUDO
from tests.issues import GOOD, body
from tests.workflows import ROOT, Runner, git

ORG = "content/orgs/mihon-shokudo.yaml"
HIDDEN = "content/orgs/mihon-kakure.yaml"
VEILED = (
    "name: みほんの家\nsummary: 相談できます。\ncategories: [living]\nforms: [consultation]\nserves: [mihon]\n"
    "places:\n  - visibility: hidden\n    city: mihon\n"
)
HOSTILE = [
    "$(touch pwned)", "`touch pwned`", "'; touch pwned; '", '"; touch pwned; "', "${{ github.token }}",
    "\n~~~~~~\n@mihon <b>", "::set-output name=made::true", "みほん" * 30_000, "", None, "\ud800", "\0",
    "-----\n--- a\n+++ b/../../etc/passwd\n",
]  # fmt: skip


@pytest.fixture
def upstream(project: Callable[..., Project]) -> Path:
    """Return a repository like ours on GitHub, its branch main checked out: a project with one organisation more."""
    made = project({ORG: SHOKUDO, "themes/README": "みほん\n", ".gitignore": "out\n"})
    shutil.copytree(ROOT / ".ci", made.root / ".ci")
    git(made.root, "init", "--quiet", "--initial-branch=main")
    commit(made.root, {})
    git(made.root, "config", "receive.denyCurrentBranch", "ignore")
    return made.root


def commit(folder: Path, files: dict[str, Any], *options: str) -> None:
    Project(folder).write(files)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "みほん", *options)


def propose(upstream: Path, *steps: dict[str, Any]) -> str:
    """Leave a pull request of these commits on the repository, number 7, merged too, and return its last commit."""
    git(upstream, "switch", "--quiet", "--create", "theirs")
    for files in steps:
        commit(upstream, files)
    head = git(upstream, "rev-parse", "HEAD")
    git(upstream, "update-ref", "refs/pull/7/head", head)
    git(upstream, "switch", "--quiet", "--detach", "main")
    git(upstream, "merge", "--quiet", "--no-ff", "--message", "みほん", "theirs")
    git(upstream, "update-ref", "refs/pull/7/merge", "HEAD")
    git(upstream, "switch", "--quiet", "main")
    git(upstream, "branch", "--quiet", "--delete", "--force", "theirs")
    return head


def clone(upstream: Path, folder: Path, ref: str = "main") -> None:
    git(upstream.parent, "clone", "--quiet", str(upstream), str(folder))
    git(folder, "fetch", "--quiet", "origin", f"+{ref}:refs/remotes/origin/asked")
    git(folder, "-c", "advice.detachedHead=false", "checkout", "--quiet", "main" if ref == "main" else "origin/asked")


# ── from an issue to a draft ─────────────────────────────────────────────────────────────────────────────────────────


def issue_of(upstream: Path, tmp_path: Path, text: str | None, name: str = "first") -> Runner:
    """Run the job that reads an issue, in a fresh checkout, and hand what it made to the next machine."""
    workspace = tmp_path / name
    clone(upstream, workspace)
    machine = Runner("from-issue.yml", workspace, event={"issue": {"body": text, "number": 7}})
    machine.context |= {"github.event.issue.number": "7", "github.token": "t"}
    done = machine.run("read")
    assert done[-1].returncode == 0, done[-1].stderr
    shutil.move(workspace / "out", workspace / "found")
    git(workspace, "checkout", "--quiet", ".")
    git(workspace, "clean", "--quiet", "--force", "content")
    return machine


def suggestion(upstream: Path, **answers: str) -> str:
    guide = read_guide(upstream, Problems())
    assert guide
    return body(guide, {**GOOD, **answers})


def test_a_good_issue_becomes_a_pull_request_with_a_draft(upstream: Path, tmp_path: Path) -> None:
    machine = issue_of(upstream, tmp_path, suggestion(upstream))
    assert machine.context["steps.read.outputs.made"] == "true"
    assert [step.returncode for step in machine.run("propose")] == [0, 0]
    changed = git(upstream, "diff", "--name-status", "main", "issue-7").split("\n")
    assert [line.split("\t")[0] for line in changed] == ["A"] and changed[0].split("\t")[1].startswith("content/orgs/")
    assert "status: draft" in git(upstream, "show", f"issue-7:{changed[0].split(chr(9))[1]}")
    created, said = machine.asked()[-1]
    assert created[:6] == ["pr", "create", "--head", "issue-7", "--base", "main"]
    assert "Closes #7\n" in said and said.count("~~~~~~") == 2


def test_a_corrected_issue_renews_its_pull_request_unless_a_person_has_begun_on_it(
    upstream: Path, tmp_path: Path
) -> None:
    issue_of(upstream, tmp_path, suggestion(upstream)).run("propose")
    again = issue_of(upstream, tmp_path, suggestion(upstream, summary="なおした文。"), "second")
    again.answers = [("pr list", "12")]
    assert [step.returncode for step in again.run("propose")] == [0, 0]
    assert again.asked()[-1][0][:4] == ["api", "--method", "PATCH", "repos/mihon/map/pulls/12"]
    assert "なおした文。" in git(upstream, "diff", "main", "issue-7")
    git(upstream, "switch", "--quiet", "issue-7")
    commit(upstream, {"content/orgs/mihon-x.yaml": SHOKUDO})
    git(upstream, "switch", "--quiet", "main")
    third = issue_of(upstream, tmp_path, suggestion(upstream, summary="また。"), "third")
    (pushed,) = third.run("propose")
    assert pushed.returncode == 0 and "::warning::下書きは人が直している" in pushed.stdout
    assert "また。" not in git(upstream, "diff", "main", "issue-7")


def test_what_cannot_be_read_comes_back_in_words_in_one_comment(upstream: Path, tmp_path: Path) -> None:
    machine = issue_of(upstream, tmp_path, suggestion(upstream, serves="どこか"))
    assert machine.context["steps.read.outputs.made"] == "false"
    machine.run("answer")
    (asked, _), (posted, said) = machine.asked()
    assert asked[:3] == ["api", "--paginate", "repos/mihon/map/issues/7/comments"]
    assert posted[:4] == ["api", "--method", "POST", "repos/mihon/map/issues/7/comments"]
    assert (
        said.startswith("<!-- from-issue -->\n推薦をありがとうございます。")
        and "どこか" in said
        and "issue.md:" in said
    )
    machine.answers = [("api --paginate", "34\n35")]
    machine.run("answer")
    assert machine.asked()[-1][0][:4] == ["api", "--method", "PATCH", "repos/mihon/map/issues/comments/34"]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_issue_runs_nothing_and_speaks_to_nobody(text: str | None, upstream: Path, tmp_path: Path) -> None:
    machine = issue_of(upstream, tmp_path, f"### 名称\n\n{text}\n\n### ひとことで\n\n{text}\n" if text else text)
    assert machine.context["steps.read.outputs.made"] == "false"
    assert machine.run("answer")[0].returncode == 0
    said = machine.asked()[-1][1]
    assert said.count("~~~~~~") == 2 and said.rstrip().endswith("~~~~~~")
    assert "@" not in said.split("~~~~~~")[0] and not list(tmp_path.rglob("pwned"))


@pytest.mark.parametrize(
    "names",
    [[], ["a.yaml", "b.yaml"], ["A.yaml"], ["-x.yaml"], ["a b.yaml"], ["$(touch pwned).yaml"], [Path(ORG).name]],
)
def test_a_file_that_is_none_of_ours_is_not_pushed(names: list[str], upstream: Path, tmp_path: Path) -> None:
    machine = issue_of(upstream, tmp_path, suggestion(upstream))
    for file in (machine.workspace / "found").glob("*.yaml"):
        file.unlink()
    for name in names:
        (machine.workspace / "found" / name).write_text(SHOKUDO, encoding="utf-8")
    (step,) = machine.run("propose")
    assert step.returncode == 1 and "::error::" in step.stdout
    assert git(upstream, "branch", "--list", "issue-7") == "" and not list(tmp_path.rglob("pwned"))


# ── the content of a pull request ────────────────────────────────────────────────────────────────────────────────────


def content_of(upstream: Path, tmp_path: Path) -> list[Any]:
    machine = Runner("content.yml", tmp_path / "read")
    clone(upstream, machine.workspace / "theirs", "refs/pull/7/merge")
    return machine.run("read")


def test_good_content_is_built_with_the_program_of_main(upstream: Path, tmp_path: Path) -> None:
    propose(upstream, {ORG: SHOKUDO.replace("046-000-0000", "046-000-0001")})
    done = content_of(upstream, tmp_path)
    assert [step.returncode for step in done] == [0, 0, 0, 0], done[-1].stderr
    page = (tmp_path / "read" / "built" / "orgs" / "mihon-shokudo" / "index.html").read_text(encoding="utf-8")
    assert "046-000-0001" in page and "noindex" in page


def test_mistakes_are_named_beside_their_line(upstream: Path, tmp_path: Path) -> None:
    propose(upstream, {ORG: SHOKUDO.replace("serves: [mihon]", "serves: [mihonn]")})
    laid, guarded, checked, built = content_of(upstream, tmp_path)
    assert (laid.returncode, guarded.returncode, checked.returncode, built.returncode) == (0, 0, 1, 1)
    assert re.match(rf"::error file={re.escape(ORG)},line=\d+,col=\d+,title=[\w-]+::.*mihonn", checked.stdout)


def test_an_address_that_was_taken_out_again_is_still_found(upstream: Path, tmp_path: Path) -> None:
    propose(upstream, {HIDDEN: f"{VEILED}# みほん市みどりが丘1-2-3\n"}, {HIDDEN: VEILED})
    _, guarded, checked, _ = content_of(upstream, tmp_path)
    assert (guarded.returncode, checked.returncode) == (1, 0)
    assert f"{HIDDEN}:9: error: " in guarded.stderr and "みどりが丘" not in guarded.stderr + guarded.stdout


def test_nothing_that_a_pull_request_brings_is_run(upstream: Path, tmp_path: Path) -> None:
    bad = "import pathlib; pathlib.Path('pwned').touch(); raise SystemExit(9)\n"
    propose(
        upstream,
        {
            "mapgen/__init__.py": bad, "sitecustomize.py": bad, "pyproject.toml": "[build-system\n", "conftest.py": bad,
            "themes/default/templates/home.html": "{{ 1 / 0 }}", "content/sitecustomize.py": bad,
            ".ci/install": "touch pwned\n", ".ci/requirements.txt": "-r evil.txt\n",
            ".gitattributes": "* filter=bad\n", ".gitconfig": "[filter \"bad\"]\nsmudge = touch pwned\n",
        },
    )  # fmt: skip
    done = content_of(upstream, tmp_path)
    assert [step.returncode for step in done] == [0, 0, 0, 0], [step.stderr for step in done]
    assert not list(tmp_path.rglob("pwned"))


# ── what it changes, as a comment ────────────────────────────────────────────────────────────────────────────────────


def note_of(upstream: Path, tmp_path: Path, head: str, site: str = "", number: str = "7") -> Runner:
    machine = Runner("content-note.yml", tmp_path / "note", answers=[("api --method GET", number)])
    machine.context |= {
        "github.event.workflow_run.head_sha": head, "github.event.workflow_run.head_repository.owner.login": "m",
        "github.event.workflow_run.head_branch": "$(touch pwned)", "vars.NETLIFY_SITE": site, "github.token": "t",
    }  # fmt: skip
    clone(upstream, machine.workspace / "main")
    done = machine.run("read")
    assert [step.returncode for step in done if step.returncode] == [], done[-1].stderr
    assert not list(tmp_path.rglob("pwned"))
    machine.context["needs.read.outputs.number"] = machine.context.get("steps.find.outputs.number", "")
    if (machine.workspace / "out").exists():
        shutil.move(machine.workspace / "out", machine.workspace / "found")
    return machine


def test_a_comment_says_what_changes_for_residents_and_where_the_preview_is(upstream: Path, tmp_path: Path) -> None:
    head = propose(upstream, {ORG: SHOKUDO.replace("046-000-0000", "046-000-0001")})
    machine = note_of(upstream, tmp_path, head, "mihon-map")
    machine.run("post")
    posted, said = machine.asked()[-1]
    assert posted[:4] == ["api", "--method", "POST", "repos/mihon/map/issues/7/comments"]
    assert said == (
        "<!-- content-note -->\n# この変更で、見る人にとって変わること: 1 件\n\n## 変わる団体と電話窓口(1)\n\n"
        "### みほん食堂 (`mihon-shokudo`)\n\n- 電話番号が 046-000-0000 から 046-000-0001 に変わりました\n\n"
        "確認用のページ(数分でできます): https://deploy-preview-7--mihon-map.netlify.app/\n"
    )
    machine.answers = [("api --paginate", "34")]
    machine.run("post")
    assert machine.asked()[-1][0][:4] == ["api", "--method", "PATCH", "repos/mihon/map/issues/comments/34"]


@pytest.mark.parametrize("site", ["", "a.example/", "x--y$(touch pwned)", "a\nb.example"])
def test_without_the_name_of_the_site_no_preview_is_named(site: str, upstream: Path, tmp_path: Path) -> None:
    machine = note_of(upstream, tmp_path, propose(upstream, {ORG: SHOKUDO}), site)
    assert "netlify" not in (machine.workspace / "found" / "comment.md").read_text(encoding="utf-8")


def test_a_comment_warns_of_addresses_mistakes_and_other_files(upstream: Path, tmp_path: Path) -> None:
    steps = (
        {HIDDEN: f"{VEILED}# みほん市みどりが丘1-2-3\n"},
        {HIDDEN: VEILED, ORG: "name: @mihon\n", "mapgen/~~~~~~.py": "x"},
    )
    machine = note_of(upstream, tmp_path, propose(upstream, *steps))
    said = (machine.workspace / "found" / "comment.md").read_text(encoding="utf-8")
    assert said.startswith("<!-- content-note -->\n## 取りこまないでください: ") and "みどりが丘" not in said
    assert "\n# 内容にまちがいがあります\n" in said and ORG in said
    assert "\n**content/ のほかのファイルも変わります。**" in said and "mapgen/.py" in said
    assert said.count("~~~~~~") == 6 and "@mihon" not in "".join(said.split("~~~~~~")[::2])


def test_a_text_of_the_content_calls_nobody(upstream: Path, tmp_path: Path) -> None:
    text = 'summary: "@mihon <img src=x> https://mihon.example #1 ~~~~~~"'
    head = propose(upstream, {ORG: SHOKUDO.replace("summary: だれでも来られる食事の場所。", text)})
    said = (note_of(upstream, tmp_path, head).workspace / "found" / "comment.md").read_text(encoding="utf-8")
    assert not re.search(r"@\w|(?<!\\)<(?!!--)|://|#\d", said) and "mihon.example" in said


@pytest.mark.parametrize("number", ["", "7"])
def test_of_a_pull_request_that_is_closed_or_has_newer_commits_nothing_is_said(
    number: str, upstream: Path, tmp_path: Path
) -> None:
    head = propose(upstream, {ORG: SHOKUDO})
    git(upstream, "update-ref", "refs/pull/7/head", "main")
    machine = note_of(upstream, tmp_path, head, number=number)
    assert machine.context["needs.read.outputs.number"] == "" and not (machine.workspace / "found").exists()
