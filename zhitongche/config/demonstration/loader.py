"""Loads the demonstration into an empty database: everything in one transaction, or nothing."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from zhitongche.express.problems.models import Problem
from zhitongche.foundation.audit import operations as audit
from zhitongche.foundation.calendar.queries import workdays
from zhitongche.foundation.errors import NotNow
from zhitongche.foundation.people.models import Account, Person
from zhitongche.foundation.regions import operations as regions
from zhitongche.foundation.regions import sheet

from . import arena, cast, meetings, papers
from .almanac import Almanac
from .casting import Casting
from .library.deeds import deeds
from .stories import STORIES
from .telling import Telling


@dataclass(frozen=True)
class Loaded:
    """What was loaded, in numbers; `is_new` is False where it stood already."""

    is_new: bool
    account_count: int
    problem_count: int


def load(folder: Path, *, today: date) -> Loaded:
    """Load places from the package's `folder`, people and problems, dated relative to `today`.

    Safe to repeat: where the demonstration stands, nothing is written. Raises NotNow where the database holds anybody
    else, and BadInput where the package cannot be read.
    """
    with transaction.atomic():
        if is_standing():
            return _standing(is_new=False)
        refuse_others()
        almanac = Almanac(today, workdays())
        with audit.unit():
            _import_places(folder, almanac.opening())
            casting = Casting(almanac.opening())
            casting.enter_all()
        # Each act is a unit of its own, as it was when it was done: the worker's rounds read what the one before left.
        others = [
            *deeds(almanac, casting.played),
            *meetings.deeds(almanac),
            *papers.deeds(almanac),
            *arena.deeds(almanac),
        ]
        Telling(casting.played, almanac).tell(STORIES, others)
    return _standing(is_new=True)


def is_standing() -> bool:
    """Whether the demonstration is in this database."""
    return Account.objects.filter(person__is_demonstration=True).exists()


def refuse_others() -> None:
    """Raise NotNow where the database holds anybody who is not the demonstration's."""
    if Person.objects.filter(is_demonstration=False).exists():
        raise NotNow(_("This database holds people of its own: the demonstration is loaded into an empty one only."))


def _import_places(folder: Path, now: datetime) -> None:
    """The places are not news of the demonstration's: they were there before its first person."""
    read = sheet.read(folder, cast.PLACES)
    regions.import_divisions(read, by=None, now=now, within=cast.PLACES)


def _standing(*, is_new: bool) -> Loaded:
    accounts = Account.objects.filter(person__is_demonstration=True)
    return Loaded(is_new, accounts.count(), Problem.objects.count())
