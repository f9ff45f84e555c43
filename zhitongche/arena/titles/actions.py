"""Every verb on a contest's result as people meet it: the page's buttons and the API's list are drawn from this one table."""

from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from . import forms, operations, queries, rules, schemas

ACTIONS: dict[str, Action] = {
    "settle": Action(
        pgettext_lazy("contest", "Settle"),
        forms.NothingForm,
        rules.why_not_settle,
        operations.settle,
        schemas.NothingBody,
        queries.waiting_for_settle,
        is_primary=True,
    ),
    "review": Action(
        pgettext_lazy("contest", "Sign the review"),
        forms.OpinionForm,
        rules.why_not_review,
        operations.review,
        schemas.OpinionBody,
        queries.waiting_for_review,
        is_primary=True,
    ),
    "publish": Action(
        pgettext_lazy("contest", "Put on public notice"),
        forms.NothingForm,
        rules.why_not_publish,
        operations.publish,
        schemas.NothingBody,
        queries.waiting_for_publish,
        is_primary=True,
    ),
    "object": Action(
        pgettext_lazy("contest", "Object"),
        forms.ObjectForm,
        rules.why_not_object,
        operations.object_,
        schemas.ObjectBody,
    ),
    "accept_objection": Action(
        pgettext_lazy("contest", "Accept the objection"),
        forms.AcceptForm,
        rules.why_not_accept_objection,
        operations.accept_objection,
        schemas.AcceptBody,
        queries.waiting_for_accept_objection,
        is_primary=True,
    ),
    "decide_objection": Action(
        pgettext_lazy("contest", "Decide the objection"),
        forms.DecideForm,
        rules.why_not_decide_objection,
        operations.decide_objection,
        schemas.DecideBody,
        queries.waiting_for_decide_objection,
        is_primary=True,
    ),
    "appeal": Action(
        pgettext_lazy("contest", "Appeal to the chief alliance"),
        forms.AppealForm,
        rules.why_not_appeal,
        operations.appeal,
        schemas.AppealBody,
    ),
    "decide_appeal": Action(
        pgettext_lazy("contest", "Decide the appeal"),
        forms.DecideForm,
        rules.why_not_decide_appeal,
        operations.decide_appeal,
        schemas.DecideBody,
        queries.waiting_for_decide_appeal,
        is_primary=True,
    ),
    "correct": Action(
        pgettext_lazy("contest", "Correct the result"),
        forms.CorrectForm,
        rules.why_not_correct,
        operations.correct,
        schemas.CorrectBody,
        queries.waiting_for_correct,
    ),
    "finalise": Action(
        pgettext_lazy("contest", "End it and award the titles"),
        forms.NothingForm,
        rules.why_not_finalise,
        operations.finalise,
        schemas.NothingBody,
        queries.waiting_for_finalise,
        is_primary=True,
    ),
    "revoke": Action(
        pgettext_lazy("contest", "Revoke a title"),
        forms.RevokeForm,
        rules.why_not_revoke,
        operations.revoke,
        schemas.RevokeBody,
    ),
}
