"""The glossary says what the code and the catalogue say: every code of the domain, with its English and its Chinese."""

import re
from collections.abc import Iterable

import pytest
from django.utils import translation

from tests.house import sources
from zhitongche.arena.alliances.actions import ACTIONS as ALLIANCES
from zhitongche.arena.alliances.actions import FOUND as FOUND_ALLIANCE
from zhitongche.arena.alliances.states import State as AllianceState
from zhitongche.arena.contests.actions import ACTIONS as CONTESTS
from zhitongche.arena.contests.actions import BEGIN_ENTRY, ENTRIES
from zhitongche.arena.contests.actions import DRAW_UP as DRAW_UP_CONTEST
from zhitongche.arena.contests.models import Entry
from zhitongche.arena.contests.states import State as ContestState
from zhitongche.arena.indicators.actions import ACTIONS as LIBRARIES
from zhitongche.arena.indicators.actions import DRAW_UP
from zhitongche.arena.indicators.models import Aspect
from zhitongche.arena.indicators.states import State as LibraryState
from zhitongche.arena.judging.actions import ACTIONS as JUDGING
from zhitongche.arena.judging.actions import DESK
from zhitongche.arena.judging.models import Recusal
from zhitongche.arena.titles.actions import ACTIONS as RESULTS
from zhitongche.arena.titles.models import Objection
from zhitongche.arena.titles.models import Title as Award
from zhitongche.express.dispatches.actions import ACTIONS as DISPATCHING
from zhitongche.express.dispatches.actions import DISPATCH
from zhitongche.express.dispatches.states import State as DispatchState
from zhitongche.express.meetings.actions import ACTIONS as MEETINGS
from zhitongche.express.meetings.actions import PLAN as PLAN_MEETING
from zhitongche.express.meetings.states import AnswerKind
from zhitongche.express.meetings.states import State as MeetingState
from zhitongche.express.outcomes.actions import ACTIONS as OUTCOMES
from zhitongche.express.outcomes.actions import RECORD
from zhitongche.express.outcomes.kinds import Kind as OutcomeKind
from zhitongche.express.outcomes.states import State as OutcomeState
from zhitongche.express.problems.actions import ACTIONS, RECTIFICATIONS, REPORT
from zhitongche.express.problems.models import Closure, Problem
from zhitongche.express.problems.states import Phase, State
from zhitongche.express.projects.actions import OPEN_SOURCE, SOURCES
from zhitongche.express.projects.handling import Step
from zhitongche.express.projects.models import FundingEntry, ProjectApproval
from zhitongche.express.sources.models import Kind
from zhitongche.express.sources.states import State as SourceState
from zhitongche.foundation.calendar.lights import Light
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.actions import ACTIONS as PLACES
from zhitongche.foundation.regions.models import Level
from zhitongche.oversight.papers.actions import ACTIONS as PAPERS
from zhitongche.oversight.papers.actions import DRAFT as DRAFT_PAPER
from zhitongche.oversight.papers.kinds import Kind as PaperKind
from zhitongche.oversight.papers.states import State as PaperState

ROW = re.compile(r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|", re.MULTILINE)
CHINESE = re.compile(r"[\u4e00-\u9fff]")

TABLES: dict[str, Iterable[tuple[str, object]]] = {
    "Roles": [(role.value, role.label) for role in Role],
    "States of a problem": [(state.value, state.label) for state in State],
    "Verbs of a problem": [("report", REPORT.label), *((verb, action.label) for verb, action in ACTIONS.items())],
    "Phases": [(phase.value, phase.label) for phase in Phase],
    "Lights": [(light.value, light.label) for light in Light],
    "Outcomes": [(outcome.value, outcome.label) for outcome in Problem.Outcome],
    "Satisfaction": [(word.value, word.label) for word in Closure.Satisfaction],
    "Urgency": [(urgency.value, urgency.label) for urgency in Problem.Urgency],
    "Sources": [(source.value, source.label) for source in Problem.Source],
    "Levels of a place": [(level.name.lower(), level.label) for level in Level],
    "Verbs of the rectification list": [(verb, action.label) for verb, action in RECTIFICATIONS.items()],
    "Kinds of money": [(kind.value, kind.label) for kind in Kind],
    "States of a source": [(state.value, state.label) for state in SourceState],
    "Verbs of a source": [("open", OPEN_SOURCE.label), *((verb, action.label) for verb, action in SOURCES.items())],
    "States of an approval": [(state.value, state.label) for state in ProjectApproval.State],
    "Steps of an approval": [(step.value, step.label) for step in Step],
    "Amounts of a project": [(column.value, column.label) for column in FundingEntry.Column],
    "States of a dispatch": [(state.value, state.label) for state in DispatchState],
    "Verbs of a dispatch": [
        ("dispatch", DISPATCH.label),
        *((verb, action.label) for verb, action in DISPATCHING.items()),
    ],
    "States of an alliance": [(state.value, state.label) for state in AllianceState],
    "Verbs of an alliance": [
        ("found", FOUND_ALLIANCE.label),
        *((verb, action.label) for verb, action in ALLIANCES.items()),
    ],
    "States of a contest": [(state.value, state.label) for state in ContestState],
    "Verbs of a contest": [
        ("draw_up", DRAW_UP_CONTEST.label),
        *((verb, action.label) for verb, action in CONTESTS.items()),
    ],
    "States of an entry": [(state.value, state.label) for state in Entry.State],
    "Verbs of an entry": [
        ("begin_entry", BEGIN_ENTRY.label),
        *((verb, action.label) for verb, action in ENTRIES.items()),
    ],
    "Aspects": [(aspect.value, aspect.label) for aspect in Aspect],
    "States of an indicator library": [(state.value, state.label) for state in LibraryState],
    "Verbs of an indicator library": [
        ("draw_up", DRAW_UP.label),
        *((verb, action.label) for verb, action in LIBRARIES.items()),
    ],
    "Verbs of a result": [(verb, action.label) for verb, action in RESULTS.items()],
    "States of an objection": [(state.value, state.label) for state in Objection.State],
    "Kinds of titles": [(kind.value, kind.label) for kind in Award.Kind],
    "States of a title": [(state.value, state.label) for state in Award.State],
    "States of a meeting": [(state.value, state.label) for state in MeetingState],
    "Answers at a meeting": [(kind.value, kind.label) for kind in AnswerKind],
    "Verbs of a meeting": [
        ("plan", PLAN_MEETING.label),
        *((verb, action.label) for verb, action in MEETINGS.items()),
    ],
    "Verbs of judging": [(verb, action.label) for verb, action in {**JUDGING, **DESK}.items()],
    "Grounds of a recusal": [(ground.value, ground.label) for ground in Recusal.Ground],
    "Kinds of papers": [(kind.value, kind.label) for kind in PaperKind],
    "States of a paper": [(state.value, state.label) for state in PaperState],
    "Verbs of a paper": [("draft", DRAFT_PAPER.label), *((verb, action.label) for verb, action in PAPERS.items())],
    "Kinds of figures": [(kind.value, kind.label) for kind in OutcomeKind],
    "States of a figure": [(state.value, state.label) for state in OutcomeState],
    "Verbs of a figure": [("record", RECORD.label), *((verb, action.label) for verb, action in OUTCOMES.items())],
    "Verbs of places": [(verb, action.label) for verb, action in PLACES.items()],
}


def _rows(heading: str) -> list[tuple[str, str, str]]:
    """The table under a heading: (code, English, Chinese)."""
    page = (sources.DOCS / "glossary.md").read_text(encoding="utf-8")
    part = page.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return [(code, english.strip(), chinese.strip()) for code, english, chinese in ROW.findall(part)]


def _said(label: object, language: str) -> str:
    with translation.override(language):
        return str(label)


@pytest.mark.parametrize("heading", TABLES)
def test_the_glossary_says_what_the_pages_say(heading: str) -> None:
    expected = {(code, _said(label, "en"), _said(label, "zh-hans")) for code, label in TABLES[heading]}
    assert set(_rows(heading)) == expected


def test_every_permission_is_explained_in_both_languages() -> None:
    rows = _rows("Permissions")
    assert [code for code, _, _ in rows] == sorted(Permission)
    assert [code for code, _, chinese in rows if not CHINESE.search(chinese)] == []


@pytest.mark.parametrize("heading", ["Things", "Records"])
def test_a_word_stands_for_one_thing(heading: str) -> None:
    rows = _rows(heading)
    for column in zip(*rows, strict=True):
        assert len(set(column)) == len(rows)
