"""Every write on alliances: founded, members enrolled, transferred and released by the day, revised, dissolved."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.express.numbers.operations import next_number
from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.errors import BadInput, NotNow, Refused
from zhitongche.foundation.flow import operation
from zhitongche.foundation.histories import begin, hold, refuse_if, step
from zhitongche.foundation.notices import operations as notices
from zhitongche.foundation.people import references
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.sheets.places import NotFound, place
from zhitongche.foundation.regions.models import Region
from zhitongche.foundation.statements import insert, update

from . import queries, rules
from .models import Alliance, AllianceEvent, AlliancePlace, Membership
from .states import State

PREFIX = "LM-"
MOST_PLACES = 60
MOST_AT_ONCE = 200


@operation
def found(
    *,
    by: Posting,
    now: datetime,
    name: str,
    region: str = "",
    places: Sequence[str] = (),
    parent: str = "",
) -> Alliance:
    """Found a chief alliance, or a sub-alliance of `parent` (its number). `places` are codes or names inside `region`.

    Raises NotYourDuty, and BadInput with the fault of each field.
    """
    refuse_if(rules.why_not_found(by))
    chief = _chief(by, now, parent)
    home = references.region(region) or (chief.region if chief else by.place)
    if home is None or not by.reaches(home.pk):
        raise BadInput({"region": _("This place lies outside your area.")})
    if chief and not home.pk.startswith(chief.region_id):
        raise BadInput({"region": _("It lies outside the place of its chief alliance.")})
    if not name.strip():
        raise BadInput({"name": _("This is required.")})
    alliance = Alliance(
        number=next_number(f"{PREFIX}{home.pk}", timezone.localdate(now).year),
        name=name.strip(),
        region=home,
        parent=chief,
        state_since=now,
        founded_at=now,
        event_count=1,
    )
    named = _places(by, now, home, places)
    try:
        with audit.unit():
            insert(alliance)
            _lay(alliance, named)
    except IntegrityError as error:
        raise _taken(alliance, named) from error
    body = {"name": alliance.name, "places": [one.pk for one in named], "parent": parent}
    begin(alliance, AllianceEvent, "found", by=by, now=now, body=body)
    return alliance


@operation
def enrol(alliance: Alliance, *, by: Posting, now: datetime, people: Sequence[int], on: date | None = None) -> Alliance:
    """Take first secretaries (keys of persons) in from `on`, today unless said; all of them or none.

    Each must serve in its places on that day and belong nowhere then or later. Raises NotYourDuty, NotNow, BadInput.
    """
    hold(alliance)
    refuse_if(rules.why_not_enrol(by, alliance))
    day = on or timezone.localdate(now)
    wanted = list(dict.fromkeys(people))
    if not wanted or len(wanted) > MOST_AT_ONCE:
        raise BadInput({"people": _("Choose one to %(limit)d people.") % {"limit": MOST_AT_ONCE}})
    serving = {posting.person_id: posting for posting in queries.serving(alliance, day).filter(person__in=wanted)}
    if missing := [key for key in wanted if key not in serving]:
        sentence = _("Number %(key)d is no first secretary who serves in its places on that day.")
        raise BadInput({"people": sentence % {"key": missing[0]}})
    for posting in serving.values():
        _take_in(alliance, posting, day, "people")
    step(alliance, AllianceEvent, "enrol", by=by, now=now, body={"people": wanted, "on": day.isoformat()})
    _tell("enrol", alliance, wanted, by=by, now=now)
    return alliance


@operation
def transfer(
    alliance: Alliance, *, by: Posting, now: datetime, person: int, to: str, reason: str, on: date | None = None
) -> Alliance:
    """Move a member to another alliance (its number) from `on`: that day is the first in the new one.

    Raises NotYourDuty (for either alliance), NotNow, BadInput.
    """
    other = queries.found([by], to)
    if other is None or other.pk == alliance.pk:
        raise BadInput({"to": _("There is no other alliance of this number within your reach.")})
    for one in sorted((alliance, other), key=lambda each: each.pk):
        hold(one)
    refuse_if(rules.why_not_transfer(by, alliance))
    refuse_if(rules.why_not_enrol(by, other))
    day = on or timezone.localdate(now)
    _let_go(alliance, person, day)
    posting = queries.serving(other, day).filter(person=person).first()
    if posting is None:
        raise BadInput({"to": _("This person does not serve in the places of that alliance on that day.")})
    _take_in(other, posting, day, "person")
    body = {"person": person, "to": other.number, "on": day.isoformat(), "reason": reason}
    step(alliance, AllianceEvent, "transfer", by=by, now=now, body=body)
    step(
        other,
        AllianceEvent,
        "enrol",
        by=by,
        now=now,
        body={"people": [person], "on": day.isoformat(), "from": alliance.number},
    )
    _tell("transfer", other, [person], by=by, now=now)
    return alliance


@operation
def release(
    alliance: Alliance, *, by: Posting, now: datetime, person: int, reason: str, on: date | None = None
) -> Alliance:
    """Let a member leave; `on`, today unless said, is the first day on which they belong no more. Raises as `enrol`."""
    hold(alliance)
    refuse_if(rules.why_not_release(by, alliance))
    day = on or timezone.localdate(now)
    _let_go(alliance, person, day)
    body = {"person": person, "on": day.isoformat(), "reason": reason}
    step(alliance, AllianceEvent, "release", by=by, now=now, body=body)
    _tell("release", alliance, [person], by=by, now=now)
    return alliance


@operation
def revise(alliance: Alliance, *, by: Posting, now: datetime, name: str, places: Sequence[str] = ()) -> Alliance:
    """Say its name and places anew; no member may be left outside. Raises NotYourDuty, NotNow, BadInput."""
    if alliance.parent is not None:
        # Under whose lock its subs' places are compared.
        hold(alliance.parent)
    hold(alliance)
    refuse_if(rules.why_not_revise(by, alliance))
    if not name.strip():
        raise BadInput({"name": _("This is required.")})
    named = _places(by, now, alliance.region, places)
    codes = [one.pk for one in named] or [alliance.region_id]
    if left := queries.strays(alliance, codes, timezone.localdate(now)):
        sentence = _("Members who serve outside these places: %(count)d. Transfer or release them first.")
        raise BadInput({"places": sentence % {"count": left}})
    try:
        with audit.unit():
            AlliancePlace.objects.filter(alliance=alliance).delete()
            _lay(alliance, named)
            step(
                alliance,
                AllianceEvent,
                "revise",
                by=by,
                now=now,
                body={"name": name.strip(), "places": [one.pk for one in named], "was": alliance.name},
                changes={"name": name.strip()},
            )
    except IntegrityError as error:
        raise _taken(alliance, named) from error
    return alliance


@operation
def dissolve(alliance: Alliance, *, by: Posting, now: datetime, reason: str) -> Alliance:
    """End an alliance without members; its history stays, its places are free. Raises NotYourDuty, NotNow."""
    hold(alliance)
    today = timezone.localdate(now)
    refuse_if(rules.why_not_dissolve(by.as_of(today), alliance))
    # Those whose service has ended belong nowhere, but nobody has said when they left.
    Membership.objects.filter(alliance=alliance, ends_on=None).update(ends_on=today)
    AlliancePlace.objects.filter(alliance=alliance).delete()
    step(alliance, AllianceEvent, "dissolve", by=by, now=now, body={"reason": reason})
    return alliance


def _chief(by: Posting, now: datetime, number: str) -> Alliance | None:
    if not number.strip():
        return None
    chief = queries.chiefs(by).filter(number=number.strip()).first()
    if chief is None:
        raise BadInput({"parent": _("There is no chief alliance of this number that you keep.")})
    hold(chief)
    if queries.has_members(chief, timezone.localdate(now)):
        raise BadInput({"parent": _("That alliance has members of its own: release them, then found its subs.")})
    return chief


def _places(by: Posting, now: datetime, home: Region, words: Sequence[str]) -> list[Region]:
    """The places named, each once and inside `home`; none holds another. Raises BadInput."""
    if len(words) > MOST_PLACES:
        raise BadInput({"places": _("At most %(limit)d places.") % {"limit": MOST_PLACES}})
    named: dict[str, Region] = {}
    for word in words:
        try:
            one = place(word, by, timezone.localdate(now))
        except NotFound as fault:
            raise BadInput({"places": f"{word}: {fault}"}) from fault
        if not one.pk.startswith(home.pk):
            raise BadInput({"places": _("“%(name)s” lies outside its place.") % {"name": one.short_name}})
        named[one.pk] = one
    codes = sorted(named)
    for upper, lower in pairwise(codes):
        if lower.startswith(upper):
            sentence = _("“%(lower)s” lies in “%(upper)s”, which is named as well.")
            raise BadInput({"places": sentence % {"lower": named[lower], "upper": named[upper]}})
    return [named[code] for code in codes]


def _lay(alliance: Alliance, named: Sequence[Region]) -> None:
    """Keep its places. Raises IntegrityError where a sister has one, BadInput where one holds a sister's or lies in it."""
    chief = alliance.parent_id or alliance.pk
    sisters = AlliancePlace.objects.filter(chief=chief).exclude(alliance=alliance).select_related("alliance", "region")
    held = list(sisters)
    for one in named:
        for sister in held:
            if one.pk.startswith(sister.region_id) or sister.region_id.startswith(one.pk):
                sentence = _("“%(place)s” belongs to “%(alliance)s” already.")
                raise BadInput({"places": sentence % {"place": sister.region, "alliance": sister.alliance}})
    AlliancePlace.objects.bulk_create(AlliancePlace(alliance=alliance, chief_id=chief, region=one) for one in named)


def _taken(alliance: Alliance, named: Sequence[Region]) -> Refused:
    """What another alliance has already: the name, or a place that somebody else gave it a moment ago."""
    others = Alliance.objects.filter(region=alliance.region_id, name=alliance.name, state=State.ACTIVE)
    if others.exclude(pk=alliance.pk).exists() or not named:
        return BadInput({"name": _("An alliance of this name is there already.")})
    return NotNow(_("Someone else was faster: please look again at where it stands."), state=alliance.state)


def _take_in(alliance: Alliance, posting: Posting, day: date, field: str) -> None:
    """One membership from `day`. Raises BadInput where the person belongs somewhere then or later."""
    mine = Membership.objects.filter(person=posting.person_id)
    for one in mine.filter(ends_on=None).select_related("posting"):
        # Whoever serves elsewhere now has left with the old service, though nobody said so.
        ended = one.posting.ends_on
        if ended is not None and ended <= day:
            update(Membership, {"pk": one.pk, "ends_on": None}, {"ends_on": max(ended, one.starts_on)})
    overlapping = mine.exclude(ends_on__lte=day).select_related("alliance").first()
    if overlapping is not None:
        sentence = _("%(name)s belongs to “%(alliance)s” then or later: transfer instead, or name another day.")
        raise BadInput({field: sentence % {"name": posting.person.name, "alliance": overlapping.alliance}})
    try:
        with audit.unit():
            insert(
                Membership(
                    alliance=alliance, person=posting.person, posting=posting, region=posting.region, starts_on=day
                )
            )
    except IntegrityError as error:
        sentence = _("Someone else was faster: %(name)s belongs to an alliance now.")
        raise NotNow(sentence % {"name": posting.person.name}, state=alliance.state) from error


def _let_go(alliance: Alliance, person: int, day: date) -> None:
    """End the membership with `day`. Raises BadInput where there is none, or it began later."""
    mine = Membership.objects.filter(alliance=alliance, person=person, ends_on=None).first()
    if mine is None:
        raise BadInput({"person": _("This person is no member of it.")})
    if day < mine.starts_on:
        raise BadInput({"on": _("The membership began on a later day.")})
    if update(Membership, {"pk": mine.pk, "ends_on": None}, {"ends_on": day}, returning=["id"]) is None:
        raise NotNow(_("Someone else was faster: please look again at where it stands."), state=alliance.state)


def _tell(verb: str, alliance: Alliance, people: Sequence[int], *, by: Posting, now: datetime) -> None:
    """A notice to those who were taken in, moved or let go."""
    notices.tell(
        people,
        action=f"alliance.{verb}",
        subject_kind="alliance",
        subject_number=alliance.number,
        title=alliance.name,
        by=by,
        now=now,
    )
