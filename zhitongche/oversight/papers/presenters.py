"""The sentences of a paper's life: for its own page (STEPS), for the operation log (SENTENCES), for notices (NOTICES)."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# verb: the sentence, and which of its words are quoted below it.
STEPS: dict[str, tuple[Any, str]] = {
    "draft": (pgettext_lazy("paper", "drafted it from the records."), ""),
    "revise": (pgettext_lazy("paper", "edited the text."), ""),
    "choose_cases": (pgettext_lazy("paper", "chose the typical cases."), ""),
    "draw_anew": (pgettext_lazy("paper", "read the records anew."), ""),
    "submit": (pgettext_lazy("paper", "sent it for review."), ""),
    "take_back": (pgettext_lazy("paper", "took it back from review."), ""),
    "return": (pgettext_lazy("paper", "sent it back."), "reason"),
    "issue": (pgettext_lazy("paper", "signed and issued it: %(issue)s."), ""),
    "propose_recall": (pgettext_lazy("paper", "proposed a recall."), "reason"),
    "recall": (pgettext_lazy("paper", "signed the recall."), "opinion"),
    "keep": (pgettext_lazy("paper", "refused the recall."), "opinion"),
    "discard": (pgettext_lazy("paper", "discarded the draft."), "reason"),
}
SENTENCES: dict[str, Any] = {
    "paper.draft": _("drafted a paper"),
    "paper.revise": _("edited a paper"),
    "paper.choose_cases": _("chose the typical cases of a paper"),
    "paper.draw_anew": _("read the records of a paper anew"),
    "paper.submit": _("sent a paper for review"),
    "paper.take_back": _("took a paper back from review"),
    "paper.return": _("sent a paper back"),
    "paper.issue": _("signed and issued a paper"),
    "paper.propose_recall": _("proposed the recall of a paper"),
    "paper.recall": _("signed the recall of a paper"),
    "paper.keep": _("refused the recall of a paper"),
    "paper.discard": _("discarded a paper"),
    "paper.archive": _("kept the final files of a paper"),
    "papertemplate.place": _("put a template of papers in place"),
}
NOTICES: dict[str, Any] = {
    "paper.draft": _("Drafted from the records: %(title)s. Please look it through and send it for review."),
    "paper.submit": _("%(actor)s asks you to review and sign: %(title)s"),
    "paper.return": _("%(actor)s sent back: %(title)s"),
    "paper.issue": _("%(actor)s signed and issued: %(title)s"),
    "paper.propose_recall": _("%(actor)s proposes to recall: %(title)s. It stays in force until somebody signs."),
    "paper.recall": _("%(actor)s signed the recall of: %(title)s"),
    "paper.keep": _("%(actor)s refused the recall of: %(title)s"),
}
