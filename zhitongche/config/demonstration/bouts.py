"""The monthly bouts of 龙口's four sub-alliances from March to today, as acts of those whose they are.

A bout by its working days in the month: drawn up and opened on the third, entered from the fourth on, closed on the
eleventh, judged on the fourteenth, settled and on public notice on the sixteenth, final when the notice is over. The
present month's four bouts stand each somewhere else on that way.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils import timezone

from zhitongche.arena.alliances.models import Alliance
from zhitongche.arena.contests import operations as contests
from zhitongche.arena.contests import queries
from zhitongche.arena.contests.models import Contest, Entry
from zhitongche.arena.contests.rulebook import TEMPLATE
from zhitongche.arena.judging import operations as judging
from zhitongche.arena.judging.models import JudgeSeat, Recusal
from zhitongche.arena.titles import operations as titles
from zhitongche.arena.titles import queries as results
from zhitongche.foundation.people.models import Posting

from . import league
from .almanac import MARCH, Almanac
from .cast import PLAYERS, Player
from .entered import MARCH_SAID, THEMES, Theme
from .shelf import Deed, Shelf

KEEPER, APART, SUPERVISOR = "longkou-org-1", "longkou-org-2", "longkou-supervisor-1"
SOUTH, NORTH, EAST, WEST = "南区联盟", "北区联盟", "东区联盟", "西区联盟"
# On which working day of the month, counted from 0, and in which of its hours.
OPENED, FIRST_ENTRY, CLOSED, DECLARED, SCORED, GIVEN, SETTLED, NOTICED, OBJECTED, ENDED = (
    2,
    3,
    10,
    10,
    13,
    14,
    15,
    15,
    16,
    21,
)
# An objection that was dismissed may be appealed against for five more days.
ENDED_AFTER_OBJECTION = 25
MINUTE = timedelta(minutes=1)
CLOSING = time(18)
PANEL, WHOLE_PANEL = 5, 7
# Where two share the first place, for which there is one seat: neither gets it.
TIED = (NORTH, MARCH + 1)
TIED_AT = 94.0
# Of those whom the article names nothing bad is invented.
ARTICLE, OF_THE_ARTICLE = frozenset({"岳召龙", "张益磊"}), 86.0
# How far the present month's bouts are: their working day today.
NOW_AT = {SOUTH: 14, EAST: 6, WEST: 17, NORTH: 16}
# Of these today nothing more is done: the next step waits for somebody.
WAITS_FROM = {NORTH: (NOTICED, 2)}
# On the last working day before the present one three of seven have scored.
SCORED_BY_NOW = 3


@dataclass(frozen=True)
class Bout:
    """One alliance's bout of a month; `days` says which day its nth working day is."""

    alliance: str
    month: date
    day: Callable[[int], date]
    is_running: bool = False

    @property
    def key(self) -> str:
        return f"{self.alliance}-{self.month:%Y-%m}"

    @property
    def theme(self) -> Theme:
        return THEMES[self.month.month]

    @property
    def is_tied(self) -> bool:
        return (self.alliance, self.month.month) == TIED

    @property
    def is_the_articles(self) -> bool:
        return (self.alliance, self.month.month) == (SOUTH, MARCH) and not self.is_running


def deeds(almanac: Almanac, places: dict[str, Sequence[str]]) -> Iterator[Deed]:
    """Everything that happened in the bouts until today; `places` are the townships of each alliance."""
    end = timezone.make_aware(datetime.combine(almanac.today, time(0)))
    for bout in _bouts(almanac):
        members = [
            player.username or player.name
            for player in PLAYERS
            if player.role == "first_secretary" and player.seat.startswith(tuple(places[bout.alliance]))
        ]
        yield from (deed for deed in _Ring(bout, members, almanac).deeds() if deed.at < end)


def _bouts(almanac: Almanac) -> Iterator[Bout]:
    for month in almanac.months():
        for alliance in NOW_AT:
            yield Bout(alliance, month, partial(almanac.of_month, month))
    for alliance, at in NOW_AT.items():
        month = almanac.today.replace(day=1)
        yield Bout(alliance, month, partial(_from_today, almanac, at), is_running=True)


def _from_today(almanac: Almanac, at: int, count: int) -> date:
    """The nth working day of a bout that stands at its `at`-th today; nothing happens today itself."""
    return almanac.day(count - at or 1)


class _Ring:
    """One bout's acts, in their order."""

    def __init__(self, bout: Bout, members: Sequence[str], almanac: Almanac) -> None:
        self.bout, self.members, self.almanac = bout, members, almanac
        judges = ["longkou-judge-1", *(f"longkou-judge-{number}" for _name, number, _unit, _post in league.JUDGES)]
        size = WHOLE_PANEL if bout.alliance == SOUTH else PANEL
        # Another five each month.
        first = bout.month.month % len(judges)
        self.judges = (judges[first:] + judges[:first])[:size]

    def deeds(self) -> Iterator[Deed]:
        yield self._deed(OPENED, 0, KEEPER, self._open)
        for place, member in enumerate(self.members):
            yield self._deed(FIRST_ENTRY + place % 6, place // 6, member, self._enter, place)
        yield self._deed(CLOSED, 0, KEEPER, self._on(contests.close_entries))
        if self.bout.is_the_articles:
            yield from self._showcase()
        for place, judge in enumerate(self.judges):
            yield self._deed(DECLARED, 1, judge, self._on(judging.declare), place)
        yield self._deed(DECLARED, 2, SUPERVISOR, self._rule_on_recusals)
        yield self._deed(DECLARED, 3, KEEPER, self._on(judging.assign_judges))
        here = self.judges[:SCORED_BY_NOW] if self.bout.is_running and self.bout.alliance == SOUTH else self.judges
        for place, judge in enumerate(here):
            yield self._deed(SCORED, 0, judge, self._score, place)
        yield self._deed(GIVEN, 0, KEEPER, self._give)
        yield self._deed(GIVEN, 2, KEEPER, self._on(judging.close_scores))
        yield self._deed(SETTLED, 0, KEEPER, self._on(titles.settle))
        if not self._waits(SETTLED, 1):
            yield self._deed(SETTLED, 1, SUPERVISOR, self._review)
        if not self._waits(NOTICED, 2):
            yield self._deed(NOTICED, 2, KEEPER, self._on(titles.publish))
            yield from self._objection()
            ended = ENDED_AFTER_OBJECTION if self._is_objected_to() else ENDED
            yield self._deed(ended, 0, KEEPER, self._on(titles.finalise))

    def _waits(self, day: int, turn: int) -> bool:
        return self.bout.is_running and (day, turn) >= WAITS_FROM.get(self.bout.alliance, (99, 0))

    # ---- entries -----------------------------------------------------------------------------------------------------

    def _open(self, shelf: Shelf, by: Posting, now: datetime) -> None:
        bout = self.bout
        drawn_up = contests.draw_up(
            by=by,
            now=now,
            alliance=Alliance.objects.get(name=bout.alliance).number,
            kind=Contest.Kind.BOUT,
            item=bout.theme.item,
            title=f"{bout.month.month}月{bout.theme.name}比武",
            rules=TEMPLATE,
            month=bout.month,
            entries_close_at=_at(bout.day(CLOSED), CLOSING),
            scores_close_at=_at(bout.day(GIVEN), CLOSING),
        )
        shelf.contests[bout.key] = drawn_up.number
        seats = [shelf.played[judge].posting.pk for judge in self.judges]
        judging.empanel(self._contest(shelf), by=by, now=now, judges=seats)
        contests.open_(self._contest(shelf), by=by, now=now)

    def _enter(self, shelf: Shelf, by: Posting, now: datetime) -> None:
        theme, name = self.bout.theme, by.person.name
        drawn = self._draw("entry", name)
        said = MARCH_SAID.get(shelf.actor(by).player.username) if self.bout.is_the_articles else None
        figures = [
            {"label": label, "value": str(drawn.randint(least, most)), "unit": unit, "source": "村级台账"}
            for label, unit, least, most in theme.figures
        ]
        photos = [shelf.keep_photo("orchard", shelf.actor(by), now).pk] if said and shelf.actor(by).account else []
        statement = said or self._sentence(shelf.actor(by).player)
        entry = contests.begin_entry(
            self._contest(shelf), by=by, now=now, statement=statement, figures=figures, photos=photos
        )
        contests.submit(queries.entry_afresh(entry), by=by, now=now)

    def _sentence(self, player: Player) -> str:
        """Nobody of a bout says what another says: where there are more members than sentences, the last tell two things."""
        sentences = self.bout.theme.sentences
        turn = self.members.index(player.username or player.name)
        first = list(NOW_AT).index(self.bout.alliance) + turn
        told = sentences[first % len(sentences)]
        return told if turn < len(sentences) else told + sentences[(first + 1) % len(sentences)]

    # ---- judging -----------------------------------------------------------------------------------------------------

    def _rule_on_recusals(self, shelf: Shelf, by: Posting, now: datetime) -> None:
        waiting = Recusal.objects.filter(seat__contest=self._contest(shelf), state=Recusal.State.PROPOSED)
        for key in list(waiting.values_list("pk", flat=True)):
            judging.decide_recusal(self._contest(shelf), by=by, now=now, recusal=key, confirmed=True)

    def _score(self, shelf: Shelf, by: Posting, now: datetime) -> None:
        contest = self._contest(shelf)
        seat = JudgeSeat.objects.get(contest=contest, person=by.person_id)
        recused = Recusal.objects.filter(seat=seat, state=Recusal.State.CONFIRMED).values("entry")
        for entry in queries.judged_of(contest).exclude(pk__in=recused):
            drawn = self._draw(by.person.name, self._scored_as(entry))
            points = {code: self._points(entry, drawn) for code in ("site", "oral")}
            judging.score(contest, by=by, now=now, entry=entry.serial, points=points)
        judging.submit_scores(contest, by=by, now=now)

    def _points(self, entry: Entry, drawn: random.Random) -> str:
        """About as good as the entrant is, by half a point."""
        return str(Decimal(round(2 * (self._strength(entry) + drawn.gauss(0, 2.2)))) / 2)

    def _strength(self, entry: Entry) -> float:
        """Of a hundred, in this month: some are better on the whole, and everybody has good months."""
        if self._is_tied(entry):
            return TIED_AT
        name = entry.person.name
        usual = OF_THE_ARTICLE if name in ARTICLE else random.Random(name).uniform(79, 86)  # noqa: S311  # See `_draw`.
        return min(usual + self._draw("month", name).gauss(0, 3), 92)

    def _is_tied(self, entry: Entry) -> bool:
        return self.bout.is_tied and entry.serial <= 2

    def _scored_as(self, entry: Entry) -> str:
        """Whose name the dice bear: where the first two are to be equal, that of the first."""
        return "tied" if self._is_tied(entry) else entry.person.name

    def _give(self, shelf: Shelf, by: Posting, now: datetime) -> None:
        contest = self._contest(shelf)
        for entry in queries.judged_of(contest):
            drawn = self._draw("given", self._scored_as(entry))
            for component, source in (("records", "平台记录与镇街核对"), ("villagers", "村民代表匿名评议")):
                points = Decimal(round(2 * (self._strength(entry) + drawn.uniform(-3, 3)))) / 2
                judging.give_points(
                    contest, by=by, now=now, entry=entry.serial, component=component, points=points, source=source
                )

    # ---- what came of it ---------------------------------------------------------------------------------------------

    def _review(self, shelf: Shelf, by: Posting, now: datetime) -> None:
        contest = self._contest(shelf)
        settlement = results.current(contest)
        if settlement is not None and results.awaits_review(settlement):
            titles.review(
                contest, by=by, now=now, opinion="已调阅全部评分表，各评委打分理由充分，未见异常，名次可以公示。"
            )

    def _is_objected_to(self) -> bool:
        if self.bout.is_running:
            return self.bout.alliance == WEST
        return (self.bout.alliance, self.bout.month.month) == (EAST, MARCH + 1)

    def _objection(self) -> Iterator[Deed]:
        """One that was dismissed in spring, and in the present month one that waits."""
        if not self._is_objected_to():
            return
        text = "我村实绩材料中的数字月底又有增加，请核对是否按最新数计分。"
        yield self._deed(OBJECTED, 0, self.members[-1], self._on(titles.object_, text=text))
        if self.bout.is_running:
            return
        yield self._deed(OBJECTED, 2, KEEPER, self._on(titles.accept_objection, objection=1))
        reply = "经核对，计分用的是报名截止当日的台账数，其后新增的不在比武期内，维持原结果。"
        told = {"objection": 1, "upheld": False, "reply": reply}
        yield self._deed(OBJECTED + 2, 1, APART, self._on(titles.decide_objection, **told))

    def _showcase(self) -> Iterator[Deed]:
        """集中晾晒: asked, answered, learned from; and what 南邢家村 did within ten days."""
        yield self._deed(
            CLOSED, 2, "quxiaodong", self._say("yuezhaolong", "电商团队是怎么请进村的？分成怎么谈？", "question")
        )
        yield self._deed(
            CLOSED, 3, "yuezhaolong", self._answer("先给三个月免场地费，按单提一成，合同可以发给大家参考。")
        )
        yield self._deed(SETTLED, 3, "zhangyilei", self._pledge)
        yield self._deed(SETTLED + 6, 1, "zhangyilei", self._report)

    def _say(self, whose: str, text: str, kind: str) -> Callable[[Shelf, Posting, datetime], None]:
        def do(shelf: Shelf, by: Posting, now: datetime) -> None:
            contests.comment(self._entry(shelf, whose), by=by, now=now, text=text, kind=kind)

        return do

    def _answer(self, text: str) -> Callable[[Shelf, Posting, datetime], None]:
        def do(shelf: Shelf, by: Posting, now: datetime) -> None:
            entry = self._entry(shelf, shelf.actor(by).player.username)
            [asked] = [one for one in queries.comments_on([entry])[entry.pk] if one.kind == "question"]
            contests.comment(entry, by=by, now=now, text=text, kind="answer", answers=asked.pk)

        return do

    def _pledge(self, shelf: Shelf, by: Posting, now: datetime) -> None:
        due_on = timezone.localdate(now) + timedelta(days=10)
        for text, measure, unit, target in (
            ("发挥扁桃种植优势，发展专业合作社，先流转平整出连片土地。", "流转平整土地", "亩", 20),
            ("联系树苗，春栽不误季节。", "联系扁桃树苗", "株", 1000),
        ):
            contests.pledge(
                self._entry(shelf, "yuezhaolong"),
                by=by,
                now=now,
                text=text,
                measure=measure,
                unit=unit,
                target=Decimal(target),
                due_on=due_on,
            )

    def _report(self, shelf: Shelf, by: Posting, now: datetime) -> None:
        contest = self._contest(shelf)
        done = {
            "亩": (Decimal(22), "带领村干部和村民流转平整出20多亩土地。"),
            "株": (Decimal(1060), "联系了1000多株树苗，已陆续到村。"),
        }
        for pledge in list(queries.open_pledges(contest, by.person_id)):
            count, text = done[pledge.unit]
            entry = self._entry(shelf, "yuezhaolong")
            contests.report_pledge(entry, by=by, now=now, pledge=pledge.pk, done=count, text=text)

    # ---- at hand -----------------------------------------------------------------------------------------------------

    def _on(self, verb: Callable[..., Any], **told: Any) -> Callable[[Shelf, Posting, datetime], None]:
        return lambda shelf, by, now: verb(self._contest(shelf), by=by, now=now, **told)

    def _contest(self, shelf: Shelf) -> Contest:
        """Read anew for each act, as a page would."""
        return queries.for_page(Contest.objects.filter(number=shelf.contests[self.bout.key])).get()

    def _entry(self, shelf: Shelf, whose: str) -> Entry:
        entry = queries.own_entry(self._contest(shelf), shelf.played[whose].person.pk)
        if entry is None:
            raise LookupError(f"{whose} has no entry in {self.bout.key}")
        return entry

    def _draw(self, *seeds: str) -> random.Random:
        return random.Random(":".join((self.bout.key, *seeds)))  # noqa: S311  (believable points, nothing secret)

    def _deed(
        self, day: int, turn: int, by: str, do: Callable[[Shelf, Posting, datetime], None], later: int = 0
    ) -> Deed:
        """An act on the nth working day; `later` keeps acts of one hour in their order, two minutes each."""
        seed = f"{self.bout.key}-{day}-{turn}"
        at = self.almanac.hour(self.bout.day(day), turn, seed).replace(minute=1, second=0)
        return Deed(at + 2 * later * MINUTE, f"{seed}-{later:02d}-{by}", by, do)


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
