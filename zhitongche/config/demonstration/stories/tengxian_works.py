"""藤县: power, water and roads."""

from .steps import Story, accept, claim, confirm, instruct, pause, progress, refuse, submit, support, verify

# The article's own: raised at the first meeting, answered by the power office on the spot.
IRRIGATION_POWER = Story(
    key="jianxin-power",
    village="450422107205",
    by="shiguang",
    ago=26,
    category="electricity",
    title="供电不足，果园和茶园无法抽水灌溉",
    description="村里专业种养合作社的600多亩水果、1000亩六堡茶，都急需用水，但是供电不足，无法抽水灌溉。",
    request="请供电部门尽快解决抽水灌溉用电。",
    urgency="urgent",
    photos=("tea_terraces",),
    steps=(
        accept(25, urgency="urgent"),
        claim(25, "tengxian-power", "现场勘查，重新制定供电方案，尽快解决问题。", due=9),
    ),
)

STORIES: tuple[Story, ...] = (
    IRRIGATION_POWER,
    Story(
        key="hanchi-pump",
        village="450422103206",
        by="qinjianhua",
        ago=19,
        category="water",
        title="提灌站水泵老化，420亩双季稻缺水",
        description=(
            "村里的提灌站建于1998年，两台18.5千瓦水泵只剩一台能用，出水量不到原来的一半。"
            "上片420亩双季稻轮灌一遍要9天，涉及136户。上个月烧坏过一次电机，村里垫付维修费3600元。"
        ),
        request="更换两台水泵和配套启动柜，最好赶在早稻灌浆前完成。",
        amount="86000",
        photos=("pump_station", "rice_terraces"),
        steps=(
            accept(18),
            claim(17, "tengxian-water", "列入小型农田水利设施维修养护，更换两台水泵、一套启动柜，清理进水池。", due=1),
            support(12, "tengxian-power", "核对提灌站变压器容量，更换进线和启动柜进线开关，配合通电试机。", due=1),
            progress(11, "已到现场测流，确定选用两台22千瓦潜水泵，询价3家，正在走采购程序。"),
            progress(4, "设备已到货，本周清淤、安装底座，下一步通电试机。", photos=("pump_new",)),
        ),
    ),
    Story(
        key="hanchi-road",
        village="450422103206",
        by="qinjianhua",
        ago=48,
        category="roads",
        title="进村路2.3公里太窄，货车无法错车",
        description=(
            "进村路2.3公里，路面宽3.5米，全线只有2处能错车。砂糖橘上市时每天进出货车二十多辆，"
            "去年冬天堵车最长一次3个多小时，果商压价每斤一毛。"
        ),
        request="拓宽到4.5米，或先增设6处错车道。",
        amount="1380000",
        steps=(
            accept(47, category="roads"),
            claim(46, "tengxian-transport", "现场踏勘，先增设错车道，拓宽工程纳入年度计划申报。", due=-8),
            progress(30, "完成踏勘和测量，确定错车道6处，其中4处不占用基本农田。"),
            submit(
                10,
                "4处错车道已建成通车。另2处占用基本农田，路面拓宽未列入今年农村公路计划，列入明年申报。",
                outcome="partly",
                photos=("road_bay",),
            ),
            confirm(8, "fairly", "4处错车道很顶用，拓宽还请继续争取。"),
            verify(6, "部分解决，挂账管理，明年计划下达后复核。", by="tengxian-org-2", review=60),
        ),
    ),
    Story(
        key="hanchi-bridge",
        village="450422103206",
        by="tengxian-team-1",
        ago=22,
        category="roads",
        title="村口石桥护栏断了，桥面塌了一个角",
        description=(
            "村口石拱桥长18米，上游一侧护栏断了5米多，桥面东头塌下去一个角，约1.2米宽。"
            "每天有47名学生走这座桥上学，下雨天水漫到桥面。村里已拉警戒线，安排人早晚值守。"
        ),
        request="请尽快加固桥面，修复护栏，设限重标志。",
        urgency="urgent",
        amount="58000",
        photos=("broken_bridge",),
        steps=(
            accept(21, urgency="urgent"),
            claim(21, "tengxian-transport", "当天设置限重、绕行标志，桥面钢筋混凝土补强，更换两侧护栏36米。", due=3),
            progress(15, "桥面已凿除松动部分，绑扎钢筋，绕行便道已铺好。"),
            submit(
                8,
                "桥面补强养护期满，两侧护栏36米安装完毕，限重5吨标志已立，附完工照片。",
                photos=("mended_bridge",),
            ),
            # Silent for a week: the township's word, recorded as such.
            confirm(1, "fairly", "镇里到现场看过，桥面平整、护栏牢固，学生已经正常通行。", by="tengxian-tangbu"),
        ),
    ),
    Story(
        key="xinma-drinking-water",
        village="450422110208",
        by="moliping",
        ago=55,
        category="water",
        title="山泉水浑浊，186户饮水不放心",
        description=(
            "村里饮水取自山泉，下大雨后水浑三四天，186户、712人受影响。蓄水池没有过滤和消毒设备，"
            "家家户户要自己沉淀。镇卫生院上季度抽检，浑浊度和菌落总数都不达标。"
        ),
        request="给蓄水池加装过滤、消毒设备，并抽检一次水质。",
        urgency="urgent",
        amount="123500",
        steps=(
            accept(54, urgency="urgent"),
            claim(54, "tengxian-water", "新建沉砂池和过滤池各一座，安装二氧化氯消毒设备，培训一名管水员。", due=-20),
            progress(44, "沉砂池、过滤池已浇筑，消毒设备已订货。"),
            submit(27, "净水设施投入运行两周，县疾控中心抽检两次，浑浊度0.6，菌落总数合格，附检测结论。"),
            confirm(25, "satisfied", "前天下大雨，第二天出来的水还是清的，群众很满意。"),
            verify(24, "现场核查属实，水质达标，同意销号。", by="tengxian-org-2"),
        ),
    ),
    Story(
        key="yonghe-transformer",
        village="450422116210",
        by="chenzhiyong",
        ago=60,
        category="electricity",
        title="变压器容量太小，73户晚上电压低",
        description=(
            "上寨、下寨两个组共用一台50千伏安变压器，带73户和一个木薯加工点。晚上七点到十点电压只有170伏左右，"
            "电饭锅煮不熟饭，加工点的粉碎机起动不了。"
        ),
        request="增容或者加装一台变压器。",
        photos=("transformer",),
        steps=(
            accept(59),
            claim(58, "tengxian-power", "更换为200千伏安变压器，改造低压线路1.1公里。", due=-18),
            progress(45, "物资已到，线路改造完成700米，计划停电半天换变压器。"),
            submit(
                22, "200千伏安变压器已投运，线路改造1.1公里完成，晚高峰实测电压218伏。", photos=("transformer_new",)
            ),
            confirm(20, "fairly", "电压稳了。换变压器那天停电比通知的多了两个小时。"),
            verify(19, "实测电压合格，同意销号；停电通知要更准，已转告供电局。"),
        ),
    ),
    Story(
        key="yonghe-forest-road",
        village="450422116210",
        by="chenzhiyong",
        ago=12,
        category="industry",
        title="油茶基地没有林道，1100亩茶果靠人挑下山",
        description=(
            "后山油茶基地1100亩，去年进入盛果期，产鲜果约26万斤。从山腰到公路3.5公里没有林道，全靠人挑马驮，"
            "每斤多花两毛人工，去年光搬运就花了5万多元。"
        ),
        request="修一条3米宽的林区作业道，并指导办理用林手续。",
        amount="420000",
        steps=(
            accept(11),
            claim(
                11,
                "tengxian-forestry",
                "按林区作业道标准选线，指导办理直接为林业生产服务的用林手续，申报油茶产业补助。",
                due=18,
            ),
            progress(5, "已完成选线，全长3.4公里，避开公益林。用林申请材料已收齐，正在审核。"),
            pause(1, "用林申请已上报自治区林业局，审批一般要15个工作日，批复前不能动工，请求暂停计时。", until=15),
        ),
    ),
    Story(
        key="xinmin-canal",
        village="450422106219",
        by="weiguoqiang",
        ago=33,
        category="water",
        title="灌溉水渠渗漏，下游310亩田用不上水",
        description=(
            "村里主水渠1.8公里是七十年代的土渠，沿线渗漏17处，水到中段就剩一小股。"
            "下游三个组310亩田，今年有90亩改种了木薯。"
        ),
        request="对渗漏最严重的800米做混凝土衬砌。",
        amount="235000",
        steps=(
            accept(32),
            claim(31, "tengxian-water", "先对渗漏严重的800米进行U形槽衬砌，其余1公里清淤补漏。", due=-5),
            progress(21, "完成测量设计，预算23.5万元，已报县里整合资金。"),
            progress(9, "资金已批复15万元，施工队进场，已衬砌260米。"),
            instruct(
                2,
                "tengxian-leader-1",
                "310亩田等水用，不能一拖再拖。请水利局三日内拿出赶工方案，缺的资金一并提出来。",
                due=1,
            ),
        ),
    ),
    Story(
        key="molang-landslide",
        village="450422104205",
        by="tengxian-org-2",
        ago=9,
        category="roads",
        title="通村公路塌方，班车停了",
        description=(
            "大雨后通村公路在两公里处边坡塌方约300方，占了大半幅路面，班车停开，"
            "村民买药、卖菜要绕行11公里。村里清出一条摩托车能过的道。"
        ),
        request="清理塌方，加固边坡，恢复班车。",
        urgency="urgent",
        source="call",
        reported_by="莫埌村第一书记 容小燕",
        steps=(
            accept(9, by="tengxian-org-1", urgency="urgent"),
            claim(9, "tengxian-transport", "三天内清理塌方、恢复通车；边坡设挡墙40米。", due=1),
            progress(6, "塌方已清理，小车、班车恢复通行。挡墙基础开挖中。"),
        ),
    ),
    Story(
        key="yonghe-clinic",
        village="450422116210",
        by="chenzhiyong",
        ago=29,
        category="health",
        title="村卫生室没有村医，老人看病要走14公里",
        description=(
            "原村医去年退休后卫生室一直关门。全村60岁以上老人318人，高血压、糖尿病在册97人，"
            "开药要到镇卫生院，单程14公里，班车一天两趟。"
        ),
        request="派驻村医或安排固定巡诊，让慢病患者在村里能开上药。",
        steps=(
            accept(28),
            claim(27, "tengxian-health", "由镇卫生院每周二、周五派医生巡诊，同步招聘一名乡村医生。", due=4),
            progress(18, "巡诊已开始，首次看诊41人次。乡村医生岗位已发布招聘公告。"),
            submit(9, "卫生室恢复开诊，镇卫生院每周二、周五派医生巡诊，配备常用药62种。"),
            refuse(7, "这两周只来了两次，上周五没有来人，降压药也缺。请按承诺排好班再申请销号。"),
            progress(3, "已重新排班并在卫生室门口公示，补齐慢病用药18种，缺诊的当周补上。"),
        ),
    ),
)
