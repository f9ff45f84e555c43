"""Answers as lines: the title with its words marked, where it stands, and the words in their sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import pgettext

from zhitongche.express.problems import presenting as problems
from zhitongche.express.problems.models import Problem
from zhitongche.foundation.regions.queries import full_names, names_of
from zhitongche.foundation.search import snippets
from zhitongche.foundation.search.paging import Count
from zhitongche.foundation.search.snippets import Snippet
from zhitongche.foundation.templatetags.page import day, query_string

from . import queries
from .kinds import BY_CODE, KINDS, Kind, Sentence, Told
from .queries import Found

COUNTY_DIGITS = 6
# What the API tells of problems alone.
OF_PROBLEMS = ("category", "urgency", "lead", "due_on", "light", "outcome")


@dataclass(frozen=True)
class Quoted:
    """A thing with what its line says, its marked title, and the words in their sentence where one has them."""

    kind: Kind
    thing: Any
    told: Told
    label: str
    place: str
    title: Snippet
    quotation: Snippet | None

    @property
    def address(self) -> str:
        return reverse(self.kind.page, args=[self.thing.number])


def quoted(found: Found) -> list[Quoted]:
    """Each thing as a line; what was said later is read where nothing else has the words.

    Two statements for the names of places, and one for each kind of which later words are read.
    """
    told = [(kind, thing, kind.told(thing)) for kind, thing in found.things]
    counties = names_of(sorted({one.region[:COUNTY_DIGITS] for _kind, _thing, one in told}))
    places = full_names(one.region for _kind, _thing, one in told)
    lines = [
        Quoted(
            kind,
            thing,
            one,
            kind.label_of(thing, counties.get(one.region[:COUNTY_DIGITS], "")),
            places.get(one.region, ""),
            snippets.marked(one.title, found.words),
            snippets.best(one.texts, found.words),
        )
        for kind, thing, one in told
    ]
    silent = [line for line in lines if line.quotation is None and not line.title.marks]
    later = {
        (kind.code, key): snippets.best(texts, found.words)
        for kind in KINDS
        for key, texts in queries.said_since(kind, [line.thing for line in silent if line.kind is kind]).items()
    }
    return [replace(line, quotation=later.get((line.kind.code, line.thing.pk), line.quotation)) for line in lines]


def lines(answers: Sequence[Quoted], today: date) -> list[dict[str, Any]]:
    """As the page draws them."""
    return [
        {
            "address": one.address,
            "kind": one.kind.one,
            "label": one.label,
            "parts": one.title.parts,
            "quotation": one.quotation.parts if one.quotation else None,
            "is_urgent": one.told.is_urgent,
            "place": one.place,
            "note": one.told.note,
            "state": one.told.state_words,
            "day": str(one.kind.when) % {"day": day(one.told.at, today)},
        }
        for one in answers
    ]


def chips(counts: dict[str, Count], query: QueryDict, chosen: str) -> list[dict[str, Any]]:
    """All kinds together, and one chip a kind with how many were found of it.

    None where the reader looks for one kind only, or nothing was found of any.
    """
    if len(counts) < 2 or not any(count.number for count in counts.values()):
        return []
    every: list[tuple[str, Sentence, str | None]] = [("", pgettext("search", "Everything"), None)]
    every += [(code, BY_CODE[code].many, figure(count)) for code, count in counts.items()]
    return [
        {
            "label": label,
            "count": count,
            "address": query_string(query, kind=code, cursor=None),
            "is_chosen": code == chosen,
        }
        for code, label, count in every
    ]


def figure(count: Count) -> str:
    """“12”, and “200+” where there are more than that."""
    return f"{count.number}+" if count.is_more else str(count.number)


def resources(answers: Sequence[Quoted], today: date) -> list[dict[str, Any]]:
    """As the API tells them: of a problem the list's row; of every kind what all have, and the quotation."""
    found = [one.thing for one in answers if isinstance(one.thing, Problem)]
    rows = problems.rows(found, today, with_county=True) if found else []
    summaries = {row.problem.pk: problems.summary(row) for row in rows}
    return [
        {
            **dict.fromkeys(OF_PROBLEMS),
            "kind": one.kind.code,
            "number": one.thing.number,
            "label": one.label,
            "state": one.told.state,
            "region": one.told.region,
            "place": one.place,
            "title": one.told.title,
            "created_at": one.told.at,
            **(summaries[one.thing.pk] if isinstance(one.thing, Problem) else {}),
            "address": one.address,
            "snippet": one.quotation.text if one.quotation else "",
            "marks": [list(mark) for mark in one.quotation.marks] if one.quotation else [],
        }
        for one in answers
    ]
