"""Approvals of the tests: a small library, and steps taken by the very operations that real ones go through."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tests.factories import files, people
from tests.factories.projects import NOW, TODAY, Cast
from zhitongche.express.approvals import operations as library
from zhitongche.express.approvals.models import ApprovalItem, Material
from zhitongche.express.projects.models import Project, ProjectApproval
from zhitongche.express.projects.operations import approving as operations
from zhitongche.foundation.files.operations import keep
from zhitongche.foundation.people.models import Account, Posting
from zhitongche.foundation.regions.models import Region

RESOLUTION = {"code": "village_resolution", "name": "村民会议决议", "months": 12}
MAP = {"code": "boundary_map", "name": "勘测定界图", "months": None}
# Land, then the permit, then the works; water beside them, decided by nobody of the product.
ITEMS: tuple[dict[str, Any], ...] = (
    {"code": "land", "name": "用地预审", "limit_days": 20, "office": "自然资源局", "materials": [RESOLUTION, MAP]},
    {
        "code": "permit",
        "name": "乡村建设规划许可证",
        "limit_days": 10,
        "office": "自然资源局",
        "materials": [RESOLUTION],
        "predecessors": ["land"],
    },
    {"code": "works", "name": "施工许可", "limit_days": 7, "office": "住建局", "predecessors": ["permit"]},
    {"code": "water", "name": "取水许可", "limit_days": 45, "office": "水利局", "materials": [RESOLUTION]},
    {"code": "filing", "name": "备案", "limit_days": 0, "office": "发展和改革局"},
)
BASIS = "《城乡规划法》第四十一条"
VERSION: dict[str, Any] = {
    "name": "用地预审（县）",
    "name_en": "Land",
    "legal_basis": BASIS,
    "limit_days": 5,
    "office": "自然资源局",
    "materials": [RESOLUTION],
}


def load() -> int:
    return library.load_items([{"legal_basis": BASIS, **item} for item in ITEMS], now=NOW)


def item(code: str) -> ApprovalItem:
    return ApprovalItem.objects.get(code=code, region=None)


def needed(project: Project, by: Posting, *codes: str, **told: Any) -> Project:
    """The project with these approvals; the small library is loaded with them."""
    load()
    return operations.add_approval(project, by=by, now=NOW, item=list(codes), **told)


def approval(project: Project, code: str) -> ProjectApproval:
    return ProjectApproval.objects.select_related("item", "department").get(project=project, code=code)


def take(
    project: Project, step: str, by: Posting, code: str = "land", *, later: int = 0, **told: Any
) -> ProjectApproval:
    """One step, some days after today."""
    given = {"note": "见附件。"} if step in {"ask_supplement", "refuse", "not_need"} else {}
    now = NOW + timedelta(days=later)
    fresh = Project.objects.get(pk=project.pk)
    operations.update_approval(fresh, by=by, now=now, approval=code, step=step, **{**given, **told})
    return approval(project, code)


def granted(project: Project, cast: Cast, code: str = "land") -> ProjectApproval:
    """From handing in to the decision, all on one day."""
    take(project, "submit", cast.secretary, code)
    office = cast.planning if approval(project, code).department_id else cast.secretary
    take(project, "accept", office, code)
    return take(project, "grant", office, code)


def account_of(posting: Posting) -> Account:
    found = Account.objects.filter(person=posting.person).first()
    return found or people.account(of=posting.person)


def file_of(posting: Posting) -> UUID:
    """A document that the posting's person has sent and not used yet."""
    upload = files.upload(files.office(), "决议.docx", "application/octet-stream")
    return keep(account=account_of(posting), upload=upload, by=posting, now=NOW).pk


def paper(village: str, by: Posting, *, until: date | None = None, issued: date = TODAY, code: str = "") -> Material:
    """A paper that a village has given."""
    region = Region.objects.get(pk=village)
    told = {"code": code or RESOLUTION["code"], "name": RESOLUTION["name"]}
    with library.audit.unit():
        return library.keep_paper(
            region, by=by, now=NOW, **told, file=file_of(by), issued_on=issued, valid_until=until, field="file"
        )
