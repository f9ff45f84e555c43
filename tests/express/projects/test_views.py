"""The library's pages: what they show to whom, what they cost, and that every act can be done on them without script."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import approvals, files, people, projects
from tests.factories.projects import NOW, TOLD, Cast
from zhitongche.express.projects import operations
from zhitongche.express.projects.models import Milestone, ProgressReport, Project, ProjectFile
from zhitongche.express.projects.states import State
from zhitongche.foundation.people.models import Account, Posting

pytestmark = pytest.mark.django_db

MOST_STATEMENTS = 12
READERS = ("secretary", "member", "township", "organizer", "city", "finance", "leader")
PLAN = {
    "title": "六堡茶园灌溉提升",
    "goal": "让1000亩六堡茶在旱季用得上水。",
    "industry": "tea",
    "starts_on": "2026-06-01",
    "ends_on": "2026-12-31",
}


def browser(posting: Posting, language: str = "en") -> Client:
    client = Client()
    found = Account.objects.filter(person=posting.person_id).first()
    client.force_login(found or people.account(f"u{posting.person_id}", of=posting.person))
    client.cookies["django_language"] = language
    return client


def send(client: Client, address: str, **typed: Any) -> Any:
    """The form as a browser without script sends it: with the key that its page holds."""
    page = client.get(address).content.decode()
    found = re.search(r'name="idempotency_key" value="([^"]+)"', page)
    assert found, page[:500]
    return client.post(address, {"idempotency_key": found[1], **typed})


def statements(client: Client, address: str) -> int:
    """How many statements a page takes once the process is warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code in {200, 403, 409}
    return len(seen)


def page_of(project: Project, verb: str = "") -> str:
    return f"/projects/{project.number}/{verb}/" if verb else f"/projects/{project.number}/"


def text_of(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


# ---- who sees what, at what cost -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("state", list(State))
def test_the_page_is_whole_in_every_state_for_every_reader(cast: Cast, state: State, language: str) -> None:
    project = projects.brought_to(state, cast)
    for reader in READERS:
        answer = browser(getattr(cast, reader), language).get(page_of(project))
        assert answer.status_code == 200
        assert PLAN["title"] in text_of(answer)
    for stranger in (cast.neighbour, cast.stranger):
        assert browser(stranger).get(page_of(project)).status_code == 404


@pytest.mark.parametrize("state", list(State))
def test_the_page_stays_within_its_statements(cast: Cast, state: State) -> None:
    project = projects.brought_to(state, cast)
    for reader in ("secretary", "organizer", "finance"):
        assert statements(browser(getattr(cast, reader)), page_of(project)) <= MOST_STATEMENTS, reader


def test_the_page_takes_as_many_statements_for_one_step_as_for_thirty(cast: Cast) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    client = browser(cast.secretary)
    one = statements(client, page_of(project))
    for number in range(30):
        operations.report_progress(
            project, by=cast.secretary, now=NOW + timedelta(hours=number), text=f"第{number}天。"
        )
    assert statements(client, page_of(project)) == one


@pytest.mark.parametrize("who", ["secretary", "organizer", "planning"])
def test_the_page_takes_as_many_statements_for_one_approval_as_for_four(cast: Cast, who: str) -> None:
    project = projects.brought_to(State.LISTED, cast)
    client = browser(getattr(cast, who))
    approvals.needed(project, cast.secretary, "land")
    one = statements(client, page_of(project))
    approvals.needed(project, cast.secretary, "permit", "works", "water")
    assert statements(client, page_of(project)) == one <= MOST_STATEMENTS + 1


@pytest.mark.parametrize("who", ["secretary", "organizer", "finance"])
def test_the_list_takes_as_many_statements_for_one_row_as_for_thirty(cast: Cast, who: str) -> None:
    client = browser(getattr(cast, who))
    projects.brought_to(State.UNDER_WAY, cast)
    one = statements(client, "/projects/")
    for _number in range(29):
        projects.planned(cast.secretary)
    assert statements(client, "/projects/") == one
    assert one <= MOST_STATEMENTS


@pytest.mark.parametrize(
    ("verb", "state"),
    [
        ("revise", State.PLANNED),
        ("set_milestones", State.PLANNED),
        ("report_progress", State.UNDER_WAY),
        ("hand_over", State.ACCEPTED),
    ],
)
def test_the_form_of_an_act_stays_within_its_statements(cast: Cast, verb: str, state: State) -> None:
    project = projects.brought_to(state, cast)
    assert statements(browser(cast.secretary), page_of(project, verb)) <= MOST_STATEMENTS


# ---- what the page says ----------------------------------------------------------------------------------------------


def test_the_page_says_what_is_missing_at_the_gate(project: Project, cast: Cast) -> None:
    said = text_of(browser(cast.secretary).get(page_of(project)))
    for words in ("what will be built", "how people of the village benefit", "the notice in the village", "milestones"):
        assert words in said


def test_the_page_leads_to_why_it_is_stuck_and_to_who_could_come(cast: Cast) -> None:
    project = projects.brought_to(State.LISTED, cast)
    approvals.needed(project, cast.secretary, "land")
    chain, suggest = f"/chains/projects/{project.number}/", f"/dispatches/suggest/?project={project.number}"
    page = browser(cast.organizer).get(page_of(project)).content.decode()
    row = page[page.index('id="approvals"') :]
    assert (chain in row[: row.index("</table>")], suggest in page) == (True, True)
    assert suggest not in browser(cast.secretary).get(page_of(project)).content.decode()


def test_the_page_says_progress_money_and_what_is_next(cast: Cast) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    operations.report_progress(project, by=cast.secretary, now=NOW, milestones=[1])
    said = text_of(browser(cast.secretary).get(page_of(project)))
    for words in ("20%", "CNY 350,000", "勘查设计", "30 Sep", "让1000亩六堡茶在旱季用得上水。"):
        assert words in said
    chinese = text_of(browser(cast.secretary, "zh-hans").get(page_of(project)))
    for words in ("20%", "35 万元", "9 月 30 日"):
        assert words in chinese


def test_the_page_sets_photos_of_a_spot_side_by_side(cast: Cast) -> None:
    project = projects.brought_to(State.ACCEPTED, cast)
    shown = browser(cast.secretary).get(page_of(project))
    addresses = re.findall(rf'src="(/projects/{project.number}/files/[^"]+)"', shown.content.decode())
    both = [str(one.attachment_id) for one in ProjectFile.objects.filter(spot="泵房").order_by("pk")]
    assert len(both) == 2
    for file in both:
        assert any(file in address for address in addresses), "each photo is drawn"
    for address in addresses:
        own = browser(cast.secretary).get(address.replace("&amp;", "&"))
        assert (own.status_code, bool(b"".join(own.streaming_content))) == (200, True)
        assert browser(cast.neighbour).get(address.replace("&amp;", "&")).status_code == 404


def test_what_people_typed_is_shown_as_they_typed_it(cast: Cast) -> None:
    wild = '<script>alert(1)</script> & "%(amount)s" {{ 1 }} 100%'
    project = projects.planned(cast.secretary, title=wild[:60], goal=wild, difficulties=wild, scope_of_works=wild)
    operations.revise(project, by=cast.secretary, now=NOW, title=wild[:60], goal=wild + "。")
    for address in ("/projects/", page_of(project), page_of(project, "revise")):
        answer = browser(cast.secretary).get(address)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()


def test_the_list_is_narrowed_by_its_form(cast: Cast) -> None:
    projects.brought_to(State.LISTED, cast, title="在库项目")
    projects.planned(cast.secretary, title="谋划项目")
    client = browser(cast.organizer)
    assert "谋划项目" not in text_of(client.get("/projects/?state=listed"))
    assert "在库项目" in text_of(client.get("/projects/?q=%E5%9C%A8%E5%BA%93&industry=tea&region=450422"))
    for nonsense in (
        "state=gone",
        "light=pink",
        "region=x",
        "since=soon",
        "cursor=abc",
        "batch=%00",
        "gap=1",
        "industry=gold",
    ):
        assert client.get(f"/projects/?{nonsense}").status_code in {200, 400}, nonsense


def test_an_empty_list_says_what_to_do(cast: Cast) -> None:
    assert "/projects/plan/" in browser(cast.secretary).get("/projects/").content.decode()
    assert browser(people.posting("system_admin", "")).get("/projects/").status_code == 404


# ---- planning and acting on pages ------------------------------------------------------------------------------------


def test_a_project_is_planned_with_its_sources_in_rows(cast: Cast) -> None:
    rows = {
        "funding-source": ["财政衔接资金", "", "村集体自筹", ""],
        "funding-kind": ["fiscal", "fiscal", "village", "fiscal"],
        "funding-planned": ["30", "", "5.000001", ""],
    }
    client = browser(cast.secretary)
    answer = send(client, "/projects/plan/", **PLAN, **rows)
    project = Project.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, page_of(project))
    assert [(line.name, line.planned_amount) for line in project.funding.order_by("position")] == [
        ("财政衔接资金", Decimal("300000.00")),
        ("村集体自筹", Decimal("50000.01")),
    ]
    assert project.investment_amount == Decimal("350000.01")


def test_a_plan_is_given_back_with_its_faults_and_all_that_was_typed(cast: Cast) -> None:
    typed = {**PLAN, "ends_on": "2026-01-01", "funding-source": ["县财政"], "funding-kind": ["fiscal"]}
    for planned, part in (("-1", "funding"), ("0.0000001", "funding"), ("多", "funding"), ("30", "ends_on")):
        answer = send(browser(cast.secretary), "/projects/plan/", **typed, **{"funding-planned": [planned]})
        assert answer.status_code == 422
        assert part in answer.context["form"].errors, planned
        assert "县财政" in answer.content.decode()
    assert not Project.objects.exists()


def test_others_plan_for_a_village_and_departments_not_at_all(cast: Cast) -> None:
    answer = send(browser(cast.township), "/projects/plan/", **PLAN, village=projects.VILLAGE, investment="35")
    assert answer.status_code == 303
    assert Project.objects.get().investment_amount == Decimal("350000.00")
    outside = send(browser(cast.township), "/projects/plan/", **PLAN, village="370681108231", investment="35")
    assert outside.status_code == 422
    assert browser(cast.finance).get("/projects/plan/").status_code == 404


def test_a_project_goes_from_plan_to_start_on_its_pages(cast: Cast) -> None:
    project = projects.planned(cast.secretary)
    client = browser(cast.secretary)
    told = {**PLAN, "investment": "35", **TOLD, "is_publicized": "on"}
    steps = {
        "milestones-name": ["勘查设计", "通水", "", ""],
        "milestones-weight": ["40", "60", "", ""],
        "milestones-cost": ["2", "33", "", ""],
        "milestones-planned_on": ["2026-06-30", "2026-12-20", "", ""],
    }
    photo = {"photos": files.upload(files.picture()), "side": "before", "spot": "泵房"}
    for verb, typed in (("revise", told), ("set_milestones", steps), ("add_photos", photo), ("submit", {})):
        answer = send(client, page_of(project, verb), **typed)
        assert answer.status_code == 303, (verb, text_of(answer))
    assert send(browser(cast.organizer), page_of(project, "admit"), batch="第一批").status_code == 303
    project.refresh_from_db()
    projects.commit(project, cast)
    assert send(client, page_of(project, "start")).status_code == 303
    assert Project.objects.get().state == "under_way"
    assert [one.weight for one in Milestone.objects.order_by("position")] == [40, 60]


def test_weights_that_do_not_add_up_come_back_with_what_was_typed(project: Project, cast: Cast) -> None:
    typed = {
        "milestones-name": ["勘查设计"],
        "milestones-weight": ["99"],
        "milestones-cost": [""],
        "milestones-planned_on": ["2026-06-30"],
    }
    answer = send(browser(cast.secretary), page_of(project, "set_milestones"), **typed)
    assert answer.status_code == 422
    assert "99" in str(answer.context["form"].errors["milestones"])
    assert "勘查设计" in answer.content.decode()


def test_a_month_is_reported_with_one_tap(cast: Cast) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    client = browser(cast.secretary)
    form = client.get(page_of(project, "report_progress")).context["form"]
    answer = send(client, page_of(project, "report_progress"), text=form.initial["text"], side="during")
    assert answer.status_code == 303
    assert ProgressReport.objects.get().is_unedited


def test_milestones_are_ticked_with_a_photo(cast: Cast) -> None:
    project = projects.brought_to(State.UNDER_WAY, cast)
    typed = {"milestones": ["1", "2"], "photos": files.upload(files.picture()), "side": "after", "spot": "泵房"}
    assert send(browser(cast.secretary), page_of(project, "report_progress"), **typed).status_code == 303
    project.refresh_from_db()
    assert project.progress == 70
    assert ProjectFile.objects.filter(side="after", spot="泵房").count() == 1


def test_what_stands_is_offered_to_whoever_corrects_it(cast: Cast) -> None:
    project = projects.brought_to(State.LISTED, cast)
    client = browser(cast.organizer)
    form = client.get(page_of(project, "adjust")).context["form"]
    typed = {name: "" if value is None else form[name].value() for name, value in form.initial.items()}
    typed = {name: value for name, value in typed.items() if value not in (None, False)} | {"reason": "核减。"}
    unchanged = send(client, page_of(project, "adjust"), **typed)
    assert unchanged.status_code == 422, "nothing would change"
    assert send(client, page_of(project, "adjust"), **(typed | {"investment": "34"})).status_code == 303
    fresh = Project.objects.get()
    assert (fresh.investment_amount, fresh.title, fresh.is_publicized) == (Decimal("340000.00"), project.title, True)


@pytest.mark.parametrize("verb", ["submit", "admit", "revise", "adjust", "start", "accept_work", "hand_over"])
def test_who_may_not_act_is_told_so_by_the_page(project: Project, cast: Cast, verb: str) -> None:
    assert browser(cast.finance).get(page_of(project, verb)).status_code == 403
    assert browser(cast.neighbour).get(page_of(project, verb)).status_code == 404
    assert browser(cast.secretary).get(page_of(project, "nonsense")).status_code == 404


def test_the_same_form_sent_twice_acts_once(project: Project, cast: Cast) -> None:
    client = browser(cast.secretary)
    page = client.get(page_of(project, "revise")).content.decode()
    found = re.search(r'name="idempotency_key" value="([^"]+)"', page)
    assert found
    for _time in range(2):
        typed = {"idempotency_key": found[1], **PLAN, "title": "改名", "investment": "35"}
        assert client.post(page_of(project, "revise"), typed).status_code == 303
    assert project.events.count() == 2
