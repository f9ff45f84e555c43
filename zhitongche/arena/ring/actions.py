"""Every verb of a contest, from all its rooms: the page's buttons and the API's list are drawn from this one table."""

from dataclasses import replace

from zhitongche.arena.contests.actions import ACTIONS as ENTERING
from zhitongche.arena.contests.actions import DRAW_UP
from zhitongche.arena.contests.actions import WAITING as MEMBERS
from zhitongche.arena.judging.actions import ACTIONS as JUDGING
from zhitongche.arena.judging.actions import CALIBRATION, DESK
from zhitongche.arena.titles.actions import ACTIONS as TITLES
from zhitongche.foundation.flow import Action

from . import operations

__all__ = ["ACTIONS", "DRAW_UP", "FORMS", "OFFERED", "WAITING"]

CLOSING = {"close_entries": replace(ENTERING["close_entries"], run=operations.close_entries)}
ACTIONS: dict[str, Action] = {**ENTERING, **CLOSING, **JUDGING, **TITLES}
# What has a form on a page; handing scores in is a judge's own, and no verb of the contest's life.
FORMS: dict[str, Action] = {**ACTIONS, **DESK}
# What programs are offered on a contest: also what a judge does at the own desk, and the made-up entry.
OFFERED: dict[str, Action] = {**FORMS, **CALIBRATION}
# What waits for somebody is told by contest, also where it is done on an entry of it.
WAITING: dict[str, Action] = {**MEMBERS, **JUDGING, **TITLES}
