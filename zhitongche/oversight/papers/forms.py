"""What the pages of papers send: shape, type and limits, nothing else."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.files.fields import FilesField
from zhitongche.foundation.regions.queries import scope_of
from zhitongche.foundation.web.fields import SHORT, ReasonForm, day, text

from .kinds import Kind
from .queries import Filters
from .states import State

__all__ = ["ReasonForm"]

NUMBER, TITLE, TEXT, NAME, ISSUE, MOST_CASES = 40, 100, 20000, 60, 40, 20
ANY = ("", _("Any"))


class CasesField(forms.MultipleChoiceField):
    """Numbers of problems in the order they are told."""

    widget = forms.CheckboxSelectMultiple
    limit = MOST_CASES

    def validate(self, value: list[str]) -> None:
        """Whether a number can be told is the act's own question."""
        if not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(value) > self.limit:
            raise forms.ValidationError(_("At most %(limit)s.") % {"limit": self.limit})


class OneFileField(FilesField):
    """One file: its id."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(limit=1, required=True, **kwargs)

    def clean(self, value: Any) -> UUID:  # type: ignore[override]  # one, where its parent has several
        return super().clean(value)[0]


class DraftForm(forms.Form):
    kind = forms.ChoiceField(label=pgettext_lazy("paper", "Which paper"), choices=Kind.choices)
    record = forms.CharField(
        label=_("Number of the meeting, problem or promise"),
        max_length=NUMBER,
        required=False,
        help_text=_("Of a supervision notice the late problem or promise, of a briefing none."),
    )
    since = day(_("From"), required=False, help_text=_("Of a briefing: its first day."))
    until = day(_("Before"), required=False, help_text=_("Of a briefing: the day after its last."))


class ReviseForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=TITLE)
    text = text(
        pgettext_lazy("paper", "Text"),
        TEXT,
        rows=24,
        help_text=_(
            "A line for each paragraph. “# ” begins a heading, “## ” one below it, “= ” names a table of this paper, "
            "“@” and a number tell from which record a paragraph is. [[closed]] is a figure, [[closed~]] says it as 70多."
        ),
    )


class ChooseCasesForm(forms.Form):
    problems = CasesField(label=_("Typical cases"), help_text=_("Solved in this time and found good by the village."))


class DrawAnewForm(forms.Form):
    """Nothing more is asked."""


class SubmitForm(forms.Form):
    due_on = day(_("Please sign by"), required=False)


class TakeBackForm(forms.Form):
    """Nothing more is asked."""


class IssueForm(forms.Form):
    issue = forms.CharField(
        label=pgettext_lazy("paper", "Issue or document number"),
        max_length=ISSUE,
        help_text=_("As the office numbers it: 第9期, 藤组通〔2026〕9号."),
    )
    signer = forms.CharField(
        label=_("Signed by"), max_length=NAME, required=False, help_text=_("Left empty: your own name.")
    )


class OpinionForm(forms.Form):
    opinion = text(_("Your opinion"), SHORT, rows=3)


class TemplateForm(forms.Form):
    kind = forms.ChoiceField(label=pgettext_lazy("paper", "Which paper"), choices=Kind.choices)
    file = OneFileField(label=_("Word template"), kind="document")


class FilterForm(forms.Form):
    """The filters of the list; what is wrong in an address lets everything pass."""

    state = forms.ChoiceField(choices=[ANY, *State.choices], required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=pgettext_lazy("paper", "Which paper"), choices=[ANY, *Kind.choices], required=False)
    region = forms.CharField(label=_("Code of a place"), max_length=12, required=False)
    record = forms.CharField(label=_("Number of the meeting, problem or promise"), max_length=NUMBER, required=False)

    def filters(self) -> Filters:
        self.is_valid()
        given = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        return Filters(**{**given, "region": scope_of(given["region"]) or ""})

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("kind", "region", "record"))
