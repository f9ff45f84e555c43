"""The panel: judges and alternates take their seats, come in by a card, declare, and leave."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.arena.contests.operations.telling import tell
from zhitongche.arena.contests.states import State
from zhitongche.arena.settlement.publishing import LETTERS
from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.audit.chain import digest
from zhitongche.foundation.errors import BadInput, NotNow
from zhitongche.foundation.flow import operation
from zhitongche.foundation.histories import hold, refuse_if
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import create_account
from zhitongche.foundation.statements import insert, update

from .. import queries, rules
from ..models import Assignment, JudgeSeat, Recusal
from .filling import fill
from .steps import lock_seats, propose, seat_named, told

# A panel has five to nine judges, and odd is better (domain 6.3); below five nothing is trimmed.
LEAST, MOST, MOST_ALTERNATES = 5, 9, 5
CARD_LETTERS = 12
CARD_LASTS = timedelta(hours=24)


@operation
def empanel(
    contest: Contest, *, by: Posting, now: datetime, judges: Sequence[int], alternates: Sequence[int] = ()
) -> Contest:
    """Name the whole panel anew by postings: five to nine judges, and alternates in the order in which they would fill in.

    Who sits already stays, with what they said; who is named no more leaves by this act only while nothing was declared.
    Raises NotYourDuty, NotNow, BadInput.
    """
    hold(contest)
    refuse_if(rules.why_not_empanel(by, contest))
    today = timezone.localdate(now)
    main, spare = list(dict.fromkeys(judges)), list(dict.fromkeys(alternates))
    _refuse_sizes(main, spare)
    pool = {one.pk: one for one in queries.candidates(contest, today).filter(pk__in=[*main, *spare])}
    _refuse_unfit(contest, main, spare, pool, now)
    seats = {one.person_id: one for one in lock_seats(contest)}
    named = {pool[key].person_id for key in (*main, *spare)}
    for seat in [one for one in seats.values() if one.left_at is None and one.person_id not in named]:
        _withdraw(seat)
        del seats[seat.person_id]
    serial = max((one.serial for one in seats.values()), default=0)
    fresh: list[int] = []
    for key in (*main, *spare):
        posting, is_alternate = pool[key], key in spare
        sat = seats.get(posting.person_id)
        if sat is None:
            serial += 1
            insert(
                JudgeSeat(
                    contest=contest, person=posting.person, posting=posting, serial=serial, is_alternate=is_alternate
                )
            )
            fresh.append(posting.person_id)
        else:
            changes = {"is_alternate": is_alternate, "left_at": None, "left_because": "", "posting": posting}
            update(JudgeSeat, {"pk": sat.pk}, changes)
    propose(contest, now=now, today=today)
    told(contest, "empanel", by=by, now=now, body={"judges": main, "alternates": spare})
    tell("empanel", contest, fresh, by=by, now=now)
    return contest


def _refuse_sizes(main: Sequence[int], spare: Sequence[int]) -> None:
    if not LEAST <= len(main) <= MOST:
        sentence = _("A panel has %(least)d to %(most)d judges; an odd number is better.")
        raise BadInput({"judges": sentence % {"least": LEAST, "most": MOST}})
    if len(spare) > MOST_ALTERNATES:
        raise BadInput({"alternates": _("At most %(limit)d alternates.") % {"limit": MOST_ALTERNATES}})
    if set(main) & set(spare):
        raise BadInput({"alternates": _("Somebody is named as judge and as alternate.")})


def _refuse_unfit(
    contest: Contest, main: Sequence[int], spare: Sequence[int], pool: dict[int, Posting], now: datetime
) -> None:
    """Judges of the place who neither run the contest, nor watch it, nor enter it. Raises BadInput."""
    running = queries.runners(contest, timezone.localdate(now))
    entering = set(Entry.objects.filter(contest=contest).values_list("person", flat=True))
    for field, keys in (("judges", main), ("alternates", spare)):
        for key in keys:
            posting = pool.get(key)
            if posting is None:
                sentence = _("Number %(key)d is no posting of a judge in force for this place.")
                raise BadInput({field: sentence % {"key": key}})
            name = {"name": posting.person.name}
            if posting.person_id in running:
                raise BadInput({field: _("%(name)s runs or watches contests of this place and cannot judge.") % name})
            if posting.person_id in entering:
                raise BadInput({field: _("%(name)s takes part in this contest and cannot judge.") % name})
    people = [posting.person_id for posting in pool.values()]
    if len(set(people)) < len(people):
        raise BadInput({"judges": _("Somebody is named twice, by two postings.")})


def _withdraw(seat: JudgeSeat) -> None:
    """Take back a seat in which nothing was said yet. Raises BadInput: who has declared leaves with a reason."""
    if seat.declared_at is not None:
        sentence = _("Judge %(serial)d has declared already: let them leave with a reason.")
        raise BadInput({"judges": sentence % {"serial": seat.serial}})
    Recusal.objects.filter(seat=seat).delete()
    Assignment.objects.filter(seat=seat).delete()
    JudgeSeat.objects.filter(pk=seat.pk).delete()


@operation
def unseat(contest: Contest, *, by: Posting, now: datetime, judge: int, reason: str) -> Contest:
    """Let a judge leave half-way. Their whole sheets stand, a sheet with a blank makes no total (the settlement's rule 2).

    The next alternate fills in: in the whole seat where no sheet was whole yet, else for the entries that are left, so
    that every entry keeps as many totals as the others. Raises NotYourDuty, NotNow, BadInput.
    """
    hold(contest)
    refuse_if(rules.why_not_unseat(by, contest))
    lock_seats(contest)
    seat = seat_named(contest, judge)
    panel = queries.panel(contest)
    left = panel.missing(seat)
    whole = [one for one in panel.duty(seat) if panel.is_full(seat, one)]
    update(JudgeSeat, {"pk": seat.pk}, {"left_at": now, "left_because": reason, "card_digest": ""})
    Assignment.objects.filter(seat=seat, entry__in=left).delete()
    taken = _take_over(contest, seat, left, whole=len(whole), now=now)
    body = {"judge": judge, "reason": reason, "whole": len(whole), "left": [one.serial for one in left], **taken}
    told(contest, "unseat", by=by, now=now, body=body)
    tell("unseat", contest, [seat.person_id, *taken["people"]], by=by, now=now)
    return contest


def _take_over(
    contest: Contest, seat: JudgeSeat, left: Sequence[Entry], *, whole: int, now: datetime
) -> dict[str, list[int]]:
    """Who fills in, by serial and by person; entries that nobody could take are told as `short`."""
    if seat.is_alternate and contest.state != State.ENTRIES_CLOSED:
        return {"by": [], "people": [], "short": []}
    panel = queries.panel(contest)
    if not whole and not seat.is_alternate and not (contest.judges_per_entry and panel.assigned):
        heir = next(iter(panel.alternates), None)
        if heir is not None:
            update(JudgeSeat, {"pk": heir.pk}, {"is_alternate": False})
            return {"by": [heir.serial], "people": [heir.person_id], "short": []}
    if contest.state != State.ENTRIES_CLOSED:
        return {"by": [], "people": [], "short": []}
    return fill(contest, left, now=now)


@operation
def declare(contest: Contest, *, by: Posting, now: datetime, entries: Sequence[int] = (), reason: str = "") -> Contest:
    """Say, before any entry is seen, which of them one may not judge; none is an answer too.

    Raises NotYourDuty, NotNow, BadInput.
    """
    hold(contest)
    refuse_if(rules.why_not_declare(by, contest))
    lock_seats(contest)
    seat = queries.seat_of(contest, by.person_id)
    if seat is None or seat.declared_at is not None:
        raise NotNow(_("Someone else was faster: please look again at where it stands."), state=contest.state)
    propose(contest, now=now, today=timezone.localdate(now))
    wanted = list(dict.fromkeys(entries))
    if wanted and not reason.strip():
        raise BadInput({"reason": _("Say why you may not judge them.")})
    known = {one.serial: one for one in queries.entries_to_judge(contest)}
    if missing := [serial for serial in wanted if serial not in known]:
        raise BadInput({"entries": _("There is no entry %(serial)d.") % {"serial": missing[0]}})
    for serial in wanted:
        if queries.recusal_between(seat, known[serial]) is None:
            insert(
                Recusal(
                    seat=seat,
                    entry=known[serial],
                    ground=Recusal.Ground.DECLARED,
                    reason=reason.strip(),
                    raised_by=by,
                    raised_at=now,
                )
            )
    update(JudgeSeat, {"pk": seat.pk, "declared_at": None}, {"declared_at": now})
    told(contest, "declare", by=by, now=now, body={"judge": seat.serial, "entries": wanted})
    if wanted:
        tell("recuse", contest, queries.supervisors(contest, timezone.localdate(now)), by=by, now=now)
    return contest


# ---- cards -----------------------------------------------------------------------------------------------------------


@operation
def give_card(contest: Contest, *, by: Posting, now: datetime, judge: int) -> str:
    """Make a one-time card for a judge from outside; returns its code, which is shown this once and kept as a digest.

    An older card of the judge opens nothing any more. Raises NotYourDuty, NotNow, BadInput.
    """
    refuse_if(rules.why_not_give_card(by, contest))
    seat = seat_named(contest, judge)
    code = "".join(secrets.choice(LETTERS) for _letter in range(CARD_LETTERS))
    until = min(now + CARD_LASTS, contest.scores_close_at) if contest.scores_close_at > now else now + CARD_LASTS
    changes = {"card_digest": digest_of_card(code), "card_until": until, "card_used_at": None}
    update(JudgeSeat, {"pk": seat.pk}, changes)
    audit.record("judgeseat.give_card", seat, by=by, now=now, until=until.isoformat())
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


@operation
def use_card(*, now: datetime, code: str) -> tuple[JudgeSeat, Account]:
    """Take a card in: the seat it belongs to and the account that comes in by it. A judge without one is given one without a password.

    Raises BadInput with one sentence, whatever is wrong with the card: nobody learns which cards there are.
    """
    found = queries.seat_of_card(digest_of_card(code))
    if found is None or found.left_at is not None or not found.posting.is_in_force(timezone.localdate(now)):
        raise BadInput({"code": _wrong_card()})
    guard = {"pk": found.pk, "card_digest": digest_of_card(code), "card_used_at": None}
    if found.card_until is None or now >= found.card_until:
        raise BadInput({"code": _wrong_card()})
    if update(JudgeSeat, guard, {"card_used_at": now, "card_digest": ""}) is None:
        raise BadInput({"code": _wrong_card()})
    account = queries.account_of(found.person_id)
    if account is None:
        # Never typed: the card is the way in, and the administrator may give a password later.
        name = f"judge-{found.person_id}-{secrets.token_hex(3)}"
        account = create_account(found.person, by=None, now=now, username=name)
    audit.record("judgeseat.use_card", found, by=found.posting, now=now)
    return found, account


def digest_of_card(code: str) -> str:
    """Codes are typed with or without their hyphens, in letters of either size."""
    return digest("card", "".join(sign for sign in code.upper() if sign in LETTERS))


def _wrong_card() -> str:
    return _("This card opens nothing: it was used, has expired, or was mistyped. Ask the organizer for another.")
