"""Which fields of knowledge a problem or project asks for: by its category or industry, and by its own words."""

from collections.abc import Iterable

# The codes are those of the reference rows; a code that is not there is simply never found.
OF_CATEGORY: dict[str, tuple[str, ...]] = {
    "electricity": ("electricity",),
    "water": ("water",),
    "roads": ("roads",),
    "industry": ("cooperative",),
    "funding": ("finance",),
    "land": ("land",),
    "approvals": ("land", "law"),
    "sales": ("sales", "e_commerce"),
    "housing": ("building",),
    "environment": ("environment",),
    "health": ("health",),
    "education": ("training",),
    "culture": ("tourism", "culture"),
    "jobs": ("training",),
    "welfare": ("governance",),
}
OF_INDUSTRY: dict[str, tuple[str, ...]] = {
    "fruit": ("fruit",),
    "tea": ("tea",),
    "oil_tea": ("oil_tea",),
    "grain": ("grain",),
    "vegetables": ("vegetables",),
    "herbs": ("herbs",),
    "livestock": ("livestock",),
    "fishery": ("fishery",),
    "forestry": ("forestry",),
    "processing": ("processing",),
    "sales": ("sales", "e_commerce"),
    "tourism": ("tourism",),
    "workshop": ("training", "cooperative"),
    "energy": ("electricity",),
    "water_works": ("water",),
    "roads": ("roads",),
    "living": ("environment", "building"),
}
WORDS: dict[str, tuple[str, ...]] = {
    "fruit": ("水果", "果园", "果树", "砂糖橘", "沃柑", "荔枝", "龙眼", "柑橘", "苹果", "fruit", "orchard"),
    "tea": ("茶园", "茶叶", "六堡茶", "茶苗", "制茶", "tea garden"),
    "oil_tea": ("油茶", "oil-tea"),
    "grain": ("水稻", "玉米", "稻田", "粮食", "花生", "rice"),
    "vegetables": ("蔬菜", "大棚", "食用菌", "木耳", "香菇", "vegetable", "mushroom"),
    "herbs": ("中药材", "药材", "八角", "肉桂", "砂仁", "herb"),
    "forestry": ("林下", "造林", "松脂", "苗木", "forest"),
    "pests": ("病虫害", "黄龙病", "虫害", "植保", "pest"),
    "livestock": ("养猪", "养牛", "养鸡", "肉牛", "生猪", "家禽", "畜禽", "livestock"),
    "fishery": ("鱼塘", "水产", "养鱼", "养殖池", "fish"),
    "bees": ("养蜂", "蜂蜜", "bee"),
    "veterinary": ("疫病", "防疫", "兽医", "veterinary"),
    "processing": ("加工", "烘干", "生产线", "processing"),
    "storage": ("冷库", "保鲜", "仓储", "冷链", "storage"),
    "quality": ("有机", "质量", "商标", "地理标志", "认证", "quality"),
    "water": ("灌溉", "水渠", "水管", "饮水", "水泵", "山塘", "水利", "irrigation", "water"),
    "electricity": ("供电", "变压器", "电压", "停电", "线路", "电力", "power", "transformer"),
    "solar": ("光伏", "太阳能", "solar"),
    "roads": ("道路", "公路", "硬化", "桥", "路面", "road", "bridge"),
    "building": ("房屋", "危房", "施工", "厂房", "building"),
    "environment": ("污水", "垃圾", "厕所", "人居环境", "sewage", "waste"),
    "surveying": ("测绘", "选址", "地质", "滑坡", "survey"),
    "e_commerce": ("电商", "直播", "网店", "网上", "online"),
    "sales": ("销售", "销路", "滞销", "收购", "订单", "sell", "sales"),
    "brand": ("品牌", "包装", "brand"),
    "logistics": ("物流", "快递", "运输", "logistics"),
    "cooperative": ("合作社", "股份", "集体经济", "分红", "cooperative"),
    "finance": ("财务", "账目", "资金", "贷款", "会计", "loan", "accounts"),
    "planning": ("规划", "可行性", "方案", "planning"),
    "law": ("合同", "纠纷", "法律", "维权", "contract", "dispute"),
    "land": ("土地", "林地", "用地", "流转", "确权", "land"),
    "mediation": ("调解", "矛盾", "信访", "mediation"),
    "party": ("党建", "党支部", "党员", "party branch"),
    "governance": ("村规民约", "治理", "积分", "governance"),
    "training": ("培训", "就业", "技能", "学校", "training", "jobs"),
    "tourism": ("旅游", "民宿", "农家乐", "景区", "tourism"),
    "culture": ("文化", "非遗", "古村", "舞狮", "heritage"),
    "health": ("卫生", "医疗", "村医", "health"),
    "digital": ("网络", "信号", "数字", "监控", "宽带", "network", "digital"),
    "machinery": ("农机", "无人机", "机械", "machinery", "drone"),
}
# What the category or industry asks for, and what the words alone do.
NAMED, SAID = 2, 1


def wanted(category: str, industry: str, text: str, names: Iterable[tuple[str, str]] = ()) -> dict[str, int]:
    """Skill codes with how much they are wanted. `names` are (code, word) of the tree itself, which also count as words."""
    found: dict[str, int] = {}
    said = text.casefold()
    for code, spoken in WORDS.items():
        if any(word in said for word in spoken):
            found[code] = SAID
    for code, word in names:
        if word and word.casefold() in said:
            found[code] = SAID
    for code in (*OF_CATEGORY.get(category, ()), *OF_INDUSTRY.get(industry, ())):
        found[code] = found.get(code, 0) + NAMED
    return found
