"""Who settles, reviews, publishes, objects, decides and ends, and when: None, or the refusal with its sentence."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.arena.contests.models import Contest
from zhitongche.arena.contests.rules import not_its_keeper, not_its_supervisor, why_not_kept
from zhitongche.arena.contests.states import State
from zhitongche.foundation import flow
from zhitongche.foundation.errors import NothingWaits, NotNow, NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission

from . import queries
from .models import Objection, Title

S = Objection.State


def why_not_settle(posting: Posting, contest: Contest) -> Refused | None:
    return why_not_kept(posting, contest, "settle")


def why_not_review(posting: Posting, contest: Contest) -> Refused | None:
    """A supervisor with no seat of a judge in it; a version is reviewed once."""
    if refusal := not_its_supervisor(posting, contest) or flow.why_not_now(contest, "review"):
        return refusal
    if queries.seat_of(contest, [posting.person_id]) is not None:
        return NotYourDuty(_("You judged this contest, so somebody else reviews it."))
    settlement = queries.current(contest)
    if settlement is not None and settlement.reviewed_at is not None:
        return NothingWaits(_("This version has been reviewed."), state=contest.state)
    return None


def why_not_publish(posting: Posting, contest: Contest) -> Refused | None:
    """A title that hangs on one judge is reviewed before."""
    if refusal := why_not_kept(posting, contest, "publish"):
        return refusal
    return _unreviewed(contest)


def why_not_object(posting: Posting, contest: Contest) -> Refused | None:
    """An entrant or a member of its alliance, while the notice runs, with no objection of theirs unanswered."""
    if not posting.may(Permission.CONTEST_ENTER) or not queries.is_member(contest, posting.person_id, _today(posting)):
        return NotYourDuty(_("Only its entrants and the members of its alliance object."))
    if refusal := flow.why_not_now(contest, "object"):
        return refusal
    if contest.notice_ends_on is not None and _today(posting) > contest.notice_ends_on:
        return NotNow(_("The public notice is over, and with it the time for objections."), state=contest.state)
    if queries.objections(contest, *queries.UNANSWERED).filter(person=posting.person_id).exists():
        return NotNow(_("Your objection has not been answered yet."), state=contest.state)
    return None


def why_not_accept_objection(posting: Posting, contest: Contest) -> Refused | None:
    if refusal := why_not_kept(posting, contest, "accept_objection"):
        return refusal
    return None if queries.objections(contest, S.FILED).exists() else _nothing(contest)


def why_not_decide_objection(posting: Posting, contest: Contest) -> Refused | None:
    """Somebody of the place who may decide and had no part in the contest."""
    if not posting.may(Permission.CONTEST_DECIDE) or not posting.reaches(contest.region_id):
        return NotYourDuty(_("Only an organizer or a leader of its place decides objections."))
    if refusal := _not_apart(posting, contest) or flow.why_not_now(contest, "decide_objection"):
        return refusal
    return None if queries.objections(contest, S.ACCEPTED).exists() else _nothing(contest)


def why_not_appeal(posting: Posting, contest: Contest) -> Refused | None:
    """Whose objection it was, once, within some working days after it was dismissed."""
    mine = queries.objections(contest).filter(person=posting.person_id)
    if not posting.may(Permission.CONTEST_ENTER) or not mine.exists():
        return NotYourDuty(_("Only whoever objected appeals."))
    if refusal := flow.why_not_now(contest, "appeal"):
        return refusal
    dismissed = list(mine.filter(state=S.DECIDED, is_upheld=False))
    if not dismissed:
        return NothingWaits(_("There is no dismissed objection of yours to appeal against."), state=contest.state)
    if all(is_past_appeal(one, _today(posting)) for one in dismissed):
        return NotNow(_("The time for an appeal is over."), state=contest.state)
    return None


def why_not_decide_appeal(posting: Posting, contest: Contest) -> Refused | None:
    """Somebody of the chief alliance's place who may decide, had no part in it and did not decide before."""
    chief = queries.chief_of(contest)
    if not posting.may(Permission.CONTEST_DECIDE) or not posting.reaches(chief.region_id):
        return NotYourDuty(_("Only an organizer or a leader of the chief alliance's place decides appeals."))
    if refusal := _not_apart(posting, contest) or flow.why_not_now(contest, "decide_appeal"):
        return refusal
    appealed = queries.objections(contest, S.APPEALED)
    if not appealed.exists():
        return _nothing(contest)
    if not appealed.exclude(decided_by__person=posting.person_id).exists():
        return NotYourDuty(_("You decided the objection, so somebody else decides the appeal."))
    return None


def why_not_correct(posting: Posting, contest: Contest) -> Refused | None:
    """Only after an objection was upheld, and never while another is unanswered: until then the result is frozen."""
    if refusal := why_not_kept(posting, contest, "correct"):
        return refusal
    if not queries.upheld_against(contest).exists():
        return NothingWaits(_("No objection was upheld, so the result stands."), state=contest.state)
    return _frozen(contest)


def why_not_finalise(posting: Posting, contest: Contest) -> Refused | None:
    """After the notice, when every objection is answered, no appeal may come any more, and what was upheld is corrected."""
    if refusal := why_not_kept(posting, contest, "finalise"):
        return refusal
    today = _today(posting)
    if contest.notice_ends_on is None or today <= contest.notice_ends_on:
        return NotNow(_("The public notice is not over."), state=contest.state)
    if refusal := _frozen(contest):
        return refusal
    dismissed = queries.objections(contest, S.DECIDED).filter(is_upheld=False)
    if not all(is_past_appeal(one, today) for one in dismissed):
        return NotNow(_("An objection that was dismissed may still be appealed against."), state=contest.state)
    settlement = queries.current(contest)
    if settlement is not None and queries.upheld_against(contest).filter(settlement=settlement).exists():
        return NotNow(_("An objection was upheld: correct the result first."), state=contest.state)
    return _unreviewed(contest)


def why_not_revoke(posting: Posting, contest: Contest) -> Refused | None:
    return why_not_kept(posting, contest, "revoke")


def why_not_hand_out(posting: Posting, contest: Contest) -> Refused | None:
    """The bundle is for entrants and judges once it is published; for the supervisor and organizers as soon as it is settled."""
    is_inside, people = sees_inside(posting, contest), [posting.person_id]
    if not is_inside and not queries.entry_of(contest, people) and not queries.seat_of(contest, people):
        return NotYourDuty(_("The bundle is for entrants, judges, the supervisor and organizers."))
    if contest.state in queries.PUBLIC or (is_inside and contest.state == State.SETTLED):
        return None
    return NotNow(_("The result has not been published yet."), state=contest.state)


def why_not_take_out(posting: Posting, contest: Contest) -> Refused | None:
    """The office's papers are its organizers', from the notice on."""
    if refusal := not_its_keeper(posting, contest):
        return refusal
    if contest.state in queries.PUBLIC:
        return None
    return NotNow(_("The result has not been published yet."), state=contest.state)


def sees_inside(posting: Posting, contest: Contest) -> bool:
    """Organizers and the supervisor of its place: they see every rank, stability and signals."""
    duties = (Permission.CONTEST_RUN, Permission.CONTEST_WATCH)
    return posting.reaches(contest.region_id) and any(posting.may(duty) for duty in duties)


def may_have_certificate(postings: Iterable[Posting], title: Title) -> bool:
    """Whose title it is, and the organizers of its place."""
    return any(one.person_id == title.person_id or not_its_keeper(one, title.contest) is None for one in postings)


def why_not_certificate(title: Title) -> Refused | None:
    """No certificate is made of a title that was revoked."""
    if title.state == Title.State.IN_FORCE:
        return None
    return NotNow(_("This title has been revoked already."), state=title.state)


def is_past_appeal(objection: Objection, today: date) -> bool:
    """Whether the days for an appeal against its reply are over."""
    if objection.decided_at is None:
        return False
    return today > queries.appeal_until(timezone.localdate(objection.decided_at))


def why_not_this(objection: Objection, posting: Posting) -> Refused | None:
    """Of several appeals one may be against the actor's own decision."""
    if objection.decided_by is not None and objection.decided_by.person_id == posting.person_id:
        return NotYourDuty(_("You decided the objection, so somebody else decides the appeal."))
    return None


def _today(posting: Posting) -> date:
    return posting.today or date.max


def _not_apart(posting: Posting, contest: Contest) -> Refused | None:
    if queries.had_a_part(contest, posting.person_id):
        return NotYourDuty(_("You had a part in this contest, so somebody else decides."))
    return None


def _frozen(contest: Contest) -> Refused | None:
    if queries.objections(contest, *queries.UNANSWERED).exists():
        return NotNow(_("An objection is unanswered: until then the result is frozen."), state=contest.state)
    return None


def _unreviewed(contest: Contest) -> Refused | None:
    settlement = queries.current(contest)
    if settlement is not None and queries.awaits_review(settlement):
        return NotNow(_("A title hangs on one judge: the supervisor reviews it first."), state=contest.state)
    return None


def _nothing(contest: Contest) -> Refused:
    return NothingWaits(_("No objection waits for this."), state=contest.state)
