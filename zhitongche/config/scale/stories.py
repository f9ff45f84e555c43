"""One synthetic problem's life, as plain values: what happened, when, by whom. Pure, and the same for the same seed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from itertools import accumulate
from random import Random
from typing import Any

from zhitongche.express.problems.states import State
from zhitongche.foundation.audit.chain import canonical

YEAR = timedelta(days=365)
# state: its share of a hundred.
STATES = {
    State.CLOSED: 50,
    State.SHELVED: 4,
    State.IN_PROGRESS: 16,
    State.CLOSING: 5,
    State.POOLED: 12,
    State.REPORTED: 6,
    State.RETURNED: 3,
    State.WITHDRAWN: 4,
}
NAMES = tuple(STATES)
WEIGHTS = tuple(accumulate(STATES.values()))
THINGS = ("灌溉泵站", "进村桥面", "变压器", "饮水管网", "机耕路", "冷库用地", "茶园步道", "污水管", "卫生室", "路灯")
TROUBLES = ("年久失修", "容量不足", "雨季中断", "手续未办", "资金缺口大", "渗漏严重", "无人管护", "不通公交")
NEEDS = ("请现场勘查", "请安排资金", "请协调用地", "请尽快维修", "请给出办理时限")
ON = {
    "accept": State.POOLED,
    "return": State.RETURNED,
    "withdraw": State.WITHDRAWN,
    "claim": State.IN_PROGRESS,
    "submit_closure": State.CLOSING,
    "confirm": State.CLOSING,
}
WAYS = {
    State.REPORTED: (),
    State.RETURNED: ("return",),
    State.WITHDRAWN: ("withdraw",),
    State.POOLED: ("accept",),
    State.IN_PROGRESS: ("accept", "claim"),
    State.CLOSING: ("accept", "claim", "submit_closure"),
    State.CLOSED: ("accept", "claim", "submit_closure", "confirm", "verify"),
    State.SHELVED: ("accept", "claim", "submit_closure", "confirm", "verify"),
}
OPEN_FOR = {State.REPORTED: 2, State.POOLED: 3, State.RETURNED: 5, State.IN_PROGRESS: 25, State.CLOSING: 35}


@dataclass(frozen=True)
class Happening:
    """One step: the verb, the moment, the states around it, and what was sent with it."""

    verb: str
    at: datetime
    before: str
    after: str
    body: dict[str, Any]
    # The body as the history keeps it and the record digests it.
    text: str


@dataclass(frozen=True)
class Story:
    """A problem from its report to where it stands."""

    state: State
    title: str
    description: str
    category: str
    promised: date
    steps: tuple[Happening, ...]


def story(draw: Random, now: datetime, categories: tuple[str, ...]) -> Story:
    """A problem of the last year; those that are still open are mostly young, some of them late."""
    state = draw.choices(NAMES, cum_weights=WEIGHTS)[0]
    verbs = WAYS[state]
    age = _age(draw, state)
    reported = now - age
    title = f"{draw.choice(THINGS)}{draw.choice(TROUBLES)}，涉及 {draw.randint(8, 480)} 户"
    description = f"{title}。{draw.choice(NEEDS)}，村民反映已有 {draw.randint(2, 40)} 个月。"
    category = draw.choice(categories)
    promised = (now - age + timedelta(days=draw.randint(6, 45))).date()
    told = {"category": category, "title": title, "description": description, "urgency": "normal"}
    steps = [Happening("report", reported, "", State.REPORTED.value, told, canonical(told))]
    review = (now + timedelta(days=90)).date() if state == State.SHELVED else None
    for number, verb in enumerate(verbs, start=1):
        at = reported + age * number / (len(verbs) + 1)
        before = steps[-1].after
        after = state if verb == "verify" else ON[verb]
        steps.append(
            Happening(verb, at, before, after.value, *_body(verb, promised if verb == "claim" else None, review))
        )
    return Story(state, title, description, category, promised, tuple(steps))


def _age(draw: Random, state: State) -> timedelta:
    """How long ago it was reported."""
    if state in OPEN_FOR:
        return min(timedelta(days=draw.expovariate(1 / OPEN_FOR[state]), minutes=draw.randint(1, 600)), YEAR)
    return timedelta(minutes=draw.randint(20 * 1440, 365 * 1440))


@cache
def _body(verb: str, promised: date | None, review: date | None) -> tuple[dict[str, Any], str]:
    """What is sent with a verb, and its canonical text: made once for all that send the same."""
    body = _sent(verb, promised, review)
    return body, canonical(body)


def _sent(verb: str, promised: date | None, review: date | None) -> dict[str, Any]:
    match verb:
        case "accept":
            return {"category": "", "urgency": ""}
        case "claim":
            return {"measures": "现场勘查后编制方案，分两步实施。", "due_on": str(promised)}
        case "submit_closure":
            return {"evidence": "已完工并经村委会现场查看。", "outcome": "long_term" if review else "solved"}
        case "confirm":
            return {"satisfaction": "satisfied", "comment": ""}
        case "verify":
            return {"opinion": "情况属实。", "review_on": str(review) if review else None}
    return {"reason": "请补充材料后再报。"}
