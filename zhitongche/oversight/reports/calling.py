"""The papers before a meeting: notice with receipt (会议通知、回执), agenda, attendance sheet, the host's script."""

from zhitongche.foundation.papers.blocks import (
    Block,
    Column,
    Label,
    PageBreak,
    Sheet,
    Table,
    Title,
    cells,
)
from zhitongche.foundation.papers.wording import in_days, month_and_day

from .heard import Heard, agenda_table, answered, at_hour
from .parts import Draft, Part, PartKind

AGENDA, RECEIPT, SHEET = "会议议程", "参会回执", "会议签到表"
# So many empty lines stand behind those invited, for whoever comes besides.
SPARE = 4


def notice(told: Heard) -> Draft:
    """关于召开……的通知, with the agenda and the receipt behind it."""
    meeting = told.meeting
    villages = sum(1 for one in told.invitations if one.village_id)
    reached = "、".join(told.departments) or "各有关单位"
    due = f"请各答复单位于{in_days(meeting.draft_due_on)}前报送拟答复意见" if meeting.draft_due_on else ""
    parts = [
        Part(PartKind.ADDRESSEE, f"{reached}，各有关村第一书记" if villages else reached),
        Part(PartKind.TEXT, f"经研究，决定召开{meeting.title}，现将有关事项通知如下。"),
        Part(PartKind.HEADING, "会议时间"),
        Part(PartKind.CASE, f"{at_hour(meeting.starts_at)}。", meeting.number),
        Part(PartKind.HEADING, "会议地点"),
        Part(PartKind.TEXT, f"{meeting.place}。"),
        Part(PartKind.HEADING, "会议议题"),
        Part(PartKind.TEXT, f"共{len(told.items)}项，见附件1。"),
        Part(PartKind.HEADING, "有关要求"),
        Part(PartKind.TEXT, "请各单位安排熟悉情况、能够当场答复的负责同志参会，并填写回执。"),
        *([Part(PartKind.TEXT, f"{due}，经单位主要负责人审定。")] if due else []),
        *([Part(PartKind.TEXT, meeting.note)] if meeting.note else []),
        Part(PartKind.ATTACHMENTS, f"{AGENDA}；{RECEIPT}"),
        Part(PartKind.SIGNATURE, ""),
        Part(PartKind.TABLE, AGENDA),
        Part(PartKind.TABLE, RECEIPT),
    ]
    return Draft(f"关于召开{meeting.title}的通知", tuple(parts), blocks=_attached(told))


def _attached(told: Heard) -> dict[str, tuple[Block, ...]]:
    agenda = (PageBreak(), Title(AGENDA), agenda_table(told))
    receipt = Sheet(
        (
            (Label("单位", ""),),
            (Label("参会人员", ""), Label("职务", "")),
            (Label("联系电话", ""), Label("是否发言", "")),
            (Label("有何要求", ""),),
        ),
        (14, 14, 14, 40),
    )
    return {AGENDA: agenda, RECEIPT: (PageBreak(), Title(RECEIPT, f"（{told.meeting.title}）"), receipt)}


def agenda(told: Heard) -> Draft:
    """When, where, who leads it, and what is heard in which order."""
    meeting = told.meeting
    host = [Part(PartKind.TEXT, f"主持人：{meeting.host}")] if meeting.host else []
    parts = (
        Part(PartKind.CASE, f"时间：{at_hour(meeting.starts_at)}", meeting.number),
        Part(PartKind.TEXT, f"地点：{meeting.place}"),
        *host,
        Part(PartKind.TABLE, AGENDA),
    )
    return Draft(f"{meeting.title}议程", parts, blocks={AGENDA: (agenda_table(told),)})


def attendance(told: Heard) -> Draft:
    """会议签到表: who was invited, who was named in the receipt, and room to sign."""
    rows = [
        (str(place), told.name_of(one), one.attendees, "", "") for place, one in enumerate(told.invitations, start=1)
    ]
    spare = [(str(len(rows) + place), "", "", "", "") for place in range(1, SPARE + 1)]
    columns = (Column("序号", 6, True), Column("单位", 24), Column("参会人员", 18), Column("签名", 18))
    table = Table((*columns, Column("联系电话", 16)), cells([*rows, *spare]), height=11)
    meeting = told.meeting
    return Draft(
        f"{meeting.title}签到表",
        (Part(PartKind.TABLE, SHEET),),
        blocks={SHEET: (table,)},
        note=f"{at_hour(meeting.starts_at)}　{meeting.place}",
    )


def script(told: Heard) -> Draft:
    """主持词: item after item, who speaks, and what the department means to answer."""
    meeting = told.meeting
    unkept = sum(1 for item in told.items if item.unkept_id)
    before = f"其中{unkept}项是上次会议承诺尚未兑现的事项，先行办理。" if unkept else ""
    parts = [
        Part(PartKind.TEXT, "同志们："),
        Part(
            PartKind.CASE, f"现在开会。今天召开{meeting.title}，共有{len(told.items)}项议题。{before}", meeting.number
        ),
        Part(
            PartKind.TEXT,
            "每项议题先由第一书记介绍情况，再由有关单位当场答复，能解决的当场解决，需要时间的明确措施和时限。",
        ),
    ]
    for number, item in enumerate(told.items, start=1):
        names = "、".join(party.department.name for party in item.parties.all()) or "有关单位"
        parts += [
            Part(PartKind.HEADING, item.problem.title),
            Part(
                PartKind.CASE,
                f"进行第{number}项。请{told.place_of(item)}第一书记介绍情况，时间{item.minutes}分钟以内。",
                item.problem.number,
            ),
            Part(PartKind.TEXT, f"请{names}答复。"),
            *(
                Part(PartKind.TEXT, f"（{one.department.name}拟答复：{answered(one)}）")
                for one in item.drafts.all()
                if one.approved_at is not None
            ),
            Part(PartKind.TEXT, "我小结一下：答复的措施和时限记入整改清单，会后逐项督办。"),
        ]
    closing = (
        f"今天的会议到此结束。会议纪要和整改清单将于会后印发，请各单位抓好落实。（{month_and_day(meeting.starts_on)}）"
    )
    parts.append(Part(PartKind.TEXT, closing))
    return Draft(f"{meeting.title}主持词", tuple(parts))
