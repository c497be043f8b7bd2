"""Two states of a project as a note: organisations that came, went or changed, hotlines, and what else is different."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mapgen.changes import Change, Changes, Headings, Remark, Subject, Told
from mapgen.geocode import Located
from mapgen.model import Hotline, Organization, Service
from mapgen.revisions.places import moved
from mapgen.revisions.told import MADE_OF, differing, told_by, told_of
from mapgen.site import Entry, Site
from mapgen.wording import joined

_HEADINGS = Headings("revisions-title", "revisions-changed", "revisions-added", "revisions-gone", "revisions-none")
_TURNED = {"active": "revisions-active", "paused": "revisions-paused", "closed": "revisions-closed"}
# What has a remark of its own.
_HELD = {"id", "status", "successor"}
# Facts of a place or a programme, whichever of them it is.
_PARTS = {"place", "visibility", "address", "city", "access", "service"}
_FILES = {"settings": "site", "region": "region", "taxonomy": "taxonomy", "chooser": "chooser", "stats": "stats"}


def compare(before: Site, after: Site) -> Changes:
    """Return what residents see otherwise than before. Drafts are no organisations yet: they come when published."""
    desk = _Desk(before, after)
    old, new = ({org.id: org for org in site.content.organizations} for site in (before, after))
    both = [new[id] for id in sorted(old.keys() & new.keys()) if old[id].published and new[id].published]
    changed = [subject for org in both if (subject := desk.changed(old[org.id], org))]
    added = [desk.added(org, old.get(org.id)) for org in new.values() if org.published and not _was(old, org)]
    gone = [desk.gone(org, new.get(org.id)) for org in old.values() if org.published and not _was(new, org)]
    return Changes(
        _HEADINGS,
        {},
        (*_by_reading(changed, new), *_hotlines(before.content.hotlines, after.content.hotlines)),
        _by_reading(added, new),
        _by_reading(gone, old),
        tuple(_elsewhere(before, after)),
    )


def _was(state: Mapping[str, Organization], org: Organization) -> bool:
    return org.id in state and state[org.id].published


def _by_reading(subjects: Sequence[Subject], orgs: Mapping[str, Organization]) -> tuple[Subject, ...]:
    return tuple(sorted(subjects, key=lambda subject: orgs[subject.id].sort_key))


class _Desk:
    """Compares organisation after organisation."""

    def __init__(self, before: Site, after: Site) -> None:
        self._sites = before, after

    def changed(self, old: Organization, new: Organization) -> Subject | None:
        """Return how an organisation that is published before and after differs, None where it does not."""
        changes = tuple(self._changes(old, new))
        remarks = (*_turned(old, new), *_others(old, new, changes))
        return Subject(new.id, new.name, changes, remarks) if changes or remarks else None

    def added(self, org: Organization, draft: Organization | None) -> Subject:
        """Return an organisation that has a page now: what it is, and where."""
        facts = told_of(org, self._sites[1])
        remarks = [Remark("revisions-about", {"category": facts["category"], "cities": facts["serves"]})]
        remarks += [Remark("revisions-said", {"text": org.summary})] if org.summary else []
        remarks += [Remark("revisions-was-draft", {})] if draft else []
        return Subject(org.id, org.name, (), tuple(remarks))

    def gone(self, org: Organization, draft: Organization | None) -> Subject:
        """Return an organisation that has no page any more."""
        return Subject(org.id, org.name, (), (Remark("revisions-to-draft" if draft else "revisions-removed", {}),))

    def _changes(self, old: Organization, new: Organization) -> Iterator[Change]:
        before, after = self._sites
        yield from differing(told_of(old, before), told_of(new, after))
        entries = before.by_id[old.id], after.by_id[new.id]
        yield from moved(entries[0].own_locations, entries[1].own_locations, self._sites)
        yield from self._services(*entries)

    def _services(self, old: Entry, new: Entry) -> Iterator[Change]:
        """Yield how programmes differ; each is the one of its name."""
        before, after = (_services_of(entry) for entry in (old, new))
        for name in dict.fromkeys([*before, *after]):
            if name not in before or name not in after:
                yield Told("service", name * (name in before), name * (name in after))
                continue
            (one, places), (other, others) = before[name], after[name]
            yield from differing(told_by(one, self._sites[0]), told_by(other, self._sites[1]), name)
            yield from moved(places, others, self._sites)


def _services_of(entry: Entry) -> dict[str, tuple[Service, Sequence[Located]]]:
    return {s.name: (s, entry.locations_of(n) if s.places else ()) for n, s in enumerate(entry.org.services)}


def _turned(old: Organization, new: Organization) -> Iterator[Remark]:
    """Yield that it paused, closed or began again."""
    if old.status != new.status:
        yield Remark(_TURNED[new.status], {})
    if new.successor and old.successor != new.successor:
        yield Remark("revisions-successor", {"id": new.successor})


def _others(old: Organization, new: Organization, changes: Sequence[Change]) -> Iterator[Remark]:
    """Yield the titles of the fields that differ and of which no sentence tells: nothing changes unsaid."""
    told = {change.field for change in changes if isinstance(change, Told) and not change.place}
    said = _HELD | {field for each in told for field in MADE_OF.get(each, (each,))}
    if any(not isinstance(change, Told) or change.place or change.field in _PARTS for change in changes):
        said |= {"places", "services"}
    fields = type(new).model_fields
    differ = [name for name in fields if name not in said and getattr(old, name) != getattr(new, name)]
    if differ:
        yield Remark("revisions-others", {"fields": joined(fields[name].title or name for name in differ)})


def _hotlines(before: Sequence[Hotline], after: Sequence[Hotline]) -> Iterator[Subject]:
    """Yield the telephone lines that differ: no number may change unnoticed."""
    old, new = ({line.id: line for line in lines} for lines in (before, after))
    for id in dict.fromkeys([*old, *new]):
        one, other = old.get(id), new.get(id)
        if one and other and one != other:
            remark = Remark("revisions-hotline", {})
            yield Subject("", other.name.ja, tuple(differing(_line(one), _line(other))), (remark,))
        elif one is None and other:
            yield Subject("", other.name.ja, (), (Remark("revisions-hotline-came", {"number": other.number}),))
        elif other is None and one:
            yield Subject("", one.name.ja, (), (Remark("revisions-hotline-went", {"number": one.number}),))


def _line(line: Hotline) -> dict[str, str]:
    facts = {"name": line.name.ja, "summary": line.about.ja, "tel": line.number, "url": line.url or ""}
    return {**facts, "hours": line.hours.ja if line.hours else ""}


def _elsewhere(before: Site, after: Site) -> Iterator[Remark]:
    """Yield which other files of the content say something else."""
    old, new = before.content, after.content
    pages = [{(page.lang, page.id): page for page in content.pages} for content in (old, new)]
    for key in sorted(pages[0].keys() | pages[1].keys()):
        if pages[0].get(key) != pages[1].get(key):
            page = pages[1].get(key) or pages[0][key]
            yield Remark("revisions-page", {"title": page.title, "lang": page.lang})
    for name, stem in _FILES.items():
        if getattr(old, name) != getattr(new, name):
            yield Remark("revisions-file", {"file": f"content/{stem}.yaml"})
    drafts = [{org.id: org for org in content.organizations if not org.published} for content in (old, new)]
    if fresh := sorted(id for id, org in drafts[1].items() if drafts[0].get(id) != org):
        yield Remark("revisions-drafts", {"ids": joined(fresh)})
