"""Bodies of issues, as GitHub makes them of the form: a heading for each question, an empty line, the answer."""

from __future__ import annotations

from collections.abc import Mapping

from mapgen.guide import Guide
from mapgen.guide.issueforms import suggestion

GOOD = {
    "name": "みほん相談所",
    "kana": "ﾐﾎﾝ ｿｳﾀﾞﾝｼﾞｮ",
    "type": "NPO法人",
    "summary": "困ったときに話せるところ。",
    "description": "ひとりでも来られます。\n\n- 予約は要りません",
    "categories": "生活・お金: 食べもの, 子ども・若者",
    "forms": "相談, 居場所",
    "serves": "みほん市",
    "audience-text": "6歳から18歳まで",
    "open_to": "だれでも",
    "apply": "電話で申し込みます",
    "cost": "無料",
    "languages": "日本語、英語",
    "accessibility": "駐車場, オンライン",
    "contact-tel": "０４６−０００−０００１",
    "contact-url": "https://mihon.example/",
    "hours": "月〜金 9:30〜16:30\n第2・第4土 11:00〜14:00(8月は休み)",
    "closed": "祝日、年末年始",
    "places-address": "みほん市みどりが丘1-2-9",
    "sources": "https://mihon.example/about\n団体のちらし",
}


def body(guide: Guide, answers: Mapping[str, str]) -> str:
    """Return the body of an issue; a question without an answer has `_No response_`."""
    parts = []
    for element in suggestion(guide)["body"]:
        if element["type"] == "markdown":
            continue
        label = element["attributes"]["label"]
        if element["type"] == "checkboxes":
            answer = "\n".join(f"- [X] {option['label']}" for option in element["attributes"]["options"])
        else:
            answer = answers.get(element["id"], "_No response_")
        parts.append(f"### {label}\n\n{answer}")
    return "\n\n".join(parts) + "\n"
