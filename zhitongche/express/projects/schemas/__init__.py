"""What the API of the project library takes and gives: the twin of `forms`."""

from zhitongche.foundation.web.schemas import EventList, OneOf, Place, ReasonBody

from .configuring import GateBody, GateKeyBody, GatesOut
from .funding import AddFundingBody, RulingBody, UpdateFundingBody
from .library import (
    AdjustBody,
    AdmitBody,
    DescriptionBody,
    HandOverBody,
    PlanBody,
    ProjectAnswerBody,
    ProjectInstructBody,
    RelocateBody,
    SubmitBody,
)
from .resources import IndustryList, ProjectList, ProjectOut
from .sources import (
    MatchList,
    OpenSourceBody,
    ReviseSourceBody,
    SourceList,
    SourceOut,
    SourceReasonBody,
)
from .works import AcceptWorkBody, MilestonesBody, PhotosBody, ProjectProgressBody, StartBody

__all__ = [
    "AcceptWorkBody",
    "AddFundingBody",
    "AdjustBody",
    "AdmitBody",
    "DescriptionBody",
    "EventList",
    "GateBody",
    "GateKeyBody",
    "GatesOut",
    "HandOverBody",
    "IndustryList",
    "MatchList",
    "MilestonesBody",
    "OneOf",
    "OpenSourceBody",
    "PhotosBody",
    "Place",
    "PlanBody",
    "ProjectAnswerBody",
    "ProjectInstructBody",
    "ProjectList",
    "ProjectOut",
    "ProjectProgressBody",
    "ReasonBody",
    "RelocateBody",
    "ReviseSourceBody",
    "RulingBody",
    "SourceList",
    "SourceOut",
    "SourceReasonBody",
    "StartBody",
    "SubmitBody",
    "UpdateFundingBody",
]
