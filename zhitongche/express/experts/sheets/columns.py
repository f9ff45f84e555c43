"""The columns of the office's list of experts (专家库), in the order it knows them."""

from zhitongche.foundation.interchange.writing import Column

EXPERTS = (
    Column("_no", "序号", 6),
    Column("name", "姓名", 10),
    Column("gender", "性别", 6),
    Column("unit", "单位", 24),
    Column("post", "职务职称", 18),
    Column("fields", "专业领域", 30),
    Column("industries", "擅长产业", 20),
    Column("served_as", "是否曾任第一书记", 20),
    Column("service_areas", "服务区域", 30),
    Column("phone", "联系方式", 14),
    Column("free_days", "可服务时间", 24),
    Column("_visits", "服务次数", 10),
    Column("_rating", "服务评价", 20),
    Column("region", "所在地", 20),
    Column("_number", "专家编号", 20),
)

# How offices head these columns; what begins with a line is known and not taken.
HEADINGS: dict[str, frozenset[str]] = {
    "name": frozenset({"name", "姓名", "专家姓名"}),
    "gender": frozenset({"gender", "性别"}),
    "unit": frozenset({"unit", "单位", "工作单位", "所在单位"}),
    "post": frozenset({"post", "职务职称", "职务", "职称", "职务/职称"}),
    "fields": frozenset({"fields", "skills", "专业领域", "专业", "领域", "特长"}),
    "industries": frozenset({"industries", "擅长产业", "产业"}),
    "served_as": frozenset({"firstsecretary", "是否曾任第一书记", "曾任第一书记", "第一书记经历"}),
    "service_areas": frozenset({"serves", "serviceareas", "服务区域", "服务地区", "服务范围"}),
    "phone": frozenset({"phone", "联系方式", "联系电话", "电话", "手机"}),
    "free_days": frozenset({"freedays", "可服务时间", "服务时间", "空闲时间"}),
    "proof": frozenset({"proof", "证明材料", "资质", "资格证书"}),
    "region": frozenset({"region", "place", "所在地", "地点", "籍贯", "常住地"}),
    "_visits": frozenset({"visits", "服务次数"}),
    "_rating": frozenset({"rating", "服务评价"}),
    "_number": frozenset({"number", "专家编号", "编号"}),
    "_no": frozenset({"no", "序号"}),
}
GENDERS = {"男": "male", "女": "female", "male": "male", "female": "female", "": ""}
YES = frozenset({"是", "有", "曾任", "yes"})
NO = frozenset({"", "否", "无", "未曾", "no", "-", "—"})
