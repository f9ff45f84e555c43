"""The pages of papers: the list, a new one, a paper with its text and its figures, an act with its form, templates."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.express.meetings import queries as meetings
from zhitongche.foundation.files.fields import uploaded
from zhitongche.foundation.papers.setting import CannotSet
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest, for_duty
from zhitongche.foundation.web.downloads import sent
from zhitongche.foundation.web.paging import BadCursor, Page

from . import afterwards, beginning, content, files, operations, presenting, queries
from .actions import ACTIONS, DRAFT, PLACE_TEMPLATE
from .forms import DraftForm, FilterForm, TemplateForm
from .kinds import Kind
from .models import Paper
from .templates import FIELDS

reading = for_duty(Permission.PAPER_READ)


def find(request: SignedInRequest, number: str) -> Paper:
    """The paper, if a posting of the reader's sees it. Raises Http404 else."""
    paper = queries.found(request.postings, number)
    if paper is None:
        raise Http404
    return paper


@require_GET
@reading
def list_(request: SignedInRequest) -> HttpResponse:
    """Those of the reader's place, and what places inside it have issued; pages by key."""
    form = FilterForm(request.GET)
    page = _page_of(request, form.filters())
    context = {
        "rows": presenting.lines(presenting.rows(page.items, request.today)),
        "pager": page.links(request.GET),
        "form": form,
        "chips": presenting.chips(request.GET, form.cleaned_data.get("state", "")),
        "is_narrowed": form.is_narrowed,
        "may_draft": beginning.may_draft(request),
    }
    return render(request, "oversight/papers/list.html", context)


@require_http_methods(["GET", "POST"])
@for_duty(Permission.PAPER_DRAFT)
def new(request: SignedInRequest) -> HttpResponse:
    """A new paper: which, and about what."""
    form = DraftForm(request.POST) if request.method == "POST" else DraftForm(initial=beginning.initial(request))
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _run(request, DRAFT, None, form))
        if gone_on is not None:
            return gone_on
    return pages.answer(request, "oversight/papers/new.html", form, {})


@require_GET
def detail(request: SignedInRequest, number: str) -> HttpResponse:
    """The paper as it reads, what may be done now, and what has happened."""
    paper = find(request, number)
    context = {
        **_head(request, paper),
        "phases": presenting.phases(paper),
        "key_facts": presenting.key_facts(paper),
        "facts": presenting.facts(paper),
        "acts": presenting.buttons(paper, acts.offers(ACTIONS, request.postings, paper)),
        "blocks": presenting.shown(paper, content.document(paper)),
        "story": presenting.story(queries.history(paper)),
        "about": presenting.record_address(paper.record) if paper.record else "",
    }
    return pages.answer(request, "oversight/papers/detail.html", Form(), context)


@require_GET
@reading
def of_meeting(request: SignedInRequest, number: str) -> HttpResponse:
    """What was written of a meeting and what could be: the part that its page asks for, else a page of its own."""
    meeting = meetings.found(request.postings, number)
    if meeting is None:
        raise Http404
    written = queries.of_meeting(request.postings, meeting)
    begun = {one.kind for one in written}
    # A place above sees no draft.
    is_own = any(posting.scope == meeting.region_id for posting in request.postings)
    is_awaited = is_own and afterwards.is_awaited(meeting, begun, request.now)
    holds = any(meetings.organizes(posting, meeting) for posting in request.postings)
    context = {
        "meeting": meeting,
        "papers": presenting.of_meeting(written),
        "to_write": presenting.to_write(meeting, begun) if holds and not is_awaited else [],
        "is_awaited": is_awaited,
    }
    template = "_of_meeting" if request.headers.get("HX-Request") else "of_meeting"
    return render(request, f"oversight/papers/{template}.html", context)


@require_GET
def figures(request: SignedInRequest, number: str) -> HttpResponse:
    """Every figure of a briefing as it was cited, and as the records answer today."""
    paper = find(request, number)
    found = content.checked(paper, request.postings)
    context = {
        **_head(request, paper),
        "figures": presenting.figure_lines(paper, found),
        "changed": presenting.changed_words(found),
    }
    return render(request, "oversight/papers/figures.html", context)


@require_GET
def figure(request: SignedInRequest, number: str, key: str) -> HttpResponse:
    """One figure: the records that make it, and what has come or gone since."""
    paper = find(request, number)
    found = content.checked(paper, request.postings, key)
    if not found:
        raise Http404
    context = {
        **_head(request, paper),
        "figure": presenting.figure_lines(paper, found)[0],
        "records": presenting.figure_records(found[0]),
        "count": found[0].cited.count,
    }
    return render(request, "oversight/papers/figure.html", context)


@require_GET
def file(request: SignedInRequest, number: str, ending: str) -> HttpResponse:
    """The paper as Word, PDF or text; recorded."""
    paper = find(request, number)
    if f".{ending}" not in files.TAKEN:
        raise Http404
    try:
        whole = files.made(paper, f".{ending}")
    except CannotSet as error:
        context = {**_head(request, paper), "reason": str(error), "package": error.package}
        return render(request, "oversight/papers/cannot.html", context, status=503)
    by = next(one for one in request.postings if one.may(Permission.PAPER_READ))
    operations.record_taking_out(paper, by=by, now=request.now, ending=ending)
    return sent(whole, files.name_of(paper, f".{ending}"), files.MEDIA[f".{ending}"])


@require_http_methods(["GET", "POST"])
def act(request: SignedInRequest, number: str, verb: str) -> HttpResponse:
    """One verb on one paper: its form, or the act itself."""
    paper, action = find(request, number), ACTIONS.get(verb)
    if action is None:
        raise Http404
    if request.method == "GET":
        acts.actor(action, request.postings, paper)
        form = action.form(initial=beginning.standing(paper, verb, request.today))
    else:
        form = action.form(request.POST)
        gone_on = pages.submit(request, form, lambda: _run(request, action, paper, form))
        if gone_on is not None:
            return gone_on
        paper = find(request, number)
    beginning.offer_cases(form, paper, request.postings)
    context = {**_head(request, paper), "verb": verb, "action": action, "figures": paper.figures.values()}
    return pages.answer(request, "oversight/papers/act.html", form, context)


@require_http_methods(["GET", "POST"])
@for_duty(Permission.PAPER_DRAFT)
def templates(request: SignedInRequest) -> HttpResponse:
    """The office's own Word templates, and how one is put in place."""
    form = uploaded(request, TemplateForm) if request.method == "POST" else TemplateForm()
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _place(request, form))
        if gone_on is not None:
            return gone_on
    own = beginning.drafting_place(request)
    context = {"templates": presenting.templates(queries.templates_of(own)), "fields": FIELDS}
    return pages.answer(request, "oversight/papers/templates.html", form, context)


def _head(request: SignedInRequest, paper: Paper) -> dict[str, Any]:
    return {
        "paper": paper,
        "row": presenting.rows([paper], request.today)[0],
        "is_briefing": paper.kind == Kind.BRIEFING,
    }


def _run(request: SignedInRequest, action: Any, paper: Paper | None, form: Form) -> str:
    """The act; answers the address of the paper's page."""
    done = acts.perform(action, paper, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return reverse("papers:detail", args=[done.number])


def _place(request: SignedInRequest, form: Form) -> str:
    acts.perform(PLACE_TEMPLATE, None, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return reverse("papers:templates")


def _page_of(request: SignedInRequest, filters: queries.Filters) -> Page[Paper]:
    """The page asked for; the first one where the address was tampered with or comes from another list."""
    try:
        return queries.page_of(request.postings, filters, request.GET.get("cursor"))
    except BadCursor:
        return queries.page_of(request.postings, filters, None)
