"""How offices head the columns of a project library (domain.md 5), and the names of a workbook's two lists."""

from zhitongche.express.sources.models import Kind
from zhitongche.foundation.interchange.writing import Column

LIBRARY = frozenset({"项目库", "项目", "项目清单", "项目台账", "projects"})
PROBLEMS = frozenset({"问题清单", "问题", "问题台账", "困难问题", "problems"})
# Words with a line before them are known and not taken: the product tells them by itself.
HEADINGS: dict[str, frozenset[str]] = {
    "no": frozenset({"序号", "no", "no."}),
    "number": frozenset({"number", "项目编号", "编号"}),
    "title": frozenset({"title", "项目名称", "名称", "项目"}),
    "industry": frozenset({"industry", "项目类型", "产业类型", "产业", "类型", "项目类别"}),
    "county": frozenset({"county", "所在县", "县", "县区", "县市区"}),
    "township": frozenset({"township", "乡镇", "镇", "乡", "所在乡镇", "乡镇街道"}),
    "village": frozenset({"village", "村", "村名", "行政村", "所在村", "实施地点", "建设地点", "项目单位"}),
    "_secretary": frozenset({"第一书记", "驻村第一书记"}),
    "_phone": frozenset({"联系电话", "电话"}),
    "_unit": frozenset({"派出单位"}),
    "scope_of_works": frozenset({"scope", "建设内容及规模", "建设内容", "建设规模", "主要建设内容"}),
    "goal": frozenset({"goal", "建设目标", "目标", "绩效目标"}),
    "days": frozenset({"建设起止时间", "起止时间", "建设期限", "实施期限"}),
    "starts_on": frozenset({"startson", "计划开工", "开工时间", "计划开工时间", "开始时间"}),
    "ends_on": frozenset({"endson", "计划竣工", "竣工时间", "计划竣工时间", "完工时间", "结束时间"}),
    "investment": frozenset({"investment", "总投资", "预算投资", "投资概算", "项目总投资", "涉及金额"}),
    "fiscal": frozenset({"财政衔接资金", "财政衔接", "衔接资金", "财政资金"}),
    "department": frozenset({"部门资金", "部门项目资金", "部门"}),
    "sending_unit": frozenset({"派出单位资金", "派出单位投入", "派出单位帮扶"}),
    "village_own": frozenset({"村集体资金", "村集体自筹", "村集体", "集体投入"}),
    "enterprise": frozenset({"社会资金", "企业投入", "社会捐赠", "企业和社会投入"}),
    "other": frozenset({"其他资金", "其他", "其他投入"}),
    "_received": frozenset({"到位资金"}),
    "_spent": frozenset({"支出资金"}),
    "_approvals": frozenset({"前期手续"}),
    "_progress": frozenset({"进展情况", "进度"}),
    "_state": frozenset({"项目状态", "状态"}),
    "_problems": frozenset({"困难问题数"}),
    "difficulties": frozenset({"困难问题", "存在困难", "存在问题"}),
    "benefit": frozenset({"联农带农方式", "联农带农机制", "带动方式"}),
    "households": frozenset({"受益户数", "带动户数", "惠及户数"}),
    "income": frozenset({"预计年增村集体收入", "预计年增收"}),
    "is_publicized": frozenset({"村级公示情况", "村级公示", "公示情况"}),
    "batch": frozenset({"batch", "批次"}),
    "_note": frozenset({"备注", "说明"}),
}
# What a column can be chosen to mean, under the heading an office knows it by; the unit of money is the sheet's own.
CHOOSABLE = (
    *(Column("no", "序号"), Column("number", "项目编号"), Column("title", "项目名称"), Column("industry", "项目类型")),
    *(Column("county", "所在县"), Column("township", "乡镇"), Column("village", "村")),
    *(Column("scope_of_works", "建设内容及规模"), Column("goal", "建设目标"), Column("days", "建设起止时间")),
    *(Column("starts_on", "计划开工"), Column("ends_on", "计划竣工"), Column("investment", "总投资")),
    *(Column("fiscal", "财政衔接资金"), Column("department", "部门资金"), Column("sending_unit", "派出单位资金")),
    *(Column("village_own", "村集体资金"), Column("enterprise", "社会资金"), Column("other", "其他资金")),
    *(Column("difficulties", "困难问题"), Column("benefit", "联农带农方式"), Column("households", "受益户数")),
    *(Column("income", "预计年增村集体收入"), Column("is_publicized", "村级公示情况"), Column("batch", "批次")),
)
# The columns of money, each with its kind and the word its line bears.
MONEY: dict[str, tuple[Kind, str]] = {
    "fiscal": (Kind.FISCAL, "财政衔接资金"),
    "department": (Kind.DEPARTMENT, "部门项目资金"),
    "sending_unit": (Kind.SENDING_UNIT, "派出单位投入"),
    "village_own": (Kind.VILLAGE, "村集体自筹"),
    "enterprise": (Kind.ENTERPRISE, "企业和社会投入"),
    "other": (Kind.OTHER, "其他资金"),
}
# What an office's word for a kind of project hints at, where it is no industry's name; the first that fits.
HINTS: tuple[tuple[str, str], ...] = (
    ("油茶", "oil_tea"),
    ("茶", "tea"),
    ("果", "fruit"),
    ("柑", "fruit"),
    ("菜", "vegetables"),
    ("菌", "vegetables"),
    ("药材", "herbs"),
    ("稻", "grain"),
    ("粮", "grain"),
    ("牛", "livestock"),
    ("猪", "livestock"),
    ("羊", "livestock"),
    ("蜂", "livestock"),
    ("鱼", "fishery"),
    ("加工", "processing"),
    ("冷库", "processing"),
    ("养殖", "livestock"),
    ("种植", "grain"),
    ("林", "forestry"),
    ("电商", "sales"),
    ("旅游", "tourism"),
    ("民宿", "tourism"),
    ("车间", "workshop"),
    ("光伏", "energy"),
    ("灌溉", "water_works"),
    ("水利", "water_works"),
    ("饮水", "water_works"),
    ("路", "roads"),
    ("桥", "roads"),
    ("污水", "living"),
    ("环境", "living"),
    ("文化", "public"),
    ("基础设施", "public"),
    ("公共", "public"),
)
YES = frozenset({"是", "已公示", "公示", "有", "yes", "已"})
NO = frozenset({"", "否", "未公示", "无", "no", "未"})
