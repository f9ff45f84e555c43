"""The pages of meetings: the list, the plan, a meeting with its agenda, the agenda's making, an act with its form."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest, for_duty
from zhitongche.foundation.web.paging import BadCursor, Page

from . import following, presenting, queries, scheduling
from .actions import ACTIONS, PLAN
from .calendar_file import calendar_file
from .forms import AskTimetableForm, FilterForm, PlanForm
from .models import Meeting, MeetingItem
from .states import State


def find(request: SignedInRequest, number: str) -> Meeting:
    """The meeting, if a posting of the reader's sees it. Raises Http404 else."""
    meeting = queries.found(request.postings, number)
    if meeting is None:
        raise Http404
    return meeting


@require_GET
@for_duty(Permission.MEETING_READ)
def list_(request: SignedInRequest) -> HttpResponse:
    """Those of the reader's places and those they are invited to; pages by key."""
    form = FilterForm(request.GET)
    page = _page_of(request, form.filters())
    context = {
        "rows": presenting.lines(presenting.rows(page.items, request.today)),
        "pager": page.links(request.GET),
        "form": form,
        "chips": presenting.chips(request.GET, form.cleaned_data.get("state", "")),
        "is_narrowed": form.is_narrowed,
        "may_plan": any(posting.may(Permission.MEETING_HOLD) for posting in request.postings),
    }
    return render(request, "express/meetings/list.html", context)


@require_http_methods(["GET", "POST"])
@for_duty(Permission.MEETING_HOLD)
def plan(request: SignedInRequest) -> HttpResponse:
    """A new meeting of the organizer's place."""
    form = PlanForm(request.POST) if request.method == "POST" else PlanForm()
    if request.method == "POST":
        gone_on = pages.submit(request, form, lambda: _run(request, PLAN, None, form))
        if gone_on is not None:
            return gone_on
    return pages.answer(request, "express/meetings/plan.html", form, {})


@require_GET
def detail(request: SignedInRequest, number: str) -> HttpResponse:
    """When and where, what may be done now, the agenda with drafts and answers, who is invited, what has happened."""
    meeting = find(request, number)
    row, items = presenting.rows([meeting], request.today)[0], queries.items_of(meeting)
    invited = presenting.invited(queries.invitations_for(request.postings, meeting))
    context = {
        "meeting": meeting,
        "row": row,
        "phases": presenting.phases(meeting),
        "key_facts": presenting.key_facts(row),
        "facts": presenting.facts(row),
        "offers": _allowed(request, meeting),
        "acts": presenting.buttons(meeting, acts.offers(ACTIONS, request.postings, meeting)),
        "agenda": presenting.agenda_of(meeting, items, request.postings),
        "invited": invited,
        "reads_papers": any(posting.may(Permission.PAPER_READ) for posting in request.postings),
        **_for_who_holds_it(request, meeting, items, invited),
    }
    return pages.answer(request, "express/meetings/detail.html", Form(), context)


@require_GET
def agenda(request: SignedInRequest, number: str) -> HttpResponse:
    """What could be heard, with the reasons, beside what is on the agenda; for those who hold the meeting."""
    meeting = find(request, number)
    if not _organizes(request, meeting) or meeting.state == State.CLOSED:
        raise Http404
    items = queries.items_of(meeting)
    context = {
        "meeting": meeting,
        "row": presenting.rows([meeting], request.today)[0],
        "agenda": presenting.agenda_of(meeting, items, request.postings),
        "proposed": presenting.proposed(queries.proposals(meeting, request.today)),
        "departments": queries.departments_for(meeting),
    }
    return pages.answer(request, "express/meetings/agenda.html", Form(), context)


@require_GET
def timetable(request: SignedInRequest, number: str) -> HttpResponse:
    """The day by the hour, how far a search is, and what it may keep to; for those who hold the meeting."""
    meeting = find(request, number)
    if not _organizes(request, meeting) or meeting.state == State.CLOSED:
        raise Http404
    items = queries.items_of(meeting)
    asking = AskTimetableForm(initial=scheduling.beginning(meeting, items))
    scheduling.offer(asking, meeting, items)
    context = {
        "meeting": meeting,
        "row": presenting.rows([meeting], request.today)[0],
        "slots": scheduling.day_of(meeting, items),
        "searching": scheduling.searching(meeting, items),
        "offers": _allowed(request, meeting),
        "has_times": bool(items) and all(item.starts_at for item in items),
        "rooms": scheduling.rooms_of(meeting),
        "step": meeting.slot_minutes * 60,
    }
    return pages.answer(request, "express/meetings/timetable.html", asking, context)


@require_GET
@for_duty(Permission.MEETING_READ)
def kept(request: SignedInRequest) -> HttpResponse:
    """Who kept what was promised at meetings, within the reader's reach."""
    lines = following.ledger(request.postings, request.today)
    return render(request, "express/meetings/kept.html", {"lines": lines})


@require_GET
def calendar(request: SignedInRequest, number: str) -> HttpResponse:
    """The reader's own items as an event for their calendar; for the organizer all of them."""
    meeting = find(request, number)
    shown = presenting.agenda_of(meeting, queries.items_of(meeting), request.postings)
    villages = {posting.scope for posting in request.postings if not posting.department_id}
    own = [one.item for one in shown if one.is_mine or one.item.village_id in villages]
    items = [one.item for one in shown] if _organizes(request, meeting) else own
    text = calendar_file(meeting, items, host=request.get_host(), now=request.now)
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{meeting.number}.ics"'
    return answer


@require_http_methods(["GET", "POST"])
def act(request: SignedInRequest, number: str, verb: str) -> HttpResponse:
    """One verb on one meeting: its form, or the act itself."""
    meeting, action = find(request, number), ACTIONS.get(verb)
    if action is None:
        raise Http404
    if request.method == "GET":
        acts.actor(action, request.postings, meeting)
        form = _offered(meeting, verb, action.form(initial=_begin(request, meeting, verb)))
    else:
        form = _offered(meeting, verb, action.form(request.POST))
        gone_on = pages.submit(request, form, lambda: _run(request, action, meeting, form))
        if gone_on is not None:
            return gone_on
        meeting = find(request, number)
    context = {"meeting": meeting, "row": presenting.rows([meeting], request.today)[0], "action": action}
    about = queries.item_of(meeting, str(form["problem"].value() or "")) if "problem" in form.fields else None
    return pages.answer(request, "express/meetings/act.html", form, {**context, "about": about})


def _for_who_holds_it(
    request: SignedInRequest, meeting: Meeting, items: list[MeetingItem], invited: list[dict[str, Any]]
) -> dict[str, Any]:
    """What only the organizers of the place are shown: the history, what came of it, who has filed no draft."""
    if not _organizes(request, meeting):
        return {"organizes": False}
    titles = {item.problem.number: item.problem.title for item in items}
    return {
        "organizes": True,
        "story": presenting.story(queries.history(meeting), titles),
        "effects": following.effects(meeting, request.today),
        "silent": queries.without_draft(meeting) if meeting.state == State.INVITED else [],
        "turnout": presenting.turnout(invited),
    }


def _begin(request: SignedInRequest, meeting: Meeting, verb: str) -> dict[str, Any]:
    """What a form begins with: the meeting as it stands, the draft that was filed, what the address names."""
    if verb == "revise":
        return {name: getattr(meeting, name) for name in PlanForm.base_fields if name != "region"}
    given = {name: request.GET[name] for name in ("problem", "department") if name in request.GET}
    if verb == "record_attendance":
        return {"attendance": presenting.invited(queries.invitations_to(meeting))}
    if verb == "ask_timetable":
        return scheduling.beginning(meeting, queries.items_of(meeting)) | given
    if verb == "draft_reply" and "problem" in given:
        given |= queries.draft_of(request.postings, meeting, given["problem"])
    return given


def _offered(meeting: Meeting, verb: str, form: Form) -> Form:
    """The form with what may be chosen in it."""
    if verb == "ask_timetable":
        scheduling.offer(form, meeting, queries.items_of(meeting))
    return form


def _allowed(request: SignedInRequest, meeting: Meeting) -> set[str]:
    offered = acts.offers(ACTIONS, request.postings, meeting)
    return {one.verb for one in offered if one.is_allowed}


def _organizes(request: SignedInRequest, meeting: Meeting) -> bool:
    return any(queries.organizes(posting, meeting) for posting in request.postings)


def _run(request: SignedInRequest, action: Any, meeting: Meeting | None, form: Form) -> str:
    """The act; answers the address to go on to: back to where it was sent from, else the meeting's page."""
    arrow = ""

    def read() -> dict[str, Any]:
        nonlocal arrow
        told = acts.cleaned(form)
        if meeting is not None and action is ACTIONS["move_item"]:
            arrow = _arrow(meeting, told)
        return told

    done = acts.perform(action, meeting, postings=request.postings, now=request.now, read=read)
    back = request.POST.get("back")
    if back == "timetable":
        return reverse("meetings:timetable", args=[done.number])
    if back == "agenda" or action is PLAN:
        return reverse("meetings:agenda", args=[done.number]) + arrow
    return reverse("meetings:detail", args=[done.number])


def _arrow(meeting: Meeting, told: dict[str, Any]) -> str:
    """The arrow that moves an item on the way it was moved, so that a keyboard goes on where it was."""
    item = queries.item_of(meeting, told["problem"])
    return f"#{'down' if item and told['place'] > item.position else 'up'}-{told['problem']}"


def _page_of(request: SignedInRequest, filters: queries.Filters) -> Page[Meeting]:
    """The page asked for; the first one where the address was tampered with or comes from another list."""
    try:
        return queries.page_of(request.postings, filters, request.GET.get("cursor"))
    except BadCursor:
        return queries.page_of(request.postings, filters, None)
