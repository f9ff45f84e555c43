"""What a page sends for each verb: shape, type and limits, nothing else. `schemas.py` holds the API's twin of each."""

from .claiming import (
    AcknowledgeForm,
    AssignForm,
    DeclineForm,
    SuggestForm,
    SupportForm,
)
from .closing import (
    ClosureForm,
    ConfirmForm,
    VerifyForm,
)
from .consulting import ConcludeForm, ConsultForm, OpinionForm
from .fields import (
    LONG,
    MAX_AMOUNT,
    MAX_DEPARTMENTS,
    MAX_EVIDENCE,
    MAX_PHOTOS,
    SHORT,
    CategoryField,
    DepartmentField,
    DepartmentsField,
    ReasonForm,
    WanField,
    about,
    offer_categories,
)
from .listing import FilterForm, PeriodForm
from .projects import LinkProjectForm, offer_projects
from .rectifying import (
    FinishForm,
    RectificationFilterForm,
)
from .relating import CheckForm, CommonForm, LinkForm, MergeForm, ProblemField, RelapseForm, options_of
from .reporting import (
    AcceptForm,
    ReportForAnotherForm,
    ReportForm,
)
from .requesting import (
    ApproveForm,
    DecideForm,
    DisapproveForm,
    ExtendForm,
    PauseForm,
    ResumeForm,
    TransferForm,
)
from .solving import (
    ClaimForm,
    ProgressForm,
)
from .steering import AnswerForm, InstructForm, ShelveForm

__all__ = [
    "LONG",
    "MAX_AMOUNT",
    "MAX_DEPARTMENTS",
    "MAX_EVIDENCE",
    "MAX_PHOTOS",
    "SHORT",
    "AcceptForm",
    "AcknowledgeForm",
    "AnswerForm",
    "ApproveForm",
    "AssignForm",
    "CategoryField",
    "CheckForm",
    "ClaimForm",
    "ClosureForm",
    "CommonForm",
    "ConcludeForm",
    "ConfirmForm",
    "ConsultForm",
    "DecideForm",
    "DeclineForm",
    "DepartmentField",
    "DepartmentsField",
    "DisapproveForm",
    "ExtendForm",
    "FilterForm",
    "FinishForm",
    "InstructForm",
    "LinkForm",
    "LinkProjectForm",
    "MergeForm",
    "OpinionForm",
    "PauseForm",
    "PeriodForm",
    "ProblemField",
    "ProgressForm",
    "ReasonForm",
    "RectificationFilterForm",
    "RelapseForm",
    "ReportForAnotherForm",
    "ReportForm",
    "ResumeForm",
    "ShelveForm",
    "SuggestForm",
    "SupportForm",
    "TransferForm",
    "VerifyForm",
    "WanField",
    "about",
    "offer_categories",
    "offer_projects",
    "options_of",
]
