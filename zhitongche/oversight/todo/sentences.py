"""Notices in words, made when they are read, in the reader's language."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.wording import called
from zhitongche.foundation.permissions.roles import DUTIES, Role

from .rooms import ROOMS

SENTENCES = {action: sentence for room in ROOMS for action, sentence in room.notices.items()}
PAGES = {room.kind: room.page for room in ROOMS}


def sentence(notice: Notice) -> str:
    """What happened, in one sentence; a notice of a room that no longer words it still names its subject."""
    known = SENTENCES.get(notice.action)
    if known is None:
        return _("Something happened to: %(title)s") % {"title": notice.title}
    return str(known) % {"actor": _actor(notice), "title": notice.title}


def _actor(notice: Notice) -> str:
    """Who did it, in the reader's language; notices from before the posting was kept have it in Chinese only."""
    if notice.posting is not None:
        return called(notice.posting)
    return notice.actor or _("The system")


def address(notice: Notice) -> str:
    """Where the subject is shown; the list of notices where no room knows it."""
    page = PAGES.get(notice.subject_kind)
    return reverse(page, args=[notice.subject_number]) if page else reverse("notices:list")


def told(notices: Iterable[Notice]) -> list[dict[str, Any]]:
    """Notices as `foundation/_notices.html` draws them: each leads to its subject, by way of being read."""
    return [
        {
            "address": reverse("notices:go", args=[notice.pk]),
            "text": sentence(notice),
            "detail": "",
            "at": notice.at,
            "is_unread": notice.read_at is None,
        }
        for notice in notices
    ]


def duty_of(posting: Posting) -> dict[str, Any]:
    """One posting as its holder reads it: where, as what, and what it is for."""
    role = Role(posting.role)
    return {
        "seat": str(posting.department or posting.region or ""),
        "role": role.label,
        "for": DUTIES[role].description,
    }
