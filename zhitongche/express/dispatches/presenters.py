"""The sentences of a dispatch's life: for its own page (STEPS), for the operation log (SENTENCES), for notices (NOTICES)."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# verb: the sentence, and which of its words are quoted below it.
STEPS: dict[str, tuple[Any, str]] = {
    "propose": (pgettext_lazy("dispatch", "asked %(expert)s to come."), "task"),
    "accept": (pgettext_lazy("dispatch", "accepted."), ""),
    "decline": (pgettext_lazy("dispatch", "declined."), "reason"),
    "report_visit": (pgettext_lazy("dispatch", "reported the visit."), "text"),
    "rate": (pgettext_lazy("dispatch", "rated the visit: %(rating)s."), "comment"),
    "replace": (pgettext_lazy("dispatch", "asked another expert."), ""),
    "cancel": (pgettext_lazy("dispatch", "cancelled it."), "reason"),
}

SENTENCES: dict[str, Any] = {
    "dispatch.propose": _("asked an expert to visit a village"),
    "dispatch.accept": _("accepted a dispatch"),
    "dispatch.decline": _("declined a dispatch"),
    "dispatch.report_visit": _("reported a visit"),
    "dispatch.rate": _("rated a visit"),
    "dispatch.replace": _("asked another expert in the place of one who declined"),
    "dispatch.cancel": _("cancelled a dispatch"),
}

NOTICES: dict[str, Any] = {
    "dispatch.propose": _("%(actor)s asks for an expert's visit about: %(title)s"),
    "dispatch.accept": _("%(actor)s accepted the visit about: %(title)s"),
    "dispatch.decline": _("%(actor)s declined the visit about: %(title)s"),
    "dispatch.report_visit": _("%(actor)s reported the visit about: %(title)s"),
    "dispatch.rate": _("%(actor)s rated the visit about: %(title)s"),
    "dispatch.cancel": _("%(actor)s cancelled the visit about: %(title)s"),
}
