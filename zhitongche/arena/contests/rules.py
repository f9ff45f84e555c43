"""Whose a contest's and an entry's verbs are, and when: None, or the refusal with its sentence."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from zhitongche.foundation import flow
from zhitongche.foundation.errors import NothingWaits, NotNow, NotYourDuty, Refused
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission

from . import queries
from .models import Contest, Entry
from .states import State

# Entries are shown to all members from their closing on.
SHOWN = frozenset(set(State) - {State.DRAFT, State.OPEN})
# Whoever withdraws after that is told so in the result.
WITHDRAWABLE = frozenset({State.OPEN, State.ENTRIES_CLOSED, State.SCORED})


def not_its_keeper(posting: Posting, contest: Contest) -> Refused | None:
    """An organizer whose place holds the alliance's."""
    if posting.may(Permission.CONTEST_RUN) and posting.reaches(contest.region_id):
        return None
    return NotYourDuty(_("Only the organizer of its alliance runs this contest."))


def not_its_supervisor(posting: Posting, contest: Contest) -> Refused | None:
    """A supervisor whose place holds the alliance's."""
    if posting.may(Permission.CONTEST_WATCH) and posting.reaches(contest.region_id):
        return None
    return NotYourDuty(_("Only the supervisor of its place does this."))


def not_its_member(posting: Posting, contest: Contest) -> Refused | None:
    """A first secretary who belongs to its alliance on that day by this very posting."""
    if posting.may(Permission.CONTEST_ENTER) and queries.is_member(posting, contest, posting.today or date.max):
        return None
    return NotYourDuty(_("Only first secretaries who belong to its alliance today take part."))


def why_not_kept(posting: Posting, contest: Contest, verb: str) -> Refused | None:
    """What every verb of its keeper asks first."""
    return not_its_keeper(posting, contest) or flow.why_not_now(contest, verb)


# ---- the contest -----------------------------------------------------------------------------------------------------


def why_not_draw_up(posting: Posting, _nothing: object = None) -> Refused | None:
    """The organizer's; whether the alliance is theirs is looked at with what was sent."""
    if posting.may(Permission.CONTEST_RUN):
        return None
    return NotYourDuty(_("Only an organizer draws up contests."))


def why_not_revise(posting: Posting, contest: Contest) -> Refused | None:
    return why_not_kept(posting, contest, "revise")


def why_not_open(posting: Posting, contest: Contest) -> Refused | None:
    return why_not_kept(posting, contest, "open")


def why_not_propose_rules(posting: Posting, contest: Contest) -> Refused | None:
    return why_not_kept(posting, contest, "propose_rules")


def why_not_sign_rules(posting: Posting, contest: Contest) -> Refused | None:
    """By somebody else than who proposed: another organizer, or the supervisor."""
    if not_its_keeper(posting, contest) and not_its_supervisor(posting, contest):
        return NotYourDuty(_("Another organizer of its alliance signs, or the supervisor of its place."))
    if refusal := flow.why_not_now(contest, "sign_rules"):
        return refusal
    proposed = queries.proposed_rules(contest)
    if proposed is None:
        return NothingWaits(_("No change of its rules waits to be signed."), state=contest.state)
    if proposed.proposed_by.person_id == posting.person_id:
        return NotYourDuty(_("Whoever proposed a change does not sign it."))
    return None


def why_not_close_entries(posting: Posting, contest: Contest) -> Refused | None:
    return why_not_kept(posting, contest, "close_entries")


def why_not_ask_late(posting: Posting, contest: Contest) -> Refused | None:
    """A member without a submitted entry, once."""
    if refusal := not_its_member(posting, contest) or flow.why_not_now(contest, "ask_late"):
        return refusal
    entry = queries.own_entry(contest, posting.person_id)
    if entry is not None and entry.state == Entry.State.SUBMITTED:
        return NothingWaits(_("Your entry was submitted in time."), state=contest.state)
    if queries.late_request_of(contest, posting.person_id) is not None:
        return NotNow(_("You have asked before: it is decided once."), state=contest.state)
    return None


def why_not_decide_late(posting: Posting, contest: Contest) -> Refused | None:
    if refusal := why_not_kept(posting, contest, "decide_late"):
        return refusal
    if not queries.late_asked(contest).exists():
        return NothingWaits(_("Nobody asks to enter late."), state=contest.state)
    return None


# ---- entries ---------------------------------------------------------------------------------------------------------


def why_closed(contest: Contest, person: int, now: datetime | None = None) -> NotNow | None:
    """Why somebody cannot write an entry: entries are open, or a late request of theirs was granted.

    With `now` also by the clock, to the second; a page's buttons are drawn without it.
    """
    if contest.state == State.OPEN:
        return _past(contest, contest.entries_close_at, now)
    granted = queries.late_granted(contest, person) if contest.state == State.ENTRIES_CLOSED else None
    if granted is not None:
        return _past(contest, granted, now)
    if contest.state == State.DRAFT:
        return NotNow(_("It is not open for entries yet."), state=contest.state)
    return _closed(contest, contest.entries_close_at)


def _past(contest: Contest, until: datetime, now: datetime | None) -> NotNow | None:
    return None if now is None or now < until else _closed(contest, until)


def _closed(contest: Contest, at: datetime) -> NotNow:
    moment = date_format(timezone.localtime(at), "Y-m-d H:i:s")
    return NotNow(_("Entries closed on %(moment)s.") % {"moment": moment}, state=contest.state)


def why_not_begin_entry(posting: Posting, contest: Contest) -> Refused | None:
    """One entry of each member."""
    if refusal := not_its_member(posting, contest) or why_closed(contest, posting.person_id):
        return refusal
    if queries.own_entry(contest, posting.person_id) is not None:
        return NotNow(_("You have an entry already: change that one."), state=contest.state)
    return None


def not_its_entrant(posting: Posting, entry: Entry) -> Refused | None:
    if posting.may(Permission.CONTEST_ENTER) and posting.person_id == entry.person_id:
        return None
    return NotYourDuty(_("Only whoever entered it does this."))


def why_not_write_entry(posting: Posting, entry: Entry) -> Refused | None:
    """Until it is closed, also after submitting."""
    return not_its_entrant(posting, entry) or why_closed(entry.contest, entry.person_id)


def why_not_submit(posting: Posting, entry: Entry) -> Refused | None:
    """Whoever has withdrawn may submit again while entries are open."""
    if refusal := not_its_entrant(posting, entry) or not_its_member(posting, entry.contest):
        return refusal
    if entry.state == Entry.State.SUBMITTED:
        return NotNow(_("It is submitted. What you change until it closes counts."), state=entry.contest.state)
    return why_closed(entry.contest, entry.person_id)


def why_not_withdraw(posting: Posting, entry: Entry) -> Refused | None:
    """Before closing it is as if it had not been; after, it stays in the result as withdrawn, until that is computed."""
    if refusal := not_its_entrant(posting, entry):
        return refusal
    if entry.state != Entry.State.SUBMITTED or entry.excluded:
        return NotNow(_("It does not take part."), state=entry.contest.state)
    if entry.contest.state not in WITHDRAWABLE:
        return NotNow(_("The result is computed: nothing can be withdrawn now."), state=entry.contest.state)
    return None


# ---- the showcase ----------------------------------------------------------------------------------------------------


def why_not_shown(posting: Posting, contest: Contest) -> Refused | None:
    """Entries are shown to its members and keepers, to all at the same moment: when they are closed."""
    if not queries.reads_entries(posting, contest):
        return NotYourDuty(_("Entries are shown to the members of its alliance and to who runs it."))
    return _not_yet_shown(contest)


def _not_yet_shown(contest: Contest) -> NotNow | None:
    if contest.state in SHOWN:
        return None
    return NotNow(_("Entries are shown to everybody at the moment they are closed."), state=contest.state)


def why_not_take_out(posting: Posting, contest: Contest) -> Refused | None:
    """The sheet of entries is its keepers', from the moment on at which all are shown."""
    return not_its_keeper(posting, contest) or _not_yet_shown(contest)


def why_not_comment(posting: Posting, entry: Entry) -> Refused | None:
    """Members and keepers. A judge says what they think in points."""
    refusal = not_its_member(posting, entry.contest)
    if refusal and not_its_keeper(posting, entry.contest):
        return refusal
    return _not_shown(entry)


def why_not_learn(posting: Posting, entry: Entry) -> Refused | None:
    """From others, once from each entry."""
    if refusal := not_its_member(posting, entry.contest) or _not_shown(entry):
        return refusal
    if entry.person_id == posting.person_id:
        return NotNow(_("This is your own entry."), state=entry.contest.state)
    if queries.learned(entry, posting.person_id) is not None:
        return NotNow(_("You have said that you learn from it."), state=entry.contest.state)
    return None


def why_not_pledge(posting: Posting, entry: Entry) -> Refused | None:
    return not_its_member(posting, entry.contest) or _not_shown(entry)


def why_not_report_pledge(posting: Posting, entry: Entry) -> Refused | None:
    """Whoever has pledged, also when they belong to another alliance by now."""
    if not posting.may(Permission.CONTEST_ENTER):
        return NotYourDuty(_("Only whoever pledged reports on it."))
    if not queries.open_pledges(entry.contest, posting.person_id).exists():
        return NothingWaits(_("You have no pledge here that waits for a report."), state=entry.contest.state)
    return None


def _not_shown(entry: Entry) -> NotNow | None:
    if refusal := _not_yet_shown(entry.contest):
        return refusal
    if entry.state != Entry.State.SUBMITTED:
        return NotNow(_("This entry was not submitted."), state=entry.contest.state)
    return None
