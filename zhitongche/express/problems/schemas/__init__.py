"""What the API takes and gives: the twin of `forms.py`, and the whole resource as the contract names it."""

from .closing import (
    ClosureBody,
    ConfirmBody,
    VerifyBody,
)
from .fields import (
    Amount,
    Body,
    Long,
    MaybeShort,
    Photos,
    ReasonBody,
    Short,
    Urgency,
)
from .reporting import (
    AcceptBody,
    ReportBody,
)
from .resources import (
    ActorOut,
    CategoryList,
    CategoryOut,
    DepartmentOut,
    EventList,
    EventOut,
    FileOut,
    ProblemList,
    ProblemOut,
    ProblemRow,
    RequestOut,
)
from .solving import (
    ClaimBody,
    ProgressBody,
)

__all__ = [
    "AcceptBody",
    "ActorOut",
    "Amount",
    "Body",
    "CategoryList",
    "CategoryOut",
    "ClaimBody",
    "ClosureBody",
    "ConfirmBody",
    "DepartmentOut",
    "EventList",
    "EventOut",
    "FileOut",
    "Long",
    "MaybeShort",
    "Photos",
    "ProblemList",
    "ProblemOut",
    "ProblemRow",
    "ProgressBody",
    "ReasonBody",
    "ReportBody",
    "RequestOut",
    "Short",
    "Urgency",
    "VerifyBody",
]
