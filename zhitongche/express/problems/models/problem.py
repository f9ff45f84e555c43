"""Problems, their history, and the counters beside them."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from zhitongche.express.projects.models import Project
from zhitongche.foundation.audit.chain import chain_of
from zhitongche.foundation.files.models import Attachment
from zhitongche.foundation.moves import Move
from zhitongche.foundation.people.models import Department, Posting, new_salt
from zhitongche.foundation.regions.models import Region

from .. import states
from ..states import State
from .policy import Category


class Tally(models.Model):
    """How many problems of a county stand in each state: kept by every act, so that no page has to count.

    One row a county, so that two acts never wait for each other in a circle.
    """

    county = models.CharField(primary_key=True, max_length=6)
    reported = models.IntegerField(default=0)
    pooled = models.IntegerField(default=0)
    in_consultation = models.IntegerField(default=0)
    in_progress = models.IntegerField(default=0)
    closing = models.IntegerField(default=0)
    closed = models.IntegerField(default=0)
    returned = models.IntegerField(default=0)
    withdrawn = models.IntegerField(default=0)
    merged = models.IntegerField(default=0)
    shelved = models.IntegerField(default=0)


class Problem(models.Model):
    """A difficulty of a village, from the first word to its closing. Only `operations` changes its state."""

    MOVES: ClassVar[Mapping[str, Move]] = states.MOVES

    class Tier(models.TextChoices):
        COUNTY = "county", _("County")
        CITY = "city", _("City")

    class Urgency(models.TextChoices):
        NORMAL = "normal", _("Normal")
        URGENT = "urgent", _("Urgent")

    class Source(models.TextChoices):
        REPORT = "report", _("Reported by the village")
        VISIT = "visit", _("Visit")
        CALL = "call", _("Telephone call")
        MEETING = "meeting", _("Meeting")
        IMPORT = "import", _("Import")

    class Outcome(models.TextChoices):
        SOLVED = "solved", _("Solved")
        PARTLY = "partly", _("Partly solved")
        LONG_TERM = "long_term", _("Needs the long term")
        NOT_POSSIBLE = "not_possible", _("Cannot be done")
        ELSEWHERE = "elsewhere", _("Dealt with elsewhere")

    # What `queries.open_closure` has read for this instance.
    open_closures: "list[Any]"
    # What `queries.promises_of` and `queries.requests_of` have read for this instance.
    all_promises: "list[Any]"
    all_requests: "list[Any]"
    # What `queries.instructions_of` has read for it, and the last reminder that `queries.history` has found.
    kept_instructions: "list[Any]"
    reminded_at: "Any" = None
    # What `queries.latest_consultation` has read.
    kept_consultations: "list[Any]"

    # Unique by a constraint: `unique=True` would keep a second index on PostgreSQL, for LIKE, which nobody asks.
    number = models.CharField(max_length=40)
    village = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    # Read off the village's code by the database, so that a county's list is one index scan, already in order.
    county = models.GeneratedField(
        expression=Substr("village", 1, 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    city = models.GeneratedField(
        expression=Substr("village", 1, 4), output_field=models.CharField(max_length=4), db_persist=True
    )
    province = models.GeneratedField(
        expression=Substr("village", 1, 2), output_field=models.CharField(max_length=2), db_persist=True
    )
    level = models.CharField(max_length=6, choices=Tier, default=Tier.COUNTY)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(max_length=60)
    description = models.TextField(max_length=2000)
    request = models.TextField(max_length=500, blank=True)
    urgency = models.CharField(max_length=6, choices=Urgency, default=Urgency.NORMAL)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.REPORT)
    # The project it holds up, where it was linked to one.
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="problems", db_index=False)
    reporter = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    # On whose behalf, where the reporter is not the one who raised it.
    reported_by = models.CharField(max_length=60, blank=True)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    state = models.CharField(max_length=16, choices=State, default=State.REPORTED)
    is_open = models.GeneratedField(
        expression=Case(When(state__in=sorted(states.OPEN), then=Value(True)), default=Value(False)),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    reported_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    lead = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", db_index=False)
    # The next limit of whoever holds it, and the day from which its light is yellow; None where nothing is due.
    due_on = models.DateField(null=True)
    soon_on = models.DateField(null=True)
    # Days of the limit, and the day it runs from: with these a correction of the calendar recomputes it.
    limit_from = models.DateField(null=True)
    limit_days = models.PositiveSmallIntegerField(null=True)
    # The days that run beside it: until the first reply to the village, and until it should be solved.
    reply_on = models.DateField(null=True)
    solve_on = models.DateField(null=True)
    is_paused = models.BooleanField(default=False)
    paused_on = models.DateField(null=True)
    paused_until = models.DateField(null=True)
    extension_count = models.PositiveSmallIntegerField(default=0)
    # How often departments have refused it or given it back; and whether the organizer has ruled who leads.
    bounce_count = models.PositiveSmallIntegerField(default=0)
    is_locked = models.BooleanField(default=False)
    suggested = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", db_index=False)
    # Assigned by the organizer, not claimed: until it is signed for, `acknowledged_at` is empty.
    is_assigned = models.BooleanField(default=False)
    acknowledged_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    # What it was before it was merged or shelved.
    state_before = models.CharField(max_length=16, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged", db_index=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children", db_index=False)
    relapse_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="relapses", db_index=False)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    review_on = models.DateField(null=True)
    # The state since when, the last word of the lead, and how long the history is: kept, not counted.
    state_since = models.DateTimeField()
    last_reply_at = models.DateTimeField(null=True)
    event_count = models.PositiveIntegerField(default=0)
    # How many promises (items of the rectification list) were made about it.
    promise_count = models.PositiveIntegerField(default=0)
    # How often something was asked about it; where nothing was, nobody looks.
    request_count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            *(
                index
                for scope in ("county", "city", "province")
                for index in (
                    models.Index(F(scope), F("reported_at").desc(), F("id").desc(), name=f"problem_{scope}"),
                    models.Index(
                        F(scope), F("state"), F("reported_at").desc(), F("id").desc(), name=f"problem_{scope}_state"
                    ),
                    models.Index(
                        F(scope), F("is_open"), F("reported_at").desc(), F("id").desc(), name=f"problem_{scope}_open"
                    ),
                    models.Index(
                        F(scope),
                        F("category"),
                        F("reported_at").desc(),
                        F("id").desc(),
                        name=f"problem_{scope}_category",
                    ),
                    # The few that did not come from their village; what did is most of any list.
                    models.Index(
                        F(scope),
                        F("source"),
                        F("reported_at").desc(),
                        F("id").desc(),
                        name=f"problem_{scope}_source",
                        condition=~Q(source="report"),
                    ),
                    models.Index(
                        F(scope), F("due_on"), F("id"), name=f"problem_{scope}_due", condition=Q(due_on__isnull=False)
                    ),
                    models.Index(
                        F(scope),
                        F("reported_at").desc(),
                        F("id").desc(),
                        name=f"problem_{scope}_paused",
                        condition=Q(is_paused=True),
                    ),
                )
            ),
            *(
                # What waits under a verb, the nearest limit first.
                models.Index(
                    F(scope),
                    F("state"),
                    F("due_on"),
                    F("id"),
                    name=f"problem_{scope}_waiting",
                    condition=Q(is_open=True),
                )
                for scope in ("county", "city")
            ),
            models.Index(F("village"), F("reported_at").desc(), F("id").desc(), name="problem_village"),
            # What is open with its light, of any place, read off the index alone: the picture counts nothing else. Not by
            # `is_open`: SQLite looks up the row of every derived column that a statement names.
            models.Index(
                fields=["village", "state", "due_on", "soon_on", "is_paused", "closed_at"],
                name="problem_open_lights",
                condition=Q(closed_at__isnull=True),
            ),
            *(
                models.Index(
                    F("lead"),
                    F(column),
                    F("reported_at").desc(),
                    F("id").desc(),
                    name=f"problem_lead_{name}",
                    condition=Q(lead__isnull=False),
                )
                for column, name in (("is_open", "open"), ("state", "state"))
            ),
            models.Index(
                F("lead"),
                F("state"),
                F("due_on"),
                F("id"),
                name="problem_lead_waiting",
                condition=Q(lead__isnull=False, is_open=True),
            ),
            models.Index(F("suggested"), name="problem_suggested", condition=Q(suggested__isnull=False)),
            models.Index(F("merged_into"), name="problem_merged", condition=Q(merged_into__isnull=False)),
            models.Index(F("village"), name="problem_merged_village", condition=Q(merged_into__isnull=False)),
            models.Index(
                F("project"),
                F("is_open"),
                F("reported_at").desc(),
                F("id").desc(),
                name="problem_project",
                condition=Q(project__isnull=False),
            ),
            models.Index(F("parent"), name="problem_children", condition=Q(parent__isnull=False)),
            models.Index(F("relapse_of"), name="problem_relapses", condition=Q(relapse_of__isnull=False)),
            models.Index(F("reply_on"), name="problem_reply", condition=Q(reply_on__isnull=False)),
            models.Index(F("paused_until"), name="problem_paused", condition=Q(is_paused=True)),
            models.Index(F("review_on"), name="problem_review", condition=Q(review_on__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="a_number_names_one_problem"),
            models.CheckConstraint(
                name="only_what_is_solved_is_closed",
                condition=~Q(state=State.CLOSED) | Q(outcome="solved", closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="work_in_progress_has_a_lead",
                condition=~Q(state__in=[State.IN_PROGRESS, State.CLOSING]) | Q(lead__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def audit_chain(self) -> str:
        return chain_of(self.village_id)

    @property
    def audit_id(self) -> str:
        return self.number

    @property
    def county_code(self) -> str:
        """The county's code, also before the database has derived the column."""
        return self.village_id[:6]

    @property
    def is_open_now(self) -> bool:
        """Whether somebody still has to act, also before the database has derived the column."""
        return self.state in states.OPEN

    @property
    def phase(self) -> states.Phase:
        return states.PHASES[State(self.state)]


class ProblemEvent(models.Model):
    """One step in a problem's history, with the words that were said; the record carries only their digest."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="events", db_index=False)
    sequence = models.PositiveIntegerField()
    action = models.CharField(max_length=20)
    posting = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    before = models.CharField(max_length=16, blank=True)
    after = models.CharField(max_length=16)
    # What was sent with the act, by the contract's names.
    body = models.JSONField(default=dict)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    # What the step does to the clock (`clock.Effect`); empty where the limits stay as they are.
    clock = models.JSONField(default=dict)

    # What came with it, as `queries.history` has read it.
    shown_files: "list[ProblemFile]"

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["problem", "sequence"], name="one_event_at_each_step")]


class ProblemFile(models.Model):
    """A photo or piece of evidence, at the step it came with."""

    event = models.ForeignKey(ProblemEvent, models.CASCADE, related_name="files")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    is_evidence = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()


class Involvement(models.Model):
    """A department that was asked, suggested, assigned or that supports: what it had seen it goes on seeing."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="+", db_index=False)
    problem = models.ForeignKey(Problem, models.CASCADE, related_name="involvements")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["department", "problem"], name="a_department_is_involved_once")]


class Reminder(models.Model):
    """A step of reminding or escalating that was taken for one limit, so that none is taken twice."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="reminders", db_index=False)
    step = models.CharField(max_length=20)
    # The limit it was about; a new limit may remind anew.
    limit_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["problem", "step", "limit_on"], name="each_reminder_once_for_a_limit")
        ]
