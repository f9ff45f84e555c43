"""The ground's tables, room by room; they live beside the rules that guard them."""

from .audit.models import AuditHead, AuditRecord
from .calendar.models import WorkdayException
from .files.models import Attachment
from .interchange.models import ColumnMapping, Job, SheetLine
from .notices.models import Count, Message, Notice, Pace, Reach, Robot
from .people.models import Account, ApiToken, Department, Person, Posting
from .regions.models import Region, RegionChange, RegionKey
from .search.models import SavedView, SearchDocument
from .web.models import IdempotencyKey, Tick

__all__ = [
    "Account",
    "ApiToken",
    "Attachment",
    "AuditHead",
    "AuditRecord",
    "ColumnMapping",
    "Count",
    "Department",
    "IdempotencyKey",
    "Job",
    "Message",
    "Notice",
    "Pace",
    "Person",
    "Posting",
    "Reach",
    "Region",
    "RegionChange",
    "RegionKey",
    "Robot",
    "SavedView",
    "SearchDocument",
    "SheetLine",
    "Tick",
    "WorkdayException",
]
