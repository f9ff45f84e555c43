"""Departments: founded, corrected, closed; numbered within their place."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.forms.models import model_to_dict

from ... import flow
from ...audit import operations as audit
from ...regions.models import Region
from .. import faults, rules, spelling
from ..models import Department, Person, Posting
from .refusing import changes, fault, refuse


@flow.operation
def create_department(
    *,
    by: Posting | None,
    now: datetime,
    name: str,
    region: Region,
    code: str = "",
    short_name: str = "",
    parent: Department | None = None,
    functions: Sequence[str] = (),
    leader: Person | None = None,
    since: date | None = None,
) -> Department:
    """Found a department; its code is the place's and two digits, the next free there, unless given."""
    refuse(by and rules.why_not_create_department(by))
    # The place's row is the lock under which its departments are numbered and named.
    Region.objects.select_for_update(no_key=True).get(pk=region.pk)
    department = Department(region=region, since=since)
    department.code = spelling.tidy(code) or _next_code(region)
    _found(department, by, name, short_name, parent, functions, leader)
    department.save(force_insert=True)
    audit.record("department.create", department, by=by, now=now, **_outline(department))
    return department


@flow.operation
def update_department(
    department: Department,
    *,
    by: Posting | None,
    now: datetime,
    name: str,
    short_name: str = "",
    parent: Department | None = None,
    functions: Sequence[str] = (),
    leader: Person | None = None,
) -> Department:
    """Correct a department; its code and its place stay for ever. Writes nothing where nothing changed."""
    refuse(by and rules.why_not_update_department(by, department))
    Region.objects.select_for_update(no_key=True).get(pk=department.region_id)
    department = Department.objects.select_related("region").get(pk=department.pk)
    before = model_to_dict(department)
    _found(department, by, name, short_name, parent, functions, leader)
    changed = changes(department, before)
    if changed:
        department.save(update_fields=changed)
        audit.record("department.update", department, by=by, now=now, changed=changed, **_outline(department))
    return department


@flow.operation
def set_functions(department: Department, *, by: Posting | None, now: datetime, functions: Sequence[str]) -> Department:
    """What a department answers for, set by the organizer of its place; the register's other words stay."""
    refuse(by and rules.why_not_set_functions(by, department))
    fault(faults.of_department(department, department.parent, functions))
    department = Department.objects.select_for_update(of=("self",), no_key=True).get(pk=department.pk)
    department.functions = list(dict.fromkeys(functions))
    department.save(update_fields=["functions"])
    audit.record("department.set_functions", department, by=by, now=now, functions=department.functions)
    return department


@flow.operation
def close_department(department: Department, *, by: Posting | None, now: datetime, until: date) -> Department:
    """End a department; `until` is the first day it no longer is. Nobody may serve in it then."""
    Region.objects.select_for_update(no_key=True).get(pk=department.region_id)
    department = Department.objects.select_for_update(of=("self",), no_key=True).get(pk=department.pk)
    refuse(by and rules.why_not_update_department(by, department))
    refuse(rules.why_not_close_department_on(department, until))
    department.until = until
    department.save(update_fields=["until"])
    audit.record("department.close", department, by=by, now=now, until=until.isoformat())
    return department


def _found(
    department: Department,
    by: Posting | None,
    name: str,
    short_name: str,
    parent: Department | None,
    functions: Sequence[str],
    leader: Person | None,
) -> None:
    """Put what was typed into a department, tidied; raises BadInput for what cannot be kept."""
    department.name = spelling.tidy(name)
    department.short_name = spelling.tidy(short_name) or department.name[:40]
    texts = {"code": department.code, "name": department.name, "short_name": department.short_name}
    found = faults.of_texts(Department, texts, "name") | faults.of_department(department, parent, functions)
    fault(found | faults.of_region(department.region) | rules.place_faults(by, department.region_id))
    department.parent, department.leader = parent, leader
    department.functions = list(dict.fromkeys(functions))


def _next_code(region: Region) -> str:
    """The place's code and the next number free in it, two digits or more."""
    prefix = f"{region.pk}-"
    codes = Department.objects.filter(code__startswith=prefix).values_list("code", flat=True)
    taken = [int(tail) for code in codes if (tail := code.removeprefix(prefix)).isdecimal()]
    return f"{prefix}{max(taken, default=0) + 1:02d}"


def _outline(department: Department) -> dict[str, Any]:
    parent, leader = department.parent, department.leader_id
    return {
        "region": department.region_id,
        "parent": parent and parent.code,
        "functions": department.functions,
        "leader": leader,
    }
