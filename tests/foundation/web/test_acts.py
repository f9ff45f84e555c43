"""Who acts, what is offered, and which refusal is told."""

from typing import Any

import pytest
from django import forms

from tests.factories import people
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty, Refused
from zhitongche.foundation.flow import Action
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.web.acts import actor, cleaned, offers, perform, sender

NOW = people.NOW
SECRETARY, ORGANIZER, LIAISON = (
    Posting(pk=number, role=role)
    for number, role in enumerate((Role.FIRST_SECRETARY, Role.ORGANIZER, Role.DEPARTMENT_LIAISON), start=1)
)


class Thing:
    state = "pooled"


def why_not(posting: Posting, thing: Any) -> Refused | None:
    """The organizer may; the liaison not now; nobody else at all."""
    if posting.role == Role.ORGANIZER:
        return None
    if posting.role == Role.DEPARTMENT_LIAISON:
        return NotNow("later", state="pooled")
    return NotYourDuty("not you")


def run(*things: Any, by: Posting, now: Any, **body: Any) -> tuple[Any, ...]:
    return (*things, by, now, body)


ACT = Action("Act", forms.Form, why_not, run)
NEVER = Action("Never", forms.Form, lambda posting, thing: NotYourDuty("not you"), run)


def test_actor_is_the_first_posting_that_may() -> None:
    assert actor(ACT, [SECRETARY, LIAISON, ORGANIZER], Thing()) is ORGANIZER


@pytest.mark.parametrize("postings", [[SECRETARY, LIAISON], [LIAISON, SECRETARY]])
def test_actor_tells_the_state_rather_than_the_duty(postings: list[Posting]) -> None:
    with pytest.raises(NotNow) as refused:
        actor(ACT, postings, Thing())
    assert (str(refused.value), refused.value.state) == ("later", "pooled")


def test_actor_refuses_somebody_without_a_posting() -> None:
    with pytest.raises(NotYourDuty):
        actor(ACT, [], Thing())


def test_sender_needs_no_thing() -> None:
    assert sender(why_not, [ORGANIZER]) is ORGANIZER


def test_offers_leave_out_what_is_nobodys_duty_here() -> None:
    actions = {"act": ACT, "never": NEVER}
    assert [(offer.verb, offer.is_allowed) for offer in offers(actions, [ORGANIZER], Thing())] == [("act", True)]
    found = offers(actions, [SECRETARY, LIAISON], Thing())
    assert [(offer.verb, offer.is_allowed, str(offer.refusal)) for offer in found] == [("act", False, "later")]
    assert offers(actions, [], Thing()) == []


def test_perform_passes_the_body_on() -> None:
    thing = Thing()
    done = perform(ACT, thing, postings=[SECRETARY, ORGANIZER], now=NOW, read=lambda: {"reason": "x"})
    assert done == (thing, ORGANIZER, NOW, {"reason": "x"})


def test_perform_makes_one_where_there_is_none_yet() -> None:
    assert perform(ACT, None, postings=[ORGANIZER], now=NOW, read=dict) == (ORGANIZER, NOW, {})


def test_perform_does_not_read_the_body_of_who_may_not_act() -> None:
    def read() -> dict[str, Any]:
        raise BadInput({"reason": "empty"})

    with pytest.raises(NotYourDuty):
        perform(ACT, Thing(), postings=[SECRETARY], now=NOW, read=read)
    with pytest.raises(BadInput):
        perform(ACT, Thing(), postings=[ORGANIZER], now=NOW, read=read)


def test_cleaned_names_each_faulty_field() -> None:
    class Form(forms.Form):
        reason = forms.CharField(max_length=3, error_messages={"max_length": "too long", "required": "needed"})

    assert cleaned(Form({"reason": "ok"})) == {"reason": "ok"}
    with pytest.raises(BadInput) as refused:
        cleaned(Form({"reason": "long"}))
    assert refused.value.faults == {"reason": "too long"}
