"""Saved views: kept under a name, called otherwise, given up."""

from datetime import datetime

from django.utils.translation import gettext as _

from ..audit import operations as audit
from ..errors import BadInput, Refused
from ..flow import operation
from ..people.models import Person, Posting
from . import queries, rules
from .models import SavedView


@operation
def save_view(*, by: Posting, now: datetime, kind: str, name: str, query: str) -> SavedView:
    """Keep a narrowing under a name: the part of the address behind the question mark, without the page.

    Raises BadInput where the person has a view of that name, NotNow where there are as many as one may keep.
    """
    _refuse_if(rules.why_not_save(by))
    # Two windows of one person save one after the other.
    Person.objects.select_for_update().get(pk=by.person_id)
    held = queries.views_of(by.person_id, kind)
    _free(by.person_id, kind, name)
    _refuse_if(rules.why_not_another(held.count()))
    view = SavedView.objects.create(
        person_id=by.person_id, kind=kind, name=name, query=queries.kept_part(query), created_at=now
    )
    audit.record("savedview.save", view, by=by, now=now, kind=kind)
    return view


@operation
def rename_view(view: SavedView, *, by: Posting, now: datetime, name: str) -> SavedView:
    """Call it otherwise. Raises NotYourDuty, and BadInput where another view has that name."""
    _refuse_if(rules.why_not_rename(by, view))
    Person.objects.select_for_update().get(pk=by.person_id)
    if name != view.name:
        _free(by.person_id, view.kind, name)
    view.name = name
    view.save(update_fields=["name"])
    audit.record("savedview.rename", view, by=by, now=now)
    return view


@operation
def delete_view(view: SavedView, *, by: Posting, now: datetime) -> SavedView:
    """Give it up; what it showed stays where it is."""
    _refuse_if(rules.why_not_delete(by, view))
    key = view.pk
    view.delete()
    # The record names what is gone, and an act answers with what it was.
    view.pk = key
    audit.record("savedview.delete", view, by=by, now=now)
    return view


def _free(person: int, kind: str, name: str) -> None:
    if queries.views_of(person, kind).filter(name=name).exists():
        raise BadInput({"name": _("You have a view of this name already.")})


def _refuse_if(refusal: Refused | None) -> None:
    if refusal is not None:
        raise refusal
