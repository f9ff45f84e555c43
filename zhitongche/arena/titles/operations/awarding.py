"""The end of a contest: titles with their certificates; and a title that is taken back."""

import secrets
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.arena.contests.models import Contest, ContestEvent
from zhitongche.arena.settlement.publishing import LETTERS
from zhitongche.express.numbers.operations import next_numbers
from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.audit.chain import digest
from zhitongche.foundation.errors import BadInput, NotNow
from zhitongche.foundation.flow import operation
from zhitongche.foundation.histories import hold, refuse_if, step
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.statements import insert, update

from .. import queries, rules
from ..models import Title
from . import telling

# 擂主.
PREFIX = "LZ-"
# 60 bits: nobody finds one by trying.
CODE_LENGTH = 12
_KINDS = {Contest.Kind.BOUT: Title.Kind.CHAMPION, Contest.Kind.FINAL: Title.Kind.GRAND_CHAMPION}


@operation
def finalise(contest: Contest, *, by: Posting, now: datetime) -> Contest:
    """End a contest whose notice is over and whose objections are answered; each champion gets a title.

    Raises NotYourDuty, NotNow.
    """
    hold(contest)
    today = timezone.localdate(now)
    refuse_if(rules.why_not_finalise(by.as_of(today), contest))
    settlement = queries.current(contest)
    if settlement is None:
        raise NotNow(_("It has not been settled yet."), state=contest.state)
    champions = queries.champions(settlement)
    if len(champions) > settlement.champions_allowed:
        raise RuntimeError(f"{contest.number} has more champions than its quota allows")
    numbers = next_numbers(f"{PREFIX}{contest.region_id}", today.year, len(champions)) if champions else []
    for number, entry in zip(numbers, champions, strict=True):
        made = insert(
            Title(
                number=number,
                code="".join(secrets.choice(LETTERS) for _place in range(CODE_LENGTH)),
                contest=contest,
                entry=entry,
                person=entry.person,
                region=entry.region,
                kind=_KINDS[Contest.Kind(contest.kind)],
                awarded_by=by,
                awarded_at=now,
            )
        )
        audit.record("title.award", made, by=by, now=now, after=Title.State.IN_FORCE, contest=contest.number)
    step(contest, ContestEvent, "finalise", by=by, now=now, body={"titles": numbers}, version=settlement.version)
    telling.tell("finalise", contest, telling.concerned(contest, now), by=by, now=now)
    return contest


@operation
def revoke(contest: Contest, *, by: Posting, now: datetime, title: str, reason: str) -> Contest:
    """Take a title (its number) back, with a reason; its certificate says so from now on. Its place stays empty.

    Raises NotYourDuty, NotNow, BadInput.
    """
    hold(contest)
    refuse_if(rules.why_not_revoke(by, contest))
    one = queries.title(contest, title.strip())
    if one is None:
        raise BadInput({"title": _("There is no title of this number in this contest.")})
    before, after = Title.State.IN_FORCE, Title.State.REVOKED
    changes = {"state": after, "revoked_by": by, "revoked_at": now, "revoked_because": reason}
    if update(Title, {"pk": one.pk, "state": before}, changes) is None:
        raise NotNow(_("This title has been revoked already."), state=contest.state)
    words = digest(one.salt, reason)
    audit.record("title.revoke", one, by=by, now=now, before=before, after=after, words=words)
    step(contest, ContestEvent, "revoke", by=by, now=now, body={"title": one.number}, words_of_reason=words)
    telling.tell("revoke", contest, [one.person_id], by=by, now=now)
    return contest
