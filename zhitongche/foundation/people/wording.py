"""People as others speak of them."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from ..permissions.roles import Role
from .models import Posting

# Behind a place people name the body and not the post: 藤县组织部, 新庆镇党委.
BODIES: dict[Role, Any] = {
    Role.ORGANIZER: pgettext_lazy("body", "Organizer"),
    Role.TOWNSHIP_COMMITTEE: pgettext_lazy("body", "Township committee"),
}


def called(posting: Posting) -> str:
    """建新村第一书记 石广; 藤县供电局 李志明: where, as what, and the name. Wants person, region and department loaded."""
    if posting.department is not None:
        return _("%(department)s %(name)s") % {"department": posting.department.name, "name": posting.person.name}
    return _("%(role)s of %(place)s, %(name)s") % {
        "place": posting.region.short_name if posting.region else _("the installation"),
        "role": _body(posting),
        "name": posting.person.name,
    }


def office(posting: Posting) -> str:
    """The same without the name: 建新村第一书记, 藤县供电局."""
    if posting.department is not None:
        return posting.department.name
    return _("%(role)s of %(place)s") % {
        "place": posting.region.short_name if posting.region else _("the installation"),
        "role": _body(posting),
    }


def _body(posting: Posting) -> Any:
    role = Role(posting.role)
    return BODIES.get(role, role.label)
