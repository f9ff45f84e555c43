"""How the library goes out from the page, over the API and by the command."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zhitongche.foundation.interchange.outflow import List, Outflow, Wanted
from zhitongche.foundation.interchange.writing import Value
from zhitongche.foundation.permissions.catalogue import Permission

from .. import queries
from ..models import Project
from .columns import PROJECTS
from .rows import records


def _chosen(wanted: Wanted) -> QuerySet[Project]:
    asked = wanted.asked
    given = queries.Filters(**asked.filters, region=asked.region, since=asked.since, until=asked.until)
    rows = queries.listed(wanted.postings, given, wanted.today).order_by()
    return rows.filter(number=asked.number) if asked.number else rows


def _rows(wanted: Wanted) -> Iterator[list[Value]]:
    return records(_chosen(wanted), wanted.postings, wanted.today)


LISTS = {"projects": List("项目库", PROJECTS, _chosen, _rows)}
OUTFLOW = Outflow("projects.export", _("List of projects"), "project.export", Permission.PROJECT_READ, LISTS)
