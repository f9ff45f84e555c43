"""What the forms on a contest may be chosen from and begin with: each room knows its own."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from zhitongche.arena.contests import forms as entering
from zhitongche.arena.contests import presenting
from zhitongche.arena.contests.models import Contest
from zhitongche.arena.judging import forms as judging
from zhitongche.arena.titles import forms as titles

# What an address may begin a form with: the row beside which the act stands.
ASKED = ("judge", "entry", "recusal", "objection", "request", "title", "component")


def initial(contest: Contest, today: date, asked: Mapping[str, str]) -> dict[str, Any]:
    """As the contest and its panel stand, and what the address names."""
    begun = {**presenting.revising(contest), **judging.initial(contest, today, asked)}
    return {**begun, **{name: asked[name] for name in ASKED if name in asked}}


def offer(form: forms.BaseForm, contest: Contest, today: date) -> None:
    """Give a form what it may be chosen from."""
    if "item" in form.fields:
        entering.offer_items(form, contest.region_id)
    if "request" in form.fields:
        entering.offer_requests(form, contest)
    judging.offer(form, contest, today)
    titles.offer(form, contest)
