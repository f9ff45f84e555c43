"""The project that a problem holds up, on the forms of problems."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhitongche.express.projects.models import Project
from zhitongche.express.projects.picking import options_of
from zhitongche.express.projects.queries import picking
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web.forms import PickerField

from ..models import Problem

NUMBER = 40
LABEL = _("Project it holds up")
NONE = _("None")


class ProjectField(forms.ChoiceField):
    """The number of one of a village's open projects, or none."""

    max_length = NUMBER

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=LABEL, choices=[("", NONE)], required=False, **kwargs)

    def offer(self, projects: Iterable[Project]) -> None:
        self.choices = [("", NONE), *((one.number, one.title) for one in projects)]

    def about(self, problem: Problem, postings: Iterable[Posting] = ()) -> None:
        """The village's, and the one it is linked to already, wherever that lies and however it stands."""
        found = picking.open_in(problem.village_id, tuple(postings))
        own = problem.project
        self.offer(found if own is None or own in found else [own, *found])


class AnyProjectField(PickerField):
    """The number of a project within the reader's reach, found by it or by words of the title; `offer_projects` says whose."""

    default_error_messages = {
        "none": _("Nothing found. Try the number, or two characters of the title."),
        "gone": _("You see no project with this number."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="projects:pick", label=LABEL, required=False, **kwargs)
        self.max_length = NUMBER

    def within(self, postings: tuple[Posting, ...]) -> None:
        self.find = lambda words: options_of(picking.found_by(words, postings))
        self.get = lambda number: number if picking.found_by(number, postings) else None

    def clean(self, value: tuple[str, str] | None) -> str:
        return super().clean(value) or ""


def offer_projects(form: forms.BaseForm, postings: Iterable[Posting]) -> None:
    """Let the report's form offer the reader's projects; a village without any is not asked."""
    field, held = form.fields["project"], tuple(postings)
    if isinstance(field, AnyProjectField):
        field.within(held)
        return
    village = next((posting.scope for posting in held if posting.may(Permission.PROBLEM_REPORT)), "")
    if found := picking.open_in(village, held):
        field.offer(found)  # type: ignore[attr-defined]  # a `ProjectField`
    else:
        del form.fields["project"]


class LinkProjectForm(forms.Form):
    project = ProjectField(
        help_text=_("The village's projects that are not handed over. None: it holds up no project.")
    )
