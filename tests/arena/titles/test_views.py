"""The pages of a result: what they show to whom, what everybody may check, and that the sandbox writes nothing."""

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import contests, people, results
from tests.factories.contests import Cast
from tests.factories.results import AFTER, PUBLISHED_AT
from zhitongche.arena.titles import operations
from zhitongche.arena.titles.models import Handout
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.people.models import Account, Posting

pytestmark = pytest.mark.django_db
SCORES = ("89.50", "86.00", "77.50", "74.00", "68.00")


def browser(posting: Posting | None = None) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    if posting is not None:
        found = Account.objects.filter(person=posting.person_id).first()
        client.force_login(found or people.account(of=posting.person))
    return client


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def page(posting: Posting | None, address: str, status: int = 200) -> str:
    answer = browser(posting).get(address)
    assert answer.status_code == status, answer.content
    return text(answer)


def test_organizers_see_every_rank_beside_the_raw_mean_and_what_decided_ties(cast: Cast) -> None:
    tied = {0: (80, 90, 80, 80, 70)}
    records = (90, 88, 71, 71, 52)
    made = results.published(cast, records=records, by_judge=dict.fromkeys(range(5), tied[0]))
    shown = page(cast.organizer, f"/contests/{made.number}/results/")
    for word in (
        "Full ranking",
        "Raw mean",
        "南村301 南村301书记",
        "no rule: the rank is shared",
        "gave equal totals to the last digit",
    ):
        assert word in shown
    assert "For organizers alone." in shown
    assert "The bundle was taken out 0 times" not in shown


def test_the_supervisor_sees_ranks_under_codes_and_signs(cast: Cast) -> None:
    made = results.settled(cast)
    shown = page(cast.supervisor, f"/contests/{made.number}/results/")
    assert "the key to the names stays with the organizers" in shown
    assert "EAAAAA" in shown
    assert "南村201" not in shown
    assert "Sign the review" in shown


def test_from_no_page_can_anothers_rank_be_inferred(cast: Cast) -> None:
    made = results.published(cast)
    readers = [*cast.secretaries, cast.judges[0], cast.alliances.leader, cast.alliances.township]
    for at, reader in enumerate(readers):
        shown = page(reader, f"/contests/{made.number}/results/")
        own = at if at < 3 else None
        assert [score for score in SCORES if score in shown] == ([] if own is None else [SCORES[own]])
        assert "Full ranking" not in shown
        # Beside the two champions nobody is named but, in the page's head, whoever reads it.
        assert not any(f"南村{number}" in shown for number in ("301", "302"))
        assert "Unusual judging" not in shown


def test_before_the_notice_the_page_says_when_it_comes(cast: Cast) -> None:
    made = results.settled(cast)
    assert "There is no result to be seen yet" in page(cast.secretaries[0], f"/contests/{made.number}/results/")
    page(cast.alliances.stranger, f"/contests/{made.number}/results/", 404)


def test_an_entrant_learns_why_and_takes_the_bundle_out(cast: Cast) -> None:
    made = results.published(cast)
    shown = page(cast.secretaries[0], f"/contests/{made.number}/results/")
    assert "within the quota of ⌊0.40 × 5⌋ = 2: you are a champion." in shown
    assert "实绩量化: worth 47.50 of the score." in shown
    assert "Your own code in it: <b>EAAAAA</b>" in shown
    assert f'data-bundle="/contests/{made.number}/results/bundle/"' in shown
    answer = browser(cast.secretaries[0]).get(f"/contests/{made.number}/results/bundle/")
    assert answer.content.decode() == f"{results.settlement(made).answer}\n"
    assert Handout.objects.count() == 1
    assert "The bundle was taken out 1 time" in page(cast.organizer, f"/contests/{made.number}/results/")
    page(cast.alliances.leader, f"/contests/{made.number}/results/bundle/", 403)


def test_detail_takes_as_many_statements_for_three_objections_and_handouts_as_for_one(cast: Cast) -> None:
    made = results.published(cast)
    client, address = browser(cast.organizer), f"/contests/{made.number}/results/"

    def statements() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    results.objected(cast, made)
    operations.hand_out(made, by=cast.organizer, now=AFTER)
    one = statements()
    for who in cast.secretaries[:2]:
        results.objected(cast, made, who)
        operations.hand_out(made, by=who, now=AFTER)
    assert statements() == one


def test_an_objection_is_a_page_for_those_it_concerns_and_nobody_else(cast: Cast) -> None:
    made = results.published(cast)
    one = results.objected(cast, made)
    address = f"/contests/{made.number}/results/objections/1/"
    for knows in (one.posting, cast.organizer, cast.supervisor, cast.alliances.leader):
        assert "实绩分与台账不符" in page(knows, address)
    for other in (cast.secretaries[0], cast.judges[0], cast.alliances.township, cast.alliances.stranger):
        page(other, address, 404)
    assert f"/contests/{made.number}/accept_objection/?objection=1" in page(cast.organizer, address)
    assert "accept_objection" not in page(cast.second_organizer.person and cast.alliances.leader, address)
    assert "Objection 1" in page(one.posting, f"/contests/{made.number}/results/")
    assert "Objection" not in page(cast.secretaries[0], f"/contests/{made.number}/results/")


def test_the_decider_and_then_the_objector_have_their_acts(cast: Cast) -> None:
    made = results.published(cast)
    one = results.accepted(cast, made)
    address = f"/contests/{made.number}/results/objections/1/"
    assert "decide_objection/?objection=1" in page(cast.alliances.leader, address)
    assert "decide_objection" not in page(cast.organizer, address)
    operations.decide_objection(
        made, by=cast.alliances.leader, now=PUBLISHED_AT, objection=1, upheld=False, reply="答复：无误。"
    )
    shown = page(one.posting, address)
    assert "dismissed the objection." in shown
    assert "答复：无误。" in shown
    # The clock of the page is today's: the days for an appeal are told as over, or the act is offered.
    assert "Appeal to the chief alliance" in shown


def test_titles_stand_on_the_page_with_their_certificates(cast: Cast) -> None:
    made = results.final(cast)
    one, other = results.titles(made)
    shown = page(cast.secretaries[0], f"/contests/{made.number}/results/")
    assert f"/certificates/{one.code}/" in shown
    assert f"/results/titles/{one.number}/" in shown
    assert f"/results/titles/{other.number}/" not in shown
    answer = browser(cast.secretaries[0]).get(f"/contests/{made.number}/results/titles/{one.number}/")
    assert answer.content[:5] == b"%PDF-"
    page(cast.secretaries[1], f"/contests/{made.number}/results/titles/{one.number}/", 404)
    operations.revoke(made, by=cast.organizer, now=AFTER, title=one.number, reason="造假")
    page(cast.secretaries[0], f"/contests/{made.number}/results/titles/{one.number}/", 409)
    assert "revoke/?title=LZ-370681-2026-0002" in page(cast.organizer, f"/contests/{made.number}/results/")


def test_a_certificate_is_checked_without_an_account(cast: Cast) -> None:
    made = results.final(cast)
    title = results.titles(made)[0]
    assert "true, and its title is in force" in page(None, f"/certificates/{title.code}/")
    answer = browser().get("/certificates/", {"code": f"{title.code[:4]}-{title.code[4:].lower()}"})
    assert answer["Location"] == f"/certificates/{title.code}/"
    operations.revoke(made, by=cast.organizer, now=AFTER, title=title.number, reason="造假")
    shown = page(None, f"/certificates/{title.code}/")
    assert "was revoked" in shown
    assert "2026-06-18" in shown
    assert "造假" not in shown
    assert "no certificate with this code" in page(None, "/certificates/ABCDEFGHJKMN/", 404)
    assert "no certificate with this code" in page(None, "/certificates/?code=1")
    assert "no certificate" not in page(None, "/certificates/")


def checked(content: bytes, name: str = "bundle.json") -> Any:
    return browser().post("/verify/", {"bundle": SimpleUploadedFile(name, content)})


def test_verify_computes_a_bundle_for_everybody(cast: Cast) -> None:
    assert 'data-verify="verify-answers"' in page(None, "/verify/")
    kept = results.settlement(results.settled(cast)).answer
    shown = text(checked(kept.encode()))
    assert re.search(r'data-answer="verified"><p>Verified', shown)
    other = json.loads(kept)
    other["results"][0]["score"] = "99.00"
    assert re.search(r'data-answer="differs"><p>It differs. .*>results<', text(checked(json.dumps(other).encode())))


def test_verify_tells_what_is_wrong_with_a_file() -> None:
    assert "not a JSON document" in text(checked(b"{"))
    big = {"judges": [{"code": str(number)} for number in range(31)]}
    assert "larger than what is checked here" in text(checked(json.dumps(big).encode()))
    assert checked(b"", "bundle.json").status_code == 422
    assert checked(b"{}", "bundle.exe").status_code == 422
    assert checked(b" " * (512 * 1024 + 1)).status_code == 422


def test_papers_are_the_organizers_and_name_neither_rank_nor_score(cast: Cast) -> None:
    made = results.published(cast)
    address = f"/contests/{made.number}/results/papers"
    answer = browser(cast.organizer).get(f"{address}/notice.docx")
    assert answer.content[:2] == b"PK"
    assert AuditRecord.objects.filter(action="contest.take_out").count() == 1
    page(cast.supervisor, f"{address}/notice.docx", 403)
    page(cast.secretaries[0], f"{address}/circular.pdf", 403)
    for wrong in ("minutes.docx", "notice.exe"):
        page(cast.organizer, f"{address}/{wrong}", 404)


def test_the_keepers_alone_are_led_to_the_sandbox(cast: Cast) -> None:
    made = results.published(cast)
    for address in ("/contests/", f"/contests/{made.number}/results/"):
        assert "/contests/sandbox/" in text(browser(cast.organizer).get(address))
        for reader in (cast.secretaries[0], cast.supervisor):
            assert "/contests/sandbox/" not in text(browser(reader).get(address))


def test_the_sandbox_says_who_would_change_and_writes_nothing(cast: Cast) -> None:
    made = results.published(cast, by_judge=dict.fromkeys(range(5), (60, 70, 80, 90, 100)))
    client = browser(cast.organizer)
    client.get("/contests/sandbox/")
    asked = {"contest": made.number, "quota": "0.2", "weight_records": "1", "base": "ranked"}
    with CaptureQueriesContext(connection) as seen:
        shown = text(client.get("/contests/sandbox/", asked))
    writes = [one["sql"] for one in seen if not re.match(r"\s*(SELECT|SAVEPOINT|RELEASE|BEGIN)", one["sql"])]
    assert writes == []
    assert "Would be champions:" in shown
    assert "南村302 南村302书记" in shown
    assert "Would no longer be champions:" in shown
    same = text(client.get("/contests/sandbox/", {"contest": made.number}))
    assert "Nobody: the champions are the same." in same


def test_the_sandbox_tells_rules_that_cannot_be_used_and_counts_all(cast: Cast) -> None:
    made = results.published(cast)
    made.entries.filter(serial=5).update(excluded="vetoed")
    client = browser(cast.organizer)
    wrong = text(
        client.get("/contests/sandbox/", {"contest": made.number, "tie_break_1": "median", "tie_break_2": "median"})
    )
    assert "These rules cannot be used:" in wrong
    assert "stands there twice" in wrong
    unknown = text(client.get("/contests/sandbox/", {"contest": made.number, "tie_break_1": "luck"}))
    assert "Select a valid choice" in unknown
    every = text(client.get("/contests/sandbox/", {"contest": made.number, "quota": "0.2", "base": "all"}))
    assert "Would no longer be champions:" in every
    assert "0.200000" in every


def test_the_sandbox_is_the_organizers(cast: Cast) -> None:
    for other in (cast.supervisor, cast.secretaries[0], cast.alliances.leader):
        page(other, "/contests/sandbox/", 404)
    assert "No contest of yours is settled yet" in page(cast.organizer, "/contests/sandbox/")
    made = contests.contest(cast)
    assert made.number not in page(cast.organizer, "/contests/sandbox/")
