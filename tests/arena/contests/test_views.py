"""The pages of contests and entries."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import contests, files, people
from tests.factories.contests import ENTRIES_CLOSE, NAMES, NOW, RULES, SCORES_CLOSE, TODAY, Cast
from zhitongche.arena.contests import fields, operations, planning, queries, rulebook
from zhitongche.arena.contests.models import Contest, Entry, Pledge
from zhitongche.arena.contests.states import State
from zhitongche.foundation.papers.plain import to_text
from zhitongche.foundation.papers.setting import CannotSet
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.web import idempotency

pytestmark = pytest.mark.django_db
PLEDGE: dict[str, Any] = {
    "text": "十天内种上榆树",
    "measure": "植树",
    "unit": "株",
    "target": "1000",
    "due_on": f"{TODAY + timedelta(days=10)}",
}


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The middleware's clock stands still at the factories' moment."""
    monkeypatch.setattr("zhitongche.foundation.web.middleware.timezone.now", lambda: NOW)


def client_of(posting: Posting) -> Client:
    account = Account.objects.filter(person=posting.person_id).first() or people.account(of=posting.person)
    client = Client()
    client.force_login(account)
    return client


def page(posting: Posting, name: str, *args: Any, **query: str) -> str:
    answer = client_of(posting).get(reverse(f"contests:{name}", args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def status(posting: Posting, address: str) -> int:
    """What a file's address answers; the file is read to its end."""
    answer = client_of(posting).get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return int(answer.status_code)


def send(posting: Posting, name: str, *args: Any, **body: Any) -> Any:
    body = {idempotency.FIELD: idempotency.new_key(), **body}
    return client_of(posting).post(reverse(f"contests:{name}", args=args), body)


def moment(at: Any) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%dT%H:%M:%S")


def rules_sent(**changed: Any) -> dict[str, Any]:
    """The template as a browser sends it back."""
    begun = {**fields.rows_of(rulebook.joined(RULES, NAMES)), **changed}
    sent: dict[str, Any] = {f"rules-{name}": begun[name] for name in ("quota", "method", "min_judges")}
    for part, columns in {
        "criteria": ("name", "code", "weight", "max", "levels"),
        "given": ("name", "code", "weight", "max", "source"),
        "tie_breaks": ("by",),
    }.items():
        for column in columns:
            sent[f"rules-{part}-{column}"] = [row[column] for row in begun[part]]
    return sent


# ---- drawing up ------------------------------------------------------------------------------------------------------


def test_draw_up_begins_from_the_template(cast: Cast) -> None:
    shown = page(cast.organizer, "draw_up")
    for words in ("实绩量化", "现场观摩", "陈述答辩", "村民代表评议", 'value="50"', 'value="0.20"', "GV-01"):
        assert words in shown, words
    assert "{" not in shown.split("<form", 2)[-1].split("</form>")[0].replace("{&quot;", "")


def test_draw_up_from_the_page_keeps_the_contracts_rules(cast: Cast) -> None:
    told = {
        "alliance": cast.alliance.number,
        "kind": "bout",
        "item": "GV-01",
        "title": "人居环境比武",
        "entries_close_at": moment(ENTRIES_CLOSE),
        "scores_close_at": moment(SCORES_CLOSE),
        "notice_days": "5",
    }
    answer = send(cast.organizer, "draw_up", **told, **rules_sent())
    assert answer.status_code == 303, answer.content.decode()
    made = Contest.objects.get()
    assert answer["Location"] == reverse("ring:detail", args=[made.number])
    kept = queries.rules_of(made)
    assert kept is not None
    assert (kept.rules, kept.names) == ({**RULES, "quota": "0.2"}, NAMES)
    assert made.entries_close_at == ENTRIES_CLOSE


def test_draw_up_says_which_row_is_wrong_and_loses_nothing(cast: Cast) -> None:
    begun = fields.rows_of(rulebook.joined(RULES, NAMES))
    rows = [begun["criteria"][0], {**begun["criteria"][1], "weight": "0"}]
    told = {
        "alliance": cast.alliance.number,
        "kind": "bout",
        "item": "GV-01",
        "title": "人居环境比武",
        "notice_days": "5",
    }
    answer = send(cast.organizer, "draw_up", **told, **rules_sent(criteria=rows))
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "人居环境比武" in shown
    assert "第 2 行" in shown
    assert not Contest.objects.exists()


def test_new_rows_get_codes_and_levels(cast: Cast) -> None:
    begun = fields.rows_of(rulebook.joined(RULES, NAMES))
    new = {"name": "群众基础", "code": "", "weight": "5", "max": "10", "levels": "9 人人知晓\n6：多数知晓"}
    sent = rules_sent(criteria=[*begun["criteria"], new])
    form = fields.RulesForm(_query(sent), prefix="rules")
    assert form.is_valid(), form.errors
    part = form.cleaned_data["criteria"][2]
    assert part["code"] == "c1"
    assert part["levels"] == [{"from": "9", "text": "人人知晓"}, {"from": "6", "text": "多数知晓"}]
    bad = fields.RulesForm(_query(rules_sent(criteria=[*begun["criteria"], {**new, "levels": "很好"}])), prefix="rules")
    assert not bad.is_valid()


def _query(sent: dict[str, Any]) -> Any:
    data = QueryDict(mutable=True)
    for name, value in sent.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def test_draw_up_from_an_earlier_contest(cast: Cast) -> None:
    earlier = contests.contest(cast)
    shown = page(cast.organizer, "draw_up", **{"from": earlier.number})
    assert "企业项目比武" in shown


def test_the_plan_is_a_word_file_with_the_rules(cast: Cast) -> None:
    made = contests.contest(cast)
    text = to_text(planning.document(made, NOW))
    for words in ("企业项目比武方案", "2026年5月27日10:00:00", "实绩量化", "参加排名项目的 20 %", "第1版"):
        assert words in text, words
    answer = client_of(cast.secretaries[0]).get(reverse("contests:plan", args=[made.number]))
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")


def test_the_plan_says_what_this_machine_lacks(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_asked: Any) -> bytes:
        raise CannotSet("no", package="python-docx")

    monkeypatch.setattr("zhitongche.arena.contests.views.papers.set_document", refuse)
    answer = client_of(cast.organizer).get(reverse("contests:plan", args=[contests.contest(cast).number]))
    assert answer.status_code == 503
    assert "python-docx" in answer.content.decode()


# ---- lists -----------------------------------------------------------------------------------------------------------


def test_list_and_calendar_show_the_month_and_the_state(cast: Cast) -> None:
    contests.contest(cast)
    contests.drawn_up(cast, title="还没开始")
    for name in ("list", "calendar"):
        shown = page(cast.secretaries[0], name)
        assert "企业项目比武" in shown
        assert "2026-05" in shown
        assert "还没开始" not in shown
        assert "还没开始" in page(cast.organizer, name)
    assert "企业项目比武" in page(cast.organizer, "calendar", year="1999")
    assert "企业项目比武" not in page(cast.organizer, "calendar", year="2025")
    assert "企业项目比武" not in page(cast.organizer, "list", state="final")


@pytest.mark.parametrize("name", ["list", "calendar"])
def test_the_lists_ask_as_often_for_three_as_for_one(cast: Cast, name: str, django_assert_max_num_queries: Any) -> None:
    counts = []
    for _round in range(2):
        contests.contest(cast)
        contests.contest(cast)
        page(cast.organizer, name)
        with django_assert_max_num_queries(60) as asked:
            page(cast.organizer, name)
        counts.append(len(asked))
    assert counts[0] == counts[1]


# ---- entries ---------------------------------------------------------------------------------------------------------


def test_begin_tells_the_deadline_with_its_second_and_keeps_a_draft(cast: Cast) -> None:
    made, by = contests.contest(cast), cast.secretaries[0]
    shown = page(by, "begin", made.number)
    assert "5 月 27 日 10:00:00" in shown
    answer = send(by, "begin", made.number, statement="引进企业项目", photos=[files.upload(files.picture())])
    assert answer.status_code == 303, answer.content.decode()
    entry = Entry.objects.get()
    assert (entry.state, entry.photos.count()) == ("draft", 1)
    own = page(by, "entry", made.number, 1)
    assert "引进企业项目" in own
    picture = queries.photos_of(entry)[0].file_id
    address = reverse("contests:file", args=[made.number, 1, picture])
    assert status(by, address) == 200
    for other in (cast.organizer, cast.secretaries[1], cast.judges[0]):
        assert status(other, address) == 404
        assert client_of(other).get(reverse("contests:entry", args=[made.number, 1])).status_code == 404


def test_what_is_typed_is_never_lost_when_it_closes_meanwhile(cast: Cast) -> None:
    made, by = contests.contest(cast), cast.secretaries[0]
    entry = operations.begin_entry(made, by=by, now=NOW, statement="初稿")
    Contest.objects.filter(pk=made.pk).update(entries_close_at=NOW)
    answer = send(by, "act", made.number, entry.serial, "write_entry", statement="写了很久的一段话")
    assert answer.status_code == 409
    assert "写了很久的一段话" in answer.content.decode()
    Contest.objects.filter(pk=made.pk).update(state=State.ENTRIES_CLOSED)
    answer = send(by, "act", made.number, entry.serial, "write_entry", statement="写了很久的一段话")
    assert answer.status_code == 409
    assert "写了很久的一段话" in answer.content.decode()


def test_taking_over_the_records_keeps_what_was_typed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    made, by = contests.contest(cast), cast.secretaries[0]
    row = {"code": "solved", "value": "3", "of": "", "about": "", "numbers": ["370681-2026-0001"]}
    monkeypatch.setattr("zhitongche.arena.contests.filling.kept", lambda *_told: [row])
    assert "370681-2026-0001" in page(by, "begin", made.number)
    answer = send(by, "begin", made.number, statement="打了一半的字", take="1")
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "打了一半的字" in shown
    assert 'value="已解决问题"' in shown
    assert not Entry.objects.exists()


def test_submit_and_withdraw_on_the_page(cast: Cast) -> None:
    made, by = contests.contest(cast), cast.secretaries[0]
    operations.begin_entry(made, by=by, now=NOW, statement="项目")
    assert "提交参评" in page(by, "entry", made.number, 1)
    assert send(by, "act", made.number, 1, "submit").status_code == 303
    assert Entry.objects.get().state == "submitted"
    assert "项目" in page(by, "mine")
    assert send(by, "act", made.number, 1, "withdraw", reason="不参加了").status_code == 303
    assert Entry.objects.get().state == "withdrawn"


# ---- the showcase ----------------------------------------------------------------------------------------------------


def shown_bout(cast: Cast) -> Contest:
    made = contests.contest(cast)
    for at, secretary in enumerate(cast.secretaries):
        contests.entered(made, secretary, statement=f"第{at}个项目")
    operations.close_entries(made, by=cast.organizer, now=NOW)
    return queries.afresh(made)


def test_showcase_opens_for_all_members_at_one_moment(cast: Cast) -> None:
    made = contests.contest(cast)
    contests.entered(made, cast.secretaries[0], statement="第一个项目")
    sealed = page(cast.secretaries[1], "showcase", made.number)
    assert "第一个项目" not in sealed
    assert "5 月 27 日 10:00:00" in sealed
    assert "已提交 1" in page(cast.organizer, "showcase", made.number)
    operations.close_entries(made, by=cast.organizer, now=NOW)
    for posting in (*cast.secretaries, cast.organizer, cast.alliances.leader):
        assert "第一个项目" in page(posting, "showcase", made.number)


def test_comment_answer_learn_pledge_and_report_on_the_page(cast: Cast) -> None:
    made = shown_bout(cast)
    first, second, _third = cast.secretaries
    assert send(second, "act", made.number, 1, "comment", kind="question", text="树苗多少钱？").status_code == 303
    shown = page(first, "entry", made.number, 1)
    assert "树苗多少钱？" in shown
    asked = queries.comments_on([Entry.objects.get(serial=1)])
    key = next(iter(asked.values()))[0].pk
    told = {"kind": "answer", "answers": str(key), "text": "三块一株"}
    assert send(first, "act", made.number, 1, "comment", **told).status_code == 303
    assert send(second, "act", made.number, 1, "learn", note="学种树").status_code == 303
    assert send(second, "act", made.number, 1, "pledge", **PLEDGE).status_code == 303
    promised = Pledge.objects.get()
    report = f"/contests/{made.number}/entries/1/report_pledge/?pledge={promised.pk}"
    shown = page(second, "showcase", made.number)
    for words in ("十天内种上榆树", report, 'class="ring"', "学种树"):
        assert words in shown, words
    assert report not in page(first, "showcase", made.number)
    done = {
        "pledge": str(promised.pk),
        "done": "1020",
        "text": "种了一千多株",
        "photos": [files.upload(files.picture())],
    }
    assert send(second, "act", made.number, 1, "report_pledge", **done).status_code == 303
    followed = page(cast.organizer, "village", second.region_id)
    assert "种了一千多株" in followed
    picture = queries.pledge_photos([promised])[promised.pk][0].file_id
    address = reverse("contests:pledge_file", args=[made.number, picture])
    assert status(first, address) == 200
    assert status(cast.judges[0], address) == 404


def test_a_judge_sees_entries_but_not_what_is_said_of_them(cast: Cast) -> None:
    made = contests.contest(cast)
    contests.seat(made, cast.judges[0])
    contests.entered(made, cast.secretaries[0], statement="第一个项目")
    operations.close_entries(made, by=cast.organizer, now=NOW)
    operations.comment(queries.entry_afresh(Entry.objects.get()), by=cast.secretaries[1], now=NOW, text="投他一票")
    shown = page(cast.judges[0], "entry", made.number, 1)
    assert "第一个项目" in shown
    assert "投他一票" not in shown
    assert "投他一票" in page(cast.secretaries[2], "entry", made.number, 1)


def test_the_showcase_asks_as_often_for_three_as_for_one(cast: Cast, django_assert_max_num_queries: Any) -> None:
    one, three = contests.contest(cast), shown_bout(cast)
    contests.entered(one, cast.secretaries[0])
    operations.close_entries(one, by=cast.organizer, now=NOW)
    counts = []
    for made in (one, three):
        page(cast.organizer, "showcase", made.number)
        with django_assert_max_num_queries(60) as asked:
            page(cast.organizer, "showcase", made.number)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_village_is_seen_by_its_place_and_its_alliance(cast: Cast) -> None:
    village = cast.secretaries[0].region_id
    address = reverse("contests:village", args=[village])
    assert client_of(cast.secretaries[0]).get(address).status_code == 200
    for posting in (cast.alliances.neighbour, cast.alliances.northern[0]):
        assert client_of(posting).get(address).status_code == 404
    assert client_of(cast.organizer).get(reverse("contests:village", args=["999"])).status_code == 404
