"""Reads of persons, accounts, departments and postings; `*_visible_to` is the only way to rows for pages and the API."""

from collections.abc import Iterable
from datetime import date

from allauth.usersessions.models import UserSession
from django.db.models import F, Q, QuerySet

from ..permissions.catalogue import Permission
from ..permissions.roles import Role
from ..regions.models import Region
from ..regions.queries import ancestors_of, inside_any
from .models import Account, ApiToken, Department, Person, Posting, PostingQuerySet

# What rules, pages and the record ask of a posting. It is read on every request, so nothing else is fetched.
PLACE = ("code", "level", "name", "short_name")
IN_FORCE = (
    *("person_id", "role", "region_id", "department_id", "starts_on", "ends_on"),
    *("person__name", "person__is_demonstration"),
    *(f"region__{column}" for column in PLACE),
    *(f"department__{column}" for column in ("code", "name", "short_name", "region_id")),
    *(f"department__region__{column}" for column in PLACE),
)


def postings_in_force(account: Account, on: date) -> tuple[Posting, ...]:
    """What the account's person serves as on `on`, oldest first; one statement, places and departments with it."""
    return tuple(
        posting.as_of(on)
        for posting in Posting.objects.in_force(on)
        .filter(person=account.person_id)
        .select_related("person", "region", "department__region")
        .only(*IN_FORCE)
        .order_by("starts_on", "pk")
    )


def persons_visible_to(*postings: Posting) -> QuerySet[Person]:
    """The persons kept inside an administrator's place; nobody else sees the list."""
    scopes = _scopes(postings, Permission.PERSON_MANAGE, Permission.POSTING_MANAGE)
    return Person.objects.filter(inside_any(scopes, "region_id")).select_related("region")


def departments_visible_to(*postings: Posting) -> QuerySet[Department]:
    """An administrator's: those inside the place; everybody's: those of the places above and of their own county."""
    scopes = _scopes(postings, Permission.DEPARTMENT_MANAGE, Permission.POSTING_MANAGE)
    near = Q(region_id__in={code for posting in postings for code in ancestors_of(posting.scope[:6])})
    return Department.objects.filter(inside_any(scopes, "region_id") | near).select_related("region")


def departments_kept_by(*postings: Posting) -> QuerySet[Department]:
    """The departments inside a system administrator's place: those of the register's pages."""
    scopes = _scopes(postings, Permission.DEPARTMENT_MANAGE)
    return Department.objects.filter(inside_any(scopes, "region_id")).select_related("region")


def places_configured_by(*postings: Posting) -> QuerySet[Region]:
    """The counties and cities whose working the reader sets."""
    return Region.objects.filter(pk__in=_scopes(postings, Permission.POLICY_MANAGE)).order_by("code")


def postings_visible_to(*postings: Posting) -> PostingQuerySet:
    """The postings inside a security administrator's place, and everybody's own."""
    scopes = _scopes(postings, Permission.POSTING_MANAGE)
    own = Q(person_id__in={posting.person_id for posting in postings})
    inside = inside_any(scopes, "region_id") | inside_any(scopes, "department__region_id")
    return Posting.objects.filter(inside | own).select_related("person", "region", "department__region")


def tokens_of(account: Account) -> QuerySet[ApiToken]:
    """The account's tokens that still open something, newest first."""
    return ApiToken.objects.filter(account=account, revoked_at=None).select_related("account").order_by("-pk")


def sessions_of(account: Account) -> QuerySet[UserSession]:
    sessions: QuerySet[UserSession] = UserSession.objects.filter(user=account)
    return sessions.order_by("-last_seen_at", "-pk")


def sessions_alive(account: Account) -> list[UserSession]:
    """The sessions that still open something; those that ran out are dropped on the way."""
    return [session for session in sessions_of(account) if not session.purge()]


def history_of(person: Person) -> PostingQuerySet:
    """Everything a person served as, the latest first."""
    postings = Posting.objects.filter(person=person)
    return postings.select_related("region", "department").order_by("-starts_on", "-pk")


def people_of(department: Department, on: date) -> PostingQuerySet:
    """Who serves in a department on that day; an office has a handful."""
    postings = Posting.objects.in_force(on).filter(department=department)
    return postings.select_related("person").order_by("role", "pk")[:50]


def roles_held(person: Person, on: date) -> set[Role]:
    """Every role the person holds on `on` or will hold after it."""
    return _roles(person.postings.filter(_meets(on, None)))


def roles_between(person: Person, starts_on: date, ends_on: date | None) -> set[Role]:
    """Every role the person holds on some day from `starts_on` until before `ends_on`."""
    return _roles(person.postings.filter(_meets(starts_on, ends_on)))


def same_between(
    person: Person,
    role: Role,
    region: Region | None,
    department: Department | None,
    starts_on: date,
    ends_on: date | None,
) -> PostingQuerySet:
    """Postings of the same person as the same in the same place on one of those days."""
    return Posting.objects.filter(
        _meets(starts_on, ends_on), person=person, role=role, region=region, department=department
    )


def secretaries_between(village: Region, starts_on: date, ends_on: date | None) -> PostingQuerySet:
    return Posting.objects.filter(_meets(starts_on, ends_on), region=village, role=Role.FIRST_SECRETARY)


def still_in_force(department: Department, on: date) -> bool:
    """Whether somebody serves in the department on `on` or later."""
    return department.postings.filter(_meets(on, None)).exists()


def persons_matching(words: str, persons: QuerySet[Person]) -> QuerySet[Person]:
    """By name, of those whose name or phone begins so: index scans, however many persons there are."""
    text = words.strip()
    if text:
        persons = persons.filter(Q(name__startswith=text) | Q(phone__startswith=text))
    return persons.order_by("name", "pk")


def departments_matching(words: str, departments: QuerySet[Department]) -> QuerySet[Department]:
    """By code, of those whose name holds the words or whose code begins so; an office has hundreds, not millions."""
    text = words.strip()
    if text:
        departments = departments.filter(
            Q(name__contains=text) | Q(short_name__contains=text) | Q(code__startswith=text)
        )
    return departments.order_by("code")


def postings_matching(words: str, postings: QuerySet[Posting]) -> QuerySet[Posting]:
    """Newest first, of those whose person's name or phone begins so."""
    text = words.strip()
    if text:
        postings = postings.filter(Q(person__name__startswith=text) | Q(person__phone__startswith=text))
    return postings.order_by("-starts_on", "-pk")


def accounts_serving_as(role: Role, today: date) -> QuerySet[Account]:
    """Accounts whose person holds the role today or will; disabled ones count too."""
    return Account.objects.filter(person__in=Posting.objects.not_ended(today).filter(role=role).values("person"))


def person_of_phone(phone: str) -> Person | None:
    """Whoever has the phone, wherever kept: for imports, which must not make the same person twice."""
    return Person.objects.select_related("region", "account").filter(phone=phone).first()


def department_named(region: Region, name: str, code: str) -> Department | None:
    """By code where one is given, else by name within the place."""
    rows = Department.objects.select_related("region", "parent", "leader").filter(region=region)
    return rows.filter(code=code).first() if code else rows.filter(name=name).first()


def region_of(code: str) -> Region | None:
    return Region.objects.filter(pk=code).first()


def account_called(username: str) -> Account | None:
    return Account.objects.select_related("person").filter(username=username).first()


def accounts_of_demonstration() -> QuerySet[Account]:
    """By the order in which they were made."""
    return Account.objects.filter(person__is_demonstration=True, is_active=True).select_related("person").order_by("pk")


def accounts_by_person(persons: Iterable[Person]) -> dict[int, Account]:
    return {account.person_id: account for account in Account.objects.filter(person__in=list(persons))}


def is_key(text: str) -> bool:
    """Whether a number can be a row's: digits, and within what both databases count to."""
    return text.isascii() and text.isdigit() and len(text) <= 18


def persons_in_post(
    role: str, on: date, *, region: str | None = None, department: int | None = None
) -> QuerySet[Person]:
    """Everybody who serves as `role` at a place or in a department on that day."""
    posts = Posting.objects.in_force(on).filter(role=role)
    if region is not None:
        posts = posts.filter(region=region)
    if department is not None:
        posts = posts.filter(department=department)
    return Person.objects.filter(pk__in=posts.values("person"))


def departments_of(place: Region) -> QuerySet[Department]:
    """The departments of one place that are not closed, by code."""
    return Department.objects.filter(region=place, until=None).select_related("region", "parent").order_by("code")


def departments_for(place: str, function: str) -> list[int]:
    """Keys of the departments of a place, not closed, that answer for a function; one statement over a score of rows."""
    rows = Department.objects.filter(region=place, until=None).values_list("pk", "functions")
    return [key for key, functions in rows if function in functions]


def _meets(starts_on: date, ends_on: date | None) -> Q:
    """Postings with at least one day in [starts_on, ends_on); one that ended the day it began has none."""
    meets = Q(ends_on=None) | Q(ends_on__gt=starts_on)
    if ends_on is not None:
        meets &= Q(starts_on__lt=ends_on)
    return meets & ~Q(ends_on=F("starts_on"))


def _roles(postings: Iterable[Posting]) -> set[Role]:
    return {Role(posting.role) for posting in postings}


def _scopes(postings: Iterable[Posting], *permissions: Permission) -> set[str]:
    return {posting.scope for posting in postings if any(posting.may(each) for each in permissions)}
