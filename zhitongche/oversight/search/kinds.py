"""Everything that `/search/` answers with, kind by kind: who looks for it, where it is seen, and what its line says.

What is not named here is never found, whatever the index holds.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.express.dispatches import indexing as dispatch_indexing
from zhitongche.express.dispatches import queries as dispatches
from zhitongche.express.dispatches.models import Dispatch
from zhitongche.express.dispatches.states import State as DispatchState
from zhitongche.express.experts import indexing as expert_indexing
from zhitongche.express.experts import queries as experts
from zhitongche.express.experts.models import Expert
from zhitongche.express.experts.presenters import STATES as EXPERT_STATES
from zhitongche.express.outcomes import indexing as outcome_indexing
from zhitongche.express.outcomes import presenting as outcome_presenting
from zhitongche.express.outcomes import queries as outcomes
from zhitongche.express.outcomes import wording
from zhitongche.express.outcomes.models import Outcome
from zhitongche.express.outcomes.states import State as OutcomeState
from zhitongche.express.problems import indexing as problem_indexing
from zhitongche.express.problems import presenting as problem_presenting
from zhitongche.express.problems import queries as problems
from zhitongche.express.problems.models import Problem, ProblemEvent
from zhitongche.express.problems.states import State as ProblemState
from zhitongche.express.projects import indexing as project_indexing
from zhitongche.express.projects import presenting as project_presenting
from zhitongche.express.projects import queries as projects
from zhitongche.express.projects.models import Project, ProjectEvent
from zhitongche.express.projects.states import State as ProjectState
from zhitongche.express.sources import indexing as source_indexing
from zhitongche.express.sources import queries as sources
from zhitongche.express.sources.models import FundingSource, SourceEvent
from zhitongche.express.sources.states import State as SourceState
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission

Sentence = str | Promise


@dataclass(frozen=True)
class Told:
    """What a line says of a thing. `texts` are those that it is quoted from, each on the thing's own page."""

    title: str
    region: str
    state: str
    state_words: Sentence
    at: datetime
    note: Sentence = ""
    texts: tuple[str, ...] = ()
    is_urgent: bool = False


@dataclass(frozen=True)
class Steps:
    """Where the words are that were said of a thing since."""

    rows: Callable[[], QuerySet[Any]]
    thing: str
    said: Callable[[Mapping[str, Any]], Iterable[str]]


def _number(one: Any, county: str) -> str:
    return str(one.number)


@dataclass(frozen=True)
class Kind:
    """A kind of things. `at` is the column of the day that counts for it, which `when` says in words."""

    code: str
    many: Sentence
    one: Sentence
    permission: Permission
    at: str
    when: Sentence
    page: str
    scopes_of: Callable[[Sequence[Posting]], list[str] | None]
    visible_to: Callable[..., QuerySet[Any]]
    # With what a line shows, in a fixed number of statements.
    reading: Callable[[QuerySet[Any]], QuerySet[Any]]
    told: Callable[[Any], Told]
    # What people say for its number: of the thing and the name of its county.
    label_of: Callable[[Any, str], str] = _number
    # None where its own columns hold all that was said.
    steps: Steps | None = None


def _problem(one: Problem) -> Told:
    return Told(
        title=one.title,
        region=one.village_id,
        state=one.state,
        state_words=ProblemState(one.state).label,
        at=one.reported_at,
        note=one.lead.short_name if one.lead else "",
        texts=(one.description, one.request),
        is_urgent=one.urgency == Problem.Urgency.URGENT,
    )


def _project(one: Project) -> Told:
    return Told(
        title=one.title,
        region=one.village_id,
        state=one.state,
        state_words=ProjectState(one.state).label,
        at=one.planned_at,
        note=str(one.industry),
        texts=(one.goal, one.scope_of_works, one.difficulties, one.benefit, one.batch),
    )


def _source(one: FundingSource) -> Told:
    giver = one.department
    return Told(
        title=one.name,
        region=one.region_id,
        state=one.state,
        state_words=SourceState(one.state).label,
        at=one.opened_at,
        note=one.get_kind_display(),
        texts=(one.conditions, one.basis, giver.name if giver else ""),
    )


def _expert(one: Expert) -> Told:
    skills = [word for skill in experts.skills_of(one) for word in (skill.name, skill.name_en)]
    return Told(
        title=one.name,
        region=one.region_id,
        state=one.state,
        state_words=EXPERT_STATES[one.state],
        at=one.enrolled_at,
        note=one.unit,
        texts=(one.unit, one.post, one.industries, one.proof, one.served_as, *skills),
    )


def _dispatch(one: Dispatch) -> Told:
    return Told(
        title=one.title,
        region=one.village_id,
        state=one.state,
        state_words=DispatchState(one.state).label,
        at=one.proposed_at,
        note=one.expert.name,
        texts=(one.task, one.report, one.advice, one.expert.name),
    )


def _outcome(one: Outcome) -> Told:
    office = one.office_title
    return Told(
        title=one.title,
        region=one.village_id,
        state=one.state,
        state_words=OutcomeState(one.state).label,
        at=one.recorded_at,
        note=wording.figures(one.kind, one.figures),
        # It is found by the office's words, which a reader of English does not see in the title.
        texts=(one.source, office if office != one.title else ""),
    )


KINDS: tuple[Kind, ...] = (
    Kind(
        problem_indexing.KIND,
        pgettext_lazy("search", "Problems"),
        _("Problem"),
        Permission.PROBLEM_READ,
        at="reported_at",
        when=pgettext_lazy("search", "reported on %(day)s"),
        page="problems:detail",
        scopes_of=problem_indexing.scopes_of,
        visible_to=problems.visible_to,
        reading=lambda rows: rows.select_related("category", "lead").only(*problems.ROW, "description", "request"),
        told=_problem,
        label_of=problem_presenting.label_of,
        steps=Steps(ProblemEvent.objects.all, "problem_id", problem_indexing.said),
    ),
    Kind(
        project_indexing.KIND,
        pgettext_lazy("search", "Projects"),
        _("Project"),
        Permission.PROJECT_READ,
        at="planned_at",
        when=pgettext_lazy("search", "planned on %(day)s"),
        page="projects:detail",
        scopes_of=project_indexing.scopes_of,
        visible_to=projects.visible_to,
        reading=lambda rows: rows.select_related("industry"),
        told=_project,
        label_of=project_presenting.label_of,
        steps=Steps(ProjectEvent.objects.all, "project_id", project_indexing.said),
    ),
    Kind(
        source_indexing.KIND,
        pgettext_lazy("search", "Sources of money"),
        pgettext_lazy("record", "Source of money"),
        Permission.PROJECT_READ,
        at="opened_at",
        when=pgettext_lazy("search", "opened on %(day)s"),
        page="sources:detail",
        scopes_of=source_indexing.scopes_of,
        visible_to=sources.visible_to,
        reading=lambda rows: rows,
        told=_source,
        steps=Steps(SourceEvent.objects.all, "source_id", source_indexing.said),
    ),
    Kind(
        outcome_indexing.KIND,
        pgettext_lazy("search", "Figures"),
        pgettext_lazy("record", "Figure of an outcome"),
        Permission.OUTCOME_READ,
        at="recorded_at",
        when=pgettext_lazy("search", "recorded on %(day)s"),
        page="outcomes:detail",
        scopes_of=outcome_indexing.scopes_of,
        visible_to=outcomes.visible_to,
        reading=lambda rows: rows.select_related("village"),
        told=_outcome,
        label_of=outcome_presenting.label_of,
    ),
    Kind(
        expert_indexing.KIND,
        pgettext_lazy("search", "Experts"),
        pgettext_lazy("record", "Expert"),
        Permission.EXPERT_READ,
        at="enrolled_at",
        when=pgettext_lazy("search", "enrolled on %(day)s"),
        page="experts:detail",
        scopes_of=expert_indexing.scopes_of,
        visible_to=experts.visible_to,
        reading=lambda rows: rows.prefetch_related("expert_skills__skill"),
        told=_expert,
    ),
    Kind(
        dispatch_indexing.KIND,
        pgettext_lazy("search", "Dispatches"),
        pgettext_lazy("record", "Dispatch"),
        Permission.EXPERT_READ,
        at="proposed_at",
        when=pgettext_lazy("search", "proposed on %(day)s"),
        page="dispatches:detail",
        scopes_of=dispatch_indexing.scopes_of,
        visible_to=dispatches.visible_to,
        reading=lambda rows: rows.select_related("expert"),
        told=_dispatch,
    ),
)
BY_CODE = {kind.code: kind for kind in KINDS}
