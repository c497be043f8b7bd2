"""Whom to ask again: organisations that nobody confirmed, or too long ago, with how to ask and what is published."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from mapgen.model import PublicPlace
from mapgen.published import TITLES, Fact, contacts, published
from mapgen.reports.value import Report, Row, Section, belongs
from mapgen.site import Entry, Site
from mapgen.wording import date_in_words, joined, verified_in_words

# What is written can be passed on and answered in one's own time, so that it comes first; then a call; a form leaves
# no copy with us; a letter is slow and costs a stamp.
WRITTEN_FIRST = (("email", "メール"), ("fax", "FAX"), ("tel", "電話"), ("form", "問い合わせフォーム"))
POST = "郵便"
NOBODY = "公開している連絡先がありません"
NEVER = "まだ確認していません"
SHOWN = ("summary", "address", "tel", "fax", "email", "url", "hours", "notice")
COLUMNS = ("団体", "id", "市", "最後の確認", "日数", "たずね方", "あて先", "ほかのたずね方")


@dataclass(frozen=True, slots=True)
class Way:
    """A way to ask: its word, and the number or the address."""

    word: str
    to: str

    def __str__(self) -> str:
        return f"{self.word} {self.to}"


def ways(entry: Entry) -> tuple[Way, ...]:
    """Return how it can be asked by what is published, the way to try first in front."""
    found = [Way(word, to) for kind, word in WRITTEN_FIRST for to, _ in contacts(entry.org, kind)]
    if address := postal_address(entry):
        found.append(Way(POST, address))
    return tuple(found)


def postal_address(entry: Entry) -> str | None:
    """Return the first published address with a street number as it is written: to a town nothing can be sent.

    One outside the region is taken as it is, since nobody here can read it.
    """
    for located in entry.locations:
        place, address = located.place, located.address
        if isinstance(place, PublicPlace) and place.address and (address is None or address.level == "number"):
            return place.address
    return None


def is_due(entry: Entry, site: Site, today: date) -> bool:
    """Return whether nobody confirmed it within the days that `site.yaml` allows: the same rule as `check`."""
    verified = entry.org.verified
    return verified is None or (today - verified.on).days > site.content.settings.stale_after


def due(site: Site, today: date, cities: Collection[str] = ()) -> Report:
    """Return the listed organisations that are due on a day, never confirmed ones first, then by age."""
    found = [entry for entry in site.listed if belongs(entry, cities) and is_due(entry, site, today)]
    never = [entry for entry in found if entry.org.verified is None]
    aged = sorted((e for e in found if e.org.verified), key=lambda e: (-_days(e, today), e.org.sort_key))
    days = site.content.settings.stale_after
    old = f"確認から {days} 日をこえた"
    return Report(
        title="確認を頼む団体",
        lead=(
            f"{date_in_words(today)}に、一度も確認していないか、確認から {days} 日をこえている団体です。古い順です。",
            "たずね方は、公開している連絡先だけから、メール、FAX、電話、フォーム、郵便の順に選びました。",
        ),
        columns=(*COLUMNS, *(TITLES[field] for field in SHOWN), "ページ"),
        printed=("団体", "最後の確認", "たずね方", "いまの掲載内容"),
        sections=(
            _section("一度も確認していない", never, site, today),
            _section(old, aged, site, today),
        ),
        none="確認を頼む団体はありません",
    )


def _section(kind: str, entries: Collection[Entry], site: Site, today: date) -> Section:
    return Section(kind, f"{kind}団体 {len(entries)} 件", tuple(_row(entry, site, today) for entry in entries))


def _row(entry: Entry, site: Site, today: date) -> Row:
    org, facts, found = entry.org, _shown(entry, site), ways(entry)
    city = joined(each.name.ja for each in site.content.region.cities if each.id in entry.cities)
    days = _days(entry, today) if org.verified else ""
    when = verified_in_words(org.verified) or NEVER
    age = f"{days}日前" if org.verified else NEVER
    first, others = (found[0], found[1:]) if found else (Way(NOBODY, ""), ())
    page = site.base_url + entry.path
    said = "\n".join((*(f"{fact.title}: {fact.text}" for fact in facts if fact.lines), page))
    cells = (org.name, org.id, city, when, days, first.word, first.to, joined(map(str, others)))
    asked = "\n".join(str(way) for way in found) or NOBODY
    return Row(
        line=f"{age}  {org.name} ({org.id})  → {str(first).strip()}",
        cells=(*cells, *(fact.text for fact in facts), page),
        printed=("\n".join(filter(None, (org.name, city, org.id))), f"{when}\n{age}" if days else when, asked, said),
    )


def _shown(entry: Entry, site: Site) -> tuple[Fact, ...]:
    facts = published(entry, site)
    return tuple(facts[field] for field in SHOWN)


def _days(entry: Entry, today: date) -> int:
    assert entry.org.verified is not None
    return (today - entry.org.verified.on).days
