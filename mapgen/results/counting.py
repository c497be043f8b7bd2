"""The answers of a survey counted: how many answered, of which fields and forms, and who is still to be reminded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mapgen.geocode import locate
from mapgen.results.masking import MASK, SMALL, Place, hidden, hidden_in_line
from mapgen.results.naming import named
from mapgen.results.value import Cell, Results, Table, shown
from mapgen.site import Site
from mapgen.survey import Answers, Row
from mapgen.survey.columns import CHANNEL, SENT
from mapgen.tallies import percent
from mapgen.wording import ASKED_BY_WORDS

# Of fewer answers so much would have to be hidden that the rest tells nothing, or whose they are.
FEWEST = 10
WHOLE, UNKNOWN, ALONE = "全体", "分からない", "分野全体"
_RATE = ("区分", "たずねた団体", "答えた団体", "回収率(%)")
SINCE = "のべではなく、団体の数です。1つの団体は、あてはまる全部に1つずつ数えます"


@dataclass(frozen=True, slots=True)
class Replier:
    """One organisation that was asked, with what is counted of it."""

    row: Row
    cities: frozenset[str]
    kind: str
    tops: frozenset[str]
    categories: frozenset[str]
    forms: frozenset[str]


Test = Callable[[Replier], bool]
Kinds = Sequence[tuple[str, Test]]


@dataclass(frozen=True, slots=True)
class Veils:
    """What is hidden of the counts of each kind, by its word: in the staff's edition nothing."""

    fields: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    cities: frozenset[str] = frozenset()


def results(answers: Answers, site: Site, *, publishable: bool = False) -> Results:
    """Return the tables of what came back; `publishable` names nobody and hides small numbers."""
    everybody = [_replier(row, site) for row in answers.rows]
    who = [one for one in everybody if one.row.answered]
    veils = Veils()
    if publishable:
        veils = Veils(_veil(_tops(site), who), _veil(_forms_of(site), who), _veil_rates(_cities(site), everybody)[0])
    tables = [*_rates(everybody, site, publishable), _channels(who, publishable)]
    tables += [_fields(who, site, veils, publishable), _forms(who, site, veils)]
    tables += [*_crosses(who, site, veils, publishable), *_choices(answers, publishable)]
    if not publishable:
        tables += named(answers, site)
    return Results(answers.questionnaire.title, len(everybody), len(who), tuple(tables), publishable)


def _veil(kinds: Kinds, who: Sequence[Replier]) -> frozenset[str]:
    """Return the words of the kinds whose counts must not be shown."""
    found = hidden_in_line([sum(map(test, who)) for _, test in kinds])
    return frozenset(kinds[n][0] for n in found)


def _veil_rates(kinds: Kinds, everybody: Sequence[Replier]) -> tuple[frozenset[str], frozenset[str]]:
    """Return of which kinds the answers, and of which those asked, must not be shown.

    Who did not answer can be as few as who did: both are rows of one table, of which those asked are the sums.
    """
    groups = [*([one for one in everybody if test(one)] for _, test in kinds), everybody]
    yes = [sum(one.row.answered for one in group) for group in groups]
    asked = [len(group) for group in groups]
    end = len(kinds)
    no = [whole - part for whole, part in zip(asked, yes, strict=True)]
    found = hidden([yes, no, asked], known=frozenset({(0, end), (1, end)}))
    words = [word for word, _ in kinds]
    answered = frozenset(words[c] for r, c in found if r < 2 and c < end)
    return answered, frozenset(words[c] for r, c in found if r == 2 and c < end)


def _replier(row: Row, site: Site) -> Replier:
    """Return what is counted of a row: where it is by the map, else by its own words; its answers by its own words."""
    org = next((org for org in site.content.organizations if org.id == row.id), None)
    located = {locate(place, site.content.atlas).city for place in org.all_places} - {None} if org else set()
    cities = located or set(org.serves if org else row.data.get("serves", ()))
    categories = frozenset(row.data.get("categories", ()))
    return Replier(
        row=row,
        cities=frozenset(city for city in cities if city),
        kind=str((org and org.type) or row.data.get("type") or ""),
        tops=frozenset(category.partition("/")[0] for category in categories),
        categories=categories,
        forms=frozenset(row.data.get("forms", ())),
    )


def _cities(site: Site) -> Kinds:
    found = [(city.name.ja, _in_city(city.id)) for city in site.content.region.cities]
    return [*found, (UNKNOWN, lambda one: not one.cities)]


def _in_city(city: str) -> Test:
    return lambda one: city in one.cities


def _of_form(form: str) -> Test:
    return lambda one: form in one.forms


def _of_category(category: str) -> Test:
    return lambda one: category in one.categories or category in one.tops


def _rates(everybody: Sequence[Replier], site: Site, publishable: bool) -> Iterator[Table]:
    types: list[tuple[str, Test]] = [(kind.name.ja, _of_kind(kind.id)) for kind in site.content.taxonomy.types]
    types.append((UNKNOWN, lambda one: not one.kind))
    where = "市は、地図にある場所で、なければ活動する市で数えます。2つの市にある団体は、両方に数えます"
    yield _rate("cities", "市ごとの回収率", where, _cities(site), everybody, publishable)
    yield _sent(everybody, publishable)
    yield _rate("types", "種別ごとの回収率", "種別は、地図か答えにあるものです", types, everybody, publishable)


def _sent(everybody: Sequence[Replier], publishable: bool) -> Table:
    """Return the rates by how each was asked, which staff write down; without a row where nobody has."""
    title = "送った方法ごとの回収率"
    if not any(one.row.sent for one in everybody):
        note = f"どの方法で送ったかが表の「{SENT}」の列にないので、数えられません"
        return Table("sent", title, note, _RATE, ())
    kinds = [(word, _sent_by(way)) for way, word in [*ASKED_BY_WORDS.items(), (None, UNKNOWN)]]
    note = f"送った方法は、表の「{SENT}」の列にあるものです。返ってきた方法とはちがうことがあります"
    return _rate("sent", title, note, kinds, everybody, publishable)


def _sent_by(way: str | None) -> Test:
    return lambda one: one.row.sent == way


def _of_kind(kind: str) -> Test:
    return lambda one: one.kind == kind


def _rate(name: str, title: str, note: str, kinds: Kinds, everybody: Sequence[Replier], publishable: bool) -> Table:
    veiled, unasked = _veil_rates(kinds, everybody) if publishable else (frozenset[str](), frozenset[str]())
    rows: list[tuple[Cell, ...]] = []
    for word, test in [*kinds, (WHOLE, _anybody)]:
        group = [one for one in everybody if test(one)]
        yes = sum(one.row.answered for one in group)
        dark = word in veiled or word in unasked
        if group:
            rate = MASK if dark else percent(yes, len(group))
            rows.append((word, shown(len(group), hidden=word in unasked), shown(yes, hidden=word in veiled), rate))
    return Table(name, title, note, _RATE, tuple(rows))


def _anybody(_one: Replier) -> bool:
    return True


def _channels(who: Sequence[Replier], publishable: bool) -> Table:
    kinds: list[tuple[str, Test]] = [(word, _by(way)) for way, word in ASKED_BY_WORDS.items()]
    kinds.append((UNKNOWN, lambda one: one.row.channel is None))
    note = f"答えのあった団体が、表の「{CHANNEL}」の列にどう書かれているかです"
    return _shares("channels", "返ってきた方法", note, kinds, who, _veil(kinds, who) if publishable else frozenset())


def _by(channel: str) -> Test:
    return lambda one: one.row.channel == channel


def _shares(name: str, title: str, note: str, kinds: Kinds, who: Sequence[Replier], veiled: frozenset[str]) -> Table:
    """Return how many are of each kind, and their share of all that answered."""
    counts = {word: sum(map(test, who)) for word, test in kinds}
    rows: list[tuple[Cell, ...]] = [
        (word, shown(count, hidden=word in veiled), MASK if word in veiled else percent(count, len(who)))
        for word, count in counts.items()
    ]
    rows.append((WHOLE, len(who), percent(len(who), len(who))))
    return Table(name, title, note, ("区分", "団体", "割合(%)"), tuple(rows))


def _fields(who: Sequence[Replier], site: Site, veils: Veils, publishable: bool) -> Table:
    """Return the fields of activity: each top level, then its parts, as the sunburst has them."""
    rows: list[tuple[Cell, ...]] = []
    for top in site.content.taxonomy.categories:
        whole, veil = sum(map(_of_category(top.id), who)), top.name.ja in veils.fields
        parts = {leaf.name.ja: sum(f"{top.id}/{leaf.id}" in one.categories for one in who) for leaf in top.children}
        if alone := sum(_alone(one, top.id) for one in who):
            parts[ALONE] = alone
        inside = hidden_in_line([*parts.values()]) if publishable else frozenset()
        rows.append((top.name.ja, "", shown(whole, hidden=veil), MASK if veil else percent(whole, len(who))))
        for n, (word, part) in enumerate(parts.items()):
            dark = n in inside or (veil and part > 0)  # a hidden whole with all its parts shown would be no secret
            rows.append((top.name.ja, word, shown(part, hidden=dark), MASK if dark else percent(part, len(who))))
    note = f"N = {len(who)}。{SINCE}。答えのなかった団体は、どこにも数えません"
    return Table("fields", "活動の分野", note, ("分野", "くわしい分野", "団体", "割合(%)"), tuple(rows))


def _alone(one: Replier, top: str) -> bool:
    """Return whether it names a top level and none of its parts."""
    return top in one.categories and not any(category.startswith(f"{top}/") for category in one.categories)


def _forms(who: Sequence[Replier], site: Site, veils: Veils) -> Table:
    """Return the forms, the most frequent first; hidden ones last, for their place would tell their number."""
    kinds = _forms_of(site)
    order = sorted(kinds, key=lambda kind: (True, 0) if kind[0] in veils.forms else (False, -sum(map(kind[1], who))))
    return _shares("forms", "活動のかたち", f"N = {len(who)}。多い順。{SINCE}", order, who, veils.forms)


def _tops(site: Site) -> Kinds:
    return [(top.name.ja, _of_category(top.id)) for top in site.content.taxonomy.categories]


def _forms_of(site: Site) -> Kinds:
    return [(form.name.ja, _of_form(form.id)) for form in site.content.taxonomy.forms]


def _crosses(who: Sequence[Replier], site: Site, veils: Veils, publishable: bool) -> Iterator[Table]:
    """Yield the tables of two kinds; those of each city, whose sums over cities would tell, for the staff alone."""
    fields, forms, cities = _tops(site), _forms_of(site), _cities(site)
    for name, title, down, across, hide in (
        ("fields-cities", "分野と市", fields, cities, (veils.fields, veils.cities)),
        ("forms-cities", "活動のかたちと市", forms, cities, (veils.forms, veils.cities)),
        ("fields-forms", "分野と活動のかたち", fields, forms, (veils.fields, veils.forms)),
    ):
        yield _cross(name, title, down, across, who, hide if publishable else None)
    for city in site.content.region.cities if not publishable else ():
        here, title = [one for one in who if city.id in one.cities], f"分野と活動のかたち({city.name.ja})"
        yield _cross(f"fields-forms-{city.id}", title, fields, forms, here, None)


def _cross(
    name: str,
    title: str,
    down: Kinds,
    across: Kinds,
    who: Sequence[Replier],
    hide: tuple[frozenset[str], frozenset[str]] | None,
) -> Table:
    """Return how many are of both kinds; `hide` are the words whose sums are hidden elsewhere, None hides nothing."""
    rows, columns = [*down, (WHOLE, _anybody)], [*across, (WHOLE, _anybody)]
    numbers = [[sum(one_test(one) and other(one) for one in who) for _, other in columns] for _, one_test in rows]
    veiled = _veiled(numbers, rows, columns, hide) if hide else frozenset()
    told = tuple(
        (word, *(shown(value, hidden=(r, c) in veiled) for c, value in enumerate(numbers[r])))
        for r, (word, _) in enumerate(rows)
    )
    return Table(name, title, f"N = {len(who)}。{SINCE}", ("区分", *(word for word, _ in columns)), told)


def _veiled(
    numbers: Sequence[Sequence[int]], rows: Kinds, columns: Kinds, hide: tuple[frozenset[str], frozenset[str]]
) -> frozenset[Place]:
    down, across = len(rows) - 1, len(columns) - 1
    sums = (
        {(r, across): word for r, (word, _) in enumerate(rows)},
        {(down, c): word for c, (word, _) in enumerate(columns)},
    )
    forced = {
        place for words, places in zip(hide, sums, strict=True) for place, word in places.items() if word in words
    }
    return hidden(numbers, forced, frozenset({*sums[0], *sums[1]} - forced))


def _choices(answers: Answers, publishable: bool) -> Iterator[Table]:
    """Yield the questions that are only counted; the sheet promises of private ones that they are not published."""
    for tally in answers.tallies:
        if not tally.chosen or (publishable and tally.private):
            continue
        counted = {**tally.chosen, "そのほか": tally.other}
        veiled = hidden_in_line([*counted.values()]) if publishable else frozenset()
        rows: list[tuple[Cell, ...]] = [
            (word, shown(count, hidden=n in veiled)) for n, (word, count) in enumerate(counted.items())
        ]
        rows.append(("答えた団体", shown(tally.answered, hidden=publishable and 0 < tally.answered < SMALL)))
        note = "公開しないと約束した質問です" if tally.private else "数だけを数えた質問です"
        yield Table(f"asked-{tally.key}", tally.title, note, ("答え", "団体"), tuple(rows))
