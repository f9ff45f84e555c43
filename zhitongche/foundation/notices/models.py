"""What was told to whom."""

from django.db import models
from django.db.models import Q

from ..people.models import Person


class Notice(models.Model):
    """Something that happened which a person should know; worded when it is read, in the reader's language."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    # `noun.verb`, as in the record.
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=30)
    subject_number = models.CharField(max_length=40)
    # Who did it, as people say it: names stay out of outside messages, not out of the product.
    actor = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=120)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="notice_newest_first"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="notice_unread"),
        ]
