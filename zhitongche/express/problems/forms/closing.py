"""What closing asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from zhitongche.foundation.files.fields import FilesField

from .. import queries
from ..models import Closure, Problem
from .fields import LONG, MAX_EVIDENCE, MAX_PHOTOS, SHORT, day, text


class ClosureForm(forms.Form):
    evidence = text(_("Evidence"), LONG, help_text=_("What was done and how it can be checked in the village."))
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=Problem.Outcome.choices, initial=Problem.Outcome.SOLVED, required=False
    )
    photos = FilesField(label=_("Photos"), limit=MAX_PHOTOS)
    evidence_files = FilesField(label=_("Documents"), limit=MAX_EVIDENCE, kind="document")

    def about(self, problem: Problem) -> None:
        """Say what the place asks for before a problem of this category may be called solved."""
        rule = queries.evidence_rule(problem)
        if rule is None:
            return
        for name, count in (("photos", rule.photo_count), ("evidence_files", rule.file_count)):
            least = ngettext("At least %(count)d.", "At least %(count)d.", count) % {"count": count} if count else ""
            self.fields[name].help_text = " ".join(part for part in (least, rule.hint) if part)

    def clean_outcome(self) -> str:
        return self.cleaned_data["outcome"] or Problem.Outcome.SOLVED


class ConfirmForm(forms.Form):
    satisfaction = forms.ChoiceField(
        label=_("Is the village satisfied?"), choices=Closure.Satisfaction.choices, widget=forms.RadioSelect
    )
    comment = text(_("Comment"), SHORT, required=False, rows=2)


class VerifyForm(forms.Form):
    opinion = text(_("Opinion"), SHORT, rows=3)
    review_on = day(
        _("Review on"), required=False, help_text=_("Needed where it is not solved: it is shelved until then.")
    )
