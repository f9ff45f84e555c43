"""Saved views for pages and programs."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from .models import SavedView
from .queries import UNKEPT

# The list that each kind opens.
PAGES = {SavedView.Kind.PROBLEMS: "problems:list", SavedView.Kind.SEARCH: "search:page"}


def address(kind: str, query: str) -> str:
    """The page with its narrowing."""
    page = reverse(PAGES[SavedView.Kind(kind)])
    return f"{page}?{query}" if query else page


def resource(view: SavedView) -> dict[str, Any]:
    """The whole resource, as the contract names it."""
    return {
        "number": view.pk,
        "kind": view.kind,
        "name": view.name,
        "query": view.query,
        "address": address(view.kind, view.query),
        "created_at": view.created_at,
    }


def chips(views: Iterable[SavedView], query: QueryDict) -> list[dict[str, Any]]:
    """One chip a view, for the list it belongs to, and the way to their names; the one that stands there now is chosen."""
    here = {(name, value) for name, value in query.items() if value and name not in UNKEPT}
    found = [
        {
            "label": view.name,
            "count": None,
            "address": address(view.kind, view.query),
            "is_chosen": set(QueryDict(view.query).items()) == here,
        }
        for view in views
    ]
    manage = {"label": _("My views …"), "count": None, "address": reverse("views:list"), "is_chosen": False}
    return [*found, manage] if found else []
