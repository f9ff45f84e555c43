"""What the pages of the project library send: shape, type and limits, nothing else."""

from zhitongche.foundation.web.fields import ReasonForm

from .configuring import GateForm, GateKeyForm
from .fields import about
from .funding import AddFundingForm, RulingForm, UpdateFundingForm
from .library import (
    AdjustForm,
    AdmitForm,
    AnswerForm,
    DescriptionForm,
    HandOverForm,
    InstructForm,
    PlanForAnotherForm,
    PlanForm,
    RelocateForm,
    SubmitForm,
)
from .listing import FilterForm
from .sources import OpenSourceForm, ReviseSourceForm, SourceFilterForm
from .works import AcceptWorkForm, MilestonesForm, PhotosForm, ReportForm, StartForm

__all__ = [
    "AcceptWorkForm",
    "AddFundingForm",
    "AdjustForm",
    "AdmitForm",
    "AnswerForm",
    "DescriptionForm",
    "FilterForm",
    "GateForm",
    "GateKeyForm",
    "HandOverForm",
    "InstructForm",
    "MilestonesForm",
    "OpenSourceForm",
    "PhotosForm",
    "PlanForAnotherForm",
    "PlanForm",
    "ReasonForm",
    "RelocateForm",
    "ReportForm",
    "ReviseSourceForm",
    "RulingForm",
    "SourceFilterForm",
    "StartForm",
    "SubmitForm",
    "UpdateFundingForm",
    "about",
]
