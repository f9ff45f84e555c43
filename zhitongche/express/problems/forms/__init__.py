"""What a page sends for each verb: shape, type and limits, nothing else. `schemas.py` holds the API's twin of each."""

from .closing import (
    ClosureForm,
    ConfirmForm,
    VerifyForm,
)
from .fields import (
    LONG,
    MAX_AMOUNT,
    MAX_EVIDENCE,
    MAX_PHOTOS,
    SHORT,
    CategoryField,
    ReasonForm,
    WanField,
)
from .listing import (
    FilterForm,
)
from .reporting import (
    AcceptForm,
    ReportForAnotherForm,
    ReportForm,
)
from .solving import (
    ClaimForm,
    ProgressForm,
)

__all__ = [
    "LONG",
    "MAX_AMOUNT",
    "MAX_EVIDENCE",
    "MAX_PHOTOS",
    "SHORT",
    "AcceptForm",
    "CategoryField",
    "ClaimForm",
    "ClosureForm",
    "ConfirmForm",
    "FilterForm",
    "ProgressForm",
    "ReasonForm",
    "ReportForAnotherForm",
    "ReportForm",
    "VerifyForm",
    "WanField",
]
