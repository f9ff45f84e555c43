"""What the boards say, ready to be drawn."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role

from .. import fit, listing, presenting, queries, rules
from ..fit import Case, Judge, Waiting
from ..models import Problem
from ..queries.fitting import Candidate

# A page of the pool: whoever wants to see the rest narrows the list of all problems.
MOST_SHOWN = 25


def ways(postings: Sequence[Posting]) -> list[dict[str, Any]]:
    """Where else the reader of the list may look, by duty."""
    found = [(_("Rectification list"), "rectifications:list"), (_("Register of closed problems"), "problems:register")]
    if any(posting.may(Permission.PROBLEM_CLAIM) for posting in postings):
        found.insert(0, (_("What fits my department"), "problems:pool"))
    if any(keeps_watch(posting) for posting in postings):
        found.append((_("What departments have in hand"), "problems:departments"))
        found.append((_("Where problems come from"), "problems:sources"))
    if any(posting.may(Permission.PROBLEM_ACCEPT) for posting in postings):
        found.append((_("Common problems"), "problems:gather"))
    if any(posting.may(Permission.PROBLEM_LEAD) for posting in postings):
        found.append((_("In our hands"), "problems:mine"))
    if any(rules.why_not_report(posting) is None for posting in postings):
        found.append((_("Send in a list"), "problems:send_in"))
    found.append((_("Take out a list"), "problems:take_out"))
    return [{"label": label, "address": reverse(name)} for label, name in found]


def claims_for(postings: Sequence[Posting]) -> Posting | None:
    """The first posting that claims for a department."""
    return next((one for one in postings if one.may(Permission.PROBLEM_CLAIM) and one.department), None)


def keeps_watch(posting: Posting) -> bool:
    """Whether the posting organizes or leads a county or a city."""
    return posting.role in {Role.ORGANIZER, Role.LEADER} and len(posting.scope) in {4, 6}


def pool(posting: Posting, today: date) -> tuple[list[dict[str, Any]], bool]:
    """The best of the pool for the posting's department, each line with why; and whether there is more."""
    found, has_more = fitting(posting, today)
    lines = listing.lines([row for row, _why in found])
    return [{**line, "why": why} for line, (_row, why) in zip(lines, found, strict=True)], has_more


def fitting(posting: Posting, today: date) -> tuple[list[tuple[presenting.Row, str]], bool]:
    """The rows of the pool that fit the posting's department best, each with why in words; and whether there is more."""
    if posting.department is None:
        return [], False
    solved = [Case(category, title) for category, title in queries.solved_by(posting.department)]
    judge = Judge(queries.functions_of(posting.department), solved)
    found = [(judge.fit(_asked(one, posting), today), one) for one in queries.candidates_for(posting)]
    found.sort(key=lambda pair: (-pair[0].score, pair[1].due_on or date.max, pair[1].pk))
    why = {one.pk: reason for reason, one in found[:MOST_SHOWN]}
    rows = presenting.rows(queries.rows_of(list(why)), today, with_county=len(posting.scope) < 6)
    shown = [(row, capfirst(" · ".join(fit.reasons(why[row.problem.pk], str(row.problem.category))))) for row in rows]
    return shown, len(found) > MOST_SHOWN


def _asked(problem: Candidate, posting: Posting) -> Waiting:
    return Waiting(
        category=problem.category,
        title=problem.title,
        is_suggested=problem.suggested == posting.department_id,
        is_urgent=problem.urgency == Problem.Urgency.URGENT,
        due_on=problem.due_on,
        soon_on=problem.soon_on,
    )


def departments(place: str, today: date) -> list[dict[str, Any]]:
    """A row for each department of the place, whoever has most in hand first."""
    found = list(queries.departments_in(place))
    records = queries.records_of(found, today)
    rows = [{"department": department, "record": records[department.pk]} for department in found]
    return sorted(rows, key=lambda row: (-row["record"].load.late, -row["record"].load.leads))


def sources(place: str, since: date, last: date) -> list[dict[str, Any]]:
    """A row for each source, with the list that its figure counts; the last for all of them."""
    until = last + timedelta(days=1)
    counts = queries.received(place, since, until)
    days = {"since": since.isoformat(), "until": until.isoformat()}
    rows: list[tuple[str, Any, int]] = [(source.value, source.label, count) for source, count in counts.items()]
    rows.append(("", _("All"), sum(counts.values())))
    return [
        {"label": label, "count": count, "address": _listed(view="all", region=place, source=source, **days)}
        for source, label, count in rows
    ]


def _listed(**narrowing: str) -> str:
    """The list of problems, narrowed so."""
    given = {name: value for name, value in narrowing.items() if value}
    return f"{reverse('problems:list')}?{urlencode(given)}"


def overdue(problems: Sequence[Problem], today: date) -> list[dict[str, Any]]:
    """Each with how many working days it is late, and why its clock was stopped."""
    days = workdays()
    reasons = queries.pause_reasons(problems)
    return [
        {
            "row": row,
            "days": days.between(row.problem.due_on, today) if row.problem.due_on else 0,
            "paused": reasons.get(row.problem.pk, ""),
        }
        for row in presenting.rows(problems, today, with_county=True, days=days)
    ]
