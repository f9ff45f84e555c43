"""What is wrong with what was typed: each answers a sentence, or a dictionary of them named after the fields."""

from collections.abc import Mapping, Sequence

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from ..errors import Sentence
from ..regions.models import Region
from . import spelling
from .models import Account, Department, Person

Faults = dict[str, Sentence]


def of_texts(kind: type[Model], texts: Mapping[str, str], *required: str) -> Faults:
    """Empty where something must stand, or longer than its column."""
    faults: Faults = {}
    for field, text in texts.items():
        limit = getattr(kind, field).field.max_length
        if field in required and not text:
            faults[field] = _("This must not be empty.")
        elif len(text) > limit:
            faults[field] = _("This must not be longer than %(limit)d characters.") % {"limit": limit}
    return faults


def of_phone(person: Person, phone: str) -> Faults:
    """A phone opens one person's account only: neither another's phone nor another's user name."""
    try:
        number = spelling.phone_number(phone)
    except ValueError:
        return {"phone": _("This is not a phone number.")}
    others = Person.objects.exclude(pk=person.pk)
    taken = others.filter(phone=number).exists() or others.filter(account__username=number).exists()
    return {"phone": _("Another person has this phone number.")} if number and taken else {}


def of_username(person: Person, username: str) -> Faults:
    if not spelling.is_username(username):
        return {"username": _("A user name has 2 to 60 letters, digits and the marks . @ + - _ only.")}
    if spelling.looks_like_a_phone(username) and username != person.phone:
        return {"username": _("A phone number may be the user name of its owner only.")}
    if Account.objects.filter(username__iexact=username).exists():
        return {"username": _("This user name is taken.")}
    if Account.objects.filter(person=person).exists():
        return {"person": _("This person has an account already.")}
    return {}


def of_password(account: Account, password: str) -> Faults:
    try:
        validate_password(password, account)
    except ValidationError as error:
        return {"password": " ".join(error.messages)}
    return {}


def of_region(region: Region | None) -> Faults:
    """Persons and departments are entered at places that exist."""
    if region is None or region.until is None:
        return {}
    return {"region": _("This place no longer exists.")}


def of_department(department: Department, parent: Department | None, functions: Sequence[str]) -> Faults:
    faults: Faults = {}
    others = Department.objects.exclude(pk=department.pk)
    if others.filter(region_id=department.region_id, name=department.name).exists():
        faults["name"] = _("This place has a department of this name.")
    if others.filter(code=department.code).exists():
        faults["code"] = _("Another department has this code.")
    if parent is not None and _is_under(parent, department):
        faults["parent"] = _("A department cannot stand under itself.")
    if not all(spelling.is_function_code(code) for code in functions):
        faults["functions"] = _("Functions are codes of categories: small letters, digits, - and _.")
    return faults


def _is_under(lower: Department, upper: Department) -> bool:
    step: Department | None = lower
    while step is not None:
        if step.pk == upper.pk:
            return True
        step = step.parent
    return False
