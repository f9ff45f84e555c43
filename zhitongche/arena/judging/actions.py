"""Every verb of judging as people meet it: the page's buttons and the API's list are drawn from these tables."""

from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from . import forms, operations, queries, rules, schemas

ACTIONS: dict[str, Action] = {
    "empanel": Action(
        pgettext_lazy("judging", "Name the panel"),
        forms.EmpanelForm,
        rules.why_not_empanel,
        operations.empanel,
        schemas.EmpanelBody,
    ),
    "declare": Action(
        pgettext_lazy("judging", "Declare whom I may not judge"),
        forms.DeclareForm,
        rules.why_not_declare,
        operations.declare,
        schemas.DeclareBody,
        queries.waiting_for_declare,
        is_primary=True,
    ),
    "recuse": Action(
        pgettext_lazy("judging", "Propose a recusal"),
        forms.RecuseForm,
        rules.why_not_recuse,
        operations.recuse,
        schemas.RecuseBody,
    ),
    "decide_recusal": Action(
        pgettext_lazy("judging", "Decide a recusal"),
        forms.DecideRecusalForm,
        rules.why_not_decide_recusal,
        operations.decide_recusal,
        schemas.DecideRecusalBody,
        queries.waiting_for_decide_recusal,
        is_primary=True,
    ),
    "draw_order": Action(
        pgettext_lazy("judging", "Draw the order by lot"),
        forms.DrawOrderForm,
        rules.why_not_draw_order,
        operations.draw_order,
        schemas.DrawOrderBody,
    ),
    "assign_judges": Action(
        pgettext_lazy("judging", "Assign judges"),
        forms.AssignJudgesForm,
        rules.why_not_assign_judges,
        operations.assign_judges,
        schemas.AssignJudgesBody,
    ),
    "give_points": Action(
        pgettext_lazy("judging", "Give points no judge gives"),
        forms.GivePointsForm,
        rules.why_not_give_points,
        operations.give_points,
        schemas.GivePointsBody,
    ),
    "exclude": Action(
        pgettext_lazy("judging", "Leave out of the ranking"),
        forms.ExcludeForm,
        rules.why_not_exclude,
        operations.exclude,
        schemas.ExcludeBody,
    ),
    "adjust": Action(
        pgettext_lazy("judging", "Add or deduct points"),
        forms.AdjustForm,
        rules.why_not_adjust,
        operations.adjust,
        schemas.AdjustBody,
    ),
    "unseat": Action(
        pgettext_lazy("judging", "Let a judge leave"),
        forms.UnseatForm,
        rules.why_not_unseat,
        operations.unseat,
        schemas.UnseatBody,
    ),
    "close_scores": Action(
        pgettext_lazy("judging", "Close the scores"),
        forms.CloseScoresForm,
        rules.why_not_close_scores,
        operations.close_scores,
        schemas.CloseScoresBody,
        is_primary=True,
    ),
}

# What a judge does at the own desk; these are no verbs of the contest's life.
DESK: dict[str, Action] = {
    "submit_scores": Action(
        pgettext_lazy("judging", "Hand my scores in"),
        forms.SubmitForm,
        rules.why_not_score,
        operations.submit_scores,
        schemas.SubmitBody,
        queries.waiting_for_submit_scores,
        is_primary=True,
    ),
}

# The made-up entry, on pages of its own; no verbs of the contest's life either.
CALIBRATION: dict[str, Action] = {
    "calibrate": Action(
        pgettext_lazy("judging", "Set the made-up entry"),
        forms.CalibrateForm,
        rules.why_not_calibrate,
        operations.calibrate,
        schemas.CalibrateBody,
    ),
    "try_calibration": Action(
        pgettext_lazy("judging", "Score the made-up entry"),
        forms.PointsForm,
        rules.why_not_try_calibration,
        operations.try_calibration,
        schemas.TryCalibrationBody,
    ),
}
