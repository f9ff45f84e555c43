"""督办单: what a department has let pass its day, told from the problem or the promise, with room for its reply."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from zhitongche.express.problems import queries as problems
from zhitongche.express.problems.models import Rectification
from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.papers.blocks import Label, Sheet
from zhitongche.foundation.papers.wording import in_days
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions.queries import full_names

from .parts import Draft, Part, PartKind

MATTER = "督办事项"
# Calendar days within which the department is to report back.
REPLY_DAYS = 5
LONGEST = 300


@dataclass(frozen=True)
class Late:
    """What is late: whose, since when, and what was promised."""

    number: str
    title: str
    place: str
    department: str
    promised: str
    due_on: date


def late(postings: Sequence[Posting], number: str, today: date) -> Late:
    """The late problem or promise of that number. Raises BadInput (`record`) for one that is not there, or not late."""
    problem = problems.found(postings, number)
    item = None if problem else _promise(postings, number)
    due_on = item.due_on if item else problem.due_on if problem and not problem.is_paused else None
    is_over = item.state == Rectification.State.DONE if item else not (problem and problem.is_open)
    department = item.department if item else problem.lead if problem else None
    about = item.problem if item else problem
    if about is None:
        raise BadInput({"record": _("There is no problem or promise of this number within your reach.")})
    if is_over or due_on is None or due_on >= today:
        raise BadInput({"record": _("It is not late: there is nothing to press for.")})
    if department is None:
        raise BadInput({"record": _("No department leads it: assign one first.")})
    promised = item.promise if item else about.description
    return Late(
        number, about.title, full_names({about.village_id}).get(about.village_id, ""), department.name, promised, due_on
    )


def _promise(postings: Sequence[Posting], number: str) -> Rectification | None:
    rows = problems.promises_visible_to(postings).filter(number=number)
    return rows.select_related("problem", "department").first()


def notice(told: Late, today: date) -> Draft:
    """The notice with its form; nothing follows from it by itself."""
    days = (today - told.due_on).days
    promised = " ".join(told.promised.split())
    sheet = Sheet(
        (
            (Label("提出单位", told.place),),
            (Label("记录编号", told.number),),
            (Label("责任单位", told.department), Label("原定时限", in_days(told.due_on))),
            (Label("承诺内容", promised[:LONGEST] + ("…" if len(promised) > LONGEST else "")),),
            (Label("督办要求", f"已逾期{days}天。请查明原因，明确责任人和完成时限，{REPLY_DAYS}日内书面反馈。"),),
            (Label("办理情况", ""),),
            (Label("负责人", ""), Label("反馈日期", "")),
        ),
        (11, 11, 11, 11, 16, 28, 11),
    )
    parts = (
        Part(PartKind.ADDRESSEE, told.department),
        Part(PartKind.CASE, f"你单位牵头办理的下列事项至{in_days(today)}已逾期{days}天，现予督办。", told.number),
        Part(PartKind.TABLE, MATTER),
    )
    return Draft(f"关于办理“{told.title}”的督办通知"[:100], parts, blocks={MATTER: (sheet,)})
