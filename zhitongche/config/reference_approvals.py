"""The approvals that villages' projects most often need: what each rests on, asks for and takes.

Written from the laws as they stand; the office checks each against its own 办事指南 and puts its own version in its place.
Where a law names no days, the twenty working days of 《行政许可法》第四十二条 stand, and the note says so; a filing (备案)
is done with on the spot. `months` is how long a paper is usually taken; None: always.
"""

from typing import Any

GENERAL = "本事项的法律没有另定期限，按《行政许可法》第四十二条二十个工作日填写，请按本地办事指南核对。"


def _paper(code: str, name: str, months: int | None = None) -> dict[str, Any]:
    return {"code": code, "name": name, "months": months}


RESOLUTION = _paper("village_resolution", "村民（代表）会议决议", 12)
LICENCE = _paper("organization_code", "村集体经济组织登记证或营业执照")
DESIGN = _paper("works_design", "建设方案或施工图", 24)
LAND_RIGHT = _paper("land_right", "土地权属证明")
LAND_MAP = _paper("boundary_map", "勘测定界图", 24)
PREVIEW = _paper("land_preview_paper", "用地预审与选址意见书", 36)
FILING = _paper("project_filing", "项目批复或备案证明", 24)
RURAL_PERMIT = _paper("rural_permit", "乡村建设规划许可证", 24)
FUNDS = _paper("funds_proof", "资金落实证明", 6)

# In the order in which an office lists them.
APPROVALS: tuple[dict[str, Any], ...] = (
    {
        "code": "government_investment",
        "name": "政府投资项目审批",
        "name_en": "Approval of a government investment",
        "legal_basis": "《政府投资条例》第九条",
        "limit_days": 20,
        "office": "发展和改革局",
        "materials": [_paper("proposal", "项目建议书或可行性研究报告", 12), RESOLUTION, FUNDS],
        "note": "适用于政府采取直接投资或资本金注入方式投资的项目。" + GENERAL,
    },
    {
        "code": "enterprise_filing",
        "name": "企业投资项目备案",
        "name_en": "Filing of an enterprise's investment",
        "legal_basis": "《企业投资项目核准和备案管理条例》第十三条",
        "limit_days": 0,
        "office": "发展和改革局",
        "materials": [LICENCE, RESOLUTION],
        "note": "开工前通过在线平台告知；备案机关收到全部信息即为备案。",
    },
    {
        "code": "land_preview",
        "name": "用地预审与选址意见书",
        "name_en": "Preliminary examination of land and site",
        "legal_basis": "《土地管理法》第五十二条；《城乡规划法》第三十六条",
        "limit_days": 20,
        "office": "自然资源局",
        "materials": [LAND_MAP, _paper("site_plan", "项目选址位置图", 24), RESOLUTION],
        "note": GENERAL,
    },
    {
        "code": "farmland_conversion",
        "name": "农用地转用审批",
        "name_en": "Conversion of farmland",
        "legal_basis": "《土地管理法》第四十四条",
        "limit_days": 20,
        "office": "自然资源局",
        "materials": [PREVIEW, LAND_MAP, LAND_RIGHT],
        "predecessors": ["land_preview"],
        "note": "由有批准权的人民政府批准，县里只负责组卷上报。" + GENERAL,
    },
    {
        "code": "facility_land",
        "name": "设施农业用地备案",
        "name_en": "Filing of land for farm facilities",
        "legal_basis": "《自然资源部 农业农村部关于设施农业用地管理有关问题的通知》（自然资规〔2019〕4号）",
        "limit_days": 0,
        "office": "乡镇人民政府",
        "materials": [_paper("land_agreement", "用地协议", 36), DESIGN, RESOLUTION],
        "note": "向乡镇人民政府备案，由其汇交自然资源局；使用永久基本农田另有规定。",
    },
    {
        "code": "forest_land",
        "name": "使用林地审核",
        "name_en": "Use of forest land",
        "legal_basis": "《森林法》第三十七条",
        "limit_days": 20,
        "office": "林业局",
        "materials": [_paper("forest_survey", "使用林地现状调查表或可行性报告", 24), FILING, LAND_RIGHT],
        "note": "直接为林业生产经营服务的工程设施适用第五十二条。" + GENERAL,
    },
    {
        "code": "rural_planning",
        "name": "乡村建设规划许可证",
        "name_en": "Rural planning permit",
        "legal_basis": "《城乡规划法》第四十一条",
        "limit_days": 20,
        "office": "自然资源局",
        "materials": [DESIGN, LAND_RIGHT, RESOLUTION],
        "predecessors": ["land_preview", "farmland_conversion"],
        "note": "向乡镇人民政府申请，由其报县自然资源局核发。" + GENERAL,
    },
    {
        "code": "environment_register",
        "name": "环境影响登记表备案",
        "name_en": "Filing of the environmental register form",
        "legal_basis": "《环境影响评价法》第二十二条",
        "limit_days": 0,
        "office": "生态环境局",
        "materials": [LICENCE],
        "note": "对环境影响很小、列入登记表类的项目，网上填报即完成备案。",
    },
    {
        "code": "environment_report",
        "name": "环境影响报告表审批",
        "name_en": "Approval of the environmental report form",
        "legal_basis": "《环境影响评价法》第二十二条",
        "limit_days": 30,
        "office": "生态环境局",
        "materials": [_paper("environment_report_form", "环境影响报告表", 60), FILING],
        "note": "法律规定自收到报告表之日起三十日内决定；加工、规模养殖等列入报告表类的项目适用，与登记表备案二选一。",
    },
    {
        "code": "water_intake",
        "name": "取水许可",
        "name_en": "Permit to take water",
        "legal_basis": "《水法》第四十八条；《取水许可和水资源费征收管理条例》第十九条",
        "limit_days": 45,
        "office": "水利局",
        "materials": [_paper("water_report", "建设项目水资源论证报告书或表", 36), FILING],
        "note": "条例规定自受理之日起四十五个工作日内决定；使用本集体经济组织水塘、水库中的水不需要申请。",
    },
    {
        "code": "soil_conservation",
        "name": "水土保持方案审批",
        "name_en": "Approval of the soil conservation plan",
        "legal_basis": "《水土保持法》第二十五条",
        "limit_days": 20,
        "office": "水利局",
        "materials": [_paper("soil_plan", "水土保持方案报告书或表", 36), FILING],
        "note": GENERAL,
    },
    {
        "code": "river_works",
        "name": "河道管理范围内建设项目工程建设方案审批",
        "name_en": "Approval of works within a river's limits",
        "legal_basis": "《水法》第三十八条；《河道管理条例》第十一条",
        "limit_days": 20,
        "office": "水利局",
        "materials": [DESIGN, _paper("flood_report", "防洪评价报告", 36)],
        "note": GENERAL,
    },
    {
        "code": "power_connection",
        "name": "用电报装",
        "name_en": "Connection to the power grid",
        "legal_basis": "《供电监管办法》第十一条",
        "limit_days": 20,
        "office": "供电局",
        "materials": [LICENCE, LAND_RIGHT, _paper("load_list", "用电设备清单", 12)],
        "note": "期限是高压单电源用户供电方案的答复期限；其他低压用户不超过八个工作日。",
    },
    {
        "code": "road_works",
        "name": "涉路施工许可",
        "name_en": "Permit for works at a highway",
        "legal_basis": "《公路法》第四十四条、第四十五条；《公路安全保护条例》第二十七条、第二十八条",
        "limit_days": 20,
        "office": "交通运输局",
        "materials": [DESIGN, _paper("road_safety", "保障公路安全的技术评价报告", 12)],
        "note": "条例规定自受理之日起二十个工作日内决定。",
    },
    {
        "code": "tender_plan",
        "name": "招标方案核准",
        "name_en": "Approval of the plan for tenders",
        "legal_basis": "《招标投标法实施条例》第七条",
        "limit_days": 20,
        "office": "发展和改革局",
        "materials": [FILING, FUNDS],
        "predecessors": ["government_investment"],
        "note": "只适用于依法必须招标的项目；限额以下的村级小型工程按当地规定竞争性谈判或比选。" + GENERAL,
    },
    {
        "code": "construction_permit",
        "name": "建筑工程施工许可证",
        "name_en": "Construction permit",
        "legal_basis": "《建筑法》第七条、第八条",
        "limit_days": 7,
        "office": "住房和城乡建设局",
        "materials": [RURAL_PERMIT, DESIGN, FUNDS],
        "predecessors": ["rural_planning", "tender_plan"],
        "note": "法律规定自收到申请之日起七日内颁发；国务院建设行政主管部门确定的限额以下的小型工程除外。",
    },
    {
        "code": "completion_filing",
        "name": "竣工验收备案",
        "name_en": "Filing of the completed works",
        "legal_basis": "《建设工程质量管理条例》第四十九条",
        "limit_days": 0,
        "office": "住房和城乡建设局",
        "materials": [_paper("completion_report", "工程竣工验收报告")],
        "predecessors": ["construction_permit"],
        "note": "自竣工验收合格之日起十五日内备案。",
    },
    {
        "code": "village_grant",
        "name": "村级公益事业一事一议财政奖补",
        "name_en": "Grant for works that the village voted for",
        "legal_basis": "《村民委员会组织法》第二十四条",
        "limit_days": 20,
        "office": "财政局",
        "materials": [RESOLUTION, _paper("budget", "项目预算", 12)],
        "note": "村民会议讨论决定后申报；期限由财政部门规定，这里先填二十个工作日，请核对。",
    },
)
