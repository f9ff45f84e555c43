"""The auditor's pages: the operation log (操作日志), and one record of it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from zhitongche.foundation.audit.models import AuditRecord
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.templatetags.page import query_string
from zhitongche.foundation.web.access import SignedInRequest, for_duty
from zhitongche.foundation.web.paging import BadCursor, Page, keyset

from . import presenting, queries
from .forms import FilterForm


@require_GET
@for_duty(Permission.AUDIT_READ)
def records(request: SignedInRequest) -> HttpResponse:
    """The log within reach, newest first, by the filters asked for; none where they cannot be understood."""
    form = FilterForm(request.GET)
    page = _page(request, form)
    context = {
        "form": form,
        "rows": presenting.rows(page.items),
        "pager": {
            "first": query_string(request.GET, cursor=None) if page.previous else None,
            "newer": query_string(request.GET, cursor=page.previous) if page.previous else None,
            "older": query_string(request.GET, cursor=page.next) if page.next else None,
            "last": query_string(request.GET, cursor=page.last) if page.last else None,
        },
    }
    return render(request, "oversight/inspection/records.html", context)


@require_GET
@for_duty(Permission.AUDIT_READ)
def record(request: SignedInRequest, chain: str, sequence: int) -> HttpResponse:
    """Every column of one record, and whether its link holds."""
    found = queries.visible_to(*request.postings).filter(chain=chain, sequence=sequence).first()
    if found is None:
        raise Http404
    context = {
        "row": presenting.rows([found])[0],
        "columns": queries.columns(found).items(),
        "faults": presenting.link_faults(found),
    }
    return render(request, "oversight/inspection/record.html", context)


def _page(request: SignedInRequest, form: FilterForm) -> Page[AuditRecord]:
    filters = form.filters()
    if filters is None:
        return Page([], None, None, None)
    rows, order = queries.listed(request.postings, filters)
    try:
        return keyset(rows, order, request.GET.get("cursor"))
    except BadCursor:
        return keyset(rows, order)
