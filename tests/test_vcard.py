"""Cards for address books, read by vobject: whom to call, public places only, nobody in danger."""

from __future__ import annotations

from typing import Any

import vobject

from mapgen.exports import vcard
from mapgen.exports.alone import FORMATS, Selection
from mapgen.model import Organization
from tests import builders as make
from tests.real_site import real_build


def cards(*organizations: Organization) -> dict[str, bytes]:
    return {artifact.path: artifact.content for artifact in vcard.files(make.site(*organizations))}


def read(content: bytes) -> Any:
    """Return the card as vobject reads it, with every required property there."""
    card = vobject.readOne(content.decode(), validate=True)
    assert card.name == "VCARD"
    return card


def test_a_card_says_whom_to_call_and_where() -> None:
    content = cards(make.rich(aliases=["みほん", "食堂;みほん"]))["orgs/mihon.vcf"]
    card = read(content)
    assert (card.version.value, card.fn.value, card.org.value) == ("3.0", "みほん食堂", ["みほん食堂"])
    assert [(tel.type_paramlist, tel.value) for tel in card.tel_list] == [
        (["WORK", "VOICE"], "046-000-0000"),
        (["WORK", "FAX"], "046-000-0001"),
    ]
    assert [url.value for url in card.url_list] == ["https://shokudo.example.jp/", make.BASE_URL + "orgs/mihon/"]
    where = card.adr.value
    assert (where.country, where.region, where.city, where.street) == (
        "日本",
        "みほん県",
        "北みほん市",
        "青葉一丁目2-3",
    )
    assert card.geo.value == "35.470000;139.350000"
    assert card.sort_string.value == card.x_phonetic_org.value == "みほんしょくどう"
    assert card.note.value == (
        "だれでも来られる食事の場所。\n開いている日: 月〜水 9:30〜16:30、休み: 祝日\n2026年2月1日に確認(電話)\n"
        "https://mihon.example.jp/orgs/mihon/ (みほん協議会、CC BY 4.0)"
    )
    assert card.rev.value == "2026-02-01"
    assert "\r\nNICKNAME:みほん,食堂\\;みほん\r\n".encode() in content


def test_lines_end_in_crlf_and_are_folded_between_characters() -> None:
    content = cards(make.rich(summary="あ𠮷\\,;" * 20))["orgs/mihon.vcf"]
    lines = content.split(b"\r\n")
    assert lines.pop() == b"" and b"\n" not in b"".join(lines)
    assert max(map(len, lines)) == 75
    assert all(line.decode() for line in lines), "each line is whole characters"
    assert read(content).note.value.startswith("あ𠮷\\,;" * 20 + "\n")


def test_only_public_places_are_in_a_card() -> None:
    withheld = [make.area(name="よあけ"), make.hidden(name="ひみつ", contact={"tel": "046-999-9999"})]
    org = make.rich(places=[*withheld, make.public(35.47, contact={"tel": "046-000-0002"})])
    content = cards(org)["orgs/mihon.vcf"]
    card = read(content)
    assert [adr.value.street for adr in card.adr_list] == ["青葉一丁目2-3"]
    assert [tel.value for tel in card.tel_list] == ["046-000-0000", "046-000-0001", "046-000-0002"]
    assert not hasattr(card, "geo"), "the point would be taken for that of the whole card"
    assert not any(word in content.decode() for word in ("よあけ", "ひみつ", "999"))


def test_who_pauses_says_so_and_who_has_ended_or_helps_in_danger_has_none() -> None:
    found = cards(
        make.rich("a", status="paused"),
        make.rich("b", status="closed"),
        make.rich("c", status="draft"),
        make.rich("d", sensitive=["dv"], places=[make.hidden()]),
    )
    assert list(found) == ["orgs/a.vcf"]
    assert read(found["orgs/a.vcf"]).note.value.startswith("いまは活動をお休みしています。\n")


def test_several_cards_are_one_file() -> None:
    form = next(form for form in FORMATS if form.name == "vcard")
    site = make.site(make.rich("a"), make.rich("b", serves=["minami"]), make.rich("c", sensitive=["dv"], places=[]))
    (piece,) = form.files(site, Selection())
    assert [card.uid.value[-7:-1] for card in vobject.readComponents(piece.content.decode())] == ["orgs/a", "orgs/b"]
    assert piece.count == 2
    assert list(form.files(site, Selection(orgs=("c",)))) == []


def test_the_real_map_has_a_card_for_each_page_that_is_not_quiet() -> None:
    built = real_build()
    assert built.site
    wanted = {f"orgs/{entry.id}.vcf" for entry in built.site.listed if not entry.org.sensitive}
    found = {path for path in built.artifacts if path.endswith(".vcf")}
    assert found == wanted and len(found) > 75
    for path in sorted(found):
        assert read(built.artifacts[path].content).uid.value == f"{built.site.base_url}{path[:-4]}/"
