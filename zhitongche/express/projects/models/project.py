"""Projects, their history, and the figures kept beside them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Substr
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.audit.chain import chain_of
from zhitongche.foundation.files.models import Attachment
from zhitongche.foundation.money import MoneyField
from zhitongche.foundation.moves import Move
from zhitongche.foundation.people.models import Posting, new_salt
from zhitongche.foundation.regions.models import Region

from .. import states
from ..states import State


class Industry(models.Model):
    """What a project is about: planting, processing, tourism, works…; loaded with the reference data."""

    code = models.SlugField(primary_key=True, max_length=20)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name


class Project(models.Model):
    """A village's project, from the first idea to its handing over. Only `operations` changes it. Amounts are yuan."""

    MOVES: ClassVar[Mapping[str, Move]] = states.MOVES

    class Tier(models.TextChoices):
        """In whose library it stands."""

        COUNTY = "county", _("County")
        CITY = "city", _("City")

    class Submission(models.TextChoices):
        """Whose admission it waits for."""

        NONE = "none", pgettext_lazy("submission", "None")
        COUNTY = "county", _("County")
        CITY = "city", _("City")

    number = models.CharField(max_length=40)
    village = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    # Read off the village's code by the database, so that each level's list is one index scan, already in order.
    township = models.GeneratedField(
        expression=Substr("village", 1, 9), output_field=models.CharField(max_length=9), db_persist=True
    )
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
    submission = models.CharField(max_length=6, choices=Submission, default=Submission.NONE)
    title = models.CharField(max_length=60)
    goal = models.TextField(max_length=1000)
    # 建设内容及规模, 困难问题 in words beside the linked problems, 联农带农方式.
    scope_of_works = models.TextField(max_length=1000, blank=True)
    difficulties = models.TextField(max_length=1000, blank=True)
    benefit = models.TextField(max_length=500, blank=True)
    household_count = models.PositiveIntegerField(null=True, blank=True)
    expected_income_amount = MoneyField(null=True, blank=True)
    # 村级公示: shown to the village before it was submitted.
    is_publicized = models.BooleanField(default=False)
    industry = models.ForeignKey(Industry, models.PROTECT, related_name="+", db_index=False)
    # 第一批, as the office calls it.
    batch = models.CharField(max_length=40, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    planner = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)
    is_suspended = models.BooleanField(default=False)
    state_since = models.DateTimeField()
    planned_at = models.DateTimeField()
    listed_at = models.DateTimeField(null=True)
    started_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    handed_over_on = models.DateField(null=True)
    # Who keeps what was built.
    custodian = models.CharField(max_length=60, blank=True)

    # Kept by every act on its money; `funding.py` holds the lines they are the sums of.
    investment_amount = MoneyField()
    planned_amount = MoneyField(default=Decimal(0))
    committed_amount = MoneyField(default=Decimal(0))
    received_amount = MoneyField(default=Decimal(0))
    spent_amount = MoneyField(default=Decimal(0))
    # The first milestone that the money committed does not cover, and how much is missing by then; None: covered.
    uncovered_on = models.DateField(null=True)
    uncovered_amount = MoneyField(default=Decimal(0))
    # Whether the money committed reaches as far as its first open milestone, and whether the gate `start` would open.
    is_first_covered = models.BooleanField(default=True)
    is_startable = models.BooleanField(default=False)
    # Kept by every act on its works: computed from the milestones, never typed.
    progress = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0))
    milestone_count = models.PositiveSmallIntegerField(default=0)
    # The highest number that one of its milestones was ever given.
    last_milestone = models.PositiveSmallIntegerField(default=0)
    # The day of the next milestone of the approved plan, and the day from which its light is yellow.
    due_on = models.DateField(null=True)
    soon_on = models.DateField(null=True)
    # The day by which the next monthly report is owed.
    report_on = models.DateField(null=True)
    last_report_at = models.DateTimeField(null=True)
    # Kept by every act on its approvals: how many are asked for, and how many of these are not yet granted.
    approval_count = models.PositiveSmallIntegerField(default=0)
    pending_approval_count = models.PositiveSmallIntegerField(default=0)
    # Kept by every step of its problems.
    problem_count = models.PositiveIntegerField(default=0)
    open_problem_count = models.PositiveIntegerField(default=0)
    # Kept by the finder of works paid for twice: proposals not yet ruled on.
    overlap_count = models.PositiveSmallIntegerField(default=0)
    event_count = models.PositiveIntegerField(default=0)
    plan_version = models.PositiveSmallIntegerField(default=0)
    is_open = models.GeneratedField(
        expression=Case(When(state=State.HANDED_OVER, then=Value(False)), default=Value(True)),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    # What its page has read of it, by name, so that the rules of its acts need not ask again; None outside a page.
    kept: "dict[str, Any] | None" = None

    class Meta:
        indexes = [
            *(
                index
                for scope in ("county", "city", "province")
                for index in (
                    models.Index(F(scope), F("planned_at").desc(), F("id").desc(), name=f"project_{scope}"),
                    models.Index(
                        F(scope), F("state"), F("planned_at").desc(), F("id").desc(), name=f"project_{scope}_state"
                    ),
                    models.Index(
                        F(scope),
                        F("industry"),
                        F("planned_at").desc(),
                        F("id").desc(),
                        name=f"project_{scope}_industry",
                    ),
                    models.Index(
                        F(scope),
                        F("submission"),
                        F("planned_at").desc(),
                        F("id").desc(),
                        name=f"project_{scope}_submitted",
                        condition=~Q(submission="none"),
                    ),
                    models.Index(
                        F(scope), F("due_on"), F("id"), name=f"project_{scope}_due", condition=Q(due_on__isnull=False)
                    ),
                    models.Index(
                        F(scope),
                        F("report_on"),
                        F("id"),
                        name=f"project_{scope}_report",
                        condition=Q(report_on__isnull=False),
                    ),
                    models.Index(
                        F(scope),
                        F("uncovered_on"),
                        F("id"),
                        name=f"project_{scope}_gap",
                        condition=Q(uncovered_on__isnull=False),
                    ),
                    models.Index(
                        F(scope), F("level"), F("planned_at").desc(), F("id").desc(), name=f"project_{scope}_level"
                    ),
                    models.Index(
                        F(scope),
                        F("batch"),
                        F("planned_at").desc(),
                        F("id").desc(),
                        name=f"project_{scope}_batch",
                        condition=~Q(batch=""),
                    ),
                    models.Index(
                        F(scope),
                        F("planned_at").desc(),
                        F("id").desc(),
                        name=f"project_{scope}_suspended",
                        condition=Q(is_suspended=True),
                    ),
                    models.Index(
                        F(scope),
                        F("planned_at").desc(),
                        F("id").desc(),
                        name=f"project_{scope}_unlit",
                        condition=Q(due_on__isnull=True),
                    ),
                )
            ),
            models.Index(F("village"), F("planned_at").desc(), F("id").desc(), name="project_village"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="a_number_names_one_project"),
            models.CheckConstraint(name="a_project_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(name="an_investment_is_positive", condition=Q(investment_amount__gt=0)),
            models.CheckConstraint(name="progress_is_a_percentage", condition=Q(progress__gte=0, progress__lte=100)),
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
    def gap_amount(self) -> Decimal:
        """Yuan of the investment that nobody has committed yet; never below nought."""
        return max(self.investment_amount - self.committed_amount, Decimal(0))


class ProjectTally(models.Model):
    """How many projects of a township stand in each state and what they come to: kept by every act, never counted.

    County, city and province are sums of these rows, so that every level adds up by construction. Amounts are yuan.
    """

    pk = models.CompositePrimaryKey("township", "state")
    township = models.CharField(max_length=9)
    state = models.CharField(max_length=12, choices=State)
    count = models.IntegerField(default=0)
    investment_amount = MoneyField(default=Decimal(0))
    planned_amount = MoneyField(default=Decimal(0))
    committed_amount = MoneyField(default=Decimal(0))
    received_amount = MoneyField(default=Decimal(0))
    spent_amount = MoneyField(default=Decimal(0))


class ProjectEvent(models.Model):
    """One step in a project's history, with the words that were said; the record carries only their digest."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="events", db_index=False)
    sequence = models.PositiveIntegerField()
    action = models.CharField(max_length=20)
    posting = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12)
    # What was sent with the act, by the contract's names; of a correction also what stood before.
    body = models.JSONField(default=dict)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    # What came with it, as `queries.history` has read it.
    shown_files: "list[ProjectFile]"

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["project", "sequence"], name="one_project_event_at_each_step")]


class ProjectFile(models.Model):
    """A photo or paper of a project, at the step it came with; photos of one spot before and after stand side by side."""

    class Side(models.TextChoices):
        BEFORE = "before", pgettext_lazy("photo", "Before")
        DURING = "during", pgettext_lazy("photo", "During")
        AFTER = "after", pgettext_lazy("photo", "After")
        PAPER = "paper", pgettext_lazy("photo", "Paper")

    project = models.ForeignKey(Project, models.CASCADE, related_name="files", db_index=False)
    event = models.ForeignKey(ProjectEvent, models.CASCADE, related_name="files")
    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    side = models.CharField(max_length=6, choices=Side)
    # Where it was taken, in words: the same word pairs before and after.
    spot = models.CharField(max_length=60, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(F("project"), F("side"), F("id"), name="file_of_a_project")]


class ProjectInstruction(models.Model):
    """A leader's instruction (批示) on a project; entered for the leader, the photo of the paper is its file."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="instructions")
    # The project's county, so that a place's instructions are read by an index.
    county = models.CharField(max_length=6, default="")
    event = models.OneToOneField(ProjectEvent, models.PROTECT, related_name="+")
    leader_name = models.CharField(max_length=60)
    text = models.TextField(max_length=500)
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(max_length=1000, blank=True)

    class Meta:
        indexes = [models.Index(fields=["county", "id"], name="project_instruction_county")]


class GatePolicy(models.Model):
    """What a place does not ask for at a gate that the product asks for by default (`gates.py`)."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    gate = models.CharField(max_length=20)
    waived = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "gate"], name="one_policy_of_a_gate_in_a_place")]

    @property
    def audit_chain(self) -> str:
        return chain_of(self.region_id)

    @property
    def audit_id(self) -> str:
        return f"{self.region_id}/{self.gate}"
