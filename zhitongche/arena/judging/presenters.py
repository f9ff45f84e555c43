"""The sentences of judging: for the contest's page (STEPS), the operation log (SENTENCES), and notices (NOTICES)."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STEPS: dict[str, Any] = {
    "empanel": pgettext_lazy("judging", "named the panel."),
    "unseat": pgettext_lazy("judging", "let a judge leave."),
    "declare": pgettext_lazy("judging", "declared whom they may not judge."),
    "recuse": pgettext_lazy("judging", "proposed a recusal."),
    "decide_recusal": pgettext_lazy("judging", "decided a recusal."),
    "draw_order": pgettext_lazy("judging", "drew the order by lot."),
    "assign_judges": pgettext_lazy("judging", "assigned the judges."),
    "give_points": pgettext_lazy("judging", "gave points that no judge gives."),
    "exclude": pgettext_lazy("judging", "said whether an entry is ranked."),
    "adjust": pgettext_lazy("judging", "added points to an entry or deducted some."),
    "close_scores": pgettext_lazy("judging", "closed the scores."),
}
SENTENCES: dict[str, Any] = {
    "contest.empanel": _("named the panel of a contest"),
    "contest.unseat": _("let a judge leave the panel of a contest"),
    "contest.declare": _("declared which entries of a contest they may not judge"),
    "contest.recuse": _("proposed that a judge is recused from an entry"),
    "contest.decide_recusal": _("decided whether a judge is recused from an entry"),
    "contest.draw_order": _("drew by lot in which order entries are heard"),
    "contest.assign_judges": _("assigned the judges of a contest to its entries"),
    "contest.give_points": _("gave an entry points that no judge gives"),
    "contest.exclude": _("said whether an entry is ranked"),
    "contest.adjust": _("added points to an entry or deducted some"),
    "contest.close_scores": _("closed the scores of a contest"),
    "contest.take_out_sheets": _("took out score sheets of a contest"),
    "contest.calibrate": _("set the made-up entry that judges score first"),
    "contest.call_up": _("gave an entry the floor"),
    "contest.open_scoring": _("opened the scoring of an entry in the hall"),
    "contest.show_marks": _("showed the marks of an entry in the hall"),
    "judgeseat.give_card": _("made a one-time card for a judge"),
    "judgeseat.use_card": _("came in by a one-time card"),
    "judgeseat.submit_scores": _("handed their scores in"),
    "judgeseat.try_calibration": _("scored the made-up entry"),
    "judgeseat.read_paper": _("typed off a printed score sheet"),
    "scoresheet.score": _("scored an entry"),
}
NOTICES: dict[str, Any] = {
    "contest.empanel": _("You are a judge of this contest; declare whom you may not judge: %(title)s"),
    "contest.unseat": _("The panel of this contest has changed: %(title)s"),
    "contest.recuse": _("A recusal waits for your decision: %(title)s"),
    "contest.decide_recusal": _("A recusal that concerns you was decided: %(title)s"),
    "contest.assign_judges": _("Judges were assigned to the entries of this contest: %(title)s"),
    "contest.close_scores": _("The scores of this contest are closed: %(title)s"),
}
