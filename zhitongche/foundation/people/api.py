"""The contract's `departments`, `people`, `postings` and `me`: the same operations as the pages."""

from typing import Any

from django.http import Http404, HttpResponse
from ninja import Query, Router

from ..permissions.catalogue import Permission
from ..web import acts
from ..web.api import ListQuery, act, add_acts, documented, json_answer, listed, offered, page_of
from ..web.paging import keyset
from . import actions, queries, schemas
from .models import Account, Department, Person, Posting

router = Router(tags=["people"])


class PersonQuery(ListQuery):
    """`q` is the beginning of a name or a phone."""

    q: str = ""


class DepartmentQuery(ListQuery):
    """`q` is a piece of the name or the beginning of the code; `region` a place's own departments."""

    q: str = ""
    region: str = ""


class PostingQuery(ListQuery):
    """`q` is the beginning of the person's name or phone."""

    q: str = ""


@router.get("/me", response=schemas.MeOut, url_name="me")
def me(request: Any) -> HttpResponse:
    """Who the token stands for, and the postings in force."""
    account: Account = request.account
    return json_answer(
        {
            "username": account.username,
            "name": account.person.name,
            "postings": [_held(posting) for posting in request.postings],
        }
    )


# ---- people ------------------------------------------------------------------------------------------------------


def find_person(request: Any, number: str) -> Person:
    """Raises Http404 outside the caller's places."""
    rows = queries.persons_visible_to(*request.postings)
    return _found(rows.filter(pk=number).first() if queries.is_key(number) else None)


def present_person(request: Any, person: Person) -> dict[str, Any]:
    fresh = queries.persons_visible_to(*request.postings).get(pk=person.pk)
    return _person(fresh, queries.accounts_by_person([fresh]).get(fresh.pk))


@router.get("/people", response=schemas.PersonList, url_name="people")
def list_people(request: Any, query: Query[PersonQuery]) -> HttpResponse:
    """The register of an administrator's places, by name."""
    _administrators_only(request)
    rows = queries.persons_matching(query.q, queries.persons_visible_to(*request.postings))
    page = keyset(rows, ("name", "pk"), query.cursor, query.limit)
    accounts = queries.accounts_by_person(page.items)
    return json_answer(listed(page, lambda person: _person(person, accounts.get(person.pk))))


@router.post(
    "/people",
    response={201: schemas.PersonOut},
    openapi_extra=documented(schemas.PersonBody),
    url_name="create-person",
)
def create_person(request: Any) -> HttpResponse:
    return act(request, actions.CREATE_PERSON, None, present_person, status=201)


@router.get("/people/{number}", response=schemas.PersonOut, url_name="person")
def read_person(request: Any, number: str) -> HttpResponse:
    return json_answer(present_person(request, find_person(request, number)))


@router.get("/people/{number}/actions", url_name="person-actions")
def list_person_actions(request: Any, number: str) -> HttpResponse:
    return json_answer(offered(acts.offers(actions.PERSONS, request.postings, find_person(request, number))))


add_acts(router, actions.PERSONS, find_person, present_person, prefix="/people/{number}", name="person")


# ---- departments -------------------------------------------------------------------------------------------------


def find_department(request: Any, number: str) -> Department:
    rows = queries.departments_visible_to(*request.postings)
    return _found(rows.select_related("parent").filter(code=number).first())


def present_department(request: Any, department: Department) -> dict[str, Any]:
    return _department(find_department(request, department.code))


@router.get("/departments", response=schemas.DepartmentList, url_name="departments")
def list_departments(request: Any, query: Query[DepartmentQuery]) -> HttpResponse:
    """Those of the caller's county, city and province; an administrator's, those inside the place."""
    rows = queries.departments_visible_to(*request.postings).select_related("parent")
    if query.region:
        rows = rows.filter(region=query.region)
    return json_answer(page_of(queries.departments_matching(query.q, rows), ("code",), query, _department))


@router.post(
    "/departments",
    response={201: schemas.DepartmentOut},
    openapi_extra=documented(schemas.NewDepartmentBody),
    url_name="create-department",
)
def create_department(request: Any) -> HttpResponse:
    return act(request, actions.CREATE_DEPARTMENT, None, present_department, status=201)


@router.get("/departments/{number}", response=schemas.DepartmentOut, url_name="department")
def read_department(request: Any, number: str) -> HttpResponse:
    return json_answer(_department(find_department(request, number)))


@router.get("/departments/{number}/actions", url_name="department-actions")
def list_department_actions(request: Any, number: str) -> HttpResponse:
    department = find_department(request, number)
    return json_answer(offered(acts.offers(actions.DEPARTMENTS, request.postings, department)))


add_acts(
    router, actions.DEPARTMENTS, find_department, present_department, prefix="/departments/{number}", name="department"
)


# ---- postings ----------------------------------------------------------------------------------------------------


def find_posting(request: Any, number: str) -> Posting:
    rows = queries.postings_visible_to(*request.postings)
    return _found(rows.filter(pk=number).first() if queries.is_key(number) else None)


def present_posting(request: Any, posting: Posting) -> dict[str, Any]:
    return _posting(queries.postings_visible_to(*request.postings).get(pk=posting.pk))


@router.get("/postings", response=schemas.PostingList, url_name="postings")
def list_postings(request: Any, query: Query[PostingQuery]) -> HttpResponse:
    """A security administrator's: those inside the place, the latest first; everybody's own besides."""
    rows = queries.postings_matching(query.q, queries.postings_visible_to(*request.postings))
    return json_answer(page_of(rows, ("-starts_on", "-pk"), query, _posting))


@router.post(
    "/postings",
    response={201: schemas.PostingOut},
    openapi_extra=documented(schemas.PostingBody),
    url_name="appoint",
)
def appoint(request: Any) -> HttpResponse:
    return act(request, actions.APPOINT, None, present_posting, status=201)


@router.get("/postings/{number}", response=schemas.PostingOut, url_name="posting")
def read_posting(request: Any, number: str) -> HttpResponse:
    return json_answer(_posting(find_posting(request, number)))


@router.get("/postings/{number}/actions", url_name="posting-actions")
def list_posting_actions(request: Any, number: str) -> HttpResponse:
    return json_answer(offered(acts.offers(actions.POSTINGS, request.postings, find_posting(request, number))))


add_acts(router, actions.POSTINGS, find_posting, present_posting, prefix="/postings/{number}", name="posting")


def _found(thing: Any) -> Any:
    if thing is None:
        raise Http404
    return thing


def _administrators_only(request: Any) -> None:
    """The register is nobody else's to read: to them it does not exist."""
    needed = {Permission.PERSON_MANAGE, Permission.POSTING_MANAGE}
    if not any(posting.permissions & needed for posting in request.postings):
        raise Http404


def _person(person: Person, account: Account | None) -> dict[str, Any]:
    return {
        "id": person.pk,
        "name": person.name,
        "phone": person.phone,
        "unit": person.unit,
        "post": person.post,
        "region": person.region_id,
        "username": account.username if account else None,
        "is_active": account.is_active if account else None,
    }


def _department(department: Department) -> dict[str, Any]:
    return {
        "code": department.code,
        "name": department.name,
        "short_name": department.short_name,
        "region": department.region_id,
        "parent": department.parent.code if department.parent else None,
        "functions": department.functions,
        "leader": department.leader_id,
        "until": department.until,
    }


def _posting(posting: Posting) -> dict[str, Any]:
    return {"person": posting.person_id, "name": posting.person.name, **_held(posting)}


def _held(posting: Posting) -> dict[str, Any]:
    return {
        "id": posting.pk,
        "role": posting.role,
        "region": posting.region_id,
        "department": posting.department.code if posting.department else None,
        "starts_on": posting.starts_on,
        "ends_on": posting.ends_on,
    }
