"""How the entries of a contest go out as the office's sheet: to who runs it, from their closing on."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.interchange.outflow import List, Outflow, Wanted
from zhitongche.foundation.interchange.queries import in_pages
from zhitongche.foundation.interchange.writing import Value
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import inside, names_of

from .. import filling, queries
from ..models import Entry
from .columns import ENTRIES

PAGE = 500
READ = (
    *("contest", "serial", "contest__number", "contest__title", "turn", "region_id", "person__name", "person__unit"),
    *("project__number", "project__title", "statement", "figures", "filled", "submitted_at", "is_late", "excluded"),
)
TOWNSHIP, VILLAGE = 9, 12
YES = "是"


def _chosen(wanted: Wanted) -> QuerySet[Entry]:
    rows = inside(queries.entries_kept_by(wanted.postings), wanted.asked.region, "region_id")
    return wanted.narrow(rows, "submitted_at", "contest__number")


def _rows(wanted: Wanted) -> Iterator[list[Value]]:
    at = 0
    for page in in_pages(_chosen(wanted), READ[:2], READ, PAGE):
        names = names_of(sorted({row[5][:length] for row in page for length in (TOWNSHIP, VILLAGE)}))
        for row in page:
            at += 1
            yield [at, *_cells(row, names)]


def _cells(row: tuple[Any, ...], names: Mapping[str, str]) -> list[Value]:
    _contest, serial, number, title, turn, village, name, unit, project, of_project, statement, *rest = row
    figures, filled, submitted_at, is_late, excluded = rest
    return [
        *(number, title, serial, turn, names.get(village[:TOWNSHIP], ""), names.get(village, ""), name, unit),
        *(project, of_project, statement, _said(figures), _said(filling.shown(filled))),
        *(timezone.localdate(submitted_at) if submitted_at else None, YES if is_late else ""),
        str(Entry.Excluded(excluded).label) if excluded else "",
    ]


def _said(figures: Iterable[Mapping[str, Any]]) -> str:
    """Figures in one cell, each with where it comes from."""
    lines = []
    for one in figures:
        source = " ".join([one.get("source", ""), *one.get("numbers", ())]).strip()
        lines.append(f"{one['label']}：{one['value']}{one.get('unit', '')}{f'（{source}）' if source else ''}")
    return "；".join(lines)


LISTS = {"entries": List("参评项目汇总表", ENTRIES, _chosen, _rows)}
OUTFLOW = Outflow("entries.export", _("Sheet of entries"), "contest.export_entries", Permission.CONTEST_RUN, LISTS)
