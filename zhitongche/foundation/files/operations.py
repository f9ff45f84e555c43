"""Every write on files: kept when sent, attached once, purged when nothing came of them."""

import hashlib
import unicodedata
import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from .. import flow
from ..audit import operations as audit
from ..errors import BadInput, Sentence
from ..people.models import Account, Posting
from . import documents, photos, shelf
from .models import Attachment
from .rules import why_not_keep

UNUSED_FOR = timedelta(days=1)
LONGEST_NAME = 120
MEBI = 1024 * 1024
# At a time, when looking which files on disk have a row.
BATCH = 500


def keep(
    *, account: Account, upload: "UploadedFile[Any]", by: Posting, now: datetime, field: str = "file"
) -> Attachment:
    """Keep what was sent, as the photo or document that its content says it is. Raises BadInput, NotYourDuty."""
    start = upload.read(16)
    upload.seek(0)
    if documents.is_document(start):
        return keep_document(account=account, upload=upload, by=by, now=now, field=field)
    if photos.is_photo(start) or not start or (upload.content_type or "").startswith("image/"):
        return keep_photo(account=account, upload=upload, by=by, now=now, field=field)
    raise BadInput({field: _("This is neither a photo (JPEG, PNG, WebP) nor a document (PDF, Word, Excel).")})


@flow.operation
def keep_photo(
    *, account: Account, upload: "UploadedFile[Any]", by: Posting, now: datetime, field: str = "photos"
) -> Attachment:
    """Keep a photo, redrawn without its metadata, and its thumbnail. Raises BadInput naming `field`, NotYourDuty."""
    _refuse(by, upload, settings.PHOTO_MAX_BYTES, field)
    photo = photos.drawn(cast(BinaryIO, upload), field)
    file_id = uuid.uuid4()
    shelf.put(file_id, photo.picture)
    shelf.put(file_id, photo.thumbnail, shelf.THUMBNAIL)
    return _record(
        file_id,
        photo.picture,
        account=account,
        by=by,
        now=now,
        kind=Attachment.Kind.PHOTO,
        name=str(PurePath(_name(upload)).with_suffix(".jpg")),
        content_type="image/jpeg",
        width=photo.width,
        height=photo.height,
    )


@flow.operation
def keep_document(
    *, account: Account, upload: "UploadedFile[Any]", by: Posting, now: datetime, field: str = "evidence_files"
) -> Attachment:
    """Keep a PDF, Word or Excel file as it is. Raises BadInput naming `field`, NotYourDuty."""
    _refuse(by, upload, settings.DOCUMENT_MAX_BYTES, field)
    content_type = documents.content_type(cast(BinaryIO, upload))
    if content_type is None:
        raise BadInput({field: _("This is not a document that can be taken: send PDF, Word or Excel without macros.")})
    upload.seek(0)
    content, file_id = upload.read(), uuid.uuid4()
    shelf.put(file_id, content)
    return _record(
        file_id,
        content,
        account=account,
        by=by,
        now=now,
        kind=Attachment.Kind.DOCUMENT,
        name=_name(upload),
        content_type=content_type,
    )


@flow.operation
def attach(wanted: Sequence[tuple[str, UUID]], *, by: Posting, now: datetime) -> list[Attachment]:
    """Hang the actor's own files on what is being written, each once; `wanted` names the field each came in.

    Returns them in order. Raises BadInput for an id that is not the actor's own waiting file, or comes twice, and for
    a document among the photos.
    """
    ids = [file_id for _field, file_id in wanted]
    waiting = Attachment.objects.filter(pk__in=ids, owner__person_id=by.person_id, attached_at=None)
    found = {file.pk: file for file in waiting}
    faults: dict[str, Sentence] = {}
    for field, file_id in wanted:
        if fault := _fault(field, found.get(file_id), ids.count(file_id)):
            faults.setdefault(field, fault)
    if faults:
        raise BadInput(faults)
    if waiting.update(attached_at=now) != len(ids):
        raise BadInput({wanted[0][0]: _gone()})
    return [found[file_id] for file_id in ids]


def release(ids: Iterable[UUID]) -> None:
    """Let files wait again that were kept for an act which did not come about; part of that act's own unit."""
    if wanted := list(ids):
        Attachment.objects.filter(pk__in=wanted).update(attached_at=None)


def purge_unattached(now: datetime) -> int:
    """Drop what nobody used for a day, and files on disk that no row knows; returns how many rows went."""
    gone = _drop_rows(now)
    for file_id in gone:
        shelf.remove(file_id)
    _sweep(now)
    return len(gone)


@flow.operation
def _drop_rows(now: datetime) -> list[UUID]:
    old = Attachment.objects.filter(attached_at=None, created_at__lt=now - UNUSED_FOR)
    dropped = []
    for file in old.select_related("owner__person").select_for_update(of=("self",)):
        audit.record("file.purge", file, by=None, now=now)
        dropped.append(file.pk)
    Attachment.objects.filter(pk__in=dropped).delete()
    return dropped


def _sweep(now: datetime) -> None:
    """A transaction that was rolled back leaves its file behind: no row will ever come for it."""
    lying = sorted(set(shelf.lying((now - UNUSED_FOR).timestamp())))
    for start in range(0, len(lying), BATCH):
        some = lying[start : start + BATCH]
        known = set(Attachment.objects.filter(pk__in=some).values_list("pk", flat=True))
        for file_id in some:
            if file_id not in known:
                shelf.remove(file_id)


def _refuse(by: Posting, upload: "UploadedFile[Any]", most: int, field: str) -> None:
    if refusal := why_not_keep(by):
        raise refusal
    if not upload.size:
        raise BadInput({field: _("The file is empty.")})
    if upload.size > most:
        raise BadInput({field: _("The file is too large: at most %(most)s MB.") % {"most": most // MEBI}})


def _record(
    file_id: UUID, content: bytes, *, account: Account, by: Posting, now: datetime, **columns: Any
) -> Attachment:
    file = Attachment.objects.create(
        pk=file_id,
        owner=account,
        bytes=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        created_at=now,
        **columns,
    )
    audit.record("file.keep", file, by=by, now=now, kind=file.kind, bytes=file.bytes, digest=file.digest)
    return file


def _name(upload: "UploadedFile[Any]") -> str:
    """The sender's name for it, shown on download: without control characters, short enough, its ending kept."""
    shown = "".join(sign for sign in upload.name or "" if unicodedata.category(sign)[0] != "C").strip() or "file"
    path = PurePath(shown)
    return path.stem[: LONGEST_NAME - len(path.suffix[:10])] + path.suffix[:10]


def _fault(field: str, file: Attachment | None, times: int) -> str:
    if times > 1:
        return _("The same file was given twice.")
    if file is None:
        return _gone()
    if field.startswith("photos") and file.kind != Attachment.Kind.PHOTO:
        return _("Only photos can be sent here.")
    return ""


def _gone() -> str:
    return _("This is not a file of yours that waits to be used. Send it again.")
