"""The plans of the library as acts: who did what on which day, by the rooms' own operations."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from zhitongche.config.demonstration.almanac import Almanac
from zhitongche.config.demonstration.cast import CANGWU, TENGXIAN
from zhitongche.config.demonstration.casting import Played
from zhitongche.config.demonstration.shelf import Deed, Shelf
from zhitongche.express.problems import operations as problems
from zhitongche.express.problems.models import Problem
from zhitongche.express.projects import operations, queries
from zhitongche.express.projects.models import Project
from zhitongche.express.projects.operations import approving
from zhitongche.express.projects.operations.sources import withdraw_source
from zhitongche.express.projects.queries.approving import approvals_of
from zhitongche.express.projects.states import State
from zhitongche.express.sources import operations as sources
from zhitongche.foundation.files import operations as files
from zhitongche.foundation.files.models import Attachment
from zhitongche.foundation.interchange.writing import Column, Head, write
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.roles import Role

from . import PLANS, SOURCES, Plan, Source, pool

WAN = 10_000
# name, weight of a hundred, share of the cost, part of the time by which it is planned.
MILESTONES = (("勘测设计", 10, 5, 20), ("主体施工", 50, 60, 60), ("设备安装", 25, 30, 85), ("试运行", 15, 5, 100))
KINDS = {
    "村集体自筹": "village",
    "投工投劳": "labour",
    "派出单位帮扶": "sending_unit",
    "企业投入": "enterprise",
    "龙头企业投入": "enterprise",
    "银行信贷": "bank",
    "县农机补贴": "department",
}
ORDER = tuple(State)
ORGANIZERS = {
    TENGXIAN: "tengxian-org-1",
    CANGWU: "cangwu-org-1",
    "450423": "mengshan-org-1",
    "450481": "cenxi-org-1",
    "450406": "longxu-org-1",
    "450405": "changzhou-org-1",
}
# Problems that hold a project up: the key of the story, the key of the plan.
HELD_UP = (
    ("jianxin-power", "irrigation"),
    ("hanchi-pump", "canal"),
    ("yonghe-forest-road", "road"),
    ("xinmin-canal", "honey"),
    ("xiangpeng-pump-house", "workshop"),
)


def deeds(almanac: Almanac, played: Mapping[str, Played]) -> list[Deed]:
    """Everything of the library, the sources first."""
    secretaries = {
        str(one.posting.region_id): name
        for name, one in played.items()
        if one.posting.role == Role.FIRST_SECRETARY and one.account is not None
    }
    found = [_open(source, place, almanac) for place, source in enumerate(SOURCES)]
    for plan in PLANS:
        found += _Way(plan, almanac, secretaries).acts()
    found += pool.deeds(almanac)
    found += [_link(story, plan, almanac) for story, plan in HELD_UP]
    found.append(Deed(almanac.moment(4, 1, "awards"), "awards", "tengxian-finance", _take_back))
    return found


def _link(story: str, plan: str, almanac: Almanac) -> Deed:
    def do(shelf: Shelf, by: Posting, now: datetime) -> None:
        rows = Problem.objects.select_related("village", "category", "reporter__person", "lead")
        problem = rows.get(number=shelf.problems[story])
        problems.link_project(problem, by=by, now=now, project=shelf.projects[plan])

    return Deed(almanac.moment(3, 2, f"link {story}"), story, "tengxian-org-1", do)


def _take_back(shelf: Shelf, by: Posting, now: datetime) -> None:
    withdraw_source(shelf.source("awards"), by=by, now=now, reason="预算调整，本年度奖补资金收回统筹。")


def _open(source: Source, place: int, almanac: Almanac) -> Deed:
    def do(shelf: Shelf, by: Posting, now: datetime) -> None:
        made = sources.open_source(
            by=by,
            now=now,
            name=source.name,
            kind=source.kind,
            total=Decimal(source.total) * WAN,
            industries=list(source.industries),
            most_percent=source.most_percent,
            most=Decimal(source.most) * WAN if source.most else None,
            basis=source.basis,
            conditions=source.conditions,
            apply_by=almanac.day(source.days) if source.days else None,
        )
        shelf.sources[source.key] = made.number

    return Deed(almanac.moment(69, place % 4, source.key), source.key, source.by, do)


class _Way:
    """One plan's acts, each a few working days after the one before."""

    def __init__(self, plan: Plan, almanac: Almanac, secretaries: Mapping[str, str]) -> None:
        self.plan, self.almanac = plan, almanac
        county = plan.village[:6]
        self.organizer = ORGANIZERS[county]
        self.village = secretaries[plan.village]
        self.stage = ORDER.index(plan.stage)
        self.begins = almanac.day(-max(1, plan.ago - 12))

    def acts(self) -> Iterator[Deed]:
        plan = self.plan
        yield self._deed(0, 0, self.village, self._plan)
        yield self._deed(1, 0, self.village, self._milestones)
        yield self._deed(1, 1, self.village, self._before)
        if self.stage < ORDER.index(State.LISTED):
            return
        yield self._deed(2, 0, self.village, self._submit)
        yield self._deed(4, 0, self.organizer, self._admit)
        for place, (code, _how) in enumerate(plan.approvals):
            yield self._deed(5, place, self.village, self._approval(code))
            yield self._deed(6, place, self.village, self._approval_steps(code))
        if not plan.is_hoped:
            for position, (key, _amount) in enumerate(plan.money, start=1):
                giver = self._giver(key)
                yield self._deed(7 + position, 1, giver, self._commit(position))
        if plan.level == "city":
            yield self._deed(8, 0, self.organizer, self._submit)
            yield self._deed(9, 0, "wuzhou-org-1", self._admit)
        if self.stage >= ORDER.index(State.UNDER_WAY):
            yield from self._works()

    def _giver(self, key: str) -> str:
        source = next((one for one in SOURCES if one.key == key), None)
        return source.by if source is not None else self.organizer

    def _works(self) -> Iterator[Deed]:
        plan = self.plan
        yield self._deed(12, 0, self.village, self._start)
        for position, (key, _amount) in enumerate(plan.money, start=1):
            yield self._deed(13, position % 4, self._giver(key), self._pay(position))
        step = max(2, (plan.ago - 16) // (len(MILESTONES) + 1))
        for number in range(plan.done):
            yield self._deed(15 + number * step, 2, self.village, self._report(number + 1))
        last = 15 + plan.done * step
        for position, (key, _amount) in enumerate(plan.money, start=1):
            yield self._deed(last - 1, position % 4, self._giver(key), self._spend(position))
        if self.stage >= ORDER.index(State.ACCEPTED):
            yield self._deed(last, 0, self.village, self._after)
            yield self._deed(last + 1, 0, self._accepter, self._accept)
        if self.stage >= ORDER.index(State.HANDED_OVER):
            yield self._deed(last + 2, 0, self.village, self._hand_over)

    @property
    def _accepter(self) -> str:
        return "wuzhou-org-1" if self.plan.level == "city" else self.organizer

    def _deed(self, after: int, turn: int, by: str, do: Callable[[Shelf, Posting, datetime], None]) -> Deed:
        ago = max(1, self.plan.ago - after)
        return Deed(self.almanac.moment(ago, min(turn, 3), f"{self.plan.key}{after}"), self.plan.key, by, do)

    def _plan(self, shelf: Shelf, by: Posting, now: datetime) -> None:
        plan = self.plan
        names = {one.key: one.name for one in SOURCES}
        made = operations.plan(
            by=by,
            now=now,
            village=plan.village,
            title=plan.title,
            goal=plan.goal,
            industry=plan.industry,
            starts_on=self.begins,
            ends_on=self.begins + timedelta(days=150),
            investment=plan.investment,
            scope_of_works=plan.works,
            benefit=plan.benefit,
            difficulties=plan.difficulties,
            household_count=plan.households or None,
            is_publicized=True,
            batch="第一批",
            funding=[
                {"source": key, "kind": KINDS.get(key, "other"), "planned": Decimal(amount) * WAN}
                for key, amount in plan.money
                if key not in names
            ],
        )
        shelf.projects[plan.key] = made.number
        for key, amount in plan.money:
            if key in names:
                kind = next(one.kind for one in SOURCES if one.key == key)
                operations.add_funding(
                    shelf.project(plan.key),
                    by=by,
                    now=now,
                    source=shelf.sources[key],
                    kind=kind,
                    planned=Decimal(amount) * WAN,
                )

    def _milestones(self, shelf: Shelf, by: Posting, now: datetime) -> None:
        plan = self.plan
        rows = [
            {
                "name": name,
                "weight": Decimal(weight),
                "cost": (plan.investment * share / 100).quantize(Decimal("0.01")),
                "planned_on": self.begins + timedelta(days=150 * part // 100),
            }
            for name, weight, share, part in MILESTONES
        ]
        operations.set_milestones(shelf.project(plan.key), by=by, now=now, milestones=rows)

    def _before(self, shelf: Shelf, by: Posting, now: datetime) -> None:
        self._photo(shelf, by, now, "before")

    def _after(self, shelf: Shelf, by: Posting, now: datetime) -> None:
        self._photo(shelf, by, now, "after")

    def _photo(self, shelf: Shelf, by: Posting, now: datetime, side: str) -> None:
        after = {"broken_bridge": "mended_bridge", "pump_station": "pump_new", "transformer": "transformer_new"}
        picture = after.get(self.plan.picture, self.plan.picture) if side == "after" else self.plan.picture
        kept = shelf.keep_photo(picture, shelf.actor(by), now)
        operations.add_photos(
            shelf.project(self.plan.key), by=by, now=now, photos=[kept.pk], side=side, spot="项目现场"
        )

    def _submit(self, shelf: Shelf, by: Posting, now: datetime) -> None:
        operations.submit(shelf.project(self.plan.key), by=by, now=now)

    def _admit(self, shelf: Shelf, by: Posting, now: datetime) -> None:
        operations.admit(shelf.project(self.plan.key), by=by, now=now, opinion="符合入库条件，同意入库。")

    def _approval(self, code: str) -> Callable[[Shelf, Posting, datetime], None]:
        def do(shelf: Shelf, by: Posting, now: datetime) -> None:
            approving.add_approval(shelf.project(self.plan.key), by=by, now=now, item=code)

        return do

    def _approval_steps(self, code: str) -> Callable[[Shelf, Posting, datetime], None]:
        how = dict(self.plan.approvals)[code]
        ways = {
            "needed": (),
            "submitted": ("submit",),
            "accepted": ("submit", "accept"),
            "supplement": ("submit", "accept", "ask_supplement"),
            "granted": ("submit", "accept", "grant"),
        }

        def do(shelf: Shelf, by: Posting, now: datetime) -> None:
            for verb in ways[how]:
                project = shelf.project(self.plan.key)
                row = next(one for one in approvals_of(project) if one.code == code)
                is_office = verb in {"accept", "grant", "ask_supplement"} and row.department is not None
                actor = shelf.played[row.department.code].posting if is_office and row.department else by
                note = "请补充用地红线图。" if verb == "ask_supplement" else ""
                approving.update_approval(
                    project, by=actor.as_of(timezone.localdate(now)), now=now, approval=code, step=verb, note=note
                )

        return do

    def _commit(self, position: int) -> Callable[[Shelf, Posting, datetime], None]:
        return self._money(position, lambda planned: {"committed": planned})

    def _pay(self, position: int) -> Callable[[Shelf, Posting, datetime], None]:
        return self._money(position, lambda planned: {"received": _part(planned, self.plan.received)})

    def _spend(self, position: int) -> Callable[[Shelf, Posting, datetime], None]:
        part = self.plan.received * self.plan.spent // 100
        return self._money(position, lambda planned: {"spent": _part(planned, part)})

    def _money(
        self, position: int, said: Callable[[Decimal], dict[str, Any]]
    ) -> Callable[[Shelf, Posting, datetime], None]:
        key = self.plan.money[position - 1][0]

        def do(shelf: Shelf, by: Posting, now: datetime) -> None:
            project = shelf.project(self.plan.key)
            number = shelf.sources.get(key)
            lines = queries.lines_of(project)
            line = next(one for one in lines if (one.source.number if one.source else one.name) == (number or key))
            amounts = said(line.planned_amount)
            if self.stage < ORDER.index(State.UNDER_WAY) and position == len(self.plan.money) and len(lines) > 1:
                # What is still missing in a library project is its last source.
                return
            operations.update_funding(
                project, by=by, now=now, funding=line.position, on=timezone.localdate(now), **amounts
            )

        return do

    def _start(self, shelf: Shelf, by: Posting, now: datetime) -> None:
        operations.start(shelf.project(self.plan.key), by=by, now=now)

    def _report(self, position: int) -> Callable[[Shelf, Posting, datetime], None]:
        def do(shelf: Shelf, by: Posting, now: datetime) -> None:
            operations.report_progress(shelf.project(self.plan.key), by=by, now=now, milestones=[position])

        return do

    def _accept(self, shelf: Shelf, by: Posting, now: datetime) -> None:
        project = shelf.project(self.plan.key)
        operations.accept_work(project, by=by, now=now, opinion="现场验收合格，资料齐全。")

    def _hand_over(self, shelf: Shelf, by: Posting, now: datetime) -> None:
        project = shelf.project(self.plan.key)
        paper = _paper(shelf.actor(by), project, now)
        operations.hand_over(
            project,
            by=by,
            now=now,
            custodian="村股份经济合作联合社",
            text="资产已登记入账。",
            papers=[paper.pk],
        )


def _part(amount: Decimal, percent: int) -> Decimal:
    return (amount * percent / 100).quantize(Decimal("0.01"))


def _paper(actor: Played, project: Project, now: datetime) -> Attachment:
    """The acceptance paper: a sheet with what was built, what it cost and who keeps it."""
    if actor.account is None:
        raise ValueError(f"{actor.person} has no account to send a paper with")
    columns = [Column("item", "验收内容", 30), Column("said", "情况", 40)]
    rows = [
        ("项目名称", project.title),
        ("建设内容及规模", project.scope_of_works),
        ("总投资（元）", str(project.investment_amount)),
        ("验收结论", "合格"),
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "paper.xlsx"
        write(path, ".xlsx", Head("项目验收表", project.number), columns, rows)
        upload = SimpleUploadedFile("项目验收表.xlsx", path.read_bytes())
    return files.keep_document(account=actor.account, upload=upload, by=actor.posting, now=now, field="papers")
