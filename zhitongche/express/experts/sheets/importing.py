"""What a list of experts would do, row by row, before it does it: read, looked up, compared; nothing is written here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.interchange import fates
from zhitongche.foundation.interchange import queries as interchange
from zhitongche.foundation.interchange.fates import Fate
from zhitongche.foundation.interchange.reading import Faults, Line, open_sheet
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.sheets.places import NotFound, place
from zhitongche.foundation.people.spelling import person_name, phone_number

from .. import free, operations, presenting, queries, rules
from ..models import Expert
from .columns import GENDERS, HEADINGS, NO, YES

KIND = "experts"
PARTS = re.compile(r"[,，、;；/\n]+")
TEXTS = {"unit": 100, "post": 100, "industries": 200, "served_as": 200, "proof": 500, "name": 60}


@dataclass
class Row:
    """One row of the sheet and what becomes of it; `told` is the entry as it would be sent, `there` the one it is about."""

    line: Line
    told: dict[str, Any]
    fate: Fate = Fate.NEW
    there: Expert | None = None
    note: str = ""

    @property
    def number(self) -> str:
        return self.there.number if self.there is not None else ""


Plan = fates.Plan[Row]


def plan(path: Path, *, by: Posting, now: datetime) -> Plan:
    """Read the sheet and say what it would do. Raises BadInput where it cannot be read at all."""
    faults = Faults()
    chosen = interchange.columns_chosen(KIND, interchange.office_of(by))
    sheet = open_sheet(path, HEADINGS, faults, chosen)
    made = Plan(sheet, faults)
    for word in ("name", "fields"):
        if word not in sheet.columns:
            said = _("There is no column “%(heading)s”.") % {"heading": max(HEADINGS[word])}
            faults.put(sheet.heading_row, 1, said)
    if not sheet.lines and not faults:
        faults.put(sheet.heading_row, 1, _("There is nothing under the headings."))
    if not faults or "name" in sheet.columns:
        _Check(made, by, now).run()
    return made


class _Check:
    """One pass over the rows; the tree of fields is read once for all of them."""

    def __init__(self, made: Plan, by: Posting, now: datetime) -> None:
        self.made, self.by, self.now = made, by, now
        self.today = timezone.localdate(now)
        self.known = [one for one in queries.skills() if one.parent_id is not None]

    def run(self) -> None:
        seen: dict[tuple[str, str], int] = {}
        for line in self.made.sheet.lines:
            row = Row(line, self._told(line))
            self.made.rows.append(row)
            key = (row.told["name"], row.told["phone"])
            if (earlier := seen.setdefault(key, line.number)) != line.number:
                row.fate, row.note = Fate.TWICE, _("The same as row %(row)d.") % {"row": earlier}
            elif line.number not in self.made.faults.rows:
                self._settle(row)
            if line.number in self.made.faults.rows:
                row.fate = Fate.FAULTY

    def _settle(self, row: Row) -> None:
        """Whether the row is new or somebody known, and what the pool itself would refuse."""
        row.there = known(self.by, row.told["name"], row.told["phone"])
        if row.there is not None:
            if refusal := rules.why_not_revise(self.by, row.there):
                self._fault(row.line, "name", str(refusal))
                return
            before = plain(presenting.initial(row.there))
            row.told = {**before, **{word: value for word, value in row.told.items() if value}}
            if plain(row.told) == before:
                row.fate = Fate.UNCHANGED
                return
            row.fate = Fate.CHANGED
        try:
            operations.checked(self.by, self.now, row.told)
        except BadInput as bad:
            for word, sentence in bad.faults.items():
                self._fault(row.line, word, str(sentence))

    def _told(self, line: Line) -> dict[str, Any]:
        told: dict[str, Any] = {word: self._text(line, word) for word in TEXTS}
        told["name"] = person_name(told["name"])
        said = line["served_as"].lower()
        told["was_first_secretary"] = said not in NO
        told["served_as"] = "" if said in YES | NO else told["served_as"]
        gender = line["gender"].lower()
        if gender not in GENDERS:
            self._fault(line, "gender", _("Write 男 or 女, or leave the cell empty."))
        told["gender"] = GENDERS.get(gender, "")
        told["phone"] = self._phone(line)
        told["fields"] = self._fields(line)
        told["region"] = self._home(line)
        told["service_areas"] = self._areas(line)
        told["free_days"] = self._free(line)
        return told

    def _text(self, line: Line, word: str) -> str:
        text = line.words(word)
        if len(text) > TEXTS[word]:
            said = _("At most %(limit)s characters; it has %(count)s.") % {"limit": TEXTS[word], "count": len(text)}
            self._fault(line, word, said)
        return text

    def _phone(self, line: Line) -> str:
        try:
            return phone_number(line["phone"])
        except ValueError:
            self._fault(line, "phone", _("This is no phone number: eleven digits, or a fixed line with its area code."))
            return ""

    def _fields(self, line: Line) -> list[str]:
        found = []
        for word in _words(line["fields"]):
            exact = [one.pk for one in self.known if word.casefold() in {one.pk, one.name, one.name_en.casefold()}]
            near = exact or [one.pk for one in self.known if word in one.name]
            if len(near) != 1:
                names = "、".join(one.name for one in self.known)
                said = _("There is no field “%(word)s”; write some of: %(names)s.") % {"word": word, "names": names}
                self._fault(line, "fields", said)
            found += near[:1]
        return list(dict.fromkeys(found))

    def _home(self, line: Line) -> str:
        if not line["region"]:
            return self.by.scope
        try:
            return place(line["region"], self.by, self.today).pk
        except NotFound as fault:
            self._fault(line, "region", str(fault))
            return ""

    def _areas(self, line: Line) -> list[str]:
        found = []
        for word in _words(line["service_areas"]):
            try:
                found.append(place(word, self.by, self.today).pk)
            except NotFound as fault:
                self._fault(line, "service_areas", f"{word}: {fault}")
        return found

    def _free(self, line: Line) -> list[dict[str, Any]]:
        try:
            periods = free.parse(line["free_days"])
        except ValueError:
            self._fault(line, "free_days", _("Write weekdays or days: 周末; 2026-06-01至2026-08-31."))
            return []
        return [{"weekdays": list(one.weekdays), "from_": one.first, "until": one.last} for one in periods]

    def _fault(self, line: Line, word: str, sentence: str) -> None:
        self.made.faults.put(line.number, line.column(word), sentence)


def known(by: Posting, name: str, phone: str) -> Expert | None:
    """The entry of that name and phone; without a phone one of that name without one, in the own place."""
    rows = queries.for_page(Expert.objects.filter(name=name, phone=phone))
    return rows.first() if phone else queries.for_page(queries.visible_to(by).filter(name=name, phone="")).first()


def plain(told: Mapping[str, Any]) -> dict[str, Any]:
    """An entry so that two can be compared."""
    free_days = [{**one, "weekdays": list(one["weekdays"])} for one in told["free_days"]]
    return {**told, "free_days": free_days, "service_areas": sorted(told["service_areas"])}


def _words(text: str) -> Sequence[str]:
    return [word for part in PARTS.split(text) if (word := part.strip())]
