"""The places of the demonstration as a package folder of its own, small enough for every test."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

from zhitongche.arena.indicators import operations as indicators
from zhitongche.config import reference_indicators
from zhitongche.config.demonstration import cast, loader
from zhitongche.config.demonstration.arena import SUBS
from zhitongche.config.demonstration.library import PLANS
from zhitongche.config.demonstration.stories import STORIES
from zhitongche.config.reference import CATEGORIES, INDUSTRIES, SKILLS
from zhitongche.config.reference_approvals import APPROVALS
from zhitongche.express.approvals import operations as approvals
from zhitongche.express.experts import operations as experts
from zhitongche.express.problems import operations as problems
from zhitongche.express.projects import operations as projects
from zhitongche.foundation.regions.queries import ancestors_of
from zhitongche.foundation.regions.sheet import FILES, LENGTHS

TODAY = date(2026, 5, 20)
NAMES = {"藤县": "450422", "龙口市": "370681", "梧州市": "4504", "烟台市": "3706", "建新村委会": "450422107205"}


def codes() -> set[str]:
    """Every place the demonstration stands on, and those they lie in."""
    offices = {office.code for office in cast.OFFICES}
    seats = {player.seat for player in cast.PLAYERS} - offices
    named = (
        seats
        | {office.region for office in cast.OFFICES}
        | {story.village for story in STORIES}
        | {plan.village for plan in PLANS}
        | {code for _name, townships in SUBS for code in townships}
    )
    return {above for code in named | set(cast.PLACES) for above in ancestors_of(code)}


def places(folder: Path) -> Path:
    """Write the five lists into `folder`; a place without a name here is called by its code."""
    names = {code: name for name, code in NAMES.items()}
    for level, file in FILES.items():
        with (folder / file).open("w", encoding="utf-8", newline="") as text:
            rows = csv.writer(text)
            rows.writerow(["code", "name"])
            rows.writerows([code, names.get(code, code)] for code in sorted(codes()) if len(code) == LENGTHS[level])
    return folder


def load(folder: Path, *, today: date = TODAY) -> loader.Loaded:
    """The demonstration, in a database that `ztc prepare` has been over."""
    begun = datetime(2026, 1, 1, tzinfo=UTC)
    problems.load_categories(CATEGORIES, now=begun)
    projects.load_industries(INDUSTRIES, now=begun)
    experts.load_skills(SKILLS, now=begun)
    approvals.load_items(APPROVALS, now=begun)
    indicators.load_default(reference_indicators.NAME, reference_indicators.items(), now=begun)
    return loader.load(folder, today=today)
