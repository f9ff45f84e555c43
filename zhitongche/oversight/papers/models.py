"""A paper with what it was made of, its history, its files as they were issued, and the offices' own templates."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from zhitongche.foundation.audit.chain import chain_of
from zhitongche.foundation.files.models import Attachment
from zhitongche.foundation.moves import Move
from zhitongche.foundation.people.models import Posting, new_salt
from zhitongche.foundation.regions.models import Region

from . import states
from .kinds import Kind
from .states import State


class Paper(models.Model):
    """A paper of a county's or city's office. Only `operations` changes it; from its issue on its content stands."""

    MOVES: ClassVar[Mapping[str, Move]] = states.MOVES

    number = models.CharField(max_length=40)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=16, choices=Kind)
    title = models.CharField(max_length=100)
    # What it is about: the number of a meeting, a problem or a promise; of a briefing its days, the end excluded.
    record = models.CharField(max_length=40, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    # What its editor types (`reports.typed`), and what stands beside it: figures, the last issue's, tables and forms.
    text = models.TextField(max_length=20000)
    note = models.CharField(max_length=200, blank=True)
    figures = models.JSONField(default=dict)
    former = models.JSONField(default=dict)
    blocks = models.JSONField(default=dict)
    # Whether somebody has typed into it: what was only proposed is proposed anew, what was typed is kept.
    is_typed = models.BooleanField(default=False)

    drafter = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    drafted_at = models.DateTimeField()
    # Who last sent it for review, or proposed its recall; never the one who signs.
    asked_by = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+", db_index=False)
    # When its figures and tables were read from the records.
    drawn_at = models.DateTimeField()
    # By when whoever signs is asked to.
    due_on = models.DateField(null=True)
    is_returned = models.BooleanField(default=False)
    # 第9期, 藤组通〔2026〕9号: the office's own number, who signed, and on which day.
    issue = models.CharField(max_length=40, blank=True)
    issue_year = models.PositiveSmallIntegerField(null=True)
    signer = models.CharField(max_length=60, blank=True)
    signed_by = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+", db_index=False)
    issued_on = models.DateField(null=True)
    # The document as it was issued (`foundation.papers.blocks.to_json`), and its digest, which the record bears.
    document = models.JSONField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    state = models.CharField(max_length=16, choices=State, default=State.DRAFT)
    state_since = models.DateTimeField()
    event_count = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(F("region"), F("id").desc(), name="papers_of_a_place"),
            models.Index(F("region"), F("state"), F("id").desc(), name="papers_of_a_place_by_state"),
            models.Index(F("region"), F("kind"), F("until").desc(), name="papers_of_a_place_by_kind"),
            models.Index(F("state"), F("id"), name="papers_to_archive", condition=Q(state="issued")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="a_number_names_one_paper"),
            models.UniqueConstraint(
                fields=["region", "kind", "issue_year", "issue"],
                condition=~Q(issue=""),
                name="an_issue_names_one_paper",
            ),
            models.CheckConstraint(
                name="what_was_issued_has_its_document",
                condition=Q(state__in=["draft", "in_review", "discarded"])
                | (Q(document__isnull=False, issued_on__isnull=False) & ~Q(signer="")),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def audit_chain(self) -> str:
        return chain_of(self.region_id)

    @property
    def audit_id(self) -> str:
        return self.number


class PaperEvent(models.Model):
    """One step in a paper's life, with the words that were said; the record carries only their digest."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="events", db_index=False)
    sequence = models.PositiveIntegerField()
    action = models.CharField(max_length=20)
    posting = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    before = models.CharField(max_length=16, blank=True)
    after = models.CharField(max_length=16)
    body = models.JSONField(default=dict)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        ordering = ["sequence"]
        constraints = [models.UniqueConstraint(fields=["paper", "sequence"], name="one_paper_event_at_each_step")]


class PaperFile(models.Model):
    """The final file of an issued paper, kept beside its data: as long as a few pages, and in every backup with them."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="files", db_index=False)
    ending = models.CharField(max_length=5)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "ending"], name="one_final_file_of_a_kind")]


class PaperTemplate(models.Model):
    """An office's own Word template for one kind of paper; the last one put in place counts."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=16, choices=Kind)
    file = models.OneToOneField(Attachment, models.PROTECT, related_name="+")
    placed_by = models.ForeignKey(Posting, models.PROTECT, related_name="+", db_index=False)
    placed_at = models.DateTimeField()
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "kind"], name="one_template_of_a_kind_at_a_place")]

    @property
    def audit_chain(self) -> str:
        return chain_of(self.region_id)

    @property
    def audit_id(self) -> str:
        return f"{self.region_id}:{self.kind}"
