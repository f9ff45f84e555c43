"""`ztc import people FILE --as USERNAME`: the 花名册, in two runs for two administrators.

The system administrator's run writes persons and their accounts, the security administrator's the postings of persons
already there. Either may be repeated: what stands there already is left, what changed is changed and said.
"""

from argparse import ArgumentParser
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TextIO

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...interchange.dates import day
from ...interchange.reading import Faults, Line
from ...permissions.catalogue import Permission
from ...permissions.roles import DUTIES, Role, Seat
from ...regions.models import Region
from .. import operations, queries, spelling
from ..models import Department, Person, Posting
from . import places, running

HELP = "the office's 花名册: persons and accounts, or postings, by whose run it is"
HEADINGS = {
    "name": frozenset({"name", "姓名", "名字"}),
    "phone": frozenset(
        {"phone", "mobile", "telephone", "电话", "手机", "手机号", "手机号码", "电话号码", "联系电话", "联系方式"}
    ),
    "unit": frozenset({"unit", "单位", "工作单位", "派出单位", "所在单位", "选派单位"}),
    "post": frozenset({"post", "role", "职务", "职位", "岗位", "任职", "驻村职务"}),
    "place": frozenset({"place", "village", "region", "驻村", "地点", "派驻村", "所驻村", "驻点村", "派驻地点"}),
    "from": frozenset({"from", "since", "start", "起", "自", "开始", "开始日期", "起始日期", "任职日期", "派驻日期"}),
    "until": frozenset({"until", "to", "end", "止", "至", "结束", "结束日期", "截止日期", "期满日期"}),
}
REQUIRED = {Permission.PERSON_MANAGE: ("name", "phone"), Permission.POSTING_MANAGE: ("name", "phone", "post", "from")}
OPEN_ENDED = frozenset({"", "至今", "今", "长期", "-", "—", "/", "now", "present"})
# What a post on the list means here, the longer words first; whatever is not among them is a fault, never a guess.
POSTS: tuple[tuple[str, Role], ...] = (
    ("第一书记", Role.FIRST_SECRETARY),
    ("工作队员", Role.TEAM_MEMBER),
    ("工作队成员", Role.TEAM_MEMBER),
    ("联络员", Role.DEPARTMENT_LIAISON),
    ("分管领导", Role.DEPARTMENT_LEADER),
    ("分管负责人", Role.DEPARTMENT_LEADER),
    ("组织员", Role.ORGANIZER),
    ("组织科干部", Role.ORGANIZER),
    ("组织部干部", Role.ORGANIZER),
    ("组织委员", Role.TOWNSHIP_COMMITTEE),
    ("镇街党委", Role.TOWNSHIP_COMMITTEE),
)
# Which column a fault of an operation belongs to.
COLUMNS = {
    "": "post",
    "region": "place",
    "department": "unit",
    "starts_on": "from",
    "ends_on": "until",
    "role": "post",
    "username": "phone",
}


@dataclass
class Done:
    """What a run wrote; each is a number of rows."""

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1

    def __getitem__(self, what: str) -> int:
        return self.counts.get(what, 0)


def add_arguments(parser: ArgumentParser) -> None:
    running.add_arguments(parser)


def run(options: dict[str, Any], out: TextIO) -> int:
    """Import and say what was done and what was left; the exit code. Raises BadInput with every fault by row:column."""
    by, now = running.acting(options["as"], Permission.PERSON_MANAGE, Permission.POSTING_MANAGE)
    is_register = by.may(Permission.PERSON_MANAGE)
    permission = Permission.PERSON_MANAGE if is_register else Permission.POSTING_MANAGE
    done, names = Done(), dict[str, str]()

    def enter(line: Line, faults: Faults) -> None:
        known = _known(line, names, faults)
        if known is not None:
            (_enter_person if is_register else _enter_posting)(line, known, by, now, done, faults)

    running.through(options, HEADINGS, REQUIRED[permission], enter, COLUMNS)
    running.say(out, _persons_said(done) if is_register else _postings_said(done), is_check=options["check"])
    return 0


def _known(line: Line, names: dict[str, str], faults: Faults) -> tuple[str, str] | None:
    """Name and phone of a row, checked; None where one of them is at fault."""
    name = spelling.person_name(line["name"])
    try:
        phone = spelling.phone_number(line["phone"])
    except ValueError:
        faults.put(line.number, line.column("phone"), _("This is not a phone number."))
        return None
    if not name:
        faults.put(line.number, line.column("name"), _("The name is missing."))
        return None
    if not phone:
        faults.put(line.number, line.column("phone"), _("A person is found again by the phone; it is missing."))
        return None
    if names.setdefault(phone, name) != name:
        faults.put(line.number, line.column("phone"), _("This phone stands in the list under another name too."))
        return None
    return name, phone


# ---- the system administrator's run ------------------------------------------------------------------------------


def _enter_person(line: Line, known: tuple[str, str], by: Posting, now: datetime, done: Done, faults: Faults) -> None:
    name, phone = known
    region = _kept_by(line, by, now, faults)
    person = queries.person_of_phone(phone)
    if person is None:
        person = operations.create_person(
            by=by, now=now, name=name, phone=phone, unit=line["unit"], post=line["post"], region=region
        )
        done.add("added")
    elif not _is_same(person, name, by, line, faults):
        return
    elif phone not in done.counts:
        _bring_up_to_date(person, line, by, now, done)
    # A person may stand in several rows; the first one says unit and post, or every run would change them again.
    done.counts.setdefault(phone, 0)
    if not hasattr(person, "account"):
        operations.create_account(person, by=by, now=now, username=phone)
        done.add("accounts")
    if line["from"] or line["until"] or line["place"]:
        done.add("left")


def _is_same(person: Person, name: str, by: Posting, line: Line, faults: Faults) -> bool:
    if not by.reaches(person.region_id or ""):
        faults.put(line.number, line.column("phone"), _("This phone belongs to somebody outside your area."))
        return False
    if person.name != name:
        faults.put(
            line.number,
            line.column("name"),
            _("In the register this phone belongs to %(name)s.") % {"name": person.name},
        )
        return False
    return True


def _bring_up_to_date(person: Person, line: Line, by: Posting, now: datetime, done: Done) -> None:
    """Unit and post as the list says; a column that is empty or not there changes nothing."""
    unit, post = line["unit"] or person.unit, line["post"] or person.post
    if (unit, post) == (person.unit, person.post):
        done.add("unchanged")
        return
    operations.update_person(
        person,
        by=by,
        now=now,
        name=person.name,
        phone=person.phone or "",
        unit=unit,
        post=post,
        region=person.region,
    )
    done.add("updated")


def _kept_by(line: Line, by: Posting, now: datetime, faults: Faults) -> Region | None:
    """The county of the place named in the row, else the administrator's own place."""
    found = _place(line, by, timezone.localdate(now), faults)
    if found is None:
        return by.place
    county = found.pk[:6]
    return queries.region_of(county if county.startswith(by.scope) else by.scope)


# ---- the security administrator's run ----------------------------------------------------------------------------


def _enter_posting(line: Line, known: tuple[str, str], by: Posting, now: datetime, done: Done, faults: Faults) -> None:
    name, phone = known
    person = queries.person_of_phone(phone)
    if person is None:
        sentence = _("This person is not in the register; the system administrator's run comes first.")
        faults.put(line.number, line.column("phone"), sentence)
        return
    role, term = _role(line, faults), _term(line, faults)
    if not _is_same(person, name, by, line, faults) or role is None or term is None:
        return
    before = len(faults)
    place = _place(line, by, term[0], faults)
    department = _department(line, by, place, faults) if DUTIES[role].seat is Seat.DEPARTMENT else None
    if len(faults) == before:
        _appoint(person, role, None if department else place, department, term, by, now, done)
    return


def _appoint(
    person: Person,
    role: Role,
    region: Region | None,
    department: Department | None,
    term: tuple[date, date | None],
    by: Posting,
    now: datetime,
    done: Done,
) -> None:
    starts_on, ends_on = term
    held = queries.same_between(person, role, region, department, starts_on, ends_on).order_by("pk").first()
    if held is None:
        operations.appoint(
            person,
            by=by,
            now=now,
            role=role,
            region=region,
            department=department,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        done.add("granted")
    elif ends_on is None or ends_on == held.ends_on:
        done.add("unchanged")
    else:
        operations.end_posting(held, by=by, now=now, ends_on=ends_on)
        done.add("ended")


def _role(line: Line, faults: Faults) -> Role | None:
    post = line["post"].replace(" ", "")
    for role in Role:
        if post in {role.value, str(role.label).replace(" ", "")}:
            return role
    for word, role in POSTS:
        if post.endswith(word):
            return role
    faults.put(
        line.number,
        line.column("post"),
        _("No role follows from this post; write 第一书记, 工作队员, 联络员, 分管领导 or the role's own name."),
    )
    return None


def _term(line: Line, faults: Faults) -> tuple[date, date | None] | None:
    """From and until of a row; `until` is the first day no longer served, a month alone counts with its last day."""
    dates: dict[str, date | None] = {"until": None}
    for word in ("from", "until"):
        if word == "until" and line[word].lower() in OPEN_ENDED:
            continue
        try:
            dates[word] = day(line[word], is_end=word == "until")
        except ValueError:
            faults.put(line.number, line.column(word), _("This is not a date; write it as 2026-05-20."))
    starts_on = dates.get("from")
    if starts_on is None or (dates["until"] is None and line["until"].lower() not in OPEN_ENDED):
        return None
    return starts_on, dates["until"]


def _place(line: Line, by: Posting, on: date, faults: Faults) -> Region | None:
    if not line["place"]:
        return None
    try:
        return places.place(line["place"], by, on)
    except places.NotFound as fault:
        faults.put(line.number, line.column("place"), str(fault))
        return None


def _department(line: Line, by: Posting, inside: Region | None, faults: Faults) -> Department | None:
    try:
        return places.department(line["unit"], by, inside)
    except places.NotFound as fault:
        faults.put(line.number, line.column("unit"), str(fault))
        return None


def _persons_said(done: Done) -> list[str]:
    return [
        _("Persons: %(added)d added, %(updated)d updated, %(unchanged)d unchanged; accounts opened: %(accounts)d.")
        % {word: done[word] for word in ("added", "updated", "unchanged", "accounts")},
        _("The accounts have the phone as their user name and no password yet: set one for each before it is used."),
        ngettext(
            "Left to the security administrator: the posting of %(count)d row.",
            "Left to the security administrator: the postings of %(count)d rows.",
            done["left"],
        )
        % {"count": done["left"]},
    ]


def _postings_said(done: Done) -> list[str]:
    return [
        _("Postings: %(granted)d granted, %(ended)d ended, %(unchanged)d unchanged.")
        % {word: done[word] for word in ("granted", "ended", "unchanged")},
        _("Left to the system administrator: names, phones, units and accounts."),
    ]
