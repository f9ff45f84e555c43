"""The contract's `audit`: the operation log for auditors' programs."""

from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from zhitongche.foundation.errors import NotYourDuty
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web.api import ListQuery, json_answer
from zhitongche.foundation.web.paging import keyset

from . import presenting, queries
from .forms import LARGEST_ID, LONGEST_ID
from .queries import Filters

router = Router(tags=["audit"])


class AuditQuery(ListQuery):
    """Empty filters ask for all. `region` is a province, a city, a county, or `system`; `until` is the last day shown."""

    region: str = Field("", pattern=r"^(|system|\d{2}|\d{4}|\d{6})$")
    action: str = Field("", max_length=LONGEST_ID)
    subject: str = Field("", max_length=LONGEST_ID)
    person: int | None = Field(None, ge=1, le=LARGEST_ID)
    since: date | None = None
    until: date | None = None


class ActorOut(Schema):
    name: str
    role: str


class RecordOut(Schema):
    """Every column as it is hashed; `sentence`, `by` and `place` are today's words for it."""

    chain: str
    sequence: int
    at: datetime
    action: str
    subject_kind: str
    subject_id: str
    account_id: int | None
    person_id: int | None
    posting_id: int | None
    role: str
    address: str
    before: str
    after: str
    facts: str
    algorithm: str
    previous_hash: str
    hash: str
    sentence: str
    by: ActorOut
    place: str


class RecordList(Schema):
    items: list[RecordOut]
    next: str | None


@router.get("", response=RecordList, url_name="audit")
def list_records(request: Any, query: Query[AuditQuery]) -> HttpResponse:
    """The operation log within the auditor's reach, newest first; inside one chain the last first."""
    if not any(posting.may(Permission.AUDIT_READ) for posting in request.postings):
        raise NotYourDuty(_("Only an auditor reads the operation log."))
    asked = query.dict(exclude={"limit", "cursor", "region"})
    rows, order = queries.listed(request.postings, Filters(chain=query.region, **asked))
    page = keyset(rows, order, query.cursor, query.limit)
    return json_answer({"items": [presenting.as_json(row) for row in presenting.rows(page.items)], "next": page.next})
