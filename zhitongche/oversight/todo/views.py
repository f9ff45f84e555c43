"""The first page of the day, and what was told since."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from zhitongche.foundation.notices import operations
from zhitongche.foundation.notices import queries as notices
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web.access import SignedInRequest
from zhitongche.foundation.web.paging import BadCursor, keyset

from . import drawing, queries, sentences
from .sentences import duty_of


@require_GET
def today(request: SignedInRequest) -> HttpResponse:
    """What waits for the reader in the order of consequence, what the reader waits for, and the newest notices."""
    context = {
        "board": drawing.drawn(queries.board(request.postings, request.today), request.now),
        "notices": sentences.told(notices.newest(request.account.person_id)),
        "duties": [duty_of(posting) for posting in request.postings],
        "can_report": any(posting.may(Permission.PROBLEM_REPORT) for posting in request.postings),
        "can_see_picture": any(posting.may(Permission.PICTURE_READ) for posting in request.postings),
        "can_read": any(posting.may(Permission.PROBLEM_READ) for posting in request.postings),
    }
    return render(request, "oversight/todo/today.html", context)


@require_GET
def list_(request: SignedInRequest) -> HttpResponse:
    """The reader's notices, newest first, pages by key."""
    rows = notices.of(request.account.person_id)
    try:
        page = keyset(rows, notices.ORDER, request.GET.get("cursor"))
    except BadCursor:
        page = keyset(rows, notices.ORDER)
    context = {"notices": sentences.told(page.items), "pager": page.links(request.GET)}
    return render(request, "oversight/todo/notices.html", context)


@require_GET
def go(request: SignedInRequest, pk: int) -> HttpResponse:
    """Follow a notice to its subject; having followed it is having read it."""
    notice = get_object_or_404(notices.of(request.account.person_id), pk=pk)
    if notice.read_at is None:
        operations.mark_read(notice, now=request.now)
    return HttpResponseRedirect(sentences.address(notice))


@require_POST
def read_all(request: SignedInRequest) -> HttpResponse:
    """Everything told so far is read; said twice it changes nothing, so it needs no key."""
    operations.mark_all_read(request.account.person_id, now=request.now)
    messages.success(request, _("All notices are marked as read."))
    return redirect("notices:list")
