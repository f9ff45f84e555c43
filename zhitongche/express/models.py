"""The express half's tables, room by room; they live beside the rules that guard them."""

from .approvals.models import ApprovalItem, Material
from .boundaries.models import Boundary
from .dispatches.models import Dispatch, DispatchEvent, DispatchFile
from .experts.models import Expert, ExpertArea, ExpertEvent, ExpertFile, ExpertPeriod, ExpertSkill, Skill, TakenDay
from .meetings.models import Answer, DraftReply, Invitation, ItemDepartment, Meeting, MeetingEvent, MeetingItem
from .numbers.models import NumberSeries
from .outcomes.models import Outcome, OutcomeEvent, OutcomeFile, OutcomeTally, OutcomeTarget
from .problems.models import *  # noqa: F403  (every table of the room, as its own list of names says)
from .projects.models import *  # noqa: F403
from .sources.models import FundingSource, SourceEvent
