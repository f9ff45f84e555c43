"""Papers beside what an expert knows: who reads them, how they come and how a wrong one goes."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.express.approvals.test_api import Caller, browser
from tests.factories import experts
from tests.factories.approvals import file_of
from tests.factories.experts import ENTRY, NOW, Cast
from zhitongche.express.experts import operations, queries
from zhitongche.express.experts.models import Expert, ExpertFile
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotNow, NotYourDuty
from zhitongche.foundation.files.models import Attachment

REASON = "这是身份证，不是证书。"


def proved(cast: Cast, **told: Any) -> tuple[Expert, UUID]:
    file = file_of(cast.organizer)
    return experts.expert(cast.organizer, proof_files=[file], **told), file


def test_papers_are_read_by_those_who_are_told_the_phone(cast: Cast) -> None:
    expert, file = proved(cast)
    for posting in (cast.organizer, cast.city, cast.expert):
        assert [one.attachment_id for one in queries.files_of([posting], expert) or ()] == [file]
    for posting in (cast.secretary, cast.township, cast.liaison, cast.other, cast.stranger):
        assert queries.files_of([posting], expert) is None


def test_revise_adds_papers_and_leaves_those_that_are_there(cast: Cast) -> None:
    expert, first = proved(cast)
    second = file_of(cast.organizer)
    operations.revise(expert, by=cast.organizer, now=NOW, **{**ENTRY, "proof_files": [second]})
    operations.revise(expert, by=cast.organizer, now=NOW, **ENTRY)
    assert [one.attachment_id for one in queries.files_of([cast.organizer], expert) or ()] == [first, second]


def test_enrol_refuses_what_is_no_waiting_file_of_ones_own(cast: Cast) -> None:
    for file in (uuid4(), file_of(cast.secretary)):
        with pytest.raises(BadInput) as refusal:
            experts.expert(cast.organizer, proof_files=[file])
        assert set(refusal.value.faults) == {"proof_files"}
    assert not Expert.objects.exists()


def test_take_off_lets_nobody_read_it_and_leaves_it_to_be_purged(cast: Cast) -> None:
    expert, file = proved(cast)
    operations.take_off(expert, by=cast.organizer, now=NOW, file=file, reason=REASON)
    assert queries.files_of([cast.organizer], expert) == []
    assert Attachment.objects.get(pk=file).attached_at is None
    assert AuditRecord.objects.filter(action="expert.take_off", subject_id=expert.number).exists()
    said = queries.history(expert)[-1].body
    assert said == {"reason": REASON, "file": str(file)}


def test_take_off_is_the_keepers_and_needs_a_paper(cast: Cast) -> None:
    expert, file = proved(cast)
    for posting in (cast.secretary, cast.expert, cast.stranger):
        with pytest.raises(NotYourDuty):
            operations.take_off(expert, by=posting, now=NOW, file=file, reason=REASON)
    with pytest.raises(BadInput):
        operations.take_off(expert, by=cast.organizer, now=NOW, file=uuid4(), reason=REASON)
    operations.take_off(expert, by=cast.organizer, now=NOW, file=file, reason=REASON)
    with pytest.raises(NotNow):
        operations.take_off(expert, by=cast.organizer, now=NOW, file=file, reason=REASON)


def test_the_api_tells_papers_only_to_whom_they_are(cast: Cast) -> None:
    expert, file = proved(cast)
    path = f"/experts/{expert.number}"
    told = Caller(cast.organizer).get(path).json()["proof_files"]
    assert [(one["file"], one["kind"]) for one in told] == [(str(file), "document")]
    assert Caller(cast.secretary).get(path).json()["proof_files"] is None
    sent = Caller(cast.organizer).post(f"{path}/take_off", {"file": str(file), "reason": REASON})
    assert (sent.status_code, sent.json()["proof_files"]) == (200, [])


def test_the_page_shows_papers_and_takes_one_off(cast: Cast) -> None:
    expert, file = proved(cast)
    path = f"/experts/{expert.number}"
    organizer, secretary = browser(cast.organizer), browser(cast.secretary)
    shown = organizer.get(f"{path}/").context["papers"]
    assert [one["address"] for one in shown] == [f"{path}/files/{file}/"]
    sent = organizer.get(shown[0]["address"])
    assert (sent.status_code, bool(b"".join(sent.streaming_content))) == (200, True)
    assert secretary.get(f"{path}/").context["papers"] == []
    assert secretary.get(shown[0]["address"]).status_code == 404
    assert organizer.get(f"{path}/files/{uuid4()}/").status_code == 404
    form = organizer.get(shown[0]["take_off"]).context["form"]
    assert form.initial["file"] == str(file)
    told = {"idempotency_key": str(uuid4()), "file": str(file), "reason": REASON}
    assert organizer.post(f"{path}/take_off/", told).status_code == 303
    assert not ExpertFile.objects.exists()


def test_the_form_sends_a_paper_with_the_entry(cast: Cast) -> None:
    file = file_of(cast.organizer)
    entry = {**ENTRY, "proof_files": str(file), "idempotency_key": str(uuid4())}
    assert browser(cast.organizer).post("/experts/enrol/", entry).status_code == 303
    assert ExpertFile.objects.get().attachment_id == file
