"""Who sits, decides, gives and scores, and when: None, or the refusal with its sentence."""

from datetime import datetime

from django.utils.translation import gettext as _

from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.arena.contests.rules import not_its_keeper, not_its_supervisor, why_not_kept
from zhitongche.arena.contests.states import State
from zhitongche.foundation import flow
from zhitongche.foundation.errors import NothingWaits, NotNow, NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission

from . import queries
from .models import JudgeSeat, Recusal

STEPS_OF_THE_HALL = ("speaking", "scoring", "shown")
SPEAKING, SCORING, SHOWN = STEPS_OF_THE_HALL


def watches(posting: Posting, contest: Contest) -> bool:
    """Whether a posting runs the contest or supervises it: both see the panel, neither judges."""
    return not_its_keeper(posting, contest) is None or not_its_supervisor(posting, contest) is None


def not_its_judge(posting: Posting, contest: Contest) -> Refused | None:
    """A judge who sits on its panel and has not left."""
    if queries.has_seat(posting, contest):
        return None
    return NotYourDuty(_("Only a judge of its panel does this."))


def not_a_judge(posting: Posting) -> Refused | None:
    """Whether the posting is a judge's at all; whoever asks has looked at the seat already."""
    if posting.may(Permission.CONTEST_JUDGE):
        return None
    return NotYourDuty(_("Only a judge of its panel does this."))


def why_not_empanel(posting: Posting, contest: Contest) -> Refused | None:
    return why_not_kept(posting, contest, "empanel")


def why_not_unseat(posting: Posting, contest: Contest) -> Refused | None:
    return why_not_kept(posting, contest, "unseat")


def why_not_give_card(posting: Posting, contest: Contest) -> Refused | None:
    """As long as there is a panel to come to: the card is the organizer's."""
    return why_not_kept(posting, contest, "empanel")


def why_not_declare(posting: Posting, contest: Contest) -> Refused | None:
    """Once, before any entry is seen; what comes up later is said by `recuse`."""
    if refusal := not_its_judge(posting, contest) or flow.why_not_now(contest, "declare"):
        return refusal
    seat = queries.seat_of(contest, posting.person_id)
    if seat is not None and seat.declared_at is not None:
        return NotNow(_("You have declared already. What comes up later is said at the entry."), state=contest.state)
    return None


def why_not_recuse(posting: Posting, contest: Contest) -> Refused | None:
    """Whoever runs it, watches it, or judges in it; a judge for the own seat alone."""
    if not watches(posting, contest) and not queries.has_seat(posting, contest):
        return NotYourDuty(_("Only its organizer, its supervisor or a judge of its panel proposes a recusal."))
    return flow.why_not_now(contest, "recuse")


def why_not_decide_recusal(posting: Posting, contest: Contest) -> Refused | None:
    return not_its_supervisor(posting, contest) or flow.why_not_now(contest, "decide_recusal")


def why_not_draw_order(posting: Posting, contest: Contest) -> Refused | None:
    return why_not_kept(posting, contest, "draw_order")


def why_not_assign_judges(posting: Posting, contest: Contest) -> Refused | None:
    """Before the first sheet: after it a gap is filled by an alternate, and nobody's entries are drawn anew."""
    if refusal := why_not_kept(posting, contest, "assign_judges"):
        return refusal
    if queries.has_sheets(contest):
        return NotNow(_("Scores have come in: who judges what stays as it is."), state=contest.state)
    return None


def why_not_give_points(posting: Posting, contest: Contest) -> Refused | None:
    return why_not_kept(posting, contest, "give_points")


def why_not_exclude(posting: Posting, contest: Contest) -> Refused | None:
    return why_not_kept(posting, contest, "exclude")


def why_not_adjust(posting: Posting, contest: Contest) -> Refused | None:
    return why_not_kept(posting, contest, "adjust")


def why_not_close_scores(posting: Posting, contest: Contest) -> Refused | None:
    """A contest that nobody judged has no scores to close."""
    if refusal := why_not_kept(posting, contest, "close_scores"):
        return refusal
    if not queries.seats_of(contest).exists():
        return NothingWaits(_("Name the panel first: nobody has judged it."), state=contest.state)
    return None


def why_not_calibrate(posting: Posting, contest: Contest) -> Refused | None:
    """The organizer's, until a judge has tried it."""
    if refusal := why_not_kept(posting, contest, "empanel"):
        return refusal
    if queries.has_tried(contest):
        return NotNow(_("A judge has tried the made-up entry: it stays as it is."), state=contest.state)
    return None


def why_not_try_calibration(posting: Posting, contest: Contest) -> Refused | None:
    """A judge of the panel who has declared, once, where there is a made-up entry."""
    if refusal := not_its_judge(posting, contest):
        return refusal
    seat = queries.seat_of(contest, posting.person_id)
    if seat is None or queries.calibration(contest) is None:
        return NothingWaits(_("There is no made-up entry to try."), state=contest.state)
    if refusal := why_not_declared(contest, seat):
        return refusal
    if queries.tried(seat) is not None:
        return NotNow(_("You have tried the made-up entry already."), state=contest.state)
    return None


def why_not_score(posting: Posting, contest: Contest) -> Refused | None:
    """A judge of the panel while it is judged; what concerns one entry is looked at by `why_not_score_entry`."""
    return not_its_judge(posting, contest) or why_not_scored_now(contest)


def why_not_scored_now(contest: Contest) -> Refused | None:
    if contest.state == State.ENTRIES_CLOSED:
        return None
    if contest.state in queries.UNSEALED:
        return NotNow(_("The scores are closed: nothing is accepted any more."), state=contest.state)
    return NotNow(_("Scoring begins when the entries are closed."), state=contest.state)


def why_not_in_time(contest: Contest, now: datetime) -> Refused | None:
    """Nothing is accepted from `scores_close_at` on, closed by a person or not."""
    if now < contest.scores_close_at:
        return None
    return NotNow(_("The time for scores is over: nothing is accepted any more."), state=contest.state)


def why_not_declared(contest: Contest, seat: JudgeSeat) -> Refused | None:
    if seat.declared_at is not None:
        return None
    return NotNow(_("First declare whom you may not judge."), state=contest.state)


def why_not_score_entry(contest: Contest, seat: JudgeSeat, entry: Entry, recusal: Recusal | None) -> Refused | None:
    """Assigned to the judge, and no `recusal` between them, be it decided or not: 403, for it is not theirs to judge."""
    if recusal is not None and recusal.state == Recusal.State.CONFIRMED:
        return NotYourDuty(_("You are recused from this entry."))
    if recusal is not None and recusal.state == Recusal.State.PROPOSED:
        return NotYourDuty(_("A recusal between you and this entry waits for the supervisor."))
    if (seat.is_alternate or contest.judges_per_entry) and not queries.is_assigned(seat, entry):
        return NotYourDuty(_("This entry is judged by others of the panel."))
    return None


def why_not_heard(contest: Contest, entry: Entry, *, is_full: bool) -> Refused | None:
    """In the hall an entry is scored once its statement was heard, and no more once its marks were shown."""
    at = contest.hall_entry
    if not contest.is_hall:
        return None
    if at is None or entry.turn is None or at.turn is None or entry.turn > at.turn:
        return NotNow(_("This entry has not been heard yet."), state=contest.state)
    if entry.pk == at.pk:
        if contest.hall_step == SPEAKING:
            return NotNow(_("Scoring opens after the statement."), state=contest.state)
        is_shown = contest.hall_step == SHOWN
    else:
        # Passed on from: whoever is still missing may come after, who is not has had their marks shown.
        is_shown = is_full
    if is_shown:
        return NotNow(_("The marks of this entry have been shown: they stay."), state=contest.state)
    return None


def why_not_read_paper(posting: Posting, contest: Contest) -> Refused | None:
    """Organizers type off printed sheets, each twice by two of them."""
    return not_its_keeper(posting, contest) or why_not_scored_now(contest)


def why_not_take_sheets(posting: Posting, contest: Contest) -> Refused | None:
    """The organizers' all of them, each judge's the own; there are some once the entries are closed."""
    if not_its_keeper(posting, contest) is not None and not queries.has_seat(posting, contest):
        return NotYourDuty(_("Score sheets are for who runs the contest, and each judge's own for that judge."))
    if contest.state in (State.DRAFT, State.OPEN):
        return NotNow(_("There are score sheets once the entries are closed."), state=contest.state)
    return None


def why_not_hall(posting: Posting, contest: Contest) -> Refused | None:
    """The desk of the hall: the organizer's, while the contest is judged and its order is drawn."""
    if refusal := not_its_keeper(posting, contest) or why_not_scored_now(contest):
        return refusal
    if not contest.order_seed:
        return NotNow(_("First draw the order by lot."), state=contest.state)
    return None
