"""What a problem's page says first: who holds it for how long, and which acts are seen at once."""

from datetime import timedelta

import pytest
from django.utils import translation

from tests.factories import people, problems
from tests.factories.problems import Cast
from zhitongche.express.problems import presenting, storytelling
from zhitongche.express.problems.actions import ACTIONS
from zhitongche.express.problems.models import Problem
from zhitongche.express.problems.states import State
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.web import acts

pytestmark = pytest.mark.django_db


def buttons(problem: Problem, posting: Posting) -> dict[str, list[str]]:
    """The verbs of the buttons, by where they stand; a greyed one has a bang behind it."""
    posting.as_of(people.TODAY)
    row = presenting.row(problem, people.TODAY)
    drawn = storytelling.acts(problem, acts.offers(ACTIONS, [posting], problem), row)
    return {
        place: [one["address"].rsplit("/", 2)[1] + ("!" if one["reason"] else "") for one in found]
        for place, found in drawn.items()
    }


def test_what_is_next_is_seen_before_what_ties_and_raises(cast: Cast) -> None:
    assert buttons(problems.problem(cast, State.POOLED), cast.organizer)["main"] == ["assign", "consult", "suggest"]
    assert buttons(problems.problem(cast, State.IN_PROGRESS), cast.organizer)["main"][0] == "instruct"


def test_what_is_done_is_not_greyed_but_gone(cast: Cast) -> None:
    township = people.posting("township_committee", "450422107")
    asked = problems.act("give_opinion", problems.problem(cast, State.IN_CONSULTATION), cast.power)
    assert buttons(asked, cast.power)["main"] == ["claim"]
    reported = problems.report(township, village=problems.VILLAGE, reported_by="村民 蒙秀英")
    assert buttons(reported, township)["main"] == ["withdraw"]
    assert buttons(problems.confirmed(cast), cast.secretary)["main"] == ["refuse"]


def test_with_the_villages_word_a_closing_is_the_organizers_from_then_on(cast: Cast) -> None:
    problem = problems.problem(cast, State.CLOSING)
    later = problems.NOW + timedelta(days=7)
    with translation.override("en"):
        before = dict(storytelling.holder(problem, workdays(), later))
        problems.operations.confirm(problem, by=cast.secretary, now=later, satisfaction="satisfied")
        after = dict(storytelling.holder(problem, workdays(), later))
    assert (before["Held by"], before["For"]) == ("First secretary", "5 working days")
    assert (after["Held by"], after["For"]) == ("Organizer", "0 working days")


def test_where_nothing_is_to_be_done_no_button_stands(cast: Cast) -> None:
    assert buttons(problems.problem(cast, State.IN_PROGRESS), cast.secretary) == {"main": [], "more": []}
    assert buttons(problems.problem(cast, State.WITHDRAWN), cast.secretary) == {"main": [], "more": []}
