"""The sentences of a project's money, of works that seem paid for twice, and of the life of a source."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _in_words
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.templatetags.page import wan

from ..models import FundingEntry


@dataclass(frozen=True)
class MoneyWording:
    """How a step of the money reads in the project's history; of a source taken back it reads otherwise."""

    sentence: Any
    quoted: str
    otherwise: Any = ""

    def sentence_for(self, body: dict[str, Any]) -> str:
        """The sentence with what it changed; the rest of its words are filled in by the history."""
        chosen = self.otherwise if self.otherwise and body.get("released") else self.sentence
        return str(chosen).replace("%(amounts)s", amounts(body).replace("%", "%%"))


STEPS: dict[str, Any] = {
    "add_funding": MoneyWording(_("named a source of money, %(name)s: %(amounts)s."), "note"),
    "update_funding": MoneyWording(
        _("entered money of %(name)s: %(amounts)s."),
        "note",
        _("took the source %(name)s back; released: %(amounts)s."),
    ),
    "confirm_overlap": MoneyWording(_("found the same works in %(title)s (%(other)s)."), "reason"),
    "dismiss_overlap": MoneyWording(_("found other works in %(title)s (%(other)s)."), "reason"),
}
SENTENCES: dict[str, Any] = {
    "project.add_funding": _("named a source of a project's money"),
    "project.update_funding": _("entered a project's money"),
    "project.confirm_overlap": _("found the same works in two projects"),
    "project.dismiss_overlap": _("found different works in two projects"),
    "fundingsource.open": _("opened a source of money"),
    "fundingsource.revise": _("said a source of money anew"),
    "fundingsource.close": _("closed a source of money to new projects"),
    "fundingsource.reopen": _("opened a source of money again"),
    "fundingsource.withdraw": _("took a source of money back"),
}
NOTICES: dict[str, Any] = {
    "project.add_funding": _("%(actor)s named a source of money for: %(title)s"),
    "project.update_funding": _("%(actor)s entered money of: %(title)s"),
    "project.confirm_overlap": _("%(actor)s found the same works in another project: %(title)s"),
}
# The sentences of a source's own history.
SOURCE_STEPS: dict[str, Any] = {
    "open": _("opened it."),
    "revise": _("said it anew: %(changed)s."),
    "close": _("closed it to new projects."),
    "reopen": _("opened it again."),
    "withdraw": _("took it back."),
}


def amounts(body: dict[str, Any]) -> str:
    """What a step changed: “committed 0 元 → 30 万元”."""
    changes = body.get("changes")
    if not isinstance(changes, dict):
        return ""
    return _in_words("; ").join(
        f"{FundingEntry.Column(name).label} {wan(before)} → {wan(after)}" for name, (before, after) in changes.items()
    )
