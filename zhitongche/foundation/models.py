"""The ground's tables, room by room; they live beside the rules that guard them."""

from .audit.models import AuditHead, AuditRecord
from .calendar.models import WorkdayException
from .files.models import Attachment
from .notices.models import Notice
from .people.models import Account, ApiToken, Department, Person, Posting
from .regions.models import Region, RegionChange, RegionKey
from .web.models import IdempotencyKey, Tick

__all__ = [
    "Account",
    "ApiToken",
    "Attachment",
    "AuditHead",
    "AuditRecord",
    "Department",
    "IdempotencyKey",
    "Notice",
    "Person",
    "Posting",
    "Region",
    "RegionChange",
    "RegionKey",
    "Tick",
    "WorkdayException",
]
