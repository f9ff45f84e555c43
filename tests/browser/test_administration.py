"""Journeys of those who keep the house: persons and postings, the operation log, the way in and out."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import Come
from tests.browser.traveller import Traveller
from tests.factories import people, problems
from tests.factories.problems import Cast
from tests.harness.browsers import DESK
from zhitongche.express.problems.states import State
from zhitongche.foundation.people.models import Account, Department, Person, Posting
from zhitongche.foundation.permissions.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def keepers(cast: Cast) -> dict[Role, Posting]:
    """The three administrators of 藤县, called after their roles."""
    roles = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)
    found = {role: people.posting(role, "450422", people.person(f"管理员{role.label}")) for role in roles}
    for role, posting in found.items():
        people.account(role.value, people.PASSWORD, posting.person)
    return found


def test_somebody_new_is_entered_appointed_signs_in_and_leaves(keepers: dict[Role, Posting], come: Come) -> None:
    system, security = come().sign_in(keepers[Role.SYSTEM_ADMIN]), come().sign_in(keepers[Role.SECURITY_ADMIN])
    password = _enter(system)
    _appoint(security)
    newcomer = come().sign_in_as("13900005678", password)
    expect(newcomer.page).to_have_url(re.compile("/$"))
    newcomer.open("/problems/")
    newcomer.reads(newcomer.say("Problems"))
    newcomer.seen("newcomer-list")
    newcomer.leaves_no_fault()
    security.open("/postings/")
    security.page.get_by_role("row").filter(has_text="周明").get_by_role("link").click()
    security.fill(ends_on=timezone.localdate().isoformat(), reason="调离岗位。")
    security.seen("posting-end")
    security.press(security.say("End the posting", "posting"))
    expect(security.page).to_have_url(re.compile("/postings/$"))
    newcomer.open("/problems/")
    expect(newcomer.page.locator("body")).to_contain_text(newcomer.say("You hold no posting today"))
    newcomer.seen("newcomer-without-posting")
    assert newcomer.answers[-1][0] < 500
    system.leaves_no_fault()
    security.leaves_no_fault()


def _enter(system: Traveller) -> str:
    system.open("/departments/")
    system.seen("departments")
    system.follow(system.say("Add a department"))
    system.fill(name="藤县林业局", short_name="林业局", code="450422-09")
    system.seen("department-new")
    system.press(system.say("Add a department"))
    expect(system.page).to_have_url(re.compile("/departments/450422-09/$"))
    assert Department.objects.get(code="450422-09").region_id == "450422"
    system.open("/people/")
    system.seen("people")
    system.follow(system.say("Add a person"))
    system.fill(name="周明", phone="13900005678", unit="藤县林业局")
    system.press(system.say("Add a person"))
    expect(system.page).to_have_url(re.compile(r"/people/\d+/$"))
    system.seen("person")
    system.follow(system.say("Open an account"))
    system.press(system.say("Open an account"))
    system.reads(system.say("First password"))
    system.seen("first-password")
    assert Account.objects.filter(person__name="周明").exists()
    return str(system.page.locator("dd.code").nth(1).inner_text())


def _appoint(security: Traveller) -> None:
    security.open("/postings/")
    security.seen("postings")
    security.follow(security.say("Grant a posting"))
    security.seen("posting-new")
    security.open("/postings/new/")
    security.pick("person", "周明")
    security.choose(role="department_liaison")
    security.pick("department", "林业")
    security.fill(starts_on=timezone.localdate().isoformat())
    security.press(security.say("Grant a posting"))
    expect(security.page).to_have_url(re.compile("/postings/$"))
    held = Posting.objects.get(person=Person.objects.get(name="周明"))
    assert (held.role, str(held.department)) == ("department_liaison", "藤县林业局")


def test_the_auditor_reads_the_operation_log(cast: Cast, keepers: dict[Role, Posting], come: Come) -> None:
    problems.problem(cast, State.CLOSED)
    auditor = come().sign_in(keepers[Role.AUDITOR])
    auditor.seen("auditors-day")
    auditor.open("/log/")
    auditor.reads(auditor.say("claimed a problem"))
    auditor.reads("李志明")
    auditor.seen("log")
    auditor.open("/log/?action=problem.claim")
    expect(auditor.page.locator("main a[href*='/log/450422/']")).to_have_count(1)
    auditor.page.locator("main a[href*='/log/450422/']").click()
    auditor.reads("SHA-256")
    auditor.seen("record")
    auditor.leaves_no_fault()


def test_signing_out_shuts_the_door(cast: Cast, come: Come) -> None:
    secretary = come().sign_in(cast.secretary)
    secretary.open("/me/")
    secretary.seen("me")
    secretary.follow(secretary.say("Sign out"))
    secretary.seen("sign-out")
    secretary.press(secretary.say("Sign out"))
    expect(secretary.page).to_have_url(re.compile("/sign-in/"))
    secretary.open("/problems/")
    expect(secretary.page).to_have_url(re.compile(r"/sign-in/\?next=/problems/|/sign-in/\?next=%2Fproblems%2F"))
    secretary.leaves_no_fault()


def test_the_language_is_switched_and_kept(cast: Cast, come: Come) -> None:
    reader = come(DESK).sign_in(cast.secretary)
    reader.open("/problems/")
    expect(reader.page.locator("h1")).to_have_text("Problems")
    reader.press("中文")
    expect(reader.page.locator("html")).to_have_attribute("lang", "zh-hans")
    expect(reader.page).to_have_url(re.compile("/problems/$"))
    reader.open("/")
    expect(reader.page.locator("html")).to_have_attribute("lang", "zh-hans")
    reader.press("English")
    expect(reader.page.locator("html")).to_have_attribute("lang", "en")


def test_an_owner_ends_a_session_elsewhere(cast: Cast, come: Come) -> None:
    here, there = come().sign_in(cast.secretary), come().sign_in(cast.secretary)
    there.open("/problems/")
    here.open("/me/sessions/")
    here.seen("sessions")
    here.press(here.say("Sign out there"))
    expect(here.page).to_have_url(re.compile("/me/sessions/$"))
    expect(here.page.get_by_role("button", name=here.say("Sign out there"))).to_have_count(0)
    there.open("/problems/")
    expect(there.page).to_have_url(re.compile("/sign-in/"))
    here.open("/problems/")
    expect(here.page).to_have_url(re.compile("/problems/$"))


def test_five_wrong_passwords_lock_the_account_for_a_while(cast: Cast, come: Come) -> None:
    cache.clear()
    guesser = come()
    for turn in range(5):
        guesser.sign_in_as("secretary", f"wrong password {turn}")
        alert = guesser.page.get_by_role("alert")
        expect(alert).to_contain_text(guesser.say("The user name, phone or password is not correct."))
    guesser.seen("wrong-password")
    guesser.sign_in_as("secretary", people.PASSWORD)
    locked = guesser.say("Too many attempts failed. Signing in is locked for fifteen minutes; then try again.")
    expect(guesser.page.get_by_role("alert")).to_contain_text(locked)
    guesser.seen("locked")
    assert guesser.answers[-1][0] < 500
    someone_else = come().sign_in(cast.organizer)
    expect(someone_else.page).to_have_url(re.compile("/$"))


def test_an_act_refused_meanwhile_keeps_what_was_typed(cast: Cast, come: Come) -> None:
    problem = problems.problem(cast, State.POOLED)
    late = come().sign_in(cast.water)
    late.open(f"/problems/{problem.number}/claim/")
    due = (timezone.localdate() + timedelta(days=20)).isoformat()
    late.fill(measures="打一口机井。", due_on=due)
    problems.operations.claim(
        problem, by=cast.power, now=timezone.now(), **problems.PLAN | {"due_on": timezone.localdate()}
    )
    late.press(late.say("Claim", "problem"))
    expect(late.page.get_by_role("alert")).to_contain_text(late.say("In progress"))
    expect(late.page.locator("[name=measures]")).to_have_value("打一口机井。")
    expect(late.page.locator("[name=due_on]")).to_have_value(due)
    late.seen("two-tabs")
    late.open("/problems/450422-2026-9999/")
    late.seen("not-found")
