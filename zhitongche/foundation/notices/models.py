"""What was told to whom, how a person wants to be reached, and what is to leave the product."""

from datetime import time

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from ..audit.chain import chain_of
from ..people.models import Person, Posting, new_salt
from ..regions.models import Region


class Notice(models.Model):
    """Something that happened which a person should know; worded when it is read, in the reader's language."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    # `noun.verb`, as in the record.
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=30)
    subject_number = models.CharField(max_length=40)
    # Who did it; named when it is read. Names stay out of outside messages, not out of the product.
    posting = models.ForeignKey(Posting, models.PROTECT, null=True, related_name="+", db_index=False)
    # The same in Chinese, in notices from before the posting was kept.
    actor = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=120)
    is_urgent = models.BooleanField(default=False)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="notice_newest_first"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="notice_unread"),
        ]


class Channel(models.TextChoices):
    """The ways out of the product to one person, by the API's words."""

    SMS = "sms", pgettext_lazy("channel", "SMS")
    WECOM = "wecom", pgettext_lazy("channel", "WeCom")
    DINGTALK = "dingtalk", pgettext_lazy("channel", "DingTalk")
    EMAIL = "email", pgettext_lazy("channel", "E-mail")


class Reach(models.Model):
    """How one person wants to be reached; no row: by the office's default."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="reach")
    # Channels in the order they are tried; empty: the product alone.
    channels = models.JSONField(default=list)
    # Where it is not the register's.
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(max_length=100, blank=True)
    wecom_id = models.CharField(max_length=64, blank=True)
    dingtalk_id = models.CharField(max_length=64, blank=True)
    # In Shanghai; equal: no quiet hours at all.
    quiet_from = models.TimeField(default=time(21))
    quiet_until = models.TimeField(default=time(7, 30))


class Robot(models.Model):
    """The robot of a group chat of a place; it tells the daily count and nothing else."""

    class Kind(models.TextChoices):
        WECOM = "wecom", pgettext_lazy("channel", "WeCom")
        DINGTALK = "dingtalk", pgettext_lazy("channel", "DingTalk")

    region = models.ForeignKey(Region, models.PROTECT, related_name="robots")
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=40)
    # What the vendor's address is told apart by: WeCom's `key`, DingTalk's `access_token`.
    key = models.CharField(max_length=128)
    secret = models.CharField(max_length=128, blank=True)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["region"], name="robot_of_a_place")]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_chain(self) -> str:
        return chain_of(self.region_id)

    @property
    def audit_id(self) -> str:
        return str(self.pk)


class Message(models.Model):
    """One thing to be said outside: to a person or by a robot. The outbox (docs/notices.md)."""

    class Purpose(models.TextChoices):
        URGENT = "urgent", pgettext_lazy("message", "Urgent")
        DIGEST = "digest", pgettext_lazy("message", "Daily count")
        TEST = "test", pgettext_lazy("message", "Test")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("message", "Waiting")
        SENDING = "sending", pgettext_lazy("message", "Being sent")
        SENT = "sent", pgettext_lazy("message", "Sent")
        FAILED = "failed", pgettext_lazy("message", "Not delivered")
        UNKNOWN = "unknown", pgettext_lazy("message", "Perhaps delivered")
        DROPPED = "dropped", pgettext_lazy("message", "Left out")

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+", db_index=False)
    robot = models.ForeignKey(Robot, models.CASCADE, null=True, related_name="+", db_index=False)
    purpose = models.CharField(max_length=6, choices=Purpose)
    # Says each thing once, whoever asks for it again.
    dedupe_key = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    # The sentence of `wording.OUTSIDE`, and its number.
    sentence = models.CharField(max_length=8)
    count = models.PositiveIntegerField(default=1)
    # The channel it goes by now; empty until it was taken for the first time.
    channel = models.CharField(max_length=8, blank=True)
    tried = models.JSONField(default=list)
    attempt_count = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    # The last try by this channel may have arrived: only a vendor that drops repeats is asked again.
    may_have_gone = models.BooleanField(default=False)
    lease_until = models.DateTimeField(null=True)
    # When it was first sent by this channel.
    first_at = models.DateTimeField(null=True)
    # The vendor's code, or a word of ours; never what was said.
    answer = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_at", "id"], name="message_waiting", condition=Q(state="waiting")),
            models.Index(fields=["lease_until"], name="message_sending", condition=Q(state="sending")),
            models.Index(fields=["person", "state"], name="message_of_a_person"),
            models.Index(
                fields=["-created_at", "-id"], name="message_troubled", condition=Q(state__in=["failed", "unknown"])
            ),
            models.Index(fields=["created_at"], name="message_by_age"),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_message_goes_to_a_person_or_by_a_robot",
                condition=Q(person=None, robot__isnull=False) | Q(person__isnull=False, robot=None),
            )
        ]


class Pace(models.Model):
    """From when on a person may be sent the next message; of several workers one moves it on."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    next_at = models.DateTimeField()


class Count(models.Model):
    """How far the daily count of a day has come; the row is the lock between workers."""

    day = models.DateField(primary_key=True)
    after_person = models.BigIntegerField(default=0)
    is_done = models.BooleanField(default=False)
