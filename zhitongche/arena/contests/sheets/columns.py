"""The columns of the sheet of entries (参评项目汇总表), as offices head them: Chinese, whatever language the pages are in."""

from zhitongche.foundation.interchange.writing import Column

ENTRIES = (
    Column("_no", "序号", 6, is_printed=True),
    Column("contest", "比武编号", 20),
    Column("title", "比武名称", 24),
    Column("serial", "参评编号", 10, is_printed=True),
    Column("turn", "出场顺序", 10, is_printed=True),
    Column("township", "乡镇", 12, is_printed=True),
    Column("village", "村", 12, is_printed=True),
    Column("name", "第一书记", 12, is_printed=True),
    Column("unit", "派出单位", 20, is_printed=True),
    Column("project", "项目编号", 20),
    Column("project_title", "关联项目", 24),
    Column("statement", "参评内容", 60, is_printed=True),
    Column("figures", "申报数据", 40, is_printed=True),
    Column("filled", "系统数据", 40),
    Column("submitted_on", "提交日期", 12),
    Column("late", "准许补报", 10),
    Column("excluded", "不参加排名", 14),
)
