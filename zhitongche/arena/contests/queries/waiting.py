"""What waits for whom in a contest; each row with `due_on`, its last day, for the list of the day."""

from datetime import tzinfo

from django.db.models import DateField, Exists, Min, OuterRef, Q, QuerySet
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
        return Contest.objects.none()
    mine = Membership.objects.in_force(posting.today).filter(person=posting.person_id)  # type: ignore[arg-type]  # told, or a place for it
    belongs = Exists(mine.filter(Q(alliance=OuterRef("alliance")) | Q(alliance__parent=OuterRef("alliance"))))
    entered = Entry.objects.filter(contest=OuterRef("pk"), person=posting.person_id, state=Entry.State.SUBMITTED)
    return _due("entries_close_at").filter(belongs, ~Exists(entered), state=State.OPEN)


def waiting_for_report_pledge(posting: Posting | Shape) -> QuerySet[Contest]:
    """To whoever pledged: contests with a pledge of theirs that is not reported, by the nearest day."""
    if not posting.may(Permission.CONTEST_ENTER):
        return Contest.objects.none()
    # Named once more by the column itself: of two joins the day must come from the same pledge.
    own = Q(pledges__person=posting.person_id, pledges__state=Pledge.State.OPEN)
    return Contest.objects.filter(own).annotate(due_on=Min("pledges__due_on", output_field=DateField()))


def waiting_for_open(posting: Posting | Shape) -> QuerySet[Contest]:
    """To its keepers: drafts."""
    return _kept(posting, "entries_close_at").filter(state=State.DRAFT)


def waiting_for_decide_late(posting: Posting | Shape) -> QuerySet[Contest]:
    """To its keepers: where somebody asks to enter late."""
    asked = LateRequest.objects.filter(contest=OuterRef("pk"), state=LateRequest.State.ASKED)
    return _kept(posting, "scores_close_at").filter(Exists(asked), state=State.ENTRIES_CLOSED)


def waiting_for_sign_rules(posting: Posting | Shape) -> QuerySet[Contest]:
    """To another organizer and to the supervisor: where a change of the rules waits."""
    if not (posting.may(Permission.CONTEST_RUN) or posting.may(Permission.CONTEST_WATCH)):
        return Contest.objects.none()
    proposed = ContestRules.objects.filter(contest=OuterRef("pk"), signed_by=None, version__gt=1)
    by_others = Exists(proposed.exclude(proposed_by__person=posting.person_id))
    here = inside_q(posting.scope, "region_id")
    return _due("scores_close_at").filter(here, by_others, state__in=RUNNING)


def _kept(posting: Posting | Shape, column: str) -> QuerySet[Contest]:
    if not posting.may(Permission.CONTEST_RUN):
        return Contest.objects.none()
    return _due(column).filter(inside_q(posting.scope, "region_id"))


def _due(column: str) -> QuerySet[Contest]:
    office: tzinfo = timezone.get_default_timezone()
    return Contest.objects.annotate(due_on=TruncDate(column, tzinfo=office))
