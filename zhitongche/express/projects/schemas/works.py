"""What the works send."""

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from zhitongche.foundation.web.schemas import Body, MaybeShort, Photos, Short

from .fields import MilestoneLines, Papers, Side, Spot


class MilestonesBody(Body):
    milestones: MilestoneLines


class PhotosBody(Body):
    photos: Photos
    side: Side = "before"
    spot: Spot = ""


class StartBody(Body):
    started_on: date | None = None


class ProjectProgressBody(Body):
    """A month's report; `milestones` are the positions of those that are done now."""

    text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)] = ""
    milestones: list[int] = []
    photos: Photos = []
    side: Side = "during"
    spot: Spot = ""


class AcceptWorkBody(Body):
    """`reason` is required where problems of the project are still open, unless the place does not ask for them."""

    opinion: Short
    reason: MaybeShort = ""
    papers: Papers = []
