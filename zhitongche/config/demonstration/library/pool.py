"""The expert pool with its visits, and what the villages' work came to, as acts."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from zhitongche.config.demonstration.almanac import Almanac
from zhitongche.config.demonstration.shelf import Deed, Shelf
from zhitongche.express.dispatches import operations as visits
from zhitongche.express.dispatches.models import Dispatch
from zhitongche.express.experts import operations as experts
from zhitongche.express.outcomes import operations as outcomes
from zhitongche.express.outcomes.models import Outcome
from zhitongche.foundation.people.models import Posting

GUSHAN = "450422100226"
# key, organizer, name, unit, post, fields, home, service areas, whether a former first secretary, where.
POOL: tuple[tuple[str, str, str, str, str, tuple[str, ...], str, tuple[str, ...], str], ...] = (
    ("tea", "wuzhou-org-1", "农向阳", "梧州市农业科学研究所", "茶叶高级农艺师", ("tea",), "4504", (), ""),
    ("former", "wuzhou-org-1", "黎明远", "梧州市委组织部", "组织科干部", ("oil_tea", "cooperative"), "4504", (), "曾任岑溪市昙雅村第一书记（2018—2021年）"),
    ("oil_tea", "tengxian-org-1", "陆秋生", "藤县林业科学研究所", "油茶工程师", ("oil_tea", "forestry"), "450422", (), ""),
    ("fruit", "tengxian-org-1", "李果香", "藤县农业技术推广中心", "果树农艺师", ("fruit", "pests"), "450422", (), ""),
    ("power", "tengxian-org-1", "覃电波", "藤县供电局", "配电高级技师", ("electricity",), "450422", (), ""),
    ("water", "tengxian-org-1", "陈水清", "藤县水利局", "水工工程师", ("water",), "450422", (), ""),
    ("coop", "tengxian-org-1", "莫会计", "藤县农经站", "会计师", ("cooperative", "finance"), "450422", (), "曾任藤县大黎镇永和村第一书记（2019—2021年）"),
    ("sales", "wuzhou-org-1", "区小播", "梧州职业学院", "电商讲师", ("e_commerce", "sales"), "4504", (), ""),
    ("roads", "cangwu-org-1", "钟路平", "苍梧县公路养护中心", "道路工程师", ("roads",), "450421", (), ""),
    ("herbs", "wuzhou-org-1", "苏百草", "梧州市中医药研究所", "副研究员", ("herbs",), "4504", (), ""),
)  # fmt: skip
# key, expert, project, days before today of the order, how far it came, the task.
VISITS: tuple[tuple[str, str, str, int, str, str], ...] = (
    ("gushan", "former", "oil_tea", 60, "rated", "到谷山村调研产业，指导引进龙头企业发展油茶。"),
    ("pump", "power", "cold_store", 30, "visited", "现场测算冷库用电负荷，提出供电方案。"),
    ("mushroom", "coop", "mushrooms", 12, "accepted", "帮助合作社建账。"),
    ("honey", "sales", "honey", 6, "proposed", "指导蜂蜜包装和线上销售。"),
    ("orchard", "fruit", "lychee", 9, "declined", "指导高接换种。"),
)
# key, who says it, village, kind, figures, the days before today, whether it was checked, and what proves it.
FIGURES: tuple[tuple[str, str, str, str, dict[str, Any], int, str, str], ...] = (
    ("dividend", "gaosanli", GUSHAN, "dividend", {"amount": "120000", "people": 53}, 40, "tea_cooperative", "劳务股份合作社分红表，有签领记录"),
    ("income", "gaosanli", GUSHAN, "collective_income", {"amount": "82600"}, 38, "oil_tea", "村集体经济台账"),
    ("area", "gaosanli", GUSHAN, "area", {"area": "4060"}, 36, "oil_tea", "林业部门验收面积表"),
    ("jobs", "gaosanli", GUSHAN, "jobs", {"people": 53}, 35, "tea_cooperative", "务工花名册"),
    ("square", "tengxian-sec-6", "450422109212", "jobs", {"people": 12}, 20, "square", "施工用工表"),
    ("road", "chenzhiyong", "450422116210", "collective_income", {"amount": "36000"}, 16, "road", "柑橘园租金收据"),
    ("honey", "weiguoqiang", "450422106219", "villager_income", {"amount": "48500.50", "people": 32}, 11, "honey", "合作社收购流水"),
    ("workshop", "tengxian-sec-5", "450422200203", "jobs", {"people": 38}, 8, "workshop", "车间考勤表"),
)  # fmt: skip


# One village's collective income over the last four quarters, the oldest first, in yuan, and what it aims at a quarter.
XINMIN, STEADY, AIM = "450422106219", ("12000", "15500.50", "9800", "21000"), "15000"


def deeds(almanac: Almanac) -> Iterator[Deed]:
    """The pool first, then visits and figures."""
    for place, one in enumerate(POOL):
        yield Deed(almanac.moment(68, place % 4, f"expert {one[0]}"), one[0], one[1], _enrol(one))
    for visit in VISITS:
        yield from _visit(visit, almanac)
    for figure in FIGURES:
        key, by, _village, _kind, _said, ago, _project, _proof = figure
        yield Deed(almanac.moment(ago, 2, f"figure {key}"), key, by, _figure(figure, almanac))
        if ago > 10:
            yield Deed(almanac.moment(ago - 3, 1, f"check {key}"), key, "tengxian-org-2", _check(key))
    yield from _series(almanac)


def _series(almanac: Almanac) -> Iterator[Deed]:
    """Four quarters of one village with their targets, so that a chart has something to show."""
    day = almanac.day(-1)
    quarters = [_quarter_back(day.year, (day.month - 1) // 3 + 1, back) for back in range(len(STEADY), 0, -1)]

    def aim(year: int) -> Any:
        def do(_shelf: Shelf, by: Posting, now: datetime) -> None:
            aims = {f"q{number}": Decimal(AIM) for number in range(1, 5)}
            outcomes.set_target(by=by, now=now, kind="collective_income", year=year, region=XINMIN, **aims)

        return do

    def say(period: str, amount: str) -> Any:
        def do(_shelf: Shelf, by: Posting, now: datetime) -> None:
            told: dict[str, Any] = {"amount": Decimal(amount), "village": XINMIN, "source": "村集体经济台账"}
            outcomes.record(by=by, now=now, kind="collective_income", period=period, **told)

        return do

    for place, year in enumerate(sorted({int(period[:4]) for period in quarters})):
        yield Deed(almanac.moment(9, place, f"aim {year}"), "aim", "weiguoqiang", aim(year))
    for place, (period, amount) in enumerate(zip(quarters, STEADY, strict=True)):
        yield Deed(almanac.moment(7, place, f"series {period}"), "series", "weiguoqiang", say(period, amount))


def _quarter_back(year: int, quarter: int, back: int) -> str:
    place = year * 4 + quarter - 1 - back
    return f"{place // 4}Q{place % 4 + 1}"


def _enrol(one: tuple[Any, ...]) -> Any:
    key, _by, name, unit, post, fields, region, areas, served = one

    def do(shelf: Shelf, by: Posting, now: datetime) -> None:
        account = next((item.person for item in shelf.played.values() if item.person.name == name), None)
        made = experts.enrol(
            by=by,
            now=now,
            person=account,
            name=name,
            unit=unit,
            post=post,
            fields=list(fields),
            region=region,
            service_areas=list(areas),
            was_first_secretary=bool(served),
            served_as=served,
        )
        shelf.experts[key] = made.number

    return do


def _visit(visit: tuple[str, str, str, int, str, str], almanac: Almanac) -> Iterator[Deed]:
    key, expert, project, ago, how, task = visit
    first = almanac.day(-(ago - 3)) if ago > 3 else almanac.day(1)

    def send(shelf: Shelf, by: Posting, now: datetime) -> None:
        made = visits.dispatch(
            by=by,
            now=now,
            expert=shelf.experts[expert],
            project=shelf.projects[project],
            task=task,
            from_=first if how != "accepted" else almanac.day(2),
            until=first if how != "accepted" else almanac.day(3),
        )
        shelf.dispatches[key] = made.number

    def act(verb: str, **body: Any) -> Any:
        def do(shelf: Shelf, by: Posting, now: datetime) -> None:
            rows = Dispatch.objects.select_related("expert", "village", "problem", "project")
            getattr(visits, verb)(rows.get(number=shelf.dispatches[key]), by=by, now=now, **body)

        return do

    sender = next(one[1] for one in POOL if one[0] == expert)
    yield Deed(almanac.moment(ago, 3, f"send {key}"), key, sender, send)
    if how == "declined":
        reason = "近期带学生实训，时间安排不开。"
        yield Deed(almanac.moment(ago - 1, 0, f"decline {key}"), key, sender, act("decline", reason=reason))
    if how in {"accepted", "visited", "rated"}:
        yield Deed(almanac.moment(ago - 1, 0, f"accept {key}"), key, sender, act("accept"))
    if how in {"visited", "rated"}:
        said = {
            "text": "实地走访，与村“两委”和合作社座谈，问题和条件已摸清。",
            "advice": "先示范后推广，利益联结写进合同。",
        }
        done = act("report_visit", visited_on=first, **said)
        yield Deed(almanac.moment(ago - 4, 3, f"visit {key}"), key, sender, done)
    if how == "rated":
        comment = "指导到位，帮我们找到了龙头企业。"
        rate = act("rate", rating="good", comment=comment)
        yield Deed(almanac.moment(ago - 6, 3, f"rate {key}"), key, "gaosanli", rate)


def _figure(figure: tuple[Any, ...], almanac: Almanac) -> Any:
    key, _by, village, kind, said, _ago, project, proof = figure

    def do(shelf: Shelf, by: Posting, now: datetime) -> None:
        told: dict[str, Any] = {
            name: Decimal(value) if isinstance(value, str) else value for name, value in said.items()
        }
        made = outcomes.record(
            by=by,
            now=now,
            kind=kind,
            period=_quarter(almanac),
            source=proof,
            village=village,
            project=shelf.projects[project],
            **told,
        )
        shelf.outcomes[key] = made.number

    return do


def _check(key: str) -> Any:
    def do(shelf: Shelf, by: Posting, now: datetime) -> None:
        outcome = Outcome.objects.select_related("village", "recorder").get(number=shelf.outcomes[key])
        outcomes.check(outcome, by=by, now=now, opinion="与台账相符。")

    return do


def _quarter(almanac: Almanac) -> str:
    """The first quarter, as the article says it: of this year once it is over, else of the last."""
    day = almanac.day(-40)
    return f"{day.year if day.month > 3 else day.year - 1}Q1"
