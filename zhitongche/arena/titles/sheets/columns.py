"""The columns of the list of results (比武结果), as offices head them: Chinese, whatever language the pages are in."""

from zhitongche.foundation.interchange.writing import Column

RESULTS = (
    Column("_no", "序号", 6, is_printed=True),
    Column("number", "比武编号", 20),
    Column("title", "比武名称", 24, is_printed=True),
    Column("alliance", "联盟", 14, is_printed=True),
    Column("month", "月份", 10),
    Column("state", "状态", 10, is_printed=True),
    Column("rank", "名次", 6, is_printed=True),
    Column("county", "县", 10),
    Column("township", "乡镇", 12, is_printed=True),
    Column("village", "村", 12, is_printed=True),
    Column("name", "第一书记", 12, is_printed=True),
    Column("code", "代码", 10, is_printed=True),
    Column("score", "得分", 10, is_printed=True),
    Column("champion", "擂主", 6, is_printed=True),
    Column("decided_by", "并列裁定依据", 20, is_printed=True),
    Column("why_unranked", "未排名原因", 16),
    Column("settled_on", "定榜日期", 12),
)
