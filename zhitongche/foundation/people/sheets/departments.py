"""`ztc import departments FILE --as USERNAME`: the offices of a place, safe to repeat."""

from argparse import ArgumentParser
from collections import Counter
from datetime import datetime
from typing import Any, TextIO

from django.utils import timezone
from django.utils.translation import gettext as _

from ...interchange.reading import Faults, Line
from ...permissions.catalogue import Permission
from .. import operations, queries
from ..models import Department, Posting
from . import places, running

HELP = "departments: name, short name, place, parent, functions, code"
HEADINGS = {
    "name": frozenset({"name", "department", "名称", "部门", "部门名称", "单位", "单位名称"}),
    "short_name": frozenset({"shortname", "简称"}),
    "place": frozenset({"place", "region", "地点", "区划", "所在地", "所属区划"}),
    "parent": frozenset({"parent", "上级", "上级部门", "上级单位", "主管部门"}),
    "functions": frozenset({"functions", "职能", "职能分类", "分类"}),
    "code": frozenset({"code", "编码", "代码", "部门编码"}),
}
COLUMNS = {"": "name", "region": "place"}


def add_arguments(parser: ArgumentParser) -> None:
    running.add_arguments(parser)


def run(options: dict[str, Any], out: TextIO) -> int:
    """Import and say in numbers what was done; the exit code. Raises BadInput with every fault by row:column."""
    by, now = running.acting(options["as"], Permission.DEPARTMENT_MANAGE)
    done: Counter[str] = Counter()
    running.through(options, HEADINGS, ("name",), lambda line, faults: _enter(line, by, now, done, faults), COLUMNS)
    said = _("Departments: %(added)d added, %(updated)d updated, %(unchanged)d unchanged.")
    words = {word: done[word] for word in ("added", "updated", "unchanged")}
    running.say(out, [said % words], is_check=options["check"])
    return 0


def _enter(line: Line, by: Posting, now: datetime, done: Counter[str], faults: Faults) -> None:
    word = "place"
    try:
        region = places.place(line["place"], by, timezone.localdate(now)) if line["place"] else by.place
        word = "parent"
        parent = places.department(line["parent"], by, None) if line["parent"] else None
    except places.NotFound as fault:
        faults.put(line.number, line.column(word), str(fault))
        return
    if region is None:
        faults.put(line.number, line.column("place"), _("Name the place of this department."))
        return
    functions = line["functions"].replace("、", " ").replace(",", " ").replace(";", " ").split()
    held = queries.department_named(region, line["name"], line["code"])
    if held is None:
        operations.create_department(
            by=by,
            now=now,
            name=line["name"],
            region=region,
            code=line["code"],
            short_name=line["short_name"],
            parent=parent,
            functions=functions,
        )
        done["added"] += 1
    else:
        _bring_up_to_date(held, line, parent, functions, by, now, done)


def _bring_up_to_date(
    held: Department,
    line: Line,
    parent: Department | None,
    functions: list[str],
    by: Posting,
    now: datetime,
    done: Counter[str],
) -> None:
    """As the list says; a cell that is empty changes nothing."""
    wanted: dict[str, Any] = {
        "name": line["name"],
        "short_name": line["short_name"] or held.short_name,
        "parent": parent or held.parent,
        "functions": functions or held.functions,
    }
    if all(getattr(held, field) == value for field, value in wanted.items()):
        done["unchanged"] += 1
        return
    operations.update_department(held, by=by, now=now, leader=held.leader, **wanted)
    done["updated"] += 1
