"""The demonstration as it stands in the database; loaded once, looked at from many sides, and taken away."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import DateTimeField, F
from django.utils import timezone

from tests.factories import demonstration
from zhitongche.arena.alliances import queries as alliances
from zhitongche.arena.alliances.models import Alliance
from zhitongche.arena.contests.models import Contest, Entry, Pledge
from zhitongche.config.demonstration import almanac, cast, loader
from zhitongche.config.demonstration.loader import Loaded
from zhitongche.express.meetings.models import Invitation, Meeting, MeetingItem
from zhitongche.express.problems import operations as problems
from zhitongche.express.problems.models import (
    Closure,
    Opinion,
    Problem,
    ProblemEvent,
    ProblemFile,
    Rectification,
    RectificationEvent,
    Reminder,
    Rulebook,
    Tally,
)
from zhitongche.express.problems.operations.reminding import RULES
from zhitongche.express.problems.states import MOVES, State
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.audit.verification import verify
from zhitongche.foundation.calendar.lights import Light, light_of
from zhitongche.foundation.calendar.workdays import Workdays
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.papers.plain import to_text
from zhitongche.foundation.people.demonstration import demo_password
from zhitongche.foundation.people.models import Account, Department, Person, Posting
from zhitongche.foundation.people.queries import postings_in_force
from zhitongche.foundation.permissions.roles import ADMINISTRATORS, Role
from zhitongche.oversight.papers import content
from zhitongche.oversight.papers.models import Paper
from zhitongche.oversight.todo import queries as todo

pytestmark = pytest.mark.django_db

STATES = {
    "reported": 3,
    "returned": 4,
    "withdrawn": 2,
    "merged": 1,
    "pooled": 8,
    "in_consultation": 2,
    "in_progress": 20,
    "closing": 8,
    "closed": 78,
    "shelved": 2,
}
# The leader's approval is a setting that is off, in the demonstration too: nobody approves anything there.
NOT_PLAYED = {"approve", "disapprove"}
# What the worker does; nobody's account stands behind it.
BY_ITSELF = ("problem.remind", "problem.silence")
# What waits under these verbs, at least, on the to-do page of these people.
WAITING = {
    "tengxian-org-1": {"accept", "verify", "decide", "conclude", "assign", "revive"},
    "longkou-org-1": {"accept", "verify", "decide"},
    "wuzhou-org-1": {"answer_instruction", "decide"},
    "tengxian-leader-1": {"issue"},
    "qinjianhua": {"resubmit"},
    "moliping": {"confirm"},
    "huanghaiyan": {"confirm", "resubmit"},
    "quxiaodong": {"confirm"},
    "tengxian-team-1": {"resubmit"},
    "tengxian-tangbu": {"resubmit"},
    "tengxian-power": {"give_opinion", "finish", "report_progress", "claim"},
    "tengxian-water": {"give_opinion", "answer_instruction", "report_progress", "claim"},
    "tengxian-labour": {"acknowledge"},
    "longkou-forestry": {"decline"},
    "wuzhou-power": {"report_progress", "claim"},
}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Iterator[Loaded]:
    places = demonstration.places(tmp_path_factory.mktemp("places"))
    with django_db_blocker.unblock(), transaction.atomic():
        yield demonstration.load(places)
        transaction.set_rollback(True)


def test_load_opens_an_account_for_each_user_name(stage: Loaded) -> None:
    names = {player.username for player in cast.PLAYERS if player.username}
    assert set(Account.objects.values_list("username", flat=True)) == names
    assert stage == Loaded(is_new=True, account_count=97, problem_count=128)


def test_load_divides_longkou_into_four_subs_to_which_everybody_there_belongs(stage: Loaded) -> None:
    subs = Alliance.objects.exclude(parent=None)
    assert {sub.name for sub in subs} == {"东区联盟", "西区联盟", "南区联盟", "北区联盟"}
    south = subs.get(name="南区联盟")
    assert {"张益磊", "岳召龙"} <= {one.person.name for one in alliances.members(south, demonstration.TODAY)}
    assert not alliances.outside(Alliance.objects.get(parent=None), demonstration.TODAY).exists()


def test_load_holds_the_bouts_of_the_months_that_are_over_and_those_of_this_month(stage: Loaded) -> None:
    held = Counter(Contest.objects.values_list("month", "state"))
    over = {(date(2026, month, 1), "final"): 4 for month in (3, 4)}
    assert {key: count for key, count in held.items() if key[0] < date(2026, 5, 1)} == over
    now = {
        (one.alliance.name, one.state)
        for one in Contest.objects.filter(month=date(2026, 5, 1)).select_related("alliance")
    }
    assert now == {
        ("南区联盟", "entries_closed"),
        ("东区联盟", "open"),
        ("西区联盟", "published"),
        ("北区联盟", "settled"),
    }
    for contest in Contest.objects.filter(state="final"):
        settlement = contest.settlements.latest("version")
        champions = settlement.results.filter(is_champion=True)
        assert champions.count() <= settlement.results.exclude(rank=None).count() // 5
        assert {one.entry_id for one in champions} == set(contest.titles.values_list("entry", flat=True))


def test_load_has_nobody_of_a_bout_say_what_another_says(stage: Loaded) -> None:
    said = Counter(Entry.objects.values_list("contest", "statement"))
    assert said
    assert max(said.values()) == 1


def test_load_leaves_the_seat_empty_for_which_two_are_equal(stage: Loaded) -> None:
    tied = Contest.objects.get(month=date(2026, 4, 1), alliance__name="北区联盟")
    results = tied.settlements.get().results
    assert results.filter(rank=1).count() == 2
    assert not results.filter(is_champion=True).exists()


def test_load_tells_what_came_of_the_articles_march(stage: Loaded) -> None:
    promised = Pledge.objects.filter(person__name="张益磊").order_by("pk")
    assert [(one.target, one.unit, one.done) for one in promised] == [(20, "亩", 22), (1000, "株", 1060)]
    for one in promised:
        assert one.contest.title == "3月干事创业项目比武"
        assert one.reported_at is not None
        assert timezone.localdate(one.reported_at) < one.due_on
        assert (one.due_on - timezone.localdate(one.pledged_at)).days == 10


def test_load_gives_every_role_an_account(stage: Loaded) -> None:
    assert set(Posting.objects.filter(person__account__isnull=False).values_list("role", flat=True)) == set(Role)


def test_load_marks_everybody_as_demonstration(stage: Loaded) -> None:
    assert Person.objects.filter(is_demonstration=False).count() == 0


def test_load_derives_passwords_that_open_the_accounts(stage: Loaded) -> None:
    account = Account.objects.get(username="shiguang")
    assert account.check_password(demo_password("shiguang"))


def test_load_gives_every_account_a_posting_at_a_place(stage: Loaded) -> None:
    for account in Account.objects.all():
        [posting] = postings_in_force(account, demonstration.TODAY)
        assert posting.scope != ""


def test_load_gives_the_administrators_wuzhou(stage: Loaded) -> None:
    seats = Posting.objects.filter(role__in=ADMINISTRATORS).values_list("role", "region")
    assert set(seats) == {(role, "4504") for role in ADMINISTRATORS}


def test_load_names_the_parent_and_the_leader_of_departments(stage: Loaded) -> None:
    power = Department.objects.select_related("parent").get(name="藤县供电局")
    water = Department.objects.select_related("leader").get(name="藤县水利局")
    assert (str(power.parent), str(water.leader)) == ("梧州供电局", "区志文")


def test_load_tells_problems_in_every_state(stage: Loaded) -> None:
    assert Counter(Problem.objects.values_list("state", flat=True)) == STATES
    assert set(STATES) == set(State)


def test_load_plays_every_verb_but_those_that_a_setting_keeps_away(stage: Loaded) -> None:
    played = set(ProblemEvent.objects.values_list("action", flat=True))
    assert played == {"report", "silence"} | set(MOVES) - NOT_PLAYED
    assert not Rulebook.objects.filter(has_leader_approval=True).exists()


def test_load_plays_the_rectification_list(stage: Loaded) -> None:
    steps = set(RectificationEvent.objects.values_list("action", flat=True))
    assert steps == {"claim", "assign", "support", "meeting", "finish", "extend", "reopen", "drop"}
    assert Rectification.objects.filter(state=Rectification.State.OPEN).exists()


def test_load_keeps_the_silence_of_a_department_and_has_the_conclusion_cite_it(stage: Loaded) -> None:
    [silent] = Opinion.objects.filter(silent_at__isnull=False)
    assert (silent.given_at, silent.department.name) == (None, "藤县住房和城乡建设局")
    [concluded] = ProblemEvent.objects.filter(action="conclude", problem=silent.consultation.problem)
    assert len(concluded.body["opinions"]) == 3


def test_load_leaves_an_opinion_due_today(stage: Loaded) -> None:
    waiting = Opinion.objects.filter(given_at=None, consultation__concluded_at=None)
    due = waiting.filter(consultation__due_on=demonstration.TODAY)
    assert set(due.values_list("department__code", flat=True)) == {"tengxian-water", "tengxian-power"}


def test_load_ties_problems_to_each_other(stage: Loaded) -> None:
    assert Problem.objects.filter(merged_into__isnull=False).count() == 1
    assert Problem.objects.filter(parent__isnull=False).values("parent").distinct().count() == 1
    assert Problem.objects.filter(parent__isnull=False).count() == 2
    assert Problem.objects.filter(relapse_of__isnull=False).count() == 1


def test_load_raises_problems_to_the_city(stage: Loaded) -> None:
    raised = Problem.objects.filter(level=Problem.Tier.CITY)
    assert set(raised.values_list("state", "lead__name")) == {
        ("in_progress", "梧州供电局"),
        ("closed", "梧州供电局"),
        ("pooled", None),
    }


def test_load_leaves_something_waiting_for_everybody_in_the_loop(stage: Loaded) -> None:
    for username, verbs in WAITING.items():
        assert verbs <= {section.verb for section in _board(username).sections}, username
    assert len(_board("tengxian-water-leader").near) == 2
    # Beside whom the article names nothing waits that they would have left lying.
    assert [_board(name).sections for name in ("shiguang", "gaosanli", "yuezhaolong", "zhangyilei")] == [[]] * 4


def _board(username: str) -> todo.Board:
    account = Account.objects.get(username=username)
    postings = [each.as_of(demonstration.TODAY) for each in postings_in_force(account, demonstration.TODAY)]
    return todo.board(postings, demonstration.TODAY)


def test_load_leaves_work_in_progress_in_all_four_lights(stage: Loaded) -> None:
    rows = Problem.objects.filter(state=State.IN_PROGRESS).values_list("due_on", "soon_on", "is_paused")
    lights = Counter(light_of(*row, demonstration.TODAY) for row in rows)
    assert lights == {Light.GREEN: 12, Light.YELLOW: 5, Light.RED: 2, Light.PAUSED: 1}


def test_load_leaves_closings_with_and_without_the_villages_word(stage: Loaded) -> None:
    waiting = Closure.objects.filter(ended_at=None, verified_by=None)
    assert Counter((each.satisfaction, each.is_unconfirmed_by_raiser) for each in waiting) == {
        ("", False): 6,
        ("satisfied", False): 1,
        ("fairly", True): 1,
    }


def test_load_hangs_photos_on_problems_of_their_reporters(stage: Loaded) -> None:
    assert ProblemFile.objects.values("event__problem").distinct().count() == 9
    assert ProblemFile.objects.count() == 13


def test_load_keeps_the_counties_figures(stage: Loaded) -> None:
    counted = Counter(Problem.objects.values_list("county", "state"))
    kept = {(row.county, state): getattr(row, state) for row in Tally.objects.all() for state in State.values}
    assert {key: value for key, value in kept.items() if value} == counted


def test_load_leaves_no_problem_to_the_article_but_its_own(stage: Loaded) -> None:
    theirs = Problem.objects.filter(reporter__person__name__in=["石广", "高三力", "岳召龙", "张益磊"])
    assert set(theirs.values_list("reporter__person__name", "state", "lead__name")) == {
        ("石广", "in_progress", "藤县供电局"),
        ("高三力", "closed", "藤县农业农村局"),
    }


def test_load_holds_nine_meetings_this_year_and_prepares_the_next(stage: Loaded) -> None:
    """The article's figures of 梧州, of both levels: nine meetings, a hundred and ten problems and more, seventy closed."""
    held = Meeting.objects.filter(state="closed", is_called_off=False, starts_on__year=demonstration.TODAY.year)
    assert Counter(held.values_list("region", flat=True)) == {"450422": 6, "4504": 3}
    within = Problem.objects.filter(city="4504")
    assert (within.count(), within.filter(state=State.CLOSED).count()) == (112, 76)
    items = MeetingItem.objects.filter(meeting__in=held)
    assert sum(held.values_list("answered_count", flat=True)) == items.filter(is_carried_over=False).count()
    assert sum(held.values_list("promise_count", flat=True)) == Rectification.objects.exclude(meeting="").count() == 72
    [ahead] = Meeting.objects.exclude(state="closed")
    assert (ahead.state, ahead.region_id, ahead.item_count > 0) == ("invited", "450422", True)


def test_load_has_papers_that_one_has_drafted_and_another_signed(stage: Loaded) -> None:
    found = Paper.objects.values_list("kind", "region", "state", "issue", "drafter__person__name", "signer")
    assert Counter(found) == {
        ("notice", "450422", "issued", "藤组通〔2026〕12号", "周立群", "唐文彬"): 1,
        ("minutes", "450422", "issued", "第6期", "周立群", "唐文彬"): 1,
        ("supervision", "450422", "in_review", "", "周立群", ""): 1,
        ("briefing", "4504", "issued", "第1期", "冯少峰", "温克明"): 1,
        ("briefing", "4504", "draft", "", "冯少峰", ""): 1,
    }
    issued, begun = Paper.objects.filter(kind="briefing").order_by("pk")
    assert (issued.since, issued.until, begun.since) == (date(2026, 4, 1), date(2026, 5, 1), date(2026, 5, 1))
    assert begun.former == issued.figures
    minutes = to_text(content.document(Paper.objects.get(kind="minutes")))
    assert "藤县第六次项目对接会" in minutes


def test_load_carries_over_what_an_absent_department_should_have_answered(stage: Loaded) -> None:
    [left] = MeetingItem.objects.filter(is_carried_over=True)
    absent = Invitation.objects.filter(presence="absent")
    assert [(one.meeting, one.department.name) for one in absent.select_related("department") if one.department] == [
        (left.meeting, "藤县林业局")
    ]
    assert Invitation.objects.filter(presence="excused", village__isnull=False).count() == 2
    again = MeetingItem.objects.get(problem=left.problem, is_carried_over=False)
    assert (again.meeting.title, again.position, again.reasons[0]["code"]) == ("藤县第五次项目对接会", 1, "carried")
    assert left.problem.state == State.CLOSED


def test_load_puts_unkept_promises_first_on_the_next_agenda(stage: Loaded) -> None:
    ahead = MeetingItem.objects.filter(meeting__state="invited").select_related("unkept")
    assert [item.unkept is not None for item in ahead] == [True, True] + [False] * (len(ahead) - 2)
    promised = {item.unkept.meeting for item in ahead if item.unkept}
    assert promised == {Meeting.objects.get(title="藤县第六次项目对接会").number}


def test_load_writes_a_record_that_holds_and_names_the_actors(stage: Loaded) -> None:
    finding = verify()
    assert (finding.faults, finding.weaknesses) == ((), ())
    acts = AuditRecord.objects.filter(subject_kind="problem").exclude(action="problem.remind")
    assert acts.count() == ProblemEvent.objects.count()
    assert acts.exclude(action__in=BY_ITSELF).filter(account_id=None).count() == 0


def test_load_reminds_by_the_written_rule_and_nobody_of_the_article(stage: Loaded) -> None:
    reminded = AuditRecord.objects.filter(action="problem.remind")
    assert reminded.count() == Reminder.objects.count()
    assert set(Reminder.objects.values_list("step", flat=True)) == {rule.step for rule in RULES}
    assert not Reminder.objects.filter(problem__reporter__person__name__in=["石广", "高三力"]).exists()
    assert reminded.exclude(account_id=None).count() == 0


def test_load_leaves_limits_that_a_replay_of_the_histories_gives_again(stage: Loaded) -> None:
    limits = ("number", "due_on", "soon_on", "reply_on", "solve_on", "is_paused")
    before = list(Problem.objects.order_by("number").values_list(*limits))
    assert problems.recompute_limits(now=timezone.make_aware(datetime.combine(demonstration.TODAY, time(9)))) == 0
    assert list(Problem.objects.order_by("number").values_list(*limits)) == before


def test_load_records_in_the_order_of_time(stage: Loaded) -> None:
    for chain in AuditRecord.objects.values_list("chain", flat=True).distinct():
        moments = list(AuditRecord.objects.filter(chain=chain).order_by("sequence").values_list("at", flat=True))
        assert moments == sorted(moments)


def test_load_dates_nothing_after_today(stage: Loaded) -> None:
    begins = timezone.make_aware(datetime.combine(demonstration.TODAY, time.min))
    apps_ = (apps.get_app_config(name) for name in ("express", "oversight"))
    for model in (model for app in apps_ for model in app.get_models()):
        for field in model._meta.get_fields():
            # A meeting begins on a day of its own, and so do its items.
            if isinstance(field, DateTimeField) and field.name != "starts_at":
                assert not model._default_manager.filter(**{f"{field.name}__gte": begins}).exists(), field
    for model, name in ((AuditRecord, "at"), (Notice, "at"), (RectificationEvent, "at")):
        assert not model._default_manager.filter(**{f"{name}__gte": begins}).exists(), model


def test_load_leaves_only_the_last_days_notices_unread(stage: Loaded) -> None:
    unread = Notice.objects.filter(read_at=None)
    assert unread.exists()
    assert not unread.filter(at__lte=almanac.Almanac(demonstration.TODAY, Workdays()).round(2)).exists()
    assert not Notice.objects.filter(read_at__lt=F("at")).exists()


def test_load_again_changes_nothing(stage: Loaded, tmp_path: Path) -> None:
    before = AuditRecord.objects.count()
    again = loader.load(tmp_path, today=demonstration.TODAY)
    assert again == Loaded(is_new=False, account_count=97, problem_count=128)
    assert AuditRecord.objects.count() == before
