"""Every room's words for the operation log, put together."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.arena.alliances import presenters as alliances
from zhitongche.arena.alliances.states import State as AllianceState
from zhitongche.arena.contests import presenters as contests
from zhitongche.arena.contests.models import Entry, Pledge
from zhitongche.arena.contests.states import State as ContestState
from zhitongche.arena.indicators import presenters as indicators
from zhitongche.arena.indicators.states import State as LibraryState
from zhitongche.arena.judging import presenters as judging
from zhitongche.arena.titles import presenters as titles
from zhitongche.arena.titles.models import Title
from zhitongche.express.approvals import presenters as approvals
from zhitongche.express.boundaries import presenters as boundaries
from zhitongche.express.dispatches import presenters as dispatches
from zhitongche.express.dispatches.states import State as DispatchState
from zhitongche.express.experts import presenters as experts
from zhitongche.express.meetings import presenters as meetings
from zhitongche.express.meetings.states import State as MeetingState
from zhitongche.express.outcomes import presenters as outcomes
from zhitongche.express.outcomes.states import State as OutcomeState
from zhitongche.express.problems import presenters as problems
from zhitongche.express.problems.states import State
from zhitongche.express.projects import presenters as projects
from zhitongche.express.projects.states import State as ProjectState
from zhitongche.express.sources.states import State as SourceState
from zhitongche.foundation.audit import presenters as ground
from zhitongche.foundation.permissions.roles import Role
from zhitongche.oversight.papers import presenters as papers
from zhitongche.oversight.papers.states import State as PaperState
from zhitongche.oversight.reports import presenters as reports

SENTENCES: dict[str, Any] = {
    **reports.SENTENCES,
    **papers.SENTENCES,
    **ground.SENTENCES,
    **problems.SENTENCES,
    **approvals.SENTENCES,
    **projects.SENTENCES,
    **outcomes.SENTENCES,
    **experts.SENTENCES,
    **dispatches.SENTENCES,
    **meetings.SENTENCES,
    **alliances.SENTENCES,
    **indicators.SENTENCES,
    **contests.SENTENCES,
    **titles.SENTENCES,
    **titles.OWN_SENTENCES,
    **judging.SENTENCES,
    **boundaries.SENTENCES,
}
STATES: dict[str, Any] = {
    **ground.STATES,
    **experts.STATES,
    **{
        state.value: state.label
        for table in (State, ProjectState, OutcomeState, DispatchState, MeetingState)
        for state in table
    },
}
# A source of money is closed to new projects, a problem is solved and closed.
OF_A_KIND: dict[str, dict[str, Any]] = {
    "fundingsource": {state.value: state.label for state in SourceState},
    "alliance": {state.value: state.label for state in AllianceState},
    "indicatorlibrary": {state.value: state.label for state in LibraryState},
    "contest": {state.value: state.label for state in ContestState},
    "entry": dict(Entry.State.choices),
    "pledge": dict(Pledge.State.choices),
    "paper": {state.value: state.label for state in PaperState},
    "title": {state.value: state.label for state in Title.State},
}
KINDS: dict[str, Any] = {
    "account": _("Account"),
    "alliance": pgettext_lazy("record", "Alliance"),
    "approvalitem": _("Library of approvals"),
    "attachment": _("File"),
    "calendar": _("Calendar"),
    "category": _("Category"),
    "contest": pgettext_lazy("record", "Contest"),
    "department": _("Department"),
    "dispatch": pgettext_lazy("record", "Dispatch"),
    "meeting": pgettext_lazy("record", "Meeting"),
    "entry": pgettext_lazy("record", "Entry of a contest"),
    "evidencerule": _("Settings"),
    "expert": pgettext_lazy("record", "Expert"),
    "indicatorlibrary": _("Indicator library"),
    "fundingsource": pgettext_lazy("record", "Source of money"),
    "judgeseat": pgettext_lazy("record", "Judge's seat"),
    "limit": _("Settings"),
    "policy": _("Settings"),
    "replytemplate": _("Settings"),
    "rulebook": _("Settings"),
    "file": _("File"),
    "imported": _("Places"),
    "job": _("Sheet"),
    "material": _("Paper"),
    "outcome": pgettext_lazy("record", "Figure of an outcome"),
    "outcometarget": pgettext_lazy("record", "Target"),
    "paper": pgettext_lazy("record", "Report"),
    "papertemplate": pgettext_lazy("record", "Template of papers"),
    "person": _("Person"),
    "pledge": pgettext_lazy("record", "Pledge"),
    "posting": _("Posting"),
    "problem": _("Problem"),
    "project": _("Project"),
    "rectification": pgettext_lazy("record", "Item of the rectification list"),
    "region": pgettext_lazy("record", "Place"),
    "robot": _("Robot of a group"),
    "savedview": _("Saved view"),
    "scoresheet": pgettext_lazy("record", "Score sheet"),
    "signinattempt": _("Sign-in"),
    "title": pgettext_lazy("record", "Title"),
}


def sentence(action: str) -> str:
    """An event as a sentence; its bare name where a later version wrote it and this one does not know it."""
    return str(SENTENCES.get(action, action))


def state(value: str, kind: str = "") -> str:
    """A state in words; where two kinds of things use one code for different states, the kind's own word."""
    return str(OF_A_KIND.get(kind, {}).get(value) or STATES.get(value, value))


def kind(value: str) -> str:
    return str(KINDS.get(value, value))


def role(value: str) -> str:
    return str(Role(value).label) if value in Role.values else value
