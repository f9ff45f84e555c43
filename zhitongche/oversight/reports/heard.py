"""A meeting with everything its papers say of it, read once: seven statements, however long the agenda is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from zhitongche.express.meetings import queries as meetings
from zhitongche.express.meetings.models import Answer, DraftReply, Invitation, Meeting, MeetingItem
from zhitongche.express.meetings.states import AnswerKind
from zhitongche.express.problems.models import Rectification
from zhitongche.foundation.papers.blocks import Cell, Column, Table
from zhitongche.foundation.papers.wording import in_days
from zhitongche.foundation.regions.queries import full_names

# The Chinese of the answers: a paper is in the office's language, whatever the reader's pages are in.
ANSWERS = {
    AnswerKind.SOLVED: "当场解决",
    AnswerKind.MEASURES: "提出措施",
    AnswerKind.SURVEY: "现场勘查",
    AnswerKind.RAISED_TO_CITY: "提请市级协调",
    AnswerKind.EXPLAINED: "解释说明",
}
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Heard:
    """What the records hold of one meeting."""

    meeting: Meeting
    items: Sequence[MeetingItem]
    invitations: Sequence[Invitation]
    promises: Sequence[Rectification]
    places: dict[str, str]

    def place_of(self, item: MeetingItem) -> str:
        return self.places.get(item.village_id, "")

    def name_of(self, invitation: Invitation) -> str:
        """A department by its name, a village by its own."""
        if invitation.department is not None:
            return str(invitation.department.name)
        return self.places.get(invitation.village_id or "", "")

    @property
    def departments(self) -> list[str]:
        return [one.department.name for one in self.invitations if one.department is not None]


def heard(meeting: Meeting) -> Heard:
    """Everything its papers are made of."""
    items, invitations = meetings.items_of(meeting), meetings.invitations_to(meeting)
    promises = meetings.promises_of(meeting)
    villages = {item.village_id for item in items} | {one.village_id for one in invitations if one.village_id}
    places = full_names({*villages, *(one.village_id for one in promises)})
    return Heard(meeting, items, invitations, promises, places)


def day_of(moment: datetime) -> date:
    return timezone.localdate(moment)


def at_hour(moment: datetime) -> str:
    """2026年6月3日（星期三）上午10:00."""
    local = timezone.localtime(moment)
    half = "上午" if local.hour < 12 else "下午"
    return f"{in_days(local.date())}（星期{WEEKDAYS[local.weekday()]}）{half}{local.hour}:{local.minute:02}"


def answered(one: Answer | DraftReply) -> str:
    """提出措施，更换变压器，2026年7月31日前完成。"""
    text = one.text.strip().rstrip("。")
    due = f"，{in_days(one.due_on)}前完成" if one.due_on else ""
    return f"{ANSWERS[AnswerKind(one.kind)]}：{text}{due}。"


def agenda_table(told: Heard, caption: str = "") -> Table:
    """The items in their order: what, where, who answers, when."""
    rows = []
    for number, item in enumerate(told.items, start=1):
        parties = "、".join(party.department.name for party in item.parties.all())
        begins = timezone.localtime(item.starts_at) if item.starts_at else None
        rows.append(
            (
                Cell(str(number)),
                Cell(item.problem.title, record=item.problem.number),
                Cell(told.place_of(item)),
                Cell(parties),
                Cell(f"{begins:%H:%M}" if begins else f"{item.minutes}分钟"),
            )
        )
    columns = (Column("序号", 6, True), Column("议题", 26), Column("提出单位", 20), Column("答复单位", 18))
    return Table((*columns, Column("时间", 8, True)), tuple(rows), caption)
