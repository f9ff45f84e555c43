"""The sentences of a project's life: for its own page (STEPS), for the operation log (SENTENCES), for notices (NOTICES)."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from .approvals import presenters as approvals
from .giving import presenters as giving


@dataclass(frozen=True)
class Wording:
    """How one kind of step reads: its sentence, and which of its words are quoted."""

    sentence: Any
    quoted: str = ""
    otherwise: Any = ""
    # The fact and its value that make it read otherwise; None is any value at all.
    tells: tuple[str, str | None] | None = None

    def sentence_for(self, body: dict[str, Any]) -> str:
        return str(self.otherwise if self._is_other(body) else self.sentence)

    def _is_other(self, body: dict[str, Any]) -> bool:
        if self.tells is None:
            return False
        name, value = self.tells
        told = str(body.get(name) or "")
        return bool(told) if value is None else told == value


STEPS: dict[str, Any] = {
    "plan": Wording(_("planned it."), "goal"),
    "revise": Wording(_("said it anew.")),
    "submit": Wording(
        _("submitted it to the county's library."), "", _("submitted it to the city's library."), ("to", "city")
    ),
    "admit": Wording(
        _("admitted it to the county's library."),
        "opinion",
        _("admitted it to the city's library."),
        ("library", "city"),
    ),
    "return": Wording(_("returned it."), "reason"),
    "adjust": Wording(_("corrected what was admitted: %(changed)s."), "reason"),
    "relocate": Wording(_("moved it to another village."), "reason"),
    "set_milestones": Wording(_("set its milestones.")),
    "add_photos": Wording(_("added photos of: %(spot)s.")),
    "start": Wording(_("started the works.")),
    "report_progress": Wording(_("reported on the month."), "text"),
    "accept_work": Wording(
        _("accepted the works."), "opinion", _("accepted the works with open problems: %(open)s."), ("open", None)
    ),
    "hand_over": Wording(_("handed it over to %(custodian)s."), "text"),
    "suspend": Wording(_("suspended it."), "reason"),
    "resume": Wording(_("resumed it."), "reason"),
    "instruct": Wording(
        _("left an instruction, to be answered by %(due_on)s."),
        "text",
        _("entered an instruction of %(leader)s, to be answered by %(due_on)s."),
        ("leader", None),
    ),
    "answer_instruction": Wording(_("answered the instruction."), "text"),
    **approvals.STEPS,
    **giving.STEPS,
}

SENTENCES: dict[str, Any] = {
    "policy.set_gate": _("set what a gate of projects asks for at a place"),
    "policy.drop_gate": _("let a gate of projects ask again for what counts above the place"),
    "project.export": _("took out a list of projects"),
    "project.plan": _("planned a project"),
    "project.revise": _("said a planned project anew"),
    "project.submit": _("submitted a project"),
    "project.admit": _("admitted a project"),
    "project.return": _("returned a project"),
    "project.adjust": _("corrected a project"),
    "project.relocate": _("moved a project to another village"),
    "project.set_milestones": _("set the milestones of a project"),
    "project.add_photos": _("added photos to a project"),
    "project.start": _("started the works of a project"),
    "project.report_progress": _("reported on a project"),
    "project.accept_work": _("accepted the works of a project"),
    "project.hand_over": _("handed a project over"),
    "project.suspend": _("suspended a project"),
    "project.resume": _("resumed a project"),
    "project.instruct": _("left an instruction on a project"),
    "project.answer_instruction": _("answered an instruction on a project"),
    **approvals.SENTENCES,
    **giving.SENTENCES,
}

NOTICES: dict[str, Any] = {
    "project.submit": _("%(actor)s submitted: %(title)s"),
    "project.admit": _("%(actor)s admitted: %(title)s"),
    "project.return": _("%(actor)s returned: %(title)s"),
    "project.adjust": _("%(actor)s corrected: %(title)s"),
    "project.relocate": _("%(actor)s moved to another village: %(title)s"),
    "project.start": _("%(actor)s started the works: %(title)s"),
    "project.report_progress": _("%(actor)s reported on: %(title)s"),
    "project.accept_work": _("%(actor)s accepted the works: %(title)s"),
    "project.hand_over": _("%(actor)s handed over: %(title)s"),
    "project.suspend": _("%(actor)s suspended: %(title)s"),
    "project.resume": _("%(actor)s resumed: %(title)s"),
    "project.instruct": _("%(actor)s left an instruction on: %(title)s"),
    "project.answer_instruction": _("%(actor)s answered the instruction on: %(title)s"),
    **approvals.NOTICES,
    **giving.NOTICES,
}
