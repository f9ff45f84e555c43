"""The rules of an open contest change only as a new version: proposed by one with a reason, signed by another."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from zhitongche.foundation.errors import BadInput, NotNow, Sentence
from zhitongche.foundation.flow import operation
from zhitongche.foundation.histories import hold, refuse_if, step
from zhitongche.foundation.people.models import Posting

from .. import queries, rulebook
from .. import rules as ruling
from ..models import Contest, ContestEvent, ContestRules
from ..states import State
from .telling import tell, tell_members


@operation
def propose_rules(
    contest: Contest,
    *,
    by: Posting,
    now: datetime,
    reason: str,
    rules: Mapping[str, Any] | None = None,
    entries_close_at: datetime | None = None,
    scores_close_at: datetime | None = None,
) -> Contest:
    """Propose other rules or other dates; nothing changes until somebody else signs. A later proposal replaces it.

    Raises NotYourDuty, NotNow, and BadInput with the fault of each field.
    """
    hold(contest)
    refuse_if(ruling.why_not_propose_rules(by, contest))
    stands = ContestRules.objects.get(contest=contest, version=contest.rules_version)
    text, names = (stands.rules, stands.names) if rules is None else rulebook.parted(rules)
    moments = {
        "entries_close_at": entries_close_at or contest.entries_close_at,
        "scores_close_at": scores_close_at or contest.scores_close_at,
    }
    if faults := rulebook.faults(text, names) or _faults(contest, stands, text, moments, now):
        raise BadInput(faults)
    digest = rulebook.digest_of(text, names, **moments)
    if digest == stands.digest:
        raise BadInput({"": _("Nothing would be another than it is.")})
    said = {"rules": text, "names": names, "digest": digest, "reason": reason, **moments}
    ContestRules.objects.filter(contest=contest, signed_by=None, version__gt=contest.rules_version).delete()
    version = contest.rules_version + 1
    ContestRules.objects.create(contest=contest, version=version, proposed_by=by, proposed_at=now, **said)
    body = {"version": version, "digest": digest, "reason": reason}
    step(contest, ContestEvent, "propose_rules", by=by, now=now, body=body, digest=digest)
    return contest


@operation
def sign_rules(contest: Contest, *, by: Posting, now: datetime, digest: str = "") -> Contest:
    """Sign the change that waits: from then on it is in force. Members and judges are told.

    `digest` is that of the text the signer has read; another one that came meanwhile is not signed. Raises NotYourDuty,
    NotNow.
    """
    hold(contest)
    refuse_if(ruling.why_not_sign_rules(by, contest))
    proposed = queries.proposed_rules(contest)
    if proposed is None or (digest and digest != proposed.digest):
        raise NotNow(_("Another change has been proposed meanwhile: please read it first."), state=contest.state)
    stands = ContestRules.objects.get(contest=contest, version=contest.rules_version)
    moments = {name: getattr(proposed, name) for name in ("entries_close_at", "scores_close_at")}
    if faults := _faults(contest, stands, proposed.rules, moments, now):
        # The clock has gone on since it was proposed.
        raise NotNow(next(iter(faults.values())), state=contest.state)
    ContestRules.objects.filter(pk=proposed.pk).update(signed_by=by, signed_at=now)
    body = {"version": proposed.version, "digest": proposed.digest}
    changes = {"rules_version": proposed.version, **moments}
    step(contest, ContestEvent, "sign_rules", by=by, now=now, body=body, changes=changes, digest=proposed.digest)
    tell_members("sign_rules", contest, by=by, now=now)
    tell("sign_rules", contest, queries.seated_persons(contest), by=by, now=now)
    return contest


def _faults(
    contest: Contest,
    stands: ContestRules,
    rules: Mapping[str, Any],
    moments: Mapping[str, datetime],
    now: datetime,
) -> dict[str, Sentence]:
    """What cannot be changed any more, by field."""
    faults: dict[str, Sentence] = {}
    entries, scores = moments["entries_close_at"], moments["scores_close_at"]
    if contest.state == State.ENTRIES_CLOSED:
        if entries != contest.entries_close_at:
            faults["entries_close_at"] = _("Entries are closed and shown: they are not opened again.")
        if rulebook.changed_parts(stands.rules, rules):
            faults["rules"] = _("Entries are being judged: what is scored, its weight and its maximum stay.")
    elif entries <= now:
        faults["entries_close_at"] = _("This moment has passed.")
    if scores <= max(entries, now):
        faults["scores_close_at"] = _("Scores close after the entries, and not in the past.")
    return faults
