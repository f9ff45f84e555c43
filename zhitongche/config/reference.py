"""The rows a new installation begins with. Codes never change; organizers may rename or retire what they stand for."""

# Problem categories: code, Chinese name, English name; in the order people see them.
CATEGORIES: tuple[tuple[str, str, str], ...] = (
    ("electricity", "供电", "Electricity"),
    ("water", "饮水与水利", "Water and irrigation"),
    ("roads", "道路交通", "Roads and transport"),
    ("industry", "产业发展", "Local industry"),
    ("funding", "项目资金", "Project funding"),
    ("land", "用地与林地", "Land and forest"),
    ("approvals", "手续报批", "Approvals"),
    ("sales", "产品销售", "Selling produce"),
    ("housing", "住房与村庄建设", "Housing and building"),
    ("environment", "人居环境", "Village environment"),
    ("health", "医疗卫生", "Health"),
    ("education", "教育", "Education"),
    ("culture", "文化旅游", "Culture and tourism"),
    ("jobs", "就业与社保", "Jobs and social insurance"),
    ("welfare", "民政救助", "Welfare"),
    ("other", "其他", "Other"),
)

# Industries of projects: code, Chinese name, English name; in the order people see them.
INDUSTRIES: tuple[tuple[str, str, str], ...] = (
    ("fruit", "水果", "Fruit"),
    ("tea", "茶叶", "Tea"),
    ("oil_tea", "油茶", "Oil-tea"),
    ("grain", "粮油种植", "Grain and oil crops"),
    ("vegetables", "蔬菜和食用菌", "Vegetables and mushrooms"),
    ("herbs", "中药材", "Medicinal herbs"),
    ("livestock", "畜禽养殖", "Livestock and poultry"),
    ("fishery", "水产养殖", "Fishery"),
    ("forestry", "林业和林下经济", "Forestry"),
    ("processing", "农产品加工", "Processing"),
    ("sales", "电商和流通", "E-commerce and trade"),
    ("tourism", "乡村旅游", "Rural tourism"),
    ("workshop", "就业工坊", "Village workshop"),
    ("energy", "光伏和新能源", "Solar and new energy"),
    ("water_works", "水利设施", "Water works"),
    ("roads", "道路设施", "Roads"),
    ("living", "人居环境", "Village environment"),
    ("public", "公共服务", "Public services"),
    ("other", "其他", "Other"),
)
