"""The township's check, and problems tied to each other."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from .. import forms, operations, queries, rules, schemas

# 共性问题: several at once; it has no one thing to act on.
GATHER = Action(_("Put under one"), forms.CommonForm, rules.why_not_gather, operations.gather)

ACTIONS: dict[str, Action] = {
    "check": Action(
        pgettext_lazy("problem", "Check"),
        forms.CheckForm,
        rules.why_not_check,
        operations.check,
        schemas.CheckBody,
        queries.waiting_for_check,
        is_primary=True,
    ),
    "merge": Action(_("Merge into another"), forms.MergeForm, rules.why_not_merge, operations.merge, schemas.MergeBody),
    "unmerge": Action(
        _("Take out again"), forms.ReasonForm, rules.why_not_unmerge, operations.unmerge, schemas.ReasonBody
    ),
    "link": Action(_("Put under another"), forms.LinkForm, rules.why_not_link, operations.link, schemas.LinkBody),
    "unlink": Action(
        _("Take from under it"), forms.ReasonForm, rules.why_not_unlink, operations.unlink, schemas.ReasonBody
    ),
    "mark_relapse": Action(
        _("Mark as come back"),
        forms.RelapseForm,
        rules.why_not_mark_relapse,
        operations.mark_relapse,
        schemas.RelapseBody,
    ),
    "link_project": Action(
        _("Say which project it holds up"),
        forms.LinkProjectForm,
        rules.why_not_link_project,
        operations.link_project,
        schemas.LinkProjectBody,
    ),
}
