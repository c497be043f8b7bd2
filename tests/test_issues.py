"""An issue in, the draft of a file out: every mistake at once with its line, and nothing in it but text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen.answers import Desk, Draft, draft_text
from mapgen.content import read_guide
from mapgen.imports.issues import draft_of_issue
from mapgen.orgfile import formatted
from mapgen.problems import Problems
from mapgen.starter import start
from tests.conftest import Project
from tests.examples import examples
from tests.issues import GOOD, body
from tests.orgfiles import NASTY, read
from tests.test_cli import Ran, Run, run

__all__ = ["run"]

FILE = "content/orgs/mihon-sodanjo.yaml"
Answers = Mapping[str, str]
Judge = Callable[[str], tuple[Draft | None, Problems, Desk]]


@pytest.fixture
def sent(project: Callable[..., Project], run: Run) -> Callable[..., tuple[Project, Ran]]:
    """Send an issue of the form, or a body as it is, to a new project."""

    def send(answers: Answers | str | bytes = GOOD, lang: str = "ja") -> tuple[Project, Ran]:
        made = project()
        guide = read_guide(made.root, Problems())
        assert guide
        made.write({"issue.md": answers if isinstance(answers, str | bytes) else body(guide, answers)})
        return made, run("--root", made.root, "--lang", lang, "new", "--from-issue", made.root / "issue.md")

    return send


def test_an_issue_becomes_a_draft(sent: Callable[..., tuple[Project, Ran]]) -> None:
    made, ran = sent()
    assert (ran.code, ran.out) == (0, f"{FILE}\n")
    assert ran.err == "エラー 0 件、警告 0 件\n"
    text = (made.root / FILE).read_text(encoding="utf-8")
    assert text == (
        "# yaml-language-server: $schema=../../.vscode/org.schema.json\n"
        "# GitHub の「団体を推薦する」から作った下書きです。出典と見くらべてから、status を active にしてください。\n"
        "name: みほん相談所\n"
        "kana: みほん そうだんじょ\n"
        "type: npo\n"
        "summary: 困ったときに話せるところ。\n"
        "description: |\n"
        "  ひとりでも来られます。\n"
        "\n"
        "  - 予約は要りません\n"
        "categories: [living/food, children]\n"
        "forms: [consultation, ibasho]\n"
        "audience:\n"
        "  ages: {from: 6, to: 18}\n"
        "serves: [mihon]\n"
        "open_to: anyone\n"
        "apply: phone\n"
        "cost: free\n"
        "languages: [ja, en]\n"
        "accessibility: [parking, online]\n"
        "contact:\n"
        "  tel: 046-000-0001\n"
        "  url: https://mihon.example/\n"
        "hours:\n"
        "  - {days: [mon, tue, wed, thu, fri], open: 9:30, close: 16:30}\n"
        "  - {days: [sat], nth: [2, 4], open: 11:00, close: 14:00, note: 8月は休み}\n"
        "closed: [holidays, new-year]\n"
        "places:\n"
        "  - address: みほん市みどりが丘1-2-9\n"
        "status: draft\n"
        "sources:\n"
        "  - url: https://mihon.example/about\n"
        "  - title: 団体のちらし\n"
        "\n"
        "# まだ書いていない項目です。分かったら、行の頭の # を消して書きます。分からないものは、消してかまいません。\n"
        "# first_contact: 電話でもメールでも。匿名でもかまいません。  # はじめての連絡。電話するとどうなるか\n"
        "# verified: {on: 2026-04-01, by: phone}  # 最後に確認\n"
    )
    assert made.check() == ""
    assert formatted(text) == text


def test_every_mistake_is_named_at_its_answer(sent: Callable[..., tuple[Project, Ran]]) -> None:
    wrong = {"kana": "見本", "summary": "み" * 121, "serves": "よその市", "contact-tel": "46", "contact-email": "a"}
    made, ran = sent({**GOOD, **wrong, "categories": "_No response_", "places-address": "よその市1-2"})
    path = made.root / "issue.md"
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        f"{path}:7:1: error: よみがな「見本」に漢字があります [kana-only]\n"
        "    → ひらがなで書きます\n"
        f"{path}:19:1: error: 「summary」は 120 字までです(今は 121 字) [too-long]\n"
        "    → 短くします。長い説明は description に書けます\n"
        f"{path}:27:1: error: 「分野」(categories)に答えがありません [issue-unanswered]\n"
        "    → 見出しの下に書き足します\n"
        f"{path}:37:1: error: 「よその市」という市はありません [unknown-city]\n"
        "    → 次から選びます: mihon\n"
        f"{path}:77:1: error: 「46」は電話番号として読めません [bad-telephone]\n"
        "    → 市外局番から書きます。例: 046-255-0201\n"
        f"{path}:85:1: error: 「a」はメールアドレスとして読めません [bad-email]\n"
        f"{path}:110:1: error: 「よその市1-2」は、"
        "この地図の地域(みほん市)の住所ではありません [address-outside-region]\n"
        "    → 地域の外だとわかっているなら、この場所に「city: outside」の行を書き足します\n"
        "エラー 7 件、警告 0 件\n"
    )
    assert sorted(file.name for file in (made.root / "content/orgs").iterdir()) == ["mihon-shokudo.yaml"]


def test_a_secret_address_is_refused_where_it_stands(sent: Callable[..., tuple[Project, Ran]]) -> None:
    made, ran = sent({**GOOD, "places-visibility": "市だけ(住所はどこにも書きません)", "places-city": "みほん市"})
    assert ran.code == 1
    assert f"{made.root}/issue.md:110:1: error: visibility が hidden の場所に「address」は書けません" in ran.err
    assert not (made.root / FILE).exists()


def test_how_much_is_shown_of_no_place_is_no_place(sent: Callable[..., tuple[Project, Ran]]) -> None:
    made, ran = sent({**GOOD, "places-visibility": "住所も見せる", "places-address": "_No response_"})
    assert ran.code == 0
    assert "\nplaces:" not in (made.root / FILE).read_text(encoding="utf-8")


def test_who_is_there_already_is_named(sent: Callable[..., tuple[Project, Ran]]) -> None:
    made, ran = sent({**GOOD, "name": "みほん食堂", "kana": "みほんしょくどう"}, lang="en")
    assert (ran.code, ran.out) == (0, "content/orgs/mihonshokudo.yaml\n")
    assert ran.err == (
        f"{made.root}/issue.md: warning: probably there already: mihon-shokudo (みほん食堂), by name [probably-there]\n"
        "    → if they are the same, mend content/orgs/mihon-shokudo.yaml and make no new file\n"
        "errors: 0, warnings: 1\n"
    )


def test_nothing_is_written_over(sent: Callable[..., tuple[Project, Ran]], run: Run) -> None:
    made, _ = sent()
    before = (made.root / FILE).read_bytes()
    ran = run("--root", made.root, "new", "--from-issue", made.root / "issue.md")
    assert ran.out == "content/orgs/mihon-sodanjo-2.yaml\n"
    assert (made.root / FILE).read_bytes() == before


def test_a_name_that_nobody_can_read_gets_an_id_for_now(sent: Callable[..., tuple[Project, Ran]]) -> None:
    made, ran = sent({**GOOD, "kana": ""})
    assert ran.out == "content/orgs/draft-e46938cda1.yaml\n"
    text = (made.root / ran.out.strip()).read_text(encoding="utf-8")
    assert "\n# ファイル名(id)は仮のものです。" in text
    assert "\n# kana: みほんしょくどう  # よみがな。" in text


def test_a_mobile_telephone_is_not_written(sent: Callable[..., tuple[Project, Ran]]) -> None:
    made, ran = sent({**GOOD, "summary": "山本まで 090-1111-1111", "contact-tel": "_No response_"})
    text = (made.root / ran.out.strip()).read_text(encoding="utf-8")
    assert "090" not in text
    assert "# 携帯電話の番号がありました。個人の番号かもしれないので、書いていません。\n" in text
    assert "summary: 山本まで (携帯電話の番号は書きませんでした)\n" in text


def test_answers_under_headings_of_their_own_are_read_too(sent: Callable[..., tuple[Project, Ran]]) -> None:
    """Somebody who writes an issue by hand says 団体名 and TEL."""
    made, ran = sent(
        "こんにちは\n\n## 団体名\nみほん相談所\n## ふりがな\nみほん そうだんじょ\n## 概要\nみほん\n"
        "## 分野\n子ども・若者\n## 活動形態\n相談\n## 活動地域\nみほん市\n## TEL\n046-000-0001\n"
    )
    assert (ran.code, ran.out) == (0, f"{FILE}\n")
    assert (
        "issue.md:1:1: warning: 見出しの前のことば「こんにちは」は、どの項目にも入れませんでした [issue-left]"
        in ran.err
    )
    assert "\ncontact:\n  tel: 046-000-0001\n" in (made.root / FILE).read_text(encoding="utf-8")


def test_a_heading_in_an_answer_is_part_of_it_unless_the_form_has_it(sent: Callable[..., tuple[Project, Ran]]) -> None:
    made, ran = sent({**GOOD, "description": "前\n\n### 内容\n\n後"})
    assert ran.code == 0
    assert "description: |\n  前\n\n  \\### 内容\n\n  後\n" in (made.root / FILE).read_text(encoding="utf-8")
    made, ran = sent({**GOOD, "description": "前\n\n### 電話\n\n046-000-9999"})
    assert ran.code == 1
    assert "issue.md:77:1: error: 見出し「電話」が2回あります(1つめは 25 行目) [issue-heading-twice]" in ran.err


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "issue-no-form"), ("こんにちは", "issue-no-form"), ("### どの団体ですか\n\nmihon\n", "issue-no-form"),
        ("み" * 70_000, "issue-too-large"), ("み" * 400_000, "issue-too-large"), (b"\xff\xfe\x00", "wrong-encoding"),
        ("名称: みほん".encode("cp932"), "wrong-encoding"),
        ("### 名称\n\nみほん\n", "issue-unanswered"),
    ],
)  # fmt: skip
def test_what_is_no_such_issue_is_refused(
    sent: Callable[..., tuple[Project, Ran]], text: str | bytes, code: str
) -> None:
    made, ran = sent(text)
    assert (ran.code, ran.out) == (1, "")
    assert f"[{code}]" in ran.err
    assert len(list((made.root / "content/orgs").iterdir())) == 1


def test_an_issue_that_is_not_there_is_named(project: Callable[..., Project], run: Run) -> None:
    ran = run("--root", project().root, "new", "--from-issue", "nowhere.md")
    assert (ran.code, ran.err.splitlines()[0]) == (
        1, "nowhere.md: error: ファイルを開けません: No such file or directory [unreadable-file]"
    )  # fmt: skip


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    root = tmp_path_factory.mktemp("project")
    start(root)
    desk = Desk.of(root, Problems())
    assert desk

    def judge(text: str) -> tuple[Draft | None, Problems, Desk]:
        (root / "issue.md").write_text(text, encoding="utf-8", errors="replace")
        problems = Problems()
        return draft_of_issue(root / "issue.md", desk, problems), problems, desk

    return judge


HOSTILE = [
    "../../etc/passwd", "`rm -rf /`", "$(id)", "@everyone", "<script>alert(1)</script>", "<!-- -->",
    "!!python/object:x", "*a", "&a b", "{{ secrets.TOKEN }}", "${{ secrets.TOKEN }}", "a\n---\nb: c",
    "name: x\nstatus: active", "\x00\x1b[2J", "\u202egnp.exe", "### 名称", "- [X] a", "_No response_",
    "![](https://a.example/b.png)", "[a](javascript:b)",
]  # fmt: skip


@settings(max_examples=examples(60))
@given(answers=st.dictionaries(st.sampled_from(sorted(GOOD)), st.sampled_from([*HOSTILE, *NASTY]), max_size=4))
def test_no_answer_is_anything_but_text(judged: Judge, answers: dict[str, str]) -> None:
    """Whatever is written, the file says it as text, in its own field; its name leads nowhere else."""
    _, _, desk = judged("")
    draft, problems, _ = judged(body(desk.guide, {**GOOD, **answers}))
    if draft is None:
        assert problems.failed()
        return
    said = read(draft_text(draft, desk.guide, "みほん"))
    assert said["status"] == "draft"
    assert draft.path.removeprefix("content/orgs/").removesuffix(".yaml").replace("-", "").isalnum()
    assert said.keys() <= {field.name for field in desk.guide.fields}


@settings(max_examples=examples(60))
@given(text=st.text(max_size=400))
def test_no_body_makes_it_fail(judged: Judge, text: str) -> None:
    draft, problems, _ = judged(text)
    assert draft is None and problems.failed()
