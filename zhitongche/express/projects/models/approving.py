"""The approvals a project needs: where each stands, who holds it since when, and every step it took."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.express.approvals.models import ApprovalItem, Material
from zhitongche.foundation.people.models import Department, Posting, new_salt

from .project import Project


class ProjectApproval(models.Model):
    """One approval of a project, under the version of the item in force when it was added."""

    class State(models.TextChoices):
        NEEDED = "needed", pgettext_lazy("approval", "Not yet submitted")
        SUBMITTED = "submitted", pgettext_lazy("approval", "Submitted")
        ACCEPTED = "accepted", pgettext_lazy("approval", "Being examined")
        SUPPLEMENT = "supplement", pgettext_lazy("approval", "More papers asked for")
        GRANTED = "granted", pgettext_lazy("approval", "Granted")
        REFUSED = "refused", pgettext_lazy("approval", "Refused")
        NOT_NEEDED = "not_needed", pgettext_lazy("approval", "Not needed")

    class Holder(models.TextChoices):
        """Whose turn it is."""

        VILLAGE = "village", _("The village")
        OFFICE = "office", _("The office")
        NOBODY = "nobody", pgettext_lazy("approval", "Nobody")

    project = models.ForeignKey(Project, models.CASCADE, related_name="approvals", db_index=False)
    # The project's county, which it never leaves, and what the database reads off it: one ordered index scan each.
    county = models.CharField(max_length=6)
    city = models.GeneratedField(
        expression=Substr("county", 1, 4), output_field=models.CharField(max_length=4), db_persist=True
    )
    province = models.GeneratedField(
        expression=Substr("county", 1, 2), output_field=models.CharField(max_length=2), db_persist=True
    )
    item = models.ForeignKey(ApprovalItem, models.PROTECT, related_name="+", db_index=False)
    # The item's code, so that predecessors are found whichever version each was added under.
    code = models.SlugField(max_length=40)
    # The office that decides in this place; None: the village enters its steps itself.
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", db_index=False)
    # Codes of approvals of this project that come first; copied from the item, the village may add to them.
    predecessors = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.NEEDED)
    holder = models.CharField(max_length=8, choices=Holder, default=Holder.VILLAGE)
    held_since = models.DateField()
    submitted_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    # The statutory day for the decision, put off by the days more papers were waited for; None while no clock runs.
    due_on = models.DateField(null=True)
    # Working days of the limit already used when the clock was last stopped.
    used_days = models.PositiveSmallIntegerField(default=0)
    paused_on = models.DateField(null=True)
    position = models.PositiveSmallIntegerField()
    step_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        indexes = [
            models.Index(
                F("department"),
                F("state"),
                F("due_on"),
                F("id"),
                name="approval_of_an_office",
                condition=Q(department__isnull=False),
            ),
            *(
                models.Index(
                    F(scope),
                    F("state"),
                    F("due_on"),
                    F("id"),
                    name=f"approval_{scope}_held",
                    condition=Q(holder="office"),
                )
                for scope in ("county", "city", "province")
            ),
            # What is submitted and not accepted has no statutory day: it stands in the order in which it came.
            *(
                models.Index(
                    F(scope),
                    F("submitted_on"),
                    F("id"),
                    name=f"approval_{scope}_sent",
                    condition=Q(state="submitted"),
                )
                for scope in ("county", "city", "province")
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["project", "code"], name="a_project_needs_an_item_once"),
            models.UniqueConstraint(fields=["project", "position"], name="one_approval_at_each_position"),
        ]


class ApprovalStep(models.Model):
    """One step of an approval, as it was told; the project's history has the same step in one line."""

    approval = models.ForeignKey(ProjectApproval, models.CASCADE, related_name="steps", db_index=False)
    sequence = models.PositiveIntegerField()
    step = models.CharField(max_length=16)
    # The day it happened at the office's window, which may lie before the day it was entered.
    on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    before = models.CharField(max_length=12)
    after = models.CharField(max_length=12)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["approval", "sequence"], name="one_step_at_each_place_of_an_approval")
        ]


class ApprovalMaterial(models.Model):
    """A village's paper as it was handed in for one approval."""

    approval = models.ForeignKey(ProjectApproval, models.CASCADE, related_name="materials", db_index=False)
    material = models.ForeignKey(Material, models.PROTECT, related_name="uses")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["approval", "material"], name="a_paper_serves_an_approval_once")]
