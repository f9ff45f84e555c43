"""The contract's bundle, proof and certificates; and who learns what of a result."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.factories import people, results
from tests.factories.contests import Cast
from tests.factories.results import AFTER
from zhitongche.arena.settlement.answers import verify
from zhitongche.arena.settlement.publishing import differences
from zhitongche.arena.titles import operations
from zhitongche.arena.titles.models import Handout
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.people.operations import new_token

pytestmark = pytest.mark.django_db


def call(posting: Posting | None, path: str) -> Any:
    headers = {"HTTP_ACCEPT_LANGUAGE": "en"}
    if posting is not None:
        account = Account.objects.filter(person=posting.person_id).first() or people.account(of=posting.person)
        headers["HTTP_AUTHORIZATION"] = f"Bearer {new_token(account, by=None, now=AFTER)}"
    return Client().get(f"/api/v1/{path}", **headers)


def told(posting: Posting, number: str) -> dict[str, Any]:
    answer = call(posting, f"contests/{number}/results")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_organizers_have_the_full_ranking_by_name(cast: Cast) -> None:
    made = results.published(cast)
    found = told(cast.organizer, made.number)
    assert [(one["rank"], one["entry"], one["score"]) for one in found["ranking"]] == [
        (1, 1, "89.50"), (2, 2, "86.00"), (3, 3, "77.50"), (4, 4, "74.00"), (5, 5, "68.00")
    ]  # fmt: skip
    assert found["ranking"][0]["name"] == "南村201书记"
    assert found["quota"] == {"quota": "0.40", "ranked": 5, "allowed": 2, "champions": 2}
    assert found["stability"]["is_stable"] is True


def test_the_supervisor_has_it_under_codes(cast: Cast) -> None:
    made = results.settled(cast)
    found = told(cast.supervisor, made.number)
    assert [one["code"] for one in found["ranking"]][:2] == ["EAAAAA", "EBBBBB"]
    assert {one["name"] for one in found["ranking"]} == {None}
    assert found["champions"] == ["EAAAAA", "EBBBBB"]
    assert not any(name in json.dumps(found, ensure_ascii=False) for name in ("南村", "书记"))


def test_everybody_else_learns_champions_and_an_entrant_the_own_place(cast: Cast) -> None:
    made = results.published(cast)
    third = told(cast.secretaries[2], made.number)
    assert third["own"]["rank"] == 3
    assert third["own"]["score"] == "77.50"
    assert third["own"]["explanation"][0].startswith("Your rank is 3 of 5, beyond the quota of ⌊0.40 × 5⌋ = 2.")
    for reader in (*cast.secretaries, cast.judges[0], cast.alliances.leader, cast.alliances.township):
        found = told(reader, made.number)
        assert (found["ranking"], found["stability"], found["signals"]) == (None, None, None)
        assert len(found["champions"]) == 2


def test_from_no_answer_to_somebody_else_can_anothers_rank_be_inferred(cast: Cast) -> None:
    """Whatever a reader gets but for the sealed bundle holds no score and no name but champions' and their own."""
    made = results.published(cast)
    scores = ["89.50", "86.00", "77.50", "74.00", "68.00"]
    for at, reader in enumerate([*cast.secretaries, cast.judges[0], cast.alliances.leader, cast.alliances.township]):
        text = json.dumps(told(reader, made.number), ensure_ascii=False)
        own = at if at < 3 else None
        assert [score for score in scores if score in text] == ([] if own is None else [scores[own]])
        named = [number for number in ("203", "301", "302") if f"南村{number}" in text]
        assert named == []
    public = call(None, f"contests/{made.number}/proof").content.decode()
    assert not any(score in public for score in scores)


def test_before_the_notice_nobody_outside_learns_anything(cast: Cast) -> None:
    made = results.settled(cast)
    for reader in (cast.secretaries[0], cast.judges[0], cast.alliances.leader, cast.alliances.township):
        found = told(reader, made.number)
        assert (found["champions"], found["own"], found["quota"], found["digest"]) == ([], None, None, None)
    assert call(None, f"contests/{made.number}/proof").status_code == 404


def test_results_are_hidden_from_strangers(cast: Cast) -> None:
    made = results.published(cast)
    for path in ("results", "bundle"):
        assert call(cast.alliances.stranger, f"contests/{made.number}/{path}").status_code == 404
        assert call(None, f"contests/{made.number}/{path}").status_code == 401
        assert call(cast.organizer, f"contests/BW-1/{path}").status_code == 404


def test_bundle_is_the_kept_bytes_and_is_verified_and_logged(cast: Cast) -> None:
    made = results.published(cast)
    answer = call(cast.secretaries[1], f"contests/{made.number}/bundle")
    assert answer.status_code == 200
    assert answer.content.decode() == f"{results.settlement(made).answer}\n"
    assert verify(answer.content) == []
    assert answer["Ztc-Own-Code"] == "EBBBBB"
    assert call(cast.judges[0], f"contests/{made.number}/bundle")["Ztc-Own-Code"] == "J22222"
    assert Handout.objects.count() == 2


def test_bundle_refuses_whom_it_does_not_concern_and_comes_with_the_notice(cast: Cast) -> None:
    made = results.settled(cast)
    assert call(cast.secretaries[0], f"contests/{made.number}/bundle").status_code == 409
    for other in (cast.alliances.northern[0], cast.alliances.leader, cast.alliances.township):
        assert call(other, f"contests/{made.number}/bundle").status_code == 403
    assert call(cast.organizer, f"contests/{made.number}/bundle").status_code == 200


def test_proof_is_public_and_borne_out_by_the_bundle(cast: Cast) -> None:
    made = results.published(cast)
    public = call(None, f"contests/{made.number}/proof").json()
    assert public["champions"] == ["龙口市石良镇南村201 南村201书记", "龙口市石良镇南村202 南村202书记"]
    answer = json.loads(results.settlement(made).answer)
    names = {"EAAAAA": public["champions"][0], "EBBBBB": public["champions"][1]}
    assert list(differences(public, answer, names)) == []


def test_a_certificate_is_checked_by_everybody_and_reveals_its_revocation(cast: Cast) -> None:
    made = results.final(cast)
    title = results.titles(made)[0]
    found = call(None, f"certificates/{title.code}").json()
    assert (found["number"], found["state"], found["name"]) == (title.number, "in_force", "南村201书记")
    assert found["revoked_on"] is None
    operations.revoke(made, by=cast.organizer, now=AFTER, title=title.number, reason="材料造假")
    found = call(None, f"certificates/{title.code.lower()}").json()
    assert (found["state"], found["revoked_on"]) == ("revoked", "2026-06-18")
    assert "材料造假" not in json.dumps(found, ensure_ascii=False)
    assert call(None, "certificates/ABCDEFGHJKMN").status_code == 404


def test_objections_are_told_to_nobody_else(cast: Cast) -> None:
    made = results.published(cast)
    one = results.objected(cast, made)
    assert [each["mine"] for each in told(one.posting, made.number)["objections"]] == [True]
    for knows in (cast.organizer, cast.supervisor, cast.alliances.leader):
        assert [each["text"] for each in told(knows, made.number)["objections"]] == [one.text]
    for other in (cast.secretaries[0], cast.judges[0], cast.alliances.township):
        assert told(other, made.number)["objections"] == []
