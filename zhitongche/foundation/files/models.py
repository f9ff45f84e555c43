"""Photos and documents that people sent."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..people.models import Account


class Attachment(models.Model):
    """A photo or document somebody sent; unattached ones are purged after a day."""

    class Kind(models.TextChoices):
        PHOTO = "photo", _("Photo")
        DOCUMENT = "document", _("Document")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Account, models.PROTECT, related_name="attachments")
    kind = models.CharField(max_length=10, choices=Kind)
    # The name the sender gave, shown on download; the name on disk is the id.
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    bytes = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    attached_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["created_at"], condition=models.Q(attached_at=None), name="attachment_waiting")]

    @property
    def audit_chain(self) -> str:
        return self.owner.person.audit_chain

    @property
    def audit_id(self) -> str:
        return str(self.pk)
