"""Who may keep a view, and how many. Each answers None, or the refusal with its sentence."""

from django.utils.translation import gettext as _

from ..errors import NotNow, NotYourDuty, Refused
from ..people.models import Posting
from .models import SavedView

MOST_VIEWS = 20


def why_not_save(posting: Posting, view: SavedView | None = None) -> Refused | None:
    """Everybody keeps their own."""
    return None


def why_not_rename(posting: Posting, view: SavedView) -> Refused | None:
    return _why_not_own(posting, view)


def why_not_delete(posting: Posting, view: SavedView) -> Refused | None:
    return _why_not_own(posting, view)


def why_not_another(count: int) -> Refused | None:
    """`count` is how many of the kind the person keeps, read under the lock of the person's row."""
    if count < MOST_VIEWS:
        return None
    return NotNow(_("You keep %(most)d views already; delete one first.") % {"most": MOST_VIEWS})


def _why_not_own(posting: Posting, view: SavedView) -> Refused | None:
    if posting.person_id == view.person_id:
        return None
    return NotYourDuty(_("This view belongs to somebody else."))
