"""The columns of the list of outcomes (成效台账), and how offices head them.

A sheet is the office's own paper: its headings and its words are Chinese whatever language the reader's pages are in.
"""

from collections.abc import Mapping

from zhitongche.foundation.interchange.writing import Column

from ..kinds import Kind

OUTCOMES = (
    Column("_no", "序号", 6),
    Column("number", "成效编号", 20),
    Column("county", "县", 10),
    Column("township", "乡镇", 12),
    Column("village", "村", 12),
    Column("period", "期间", 16),
    Column("kind", "成效类别", 14),
    Column("amount", "金额(元)", 14),
    Column("people", "人数", 8),
    Column("area", "面积(亩)", 12),
    Column("project", "项目编号", 20),
    Column("source", "数据来源", 36),
    Column("_state", "状态", 10),
    Column("_checker", "核实人", 12),
    Column("_checked_on", "核实日期", 12),
    Column("reason", "更正原因", 24),
)
# Brackets, blanks and marks are left out before comparing. What begins with a line is known and not taken.
HEADINGS: Mapping[str, frozenset[str]] = {
    "_no": frozenset({"序号", "no", "no."}),
    "number": frozenset({"number", "成效编号", "编号"}),
    "county": frozenset({"county", "县", "县区", "县市区", "所在县"}),
    "township": frozenset({"township", "乡镇", "镇", "乡", "乡镇街道", "镇街", "所在乡镇", "所属乡镇"}),
    "village": frozenset({"village", "place", "村", "村名", "行政村", "所在村", "村社区", "驻村"}),
    "period": frozenset({"period", "期间", "季度", "时期", "统计期", "所属期间", "年度"}),
    "kind": frozenset({"kind", "成效类别", "类别", "指标", "成效", "成效指标", "指标名称"}),
    "amount": frozenset({"amount", "金额", "金额元", "金额万元", "收入", "收入金额"}),
    "people": frozenset({"people", "人数", "受益人数", "人数人", "就业人数", "分红人数"}),
    "area": frozenset({"area", "面积", "面积亩", "种植面积", "种植面积亩"}),
    "project": frozenset({"project", "项目编号", "关联项目", "关联项目编号"}),
    "source": frozenset({"source", "数据来源", "来源", "依据", "佐证"}),
    "reason": frozenset({"reason", "更正原因", "更正理由"}),
    "_state": frozenset({"state", "状态"}),
    "_checker": frozenset({"checker", "核实人", "核查人"}),
    "_checked_on": frozenset({"checkedon", "核实日期"}),
}
# How a sheet may write a kind, beside its Chinese name and its code.
KINDS: Mapping[str, str] = {
    "村集体收入": Kind.COLLECTIVE_INCOME,
    "集体收入": Kind.COLLECTIVE_INCOME,
    "村集体经济收入": Kind.COLLECTIVE_INCOME,
    "群众增收": Kind.VILLAGER_INCOME,
    "村民增收": Kind.VILLAGER_INCOME,
    "分红": Kind.DIVIDEND,
    "分红金额": Kind.DIVIDEND,
    "劳务分红": Kind.DIVIDEND,
    "种植面积": Kind.AREA,
    "面积": Kind.AREA,
    "务工就业": Kind.JOBS,
    "就业": Kind.JOBS,
    "务工": Kind.JOBS,
    **{kind.value: kind.value for kind in Kind},
}
# What stands in a cell where there is no figure.
NOTHING = frozenset({"", "-", "—", "/", "无", "无数据", "nodata", "no data"})
