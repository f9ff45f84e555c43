"""What every list bears that leaves the product: its mark, and the office's own language."""

from contextlib import AbstractContextManager
from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ..people.models import Posting
from ..people.wording import office
from .writing import Head


def taken_out(title: str, by: Posting, now: datetime) -> Head:
    """The title of a list, and who took it out, from which office, when: on every page of it."""
    said = _("Taken out by %(name)s, %(office)s, on %(time)s. For official use; do not pass on.") % {
        "name": by.person.name,
        "office": office(by),
        "time": f"{timezone.localtime(now):%Y-%m-%d %H:%M}",
    }
    return Head(title, said)


def chinese() -> AbstractContextManager[None]:
    """Sheets speak the office's language, whoever asks for them."""
    return translation.override(settings.LANGUAGE_CODE)
