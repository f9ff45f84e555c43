"""Every verb of this room as people meet it: on the contest (ACTIONS) and on an entry (ENTRIES)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.flow import Action

from . import forms, operations, queries, rules, schemas

DRAW_UP = Action(
    pgettext_lazy("contest", "Draw up a contest"),
    forms.DrawUpForm,
    rules.why_not_draw_up,
    operations.draw_up,
    schemas.DrawUpContestBody,
)
BEGIN_ENTRY = Action(
    pgettext_lazy("entry", "Enter"),
    forms.BeginEntryForm,
    rules.why_not_begin_entry,
    operations.begin_entry,
    schemas.BeginEntryBody,
    queries.waiting_for_entry,
    is_primary=True,
)

ACTIONS: dict[str, Action] = {
    "open": Action(
        pgettext_lazy("contest", "Open for entries"),
        forms.OpenForm,
        rules.why_not_open,
        operations.open_,
        schemas.OpenContestBody,
        queries.waiting_for_open,
        is_primary=True,
    ),
    "revise": Action(
        pgettext_lazy("contest", "Change the draft"),
        forms.ReviseForm,
        rules.why_not_revise,
        operations.revise,
        schemas.ReviseContestBody,
    ),
    "close_entries": Action(
        pgettext_lazy("contest", "Close entries"),
        forms.CloseEntriesForm,
        rules.why_not_close_entries,
        operations.close_entries,
        schemas.CloseEntriesBody,
    ),
    "propose_rules": Action(
        pgettext_lazy("contest", "Propose to change its rules"),
        forms.ProposeRulesForm,
        rules.why_not_propose_rules,
        operations.propose_rules,
        schemas.ProposeRulesBody,
    ),
    "sign_rules": Action(
        pgettext_lazy("contest", "Sign the change of its rules"),
        forms.SignRulesForm,
        rules.why_not_sign_rules,
        operations.sign_rules,
        schemas.SignRulesBody,
        queries.waiting_for_sign_rules,
        is_primary=True,
    ),
    "ask_late": Action(
        pgettext_lazy("contest", "Ask to enter late"),
        forms.AskLateForm,
        rules.why_not_ask_late,
        operations.ask_late,
        schemas.AskLateBody,
    ),
    "decide_late": Action(
        pgettext_lazy("contest", "Decide a late request"),
        forms.DecideLateForm,
        rules.why_not_decide_late,
        operations.decide_late,
        schemas.DecideLateBody,
        queries.waiting_for_decide_late,
        is_primary=True,
    ),
}

ENTRIES: dict[str, Action] = {
    "submit": Action(
        pgettext_lazy("entry", "Submit"),
        forms.SubmitForm,
        rules.why_not_submit,
        operations.submit,
        schemas.SubmitEntryBody,
        is_primary=True,
    ),
    "write_entry": Action(
        pgettext_lazy("entry", "Change"),
        forms.WriteEntryForm,
        rules.why_not_write_entry,
        operations.write_entry,
        schemas.WriteEntryBody,
    ),
    "withdraw": Action(
        pgettext_lazy("entry", "Withdraw"),
        forms.WithdrawForm,
        rules.why_not_withdraw,
        operations.withdraw,
        schemas.WithdrawEntryBody,
    ),
    "comment": Action(
        pgettext_lazy("showcase", "Comment or ask"),
        forms.CommentForm,
        rules.why_not_comment,
        operations.comment,
        schemas.CommentBody,
    ),
    "learn": Action(
        pgettext_lazy("showcase", "Learn from this"),
        forms.LearnForm,
        rules.why_not_learn,
        operations.learn,
        schemas.LearnBody,
    ),
    "pledge": Action(
        pgettext_lazy("showcase", "Pledge"),
        forms.PledgeForm,
        rules.why_not_pledge,
        operations.pledge,
        schemas.PledgeBody,
    ),
    "report_pledge": Action(
        _("Report on a pledge"),
        forms.ReportPledgeForm,
        rules.why_not_report_pledge,
        operations.report_pledge,
        schemas.ReportPledgeBody,
        queries.waiting_for_report_pledge,
    ),
}

# What waits for somebody is told by contest, also where the act is on an entry of it.
WAITING: dict[str, Action] = {**ACTIONS, "begin_entry": BEGIN_ENTRY, "report_pledge": ENTRIES["report_pledge"]}
