"""The search for a timetable: work of the worker, one at a time for a meeting, with how far it is and what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.people.models import Posting

from .meeting import Meeting


class TimetableSearch(models.Model):
    """A worker holds it by a lease (`lease_until`): where it is killed, the next takes the search again."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("search", "Waits for its turn")
        RUNNING = "running", pgettext_lazy("search", "Being looked for")
        DONE = "done", pgettext_lazy("search", "Found")
        FAILED = "failed", pgettext_lazy("search", "Not found")

    AHEAD = (State.WAITING, State.RUNNING)

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="search")
    asked_by = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    # Minutes of the day, see `planning`: {"ends": 1080, "free": {party: [[540, 600]]}, "moved": [problem, room, minute]}
    wishes = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    is_stop_asked = models.BooleanField(default=False)
    # How far it is: {"phase", "best", "bound", "seconds"}; minutes.
    progress = models.JSONField(default=dict)
    # What came of it: {"span", "span_bound", "waiting", "waiting_bound", "changes"}, or {"wishes", "is_smallest"}.
    outcome = models.JSONField(default=dict)
    # Why nothing did, in the asker's language.
    error = models.CharField(max_length=300, blank=True)
    lease_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["asked_at"], name="search_to_do", condition=Q(state__in=["waiting", "running"]))
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.state}"

    @property
    def is_ended(self) -> bool:
        return self.state not in self.AHEAD
