"""The papers after a meeting: the minutes (会议纪要), each line traced to a record, and its rectification list (整改清单)."""

from zhitongche.express.meetings.models import Invitation, MeetingItem
from zhitongche.express.problems.models import Rectification
from zhitongche.express.problems.states import State
from zhitongche.foundation.papers.blocks import Block, Cell, Column, Label, Labels, Table
from zhitongche.foundation.papers.wording import in_days

from .heard import Heard, answered, at_hour, day_of
from .parts import Draft, Part, PartKind

LIST, PRESENT = "整改清单", "参会情况"
PRESENCE = {
    Invitation.Presence.PRESENT: "出席",
    Invitation.Presence.EXCUSED: "请假",
    Invitation.Presence.ABSENT: "缺席",
}
# What had become of a problem before anything could be set down.
ELSEWHERE = {State.CLOSED: "已销号", State.MERGED: "已并入其他问题", State.SHELVED: "已暂缓", State.WITHDRAWN: "已撤回"}


def minutes(told: Heard) -> Draft:
    """What was heard and answered, what was promised by when, what was left open, who was there."""
    meeting = told.meeting
    host = f"{meeting.host}主持会议。" if meeting.host else ""
    counted = (
        f"会议共安排议题{meeting.item_count}项，答复{meeting.answered_count}项，形成整改承诺{len(told.promises)}项。"
    )
    parts = [
        Part(
            PartKind.CASE,
            f"{at_hour(meeting.starts_at)}，{meeting.title}在{meeting.place}召开。{host}{counted}纪要如下。",
            meeting.number,
        ),
        Part(PartKind.HEADING, "议题办理情况"),
        *(part for item in told.items for part in _item(told, item)),
        *_left_over(told),
        *([Part(PartKind.HEADING, LIST), Part(PartKind.TABLE, LIST)] if told.promises else []),
        Part(PartKind.TABLE, PRESENT),
        Part(PartKind.SEND, _receivers(told)),
    ]
    blocks: dict[str, tuple[Block, ...]] = {LIST: (_promised(told, is_wide=False),), PRESENT: (_present(told),)}
    return Draft(f"{meeting.title}纪要", tuple(parts), blocks=blocks)


def _item(told: Heard, item: MeetingItem) -> list[Part]:
    """One item: what it is about, and a line for each answer, traced to the promise it became, else to the problem."""
    number = item.problem.number
    lines = [
        Part(PartKind.SUBHEADING, item.problem.title),
        Part(PartKind.CASE, f"{told.place_of(item)}反映。", number),
    ]
    for answer in item.answers.all():
        record = answer.rectification.number if answer.rectification else number
        spoke = f"（{answer.speaker}）" if answer.speaker else ""
        lines.append(Part(PartKind.CASE, f"{answer.department.name}{spoke}答复，{answered(answer)}", record))
    if not item.answers.all() and item.closed_elsewhere:
        became = ELSEWHERE.get(State(item.closed_elsewhere), "已另行办理")
        lines.append(Part(PartKind.CASE, f"会议结束前，该问题{became}。", number))
    return lines


def _left_over(told: Heard) -> list[Part]:
    left = [item for item in told.items if item.is_carried_over]
    if not left:
        return []
    return [
        Part(PartKind.HEADING, "未答复议题"),
        *(Part(PartKind.CASE, f"{item.problem.title}，结转下次会议。", item.problem.number) for item in left),
    ]


def _present(told: Heard) -> Labels:
    """出席、请假、缺席: by the list that was taken; who sent nobody is named."""
    labels = []
    for presence, word in PRESENCE.items():
        there = [one for one in told.invitations if one.presence == presence]
        if there:
            said = [f"{told.name_of(one)}{f'（{one.came}）' if one.came else ''}" for one in there]
            labels.append(Label(word, "、".join(said)))
    return Labels(tuple(labels) or (Label("出席", "未签到"),))


def _receivers(told: Heard) -> str:
    villages = any(one.village_id for one in told.invitations)
    names = "、".join(told.departments) or "各有关单位"
    return f"{names}，各有关村第一书记" if villages else names


def rectifications(told: Heard) -> Draft:
    """One line for each promise: who, what, by when, and how it stands on the day the list is drawn."""
    meeting = told.meeting
    return Draft(
        f"{meeting.title}整改清单",
        (Part(PartKind.TABLE, LIST),),
        blocks={LIST: (_promised(told, is_wide=True),)},
        note=f"{in_days(day_of(meeting.starts_at))}　共{len(told.promises)}项",
    )


def _promised(told: Heard, *, is_wide: bool) -> Table:
    """The promises; the wide list lies and also says where each is and how it stands."""
    more = (Column("进展", 10),) if is_wide else ()
    place = (Column("村", 20),) if is_wide else ()
    columns = (Column("序号", 6, True), Column("问题", 22), *place, Column("整改措施", 30), Column("责任单位", 14))
    rows = [_line(told, number, one, is_wide=is_wide) for number, one in enumerate(told.promises, start=1)]
    return Table((*columns, Column("完成时限", 18), *more), tuple(rows), is_landscape=is_wide)


def _line(told: Heard, number: int, one: Rectification, *, is_wide: bool) -> tuple[Cell, ...]:
    stands = "已完成" if one.state == Rectification.State.DONE and not one.is_dropped else "整改中"
    place = (Cell(told.places.get(one.village_id, "")),) if is_wide else ()
    said = Cell(one.promise, record=one.number)
    end = (Cell("已终止" if one.is_dropped else stands),) if is_wide else ()
    return (
        Cell(str(number)),
        Cell(one.problem.title, record=one.problem.number),
        *place,
        said,
        Cell(one.department.name),
        Cell(in_days(one.due_on)),
        *end,
    )
