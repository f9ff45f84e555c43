"""Approvals of a project in sentences: of its history, of the operation log, of notices."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.templatetags.page import day

# Step: what somebody did with the approval called `name`, on the day `on`.
TAKEN: dict[str, Any] = {
    "submit": _("submitted the application for: %(name)s (%(on)s)."),
    "accept": _("accepted the application for: %(name)s (%(on)s)."),
    "ask_supplement": _("asked for more papers for: %(name)s (%(on)s)."),
    "supply": _("supplied the papers for: %(name)s (%(on)s)."),
    "grant": _("granted: %(name)s (%(on)s)."),
    "refuse": _("refused: %(name)s (%(on)s)."),
    "resubmit": _("submitted again: %(name)s (%(on)s)."),
    "not_need": _("noted that this is not needed: %(name)s (%(on)s)."),
}


@dataclass(frozen=True)
class TakenWording:
    """How a step of an approval reads in the project's history; what was said with it is quoted."""

    quoted: str = "note"

    def sentence_for(self, body: dict[str, Any]) -> str:
        told = {"name": body.get("name", ""), "on": day(date.fromisoformat(body["on"]))}
        # Whoever asks fills in facts: a percent sign in a name must survive that.
        return (str(TAKEN[body["step"]]) % told).replace("%", "%%")


@dataclass(frozen=True)
class AddedWording:
    quoted: str = ""

    def sentence_for(self, body: dict[str, Any]) -> str:
        told = {"names": body.get("names", "")}
        return (str(_("added approvals it needs: %(names)s.")) % told).replace("%", "%%")


STEPS: dict[str, Any] = {"add_approval": AddedWording(), "update_approval": TakenWording()}
SENTENCES: dict[str, Any] = {
    "project.add_approval": _("added approvals to a project"),
    "project.update_approval": _("moved an approval of a project on"),
    "project.recompute_limit": _("set an approval's statutory day again after a correction of the calendar"),
}
NOTICES: dict[str, Any] = {
    "project.update_approval": _("%(actor)s moved an approval on: %(title)s"),
}
