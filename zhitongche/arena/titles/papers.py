"""The office's papers of a result: the public notice, the champions' circular, and a title's certificate.

They stand here and not with the papers that are drafted and signed (`oversight/papers`): what they say is decided by the
result, and they are set anew whenever somebody asks.
"""

from datetime import date, datetime

from django.utils import timezone

from zhitongche.arena.contests.models import Contest
from zhitongche.foundation.papers.blocks import (
    Addressee,
    Block,
    Column,
    Document,
    Head,
    HeadKind,
    Note,
    Signature,
    Table,
    Title,
    cells,
    said,
)
from zhitongche.foundation.papers.wording import in_days, organization_department
from zhitongche.foundation.regions.queries import full_names

from . import bundling, presenting, queries, wording
from .models import Settlement
from .models import Title as Award

NOTICE, CIRCULAR = "notice", "circular"
KINDS = (NOTICE, CIRCULAR)
DRAFT = "代拟稿"
TITLES = {Award.Kind.CHAMPION: "分盟擂主", Award.Kind.GRAND_CHAMPION: "总擂主"}


def paper(kind: str, contest: Contest, settlement: Settlement, now: datetime) -> Document:
    """The public notice or the circular of a contest that is published."""
    today = timezone.localdate(now)
    return notice(contest, settlement, today) if kind == NOTICE else circular(contest, settlement, today)


def notice(contest: Contest, settlement: Settlement, today: date) -> Document:
    """关于……拟定擂主的公示: who, by which quota, until when, and how one objects. No score and no rank."""
    begun = timezone.localdate(contest.published_at) if contest.published_at else today
    ends = contest.notice_ends_on or begun
    answer = bundling.kept(settlement.answer)
    ranked = answer.settlement.ranked_count
    arithmetic = wording.quota_arithmetic(answer.answer["rules"]["quota"], ranked, settlement.champions_allowed)
    blocks: list[Block] = [
        said(
            f"{contest.alliance.name}“{contest.title}”已完成评分和计分定榜。按照事先公布的规则，参加排名{ranked}个项目，"
            f"擂主名额为{arithmetic}。现将拟定擂主公示如下（排名不分先后）。"
        ),
        _table(contest, settlement),
        said(
            f"公示期为{contest.notice_days}个工作日（{in_days(begun)}至{in_days(ends)}）。参评人和联盟成员如有异议，"
            "请在公示期内实名提出，写明事实和理由。异议在1个工作日内受理，5个工作日内由未参与本场组织、评分和定榜的人员"
            "书面答复；对答复不服的，可以向总盟申诉一次。提出异议情况予以保密。"
        ),
        said("参评人、评委可以取得密封评分包，自行核验计分结果。"),
        Note(f"结果校验值：{settlement.digest}"),
    ]
    return _document(contest, f"关于{contest.title}拟定擂主的公示", blocks, begun)


def circular(contest: Contest, settlement: Settlement, today: date) -> Document:
    """关于……擂主的通报: for everybody in the alliance. No score and no rank."""
    awarded = [one for one in queries.titles(contest) if one.state == Award.State.IN_FORCE]
    names = "、".join(f"{one.region.short_name}第一书记{one.person.name}" for one in awarded)
    text = f"在{contest.alliance.name}“{contest.title}”中，经评分、计分定榜和公示，"
    text += f"{names}获得{TITLES[Award.Kind(awarded[0].kind)]}称号。" if awarded else "本场不产生擂主。"
    blocks: list[Block] = [
        Addressee("各联盟成员、各派出单位"),
        said(text + "现予通报。"),
        *([_titles_table(contest)] if awarded else []),
        said("希望受到通报的同志珍惜荣誉、再接再厉。全体第一书记要对标先进，互学互鉴，把好经验用到本村发展上来。"),
    ]
    return _document(contest, f"关于{contest.title}擂主的通报", blocks, today)


def certificate(title: Award) -> Document:
    """A title on one page, with its number and what its check page is asked for."""
    contest = title.contest
    on = timezone.localdate(title.awarded_at)
    places = full_names([title.region_id])
    code = "-".join(title.code[at : at + 4] for at in range(0, len(title.code), 4))
    blocks: tuple[Block, ...] = (
        Title("荣誉证书", f"（{title.number}）"),
        said(f"{title.person.name}同志："),
        said(
            f"您作为{places.get(title.region_id, title.region.short_name)}第一书记，在{contest.alliance.name}"
            f"“{contest.title}”中获得{TITLES[Award.Kind(title.kind)]}称号。特发此证。"
        ),
        Signature(organization_department(contest.region.short_name), in_days(on)),
        Note(f"校验码：{code}。在“直通车”网页“证书核验”（/certificates/）输入校验码，可以查验真伪和是否撤销。"),
    )
    return Document(
        f"荣誉证书 {title.number}", blocks, unit=organization_department(contest.region.short_name), on=on.isoformat()
    )


def _table(contest: Contest, settlement: Settlement) -> Block:
    """Champions by place and name, in the order of names."""
    names = sorted(presenting.champion_names(contest, settlement).values())
    if not names:
        return said("本场按规则不产生擂主。")
    rows = [[str(number), name] for number, name in enumerate(names, 1)]
    return Table((Column("序号", 4), Column("村、第一书记", 20)), cells(rows), "拟定擂主名单")


def _titles_table(contest: Contest) -> Block:
    held = [one for one in queries.titles(contest) if one.state == Award.State.IN_FORCE]
    places = full_names(one.region_id for one in held)
    rows = [[places.get(one.region_id, ""), one.person.name, TITLES[Award.Kind(one.kind)], one.number] for one in held]
    heads = (Column("村", 14), Column("第一书记", 8), Column("称号", 8), Column("证书编号", 14))
    return Table(heads, cells(rows), "擂主名单")


def _document(contest: Contest, title: str, blocks: list[Block], on: date) -> Document:
    unit = organization_department(contest.region.short_name)
    head = (Head(HeadKind.RED, f"{unit}文件"), Title(title))
    return Document(title, (*head, *blocks, Signature(unit, in_days(on))), mark=DRAFT, unit=unit, on=on.isoformat())
