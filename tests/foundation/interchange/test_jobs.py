"""Work on sheets: taken by one worker, taken again from a dead one, ended once, kept for a week."""

from datetime import timedelta

import pytest

from tests.factories import people
from tests.factories.files import upload
from zhitongche.foundation.errors import BadInput, Refused
from zhitongche.foundation.interchange import operations, queries, shelf
from zhitongche.foundation.interchange.models import Job
from zhitongche.foundation.interchange.operations import LEASE, Kind, LeaseLost, Progress

pytestmark = pytest.mark.django_db
NOW = people.NOW


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def owner():
    posting = people.posting("organizer", "450422")
    return posting, people.account("chen", of=posting.person)


def asked(owner, **more) -> Job:
    by, account = owner
    return operations.ask("test", by=by, now=NOW, owner=account, parameters={"list": "a"}, file_name="a.csv", **more)


def kind(work=None, recorded=None) -> Kind:
    def write(job, path, progress, now):
        path.write_bytes(b"whole")
        progress(2)
        job.total_count = 3
        return "d" * 64

    return Kind("Test", work or write, lambda job, now: (recorded if recorded is not None else []).append(job.pk))


def test_a_job_is_done_once_and_its_file_is_whole(owner):
    job, recorded = asked(owner), []
    done = operations.run_waiting({"test": kind(recorded=recorded)}, now=NOW, clock=lambda: NOW)
    job.refresh_from_db()
    assert (done, job.state, job.done_count, job.total_count, job.digest) == (1, "done", 3, 3, "d" * 64)
    assert shelf.path_of(job.pk).read_bytes() == b"whole"
    assert recorded == [job.pk]
    assert operations.run_waiting({"test": kind()}, now=NOW, clock=lambda: NOW) == 0


def test_the_same_asked_twice_is_one_job(owner):
    assert asked(owner).pk == asked(owner).pk


def test_a_job_of_a_dead_worker_is_taken_again_and_the_dead_one_ends_nothing(owner):
    asked(owner)
    first = operations.take(NOW)
    assert operations.take(NOW) is None
    second = operations.take(NOW + LEASE + timedelta(seconds=1))
    assert (second.pk, second.attempt_count) == (first.pk, 2)
    with pytest.raises(LeaseLost):
        Progress(first, lambda: NOW)(1)
    with pytest.raises(LeaseLost):
        operations.end(first, by=first.posting, now=NOW, digest="x", record=lambda *_: pytest.fail("recorded"))
    operations.end(second, by=second.posting, now=NOW, digest="y", record=lambda *_: None)
    assert Job.objects.get().digest == "y"


def test_progress_keeps_the_lease(owner):
    asked(owner)
    job = operations.take(NOW)
    later = NOW + LEASE / 2
    Progress(job, lambda: later)(7)
    job.refresh_from_db()
    assert (job.done_count, job.lease_until) == (7, later + LEASE)


def test_what_is_refused_is_told_to_its_owner(owner):
    def refuse(*_given):
        raise Refused("Not for you.")

    job = asked(owner)
    assert operations.run_waiting({"test": kind(refuse)}, now=NOW, clock=lambda: NOW) == 0
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "Not for you.")


def test_what_breaks_fails_with_a_sentence_and_leaves_no_half_file(owner):
    def broken(job, path, progress, now):
        path.write_bytes(b"half")
        raise ValueError("broke")

    job = asked(owner)
    with pytest.raises(ValueError, match="broke"):
        operations.run_waiting({"test": kind(broken)}, now=NOW, clock=lambda: NOW)
    job.refresh_from_db()
    assert job.state == "failed"
    assert job.error
    assert list(shelf.path_of(job.pk).parent.iterdir()) == []


def test_a_job_that_kills_its_workers_is_given_up(owner):
    job = asked(owner)
    Job.objects.filter(pk=job.pk).update(attempt_count=3)
    operations.run_waiting({"test": kind()}, now=NOW, clock=lambda: NOW)
    job.refresh_from_db()
    assert job.state == "failed"


def test_jobs_are_kept_for_a_week_with_their_files(owner):
    job = asked(owner)
    operations.run_waiting({"test": kind()}, now=NOW, clock=lambda: NOW)
    assert operations.purge_jobs(NOW + timedelta(days=6)) == 0
    assert operations.purge_jobs(NOW + timedelta(days=8)) == 1
    assert not shelf.path_of(job.pk).exists()


def test_a_held_sheet_keeps_its_ending_and_is_dropped_with_its_file(owner):
    by, account = owner
    sent = upload(b"a,b", "清单 1.CSV")
    job = operations.hold(sent, "t", by=by, now=NOW, owner=account, page="problems:sent_in", parameters={})
    path = operations.sheet_of(job)
    assert (path.suffix, path.read_bytes(), job.state) == (".csv", b"a,b", "held")
    operations.drop(job, by=by, now=NOW)
    assert (path.exists(), Job.objects.count()) == (False, 0)


def test_a_sheet_too_large_is_not_kept(owner):
    by, account = owner
    sent = upload(b"x", "a.csv")
    sent.size = 21 * 1024 * 1024
    with pytest.raises(BadInput):
        operations.hold(sent, "t", by=by, now=NOW, owner=account, page="problems:sent_in", parameters={})
    assert Job.objects.count() == 0


def test_a_held_sheet_is_carried_out_once(owner):
    job = asked(owner, state=Job.State.HELD)
    by = owner[0]
    operations.settle(job, by=by, now=NOW, count=2)
    with pytest.raises(operations.NotNow):
        operations.settle(job, by=by, now=NOW, count=2)


def test_what_columns_mean_is_remembered_for_the_office(owner):
    by = owner[0]
    for village in (3, 4):
        operations.choose_columns(
            by=by, now=NOW, kind="problems", office="450422", fingerprint="f", columns={"village": village}
        )
    assert queries.columns_chosen("problems", queries.office_of(by)) == {"f": {"village": 4}}
    assert queries.columns_chosen("problems", "450421") == {}


def test_two_workers_never_take_the_same_job(owner, committed, in_threads):
    for number in range(4):
        operations.ask("test", by=owner[0], now=NOW, owner=owner[1], parameters={"n": number})
    taken = [job.pk for job in in_threads(lambda _n: operations.take(NOW), 8) if isinstance(job, Job)]
    assert len(taken) == len(set(taken)) >= 1
