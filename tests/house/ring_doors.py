"""The doors of one contest as a whole: a bout of 藤县 whose entries are closed, with its one member's and without a panel."""

from tests.house.contest_doors import ENTRANT, KEEPERS, WATCHERS, sees_contest
from tests.house.doorposts import FAULTY, FORBIDDEN, NOT_NOW, Door, by_duty, page, reads, verbs
from tests.house.visitors import CITY, OWN, Visitor
from zhitongche.arena.contests.models import Contest
from zhitongche.arena.ring.actions import ACTIONS, FORMS
from zhitongche.foundation.permissions.catalogue import Permission as P
from zhitongche.foundation.permissions.roles import Role

# Of its keeper; an empty body is a fault where something is asked for.
OF_THE_KEEPER = dict.fromkeys(ACTIONS, NOT_NOW) | {
    **dict.fromkeys(("propose_rules", "empanel", "unseat", "recuse", "give_points", "exclude", "adjust"), FAULTY),
    **dict.fromkeys(("draw_order", "assign_judges"), 200),
    **dict.fromkeys(("ask_late", "declare", "decide_recusal", "review", "object", "appeal"), FORBIDDEN),
    # A judge's own, and none of the visitors sits on the panel.
    "submit_scores": FORBIDDEN,
}
OF_THE_SUPERVISOR = {"sign_rules": NOT_NOW, "recuse": FAULTY, "decide_recusal": FAULTY, "review": NOT_NOW}
# Who entered in time needs no leave to be late.
OF_THE_MEMBER = {"ask_late": NOT_NOW, "object": NOT_NOW}
DECIDES = ("decide_objection", "decide_appeal")


def act_on_contest(visitor: Visitor, contest: Contest, verb: str) -> int:
    who = (visitor.role, visitor.relation)
    if who in KEEPERS:
        return OF_THE_KEEPER[verb]
    if who in WATCHERS:
        return OF_THE_SUPERVISOR.get(verb, FORBIDDEN)
    if who == ENTRANT:
        return OF_THE_MEMBER.get(verb, FORBIDDEN)
    if visitor.role == Role.LEADER and verb in DECIDES and visitor.relation in {OWN, CITY}:
        return NOT_NOW
    return FORBIDDEN


RING: dict[str, Door] = {
    "ring:detail": page(sees_contest, "contest"),
    "ring:act": page(sees_contest, "contest", verbs=tuple(FORMS), acts=act_on_contest, refuses_on_get=True),
    "ring:begin_entry": page(sees_contest, "contest", get=302),
    "ring:report_pledge": page(sees_contest, "contest", get=302),
    "GET /contests": page(),
    "POST /contests": page(get=None, acts=by_duty(P.CONTEST_RUN)),
    "GET /contests/{number}/events": page(sees_contest, "contest"),
    **reads("/contests/{number}", "contest", sees_contest),
    **verbs("/contests/{number}", "contest", sees_contest, ACTIONS, act_on_contest),
}
