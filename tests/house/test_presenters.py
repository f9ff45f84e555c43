"""Whatever the product records can be read as a sentence on the page of the operation log."""

import ast

from tests.house import sources
from zhitongche.arena.alliances.states import MOVES as ALLIANCE_MOVES
from zhitongche.arena.contests.actions import ACTIONS as CONTESTS
from zhitongche.arena.contests.sheets.exporting import OUTFLOW as ENTRIES
from zhitongche.arena.indicators.states import MOVES as LIBRARY_MOVES
from zhitongche.arena.judging.actions import ACTIONS as JUDGING
from zhitongche.arena.titles.actions import ACTIONS as TITLES
from zhitongche.arena.titles.sheets.exporting import OUTFLOW as RESULTS
from zhitongche.express.dispatches.states import MOVES as DISPATCH_MOVES
from zhitongche.express.experts.sheets.exporting import OUTFLOW as EXPERTS
from zhitongche.express.meetings.states import MOVES as MEETING_MOVES
from zhitongche.express.outcomes.sheets.exporting import OUTFLOW as OUTCOMES
from zhitongche.express.outcomes.states import MOVES as OUTCOME_MOVES
from zhitongche.express.problems.models import Rectification
from zhitongche.express.problems.sheets.exporting import OUTFLOW as PROBLEMS
from zhitongche.express.problems.states import MOVES
from zhitongche.express.projects.sheets.exporting import OUTFLOW as PROJECTS
from zhitongche.express.projects.states import MOVES as PROJECT_MOVES
from zhitongche.express.sources.states import MOVES as SOURCE_MOVES
from zhitongche.oversight.inspection.wording import KINDS, SENTENCES
from zhitongche.oversight.papers.states import MOVES as PAPER_MOVES

# Where the event is a variable: `flow.move` and the histories take their verbs from the table of moves, a way out of lists
# is told its own, and both ways to a new password pass theirs on to `_changed_password`, which `_named` looks at.
IN_A_VARIABLE = {
    "foundation/flow.py",
    "foundation/histories.py",
    "foundation/interchange/outflow.py",
    "foundation/people/operations/accounts.py",
}


def recorded() -> set[str]:
    """The events named where they are recorded, and those of the tables of moves."""
    found = {f"problem.{verb}" for verb in MOVES} | {f"rectification.{verb}" for verb in Rectification.MOVES}
    found |= {f"project.{verb}" for verb in PROJECT_MOVES}
    found |= {f"fundingsource.{verb}" for verb in SOURCE_MOVES}
    found |= {f"dispatch.{verb}" for verb in DISPATCH_MOVES}
    found |= {f"outcome.{verb}" for verb in OUTCOME_MOVES}
    found |= {f"meeting.{verb}" for verb in MEETING_MOVES}
    found |= {way.action for way in (PROBLEMS, PROJECTS, OUTCOMES, EXPERTS, ENTRIES, RESULTS)}
    found |= {f"alliance.{verb}" for verb in ("found", *ALLIANCE_MOVES)}
    found |= {f"indicatorlibrary.{verb}" for verb in ("draw_up", *LIBRARY_MOVES)}
    # The verbs of a contest are three rooms': each room brings the sentences of its own.
    found |= {f"contest.{verb}" for verb in ("draw_up", *CONTESTS)}
    found |= {f"contest.{verb}" for verb in (*JUDGING, *TITLES)}
    found |= {f"paper.{verb}" for verb in PAPER_MOVES}
    for path in sources.python_files():
        text = path.read_text(encoding="utf-8")
        if "audit" in text:
            found |= {event for call in _calls(path) for event in _named(call)}
    return found


def _calls(path) -> list[ast.Call]:
    """Calls that may name an event: of `record` itself, and of what passes an event on to it."""
    return [node for node in ast.walk(sources.tree(path)) if isinstance(node, ast.Call) and node.args]


def _named(call: ast.Call) -> set[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in {"record", "_changed_password"}:
        return set()
    return {
        argument.value
        for argument in call.args[:2]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and "." in argument.value
    }


def test_every_event_has_a_sentence_and_every_sentence_an_event() -> None:
    assert sorted(SENTENCES) == sorted(recorded())


def test_every_event_is_named_where_it_is_recorded() -> None:
    """A verb in a variable would hide from the rule above; what may do so stands in `IN_A_VARIABLE`."""
    hidden = set()
    for path in sources.python_files():
        for call in _calls(path):
            is_record = isinstance(call.func, ast.Attribute) and call.func.attr == "record"
            if is_record and getattr(call.func.value, "id", "") == "audit" and not _named(call):
                hidden.add(sources.short(path).removeprefix("zhitongche/"))
    assert hidden == IN_A_VARIABLE


def test_every_kind_of_event_has_a_name() -> None:
    assert {event.split(".")[0] for event in SENTENCES} <= set(KINDS)
