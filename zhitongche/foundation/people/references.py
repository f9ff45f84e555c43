"""What a form or a program names by code or number, found for the posting that acts; raises BadInput for what is not there.

What lies outside the posting's places is not there either: the sentence is the same, so that nobody learns who exists.
"""

from django.utils.translation import gettext as _

from ..errors import BadInput
from ..regions.models import Region
from ..regions.queries import resolve
from . import queries
from .models import Department, Person, Posting


def region(code: str | Region | None, field: str = "region") -> Region | None:
    if code is None or isinstance(code, Region):
        return code
    if not code.strip():
        return None
    found = resolve(code)
    if found is None:
        raise BadInput({field: _("There is no place of this code.")})
    return found


def department(by: Posting, code: str | None, field: str = "department") -> Department | None:
    if not code:
        return None
    found = queries.departments_visible_to(by).filter(code=code.strip()).first()
    if found is None:
        raise BadInput({field: _("There is no department of this code within your reach.")})
    return found


def person(by: Posting, key: int | str | None, field: str = "person") -> Person | None:
    if not key:
        return None
    found = queries.persons_visible_to(by).filter(pk=key).first() if queries.is_key(str(key)) else None
    if found is None:
        raise BadInput({field: _("There is no such person within your reach.")})
    return found
