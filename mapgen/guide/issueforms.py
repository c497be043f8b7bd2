"""GitHub issue forms: somebody names an organisation, or a mistake, without knowing files at all.

GitHub makes of an answer `### label`, an empty line, and the words (`imports/issues` reads them back). Syntax:
docs.github.com, "Syntax for GitHub's form schema".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from mapgen.guide.fields import Field, Guide
from mapgen.yamldoc import dumped

Element = Literal["input", "textarea", "dropdown"]

FOLDER = ".github/ISSUE_TEMPLATE"
_MADE = "mapgen schema --update が作ったファイルです。手で直さず、mapgen/guide/ か content/ を直します。"
_NOTICE = """\
## ここでは相談を受けていません

つらいとき、困っているときは、[このページの電話や窓口]({home})に話してください。急ぐときは 110(警察)か 119(救急)へ。

ここに書いたことは、だれでも読めます。**自分やほかの人の名前、電話、住所、病気のことは書かないでください。**
"""


class Question(NamedTuple):
    """A field that the form asks for, and how."""

    path: tuple[str, ...]
    element: Element
    required: bool = False

    @property
    def id(self) -> str:
        """Return the id of its element: the keys of the file that lead to it, joined by hyphens."""
        return "-".join(self.path)


QUESTIONS: tuple[Question, ...] = (
    Question(("name",), "input", required=True),
    Question(("kana",), "input"),
    Question(("type",), "dropdown"),
    Question(("operator",), "input"),
    Question(("summary",), "input", required=True),
    Question(("description",), "textarea"),
    Question(("categories",), "dropdown", required=True),
    Question(("forms",), "dropdown", required=True),
    Question(("serves",), "dropdown", required=True),
    Question(("audience", "text"), "input"),
    Question(("open_to",), "dropdown"),
    Question(("first_contact",), "input"),
    Question(("apply",), "dropdown"),
    Question(("apply_note",), "input"),
    Question(("cost",), "dropdown"),
    Question(("cost_note",), "input"),
    Question(("languages",), "input"),
    Question(("accessibility",), "dropdown"),
    Question(("contact", "tel"), "input"),
    Question(("contact", "fax"), "input"),
    Question(("contact", "email"), "input"),
    Question(("contact", "url"), "input"),
    Question(("hours",), "textarea"),
    Question(("closed",), "input"),
    Question(("places", "visibility"), "dropdown"),
    Question(("places", "name"), "input"),
    Question(("places", "address"), "input"),
    Question(("places", "city"), "dropdown"),
    Question(("places", "access"), "input"),
    Question(("sensitive",), "dropdown"),
    Question(("sources",), "textarea", required=True),
)
_PROMISES = (
    "公開してよい団体の情報だけを書きました",
    "個人の名前、携帯電話、自宅の住所、病気のことは書いていません",
)


def issue_forms(guide: Guide) -> dict[str, str]:
    """Return the files of `.github/ISSUE_TEMPLATE/` by path."""
    made = {"config.yml": _config(guide), "mistake.yml": _mistake(guide), "suggest.yml": suggestion(guide)}
    return {f"{FOLDER}/{name}": dumped(data, _MADE) for name, data in made.items()}


def suggestion(guide: Guide) -> dict[str, Any]:
    """Return the form that names an organisation, field by field."""
    questions = (_element(guide.at(*question.path), question) for question in QUESTIONS)
    return {
        "name": "団体を推薦する",
        "description": "地図にのっていない団体や窓口を知らせる",
        "title": "団体を推薦: ",
        "labels": ["団体を推薦"],
        "body": [_notice(guide), *questions, _promises()],
    }


def _element(field: Field, question: Question) -> dict[str, Any]:
    help_text, example = field.spoken()
    attributes: dict[str, Any] = {"label": field.title.ja}
    if help_text:
        attributes["description"] = help_text.ja
    if question.element == "dropdown":
        attributes["multiple"] = field.many
        attributes["options"] = [choice.words.ja for choice in field.choices]
    else:
        attributes["placeholder"] = f"例: {example}"
    made = {"type": question.element, "id": question.id, "attributes": attributes}
    return made | ({"validations": {"required": True}} if question.required else {})


def _mistake(guide: Guide) -> dict[str, Any]:
    which = "団体のページのアドレスか、その最後の部分(id)"
    source = "ページのアドレス、ちらし、団体に聞いた、など"
    where = {
        "type": "dropdown",
        "id": "fields",
        "attributes": {"label": "どこがちがいますか", "multiple": True, "options": list(_wrong(guide))},
        "validations": {"required": True},
    }
    return {
        "name": "まちがいを知らせる",
        "description": "団体のページのまちがいや、変わったところを知らせる",
        "title": "まちがい: ",
        "labels": ["まちがい"],
        "body": [
            _notice(guide),
            _plain("input", "id", "どの団体ですか", which, f"{_home(guide)}orgs/mihon-shokudo/"),
            where,
            _plain("textarea", "wrong", "何がちがいますか", "今、ページに書いてあること", "電話がつながらない"),
            _plain("textarea", "right", "正しくは何ですか", "分かれば書きます", "", required=False),
            _plain("textarea", "sources", "どこで知りましたか", source, "", required=False),
            _promises(),
        ],
    }


def _wrong(guide: Guide) -> Iterator[str]:
    """Yield what may be wrong: the fields that people see, and that the place is gone."""
    shown = ("name", "summary", "description", "contact", "hours", "closed", "places", "cost", "apply", "audience")
    yield from (guide.at(name).title.ja for name in shown)
    yield from ("もう活動していない", "そのほか")


def _plain(
    element: Element, id: str, label: str, help_text: str, example: str, *, required: bool = True
) -> dict[str, Any]:
    attributes = {"label": label, "description": help_text} | ({"placeholder": f"例: {example}"} if example else {})
    made: dict[str, Any] = {"type": element, "id": id, "attributes": attributes}
    return made | ({"validations": {"required": True}} if required else {})


def _notice(guide: Guide) -> dict[str, Any]:
    return {"type": "markdown", "attributes": {"value": _NOTICE.format(home=_home(guide))}}


def _promises() -> dict[str, Any]:
    options = [{"label": promise, "required": True} for promise in _PROMISES]
    return {"type": "checkboxes", "id": "promises", "attributes": {"label": "送る前に", "options": options}}


def _config(guide: Guide) -> dict[str, Any]:
    home = _home(guide)
    links = (
        ("相談したい方へ", home, "ここでは相談を受けていません。困っているときは、このページの電話や窓口へ"),
        ("情報の直し方", f"{home}contribute/", "紙や電話で伝える、自分で直す。3つの道の説明です"),
    )
    return {
        "blank_issues_enabled": False,
        "contact_links": [{"name": name, "url": url, "about": about} for name, url, about in links],
    }


def _home(guide: Guide) -> str:
    return guide.settings.base_url.rstrip("/") + "/"
