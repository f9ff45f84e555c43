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
