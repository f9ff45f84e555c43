"""The life of a contest, from the draft to the final list: what may happen when, whose it is, and what it needs."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from zhitongche.foundation.moves import Move


class State(TextChoices):
    """The contract's states of a contest (比武)."""

    DRAFT = "draft", pgettext_lazy("contest", "Draft")
    OPEN = "open", pgettext_lazy("contest state", "Open for entries")
    ENTRIES_CLOSED = "entries_closed", pgettext_lazy("contest", "Entries closed, being judged")
    SCORED = "scored", pgettext_lazy("contest", "Scores closed")
    SETTLED = "settled", pgettext_lazy("contest", "Settled")
    PUBLISHED = "published", pgettext_lazy("contest", "On public notice")
    FINAL = "final", pgettext_lazy("contest", "Final")


class Who(TextChoices):
    """Whose a verb is."""

    KEEPER = "keeper", pgettext_lazy("contest", "Organizer whose area holds the alliance")
    MEMBER = "member", pgettext_lazy("contest", "First secretary of the alliance")
    JUDGE = "judge", pgettext_lazy("contest", "Judge of its panel")
    SUPERVISOR = "supervisor", pgettext_lazy("contest", "Supervisor of the place")
    APART = "apart", pgettext_lazy("contest", "Somebody who neither ran, judged nor settled it")


_DRAFT = frozenset({State.DRAFT})
_OPEN = frozenset({State.OPEN})
_ENTERED = frozenset({State.ENTRIES_CLOSED})
_RUNNING = frozenset({State.OPEN, State.ENTRIES_CLOSED})
_BEFORE_SCORES = frozenset({State.DRAFT, State.OPEN, State.ENTRIES_CLOSED})
_BEFORE_SETTLING = frozenset({State.ENTRIES_CLOSED, State.SCORED})
_SCORED = frozenset({State.SCORED})
_SETTLED = frozenset({State.SETTLED})
_PUBLISHED = frozenset({State.PUBLISHED})
_FINAL = frozenset({State.FINAL})

MOVES: dict[str, Move] = {
    # The bout and its entries: room `contests`.
    "revise": Move(_DRAFT, None, (Who.KEEPER,), ("title", "entries_close_at", "scores_close_at")),
    "open": Move(_DRAFT, State.OPEN, (Who.KEEPER,)),
    "propose_rules": Move(_RUNNING, None, (Who.KEEPER,), ("reason",)),
    "sign_rules": Move(_RUNNING, None, (Who.KEEPER, Who.SUPERVISOR)),
    "close_entries": Move(_OPEN, State.ENTRIES_CLOSED, (Who.KEEPER,)),
    "ask_late": Move(_ENTERED, None, (Who.MEMBER,), ("reason",)),
    "decide_late": Move(_ENTERED, None, (Who.KEEPER,), ("request", "granted", "reason")),
    # The panel and its scores: room `judging`.
    "empanel": Move(_BEFORE_SCORES, None, (Who.KEEPER,), ("judges",)),
    "unseat": Move(_BEFORE_SCORES, None, (Who.KEEPER,), ("judge", "reason")),
    "declare": Move(_RUNNING, None, (Who.JUDGE,)),
    "recuse": Move(_RUNNING, None, (Who.KEEPER, Who.SUPERVISOR, Who.JUDGE), ("judge", "entry", "reason")),
    "decide_recusal": Move(_RUNNING, None, (Who.SUPERVISOR,), ("recusal", "confirmed")),
    "draw_order": Move(_ENTERED, None, (Who.KEEPER,)),
    "assign_judges": Move(_ENTERED, None, (Who.KEEPER,)),
    "give_points": Move(_BEFORE_SETTLING, None, (Who.KEEPER,), ("entry", "component", "points")),
    "exclude": Move(_BEFORE_SETTLING, None, (Who.KEEPER,), ("entry", "excluded", "reason")),
    "adjust": Move(_BEFORE_SETTLING, None, (Who.KEEPER,), ("entry", "adjustment", "reason")),
    "close_scores": Move(_ENTERED, State.SCORED, (Who.KEEPER,)),
    # What came of it: room `titles`.
    "settle": Move(_SCORED, State.SETTLED, (Who.KEEPER,)),
    # A corrected result is reviewed while its notice runs.
    "review": Move(_SETTLED | _PUBLISHED, None, (Who.SUPERVISOR,), ("opinion",)),
    "publish": Move(_SETTLED, State.PUBLISHED, (Who.KEEPER,)),
    "object": Move(_PUBLISHED, None, (Who.MEMBER,), ("text",)),
    "accept_objection": Move(_PUBLISHED, None, (Who.KEEPER,), ("objection",)),
    "decide_objection": Move(_PUBLISHED, None, (Who.APART,), ("objection", "upheld", "reply")),
    "appeal": Move(_PUBLISHED, None, (Who.MEMBER,), ("objection", "text")),
    "decide_appeal": Move(_PUBLISHED, None, (Who.APART,), ("objection", "upheld", "reply")),
    "correct": Move(_PUBLISHED, None, (Who.KEEPER,), ("reason",)),
    "finalise": Move(_PUBLISHED, State.FINAL, (Who.KEEPER,)),
    "revoke": Move(_FINAL, None, (Who.KEEPER,), ("title", "reason")),
}
