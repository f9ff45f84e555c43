"""Who may keep persons, accounts, departments and postings; each rule answers None, or the refusal with its sentence.

三员分立 (GB/T 22239-2019 §8.1.4, §8.1.5): the system administrator makes persons and accounts, the security
administrator grants postings, the auditor reads the record; no person joins two of the three.
"""

from datetime import date

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from ..errors import NotNow, NotYourDuty, Refused, Sentence
from ..permissions.catalogue import Permission
from ..permissions.roles import ADMINISTRATORS, DUTIES, Role, Seat
from ..regions.models import Level, Region
from . import queries
from .models import Account, ApiToken, Department, Person, Posting

MAX_TOKENS = 20
PLACE_LEVELS = frozenset({Level.PROVINCE, Level.CITY, Level.COUNTY})
SEAT_LEVELS: dict[Seat, frozenset[Level]] = {
    Seat.VILLAGE: frozenset({Level.VILLAGE}),
    Seat.TOWNSHIP: frozenset({Level.TOWNSHIP}),
    Seat.PLACE: PLACE_LEVELS,
    Seat.INSTALLATION: PLACE_LEVELS,
    Seat.DEPARTMENT: frozenset(),
}


def why_not_create_person(posting: Posting, _person: Person | None = None) -> Refused | None:
    if posting.may(Permission.PERSON_MANAGE):
        return None
    return NotYourDuty(_("Only a system administrator keeps persons and accounts."))


def why_not_update_person(posting: Posting, person: Person) -> Refused | None:
    return why_not_create_person(posting) or _why_not_reach(posting, person.region_id)


def why_not_create_account(posting: Posting, person: Person) -> Refused | None:
    return why_not_update_person(posting, person) or _why_not_touch_oneself(posting, person)


def why_not_reset_password(posting: Posting, account: Account) -> Refused | None:
    """A reset hands over the way in, so nobody resets what would give them another administrator's duty."""
    if refusal := why_not_create_account(posting, account.person):
        return refusal
    if queries.roles_held(account.person, _today(posting)) & (ADMINISTRATORS - {Role.SYSTEM_ADMIN}):
        return NotYourDuty(_("The password of another administrator is set on the server, by “ztc admin reset”."))
    return None


def why_not_disable_account(posting: Posting, account: Account) -> Refused | None:
    if refusal := why_not_create_account(posting, account.person):
        return refusal
    return None if account.is_active else NotNow(_("This account is disabled already."))


def why_not_enable_account(posting: Posting, account: Account) -> Refused | None:
    if refusal := why_not_create_account(posting, account.person):
        return refusal
    return NotNow(_("This account is not disabled.")) if account.is_active else None


def why_not_create_department(posting: Posting, _department: Department | None = None) -> Refused | None:
    if posting.may(Permission.DEPARTMENT_MANAGE):
        return None
    return NotYourDuty(_("Only a system administrator keeps departments."))


def why_not_update_department(posting: Posting, department: Department) -> Refused | None:
    return why_not_create_department(posting) or _why_not_reach(posting, department.region_id)


def why_not_set_functions(posting: Posting, department: Department) -> Refused | None:
    """The organizer of the department's own place."""
    if posting.may(Permission.POLICY_MANAGE) and posting.scope == department.region_id:
        return None
    return NotYourDuty(_("Only the organizer of the place sets what its departments answer for."))


def why_not_close_department(posting: Posting, department: Department) -> Refused | None:
    if refusal := why_not_update_department(posting, department):
        return refusal
    return why_not_close_department_on(department, _today(posting))


def why_not_close_department_on(department: Department, on: date) -> Refused | None:
    """`on` is the first day on which the department no longer is."""
    if department.until is not None:
        return NotNow(_("This department is closed already."))
    if queries.still_in_force(department, on):
        return NotNow(_("People still serve in this department; end their postings first."))
    return None


def why_not_appoint(posting: Posting, person: Person | None = None) -> Refused | None:
    """Without a person: whether granting postings is this posting's duty at all."""
    if not posting.may(Permission.POSTING_MANAGE):
        return NotYourDuty(_("Only a security administrator grants and ends postings."))
    if person is None:
        return None
    if person.pk == posting.person_id:
        return NotYourDuty(_("Nobody appoints himself; ask another security administrator."))
    return _why_not_reach(posting, person.region_id)


def why_not_end_posting(posting: Posting, ending: Posting) -> Refused | None:
    if refusal := why_not_appoint(posting):
        return refusal
    if ending.person_id == posting.person_id:
        return NotYourDuty(_("Nobody ends his own posting; ask another security administrator."))
    return _why_not_reach(posting, ending.scope) or why_not_end_again(ending, _today(posting))


def why_not_end_again(ending: Posting, today: date) -> Refused | None:
    if ending.ends_on is not None and ending.ends_on <= today:
        return NotNow(_("This posting has ended already."), state="ended")
    return None


def why_not_join(person: Person, role: Role, starts_on: date, ends_on: date | None) -> Refused | None:
    """The separation of duties, over all postings of the person, wherever they are (end excluded)."""
    held = queries.roles_between(person, starts_on, ends_on) - {role}
    if role in ADMINISTRATORS and held & ADMINISTRATORS:
        return NotNow(_("One person never holds two of the three administrators' duties at the same time."))
    if held and (role in ADMINISTRATORS or held & ADMINISTRATORS):
        return NotNow(_("An administrator does no other work in the product at the same time."))
    return None


def why_not_appoint_twice(
    person: Person,
    role: Role,
    region: Region | None,
    department: Department | None,
    starts_on: date,
    ends_on: date | None,
) -> Refused | None:
    if queries.same_between(person, role, region, department, starts_on, ends_on).exists():
        return NotNow(_("This person holds this posting in those days already."))
    return None


def why_not_first_administrator(role: Role, today: date) -> Refused | None:
    if queries.accounts_serving_as(role, today).exists():
        return NotNow(
            _("Somebody with an account holds this role already; further accounts are opened in the product.")
        )
    return None


def why_not_second_secretary(village: Region, starts_on: date, ends_on: date | None) -> Refused | None:
    """A village has one first secretary at a time; a handover ends one posting and begins the next."""
    if queries.secretaries_between(village, starts_on, ends_on).exists():
        return NotNow(_("This village has a first secretary in those days; end that posting first."))
    return None


def seat_faults(role: Role, region: Region | None, department: Department | None, on: date) -> dict[str, Sentence]:
    """What is wrong with where a role is to be held from `on`; empty where it fits."""
    seat = DUTIES[role].seat
    if seat is Seat.DEPARTMENT:
        return _department_faults(region, department, on)
    if department is not None:
        return {"department": _("This role is not held in a department.")}
    if region is None:
        return {} if seat is Seat.INSTALLATION else {"region": _("Choose the place of this posting.")}
    if Level(region.level) not in SEAT_LEVELS[seat]:
        return {"region": _("This role is not held at a place of this level.")}
    return {} if region.is_open_on(on) else {"region": _("This place does not exist on that day.")}


def why_not_keep_token(posting: Posting, account: Account) -> Refused | None:
    if posting.person_id == account.person_id:
        return None
    return NotYourDuty(_("Everybody keeps their own tokens and sessions."))


def why_not_revoke_token(posting: Posting, token: ApiToken) -> Refused | None:
    return why_not_keep_token(posting, token.account)


def why_not_end_session(posting: Posting, session: UserSession) -> Refused | None:
    return why_not_keep_token(posting, session.user)


def why_not_another_token(account: Account) -> Refused | None:
    if queries.tokens_of(account).count() < MAX_TOKENS:
        return None
    return NotNow(_("This account has as many tokens as it may have; revoke one first."))


def someone_was_faster() -> Refused:
    return NotNow(_("Someone else was faster; the state has changed."))


def place_faults(by: Posting | None, code: str | None) -> dict[str, Sentence]:
    """What is entered at a place must lie in the administrator's own."""
    if by is None or by.reaches(code or ""):
        return {}
    return {"region": _("This lies outside the place you administer.")}


def term_faults(by: Posting | None, posting: Posting) -> dict[str, Sentence]:
    """The days and the reach of a posting about to be granted."""
    faults: dict[str, Sentence] = {}
    if posting.ends_on is not None and posting.ends_on <= posting.starts_on:
        faults["ends_on"] = _("The end must come after the beginning.")
    if by is not None and not by.reaches(posting.scope):
        faults["department" if posting.department else "region"] = _("This lies outside the place you administer.")
    return faults


def end_faults(posting: Posting, ends_on: date) -> dict[str, Sentence]:
    """A posting is shortened, never prolonged: prolonging would slip past the separation of duties."""
    if ends_on < posting.starts_on:
        return {"ends_on": _("A posting does not end before it began.")}
    if posting.ends_on is not None and ends_on > posting.ends_on:
        return {"ends_on": _("A posting is not prolonged; appoint the person again from that day.")}
    return {}


def _department_faults(region: Region | None, department: Department | None, on: date) -> dict[str, Sentence]:
    if region is not None:
        return {"region": _("This role is held in a department, not at a place.")}
    if department is None:
        return {"department": _("Choose the department of this posting.")}
    return {} if _is_open(department, on) else {"department": _("This department does not exist on that day.")}


def _is_open(department: Department, on: date) -> bool:
    begun = department.since is None or department.since <= on
    return begun and (department.until is None or department.until > on)


def _why_not_reach(posting: Posting, code: str | None) -> Refused | None:
    if posting.reaches(code or ""):
        return None
    return NotYourDuty(_("This lies outside the place you administer."))


def _why_not_touch_oneself(posting: Posting, person: Person) -> Refused | None:
    if person.pk == posting.person_id:
        return NotYourDuty(_("Nobody administers their own account; ask another system administrator."))
    return None


def _today(posting: Posting) -> date:
    """The day on which the posting acts; whoever asks has set it (`Posting.as_of`)."""
    if posting.today is None:
        raise ValueError("the posting acts on no day")
    return posting.today
