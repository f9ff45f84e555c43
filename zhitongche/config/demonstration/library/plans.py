"""The 37 projects of Wuzhou's first batch (第一批项目37个，总投资1100余万元), all invented but for what the article says.

Amounts are in 万元; `stage` is how far it has come; `ago` the working day, counted back from today, on which it was
planned. `money` are the parts of its investment by source: a key of `SOURCES`, or words.
"""

from dataclasses import dataclass
from decimal import Decimal

from zhitongche.express.projects.states import State


@dataclass(frozen=True)
class Source:
    """A source of the library: whose, how much in 万元, and for what. `days` until when projects may be named."""

    key: str
    by: str
    name: str
    kind: str
    total: str
    industries: tuple[str, ...] = ()
    most_percent: int | None = None
    most: str | None = None
    basis: str = ""
    conditions: str = ""
    days: int | None = None


SOURCES: tuple[Source, ...] = (
    Source(
        "linking",
        "tengxian-finance",
        "财政衔接推进乡村振兴补助资金",
        "fiscal",
        "320",
        most_percent=80,
        basis="《中央财政衔接推进乡村振兴补助资金管理办法》",
        conditions="纳入县级项目库，联农带农机制明确，资产权属清楚。",
        days=40,
    ),
    Source(
        "farming",
        "tengxian-agriculture",
        "特色产业奖补资金",
        "department",
        "120",
        industries=("fruit", "tea", "oil_tea", "vegetables", "herbs", "livestock", "fishery"),
        most="30",
        most_percent=60,
        conditions="种养规模达到奖补标准，经乡镇验收。",
        days=15,
    ),
    Source(
        "water",
        "tengxian-water",
        "小型水利设施维修养护资金",
        "department",
        "60",
        industries=("water_works", "tea", "fruit", "grain"),
        most="25",
        days=25,
    ),
    Source(
        "awards",
        "tengxian-finance",
        "村集体经济以奖代补资金",
        "fiscal",
        "20",
        most="10",
        conditions="当年新增村集体经营性收入的村。",
        days=12,
    ),
    Source(
        "cangwu",
        "cangwu-org-1",
        "苍梧县财政衔接资金",
        "fiscal",
        "150",
        most_percent=80,
        basis="《中央财政衔接推进乡村振兴补助资金管理办法》",
        days=30,
    ),
    Source(
        "city",
        "wuzhou-org-1",
        "市级第一书记项目扶持资金",
        "fiscal",
        "260",
        most="25",
        conditions="进入市级项目库的第一书记项目。",
        days=60,
    ),
)


@dataclass(frozen=True)
class Plan:
    """One project of the demonstration."""

    key: str
    village: str
    title: str
    industry: str
    wan: str
    stage: State
    ago: int
    goal: str
    works: str
    benefit: str
    money: tuple[tuple[str, str], ...]
    households: int = 0
    level: str = "county"
    difficulties: str = ""
    # Of what is committed, how much of a hundred has come and has been spent.
    received: int = 100
    spent: int = 80
    # How many of the four milestones are done.
    done: int = 0
    # Codes of approvals, each with how far it has come: needed, submitted, accepted, supplement, granted.
    approvals: tuple[tuple[str, str], ...] = ()
    # Without commitments: the sources are only hoped for.
    is_hoped: bool = False
    picture: str = "tea_terraces"

    @property
    def investment(self) -> Decimal:
        return Decimal(self.wan) * 10_000
