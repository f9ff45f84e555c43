"""The sentences of an alliance's life: for its own page (STEPS), the operation log (SENTENCES), and notices (NOTICES)."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STEPS: dict[str, Any] = {
    "found": pgettext_lazy("alliance", "founded the alliance."),
    "enrol": pgettext_lazy("alliance", "took members in."),
    "transfer": pgettext_lazy("alliance", "moved a member to another alliance."),
    "release": pgettext_lazy("alliance", "let a member leave."),
    "revise": pgettext_lazy("alliance", "changed its name or places."),
    "dissolve": pgettext_lazy("alliance", "dissolved the alliance."),
}
SENTENCES: dict[str, Any] = {
    "alliance.found": _("founded an alliance"),
    "alliance.enrol": _("took first secretaries into an alliance"),
    "alliance.transfer": _("moved a first secretary to another alliance"),
    "alliance.release": _("let a first secretary leave an alliance"),
    "alliance.revise": _("changed an alliance's name or places"),
    "alliance.dissolve": _("dissolved an alliance"),
}
NOTICES: dict[str, Any] = {
    "alliance.enrol": _("You belong to this alliance now: %(title)s"),
    "alliance.transfer": _("You have been transferred to this alliance: %(title)s"),
    "alliance.release": _("You belong to this alliance no longer: %(title)s"),
}
