"""The works."""

from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from .. import forms, operations, queries, rules, schemas

ACTIONS: dict[str, Action] = {
    "start": Action(
        pgettext_lazy("project", "Start the works"),
        forms.StartForm,
        rules.why_not_start,
        operations.start,
        schemas.StartBody,
        queries.waiting_for_start,
        is_primary=True,
    ),
    "report_progress": Action(
        pgettext_lazy("project", "Report the month"),
        forms.ReportForm,
        rules.why_not_report_progress,
        operations.report_progress,
        schemas.ProjectProgressBody,
        queries.waiting_for_report_progress,
        is_primary=True,
    ),
    "accept_work": Action(
        pgettext_lazy("project", "Accept the works"),
        forms.AcceptWorkForm,
        rules.why_not_accept_work,
        operations.accept_work,
        schemas.AcceptWorkBody,
        queries.waiting_for_accept_work,
        is_primary=True,
    ),
    "set_milestones": Action(
        pgettext_lazy("project", "Set milestones"),
        forms.MilestonesForm,
        rules.why_not_set_milestones,
        operations.set_milestones,
        schemas.MilestonesBody,
    ),
    "add_photos": Action(
        pgettext_lazy("project", "Add photos"),
        forms.PhotosForm,
        rules.why_not_add_photos,
        operations.add_photos,
        schemas.PhotosBody,
    ),
}
