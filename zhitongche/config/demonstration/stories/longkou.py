"""龙口市: invented people in invented troubles; the article tells of no problem there."""

from .steps import (
    Story,
    accept,
    claim,
    confirm,
    give_back,
    progress,
    refuse,
    resubmit,
    revive,
    submit,
    verify,
    withdraw,
)

STORIES: tuple[Story, ...] = (
    Story(
        key="guanlijia-greenhouse-power",
        village="370681108225",
        by="quxiaodong",
        ago=45,
        category="electricity",
        title="大樱桃冷棚用电容量不够，卷帘机起动不了",
        description=(
            "村里新建大樱桃冷棚22个、66亩，每个棚要用3千瓦卷帘机。现有农业用电容量只有35千瓦，同时起动就跳闸，"
            "上个月一晚降温，有4个棚没能及时放帘，冻伤花芽约两成。"
        ),
        request="增加用电容量到100千瓦。",
        urgency="urgent",
        steps=(
            accept(44, urgency="urgent"),
            claim(44, "longkou-power", "新上一台100千伏安农用变压器，架设低压线路600米，免收高可靠性供电费。", due=-16),
            progress(36, "杆塔已立，变压器本周到货。"),
            submit(24, "100千伏安变压器已投运，22个冷棚卷帘机同时起动正常，现场测试记录一份。"),
            confirm(22, "satisfied", "昨晚降温，22个棚五分钟全放下来了。"),
            verify(21, "现场测试通过，同意销号。"),
        ),
    ),
    Story(
        key="guanlijia-ford",
        village="370681108225",
        by="quxiaodong",
        ago=50,
        category="roads",
        title="村南漫水桥汛期过不去，280亩果园进不了车",
        description="村南河道上的漫水桥长24米，每年汛期有20多天过不了车，河南岸280亩苹果园打药、施肥都要绕行8公里。",
        request="改建成小型平板桥。",
        amount="650000",
        steps=(
            accept(49),
            claim(48, "longkou-transport", "会同水务部门论证防洪影响，能建尽建，不能建先加高桥面。", due=-14),
            progress(33, "防洪评价初稿完成，改建平板桥需抬高两岸接线，涉及占地3.2亩。"),
            submit(
                13,
                "桥面已加高40厘米，增设水位标尺和警示杆，一般降雨可通行。平板桥占地和资金暂不具备条件，纳入交通三年规划。",
                outcome="long_term",
            ),
            confirm(11, "fairly", "比以前强，大雨天还是要绕。"),
            verify(9, "长期事项，挂账，年底前再看规划落实情况。", by="longkou-org-2", review=90),
            revive(2, "平板桥提前列入今年第一批农村桥梁改造计划，占地已落实，恢复办理。", by="longkou-org-2"),
        ),
    ),
    Story(
        key="guanlijia-old-orchard",
        village="370681108225",
        by="quxiaodong",
        ago=24,
        category="industry",
        title="260亩老苹果园要更新，农户拿不出苗木钱",
        description="村里苹果园有260亩树龄超过25年，亩产只有盛果期的四成。",
        request="帮助落实老果园更新补助和苗木。",
        amount="390000",
        steps=(
            give_back(23, "请写明涉及多少户、打算改种什么品种、每亩投入多少。"),
            resubmit(
                21,
                description=(
                    "村里苹果园有260亩树龄超过25年，亩产只有盛果期的四成，涉及97户。村民代表会议定了改种矮砧密植，"
                    "每亩苗木和立架约1500元，前三年没有收入，42户表示拿不出这笔钱。"
                ),
            ),
            accept(20),
            claim(19, "longkou-agriculture", "列入老果园更新改造项目，统一采购脱毒苗木，前两年安排套种花生。", due=12),
            progress(12, "已入户核实面积261.4亩，苗木需求2.9万株，项目方案通过评审。"),
            progress(3, "第一批脱毒苗木1.2万株到位，本周开始起垄，先栽110亩。", photos=("orchard",)),
        ),
    ),
    Story(
        key="guanlijia-water-pipes",
        village="370681108225",
        by="quxiaodong",
        ago=38,
        category="water",
        title="自来水管网老化，三天两头爆管",
        description="村内自来水主管道铺于2003年，今年已爆管9次，西街41户到晚上没有水压，村里一年维修花了2.7万元。",
        request="更换主管道约1.6公里。",
        amount="198000",
        steps=(
            accept(37),
            claim(36, "longkou-water", "更换PE主管道1.6公里，同步换装智能水表168块。", due=3),
            progress(22, "已更换1.1公里，每天停水不超过4小时。"),
            submit(6, "主管道1.6公里、水表168块全部更换，打压试验合格，西街末端水压0.24兆帕。"),
            confirm(3, "satisfied", "西街二楼晚上也有水了。"),
        ),
    ),
    Story(
        key="dachenjia-vermicelli",
        village="370681103256",
        by="muchunmei",
        ago=28,
        category="environment",
        title="粉丝加工点废水流进村边水沟",
        description=(
            "村里有7家粉丝加工户，旺季每天排淀粉水约20吨，都流进村东水沟，天热时气味很大，下游两个村来反映过。"
            "加工户愿意分摊，但是不知道怎么处理才合规。"
        ),
        request="指导建一处集中处理设施，或者安排拉运。",
        amount="260000",
        steps=(
            accept(27),
            claim(26, "longkou-housing", "建一座日处理25吨的一体化处理站，加工户按吨付费，由镇里统一运维。", due=2),
            progress(17, "设备基础完工，与7户签订了付费协议。"),
            submit(8, "处理站已通水运行，管网接通7户。"),
            refuse(7, "第5、6两户的管子接头漏水，废水还是流进沟里，请修好再销号。"),
            progress(5, "两处接头已更换，用清水试压1小时不漏。"),
            submit(1, "7户全部接入，接头更换后连续三天巡查无渗漏，出水检测化学需氧量48毫克每升，附检测结论。"),
        ),
    ),
    Story(
        key="dachenjia-grapes",
        village="370681103256",
        by="muchunmei",
        ago=20,
        category="sales",
        title="8万斤葡萄存在冷库里卖不动",
        description="合作社冷库里还存着8万斤红提，库存费一天400元，再过一个月就要掉粒。",
        request="帮助对接市内商超。",
        steps=(
            accept(19),
            withdraw(18, "一家批发商昨天全部订走了，今天装车，撤回。"),
        ),
    ),
    Story(
        key="dachenjia-square",
        village="370681103256",
        by="muchunmei",
        ago=5,
        category="culture",
        title="村文化广场想装路灯和健身器材",
        description="村文化广场晚上没有灯，群众希望装几盏路灯和一些健身器材，请支持。",
        steps=(give_back(4, "请补充广场面积、需要几盏灯和哪些器材，以及是否已列入一事一议。", by="longkou-org-2"),),
    ),
    Story(
        key="dachenjia-day-care",
        village="370681103256",
        by="muchunmei",
        ago=1,
        category="welfare",
        title="想把旧村小改成老人日间照料点",
        description=(
            "村里70岁以上老人142人，其中独居29人。旧村小闲置4年，有教室3间、厨房1间，简单改造就能用，"
            "与刚开伙的老人食堂只隔一条街，但不知道补助怎么申请。"
        ),
        request="请指导申报养老服务设施补助。",
        amount="75000",
    ),
)
