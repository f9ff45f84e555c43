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

# Fields of the expert pool: code, Chinese name, English name, and the same of what lies below each; in people's order.
SKILLS: tuple[tuple[str, str, str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "planting",
        "种植",
        "Planting",
        (
            ("fruit", "水果种植", "Fruit"),
            ("tea", "茶叶种植与加工", "Tea"),
            ("oil_tea", "油茶种植", "Oil-tea"),
            ("grain", "粮油种植", "Grain and oil crops"),
            ("vegetables", "蔬菜和食用菌", "Vegetables and mushrooms"),
            ("herbs", "中药材种植", "Medicinal herbs"),
            ("forestry", "林业和林下经济", "Forestry"),
            ("pests", "植保与病虫害防治", "Plant protection"),
        ),
    ),
    (
        "breeding",
        "养殖",
        "Breeding",
        (
            ("livestock", "畜禽养殖", "Livestock and poultry"),
            ("fishery", "水产养殖", "Fishery"),
            ("bees", "养蜂", "Beekeeping"),
            ("veterinary", "动物疫病防治", "Animal health"),
        ),
    ),
    (
        "making",
        "加工与储运",
        "Processing and storage",
        (
            ("processing", "农产品加工", "Processing of produce"),
            ("storage", "冷链仓储", "Cold storage"),
            ("quality", "质量与标准认证", "Quality and certification"),
            ("machinery", "农业机械", "Farm machinery"),
        ),
    ),
    (
        "works",
        "工程建设",
        "Works",
        (
            ("water", "水利与供水", "Water works"),
            ("electricity", "供电与用电", "Power supply"),
            ("solar", "光伏与新能源", "Solar power"),
            ("roads", "道路桥梁", "Roads and bridges"),
            ("building", "房屋建筑", "Building"),
            ("environment", "污水垃圾与人居环境", "Sewage, waste and village environment"),
            ("surveying", "测绘与地质", "Surveying and geology"),
        ),
    ),
    (
        "market",
        "电商与销售",
        "E-commerce and sales",
        (
            ("e_commerce", "电商直播", "E-commerce"),
            ("sales", "产销对接", "Selling produce"),
            ("brand", "品牌包装", "Brand and packaging"),
            ("logistics", "物流配送", "Logistics"),
        ),
    ),
    (
        "management",
        "经营管理",
        "Management",
        (
            ("cooperative", "合作社与集体经济", "Cooperatives and collective economy"),
            ("finance", "财务与金融", "Accounts and finance"),
            ("planning", "产业规划与项目策划", "Planning of projects"),
            ("training", "技能培训与就业", "Training and jobs"),
        ),
    ),
    (
        "law_and_land",
        "法律与土地",
        "Law and land",
        (
            ("law", "法律服务", "Law"),
            ("land", "土地与林地", "Land and forest land"),
            ("mediation", "矛盾纠纷调解", "Mediation"),
        ),
    ),
    (
        "governing",
        "党建与治理",
        "Party building and governance",
        (
            ("party", "党建工作", "Party building"),
            ("governance", "乡村治理", "Village governance"),
        ),
    ),
    (
        "living",
        "文旅与生活",
        "Tourism, culture and life",
        (
            ("tourism", "乡村旅游", "Rural tourism"),
            ("culture", "乡土文化与非遗", "Local culture and heritage"),
            ("health", "医疗卫生", "Health"),
        ),
    ),
    (
        "technology",
        "数字技术",
        "Digital technology",
        (("digital", "网络与数字乡村", "Networks and digital villages"),),
    ),
)
