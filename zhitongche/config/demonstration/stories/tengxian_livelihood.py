"""藤县: industry, land, money and people's livelihood."""

from .steps import Story, accept, claim, confirm, give_back, progress, reopen, resubmit, submit, verify, withdraw

# The article's own: the village's narrow income, and what came of it.
COLLECTIVE_INCOME = Story(
    key="gushan-income",
    village="450422100226",
    by="gaosanli",
    ago=64,
    category="funding",
    title="村级集体经济收入渠道窄、融资难",
    description="驻村后面临村级集体经济收入渠道窄、融资难等问题，产业发展缺少龙头企业带动。",
    request="请帮助引进龙头企业，指导发展产业。",
    steps=(
        accept(63),
        claim(
            62, "tengxian-agriculture", "配合市委组织部派出的业务骨干到村调研，指导引进龙头企业到村发展产业。", due=-12
        ),
        progress(
            50,
            "市委组织部派出曾担任过第一书记的业务骨干到村调研，指导引进龙头企业到村发展油茶产业，"
            "采取承包林地、邀约入股、共同经营、聘请劳务等方式。",
        ),
        submit(
            20,
            "引进龙头企业发展六堡茶产业，成立劳务股份合作社；项目化种植油茶4000多亩，累计为村集体经济增收约8万多元。",
        ),
        confirm(18, "satisfied", "今年第一季度，50多名村民分享劳务分红金12万元，大家心里乐开了花！"),
        verify(17, "情况属实，同意销号。"),
    ),
)

STORIES: tuple[Story, ...] = (
    COLLECTIVE_INCOME,
    Story(
        key="xinma-cold-store",
        village="450422110208",
        by="moliping",
        ago=36,
        category="land",
        title="砂糖橘冷库没有用地，鲜果只能贱卖",
        description=(
            "全村砂糖橘1350亩，年产约540万斤，集中在春节前后半个月上市。合作社筹到48万元，想建一座400立方的冷库，"
            "选址在村部旁2.1亩园地，因为不在规划建设用地范围，去年报了两次没有批。"
        ),
        request="请帮助落实设施农业用地，或者另外选址。",
        amount="480000",
        photos=("cold_store",),
        steps=(
            accept(35),
            claim(34, "tengxian-land", "按设施农业用地备案办理，现场核实地类，一周内给出选址意见。", due=-3),
            progress(26, "现场核实，原选址有0.8亩属永久基本农田，不能占用。建议改到原碾米厂旧址。"),
            progress(14, "原碾米厂旧址1.9亩已测绘，村民代表会议表决通过，备案材料送镇里审核。"),
        ),
    ),
    Story(
        key="xinma-passion-fruit",
        village="450422110208",
        by="moliping",
        ago=4,
        category="sales",
        title="12万斤百香果即将上市，还没有找到买家",
        description=(
            "今年带动58户脱贫户种百香果170亩，预计产量12万斤，下个月初集中采摘。去年合作的收购商今年不来了，"
            "镇上收购价一天一变，昨天每斤只有2块3。"
        ),
        request="请帮助对接商超、电商平台或者单位食堂。",
        amount="270000",
        steps=(accept(1),),
    ),
    Story(
        key="yonghe-tea-permit",
        village="450422116210",
        by="chenzhiyong",
        ago=1,
        category="approvals",
        title="六堡茶初制厂的食品生产许可不知道怎么办",
        description=(
            "村里六堡茶初制厂已建好，设备花了31万元，茶青下个月开采。申办食品生产许可要交平面图、工艺流程等十多样材料，"
            "村里没有人办过，跑县城两趟都因为材料不全退回来。"
        ),
        request="请安排专人一次性讲清楚需要哪些材料。",
    ),
    Story(
        key="pingding-old-houses",
        village="450422105208",
        by="huanghaiyan",
        ago=40,
        category="housing",
        title="3户老人的泥砖房开裂，雨季住着不安全",
        description=(
            "排查发现3户独居老人还住泥砖房，墙体裂缝最宽处3厘米，屋顶漏雨。其中1户是低保户，2户是分散供养特困人员，"
            "已动员2户暂住村里闲置的教师宿舍。"
        ),
        request="尽快鉴定，符合条件的纳入危房改造。",
        urgency="urgent",
        amount="96000",
        steps=(
            accept(39, urgency="urgent"),
            claim(39, "tengxian-housing", "三日内完成房屋安全鉴定，符合条件的纳入本年度农村危房改造。", due=6),
            progress(35, "鉴定结果：2户为D级，1户为C级，均纳入改造计划。"),
            progress(16, "2户重建房屋主体完工，1户加固完工，正在做屋面防水。"),
            submit(4, "3户全部完工，通过竣工验收，补助资金9.6万元已打到一卡通，3位老人均已搬回。"),
        ),
    ),
    Story(
        key="pingding-solar",
        village="450422105208",
        by="huanghaiyan",
        ago=7,
        category="funding",
        title="村集体光伏项目还差28万元",
        description="村部和学校屋顶想装光伏，总投资约60万元，已筹到32万元，还差28万元，请帮助落实。",
        amount="280000",
        steps=(
            give_back(
                6,
                "请补充：1.屋顶面积、装机容量和并网意见；2.已筹32万元的来源和到账情况；3.预计年发电收入。",
                by="tengxian-org-2",
            ),
        ),
    ),
    Story(
        key="pingding-playground",
        village="450422105208",
        by="huanghaiyan",
        ago=52,
        category="education",
        title="教学点操场是泥地，一下雨就停体育课",
        description="平顶教学点有学生63人，操场约400平方米全是泥地，一下雨就积水，上学期停了11节体育课，还有2个孩子滑倒受伤。",
        request="硬化操场，做好排水。",
        amount="52000",
        steps=(
            accept(51),
            claim(50, "tengxian-education", "硬化操场400平方米，沿围墙做排水沟，安装一副篮球架。", due=5),
            progress(30, "操场已整平碾压，利用周末施工。"),
            submit(13, "操场硬化400平方米完工，排水沟42米，篮球架已安装。"),
            confirm(11, "satisfied", "孩子们当天就用上了。"),
            verify(10, "现场看过，同意销号。"),
            reopen(2, "前两天下大雨，操场靠围墙一侧积水约10厘米，两天才退，排水沟出口比路边沟低，水排不出去。"),
            progress(1, "已到现场复测，出口标高低了12厘米，安排施工队免费返工。"),
        ),
    ),
    Story(
        key="pingding-rubbish",
        village="450422105208",
        by="huanghaiyan",
        ago=31,
        category="environment",
        title="垃圾中转点一周才清运一次",
        description="村里5个自然屯共用一个垃圾中转点，一周清运一次，赶圩后垃圾堆到路上，离水源地不到200米。",
        request="增加清运次数。",
        steps=(
            accept(30),
            withdraw(29, "镇里已重新安排清运，从本周起每周三次，问题已经没有了，撤回。"),
        ),
    ),
    Story(
        key="xinmin-training",
        village="450422106219",
        by="weiguoqiang",
        ago=57,
        category="jobs",
        title="32名返乡劳动力想学手艺，没有培训班",
        description="今年返乡的劳动力有32人，其中脱贫户19人，想学电焊、厨师和叉车。镇上没有培训点，到县城学要自己出食宿费。",
        steps=(
            give_back(56, "请补充32人的年龄、想学的工种和能参加的时间，便于开班。"),
            resubmit(
                53,
                description=(
                    "今年返乡的劳动力有32人，其中脱贫户19人，年龄23岁至51岁。想学电焊14人、厨师11人、叉车7人，"
                    "农闲时都能参加。镇上没有培训点，到县城学要自己出食宿费。"
                ),
                request="请把培训班办到镇上，结业后推荐就业。",
            ),
            accept(52),
            claim(52, "tengxian-labour", "在镇文化站开设电焊、厨师两个班，叉车班统一到县城培训并补助食宿。", due=-15),
            progress(40, "电焊、厨师班开班，25人报到，叉车班7人已安排在县技工学校。"),
            submit(18, "三个班全部结业，32人中30人取得证书，24人已上岗，名单和合同已核对。"),
            confirm(16, "satisfied", "有21户人家打电话来说谢谢。"),
            verify(15, "电话抽查6人，情况属实，同意销号。", by="tengxian-org-2"),
        ),
    ),
    Story(
        key="xinmin-stage",
        village="450422106219",
        by="weiguoqiang",
        ago=6,
        category="culture",
        title="村戏台顶棚漏雨，牛歌戏排练没有场地",
        description="村里牛歌戏队有26人，是县级非遗项目。戏台顶棚破了三处，音响进过水，雨天只能在村民家堂屋排练。",
        request="维修顶棚约80平方米，配一套音响。",
        amount="34000",
        steps=(accept(5),),
    ),
    Story(
        key="shatian-pomelo",
        village="450422103210",
        by="tengxian-tangbu",
        ago=3,
        category="industry",
        title="860亩沙田柚出现黄化落叶",
        description="村里沙田柚860亩，最近两周约有150亩叶片黄化、落叶，农户自己打药没有效果，担心传染到相邻的两个村。",
        request="请派农技人员到现场诊断，明确防治办法。",
        urgency="urgent",
        source="visit",
        reported_by="沙田村第一书记 李文斌",
        photos=("orchard",),
        steps=(accept(2, urgency="urgent"),),
    ),
    Story(
        key="jinfeng-signal",
        village="450422114205",
        by="tengxian-org-2",
        ago=1,
        category="other",
        title="两个自然屯没有手机信号",
        description="六旺、冲尾两个自然屯共54户没有手机信号，村民打电话要走到山坳上，防汛值班只能靠敲锣。",
        request="请协调通信公司增设基站。",
        source="visit",
        reported_by="金凤村第一书记 黎国柱",
    ),
)

__all__ = ["COLLECTIVE_INCOME", "STORIES"]
