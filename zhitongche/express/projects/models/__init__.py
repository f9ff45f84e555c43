"""Every table of the project library, each beside those it belongs with."""

from .approving import ApprovalMaterial, ApprovalStep, ProjectApproval
from .funding import FundingEntry, Overlap, ProjectFunding
from .project import GatePolicy, Industry, Project, ProjectEvent, ProjectFile, ProjectInstruction, ProjectTally
from .works import Milestone, ProgressReport

__all__ = [
    "ApprovalMaterial",
    "ApprovalStep",
    "FundingEntry",
    "GatePolicy",
    "Industry",
    "Milestone",
    "Overlap",
    "ProgressReport",
    "Project",
    "ProjectApproval",
    "ProjectEvent",
    "ProjectFile",
    "ProjectFunding",
    "ProjectInstruction",
    "ProjectTally",
]
