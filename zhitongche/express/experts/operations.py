"""Every write on the expert pool: entered, revised, retired, restored; and what dispatches keep on an entry."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.express.numbers.operations import next_number
from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.audit.chain import canonical, digest
from zhitongche.foundation.errors import BadInput, NotNow, Refused, Sentence
from zhitongche.foundation.files.operations import attach, release
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Person, Posting, new_salt
from zhitongche.foundation.people.sheets.places import NotFound, place
from zhitongche.foundation.people.spelling import person_name, phone_number
from zhitongche.foundation.regions.models import Region
from zhitongche.foundation.regions.queries import resolve
from zhitongche.foundation.statements import Plus, insert, update

from . import indexing, queries, rules
from .free import Period
from .models import Expert, ExpertArea, ExpertEvent, ExpertFile, ExpertPeriod, ExpertSkill, Skill, TakenDay

PREFIX = "ZJ-"
MOST_FIELDS = 10
MOST_AREAS = 20
MOST_PERIODS = 10
# A county's code; an expert of a city or a province is numbered by that.
COUNTY_DIGITS = 6


@operation
def load_skills(
    tree: Sequence[tuple[str, str, str, Sequence[tuple[str, str, str]]]],
    *,
    now: datetime,
) -> int:
    """Add the fields of knowledge that are missing: (code, Chinese, English, those below). Returns how many were new."""
    known = set(Skill.objects.values_list("code", flat=True))
    new, position = list[Skill](), 0
    for code, name, name_en, below in tree:
        position += 1
        branch = Skill(code=code, name=name, name_en=name_en, position=position)
        lower = [
            Skill(code=one, parent_id=code, name=said, name_en=said_en, position=position + number)
            for number, (one, said, said_en) in enumerate(below, start=1)
        ]
        position += len(lower)
        new += [one for one in (branch, *lower) if one.code not in known]
    Skill.objects.bulk_create(new)
    return len(new)


@dataclass(frozen=True)
class Entry:
    """An entry as it will be kept: everything looked up and found right."""

    columns: dict[str, Any]
    skills: list[Skill]
    home: Region
    areas: list[Region]
    periods: list[Period]


@operation
def enrol(*, by: Posting, now: datetime, person: Person | None = None, **told: Any) -> Expert:
    """Take somebody into the pool. `told` is the contract's body; `person` whose account acts, else found by name and phone.

    Raises NotYourDuty, BadInput with each fault by its field.
    """
    _refuse_if(rules.why_not_enrol(by))
    entry = checked(by, now, told)
    code = entry.home.pk[:COUNTY_DIGITS]
    expert = Expert(
        **entry.columns,
        number=next_number(f"{PREFIX}{code}", timezone.localdate(now).year),
        person=person or _person_of(entry, None),
        enrolled_at=now,
    )
    try:
        with audit.unit():
            insert(expert)
    except IntegrityError as error:
        raise _known_already() from error
    _lay(expert, entry)
    body = _body(entry) | _hang(expert, told, by=by, now=now)
    _told(expert, "enrol", by=by, now=now, before="", body=body)
    indexing.keep(expert, entry.skills, [one.pk for one in entry.areas])
    return expert


@operation
def revise(expert: Expert, *, by: Posting, now: datetime, **told: Any) -> Expert:
    """Say the whole entry anew; what is not sent is empty from then on, but its papers stay (`take_off`).

    Raises NotYourDuty, NotNow, BadInput.
    """
    _refuse_if(rules.why_not_revise(by, expert))
    entry = checked(by, now, told)
    person = _person_of(entry, expert) or expert.person
    changes = {**entry.columns, "person": person, "event_count": Plus(1)}
    try:
        with audit.unit():
            _change(expert, {"is_active": True}, changes)
    except IntegrityError as error:
        raise _known_already() from error
    ExpertSkill.objects.filter(expert=expert).delete()
    ExpertArea.objects.filter(expert=expert).delete()
    ExpertPeriod.objects.filter(expert=expert).delete()
    _lay(expert, entry)
    body = _body(entry) | _hang(expert, told, by=by, now=now)
    _told(expert, "revise", by=by, now=now, before="active", body=body)
    indexing.follow(expert, entry.skills, [one.pk for one in entry.areas])
    return expert


@operation
def take_off(expert: Expert, *, by: Posting, now: datetime, file: UUID, reason: str) -> Expert:
    """Take a wrong paper off: nobody reads it from then on, and in a day it is purged with what nobody used.

    Raises NotYourDuty, NotNow, BadInput for what is no paper of the entry.
    """
    _refuse_if(rules.why_not_take_off(by, expert))
    kept = queries.file_of(expert, file)
    if kept is None:
        raise BadInput({"file": _("This is not among its papers.")})
    before = expert.state
    _change(expert, {}, {"event_count": Plus(1)})
    kept.delete()
    release([file])
    # Not its name, which may tell what the paper should not have: whoever sees the entry reads its history.
    _told(expert, "take_off", by=by, now=now, before=before, body={"reason": reason, "file": str(file)})
    return expert


@operation
def retire(expert: Expert, *, by: Posting, now: datetime, reason: str) -> Expert:
    """Take somebody out of the pool; what was done stays. Raises NotYourDuty, NotNow while a dispatch is open."""
    _refuse_if(rules.why_not_retire(by, expert))
    _change(expert, {"is_active": True, "open_count": 0}, {"is_active": False, "event_count": Plus(1)})
    _told(expert, "retire", by=by, now=now, before="active", body={"reason": reason})
    return expert


@operation
def restore(expert: Expert, *, by: Posting, now: datetime) -> Expert:
    """Take somebody back. Raises NotYourDuty, NotNow."""
    _refuse_if(rules.why_not_restore(by, expert))
    _change(expert, {"is_active": False}, {"is_active": True, "event_count": Plus(1)})
    _told(expert, "restore", by=by, now=now, before="retired", body={})
    return expert


def take(expert: Expert, days: Iterable[date], number: str) -> None:
    """Hold these days for a dispatch and count it as open; part of the dispatch's own unit.

    Raises NotNow where the expert has left the pool, or another dispatch was quicker to hold one of the days.
    """
    _change(expert, {"is_active": True}, {"open_count": Plus(1)})
    try:
        with audit.unit():
            TakenDay.objects.bulk_create(TakenDay(expert=expert, day=day, number=number) for day in days)
    except IntegrityError as error:
        raise NotNow(_("Another dispatch of this expert has just taken one of these days.")) from error


def give_back(expert: Expert, number: str, *, after: date | None = None) -> None:
    """Free the days of a dispatch that is over, all or those after a day, and count it as open no longer."""
    days = TakenDay.objects.filter(number=number)
    (days.filter(day__gt=after) if after else days).delete()
    update(Expert, {"pk": expert.pk}, {"open_count": Plus(-1)})


def count(expert: Expert, **kept: int) -> None:
    """Add to what an entry keeps of its visits: `visit_count`, `good_count`, `fair_count`, `poor_count`."""
    update(Expert, {"pk": expert.pk}, {name: Plus(number) for name, number in kept.items()})


def checked(by: Posting, now: datetime, told: Mapping[str, Any]) -> Entry:
    """The entry that was told. Raises BadInput with the fault of each field."""
    faults: dict[str, Sentence] = {}
    name = person_name(told.get("name") or "")
    if not name:
        faults["name"] = _("A name is needed.")
    try:
        phone = phone_number(told.get("phone") or "")
    except ValueError:
        phone = ""
        faults["phone"] = _("This is no phone number: eleven digits, or a fixed line with its area code.")
    skills = _skills(told.get("fields") or (), faults)
    home, areas = _places(by, now, told, faults)
    periods = _periods(told.get("free_days") or (), faults)
    if faults or home is None:
        raise BadInput(faults)
    columns = {
        "name": name,
        "phone": phone,
        "region": home,
        **{
            word: (told.get(word) or "").strip()
            for word in ("gender", "unit", "post", "industries", "proof", "served_as")
        },
        "was_first_secretary": bool(told.get("was_first_secretary") or told.get("served_as")),
    }
    return Entry(columns, skills, home, areas, periods)


def _skills(codes: Sequence[str], faults: dict[str, Sentence]) -> list[Skill]:
    wanted = list(dict.fromkeys(codes))
    known = Skill.objects.filter(is_active=True).in_bulk(wanted)
    if unknown := [code for code in wanted if code not in known]:
        faults["fields"] = _("There is no field “%(code)s”.") % {"code": unknown[0]}
    elif not wanted:
        faults["fields"] = _("Choose at least one field.")
    elif len(wanted) > MOST_FIELDS:
        faults["fields"] = _("Choose at most %(limit)d fields.") % {"limit": MOST_FIELDS}
    return [known[code] for code in wanted if code in known]


def _places(
    by: Posting, now: datetime, told: Mapping[str, Any], faults: dict[str, Sentence]
) -> tuple[Region | None, list[Region]]:
    """The home place and all areas, the home place first; both lie inside the organizer's own place."""
    today = timezone.localdate(now)
    home = resolve(told["region"]) if told.get("region") else by.place
    if home is None:
        faults["region"] = _("There is no place of this code.")
    elif not by.reaches(home.pk):
        faults["region"] = _("“%(name)s” lies outside your area.") % {"name": home.short_name}
    areas: dict[str, Region] = {home.pk: home} if home else {}
    for word in list(told.get("service_areas") or ())[: MOST_AREAS + 1]:
        try:
            found = place(word, by, today)
        except NotFound as fault:
            faults["service_areas"] = f"{word}: {fault}"
        else:
            areas.setdefault(found.pk, found)
    if len(areas) > MOST_AREAS + 1:
        faults["service_areas"] = _("At most %(limit)d places.") % {"limit": MOST_AREAS}
    return home, list(areas.values())


def _periods(lines: Sequence[Any], faults: dict[str, Sentence]) -> list[Period]:
    """`free_days` as periods; a line is {weekdays?, from?, until?}, both days included."""
    found = []
    for line in lines:
        said = dict(line)
        period = Period(tuple(sorted(set(said.get("weekdays") or ()))), said.get("from_"), said.get("until"))
        if period.first and period.last and period.last < period.first:
            faults["free_days"] = _("A period ends before it begins.")
        if period != Period():
            found.append(period)
    if len(found) > MOST_PERIODS:
        faults["free_days"] = _("At most %(limit)d periods.") % {"limit": MOST_PERIODS}
    return found


def _person_of(entry: Entry, expert: Expert | None) -> Person | None:
    """The person of that very name and phone, unless another entry is theirs already."""
    if not entry.columns["phone"]:
        return None
    person = Person.objects.filter(name=entry.columns["name"], phone=entry.columns["phone"]).first()
    others = Expert.objects.filter(person=person)
    others = others.exclude(pk=expert.pk) if expert else others
    return None if person is None or others.exists() else person


def _lay(expert: Expert, entry: Entry) -> None:
    ExpertSkill.objects.bulk_create(
        ExpertSkill(expert=expert, skill=skill, position=position)
        for position, skill in enumerate(entry.skills, start=1)
    )
    ExpertArea.objects.bulk_create(
        ExpertArea(expert=expert, region=region, is_home=region.pk == entry.home.pk) for region in entry.areas
    )
    ExpertPeriod.objects.bulk_create(
        ExpertPeriod(expert=expert, weekdays=period.bits, first_day=period.first, last_day=period.last)
        for period in entry.periods
    )


def _hang(expert: Expert, told: Mapping[str, Any], *, by: Posting, now: datetime) -> dict[str, Any]:
    """Hang the papers that were sent on the entry; the history names them."""
    files = attach([("proof_files", one) for one in told.get("proof_files") or ()], by=by, now=now)
    ExpertFile.objects.bulk_create(ExpertFile(expert=expert, attachment=file, posting=by, at=now) for file in files)
    return {"proof_files": [str(file.pk) for file in files]} if files else {}


def _body(entry: Entry) -> dict[str, Any]:
    """What the history keeps; the phone is not repeated in it."""
    kept = {name: value for name, value in entry.columns.items() if name not in {"phone", "region"} and value}
    return {
        **kept,
        "region": entry.home.pk,
        "fields": [one.pk for one in entry.skills],
        "service_areas": [one.pk for one in entry.areas],
        "free_days": [
            {"weekdays": list(one.weekdays), "from": _iso(one.first), "until": _iso(one.last)} for one in entry.periods
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _change(expert: Expert, where: Mapping[str, Any], changes: Mapping[str, Any]) -> None:
    """A guarded UPDATE; `expert` holds afterwards what the row holds. Raises NotNow where it no longer is as read."""
    counted = [name for name, value in changes.items() if isinstance(value, Plus)]
    after = update(Expert, {"pk": expert.pk, **where}, changes, returning=counted)
    if after is None:
        state = Expert.objects.get(pk=expert.pk).state
        raise NotNow(_("Someone else was faster: please look again at where it stands."), state=state)
    for name, value in {**changes, **dict(zip(counted, after, strict=True))}.items():
        setattr(expert, name, value)


def _told(expert: Expert, verb: str, *, by: Posting, now: datetime, before: str, body: Mapping[str, Any]) -> None:
    """The history's line, and the record with its digest."""
    salt = new_salt()
    insert(
        ExpertEvent(
            expert=expert,
            sequence=expert.event_count,
            action=verb,
            posting=by,
            at=now,
            before=before,
            after=expert.state,
            body=dict(body),
            salt=salt,
        )
    )
    words = digest(salt, canonical(dict(body)))
    facts: dict[str, Any] = {"by": by, "now": now, "before": before, "after": expert.state, "words": words}
    match verb:
        case "enrol":
            audit.record("expert.enrol", expert, **facts)
        case "revise":
            audit.record("expert.revise", expert, **facts)
        case "take_off":
            audit.record("expert.take_off", expert, **facts)
        case "retire":
            audit.record("expert.retire", expert, **facts)
        case "restore":
            audit.record("expert.restore", expert, **facts)


def _known_already() -> BadInput:
    return BadInput({"name": _("An expert of this name and phone is in the pool already.")})


def _refuse_if(refusal: Refused | None) -> None:
    if refusal is not None:
        raise refusal
