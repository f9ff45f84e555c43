"""Projects of the tests, planned and funded by the very operations that real ones go through."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from tests.factories import files, people
from zhitongche.config.reference import INDUSTRIES
from zhitongche.express.projects import operations
from zhitongche.express.projects.models import Project
from zhitongche.express.projects.states import State
from zhitongche.foundation.files.operations import keep_document, keep_photo
from zhitongche.foundation.people.models import Account, Posting

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

# What the gate of the library asks for beside a plan's first words; the photo comes with `add_photos`.
TOLD: dict[str, Any] = {
    "scope_of_works": "泵房1座，管道3.2公里。",
    "benefit": "86户茶农户均增收2000元。",
    "is_publicized": True,
}
LATER = NOW + timedelta(days=1)


def milestone(name: str, weight: str, planned_on: date, cost: str = "0") -> dict[str, Any]:
    return {"name": name, "weight": Decimal(weight), "cost": Decimal(cost), "planned_on": planned_on}


MILESTONES = (
    milestone("勘查设计", "20", date(2026, 6, 30), "20000"),
    milestone("泵房建成", "50", date(2026, 9, 30), "200000"),
    milestone("管道通水", "30", date(2026, 12, 20), "130000"),
)


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


def photo(by: Posting, now: datetime = NOW) -> UUID:
    """A photo of the posting's person that waits to be used."""
    return keep_photo(account=_account(by), upload=files.upload(files.picture()), by=by, now=now).pk


def paper(by: Posting, now: datetime = NOW) -> UUID:
    """A document of the posting's person that waits to be used."""
    upload = files.upload(files.office(), "验收报告.docx", "application/octet-stream")
    return keep_document(account=_account(by), upload=upload, by=by, now=now).pk


def ready(cast: Cast, milestones: Sequence[dict[str, Any]] = MILESTONES, **told: Any) -> Project:
    """A planned project that passes the library's gate."""
    project = planned(cast.secretary, **{**TOLD, **told})
    operations.set_milestones(project, by=cast.secretary, now=NOW, milestones=milestones)
    operations.add_photos(
        project, by=cast.secretary, now=NOW, photos=[photo(cast.secretary)], side="before", spot="泵房"
    )
    return project


def commit(project: Project, cast: Cast, amount: str = "350000.00") -> Project:
    """So much more money is committed to the project, on its first line."""
    line = project.funding.order_by("position")[0]
    told = {"committed": line.committed_amount + Decimal(amount), "on": TODAY, "note": "资金下达文件。"}
    return operations.update_funding(project, by=cast.organizer, now=NOW, funding=line.position, **told)


def brought_to(state: State, cast: Cast, **told: Any) -> Project:
    """A project that went its whole way to that state."""
    project = ready(cast, **told)
    order = list(State)
    for reached, go in zip(order[1:], (_list, _start, _accept, _hand_over), strict=True):
        if order.index(reached) <= order.index(state):
            go(project, cast)
    return project


def _account(by: Posting) -> Account:
    return Account.objects.filter(person=by.person_id).first() or people.account(of=by.person)


def _list(project: Project, cast: Cast) -> None:
    operations.submit(project, by=cast.secretary, now=NOW)
    operations.admit(project, by=cast.organizer, now=NOW)


def _start(project: Project, cast: Cast) -> None:
    commit(project, cast)
    operations.start(project, by=cast.secretary, now=NOW)


def _accept(project: Project, cast: Cast) -> None:
    done = range(1, project.milestone_count + 1)
    shown = {"photos": [photo(cast.secretary)], "side": "after", "spot": "泵房"}
    operations.report_progress(project, by=cast.secretary, now=NOW, milestones=done, **shown)
    operations.accept_work(project, by=cast.organizer, now=NOW, opinion="符合设计，同意验收。")


def _hand_over(project: Project, cast: Cast) -> None:
    handed = {"custodian": "建新村股份经济合作社", "papers": [paper(cast.secretary)]}
    operations.hand_over(project, by=cast.secretary, now=NOW, **handed)
