"""Answers as lines: the title with its words marked, where it stands, and the words in their sentence."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from zhitongche.express.problems import listing, presenting
from zhitongche.express.problems.models import Problem
from zhitongche.foundation.search import snippets
from zhitongche.foundation.search.snippets import Snippet

from . import queries
from .queries import Found

Quoted = tuple[presenting.Row, Snippet, Snippet | None]


def quoted(found: Found, today: date, *, with_county: bool) -> list[Quoted]:
    """Each problem as a row, with its marked title and a quotation; what was said later is read where nothing else has it."""
    rows = presenting.rows(found.problems, today, with_county=with_county)
    quotations = {row.problem.pk: _quotation(row.problem, found.words) for row in rows}
    titles = {row.problem.pk: snippets.marked(row.problem.title, found.words) for row in rows}
    silent = [row.problem for row in rows if not quotations[row.problem.pk] and not titles[row.problem.pk].marks]
    for key, texts in queries.later_words(silent).items() if silent else ():
        quotations[key] = snippets.best(texts, found.words)
    return [(row, titles[row.problem.pk], quotations[row.problem.pk]) for row in rows]


def _quotation(problem: Problem, words: Sequence[str]) -> Snippet | None:
    return snippets.best((problem.description, problem.request), words)


def lines(answers: Sequence[Quoted]) -> list[dict[str, Any]]:
    """As the page draws them."""
    drawn = listing.lines([row for row, _title, _quotation in answers])
    return [
        {**line, "parts": title.parts, "quotation": quotation.parts if quotation else None}
        for line, (_row, title, quotation) in zip(drawn, answers, strict=True)
    ]


def resource(answer: Quoted) -> dict[str, Any]:
    """As the API tells it: the list's row, and the quotation with the places of the words in it."""
    row, _title, quotation = answer
    return {
        "kind": "problem",
        **presenting.summary(row),
        "snippet": quotation.text if quotation else "",
        "marks": [list(mark) for mark in quotation.marks] if quotation else [],
    }
