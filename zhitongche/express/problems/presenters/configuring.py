"""The settings of a place, in words of the operation log."""

from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Any] = {
    "policy.set_rules": _("set a place's checks and days"),
    "policy.set_limit": _("set a time limit of a place"),
    "policy.drop_limit": _("dropped a time limit of a place"),
    "policy.set_evidence": _("set the evidence that closing takes"),
    "policy.add_category": _("added a category"),
    "policy.change_category": _("changed a category"),
    "policy.hide_category": _("hid a category"),
    "policy.show_category": _("showed a category again"),
    "policy.set_text": _("kept a text that replies start from"),
    "policy.drop_text": _("dropped a text that replies start from"),
}
