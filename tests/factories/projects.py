"""Projects of the tests, planned and funded by the very operations that real ones go through."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tests.factories import people
from zhitongche.config.reference import INDUSTRIES
from zhitongche.express.projects import operations
from zhitongche.express.projects.models import Project
from zhitongche.foundation.people.models import Posting

NOW = people.NOW
TODAY = people.TODAY
VILLAGE = "450422107205"
PLAN: dict[str, Any] = {
    "title": "六堡茶园灌溉提升",
    "goal": "让1000亩六堡茶在旱季用得上水。",
    "industry": "tea",
    "starts_on": date(2026, 6, 1),
    "ends_on": date(2026, 12, 31),
    "funding": [
        {"source": "财政衔接资金", "kind": "fiscal", "planned": Decimal("300000.00")},
        {"source": "村集体自筹", "kind": "village", "planned": Decimal("50000.00")},
    ],
}


@dataclass(frozen=True)
class Cast:
    """Those who keep a project of 建新村, those above it, and two departments of its county."""

    secretary: Posting
    member: Posting
    township: Posting
    organizer: Posting
    city: Posting
    finance: Posting
    planning: Posting
    leader: Posting
    neighbour: Posting
    stranger: Posting


def cast() -> Cast:
    operations.load_industries(INDUSTRIES, now=NOW)
    people.place("4504", "梧州市")
    people.place("450422", "藤县")
    people.place("450422107", "新庆镇")
    people.place(VILLAGE, "建新村")
    people.place("450422107206", "古龙村")
    people.place("370681", "龙口市")
    finance = people.department("450422-11", "藤县财政局", functions=["funding"])
    planning = people.department("450422-12", "藤县自然资源局", functions=["land"])
    return Cast(
        secretary=people.posting("first_secretary", VILLAGE, people.person("石广")),
        member=people.posting("team_member", VILLAGE, people.person("韦队员")),
        township=people.posting("township_committee", "450422107", people.person("梁镇长")),
        organizer=people.posting("organizer", "450422", people.person("陈立")),
        city=people.posting("organizer", "4504", people.person("吴市")),
        finance=people.posting("department_liaison", finance, people.person("李财")),
        planning=people.posting("department_liaison", planning, people.person("何规")),
        leader=people.posting("leader", "450422", people.person("林县")),
        neighbour=people.posting("first_secretary", "450422107206", people.person("黎邻")),
        stranger=people.posting("organizer", "370681", people.person("孙远")),
    )


def planned(by: Posting, **told: Any) -> Project:
    """A project of the posting's village in its first state."""
    return operations.plan(by=by, now=NOW, **{**PLAN, **told})
