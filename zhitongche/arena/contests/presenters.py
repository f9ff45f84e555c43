"""The sentences of a contest's life: for its own page (STEPS), the operation log (SENTENCES), and notices (NOTICES)."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STEPS: dict[str, Any] = {
    "draw_up": pgettext_lazy("contest", "drew the contest up."),
    "revise": pgettext_lazy("contest", "changed the draft."),
    "open": pgettext_lazy("contest", "opened it for entries; its rules are fixed from then on."),
    "propose_rules": pgettext_lazy("contest", "proposed to change its rules."),
    "sign_rules": pgettext_lazy("contest", "signed the change of its rules."),
    "close_entries": pgettext_lazy("contest", "closed entries; all are shown to all members."),
    "ask_late": pgettext_lazy("contest", "asked to enter late."),
    "decide_late": pgettext_lazy("contest", "decided a late request."),
}
SENTENCES: dict[str, Any] = {
    "contest.draw_up": _("drew a contest up"),
    "contest.revise": _("changed the draft of a contest"),
    "contest.open": _("opened a contest for entries"),
    "contest.propose_rules": _("proposed to change a contest's rules"),
    "contest.sign_rules": _("signed a change of a contest's rules"),
    "contest.close_entries": _("closed a contest's entries"),
    "contest.ask_late": _("asked to enter a contest late"),
    "contest.decide_late": _("decided a late request"),
    "contest.export_entries": _("took out the sheet of a contest's entries"),
    "entry.begin_entry": _("began an entry"),
    "entry.write_entry": _("changed an entry"),
    "entry.submit": _("submitted an entry"),
    "entry.withdraw": _("withdrew an entry"),
    "entry.comment": _("said something of an entry"),
    "entry.learn": _("learned from an entry"),
    "pledge.pledge": _("made a pledge"),
    "pledge.report_pledge": _("reported on a pledge"),
}
NOTICES: dict[str, Any] = {
    "contest.open": _("A contest is open for entries: %(title)s"),
    "contest.sign_rules": _("The rules or dates of a contest have changed: %(title)s"),
    "contest.close_entries": _("Entries are closed and shown: %(title)s"),
    "contest.decide_late": _("Your late request is decided: %(title)s"),
    "contest.comment": _("Somebody spoke of your entry: %(title)s"),
    "contest.answer": _("Your question is answered: %(title)s"),
    "contest.learn": _("Somebody learns from your entry: %(title)s"),
    "contest.report_pledge": _("A pledge that came of your entry is reported: %(title)s"),
}
