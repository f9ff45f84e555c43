"""Sessions in the database, as Django keeps them; only the read that every request makes is shortened."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from ..statements import Given, Statement

_DATA = Statement(
    lambda: Session.objects.filter(session_key=Given("key"), expire_date__gt=Given("now")).values_list("session_data")
)


class SessionStore(db.SessionStore):
    """Django's own, with its one read sent as SQL that is made once."""

    def load(self) -> dict[str, Any]:
        found = _DATA.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
            return {}
        data: dict[str, Any] = self.decode(found[0])
        return data
