"""What the acts on a project's money ask for."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _in_words
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.express.sources.models import Kind
from zhitongche.foundation.files.fields import FilesField
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.templatetags.page import wan
from zhitongche.foundation.web.fields import SHORT, WanField, day, text

from .. import queries, rules
from ..models import Project
from .fields import SOURCE

NOTE = 200
NO_CHANGE = _("Leave empty what stays as it is.")


class LineField(forms.TypedChoiceField):
    """The position of one of the project's lines; each says where it stands."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, **kwargs)

    def about(self, project: Project, postings: Iterable[Posting] = ()) -> None:
        self.choices = [
            (
                line.position,
                _in_words(
                    "%(name)s: planned %(planned)s, committed %(committed)s, received %(received)s, spent %(spent)s"
                )
                % {
                    "name": line.name,
                    "planned": wan(line.planned_amount),
                    "committed": wan(line.committed_amount),
                    "received": wan(line.received_amount),
                    "spent": wan(line.spent_amount),
                },
            )
            for line in queries.lines_of(project)
        ]


class AddFundingForm(forms.Form):
    source = forms.CharField(
        label=pgettext_lazy("money", "From where"),
        max_length=SOURCE,
        help_text=_("The number of a source of the library (LY-…), or its name in words."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    planned = WanField(label=_("Planned (10,000 yuan)"))
    committed = WanField(
        label=_("Committed (10,000 yuan)"), required=False, help_text=_("Said by who gives it; leave it empty else.")
    )
    on = day(_("Day of the paper"), required=False)
    note = forms.CharField(label=_("Note"), max_length=NOTE, required=False)


class UpdateFundingForm(forms.Form):
    funding = LineField(label=_("Source"))
    planned = WanField(label=_("Planned (10,000 yuan)"), required=False, help_text=NO_CHANGE)
    committed = WanField(label=_("Committed (10,000 yuan)"), required=False, help_text=NO_CHANGE)
    received = WanField(label=_("Received (10,000 yuan)"), required=False, help_text=NO_CHANGE)
    spent = WanField(label=_("Spent (10,000 yuan)"), required=False, help_text=NO_CHANGE)
    on = day(_("Day of the paper"), required=False)
    note = forms.CharField(
        label=_("Note"), max_length=NOTE, required=False, help_text=_("A lower amount is a correction and needs one.")
    )
    voucher = FilesField(label=_("Voucher"), limit=1, kind="document")

    def about(self, project: Project, postings: Iterable[Posting]) -> None:
        """Ask only for the amounts that the reader may say, of one line at least."""
        lines, held = queries.lines_of(project), tuple(postings)
        for name in ("planned", "committed", "received", "spent"):
            if all(rules.why_not_write(posting, project, line, name) for posting in held for line in lines):
                del self.fields[name]


class OverlapField(forms.TypedChoiceField):
    """One pair of projects that waits for a ruling."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, **kwargs)

    def about(self, project: Project, postings: Iterable[Posting] = ()) -> None:
        waiting = [one for one in queries.overlaps_of(project) if one.state == "proposed"]
        pairs = [(one.pk, one.other if one.project_id == project.pk else one.project) for one in waiting]
        self.choices = [(key, f"{other.title} ({other.number})") for key, other in pairs]


class RulingForm(forms.Form):
    """Whether two projects have the same works."""

    overlap = OverlapField(label=_("The other project"))
    reason = text(_("Reason"), SHORT, rows=3)
