"""The administrators' pages: persons with their accounts, departments, postings."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from ...permissions.catalogue import Permission
from ...regions.queries import full_name, full_names
from ...web.access import SignedInRequest, for_duty
from .. import actions, fields, queries
from ..models import Department, Person, Posting
from . import acting


@require_GET
@for_duty(Permission.PERSON_MANAGE)
def persons(request: SignedInRequest) -> HttpResponse:
    """The register by name; `q` is the beginning of a name or a phone."""
    words = request.GET.get("q", "").strip()
    rows = queries.persons_matching(words, queries.persons_visible_to(*request.postings))
    found, pager = acting.listed(request, rows, ("name", "pk"))
    accounts = queries.accounts_by_person(found)
    lines = [(person, accounts.get(person.pk)) for person in found]
    return render(request, "foundation/people/persons.html", {"lines": lines, "pager": pager, "words": words})


@require_http_methods(["GET", "POST"])
@for_duty(Permission.PERSON_MANAGE)
def new_person(request: SignedInRequest) -> HttpResponse:
    initial = {"region": _own_place(request, actions.CREATE_PERSON)}
    return acting.act(
        request,
        actions.CREATE_PERSON,
        None,
        back=reverse("people:persons"),
        then=lambda made, form: reverse("people:person", args=[made.pk]),
        initial=initial,
    )


@require_GET
@for_duty(Permission.PERSON_MANAGE)
def person(request: SignedInRequest, key: int) -> HttpResponse:
    """One person: who it is, the account, what may be done."""
    return render(request, "foundation/people/person.html", _person_page(request, _find_person(request, key)))


@require_http_methods(["GET", "POST"])
@for_duty(Permission.PERSON_MANAGE)
def act_on_person(request: SignedInRequest, key: int, verb: str) -> HttpResponse:
    """One act on a person or the account; a password drawn is told in the answer, and never again."""
    found = _find_person(request, key)
    action = acting.verb_of(actions.PERSONS, verb)
    drawn: list[str] = []

    def then(made: Any, form: Any) -> str:
        drawn.extend(filter(None, [form.cleaned_data.get("password")]))
        return reverse("people:person", args=[found.pk])

    initial = {"name": found.name, "phone": found.phone, "unit": found.unit, "post": found.post}
    initial |= {"region": found.region_id, "username": found.phone}
    back = reverse("people:person", args=[found.pk])
    response = acting.act(request, action, found, back=back, then=then, initial=initial)
    if drawn:
        context = {**_person_page(request, _find_person(request, key)), "password": drawn[0]}
        return render(request, "foundation/people/password.html", context)
    return response


@require_GET
@for_duty(Permission.DEPARTMENT_MANAGE)
def departments(request: SignedInRequest) -> HttpResponse:
    """The departments inside the reader's places, by code."""
    words = request.GET.get("q", "").strip()
    rows = queries.departments_matching(words, queries.departments_kept_by(*request.postings))
    found, pager = acting.listed(request, rows, ("code",))
    return render(request, "foundation/people/departments.html", {"lines": found, "pager": pager, "words": words})


@require_http_methods(["GET", "POST"])
@for_duty(Permission.DEPARTMENT_MANAGE)
def new_department(request: SignedInRequest) -> HttpResponse:
    return acting.act(
        request,
        actions.CREATE_DEPARTMENT,
        None,
        back=reverse("people:departments"),
        then=lambda made, form: reverse("people:department", args=[made.code]),
        initial={"region": _own_place(request, actions.CREATE_DEPARTMENT)},
    )


@require_GET
@for_duty(Permission.DEPARTMENT_MANAGE)
def department(request: SignedInRequest, code: str) -> HttpResponse:
    found = _find_department(request, code)
    context = {
        "department": found,
        "place": full_name(found.region_id),
        "postings": queries.people_of(found, request.today),
        "acts": acting.offered(request, actions.DEPARTMENTS, found, "people:act_on_department", found.code),
    }
    return render(request, "foundation/people/department.html", context)


@require_http_methods(["GET", "POST"])
@for_duty(Permission.DEPARTMENT_MANAGE)
def act_on_department(request: SignedInRequest, code: str, verb: str) -> HttpResponse:
    found = _find_department(request, code)
    address = reverse("people:department", args=[found.code])
    initial = {
        "name": found.name,
        "short_name": found.short_name,
        "parent": found.parent.code if found.parent else "",
        "functions": " ".join(found.functions),
        "leader": found.leader_id,
        "until": request.today,
    }
    action = acting.verb_of(actions.DEPARTMENTS, verb)
    return acting.act(request, action, found, back=address, then=lambda made, form: address, initial=initial)


@require_GET
@for_duty(Permission.POSTING_MANAGE)
def postings(request: SignedInRequest) -> HttpResponse:
    """Who serves where, the latest first; `q` is the beginning of a name or a phone, `all` shows the ended too."""
    words, with_ended = request.GET.get("q", "").strip(), bool(request.GET.get("all"))
    rows = queries.postings_visible_to(*request.postings)
    if not with_ended:
        rows = rows.not_ended(request.today)
    found, pager = acting.listed(request, queries.postings_matching(words, rows), ("-starts_on", "-pk"))
    called = full_names(one.scope for one in found)
    lines = [_posting_line(request, one, called) for one in found]
    context = {"lines": lines, "pager": pager, "words": words, "with_ended": with_ended}
    return render(request, "foundation/people/postings.html", context)


@require_http_methods(["GET", "POST"])
@for_duty(Permission.POSTING_MANAGE)
def new_posting(request: SignedInRequest) -> HttpResponse:
    address = reverse("people:postings")
    return acting.act(
        request,
        actions.APPOINT,
        None,
        back=address,
        then=lambda made, form: address,
        initial={"starts_on": request.today},
    )


@require_http_methods(["GET", "POST"])
@for_duty(Permission.POSTING_MANAGE)
def act_on_posting(request: SignedInRequest, key: int, verb: str) -> HttpResponse:
    found: Posting = get_object_or_404(queries.postings_visible_to(*request.postings), pk=key)
    action, address = acting.verb_of(actions.POSTINGS, verb), reverse("people:postings")
    initial = {"ends_on": request.today}
    return acting.act(
        request, action, found, back=address, then=lambda made, form: address, initial=initial, posting=found
    )


@require_GET
def pick_person(request: SignedInRequest) -> HttpResponse:
    """The cards of a person field: twenty at most, of those the reader administers."""
    return _picked(request, fields.person_options)


@require_GET
def pick_department(request: SignedInRequest) -> HttpResponse:
    """The cards of a department field: twenty at most, of those the reader may see."""
    return _picked(request, fields.department_options)


def _picked(request: SignedInRequest, options_of: Any) -> HttpResponse:
    name = request.GET.get("name", "")
    words = request.GET.get("q") or request.GET.get(f"{name}_q") or ""
    context = {"options": options_of(words, request.postings), "name": name}
    return render(request, "foundation/form/_options.html", context)


def _find_person(request: SignedInRequest, key: int) -> Person:
    return get_object_or_404(queries.persons_visible_to(*request.postings), pk=key)


def _find_department(request: SignedInRequest, code: str) -> Department:
    kept = queries.departments_kept_by(*request.postings)
    return get_object_or_404(kept.select_related("region", "parent", "leader"), code=code)


def _person_page(request: SignedInRequest, found: Person) -> dict[str, Any]:
    return {
        "person": found,
        "account": queries.accounts_by_person([found]).get(found.pk),
        "place": full_name(found.region_id) if found.region_id else "",
        "held": queries.history_of(found),
        "acts": acting.offered(request, actions.PERSONS, found, "people:act_on_person", found.pk),
    }


def _posting_line(request: SignedInRequest, posting: Posting, called: dict[str, str]) -> dict[str, Any]:
    offers = acting.offered(request, actions.POSTINGS, posting, "people:act_on_posting", posting.pk)
    return {
        "posting": posting,
        "place": called.get(posting.scope, ""),
        "acts": [one for one in offers if not one["reason"]],
    }


def _own_place(request: SignedInRequest, action: Any) -> str:
    """Where a new entry most likely belongs: the first place the reader keeps."""
    for posting in acting.keepers(request, action, None):
        return posting.scope
    raise Http404
