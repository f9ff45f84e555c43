"""The columns of the office's project library (项目库), in the order it knows them; its headings are Chinese always."""

from zhitongche.express.sources.models import Kind
from zhitongche.foundation.interchange.writing import Column

PROJECTS = (
    Column("_no", "序号", 6, is_printed=True),
    Column("number", "项目编号", 18),
    Column("title", "项目名称", 30, is_printed=True),
    Column("industry", "项目类型", 12, is_printed=True),
    Column("county", "所在县", 10),
    Column("township", "乡镇", 12, is_printed=True),
    Column("village", "村", 12, is_printed=True),
    Column("secretary", "第一书记", 10, is_printed=True),
    Column("phone", "联系电话", 14),
    Column("unit", "派出单位", 20),
    Column("scope_of_works", "建设内容及规模", 40, is_printed=True),
    Column("goal", "建设目标", 40),
    Column("days", "建设起止时间", 24, is_printed=True),
    Column("investment", "总投资(万元)", 12, is_printed=True),
    Column("fiscal", "财政衔接资金(万元)", 12),
    Column("department", "部门资金(万元)", 12),
    Column("sending_unit", "派出单位资金(万元)", 12),
    Column("village_own", "村集体资金(万元)", 12),
    Column("enterprise", "社会资金(万元)", 12),
    Column("other", "其他资金(万元)", 12),
    Column("received", "到位资金(万元)", 12, is_printed=True),
    Column("spent", "支出资金(万元)", 12, is_printed=True),
    Column("approvals", "前期手续", 16),
    Column("progress", "进展情况(%)", 10, is_printed=True),
    Column("state", "项目状态", 10, is_printed=True),
    Column("problems", "困难问题数", 10),
    Column("benefit", "联农带农方式", 30),
    Column("households", "受益户数", 10),
    Column("income", "预计年增村集体收入(万元)", 14),
    Column("is_publicized", "村级公示情况", 10),
    Column("_note", "备注", 16),
)
# The kinds of money in the order of their columns; what an office has no column for stands under 其他.
KINDS = ((Kind.FISCAL,), (Kind.DEPARTMENT,), (Kind.SENDING_UNIT,), (Kind.VILLAGE,), (Kind.ENTERPRISE,))
OTHERS = (Kind.BANK, Kind.LABOUR, Kind.OTHER)
