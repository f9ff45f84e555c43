"""What the demonstration's other rooms hold so far, and one act in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zhitongche.express.meetings.models import Meeting
from zhitongche.express.projects.models import Project
from zhitongche.express.sources.models import FundingSource
from zhitongche.foundation.people.models import Posting

from .casting import Played


class Shelf:
    """The numbers of what was made, by the keys of plans, sources and problems' stories."""

    def __init__(
        self, played: Mapping[str, Played], keep_photo: Callable[[str, Played, datetime], Any], told: Mapping[str, str]
    ) -> None:
        self.played, self.keep_photo, self.problems = played, keep_photo, told
        self.projects: dict[str, str] = {}
        self.sources: dict[str, str] = {}
        self.experts: dict[str, str] = {}
        self.dispatches: dict[str, str] = {}
        self.outcomes: dict[str, str] = {}
        self.meetings: dict[str, str] = {}
        self.papers: dict[str, str] = {}
        self.contests: dict[str, str] = {}

    def project(self, key: str) -> Project:
        """Read anew for each act, as a page would."""
        rows = Project.objects.select_related("village", "industry", "planner__person")
        return rows.get(number=self.projects[key])

    def meeting(self, key: str) -> Meeting:
        return Meeting.objects.select_related("region", "current").get(number=self.meetings[key])

    def source(self, key: str) -> FundingSource:
        return FundingSource.objects.select_related("department", "region").get(number=self.sources[key])

    def actor(self, by: Posting) -> Played:
        """The player of a posting."""
        return next(one for one in self.played.values() if one.posting.pk == by.pk)


@dataclass(frozen=True)
class Deed:
    """One act at its moment: `do` is given the shelf, who acts and the moment."""

    at: datetime
    key: str
    by: str
    do: Callable[[Shelf, Posting, datetime], None]
