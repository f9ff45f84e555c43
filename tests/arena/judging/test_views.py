"""The pages of judging: what they show to whom, what they cost, and that every form works without script."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import contests, people
from tests.factories.contests import NOW, Cast
from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.arena.contests.states import State
from zhitongche.arena.judging import operations
from zhitongche.arena.judging.actions import ACTIONS
from zhitongche.arena.judging.models import CalibrationSheet, JudgeSeat, Recusal, ScoreSheet
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.web import idempotency

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
SHEET = {"points-site": "88.5", "points-oral": "90"}
POINTS = {"site": "88.5", "oral": "90"}


@pytest.fixture
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The edge reads the clock of the tests, so that the bout has not run out."""
    monkeypatch.setattr("zhitongche.foundation.web.middleware.timezone.now", lambda: NOW)


def browser(posting: Posting, language: str = "en") -> Client:
    client = Client()
    client.force_login(Account.objects.filter(person=posting.person_id).first() or people.account(of=posting.person))
    client.cookies["django_language"] = language
    return client


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def statements(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def sent(client: Client, address: str, **body: Any) -> Any:
    return client.post(address, {idempotency.FIELD: idempotency.new_key(), **body})


def at(made: Contest, more: str = "") -> str:
    return f"/contests/{made.number}/judging/{more}"


def act(made: Contest, verb: str) -> str:
    return f"/contests/{made.number}/{verb}/"


def test_a_judge_declares_before_seeing_any_entry(judged: Contest, cast: Cast) -> None:
    JudgeSeat.objects.filter(contest=judged, serial=1).update(declared_at=None)
    client = browser(cast.judges[0])
    page = text(client.get(at(judged)))
    assert "whom may you not judge" in page
    assert "引进企业项目" not in page
    assert client.get(at(judged, "entries/1/"))["Location"] == at(judged)
    form = text(client.get(act(judged, "declare")))
    assert "南村201书记" in form
    assert "引进企业项目" not in form
    answer = sent(client, act(judged, "declare"), entries=["2"], reason="亲属")
    assert answer["Location"] == at(judged)
    page = text(client.get(at(judged)))
    assert "Not for you to judge" in page
    assert client.get(at(judged, "entries/2/")).status_code == 404


def test_a_judge_scores_entry_after_entry_without_script(judged: Contest, cast: Cast) -> None:
    client = browser(cast.judges[0])
    assert "0 of 3 entries scored" in text(client.get(at(judged)))
    page = text(client.get(at(judged, "entries/1/")))
    assert "引进企业项目" in page
    assert 'step="0.5"' in page
    assert sent(client, at(judged, "entries/1/"), seen="0", **SHEET)["Location"] == at(judged, "entries/2/")
    assert sent(client, at(judged, "entries/3/"), seen="0", **SHEET)["Location"] == at(judged, "entries/2/")
    assert sent(client, at(judged, "entries/2/"), seen="0", **SHEET)["Location"] == at(judged)
    assert "89.25" in text(client.get(at(judged, "compare/")))
    answer = sent(client, act(judged, "submit_scores"))
    assert answer["Location"] == at(judged)
    assert "A change needs its reason" in text(client.get(at(judged)))


def test_a_judge_reads_the_figures_of_the_records_by_their_names(judged: Contest, cast: Cast) -> None:
    recorded = {"code": "collective_income", "value": "90000.00", "of": "", "about": "", "numbers": ["CG-1"]}
    own = {"label": "带动务工", "value": "25", "unit": "人", "source": "花名册"}
    Entry.objects.filter(contest=judged, serial=1).update(figures=[own], filled=[recorded])
    page = text(browser(cast.judges[0]).get(at(judged, "entries/1/")))
    for words in ("带动务工", "Collective income", "CNY 90,000", "CG-1"):
        assert words in page, words


def test_what_no_judge_scores_is_seen_after_handing_in(judged: Contest, cast: Cast) -> None:
    operations.give_points(
        judged, by=cast.organizer, now=NOW, entry=1, component="records", points=Decimal("93.5"), source="台账"
    )
    client = browser(cast.judges[0])
    for entry in (1, 2, 3):
        operations.score(judged, by=cast.judges[0], now=NOW, entry=entry, points=POINTS)
    assert "93.5" not in text(client.get(at(judged)))
    operations.submit_scores(judged, by=cast.judges[0], now=NOW)
    assert "93.5" in text(client.get(at(judged)))


def test_an_entry_shows_its_judge_what_the_records_say_with_its_name(judged: Contest, cast: Cast) -> None:
    filled = [{"code": "solved", "value": "3", "of": "", "about": "", "numbers": ["370681-2026-0001"]}]
    Entry.objects.filter(contest=judged, serial=1).update(filled=filled)
    assert "<dt>Problems solved</dt><dd>3" in text(browser(cast.judges[0]).get(at(judged, "entries/1/")))


def test_a_refused_sheet_keeps_what_was_typed(judged: Contest, cast: Cast) -> None:
    client = browser(cast.judges[0])
    answer = sent(client, at(judged, "entries/1/"), seen="0", **{**SHEET, "points-site": "100.5"}, comment="写了很多")
    assert answer.status_code == 422
    assert "写了很多" in text(answer)
    assert 'value="100.5"' in text(answer)
    sent(client, at(judged, "entries/1/"), seen="0", **SHEET)
    answer = sent(client, at(judged, "entries/1/"), seen="0", **{**SHEET, "points-site": "1"})
    assert answer.status_code == 409
    assert "another device" in text(answer)
    assert "What stands now: 现场观摩 88.5" in text(answer)
    # What was shown has been seen: sent again, it is the next version.
    assert re.search(r'name="seen" value="1"', text(answer))
    assert sent(client, at(judged, "entries/1/"), seen="1", **{**SHEET, "points-site": "1"}).status_code == 303


def test_nobody_but_the_judge_sees_points_on_any_page(judged: Contest, cast: Cast) -> None:
    operations.score(judged, by=cast.judges[0], now=NOW, entry=1, points=POINTS, comment="机密评语")
    for reader in (cast.judges[1], cast.organizer, cast.supervisor):
        client = browser(reader)
        for page in ("", "compare/", "entries/1/", "panel/", "paper/", "hall/", "sheet/", "paper/print/"):
            answer = client.get(at(judged, page))
            assert answer.status_code in {200, 404}
            for word in ("88.5", "89.25", "机密评语"):
                assert word not in text(answer), (reader, page)
    mine = browser(cast.judges[0])
    assert "机密评语" in text(mine.get(at(judged, "entries/1/")))
    assert mine.get(at(judged, "panel/")).status_code == 404


def test_the_made_up_entry_comes_first(judged: Contest, cast: Cast) -> None:
    keeper = browser(cast.organizer)
    body = {"statement": "示例项目", "points-site": "80", "points-oral": "70", "because": "材料不全"}
    assert sent(keeper, at(judged, "calibrate/"), **body)["Location"] == at(judged, "panel/")
    assert "示例项目" in text(keeper.get(at(judged, "calibrate/")))
    client = browser(cast.judges[0])
    assert "made-up entry" in text(client.get(at(judged)))
    assert client.get(at(judged, "entries/1/"))["Location"] == at(judged)
    page = text(client.get(at(judged, "calibration/")))
    assert "示例项目" in page
    assert "材料不全" not in page
    assert sent(client, at(judged, "calibration/"), **{**SHEET, "points-oral": ""}).status_code == 422
    sent(client, at(judged, "calibration/"), **SHEET)
    page = text(client.get(at(judged, "calibration/")))
    assert "材料不全" in page
    assert CalibrationSheet.objects.get().points == POINTS
    assert "0 of 3" in text(client.get(at(judged)))


def test_the_supervisor_sees_counts_and_decides(judged: Contest, cast: Cast) -> None:
    operations.recuse(judged, by=cast.judges[0], now=NOW, judge=1, entry=1, reason="亲属")
    client = browser(cast.supervisor)
    page = text(client.get(at(judged, "panel/")))
    assert "亲属" in page
    assert "5 of 5" in page
    assert "One-time card" not in page
    one = Recusal.objects.get()
    form = text(client.get(f"{act(judged, 'decide_recusal')}?recusal={one.pk}&confirmed=true"))
    assert re.search(r'value="true"[^>]* checked', form)
    answer = sent(client, act(judged, "decide_recusal"), recusal=str(one.pk), confirmed="true")
    assert answer["Location"] == at(judged, "panel/")
    assert "Confirmed" in text(client.get(at(judged, "panel/")))


def test_pages_take_as_many_statements_for_three_entries_as_for_one(cast: Cast) -> None:
    made = contests.contest(cast, State.ENTRIES_CLOSED)
    for judge in cast.judges:
        contests.seat(made, judge)
    contests.entry(made, cast.secretaries[0])
    judge, keeper = browser(cast.judges[0]), browser(cast.organizer)
    judges, keepers = ("", "compare/", "entries/1/"), ("panel/", "paper/", "paper/print/")
    before = [statements(judge, at(made, page)) for page in judges]
    kept = [statements(keeper, at(made, page)) for page in keepers]
    for secretary in cast.secretaries[1:]:
        contests.entry(made, secretary)
    assert [statements(judge, at(made, page)) for page in judges] == before
    assert [statements(keeper, at(made, page)) for page in keepers] == kept


def test_a_card_is_shown_once_and_lets_in_once(judged: Contest, cast: Cast) -> None:
    key = idempotency.new_key()
    keeper = browser(cast.organizer)
    shown = keeper.post(at(judged, "panel/2/card/"), {idempotency.FIELD: key})
    found = re.search(r'class="card-code">([A-Z0-9-]+)<', shown.content.decode())
    assert found, shown.content
    again = keeper.post(at(judged, "panel/2/card/"), {idempotency.FIELD: key})
    assert again["Location"] == at(judged, "panel/")
    visitor = Client()
    assert "card" in text(visitor.get("/judging/card/"))
    wrong = visitor.post("/judging/card/", {"code": "ABCD-EFGH-JKMN"})
    assert wrong.status_code == 422
    came = visitor.post("/judging/card/", {"code": found[1].lower()})
    assert came["Location"] == at(judged)
    assert visitor.get(at(judged)).status_code == 200
    assert Client().post("/judging/card/", {"code": found[1]}).status_code == 422
    assert browser(cast.judges[0]).post(at(judged, "panel/2/card/")).status_code == 404
    gone = sent(keeper, at(judged, "panel/9/card/"))
    assert gone.status_code == 422


def test_paper_is_typed_off_by_two_who_do_not_see_each_other(judged: Contest, cast: Cast) -> None:
    first, second = browser(cast.organizer), browser(cast.second_organizer)
    assert "评委1" in text(first.get(at(judged, "paper/print/")))
    sent(first, at(judged, "paper/1/1/"), **SHEET)
    assert "typed off by you" in text(first.get(at(judged, "paper/")))
    page = text(second.get(at(judged, "paper/1/1/")))
    assert "88.5" not in page
    sent(second, at(judged, "paper/1/1/"), **{**SHEET, "points-oral": "91"})
    page = text(second.get(at(judged, "paper/")))
    assert "They differ on: 陈述答辩" in page
    sent(second, at(judged, "paper/1/1/"), **SHEET)
    assert "typed off twice, counts" in text(second.get(at(judged, "paper/")))
    assert ScoreSheet.objects.get().source == "paper"
    assert second.get(at(judged, "paper/9/1/")).status_code == 404
    assert sent(second, at(judged, "paper/1/1/"), **SHEET).status_code == 409


def test_the_result_sheet_comes_with_the_close(judged: Contest, cast: Cast) -> None:
    operations.score(judged, by=cast.judges[0], now=NOW, entry=1, points=POINTS)
    client = browser(cast.organizer)
    assert client.get(at(judged, "sheet/")).status_code == 404
    answer = sent(client, act(judged, "close_scores"))
    assert answer.status_code == 422
    assert "评委1 (2)" in text(answer)
    assert sent(client, act(judged, "close_scores"), anyway="on").status_code == 303
    assert "89.25" in text(client.get(at(judged, "sheet/")))


def test_forms_of_acts_offer_what_there_is_to_choose(judged: Contest, cast: Cast) -> None:
    client = browser(cast.organizer)
    for verb, word in (
        ("empanel", "评委1 · 龙口市"),
        ("unseat", "评委5"),
        ("give_points", "实绩量化"),
        ("exclude", "南村203书记"),
        ("adjust", "南村203书记"),
        ("recuse", "评委5"),
        ("assign_judges", "everybody judges all"),
        ("draw_order", "drawn once"),
    ):
        assert word in text(client.get(act(judged, verb))), verb
    assert client.get(act(judged, "nothing")).status_code == 404
    assert client.get(act(judged, "declare")).status_code == 403


# ---- the hall --------------------------------------------------------------------------------------------------------


def test_the_screen_follows_the_speaker_and_shows_marks_when_all_are_in(judged: Contest, cast: Cast) -> None:
    keeper, hall = browser(cast.organizer), Client()
    screen = f"/contests/screens/{judged.screen_key}/"
    tag = hall.get(f"{screen}version/")["ETag"]
    assert hall.get(f"{screen}version/", HTTP_IF_NONE_MATCH=tag).status_code == 304
    assert "order has not been drawn" in text(keeper.get(at(judged, "hall/")))
    sent(keeper, act(judged, "draw_order"))
    assert hall.get(f"{screen}version/", HTTP_IF_NONE_MATCH=tag).status_code == 200
    first = Entry.objects.get(contest=judged, turn=1)
    assert sent(keeper, at(judged, "hall/call_up/"), entry=str(first.serial)).status_code == 303
    assert f"<h1>{first.person.name}</h1>" in text(hall.get(screen))
    assert "Scoring opens after" in text(browser(cast.judges[0]).get(at(judged, f"entries/{first.serial}/")))
    sent(keeper, at(judged, "hall/open_scoring/"))
    for judge in cast.judges[:4]:
        operations.score(judged, by=judge, now=NOW, entry=first.serial, points=POINTS)
    page = text(keeper.get(at(judged, "hall/")))
    assert "4 of 5 judges have scored" in page
    assert "89.25" not in page
    early = sent(keeper, at(judged, "hall/show_marks/"))
    assert early.status_code == 409
    assert "missing: 1" in text(early)
    assert "89.25" not in text(hall.get(screen))
    operations.score(judged, by=cast.judges[4], now=NOW, entry=first.serial, points=POINTS)
    sent(keeper, at(judged, "hall/show_marks/"))
    page = text(hall.get(screen))
    assert page.count("89.25") == 5
    assert "评委1" not in page
    assert sent(keeper, at(judged, "hall/nothing/")).status_code == 404
    assert browser(cast.judges[0]).get(at(judged, "hall/")).status_code == 404
    assert hall.get("/contests/screens/00000000-0000-0000-0000-000000000000/").status_code == 404


def test_the_desk_asks_for_a_number_that_every_sheet_raises(judged: Contest, cast: Cast) -> None:
    """The number of the screens in the hall stays as it is: not even a count leaves the desk."""
    keeper, hall = browser(cast.organizer), Client()
    sent(keeper, act(judged, "draw_order"))
    first = Entry.objects.get(contest=judged, turn=1)
    for verb, body in (("call_up", {"entry": str(first.serial)}), ("open_scoring", {})):
        sent(keeper, at(judged, f"hall/{verb}/"), **body)
    desk, screen = at(judged, "hall/version/"), f"/contests/screens/{judged.screen_key}/version/"
    tags = [client.get(address)["ETag"] for client, address in ((keeper, desk), (hall, screen))]
    assert f"data-version={tags[0]}" in text(keeper.get(at(judged, "hall/")))
    assert keeper.get(desk, HTTP_IF_NONE_MATCH=tags[0]).status_code == 304
    operations.score(judged, by=cast.judges[0], now=NOW, entry=first.serial, points=POINTS)
    assert keeper.get(desk, HTTP_IF_NONE_MATCH=tags[0]).status_code == 200
    assert hall.get(screen, HTTP_IF_NONE_MATCH=tags[1]).status_code == 304
    assert browser(cast.judges[0]).get(desk).status_code == 404


def test_a_judges_page_tells_who_has_the_floor(judged: Contest, cast: Cast) -> None:
    judge = browser(cast.judges[0])
    assert "data-hall" not in text(judge.get(at(judged)))
    operations.draw_order(judged, by=cast.organizer, now=NOW)
    assert "Nobody has the floor yet." in text(judge.get(at(judged)))
    first, second, _third = Entry.objects.filter(contest=judged).order_by("turn")
    operations.recuse(judged, by=cast.judges[0], now=NOW, judge=1, entry=second.serial, reason="亲属")
    operations.call_up(judged, by=cast.organizer, now=NOW, entry=first.serial)
    go = f'href="{at(judged, f"entries/{first.serial}/")}">Go to'
    assert go in text(judge.get(at(judged)))
    assert go not in text(judge.get(at(judged, f"entries/{first.serial}/")))
    operations.call_up(judged, by=cast.organizer, now=NOW, entry=second.serial)
    page = text(judge.get(at(judged)))
    assert "This entry does not fall to you." in page
    assert "Go to" not in page


def test_what_waits_leads_to_the_judges_desk(judged: Contest, cast: Cast) -> None:
    page = text(browser(cast.judges[0]).get("/"))
    assert "Contests to score" in page
    assert at(judged) in page
    JudgeSeat.objects.filter(contest=judged, serial=1).update(submitted_at=NOW)
    assert at(judged) not in text(browser(cast.judges[0]).get("/"))
    assert browser(cast.organizer).get("/").status_code == 200


def test_who_waits_for_what_is_asked_of_the_table_of_acts(judged: Contest, cast: Cast) -> None:
    JudgeSeat.objects.filter(contest=judged, serial=1).update(declared_at=None)
    operations.recuse(judged, by=cast.organizer, now=NOW, judge=2, entry=1, reason="亲属")

    def waiting(verb: str, posting: Posting) -> list[Contest]:
        return list(ACTIONS[verb].waiting(posting).order_by("due_on"))

    assert waiting("declare", cast.judges[0]) == [judged]
    assert waiting("decide_recusal", cast.supervisor) == [judged]
    for verb in ("declare", "decide_recusal"):
        for posting in (cast.judges[1], cast.organizer):
            assert waiting(verb, posting) == []
