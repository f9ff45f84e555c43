"""Who plays in the demonstration: departments, people and what they serve as.

石广, 高三力, 岳召龙 and 张益磊 are named in the article and carry its facts only; everybody else is invented.
"""

from dataclasses import dataclass

from zhitongche.foundation.permissions.roles import Role

from . import league

# Imported whole, so that the picker and every scope stand on the real places.
PLACES = ("4504", "370681")
TENGXIAN, LONGKOU, WUZHOU, YANTAI, CANGWU, GUANGXI = "450422", "370681", "4504", "3706", "450421", "45"
# The county's word in user names and department codes, and in titles as people say it.
COUNTIES = {TENGXIAN: ("tengxian", "藤县"), LONGKOU: ("longkou", "龙口市")}


@dataclass(frozen=True)
class Office:
    """A department: `functions` are codes of the categories of problems it answers for."""

    code: str
    name: str
    short_name: str
    region: str
    functions: tuple[str, ...] = ()
    parent: str = ""


@dataclass(frozen=True)
class Player:
    """A person and the one posting; `seat` is a region's code, or a department's for its people.

    Without a `username` the person has no account and stands in the 花名册 only.
    """

    name: str
    role: Role
    seat: str
    username: str = ""
    unit: str = ""
    post: str = ""


# word: (as people say it, its name in each county, functions)
_FIFTEEN: dict[str, tuple[str, dict[str, str], tuple[str, ...]]] = {
    "power": ("供电", {TENGXIAN: "供电局", LONGKOU: "供电公司"}, ("electricity",)),
    "water": ("水利", {TENGXIAN: "水利局", LONGKOU: "水务局"}, ("water",)),
    "transport": ("交通", {TENGXIAN: "交通运输局", LONGKOU: "交通运输局"}, ("roads",)),
    "agriculture": ("农业农村", {TENGXIAN: "农业农村局", LONGKOU: "农业农村局"}, ("industry", "sales", "environment")),
    "land": ("自然资源", {TENGXIAN: "自然资源局", LONGKOU: "自然资源和规划局"}, ("land", "approvals")),
    "finance": ("财政", {TENGXIAN: "财政局", LONGKOU: "财政局"}, ("funding",)),
    "forestry": ("林业", {TENGXIAN: "林业局", LONGKOU: "林业局"}, ("industry", "land")),
    "housing": ("住建", {TENGXIAN: "住房和城乡建设局", LONGKOU: "住房和城乡建设局"}, ("housing", "environment")),
    "health": ("卫健", {TENGXIAN: "卫生健康局", LONGKOU: "卫生健康局"}, ("health",)),
    "education": ("教育", {TENGXIAN: "教育局", LONGKOU: "教育和体育局"}, ("education",)),
    "culture": ("文旅", {TENGXIAN: "文化广电体育和旅游局", LONGKOU: "文化和旅游局"}, ("culture",)),
    "market": ("市场监管", {TENGXIAN: "市场监督管理局", LONGKOU: "市场监督管理局"}, ("sales", "approvals")),
    "reform": ("发改", {TENGXIAN: "发展和改革局", LONGKOU: "发展和改革局"}, ("approvals", "funding")),
    "civil": ("民政", {TENGXIAN: "民政局", LONGKOU: "民政局"}, ("welfare",)),
    "labour": ("人社", {TENGXIAN: "人力资源和社会保障局", LONGKOU: "人力资源和社会保障局"}, ("jobs", "welfare")),
}


def _fifteen(region: str) -> tuple[Office, ...]:
    word, county = COUNTIES[region]
    grid = {TENGXIAN: "wuzhou-power", LONGKOU: "yantai-power"}[region]
    return tuple(
        Office(
            code=f"{word}-{code}",
            name=county + names[region],
            short_name=said,
            region=region,
            functions=functions,
            parent=grid if code == "power" else "",
        )
        for code, (said, names, functions) in _FIFTEEN.items()
    )


# The grid's offices are vertical units: their parents are the city's, and come first.
OFFICES: tuple[Office, ...] = (
    Office("wuzhou-power", "梧州供电局", "梧州供电", WUZHOU, ("electricity",)),
    Office("yantai-power", "烟台供电公司", "烟台供电", YANTAI, ("electricity",)),
    *_fifteen(TENGXIAN),
    *_fifteen(LONGKOU),
)

_LIAISONS: dict[str, str] = {
    TENGXIAN: "李焕新 梁伟棠 霍志坚 黄秀英 覃小玲 陈庆彬 莫荣辉 苏丽娟 邓桂芳 欧阳敏 潘海明 石燕玲 甘国华 韦秋菊 何永康",
    LONGKOU: "王建波 姜晓燕 孙立刚 栾志远 迟玉霞 于海涛 宋学军 吕文娟 刘爱华 徐明达 范春晓 柳成林 田卫东 隋丽丽 邹本强",
}


def _liaisons(region: str) -> tuple[Player, ...]:
    offices = [office for office in OFFICES if office.region == region]
    return tuple(
        Player(name, Role.DEPARTMENT_LIAISON, office.code, office.code, office.name, "联络员")
        for name, office in zip(_LIAISONS[region].split(), offices, strict=True)
    )


def _organizer(name: str, region: str, username: str, unit: str) -> Player:
    return Player(name, Role.ORGANIZER, region, username, unit, "组织科干部")


def _secretary(name: str, village: str, username: str = "", unit: str = "") -> Player:
    return Player(name, Role.FIRST_SECRETARY, village, username, unit, "驻村第一书记")


ADMINISTRATORS: tuple[Player, ...] = (
    Player("甘雨晴", Role.SYSTEM_ADMIN, WUZHOU, "system-admin", "梧州市党员教育中心", "系统管理员"),
    Player("龙启明", Role.SECURITY_ADMIN, WUZHOU, "security-admin", "梧州市党员教育中心", "安全管理员"),
    Player("谢静怡", Role.AUDITOR, WUZHOU, "auditor", "梧州市党员教育中心", "安全审计员"),
)

ORGANIZERS: tuple[Player, ...] = (
    _organizer("周立群", TENGXIAN, "tengxian-org-1", "藤县县委组织部"),
    _organizer("廖雪梅", TENGXIAN, "tengxian-org-2", "藤县县委组织部"),
    _organizer("辛海波", LONGKOU, "longkou-org-1", "龙口市委组织部"),
    _organizer("初晓琳", LONGKOU, "longkou-org-2", "龙口市委组织部"),
    _organizer("冯少峰", WUZHOU, "wuzhou-org-1", "梧州市委组织部"),
    _organizer("牟文静", YANTAI, "yantai-org-1", "烟台市委组织部"),
    _organizer("陆振邦", CANGWU, "cangwu-org-1", "苍梧县委组织部"),
    _organizer("蒙雨生", "450423", "mengshan-org-1", "蒙山县委组织部"),
    _organizer("岑嘉树", "450481", "cenxi-org-1", "岑溪市委组织部"),
    _organizer("龙知秋", "450406", "longxu-org-1", "龙圩区委组织部"),
    _organizer("倪望江", "450405", "changzhou-org-1", "长洲区委组织部"),
    _organizer("蓝思远", GUANGXI, "guangxi-org-1", "广西壮族自治区党委组织部"),
)

SECRETARIES: tuple[Player, ...] = (
    _secretary("石广", "450422107205", "shiguang"),
    _secretary("高三力", "450422100226", "gaosanli"),
    _secretary("岳召龙", "370681108231", "yuezhaolong"),
    _secretary("张益磊", "370681106214", "zhangyilei"),
    _secretary("覃建华", "450422103206", "qinjianhua", "藤县水利工程管理站"),
    _secretary("莫丽萍", "450422110208", "moliping", "藤县融媒体中心"),
    _secretary("陈志勇", "450422116210", "chenzhiyong", "藤县公路养护中心"),
    _secretary("黄海燕", "450422105208", "huanghaiyan", "藤县第二实验小学"),
    _secretary("韦国强", "450422106219", "weiguoqiang", "藤县档案馆"),
    _secretary("曲晓东", "370681108225", "quxiaodong", "龙口市行政审批服务局"),
    _secretary("慕春梅", "370681103256", "muchunmei", "龙口市图书馆"),
)

OTHERS: tuple[Player, ...] = (
    Player("梁嘉伟", Role.TEAM_MEMBER, "450422103206", "tengxian-team-1", "藤县税务局", "驻村工作队员"),
    Player("区志文", Role.DEPARTMENT_LEADER, "tengxian-water", "tengxian-water-leader", "藤县水利局", "副局长"),
    Player("程国栋", Role.DEPARTMENT_LIAISON, "wuzhou-power", "wuzhou-power", "梧州供电局", "联络员"),
    Player("钟燕芬", Role.TOWNSHIP_COMMITTEE, "450422103", "tengxian-tangbu", "塘步镇党委", "组织委员"),
    Player("战玉洁", Role.JUDGE, LONGKOU, "longkou-judge-1", "龙口市委党校", "讲师"),
    Player("纪德成", Role.SUPERVISOR, LONGKOU, "longkou-supervisor-1", "龙口市公证处", "公证员"),
    Player("农向阳", Role.EXPERT, WUZHOU, "wuzhou-expert-1", "梧州市农业科学研究所", "茶叶高级农艺师"),
    Player("唐文彬", Role.LEADER, TENGXIAN, "tengxian-leader-1", "藤县县委", "县委副书记"),
    Player("温克明", Role.LEADER, WUZHOU, "wuzhou-leader-1", "梧州市委组织部", "副部长"),
)

# In the 花名册 only: their villages' problems come in through the township or the organizers.
WITHOUT_ACCOUNT: tuple[Player, ...] = (
    _secretary("孙绍华", "370681110249", unit="龙口市气象局"),
    _secretary("王晓宁", "370681104212", unit="龙口市总工会"),
)

# Whose villages have a project in the library of the first batch; they say what they know in the product themselves.
_PLANNERS = (
    ("李文斌", "450422103210", "tengxian-sec-1", "藤县供销合作社联合社"),
    ("容小燕", "450422104205", "tengxian-sec-2", "藤县人民法院"),
    ("黎国柱", "450422114205", "tengxian-sec-3", "藤县气象局"),
    ("卢雪芳", "450422113211", "tengxian-sec-4", "藤县妇女联合会"),
    ("赖伟民", "450422200203", "tengxian-sec-5", "藤县统计局"),
    ("覃志明", "450422109212", "tengxian-sec-6", "藤县文化馆"),
    ("霍雨桐", "450422108205", "tengxian-sec-7", "藤县市政管理中心"),
    ("苏启航", "450422111221", "tengxian-sec-8", "藤县机关事务服务中心"),
    ("欧伟强", "450422115212", "tengxian-sec-9", "藤县水产技术推广站"),
    ("邓秋萍", "450422100216", "tengxian-sec-10", "藤县林业科学研究所"),
    ("钟海生", "450421100203", "cangwu-sec-1", "苍梧县商务局"),
    ("莫小莉", "450421101212", "cangwu-sec-2", "苍梧县人民医院"),
    ("黄振宁", "450421110210", "cangwu-sec-3", "苍梧县交通运输局"),
    ("梁月华", "450421114204", "cangwu-sec-4", "苍梧县财政局"),
    ("吴家乐", "450421105203", "cangwu-sec-5", "苍梧县农业农村局"),
    ("陈丽君", "450421108203", "cangwu-sec-6", "苍梧县文化广电体育和旅游局"),
    ("韦东升", "450423102202", "mengshan-sec-1", "蒙山县蚕业技术指导站"),
    ("莫春燕", "450423104204", "mengshan-sec-2", "蒙山县粮食和物资储备局"),
    ("卢向前", "450423201201", "mengshan-sec-3", "蒙山县民族宗教事务局"),
    ("李思源", "450423100203", "mengshan-sec-4", "蒙山县疾病预防控制中心"),
    ("岑国威", "450481100209", "cenxi-sec-1", "岑溪市林业局"),
    ("覃美凤", "450481102216", "cenxi-sec-2", "岑溪市畜牧站"),
    ("潘志刚", "450481103219", "cenxi-sec-3", "岑溪市农业机械化服务中心"),
    ("刘雅婷", "450481105217", "cenxi-sec-4", "岑溪市供销社"),
    ("何建国", "450406101203", "longxu-sec-1", "龙圩区商务局"),
    ("谭晓丽", "450405102203", "changzhou-sec-1", "长洲区水利局"),
)
PLANNERS: tuple[Player, ...] = tuple(_secretary(*one) for one in _PLANNERS)

LEAGUE: tuple[Player, ...] = (
    *(_secretary(name, village, unit=unit) for name, village, unit in league.MEMBERS),
    *(
        Player(name, Role.JUDGE, LONGKOU, f"longkou-judge-{number}", unit, post)
        for name, number, unit, post in league.JUDGES
    ),
)

PLAYERS: tuple[Player, ...] = (
    *ADMINISTRATORS,
    *ORGANIZERS,
    *SECRETARIES,
    *OTHERS,
    *_liaisons(TENGXIAN),
    *_liaisons(LONGKOU),
    *PLANNERS,
    *WITHOUT_ACCOUNT,
    *LEAGUE,
)
