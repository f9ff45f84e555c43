"""Consultations, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from .wording import Wording

STEPS: dict[str, Wording] = {
    "consult": Wording(_("asked departments for their opinion by %(due_on)s."), "question"),
    "give_opinion": Wording(_("gave the department's opinion."), "opinion"),
    "silence": Wording(_("noted that departments asked had said nothing by %(due_on)s.")),
    "conclude": Wording(_("concluded the consultation."), "conclusion"),
}

SENTENCES: dict[str, Any] = {
    "problem.consult": _("asked departments about a problem"),
    "problem.give_opinion": _("gave a department's opinion"),
    "problem.silence": _("noted that departments asked had said nothing in time"),
    "problem.conclude": _("concluded a consultation"),
}

NOTICES: dict[str, Any] = {
    "problem.consult": _("%(actor)s asks for opinions on: %(title)s"),
    "problem.give_opinion": _("%(actor)s gave an opinion on: %(title)s"),
    "problem.silence": _("No opinion came in time on: %(title)s"),
    "problem.conclude": _("%(actor)s concluded the consultation on: %(title)s"),
}
