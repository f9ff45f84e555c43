"""The township's check, and problems tied to each other, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from .wording import Wording

STEPS: dict[str, Wording] = {
    "check": Wording(_("checked it for the township."), "opinion"),
    "merge": Wording(_("merged it into %(into)s."), "reason"),
    "unmerge": Wording(_("took it out again: it stands on its own."), "reason"),
    "link": Wording(_("put it under %(parent)s.")),
    "unlink": Wording(_("took it from under the other."), "reason"),
    "mark_relapse": Wording(_("marked it as %(earlier)s come back.")),
    "link_project": Wording(
        _("said that it holds up the project %(project)s."),
        otherwise=_("said that it holds up no project."),
        is_other=lambda event, problem: not event.body.get("project"),
    ),
}

SENTENCES: dict[str, Any] = {
    "problem.check": _("checked a report for the township"),
    "problem.merge": _("merged a problem into another"),
    "problem.unmerge": _("took a merged problem out again"),
    "problem.link": _("put a problem under another"),
    "problem.unlink": _("took a problem from under another"),
    "problem.mark_relapse": _("marked a problem as come back"),
    "problem.link_project": _("said which project a problem holds up"),
}

NOTICES: dict[str, Any] = {
    "problem.check": _("%(actor)s checked: %(title)s"),
    "problem.merge": _("%(actor)s merged into another: %(title)s"),
    "problem.unmerge": _("%(actor)s took out again: %(title)s"),
    "problem.link": _("%(actor)s put under another: %(title)s"),
    "problem.unlink": _("%(actor)s took from under another: %(title)s"),
    "problem.mark_relapse": _("%(actor)s marked as come back: %(title)s"),
    "problem.link_project": _("%(actor)s said which project is held up by: %(title)s"),
}
