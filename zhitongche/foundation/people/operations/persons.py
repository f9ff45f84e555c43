"""Who stands in the register; the record knows names and phones by digests only."""

from datetime import datetime

from django.forms.models import model_to_dict

from ... import flow
from ...audit import operations as audit
from ...audit.chain import digest
from ...regions.models import Region
from .. import faults, rules, spelling
from ..models import Person, Posting
from .refusing import changes, fault, refuse


@flow.operation
def create_person(
    *,
    by: Posting | None,
    now: datetime,
    name: str,
    phone: str = "",
    unit: str = "",
    post: str = "",
    region: Region | None = None,
    is_demonstration: bool = False,
) -> Person:
    """Enter somebody in the register, kept by the administrators of `region` (None: of the installation)."""
    refuse(by and rules.why_not_create_person(by))
    person = Person(region=region, is_demonstration=is_demonstration, created_at=now)
    _describe(person, by=by, name=name, phone=phone, unit=unit, post=post)
    person.save(force_insert=True)
    audit.record("person.create", person, by=by, now=now, region=person.region_id, **_digests(person))
    return person


@flow.operation
def update_person(
    person: Person,
    *,
    by: Posting | None,
    now: datetime,
    name: str,
    phone: str = "",
    unit: str = "",
    post: str = "",
    region: Region | None = None,
) -> Person:
    """Correct a person's entry; writes nothing where nothing changed."""
    refuse(by and rules.why_not_update_person(by, person))
    person = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    before = model_to_dict(person)
    person.region = region
    _describe(person, by=by, name=name, phone=phone, unit=unit, post=post)
    changed = changes(person, before)
    if changed:
        person.save(update_fields=changed)
        facts = _digests(person)
        audit.record("person.update", person, by=by, now=now, changed=changed, region=person.region_id, **facts)
    return person


def _describe(person: Person, *, by: Posting | None, name: str, phone: str, unit: str, post: str) -> None:
    """Put what was typed into a person's entry, tidied; raises BadInput for what cannot be kept."""
    texts = {"name": spelling.person_name(name), "unit": spelling.tidy(unit), "post": spelling.tidy(post)}
    found = faults.of_texts(Person, texts, "name") | faults.of_phone(person, phone)
    fault(found | faults.of_region(person.region) | rules.place_faults(by, person.region_id))
    person.phone = spelling.phone_number(phone) or None
    for field, text in texts.items():
        setattr(person, field, text)


def _digests(person: Person) -> dict[str, str]:
    """Name and phone as the record may know them."""
    kept = {"name": person.name, "phone": person.phone or ""}
    return {field: digest(person.salt, text) for field, text in kept.items() if text}
