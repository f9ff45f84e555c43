"""What the API takes and gives: the twin of `forms.py`, and the whole resource as the contract names it."""

from zhitongche.foundation.web.schemas import Actor, AttachedFile, DepartmentName, EventList, EventOut

from .claiming import (
    AssignBody,
    DeclineBody,
    NothingBody,
    SuggestBody,
    SupportBody,
)
from .closing import (
    ClosureBody,
    ConfirmBody,
    VerifyBody,
)
from .consulting import ConcludeBody, ConsultBody, OpinionBody
from .fields import (
    Amount,
    Body,
    Long,
    MaybeShort,
    OneOf,
    Photos,
    Place,
    ReasonBody,
    Short,
    Urgency,
)
from .rectifying import (
    FinishBody,
    RectificationList,
    RectificationOut,
    RectificationRow,
)
from .relating import CheckBody, LinkBody, LinkProjectBody, MergeBody, RelapseBody
from .reporting import (
    AcceptBody,
    ReportBody,
)
from .requesting import (
    ApproveBody,
    DecideBody,
    DisapproveBody,
    ExtendBody,
    PauseBody,
    TransferBody,
)
from .resources import (
    CategoryList,
    CategoryOut,
    PoolOut,
    ProblemList,
    ProblemOut,
    ProblemRow,
    RequestOut,
)
from .similar import SimilarOut, SimilarQuery
from .solving import (
    ClaimBody,
    ProgressBody,
)
from .steering import AnswerBody, InstructBody, ShelveBody

__all__ = [
    "AcceptBody",
    "Actor",
    "Amount",
    "AnswerBody",
    "ApproveBody",
    "AssignBody",
    "AttachedFile",
    "Body",
    "CategoryList",
    "CategoryOut",
    "CheckBody",
    "ClaimBody",
    "ClosureBody",
    "ConcludeBody",
    "ConfirmBody",
    "ConsultBody",
    "DecideBody",
    "DeclineBody",
    "DepartmentName",
    "DisapproveBody",
    "EventList",
    "EventOut",
    "ExtendBody",
    "FinishBody",
    "InstructBody",
    "LinkBody",
    "LinkProjectBody",
    "Long",
    "MaybeShort",
    "MergeBody",
    "NothingBody",
    "OneOf",
    "OpinionBody",
    "PauseBody",
    "Photos",
    "Place",
    "PoolOut",
    "ProblemList",
    "ProblemOut",
    "ProblemRow",
    "ProgressBody",
    "ReasonBody",
    "RectificationList",
    "RectificationOut",
    "RectificationRow",
    "RelapseBody",
    "ReportBody",
    "RequestOut",
    "ShelveBody",
    "Short",
    "SimilarOut",
    "SimilarQuery",
    "SuggestBody",
    "SupportBody",
    "TransferBody",
    "Urgency",
    "VerifyBody",
]
