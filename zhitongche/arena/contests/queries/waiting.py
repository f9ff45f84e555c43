"""What waits for whom in a contest; each row with `due_on`, its last day, for the list of the day."""

from django.db.models import Case, DateField, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import TruncDate
from django.utils import timezone

from zhitongche.arena.alliances.models import Membership
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.shapes import Shape
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import inside_q

from ..models import Contest, ContestRules, Entry, LateRequest, Pledge
from ..states import State

RUNNING = (State.OPEN, State.ENTRIES_CLOSED)


def waiting_for_entry(posting: Posting | Shape) -> QuerySet[Contest]:
    """To a member: what is open in the own alliance and has no submitted entry of theirs."""
    if not posting.may(Permission.CONTEST_ENTER):
        return _none()
    mine = Membership.objects.in_force(posting.today).filter(person=posting.person_id)  # type: ignore[arg-type]  # told, or a place for it
    belongs = Exists(mine.filter(Q(alliance=OuterRef("alliance")) | Q(alliance__parent=OuterRef("alliance"))))
    entered = Entry.objects.filter(contest=OuterRef("pk"), person=posting.person_id, state=Entry.State.SUBMITTED)
    return _due_to(posting).filter(belongs, ~Exists(entered), state=State.OPEN)


def waiting_for_report_pledge(posting: Posting | Shape) -> QuerySet[Contest]:
    """To whoever pledged: contests with a pledge of theirs that is not reported, by the nearest day."""
    if not posting.may(Permission.CONTEST_ENTER):
        return _none()
    return _due_to(posting).filter(Exists(_open_pledges(posting)))


def waiting_for_open(posting: Posting | Shape) -> QuerySet[Contest]:
    """To its keepers: drafts."""
    return _kept(posting).filter(state=State.DRAFT)


def waiting_for_decide_late(posting: Posting | Shape) -> QuerySet[Contest]:
    """To its keepers: where somebody asks to enter late."""
    asked = LateRequest.objects.filter(contest=OuterRef("pk"), state=LateRequest.State.ASKED)
    return _kept(posting).filter(Exists(asked), state=State.ENTRIES_CLOSED)


def waiting_for_sign_rules(posting: Posting | Shape) -> QuerySet[Contest]:
    """To another organizer and to the supervisor: where a change of the rules waits."""
    if not (posting.may(Permission.CONTEST_RUN) or posting.may(Permission.CONTEST_WATCH)):
        return _none()
    proposed = ContestRules.objects.filter(contest=OuterRef("pk"), signed_by=None, version__gt=1)
    by_others = Exists(proposed.exclude(proposed_by__person=posting.person_id))
    here = inside_q(posting.scope, "region_id")
    return _due().filter(here, by_others, state__in=RUNNING)


def _kept(posting: Posting | Shape) -> QuerySet[Contest]:
    if not posting.may(Permission.CONTEST_RUN):
        return _none()
    return _due().filter(inside_q(posting.scope, "region_id"))


def _open_pledges(posting: Posting | Shape) -> QuerySet[Pledge]:
    rows = Pledge.objects.filter(contest=OuterRef("pk"), person=posting.person_id, state=Pledge.State.OPEN)
    return rows.order_by("due_on")


def _due_to(posting: Posting | Shape) -> QuerySet[Contest]:
    """With the day on which a member has something to do: to enter while it is open, then to report what was pledged."""
    office = timezone.get_default_timezone()
    entries = When(state=State.OPEN, then=TruncDate("entries_close_at", tzinfo=office))
    pledged = Subquery(_open_pledges(posting).values("due_on")[:1], output_field=DateField())
    return Contest.objects.annotate(due_on=Case(entries, default=pledged))


def _none() -> QuerySet[Contest]:
    """Nothing, in the shape of the others."""
    return _due().none()


def _due() -> QuerySet[Contest]:
    """With the day of what comes next by the clock; one text for all verbs, so that they are asked as one."""
    office = timezone.get_default_timezone()
    entries = When(state__in=(State.DRAFT, State.OPEN), then=TruncDate("entries_close_at", tzinfo=office))
    return Contest.objects.annotate(due_on=Case(entries, default=TruncDate("scores_close_at", tzinfo=office)))
