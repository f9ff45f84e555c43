"""Files kept, attached once, purged."""

import os
import stat
import time
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from tests.factories import files, people
from tests.factories.files import upload
from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.errors import BadInput, NotYourDuty
from zhitongche.foundation.files import operations, queries, shelf
from zhitongche.foundation.files.models import Attachment
from zhitongche.foundation.people.models import Account, Posting

NOW = people.NOW
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def secretary(db: None) -> Posting:
    return people.posting("first_secretary")


@pytest.fixture
def account(secretary: Posting) -> Account:
    return people.account("secretary", of=secretary.person)


def keep(account: Account, by: Posting, content: bytes, **facts: Any) -> Attachment:
    return operations.keep(account=account, upload=upload(content, **facts), by=by, now=NOW)


def refusal(account: Account, by: Posting, content: bytes, **facts: Any) -> str:
    with pytest.raises(BadInput) as refused:
        keep(account, by, content, **facts)
    assert list(refused.value.faults) == ["file"]
    assert list(Attachment.objects.all()) == []
    return str(refused.value)


def opened(file: Attachment, size: str = "") -> Image.Image:
    return Image.open(BytesIO(shelf.path_of(file.pk, size).read_bytes()))


def test_keep_draws_a_photo_anew_without_its_place(account: Account, secretary: Posting) -> None:
    file = keep(account, secretary, files.located())
    kept = shelf.path_of(file.pk).read_bytes()
    assert b"SECRET" not in kept
    assert b"Exif" not in kept
    assert dict(opened(file).getexif()) == {}
    assert (file.kind, file.content_type, file.name, file.bytes) == ("photo", "image/jpeg", "照片.jpg", len(kept))
    # It lay on its side: upright it is taller than wide.
    assert (file.width, file.height) == opened(file).size == (200, 400)


def test_keep_makes_large_photos_small(account: Account, secretary: Posting) -> None:
    file = keep(account, secretary, files.picture((4000, 3000)))
    assert opened(file).size == (1600, 1200)
    assert opened(file, shelf.THUMBNAIL).size == (360, 270)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "RGBA"), ("PNG", "P"), ("PNG", "LA"), ("PNG", "1"), ("PNG", "I;16"), ("JPEG", "CMYK"), ("WEBP", "RGBA")],
)
def test_keep_takes_every_kind_of_picture(account: Account, secretary: Posting, kind: str, mode: str) -> None:
    content = BytesIO()
    Image.new(mode, (20, 10)).save(content, kind)
    file = keep(account, secretary, content.getvalue())
    assert (opened(file).mode, opened(file).size) == ("RGB", (20, 10))


def test_keep_leaves_what_is_seen_through_white(account: Account, secretary: Posting) -> None:
    content = BytesIO()
    Image.new("RGBA", (20, 10), (0, 0, 0, 0)).save(content, "PNG")
    assert opened(keep(account, secretary, content.getvalue())).getpixel((5, 5)) == (255, 255, 255)


def test_keep_writes_for_the_product_alone(account: Account, secretary: Posting, home: Path) -> None:
    file = keep(account, secretary, files.picture())
    path = shelf.path_of(file.pk)
    assert path.is_relative_to(home / "files")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_keep_is_recorded_with_the_digest_of_what_is_kept(account: Account, secretary: Posting) -> None:
    file = keep(account, secretary, files.picture())
    line = AuditRecord.objects.get(action="file.keep")
    assert (line.subject_kind, line.subject_id, line.posting_id) == ("attachment", str(file.pk), secretary.pk)
    assert file.digest in line.facts


@pytest.mark.parametrize("size", [(6400, 6400), (8000, 5200), (65000, 65000)])
def test_keep_refuses_too_many_pixels_before_decoding_one(
    account: Account, secretary: Posting, size: tuple[int, int]
) -> None:
    content = files.huge_png(*size, rows=100 if size[0] > 10_000 else None)
    assert len(content) < 20_000
    begun = time.process_time()
    assert "25" in refusal(account, secretary, content)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "content",
    [
        b"GIF89a" + b"\0" * 50,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"\xff\xd8\xff\xe0" + b"\0" * 200,
        b"\x89PNG\r\n\x1a\n" + b"\0" * 200,
        b"RIFF\x10\0\0\0WEBPVP8 \0\0\0\0",
        b"BM" + b"\0" * 60,
        b"\0\0\0\x18ftypheic" + b"\0" * 50,
    ],
)
def test_keep_refuses_a_photo_that_is_none(account: Account, secretary: Posting, content: bytes) -> None:
    assert "JPEG" in refusal(account, secretary, content)


def test_keep_refuses_a_photo_that_breaks_off(account: Account, secretary: Posting) -> None:
    whole = files.picture((800, 600), quality=95)
    assert "JPEG" in refusal(account, secretary, whole[: len(whole) // 2])


def test_keep_takes_nothing_over_from_a_file_of_two_faces(account: Account, secretary: Posting) -> None:
    file = keep(account, secretary, files.picture() + b"<script>alert(1)</script>PK\x03\x04")
    assert b"script" not in shelf.path_of(file.pk).read_bytes()


def test_keep_refuses_what_is_empty_or_too_large(account: Account, secretary: Posting, settings: Any) -> None:
    assert refusal(account, secretary, b"")
    settings.PHOTO_MAX_BYTES = 1024 * 1024
    assert "1" in refusal(account, secretary, files.picture() + b"\0" * 1024 * 1024)


@pytest.mark.parametrize(
    ("content", "name", "kept_as"),
    [
        (b"%PDF-1.7 ...", "a.pdf", "application/pdf"),
        (files.office(), "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (
            files.office("xl/workbook.xml"),
            "a.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    ],
)
def test_keep_tells_a_document_by_what_is_in_it(
    account: Account, secretary: Posting, content: bytes, name: str, kept_as: str
) -> None:
    file = keep(account, secretary, content, name=name, content_type="text/html")
    assert (file.kind, file.content_type, file.name) == ("document", kept_as, name)
    assert shelf.path_of(file.pk).read_bytes() == content


@pytest.mark.parametrize(
    "content",
    [
        files.office("word/document.xml", "word/vbaProject.bin"),
        files.office("anything.txt"),
        b"PK\x03\x04 broken",
        b"MZ\x90\0",
        b"<html>",
    ],
)
def test_keep_refuses_a_document_that_is_none(account: Account, secretary: Posting, content: bytes) -> None:
    assert "PDF" in refusal(account, secretary, content, name="a.docx", content_type="application/octet-stream")


@pytest.mark.parametrize("name", ["../../etc/passwd.jpg", "a\x07b.jpg", "x" * 300 + ".jpg", ".jpg", "照片.JPG"])
def test_keep_makes_any_name_a_harmless_one(account: Account, secretary: Posting, name: str) -> None:
    kept = keep(account, secretary, files.picture(), name=name).name
    assert kept.endswith(".jpg")
    assert len(kept) <= 120
    assert kept.isprintable()
    assert "/" not in kept


@pytest.mark.parametrize("role", ["judge", "leader", "auditor", "department_leader"])
def test_keep_is_for_duties_that_carry_files(role: str) -> None:
    posting = people.posting(role)
    with pytest.raises(NotYourDuty):
        keep(people.account("other", of=posting.person), posting, files.picture())


def test_attach_hangs_each_file_once(account: Account, secretary: Posting) -> None:
    one, two = (keep(account, secretary, files.picture()) for _ in range(2))
    kept = operations.attach([("photos", two.pk), ("photos", one.pk)], by=secretary, now=NOW)
    assert [file.pk for file in kept] == [two.pk, one.pk]
    assert queries.own(account, [one.pk, two.pk]) == []
    with pytest.raises(BadInput) as refused:
        operations.attach([("photos", one.pk)], by=secretary, now=NOW)
    assert list(refused.value.faults) == ["photos"]


def test_attach_refuses_what_is_not_ones_own(account: Account, secretary: Posting) -> None:
    other = people.posting("first_secretary", "450422107206")
    foreign = keep(people.account("other", of=other.person), other, files.picture())
    own = keep(account, secretary, files.picture())
    for wanted in (foreign.pk, uuid4()):
        with pytest.raises(BadInput):
            operations.attach([("photos", own.pk), ("photos", wanted)], by=secretary, now=NOW)
    with pytest.raises(BadInput):
        operations.attach([("photos", own.pk), ("photos", own.pk)], by=secretary, now=NOW)
    assert queries.own(account, [own.pk]) == [own]


def test_attach_refuses_a_document_among_the_photos_wherever_it_stands(account: Account, secretary: Posting) -> None:
    photo = keep(account, secretary, files.picture())
    document = keep(account, secretary, files.office(), name="报告.docx")
    for order in ((photo, document), (document, photo)):
        with pytest.raises(BadInput) as refused:
            operations.attach([("photos", one.pk) for one in order], by=secretary, now=NOW)
        assert list(refused.value.faults) == ["photos"]
    assert not Attachment.objects.exclude(attached_at=None).exists()


def test_attach_refuses_a_file_that_another_act_hung_meanwhile(
    account: Account, secretary: Posting, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = keep(account, secretary, files.picture())
    fault_of = operations._fault

    def slow(*given: Any) -> Any:
        Attachment.objects.filter(pk=photo.pk).update(attached_at=NOW)
        return fault_of(*given)

    monkeypatch.setattr(operations, "_fault", slow)
    with pytest.raises(BadInput) as refused:
        operations.attach([("photos", photo.pk)], by=secretary, now=NOW)
    assert list(refused.value.faults) == ["photos"]


def test_attach_refuses_a_document_among_the_photos(account: Account, secretary: Posting) -> None:
    document = keep(account, secretary, b"%PDF-1.7", name="a.pdf")
    with pytest.raises(BadInput):
        operations.attach([("photos", document.pk)], by=secretary, now=NOW)
    assert operations.attach([("evidence_files", document.pk)], by=secretary, now=NOW) == [document]


def test_purge_drops_what_was_not_used_for_a_day(account: Account, secretary: Posting) -> None:
    unused, used = (keep(account, secretary, files.picture()) for _ in range(2))
    operations.attach([("photos", used.pk)], by=secretary, now=NOW)
    assert operations.purge_unattached(NOW + timedelta(days=1)) == 0
    assert operations.purge_unattached(NOW + timedelta(days=1, seconds=1)) == 1
    assert [file.pk for file in Attachment.objects.all()] == [used.pk]
    assert not shelf.path_of(unused.pk).exists()
    assert not shelf.path_of(unused.pk, shelf.THUMBNAIL).exists()
    assert shelf.path_of(used.pk).exists()
    assert AuditRecord.objects.get(action="file.purge").subject_id == str(unused.pk)


def test_purge_sweeps_what_no_row_knows(account: Account, secretary: Posting) -> None:
    known = keep(account, secretary, files.picture())
    operations.attach([("photos", known.pk)], by=secretary, now=NOW)
    old, fresh = uuid4(), uuid4()
    for stray in (old, fresh):
        shelf.put(stray, b"x")
    two_days_ago = (NOW - timedelta(days=2)).timestamp()
    for one in (old, known.pk):
        os.utime(shelf.path_of(one), (two_days_ago, two_days_ago))
    os.utime(shelf.path_of(fresh), (NOW.timestamp(), NOW.timestamp()))
    operations.purge_unattached(NOW)
    assert [shelf.path_of(one).exists() for one in (old, fresh, known.pk)] == [False, True, True]


def test_put_never_writes_over_a_file() -> None:
    one = uuid4()
    shelf.put(one, b"x")
    with pytest.raises(FileExistsError):
        shelf.put(one, b"y")
    assert shelf.path_of(one).read_bytes() == b"x"
