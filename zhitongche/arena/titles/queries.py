"""Reads of what came of a contest: settlements, who stood where, objections, titles; and who is apart from all of it."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery

from zhitongche.arena.alliances import queries as alliances
from zhitongche.arena.alliances.models import Alliance
from zhitongche.arena.contests import queries as contests
from zhitongche.arena.contests.models import Contest, ContestEvent, ContestRules, Entry
from zhitongche.arena.contests.states import State
from zhitongche.arena.judging.models import Given, JudgeSeat, PaperReading
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.shapes import Shape
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import ancestors_of, inside_q

from .models import Handout, Objection, Result, Settlement, Title

# Working days, the day itself not counted: within how many an objection is accepted, decided, and appealed against
# after its reply (the first two of domain.md 6.3; the third is the product's own, so that no end comes before an appeal).
ACCEPT_DAYS, DECIDE_DAYS, APPEAL_DAYS = 1, 5, 3
UNANSWERED = (Objection.State.FILED, Objection.State.ACCEPTED, Objection.State.APPEALED)
# Whom the sandbox offers: the contests of some years.
MOST_SETTLED = 200
PUBLIC = (State.PUBLISHED, State.FINAL)
_UPHELD = Q(is_upheld=True, appealed_at=None) | Q(is_appeal_upheld=True)


def settlements(contest: Contest) -> list[Settlement]:
    """Every version, the last one first."""
    found = Settlement.objects.filter(contest=contest).select_related(
        "settled_by__person", "settled_by__region", "reviewed_by__person", "reviewed_by__region"
    )
    return list(found.order_by("-version"))


def rules_in_force(contest: Contest) -> ContestRules:
    """The rules it is settled by. Raises ContestRules.DoesNotExist for a contest without any."""
    found = contests.rules_of(contest)
    if found is None:
        raise ContestRules.DoesNotExist
    return found


def component_names(kept: ContestRules) -> dict[str, str]:
    """What judges and records give points for: code → what people call it, the criteria first."""
    codes = [one["code"] for part in ("criteria", "given") for one in kept.rules[part]]
    return {code: str(kept.names.get(code, {}).get("name", code)) for code in codes}


def current(contest: Contest) -> Settlement | None:
    """The version that holds."""
    return Settlement.objects.filter(contest=contest).order_by("-version").first()


def is_stable(settlement: Settlement) -> bool:
    """Whether every title would stand without any one judge."""
    return bool(settlement.stability.get("is_stable", True))


def awaits_review(settlement: Settlement) -> bool:
    return not is_stable(settlement) and settlement.reviewed_at is None


def results(settlement: Settlement) -> list[Result]:
    """Every entry of a version, by rank; the unranked last."""
    rows = Result.objects.filter(settlement=settlement).select_related("entry__person", "entry__region")
    return list(rows.order_by(F("rank").asc(nulls_last=True), "entry__serial"))


def champions(settlement: Settlement) -> list[Entry]:
    """Those with a title, by serial and not by rank."""
    rows = Entry.objects.filter(results__settlement=settlement, results__is_champion=True)
    return list(rows.select_related("person", "region").order_by("serial"))


def entry_of(contest: Contest, people: Iterable[int]) -> Entry | None:
    """What one of these persons entered and submitted."""
    rows = contests.entries_of(contest).exclude(state=Entry.State.DRAFT)
    return rows.filter(person__in=list(people)).first()


def seat_of(contest: Contest, people: Iterable[int]) -> JudgeSeat | None:
    return JudgeSeat.objects.filter(contest=contest, person__in=list(people)).first()


def settled_of(postings: Sequence[Posting]) -> list[Contest]:
    """The newest contests that these organizers keep and that have a result."""
    kept = [inside_q(one.scope, "region_id") for one in postings if one.may(Permission.CONTEST_RUN)]
    if not kept:
        return []
    rows = Contest.objects.filter(reduce(or_, kept), state__in=(State.SETTLED, *PUBLIC))
    return list(contests.for_page(rows).order_by(*contests.ORDER)[:MOST_SETTLED])


def standing_of(postings: Sequence[Posting], region: str = "") -> QuerySet[Settlement]:
    """The versions that hold, of the contests that these postings see; of a place those in it, and those that reach it."""
    seen = contests.visible_to(*postings).filter(state__in=(State.SETTLED, *PUBLIC))
    if region:
        seen = seen.filter(inside_q(region, "region_id") | Q(region__in=ancestors_of(region)))
    return Settlement.objects.filter(corrected_by=None, contest__in=seen)


def results_of(standing: QuerySet[Settlement]) -> QuerySet[Result]:
    return Result.objects.filter(settlement__in=standing.order_by())


def contests_of(keys: Iterable[int]) -> dict[int, Contest]:
    """Contests by their keys, for whoever was told the keys by `standing_of`."""
    return {one.pk: one for one in contests.for_page(Contest.objects.filter(pk__in=list(keys)))}


def own_code(contest: Contest, people: Iterable[int]) -> str:
    """Under which code one of these persons stands in the bundle, as an entrant or as a judge; empty for others."""
    keys = list(people)
    one = entry_of(contest, keys) or seat_of(contest, keys)
    return one.code if one else ""


def on_notice(number: str) -> Contest | None:
    """A contest whose champions are public, for whoever asks for its proof."""
    return contests.for_page(Contest.objects.filter(number=number, state__in=PUBLIC)).first()


def handouts(contest: Contest) -> list[Handout]:
    """Who was given a bundle, the last one first."""
    rows = Handout.objects.filter(settlement__contest=contest).select_related(
        "settlement", "posting__person", "posting__region", "posting__department"
    )
    return list(rows.order_by("-pk")[:200])


# ---- objections ------------------------------------------------------------------------------------------------------


def objections_seen(postings: Sequence[Posting], contest: Contest) -> QuerySet[Objection]:
    """One's own; all of them for who runs, watches or decides at the contest's place. Nobody else learns of any."""
    rows = Objection.objects.filter(contest=contest).select_related(
        "settlement",
        *(
            f"{role}__{part}"
            for role in ("posting", "accepted_by", "decided_by", "appeal_decided_by")
            for part in ("person", "region", "department")
        ),
    )
    if not any(sees_objections(posting, contest) for posting in postings):
        rows = rows.filter(person__in={posting.person_id for posting in postings})
    return rows.order_by("serial")


def sees_objections(posting: Posting, contest: Contest) -> bool:
    duties = (Permission.CONTEST_RUN, Permission.CONTEST_WATCH, Permission.CONTEST_DECIDE)
    return posting.reaches(contest.region_id) and any(posting.may(duty) for duty in duties)


def objections(contest: Contest, *states: str) -> QuerySet[Objection]:
    """Those in these states, in order; all of them where none is named."""
    rows = Objection.objects.filter(contest=contest)
    return rows.filter(state__in=states) if states else rows


def upheld_against(contest: Contest) -> QuerySet[Objection]:
    """Those upheld, be it on appeal."""
    return objections(contest, Objection.State.DECIDED, Objection.State.CLOSED).filter(_UPHELD)


def appeal_until(decided_on: date) -> date:
    """The last day on which a reply of that day may be appealed against."""
    return workdays().add(decided_on, APPEAL_DAYS)


def chief_of(contest: Contest) -> Alliance:
    """The chief alliance, to which one appeals: its own where it is no sub-alliance."""
    return contest.alliance.parent or contest.alliance


def is_member(contest: Contest, person: int, on: date) -> bool:
    """Whether somebody entered it, or belongs to its alliance on a day."""
    return (
        entry_of(contest, [person]) is not None
        or alliances.members(contest.alliance, on).filter(person=person).exists()
    )


def had_a_part(contest: Contest, person: int) -> bool:
    """Whether somebody ran, judged, entered, watched or settled it, or objected: by person, whatever the posting.

    Who only takes an objection in for decision has no part in what it is about.
    """
    return Contest.objects.filter(pk=contest.pk).filter(_part_of(person)).exists()


def _part_of(person: Any) -> Q:
    """The contests in which a person had a part; `person` may be the place of one in a kept statement."""
    of_this = {"contest": OuterRef("pk")}
    by = {"posting__person": person}
    return (
        Exists(ContestEvent.objects.filter(**of_this, **by))
        | Exists(ContestRules.objects.filter(Q(proposed_by__person=person) | Q(signed_by__person=person), **of_this))
        | Exists(Entry.objects.filter(**of_this, person=person))
        | Exists(JudgeSeat.objects.filter(**of_this, person=person))
        | Exists(Given.objects.filter(entry__contest=OuterRef("pk"), **by))
        | Exists(PaperReading.objects.filter(seat__contest=OuterRef("pk"), read_by=person))
        | Exists(Settlement.objects.filter(Q(settled_by__person=person) | Q(reviewed_by__person=person), **of_this))
        | Exists(Objection.objects.filter(**of_this, person=person))
    )


# ---- titles ----------------------------------------------------------------------------------------------------------


def titles(contest: Contest) -> list[Title]:
    rows = Title.objects.filter(contest=contest).select_related("entry", "person", "region", "contest__alliance")
    return list(rows.order_by("pk"))


def title(contest: Contest, number: str) -> Title | None:
    rows = Title.objects.filter(contest=contest, number=number)
    return rows.select_related("contest__alliance", "contest__region", "person", "region").first()


def certificate(code: str) -> Title | None:
    """The title whose certificate bears this check code, however it is typed."""
    asked = code.strip().upper().replace("-", "")
    rows = Title.objects.filter(code=asked)
    return rows.select_related("contest__alliance", "contest__item", "contest__region", "person", "region").first()


# ---- what waits ------------------------------------------------------------------------------------------------------


def _kept_by(posting: Posting | Shape, duty: Permission, *states: State) -> QuerySet[Contest]:
    """Contests of the posting's places in these states, where its role has the duty; each with the day it is due."""
    if not posting.may(duty):
        return Contest.objects.none()
    return Contest.objects.filter(inside_q(posting.scope, "region_id"), state__in=states)


def _due(rows: QuerySet[Contest], day: Any) -> QuerySet[Contest]:
    return rows.annotate(due_on=day)


def _earliest(column: str, *states: str) -> Subquery:
    mine = Objection.objects.filter(contest=OuterRef("pk"), state__in=states).order_by()
    return Subquery(mine.values("contest").annotate(day=Min(column)).values("day"))


def _with_objection(rows: QuerySet[Contest], *states: str) -> QuerySet[Contest]:
    return rows.filter(Exists(Objection.objects.filter(contest=OuterRef("pk"), state__in=states)))


def waiting_for_settle(posting: Posting | Shape) -> QuerySet[Contest]:
    """To the organizer: scores that are closed."""
    return _due(_kept_by(posting, Permission.CONTEST_RUN, State.SCORED), F("notice_ends_on"))


def _current() -> QuerySet[Settlement]:
    """The version that holds, of the contest of the outer query."""
    return Settlement.objects.filter(contest=OuterRef("pk"), corrected_by=None)


def _unreviewed() -> Exists:
    return Exists(_current().filter(stability__is_stable=False, reviewed_at=None))


def waiting_for_review(posting: Posting | Shape) -> QuerySet[Contest]:
    """To the supervisor: a title that hangs on one judge."""
    rows = _kept_by(posting, Permission.CONTEST_WATCH, State.SETTLED, State.PUBLISHED)
    return _due(rows.filter(_unreviewed()), F("notice_ends_on"))


def waiting_for_publish(posting: Posting | Shape) -> QuerySet[Contest]:
    """To the organizer: what is settled, and reviewed where it must be."""
    return _due(_kept_by(posting, Permission.CONTEST_RUN, State.SETTLED).filter(~_unreviewed()), F("notice_ends_on"))


def waiting_for_accept_objection(posting: Posting | Shape) -> QuerySet[Contest]:
    """To the organizer, by the day it must be accepted."""
    rows = _with_objection(_kept_by(posting, Permission.CONTEST_RUN, State.PUBLISHED), Objection.State.FILED)
    return _due(rows, _earliest("accept_by", Objection.State.FILED))


def waiting_for_decide_objection(posting: Posting | Shape) -> QuerySet[Contest]:
    """To whoever may decide and had no part in it, by the day it must be decided."""
    rows = _with_objection(_kept_by(posting, Permission.CONTEST_DECIDE, State.PUBLISHED), Objection.State.ACCEPTED)
    return _due(rows.filter(~_part_of(posting.person_id)), _earliest("decide_by", Objection.State.ACCEPTED))


def waiting_for_decide_appeal(posting: Posting | Shape) -> QuerySet[Contest]:
    """To whoever may decide at the chief alliance, had no part in it and did not decide before."""
    if not posting.may(Permission.CONTEST_DECIDE):
        return _due(Contest.objects.none(), F("notice_ends_on"))
    chief = inside_q(posting.scope, "alliance__region_id") & Q(alliance__parent=None)
    below = inside_q(posting.scope, "alliance__parent__region_id")
    rows = Contest.objects.filter(chief | below, state=State.PUBLISHED)
    appealed = Objection.objects.filter(contest=OuterRef("pk"), state=Objection.State.APPEALED)
    rows = rows.filter(~_part_of(posting.person_id), Exists(appealed.exclude(decided_by__person=posting.person_id)))
    return _due(rows, _earliest("decide_by", Objection.State.APPEALED))


def waiting_for_correct(posting: Posting | Shape) -> QuerySet[Contest]:
    """To the organizer: an objection that was upheld, with none left to be answered."""
    rows = _kept_by(posting, Permission.CONTEST_RUN, State.PUBLISHED)
    upheld = Objection.objects.filter(_UPHELD, contest=OuterRef("pk"), settlement__corrected_by=None)
    open_ = Objection.objects.filter(contest=OuterRef("pk"), state__in=UNANSWERED)
    return _due(rows.filter(Exists(upheld), ~Exists(open_)), F("notice_ends_on"))


def waiting_for_finalise(posting: Posting | Shape) -> QuerySet[Contest]:
    """To the organizer: a notice that is over, with every objection answered."""
    rows = _kept_by(posting, Permission.CONTEST_RUN, State.PUBLISHED).filter(notice_ends_on__lt=posting.today)
    open_ = Objection.objects.filter(contest=OuterRef("pk"), state__in=UNANSWERED)
    upheld = Objection.objects.filter(_UPHELD, contest=OuterRef("pk"), settlement__corrected_by=None)
    return _due(rows.filter(~Exists(open_), ~Exists(upheld), ~_unreviewed()), F("notice_ends_on"))
