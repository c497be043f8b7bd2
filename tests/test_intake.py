"""The forms for what is wrong or missing: nothing unless asked for, plain HTML, and a mail that has YAML in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
import yaml
from lxml import html
from playwright.sync_api import Browser, Page

from mapgen import yamldoc
from mapgen.build import Build, Options
from mapgen.problems import Problems
from mapgen.starter import starter_files
from tests.axe import by_day_and_night
from tests.conftest import Project
from tests.real_site import served

SITE, HOTLINES = "content/site.yaml", "content/hotlines.yaml"
LINE = (
    "hotlines:\n  - id: mihon\n    name: {ja: みほん電話, en: Mihon line}\n    number: 0120-000-000\n"
    "    about: {ja: だれでも}\n"
    "    checked_on: 2026-04-01\n    checked_against: [https://a.example/, https://b.example/]\n"
)
PATHS = [f"{lang}{page}/" for lang in ("", "easy/", "en/") for page in ("report", "suggest", "thanks")]
NASTY = "み\"ほ'ん: #1 & <b> \\ \u2028@x\ntrue\n- a\n---\n%YAML"
Host = tuple[Build, str, Browser]


def files() -> dict[str, str]:
    site = starter_files()[SITE].decode().replace("languages: [ja] ", "languages: [ja, easy, en] ")
    return {SITE: f"{site}forms: netlify\nrepository: https://github.com/mihon/map\n", HOTLINES: LINE}


@pytest.fixture
def made(project: Callable[..., Project]) -> Build:
    return project(files()).build(Options())


def form(built: Build, path: str) -> Any:
    (found,) = (own for own in html.fromstring(built.artifacts[f"{path}index.html"].content).forms if own.get("name"))
    return found


def test_without_the_switch_there_are_no_forms(project: Callable[..., Project]) -> None:
    built = project().build(Options())
    assert [path for path in built.artifacts if path.startswith(("report", "suggest", "thanks"))] == []
    pages = [a.content for path, a in built.artifacts.items() if path.endswith(".html")]
    assert not any(b"netlify" in page or b"<textarea" in page or b"suggest/" in page for page in pages)


def test_nothing_is_wrong_with_the_site_that_has_them(made: Build) -> None:
    assert [problem.text() for problem in made.problems if problem.level == "error"] == []
    assert b"suggest/" in made.artifacts["sitemap.xml"].content
    assert b"form-action 'self'" in made.artifacts["_headers"].content


@pytest.mark.parametrize("path", [path for path in PATHS if "thanks" not in path])
def test_a_form_is_what_the_host_looks_for_and_says_what_becomes_of_it(path: str, made: Build) -> None:
    own = form(made, path)
    assert (own.get("data-netlify"), own.get("netlify-honeypot"), own.method) == ("true", "bot-field", "POST")
    assert own.fields["form-name"] == own.get("name")
    lang = path.split("/")[0] if path.count("/") == 2 else ""
    assert (
        own.get("action") == f"/{lang}/thanks/".replace("//", "/")
        and f"{own.get('action')[1:]}index.html" in made.artifacts
    )
    assert own.inputs["bot-field"].getparent().getparent().get("hidden") is not None
    labelled = {label.get("for") for label in own.iter("label")}
    assert {field.get("id") for field in own.inputs if field.get("id")} <= labelled
    text = made.artifacts[f"{path}index.html"].content.decode()
    assert "0120-000-000" in text and "Netlify" in text
    notice = {"": "ここでは相談を受けていません", "en": "Nobody can help you here"}
    assert notice.get(lang, "<ruby>相談") in text


def test_no_two_forms_have_one_name_and_none_asks_for_health_or_a_person(made: Build) -> None:
    forms = [form(made, path) for path in PATHS if "thanks" not in path]
    assert len({own.get("name") for own in forms}) == len(forms)
    asked = {name for own in forms for name in own.fields}
    assert asked == {
        "form-name", "yaml", "bot-field", "org", "what", "correct", "sources", "name", "kana", "operator", "summary",
        "contact-tel", "contact-url", "places-address", "hours_note", "serves",
    }  # fmt: skip


def test_an_organisation_leads_to_its_form_before_any_other_way(made: Build, project: Callable[..., Project]) -> None:
    page = made.artifacts["orgs/mihon-shokudo/index.html"].content
    assert b'href="../../report/?org=mihon-shokudo"' in page and b"issues/new" not in page
    without = project({SITE: files()[SITE].replace("forms: netlify\n", "")}).build(Options())
    assert b"issues/new" in without.artifacts["orgs/mihon-shokudo/index.html"].content
    options = [option.get("value") for option in form(made, "report/").inputs["org"].iter("option")]
    assert options == ["", "mihon-shokudo"]


def test_an_unknown_host_is_a_mistake(project: Callable[..., Project]) -> None:
    assert "「netlfy」は選べません" in project({SITE: files()[SITE].replace("netlify", "netlfy")}).check()


@pytest.fixture(scope="module")
def host(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    project = Project(tmp_path_factory.mktemp("forms"))
    project.write({**starter_files(), **files()})
    with served(chromium, project.root) as site:
        yield site


@pytest.fixture
def page(host: Host) -> Iterator[Page]:
    context = host[2].new_context(viewport={"width": 390, "height": 844}, locale="ja-JP")
    yield context.new_page()
    context.close()


def sent(page: Page) -> dict[str, str]:
    """Send the form, and return what the host is sent."""
    with page.expect_request(lambda request: request.method == "POST") as asked:
        page.locator("form.intake button").click()
    assert asked.value.url.endswith("/thanks/")
    return {name: values[0] for name, values in parse_qs(asked.value.post_data or "", keep_blank_values=True).items()}


@pytest.mark.browser
def test_a_report_has_yaml_for_the_file_that_the_address_names(host: Host, page: Page) -> None:
    page.goto(f"{host[1]}report/?org=mihon-shokudo")
    page.locator("#correct").fill("046-000-0001")
    page.locator("#sources").fill("https://mihon.example/a\nちらし")
    mail = sent(page)
    assert (mail["form-name"], mail["org"], mail["what"]) == ("report", "mihon-shokudo", "contact.tel")
    assert mail["yaml"].replace("\r\n", "\n") == (
        '# content/orgs/mihon-shokudo.yaml\ncontact:\n  tel: "046-000-0001"\n'
        'sources:\n  - url: "https://mihon.example/a"\n  - title: "ちらし"\n'
    )


@pytest.mark.browser
def test_whatever_somebody_writes_the_yaml_says_only_that(host: Host, page: Page) -> None:
    page.goto(f"{host[1]}suggest/")
    for name in ("name", "kana", "operator", "contact-tel", "places-address", "hours_note"):
        page.locator(f"#{name}").fill(NASTY.replace("\n", " "))
    page.locator("#summary").fill(NASTY)
    page.locator("#sources").fill(NASTY)
    page.locator("[name=serves]").check()
    written = sent(page)["yaml"].replace("\r\n", "\n")
    said = yaml.safe_load(written)
    seen = NASTY.replace("\u2028", " ")
    line = seen.replace("\n", " ")
    assert (said["name"], said["contact"], said["places"]) == (line, {"tel": line}, [{"address": line}])
    assert (said["summary"], said["serves"], said["status"]) == (seen, ["mihon"], "draft")
    assert [each["title"] for each in said["sources"]] == seen.split("\n")
    assert yamldoc.parse(written.encode(), "a", problems := Problems()) and list(problems) == []
    page.goto(f"{host[1]}report/")
    page.locator("#what").select_option("other")
    page.locator("#correct").fill(NASTY)
    assert yaml.safe_load(sent(page)["yaml"]) is None


@pytest.mark.browser
def test_without_javascript_everything_but_the_yaml_is_sent(host: Host) -> None:
    context = host[2].new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host[1]}suggest/")
    for name in ("name", "summary", "sources"):
        page.locator(f"#{name}").fill("みほん")
    mail = sent(page)
    assert (mail["form-name"], mail["name"], mail["summary"], mail["yaml"]) == ("suggest", "みほん", "みほん", "")
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_and_nothing_runs_off_the_page(width: int, host: Host) -> None:
    context = host[2].new_context(viewport={"width": width, "height": 844}, bypass_csp=True)
    page, found = context.new_page(), []
    for path in PATHS:
        page.goto(host[1] + path)
        found += [(path, *each) for each in by_day_and_night(page)]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
    assert found == []
