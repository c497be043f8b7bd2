"""The benchmark itself, with small sizes: it must measure what is there, and see what is wrong. No time is asserted."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.bench.command import main
from tests.bench.contenders import Contender, Sample, make_project, mapgen_on, peer_on
from tests.bench.install import CACHE, install
from tests.bench.measure import run
from tests.bench.peers import PEERS, named
from tests.bench.project import write_project
from tests.bench.records import subject_of
from tests.bench.results import Book, line
from tests.bench.series import COLD, MEMORY, TOUCHED, Outcome, alone, compare
from tests.bench.targets import Found, targets
from tests.bench.tasks import TASKS

COUNT = 12


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sample]:
    folder = tmp_path_factory.mktemp("bench") / "mapgen"
    return folder, make_project(folder, COUNT)


def test_a_project_is_the_same_whenever_it_is_made(tmp_path: Path) -> None:
    first, again = tmp_path / "first", tmp_path / "again"  # the fixture's has been edited when other tests came before
    write_project(first, COUNT)
    write_project(again, COUNT)
    assert len(list((first / "content/orgs").iterdir())) == COUNT
    assert _files(first) == _files(again)


def _files(folder: Path) -> dict[Path, bytes]:
    return {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_every_peer_is_given_every_organisation_with_all_that_is_said(
    project: tuple[Path, Sample], tmp_path: Path
) -> None:
    subject = subject_of(project[0])
    assert [org["ident"] for org in subject.organizations] == [f"mihon-{n:05}" for n in range(COUNT)]
    assert set(subject.tops) < set(subject.categories)
    for peer in PEERS:
        peer.write(subject, tmp_path / peer.name)
        for org in subject.organizations:
            text = (tmp_path / peer.name / peer.source.format(org["ident"])).read_text(encoding="utf-8")
            said = [org[name] for name in ("called", "kana", "intro", "town", "address", "tel", "web", "verified")]
            assert [each for each in (*said, *org["hours"], *org["groups"], str(org["lat"])) if each not in text] == []
            assert text.endswith(org["body"])


def test_mapgen_and_a_peer_take_turns_and_what_both_made_is_right(project: tuple[Path, Sample], tmp_path: Path) -> None:
    mapgen, hugo = mapgen_on(*project), named("Hugo")
    peer = peer_on(hugo, project[0], tmp_path / "hugo", install(hugo, CACHE), project[1])
    first = alone(mapgen, MEMORY, 1, watched=True)
    touched = compare(mapgen, peer, TOUCHED, 1)
    assert first.faults == touched.faults == []
    assert first.medians["mapgen"]["total"] > 20
    assert touched.ratios.keys() == {"wall", "cpu", "peak"} and min(touched.ratios.values()) > 0
    assert mapgen.called == peer.called == project[1].renamed
    _sees_what_is_missing(peer)
    _tells_what_it_found(tmp_path / "book.json", first, touched)


def _sees_what_is_missing(peer: Contender) -> None:
    peer.rename()
    groups = [f"category {group}" for group in peer.sample.groups]
    assert peer.faults() == [
        f"{place} {fault}"
        for place in ("its page", "its city", *groups, "the points")
        for fault in ("lacks its name", "has its old name")
    ]
    peer.rename()
    (peer.folder / "public/orgs" / peer.sample.ident / "index.html").unlink()
    assert peer.faults() == [f"{COUNT - 1} pages of organisations", "its page lacks its name"]
    peer.clear()
    assert not (peer.folder / "public").exists()


def _tells_what_it_found(file: Path, *outcomes: Outcome) -> None:
    book = Book(file, add=False)
    for outcome in outcomes:
        book.add(outcome)
    book.note("exports 12", {"exports/kml": {"seconds": 0.5, "files": 1}})
    assert Book(file, add=True).text().startswith(book.text())
    text = book.text()
    assert f"| {COUNT} | mapgen : Hugo | 1 |" in text
    assert "|  | seconds | files |\n| --- | --- | --- |\n| exports/kml | 0.5 | 1 |\n" in text
    assert "measured: memory 12, touched 12, exports 12" in text
    assert all(package in text for peer in PEERS for package in peer.packages)
    assert line(outcomes[1]).startswith("    12 touched   (1) mapgen ")


def test_a_program_that_fails_has_no_ratios_and_says_why(project: tuple[Path, Sample]) -> None:
    site = project[0] / "content/site.yaml"
    kept = site.read_text(encoding="utf-8")
    site.write_text("title: [", encoding="utf-8")
    outcome = compare(mapgen_on(*project), mapgen_on(*project, name="again"), COLD, 3)
    site.write_text(kept, encoding="utf-8")
    assert (outcome.runs, outcome.ratios) == (1, {})
    assert [fault.partition(":")[0] for fault in outcome.faults] == ["mapgen ended with 1", "again ended with 1"]
    assert "content/site.yaml:1:" in outcome.faults[0]


def test_time_and_memory_of_children_count(tmp_path: Path) -> None:
    busy = (
        "import time; held = b'x' * 60_000_000\nend = time.process_time() + 0.3\nwhile time.process_time() < end: pass"
    )
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}], check=True); sys.exit(3)"
    used = run([sys.executable, "-c", parent], tmp_path, {}, watched=True)
    assert used.status == 3
    assert used.cpu >= 0.3
    assert used.peak > 60 and used.total > 60


def test_a_program_that_never_ends_is_ended(tmp_path: Path) -> None:
    used = run(
        [sys.executable, "-c", "import time; print('waiting', flush=True); time.sleep(60)"], tmp_path, {}, patience=1
    )
    assert (used.status, used.said) == (-9, "waiting")


def test_targets_are_met_by_figures_and_by_nothing_else() -> None:
    outcome = Outcome(200, "touched", "mapgen", "Hugo", 1, {"mapgen": {"wall": 0.6}}, {"wall": 2.0})
    found = Found({outcome.key: outcome}, {"start-up": 0.1, "browser 10000": {"map": {"lcp": 1900.0}}})
    rows = {target.text: target.row()[1:] for target in targets(found)}
    assert {text: row for text, row in rows.items() if row[2] != "not measured"} == {
        "touched, 200 organisations": ("≤ 0.5 s", "0.60 s", "**not met**"),
        "`mapgen --help`": ("≤ 0.15 s", "0.10 s", "met"),
        "map page on a slow phone, 10,000 organisations: largest paint": ("≤ 2,000 ms", "1,900 ms", "met"),
    }
    outcome.faults.append("mapgen ended with 1")
    assert Found({outcome.key: outcome}, {}).used(200, "touched") is None


def test_the_command_documents_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    for name, task in TASKS.items():
        assert f"  {name:<9} {task.__doc__}" in said
    assert main(["nonsense"]) == 2
    assert "no such task: nonsense" in capsys.readouterr().out
