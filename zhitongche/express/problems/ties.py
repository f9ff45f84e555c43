"""What a problem's page and resource show of its consultation, and of the problems it is tied to."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhitongche.express.projects import presenting as projects
from zhitongche.express.projects.queries import picking
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.wording import called
from zhitongche.foundation.regions.queries import full_names

from . import presenting, queries
from .models import Consultation, Opinion, Problem, ProblemFile


def consultation(problem: Problem, today: date) -> dict[str, Any] | None:
    """The consultation under way, or the last one: the question, and each department's word beside the others."""
    found = queries.latest_consultation(problem)
    if found is None:
        return None
    return {
        "question": found.question,
        "due_on": found.due_on,
        "is_over": found.concluded_at is not None,
        "ended_at": found.concluded_at,
        "conclusion": found.conclusion,
        "opinions": [_opinion(one, found, today) for one in found.opinions.all()],
    }


def _opinion(one: Opinion, asked: Consultation, today: date) -> dict[str, Any]:
    """One department's column; `tone` is bad where it was late or said nothing."""
    note, tone = "", ""
    if one.given_at is not None:
        if timezone.localdate(one.given_at) > asked.due_on:
            note, tone = _("After the date."), "bad"
    elif one.silent_at is not None or asked.due_on < today:
        note, tone = _("Said nothing by the date."), "bad"
    else:
        note = _("Not asked any more.") if asked.concluded_at else _("Has not answered yet.")
    return {
        "department": one.department.name,
        "text": one.text,
        "who": one.posting.person.name if one.posting else "",
        "at": one.given_at,
        "note": note,
        "tone": tone,
    }


def relations(problem: Problem, postings: Sequence[Posting], today: date, days: Workdays) -> dict[str, Any]:
    """The problems it is tied to; those merged into it in full, of the others what the reader sees of them."""
    tied = queries.tied_to(problem)
    if not tied:
        return {}
    seen = queries.seen_among(tied, postings)
    rows = presenting.rows([one for one in tied if one.pk in seen], today, with_county=True, days=days)
    groups = [
        (pgettext("problem", "Merged into"), [row for row in rows if row.problem.pk == problem.merged_into_id]),
        (_("Stands under"), [row for row in rows if row.problem.pk == problem.parent_id]),
        (_("Stand under it"), [row for row in rows if row.problem.parent_id == problem.pk]),
        (_("Has come back from"), [row for row in rows if row.problem.pk == problem.relapse_of_id]),
        (_("Came back later"), [row for row in rows if row.problem.relapse_of_id == problem.pk]),
    ]
    return {
        "groups": [(heading, group) for heading, group in groups if group],
        "merged": _merged(problem, [one for one in tied if one.merged_into_id == problem.pk], seen),
    }


def _merged(problem: Problem, merged: Sequence[Problem], seen: set[int]) -> list[dict[str, Any]]:
    """What was merged into it, as it was reported: whoever sees the one may read all that it stands for."""
    if not merged:
        return []
    names = full_names(one.village_id for one in merged)
    photos: dict[int, list[dict[str, str]]] = {}
    for file in queries.photos_of(merged):
        photos.setdefault(file.event.problem_id, []).append(_photo(problem, file))
    return [
        {
            "number": one.number,
            "address": reverse("problems:detail", args=[one.number]) if one.pk in seen else "",
            "place": names.get(one.village_id, one.village_id),
            "who": one.reported_by or called(one.reporter),
            "at": one.reported_at,
            "text": one.description,
            "photos": photos.get(one.pk, []),
        }
        for one in merged
    ]


def _photo(problem: Problem, file: ProblemFile) -> dict[str, str]:
    """Shown under the number of the problem that stands for it, which the reader sees."""
    address = reverse("problems:file", args=[problem.number, file.attachment_id])
    return {"address": address, "thumbnail": f"{address}?size=small", "alt": file.attachment.name}


def held_up(
    problem: Problem, postings: Sequence[Posting], today: date, days: Workdays
) -> projects.Row | dict[str, Any] | None:
    """The project it holds up, as a row where the reader sees it; by its name alone where not."""
    if problem.project_id is None:
        return None
    project = picking.of_key(problem.project_id, postings)
    if project is None:
        return {"name": str(problem.project)}
    return projects.row(project, today, days)


def resource(problem: Problem) -> dict[str, Any]:
    """The fields of the resource: numbers or null, and the consultation with every opinion."""
    keys = {
        "merged_into": problem.merged_into_id,
        "parent": problem.parent_id,
        "relapse_of": problem.relapse_of_id,
    }
    wanted = [key for key in keys.values() if key is not None]
    numbers = queries.numbers_of(wanted) if wanted else {}
    found = queries.latest_consultation(problem)
    return {
        **{name: numbers.get(key) if key else None for name, key in keys.items()},
        "project": picking.number_of(problem.project_id),
        "consultation": _consultation(found) if found else None,
    }


def _consultation(found: Consultation) -> dict[str, Any]:
    return {
        "question": found.question,
        "due_on": found.due_on,
        "opinions": [
            {
                "department": {"code": one.department.code, "name": one.department.name},
                "opinion": one.text or None,
                "given_at": one.given_at,
                "silent": one.silent_at is not None,
            }
            for one in found.opinions.all()
        ],
        "conclusion": found.conclusion or None,
    }
