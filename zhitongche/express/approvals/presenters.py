"""The library's events in words of the operation log."""

from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Any] = {
    "approvalitem.keep": _("kept a version of an approval in the library"),
    "approvalitem.drop": _("dropped a version of an approval from the library"),
    "material.give": _("gave a paper that approvals ask for"),
}
