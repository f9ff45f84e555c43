"""What papers there are, what each is about, and which head it bears."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.papers.blocks import HeadKind


class Kind(TextChoices):
    """文种, in the order in which an office needs them."""

    BRIEFING = "briefing", pgettext_lazy("kind of paper", "Briefing")
    NOTICE = "notice", pgettext_lazy("kind of paper", "Notice of a meeting")
    AGENDA = "agenda", pgettext_lazy("kind of paper", "Agenda")
    ATTENDANCE = "attendance", pgettext_lazy("kind of paper", "Attendance sheet")
    SCRIPT = "script", pgettext_lazy("kind of paper", "Host's script")
    MINUTES = "minutes", pgettext_lazy("kind of paper", "Minutes")
    RECTIFICATION = "rectification", pgettext_lazy("kind of paper", "Rectification list of a meeting")
    SUPERVISION = "supervision", pgettext_lazy("kind of paper", "Supervision notice")


@dataclass(frozen=True)
class Make:
    """The head it bears, the letters in it, and what stands for its number until it has one; a list has none of them."""

    head: str = ""
    letters: str = ""
    unnumbered: str = ""


MAKES: dict[str, Make] = {
    Kind.BRIEFING: Make(HeadKind.BRIEFING, "第一书记项目直通车简报", "第×期"),
    Kind.NOTICE: Make(HeadKind.RED, "文件"),
    Kind.AGENDA: Make(),
    Kind.ATTENDANCE: Make(),
    Kind.SCRIPT: Make(),
    Kind.MINUTES: Make(HeadKind.MINUTES, "项目对接会纪要", "第×期"),
    Kind.RECTIFICATION: Make(),
    Kind.SUPERVISION: Make(HeadKind.BRIEFING, "督办通知单", "第×号"),
}
# What there is only after the meeting was held; it drafts itself then.
AFTERWARDS = (Kind.MINUTES, Kind.RECTIFICATION)
BEFOREHAND = (Kind.NOTICE, Kind.AGENDA, Kind.ATTENDANCE, Kind.SCRIPT)
OF_A_MEETING = frozenset({*BEFOREHAND, *AFTERWARDS})
