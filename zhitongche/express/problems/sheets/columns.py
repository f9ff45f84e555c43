"""The columns of the office's lists, in the order it knows them (domain.md 5).

A sheet is the office's own paper: its headings and its words are Chinese whatever language the reader's pages are in.
"""

from zhitongche.foundation.interchange.writing import Column

# The list of problems (问题清单): the first column is the running number.
PROBLEMS = (
    Column("_no", "序号", 6, is_printed=True),
    Column("number", "问题编号", 18, is_printed=True),
    Column("raised_on", "提出时间", 12, is_printed=True),
    Column("county", "县", 10),
    Column("township", "乡镇", 12, is_printed=True),
    Column("village", "村", 12, is_printed=True),
    Column("reported_by", "提出人", 10),
    Column("project", "关联项目", 20),
    Column("category", "问题类别", 12),
    Column("description", "问题描述", 50, is_printed=True),
    Column("amount", "涉及金额(万元)", 12),
    Column("request", "希望解决的事项", 30, is_printed=True),
    Column("urgency", "紧急程度", 10, is_printed=True),
    Column("_suggested", "建议责任部门", 16),
    Column("_lead", "主办单位", 16, is_printed=True),
    Column("_supporters", "协办单位", 20),
    Column("state", "办理状态", 12, is_printed=True),
    Column("_note", "备注", 20),
)
# The rectification list (整改清单、整改台账).
RECTIFICATION = (
    Column("_no", "序号", 6, is_printed=True),
    Column("number", "问题编号", 18, is_printed=True),
    Column("problem", "存在问题", 40, is_printed=True),
    Column("goal", "整改目标", 30),
    Column("measures", "整改措施", 40, is_printed=True),
    Column("leader", "牵头领导", 10),
    Column("department", "责任单位", 16, is_printed=True),
    Column("supporters", "配合单位", 20),
    Column("person", "责任人", 10),
    Column("phone", "联系电话", 14),
    Column("due_on", "整改时限", 12, is_printed=True),
    Column("progress", "阶段进展", 40, is_printed=True),
    Column("state", "完成情况", 10, is_printed=True),
    Column("evidence", "佐证材料", 30),
    Column("submitted_on", "销号申请日期", 12),
    Column("verifier", "核查人", 10),
    Column("opinion", "核查意见", 30),
    Column("is_closed", "是否销号", 8, is_printed=True),
    Column("closed_on", "销号日期", 12),
    Column("reason", "未按期原因", 24),
    Column("extended_to", "延期至", 12),
)
# A heading that no other list has: by it the rectification list is known when it comes back.
LIST_MARK = "是否销号"
# The register of what was closed (销号台账).
REGISTER = (
    Column("_no", "销号序号", 8, is_printed=True),
    Column("number", "问题编号", 18, is_printed=True),
    Column("county", "县", 10),
    Column("township", "乡镇", 12),
    Column("village", "村", 12, is_printed=True),
    Column("title", "问题", 40, is_printed=True),
    Column("category", "问题类别", 12),
    Column("lead", "主办单位", 16, is_printed=True),
    Column("raised_on", "提出时间", 12, is_printed=True),
    Column("closed_on", "销号日期", 12, is_printed=True),
    Column("evidence", "销号依据", 40),
    Column("confirmer", "确认人", 10),
    Column("satisfaction", "满意度", 10, is_printed=True),
    Column("verifier", "核查人", 10, is_printed=True),
    Column("opinion", "核查意见", 30),
)
# What a department sends back (办理情况反馈表): the first five tell the item, the others are for it to fill in.
FEEDBACK = (
    Column("number", "问题编号", 18),
    Column("_title", "问题", 36),
    Column("_village", "村", 14),
    Column("_promise", "整改措施", 36),
    Column("_due_on", "整改时限", 12),
    Column("progress", "进展情况", 50),
    Column("state", "完成情况(办理中/申请销号)", 16),
    Column("due_on", "预计完成日期", 14),
    Column("reason", "延期原因", 24),
    Column("files", "佐证材料文件名", 30),
)

# How offices head these columns; brackets, blanks and marks are left out before comparing. What begins with a line is
# known and not taken: the product tells it by itself.
HEADINGS: dict[str, frozenset[str]] = {
    "_no": frozenset({"序号", "no", "no."}),
    "number": frozenset({"number", "问题编号", "编号", "问题编码", "问题序号"}),
    "raised_on": frozenset(
        {"date", "raisedon", "提出时间", "提出日期", "上报时间", "上报日期", "反映时间", "收集时间", "时间", "日期"}
    ),
    "county": frozenset({"county", "县", "县区", "县市区", "所在县", "市县"}),
    "township": frozenset({"township", "乡镇", "镇", "乡", "乡镇街道", "镇街", "所在乡镇", "所属乡镇"}),
    "village": frozenset(
        {"village", "place", "村", "村名", "行政村", "所在村", "村社区", "驻村", "地点", "村委会", "村居"}
    ),
    "reported_by": frozenset({"reportedby", "raisedby", "提出人", "反映人", "上报人", "第一书记", "提出人姓名"}),
    "project": frozenset({"project", "关联项目", "项目", "项目名称", "关联项目编号"}),
    "category": frozenset({"category", "kind", "问题类别", "类别", "问题分类", "分类", "类型", "问题类型"}),
    "description": frozenset(
        {
            "description",
            "problem",
            "问题描述",
            "问题",
            "存在问题",
            "困难问题",
            "具体问题",
            "问题内容",
            "问题及困难",
            "存在的问题",
        }
    ),
    "amount": frozenset({"amount", "涉及金额", "金额", "涉及资金", "所需资金", "资金"}),
    "request": frozenset(
        {"request", "希望解决的事项", "希望解决事项", "诉求", "需求", "需解决事项", "请求事项", "需要解决的事项"}
    ),
    "urgency": frozenset({"urgency", "紧急程度", "程度", "轻重缓急", "是否紧急"}),
    "_suggested": frozenset({"suggested", "建议责任部门", "建议责任单位", "建议部门"}),
    "_lead": frozenset({"lead", "主办单位", "牵头单位", "责任单位", "牵头部门", "责任部门"}),
    "_supporters": frozenset({"supporters", "协办单位", "配合单位", "配合部门"}),
    "state": frozenset({"state", "status", "办理状态", "状态", "办理情况", "完成情况"}),
    "_note": frozenset({"note", "remark", "备注", "说明"}),
}
FEEDBACK_HEADINGS: dict[str, frozenset[str]] = {
    "number": HEADINGS["number"],
    "_title": HEADINGS["description"],
    "_village": HEADINGS["village"],
    "_promise": frozenset({"promise", "整改措施", "办理措施", "措施"}),
    "_due_on": frozenset({"整改时限", "承诺时限", "时限"}),
    "progress": frozenset({"progress", "进展情况", "办理进展", "阶段进展", "进展"}),
    "state": frozenset({"state", "完成情况", "办理情况"}),
    "due_on": frozenset({"dueon", "预计完成日期", "预计完成时间", "延期至"}),
    "reason": frozenset({"reason", "延期原因", "未按期原因", "原因"}),
    "files": frozenset({"files", "佐证材料文件名", "佐证材料", "附件", "佐证材料文件"}),
}
URGENT = frozenset({"紧急", "急", "特急", "加急", "urgent", "是"})
NORMAL = frozenset({"", "一般", "普通", "正常", "不急", "normal", "否"})
# What an office writes beside what is over; such rows are its history and no problems to solve.
OVER = frozenset(
    {
        "已销号",
        "销号",
        "已办结",
        "办结",
        "已完成",
        "完成",
        "已解决",
        "解决",
        "已撤回",
        "撤回",
        "已合并",
        "closed",
        "withdrawn",
        "merged",
    }
)
SUBMITS = frozenset({"申请销号", "已完成", "完成", "已办结", "办结"})
WORKS = frozenset({"", "办理中", "进行中", "正在办理", "推进中"})
