"""Every write of the project library: each verb is one operation with its rule, its record, its notice."""

from .keeping import recount
from .planning import load_industries, plan, plan_all
from .steps import keep_step, step

__all__ = ["keep_step", "load_industries", "plan", "plan_all", "recount", "step"]
