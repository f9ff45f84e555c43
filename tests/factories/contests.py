"""A bout of 南区联盟 with its entries and its panel, as it stands in any of its states."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.factories import alliances, files, indicators, people
from zhitongche.arena.alliances.models import Alliance
from zhitongche.arena.contests import operations, queries, rulebook
from zhitongche.arena.contests.models import Contest, Entry, Pledge
from zhitongche.arena.contests.states import State
from zhitongche.arena.indicators.models import Indicator
from zhitongche.arena.judging.models import JudgeSeat
from zhitongche.foundation.files import operations as file_operations
from zhitongche.foundation.notices.models import Notice
from zhitongche.foundation.people.models import Account, Posting

NOW, TODAY = alliances.NOW, alliances.TODAY
ENTRIES_CLOSE = NOW + timedelta(days=7)
SCORES_CLOSE = NOW + timedelta(days=14)
RULES: dict[str, Any] = {
    "quota": "0.20",
    "method": "trimmed_mean",
    "min_judges": 3,
    "tie_breaks": ["given:records", "given:villagers", "criterion:site"],
    "criteria": [{"code": "site", "weight": "20", "max": "100"}, {"code": "oral", "weight": "20", "max": "100"}],
    "given": [
        {"code": "records", "weight": "50", "max": "100", "source": "records"},
        {"code": "villagers", "weight": "10", "max": "100", "source": "villagers"},
    ],
}
NAMES: dict[str, Any] = {
    "site": {"name": "现场观摩"},
    "oral": {"name": "陈述答辩"},
    "records": {"name": "实绩量化"},
    "villagers": {"name": "村民代表评议"},
}


@dataclass(frozen=True)
class Cast:
    """Those around a bout: the alliance's people, seven judges, two supervisors, a second organizer."""

    alliances: alliances.Cast
    alliance: Alliance
    item: Indicator
    judges: tuple[Posting, ...]
    supervisor: Posting
    second_organizer: Posting

    @property
    def organizer(self) -> Posting:
        return self.alliances.organizer

    @property
    def secretaries(self) -> tuple[Posting, ...]:
        return self.alliances.southern


def cast(judges: int = 5) -> Cast:
    actors = alliances.cast()
    return Cast(
        alliances=actors,
        alliance=alliances.enrolled(actors),
        item=indicators.default().items.get(code="GV-01"),
        judges=tuple(people.posting("judge", "370681", people.person(f"评委{one}")) for one in range(1, judges + 1)),
        supervisor=people.posting("supervisor", "370681", people.person("监督员")),
        second_organizer=people.posting("organizer", "370681", people.person("孙二")),
    )


@dataclass(frozen=True)
class Keeper:
    """What a contest needs of those around it."""

    alliance: Alliance
    item: Indicator
    organizer: Posting


def judged_in(alliance: Alliance, organizer: Posting, secretary: Posting) -> Contest:
    """A bout of another alliance that is being judged for a long time: one entry, one judge who has declared."""
    item = indicators.default().items.get(code="GV-01")
    closing = {"scores_close_at": NOW + timedelta(days=3650)}
    made = contest(Keeper(alliance, item, organizer), State.ENTRIES_CLOSED, **closing)
    entry(made, secretary)
    seat(made, people.posting("judge", str(alliance.region_id), people.person("评委")))
    return made


def drawn_up(actors: Cast | Keeper, **told: Any) -> Contest:
    """A draft, with the product's own template of rules."""
    given = {
        "alliance": actors.alliance.number,
        "kind": "bout",
        "item": actors.item.code,
        "title": "企业项目比武",
        "rules": rulebook.joined(RULES, NAMES),
        "entries_close_at": ENTRIES_CLOSE,
        "scores_close_at": SCORES_CLOSE,
        **told,
    }
    return queries.afresh(operations.draw_up(by=actors.organizer, now=NOW, **given))


def contest(actors: Cast | Keeper, state: State = State.OPEN, **told: Any) -> Contest:
    """A bout in a state, with the rules in force from `open` on; `told` are columns. Later states are simply set."""
    made = drawn_up(actors)
    if state != State.DRAFT:
        operations.open_(made, by=actors.organizer, now=NOW)
    columns = told if state in {State.DRAFT, State.OPEN} else {"state": state, **told}
    if columns:
        Contest.objects.filter(pk=made.pk).update(**columns)
    return queries.afresh(made)


def entry(made: Contest, secretary: Posting, *, at: datetime = NOW, **told: Any) -> Entry:
    """A submitted entry of one first secretary, whatever the contest's state; `told` are columns."""
    given = {"statement": "引进企业项目，带动务工。", "state": Entry.State.SUBMITTED, "submitted_at": at, **told}
    return Entry.objects.create(
        contest=made,
        serial=Entry.objects.filter(contest=made).count() + 1,
        person=secretary.person,
        posting=secretary,
        region=secretary.region,
        begun_at=at,
        changed_at=at,
        **given,
    )


def entered(made: Contest, secretary: Posting, *, at: datetime = NOW, **told: Any) -> Entry:
    """The same by the operations: begun and submitted while entries are open."""
    begun = operations.begin_entry(made, by=secretary, now=at, **{"statement": "引进企业项目，带动务工。", **told})
    return queries.entry_afresh(operations.submit(queries.entry_afresh(begun), by=secretary, now=at))


def seat(made: Contest, judge: Posting, **told: Any) -> JudgeSeat:
    """A judge's seat, declared."""
    given = {"declared_at": NOW, **told}
    serial = JudgeSeat.objects.filter(contest=made).count() + 1
    return JudgeSeat.objects.create(contest=made, person=judge.person, posting=judge, serial=serial, **given)


def running(actors: Cast, state: State = State.ENTRIES_CLOSED, **told: Any) -> Contest:
    """A bout with an entry of every first secretary and every judge in a seat."""
    made = contest(actors, state, **told)
    for secretary in actors.secretaries:
        entry(made, secretary)
    for judge in actors.judges:
        seat(made, judge)
    return made


def told_of(contest: Contest, verb: str) -> set[int]:
    """The keys of the persons who were told of a verb on it."""
    rows = Notice.objects.filter(action=f"contest.{verb}", subject_number=contest.number)
    return set(rows.values_list("person_id", flat=True))


def shown(*, by: Posting, secretary: Posting, account: Account) -> tuple[Contest, Entry, Pledge]:
    """A bout anywhere with the entry of its one member and a pledge that was kept, each with a photo."""
    alliance = alliances.operations.found(by=by, now=NOW, name="比武联盟")
    alliances.operations.enrol(alliance, by=by, now=NOW, people=[secretary.person_id])
    indicators.default()
    given = {"entries_close_at": ENTRIES_CLOSE, "scores_close_at": SCORES_CLOSE, "rules": rulebook.joined(RULES, NAMES)}
    made = operations.draw_up(
        by=by, now=NOW, alliance=alliance.number, kind="bout", item="GV-01", title="人居环境比武", **given
    )
    operations.open_(made, by=by, now=NOW)
    photos = [
        file_operations.keep_photo(account=account, upload=files.upload(files.picture()), by=secretary, now=NOW).pk
        for _one in range(2)
    ]
    own = entered(made, secretary, photos=photos[:1])
    operations.close_entries(made, by=by, now=NOW)
    own = queries.entry_afresh(own)
    told = {"measure": "清运垃圾", "unit": "车", "target": Decimal(20), "due_on": TODAY + timedelta(days=10)}
    operations.pledge(own, by=secretary, now=NOW, text="再清一遍河道", **told)
    promised = Pledge.objects.get(contest=made)
    done = {"pledge": promised.pk, "done": Decimal(22), "text": "清完了", "photos": photos[1:]}
    operations.report_pledge(own, by=secretary, now=NOW, **done)
    return queries.afresh(made), own, promised
