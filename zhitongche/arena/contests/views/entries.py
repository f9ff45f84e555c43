"""The pages of entries: begun with what the records say, one with what was said of it, and the acts on it."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from zhitongche.foundation.files.fields import uploaded
from zhitongche.foundation.files.views import send
from zhitongche.foundation.flow import Action
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.regions.queries import full_names
from zhitongche.foundation.web import acts, pages
from zhitongche.foundation.web.access import SignedInRequest

from .. import filling, forms, presenting, queries, showcasing
from ..actions import BEGIN_ENTRY, ENTRIES
from ..finding import find
from ..models import Comment, Contest, Entry

# The button that takes over what the records say, with everything that was typed.
TAKE = "take"


def find_entry(request: SignedInRequest, number: str, serial: int) -> Entry:
    """The entry, if a posting of the reader's sees it. Raises Http404 else."""
    entry = queries.found_entry(find(request, number), serial, request.postings, request.now)
    if entry is None:
        raise Http404
    return entry


@require_http_methods(["GET", "POST"])
def begin(request: SignedInRequest, number: str) -> HttpResponse:
    """Enter: the form with what the records say beside it."""
    contest = find(request, number)
    posting = _actor(request, BEGIN_ENTRY, contest)
    form = _form(request, BEGIN_ENTRY, {}, posting, contest)
    forms.offer_projects(form, posting)
    if request.method == "POST" and TAKE not in request.POST:
        gone_on = pages.submit(request, form, lambda: _begun(request, contest, form))
        if gone_on is not None:
            return gone_on
    context = {**presenting.head(contest), "action": BEGIN_ENTRY, **_records(posting, contest)}
    return pages.answer(request, "arena/contests/write.html", form, context)


@require_GET
def detail(request: SignedInRequest, number: str, serial: int) -> HttpResponse:
    """What it says, its photos; once entries are shown what was said of it, and who learned from it."""
    entry = find_entry(request, number, serial)
    named = full_names([entry.region_id])
    context = {
        **presenting.head(entry.contest),
        "entry_said": showcasing.told(entry, named.get(entry.region_id, ""), queries.photos_of(entry)),
        "village": named.get(entry.region_id, ""),
        "name": entry.person.name,
        "entry": entry,
        "entry_state": showcasing.state_of(entry),
        "acts": showcasing.buttons(entry, acts.offers(ENTRIES, request.postings, entry)),
        **_spoken(request, entry),
    }
    return render(request, "arena/contests/entry.html", context)


@require_http_methods(["GET", "POST"])
def act(request: SignedInRequest, number: str, serial: int, verb: str) -> HttpResponse:
    """One verb on one entry: its form, or the act itself."""
    entry, action = find_entry(request, number, serial), ENTRIES.get(verb)
    if action is None:
        raise Http404
    posting = _actor(request, action, entry)
    form = _form(request, action, _begins_with(request, entry, verb), posting, entry.contest)
    _offer(request, form, entry, posting)
    if request.method == "POST" and TAKE not in request.POST:
        gone_on = pages.submit(request, form, lambda: _run(request, action, entry, form))
        if gone_on is not None:
            return gone_on
        entry = find_entry(request, number, serial)
    context = {**presenting.head(entry.contest), "entry": entry, "action": action, "asked": _asked(form, entry)}
    template = "arena/contests/act.html"
    if verb == "write_entry":
        template, context = "arena/contests/write.html", {**context, **_records(posting, entry.contest)}
    return pages.answer(request, template, form, context)


@require_GET
def file(request: SignedInRequest, number: str, serial: int, file: UUID) -> HttpResponseBase:
    """A photo of an entry that the reader sees."""
    kept = queries.photo_of(find_entry(request, number, serial), file)
    if kept is None:
        raise Http404
    return send(kept.file, size=request.GET.get("size", ""))


@require_GET
def pledge_file(request: SignedInRequest, number: str, file: UUID) -> HttpResponseBase:
    """A photo of what was done of a pledge that the reader sees."""
    kept = queries.pledge_photo(find(request, number), file)
    seen = queries.pledges_visible_to(*request.postings)
    if kept is None or not seen.filter(pk=kept.pledge_id).exists():
        raise Http404
    return send(kept.file, size=request.GET.get("size", ""))


def _actor(request: SignedInRequest, action: Action, thing: Any) -> Posting:
    """Who would act. Whoever sends what can be done no more gets the form back with all that was typed."""
    if request.method == "GET":
        return acts.actor(action, request.postings, thing)
    return next((one for one in request.postings if action.why_not(one, thing) is None), request.postings[0])


def _form(request: SignedInRequest, action: Action, begun: dict[str, Any], posting: Posting, contest: Contest) -> Any:
    """The form as it is asked for, sent, or sent to take over what the records say."""
    if request.method == "GET":
        return action.form(initial=begun)
    form = uploaded(request, action.form)
    if TAKE not in request.POST:
        return form
    typed = {name: form[name].value() for name in form.fields}
    taken = filling.shown(filling.kept(posting, contest))
    return action.form(initial={**typed, "figures": forms.with_taken(typed.get("figures") or (), taken)})


def _records(posting: Posting, contest: Contest) -> dict[str, Any]:
    return {
        "filled": filling.shown(filling.kept(posting, contest)),
        "has_figures": filling.has_figures(contest.item.code),
        "take": TAKE,
    }


def _begins_with(request: SignedInRequest, entry: Entry, verb: str) -> dict[str, Any]:
    """What the form of an act begins with: the entry itself, or what the button before said."""
    if verb == "write_entry":
        return {
            "statement": entry.statement,
            "figures": entry.figures,
            "project": entry.project.number if entry.project else "",
        }
    return {name: request.GET[name] for name in ("kind", "answers", "pledge") if name in request.GET}


def _offer(request: SignedInRequest, form: Form, entry: Entry, posting: Posting) -> None:
    """What may be chosen, where the form asks for a choice."""
    if "project" in form.fields:
        forms.offer_projects(form, posting)
    if "removed_photos" in form.fields:
        forms.offer_photos(form, entry)
    if "answers" in form.fields:
        forms.offer_kinds(form, is_answer=bool(form["answers"].value()))
    if "pledge" in form.fields:
        forms.offer_pledges(form, entry.contest, request.postings)


def _asked(form: Form, entry: Entry) -> Comment | None:
    """The question that the form of an answer is about."""
    key = str(form["answers"].value() or "") if "answers" in form.fields else ""
    return queries.question(entry, int(key)) if key.isdecimal() else None


def _spoken(request: SignedInRequest, entry: Entry) -> dict[str, Any]:
    """What was said of it and who learned from it; nothing before entries are shown, and nothing to a judge."""
    if not showcasing.is_spoken_of(entry, request.postings):
        return {"is_spoken_of": False}
    learns = [one for one in queries.learns_in(entry.contest) if one.entry_id == entry.pk]
    may_speak = any(ENTRIES["comment"].why_not(one, entry) is None for one in request.postings)
    return {
        "is_spoken_of": True,
        "spoken": showcasing.spoken(entry, request.postings),
        "learners": showcasing.learned(learns).get("lines", []),
        "speak": showcasing.act_address(entry, "comment") if may_speak else "",
    }


def _begun(request: SignedInRequest, contest: Contest, form: Form) -> str:
    done = acts.perform(
        BEGIN_ENTRY, contest, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form)
    )
    return showcasing.address_of(done)


def _run(request: SignedInRequest, action: Action, entry: Entry, form: Form) -> str:
    """The act; answers the address of the entry's page."""
    acts.perform(action, entry, postings=request.postings, now=request.now, read=lambda: acts.cleaned(form))
    return showcasing.address_of(entry)
