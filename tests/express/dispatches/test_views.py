"""The pages of experts and dispatches: from the suggestion to the rating, without script, and what nobody else finds."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import experts, people
from tests.factories.experts import PHONE, Cast
from zhitongche.express.dispatches.models import Dispatch
from zhitongche.express.dispatches.states import State
from zhitongche.express.experts.models import Expert
from zhitongche.foundation.people.models import Account, Posting

Visit = Callable[[Posting], Client]


@pytest.fixture
def visit() -> Visit:
    """A browser in which the posting's person is signed in."""

    def enter(posting: Posting) -> Client:
        client = Client()
        known = Account.objects.filter(person=posting.person_id).first()
        client.force_login(known or people.account(of=posting.person))
        return client

    return enter


def send(client: Client, path: str, **fields: Any) -> Any:
    return client.post(path, {"idempotency_key": uuid4().hex, **fields})


def test_an_expert_is_entered_and_changed_on_the_page(cast: Cast, visit: Visit) -> None:
    client = visit(cast.organizer)
    told = {"name": "农向阳", "fields": ["tea"], "region": "450422", "phone": PHONE, "free_days-weekdays": "周末"}
    made = send(client, "/experts/enrol/", **told, **{"free_days-from_": "", "free_days-until": ""})
    assert made.status_code == 303, made.content.decode()
    number = Expert.objects.get().number
    assert "周末" in client.get(made["Location"]).content.decode()
    form = client.get(f"/experts/{number}/revise/").content.decode()
    assert PHONE in form
    assert 'value="6 7"' in form
    changed = send(
        client, f"/experts/{number}/revise/", **{**told, "fields": ["tea", "law"], "service_areas": "藤县(450422)"}
    )
    assert changed.status_code == 303, changed.content.decode()
    refused = send(client, "/experts/enrol/", name="", fields=["tea"])
    assert refused.status_code == 422
    assert send(client, f"/experts/{number}/retire/", reason="已退休。").status_code == 303
    assert client.get("/experts/?state=retired&skill=law").status_code == 200
    assert send(client, f"/experts/{number}/restore/").status_code == 303


def test_from_the_suggestion_to_the_rating(cast: Cast, visit: Visit) -> None:
    whom, today = experts.expert(cast.organizer), timezone.localdate()
    organizer, expert, secretary = visit(cast.organizer), visit(cast.expert), visit(cast.secretary)
    asked = f"/dispatches/suggest/?problem={cast.problem.number}&from_={today}&until={today}"
    assert "/dispatches/suggest/" in organizer.get(f"/problems/{cast.problem.number}/").content.decode()
    assert whom.name in organizer.get(asked).content.decode()
    form = organizer.get(f"/dispatches/new/?expert={whom.number}&problem={cast.problem.number}&from_={today}")
    assert f'type="hidden" name="expert" value="{whom.number}"' in form.content.decode()
    body = {"expert": whom.number, "problem": cast.problem.number, "task": "看看水泵。", "from_": today, "until": today}
    made = send(organizer, "/dispatches/new/", **body)
    assert made.status_code == 303, made.content.decode()
    again = send(organizer, "/dispatches/new/", **body)
    assert again.status_code == 409
    page = made["Location"]
    assert PHONE in secretary.get(page).content.decode()
    assert "accept" in expert.get(page).content.decode()
    assert page in expert.get("/").content.decode()
    assert send(expert, f"{page}accept/").status_code == 303
    visited = {"text": "水泵功率不够。", "visited_on": today, "advice": "先换水泵。"}
    assert send(expert, f"{page}report_visit/", **visited).status_code == 303
    assert page in secretary.get("/").content.decode()
    assert send(secretary, f"{page}rate/", rating="good").status_code == 303
    assert Dispatch.objects.get().state == State.RATED
    assert "先换水泵。" in organizer.get(page).content.decode()


def test_another_expert_is_asked_from_the_suggestions(cast: Cast, visit: Visit) -> None:
    made = experts.brought_to(State.DECLINED, cast)
    Dispatch.objects.update(first_day=timezone.localdate(), last_day=timezone.localdate() + timedelta(days=1))
    other = experts.expert(cast.organizer, name="黎水生", phone="")
    organizer = visit(cast.organizer)
    assert f"replaces={made.number}" in organizer.get(f"/dispatches/{made.number}/").content.decode()
    shown = organizer.get(f"/dispatches/suggest/?problem={cast.problem.number}&replaces={made.number}")
    assert f"/dispatches/{made.number}/replace/" in shown.content.decode()
    assert organizer.get(f"/dispatches/{made.number}/replace/?expert={other.number}").status_code == 200
    done = send(organizer, f"/dispatches/{made.number}/replace/", expert=other.number)
    assert done.status_code == 303, done.content.decode()
    assert done["Location"] != f"/dispatches/{made.number}/"
    assert done["Location"] in organizer.get(f"/dispatches/{made.number}/").content.decode()


def test_nobody_else_finds_anything(cast: Cast, visit: Visit) -> None:
    made = experts.dispatch(cast)
    stranger, other, member = visit(cast.stranger), visit(cast.other), visit(cast.secretary)
    for client in (stranger, other):
        assert client.get(f"/dispatches/{made.number}/").status_code == 404
    assert stranger.get(f"/experts/{made.expert.number}/").status_code == 404
    assert stranger.get(f"/dispatches/suggest/?problem={cast.problem.number}").status_code == 404
    assert member.get("/dispatches/new/").status_code == 404
    assert member.get("/experts/enrol/").status_code == 404
    assert member.get(f"/dispatches/{made.number}/nothing/").status_code == 404
    assert member.get(f"/dispatches/{made.number}/files/{uuid4()}/").status_code == 404
    assert member.get(f"/experts/{made.expert.number}/nothing/").status_code == 404


@pytest.mark.parametrize("path", ["/experts/", "/dispatches/"])
def test_an_empty_list_says_what_to_do(cast: Cast, visit: Visit, path: str) -> None:
    client = visit(cast.organizer)
    assert 'class="pane empty"' in client.get(path).content.decode()
    assert 'class="pane empty"' in client.get(f"{path}?q=没有&cursor=nonsense").content.decode()
