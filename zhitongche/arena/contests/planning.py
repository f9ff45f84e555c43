"""The plan of a contest (比武方案) as an official document: what, when, by which rules; as it stands in the records."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation

from zhitongche.foundation.papers.blocks import (
    Block,
    Column,
    Document,
    Note,
    Signature,
    Table,
    Title,
    cells,
    heading,
    said,
)
from zhitongche.foundation.papers.wording import in_days
from zhitongche.foundation.regions.queries import full_names

from . import presenting, queries
from .models import Contest, ContestRules

COLUMNS = (
    Column("内容", 30),
    Column("权重", 12, is_figure=True),
    Column("满分", 12, is_figure=True),
    Column("由谁给分", 20),
)


def document(contest: Contest, today: datetime) -> Document:
    """The whole plan, in the office's language whoever asks for it."""
    with translation.override(settings.LANGUAGE_CODE):
        stands = queries.rules_of(contest)
        blocks = tuple(_blocks(contest, stands, in_days(timezone.localdate(today))))
    day = timezone.localdate(contest.drawn_up_at)
    return Document(name(contest), blocks, unit=contest.alliance.name, on=in_days(day))


def name(contest: Contest) -> str:
    return f"{contest.title}方案"


def _blocks(contest: Contest, stands: ContestRules | None, today: str) -> Iterator[Block]:
    place = full_names([contest.region_id]).get(contest.region_id, "")
    kind = "比武" if contest.kind == Contest.Kind.BOUT else contest.get_kind_display()
    yield Title(name(contest), f"（{place}，编号{contest.number}）")
    yield heading(1, "比武内容")
    yield said(
        f"{contest.alliance.name}{contest.month.year}年{contest.month.month}月{kind}，围绕“{contest.item.name}”进行。"
    )
    if contest.item.scoring_rule:
        yield said(f"指标要求：{contest.item.scoring_rule}")
    yield heading(1, "参加人员")
    yield said(f"{contest.alliance.name}全体第一书记，每人申报一个项目。")
    yield heading(1, "时间安排")
    yield said(f"参评截止：{_moment(contest.entries_close_at)}，精确到秒，同一时刻向全体成员晾晒。")
    yield said(f"评分截止：{_moment(contest.scores_close_at)}。")
    yield said(f"结果公示{contest.notice_days}个工作日，公示期内可以实名提出异议。")
    if stands is not None:
        yield from _rules(contest, stands)
    yield Signature(contest.alliance.name, today)


def _rules(contest: Contest, stands: ContestRules) -> Iterator[Block]:
    told = presenting.rules_told(stands)
    yield heading(1, "评分办法")
    rows = [(one["name"], one["weight"], one["max"], str(one["by"])) for one in told["parts"]]
    yield Table(COLUMNS, cells(rows))
    for term, value in told["facts"]:
        yield said(f"{term}：{value}。")
    each = contest.judges_per_entry
    yield said(f"每个项目由{each}名评委评分，评委实行回避。" if each else "每名评委评全部项目，评委实行回避。")
    yield said("评分截止前分数密封，任何人不得查看他人评分。")
    if contest.rules_version:
        yield said(f"以上规则为第{stands.version}版，如有变更须由两人签字并告知全体成员。")
        # Apart and not justified: a word so long would tear its line open.
        yield Note(f"规则摘要：{stands.digest}")


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{in_days(local.date())}{local:%H:%M:%S}"
