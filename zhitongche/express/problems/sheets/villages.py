"""Villages as a list names them: 村 with 乡镇 and 县 beside it, or all in one cell, or a code."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.sheets import places
from zhitongche.foundation.regions import names
from zhitongche.foundation.regions.models import Level, Region
from zhitongche.foundation.regions.queries import inside


class Villages:
    """The villages within a posting's area, read once, for as many rows as there are.

    `find` answers the code of the one village meant; it raises `places.NotFound` with the sentence that says why not.
    """

    def __init__(self, by: Posting, on: date) -> None:
        self.by, self.on = by, on
        self.found: dict[tuple[str, str, str], str | places.NotFound] = {}
        rows = inside(Region.objects.filter(level__gte=Level.COUNTY), by.scope).values_list(
            "code", "level", "name", "short_name", "until"
        )
        self.called: dict[str, set[str]] = {}
        self.villages: dict[str, set[str]] = {}
        for code, level, name, short, until in rows.iterator(chunk_size=5000):
            if until is not None and until <= on:
                continue
            spelled = {names.clean(name), names.clean(short)}
            self.called[code] = spelled
            if level == Level.VILLAGE:
                for one in spelled:
                    self.villages.setdefault(one, set()).add(code)

    def find(self, county: str, township: str, village: str) -> str:
        """The code of a village by its name and those of the places it lies in; empty names narrow nothing."""
        key = (county, township, village)
        if key not in self.found:
            try:
                self.found[key] = self._look_up(names.clean(county), names.clean(township), village)
            except places.NotFound as fault:
                self.found[key] = fault
        answer = self.found[key]
        if isinstance(answer, places.NotFound):
            raise answer
        return answer

    def _look_up(self, county: str, township: str, as_written: str) -> str:
        village = names.clean(as_written)
        codes = self.villages.get(village) or self.villages.get(names.clean(names.short_name(as_written))) or set()
        codes = {code for code in codes if self._lies_in(code[:9], township) and self._lies_in(code[:6], county)}
        if len(codes) == 1:
            return codes.pop()
        if codes:
            called = ", ".join(sorted(self._full(code) for code in list(codes)[:5]))
            raise places.NotFound(_("Several villages have this name: %(names)s.") % {"names": called})
        place = places.place(as_written, self.by, self.on)
        if place.level != Level.VILLAGE:
            raise places.NotFound(_("This is not a village: %(place)s.") % {"place": place})
        if not (self._lies_in(place.code[:9], township) and self._lies_in(place.code[:6], county)):
            raise places.NotFound(_("This village does not lie in the place named beside it."))
        return str(place.code)

    def _lies_in(self, code: str, named: str) -> bool:
        """Whether a place goes by that name; one above the reader's own area is not known here and not asked."""
        return not named or code not in self.called or named in self.called[code] or named == code

    def _full(self, code: str) -> str:
        parts: Iterable[set[str]] = (self.called.get(part, set()) for part in (code[:9], code))
        return "".join(min(spelled, key=len) for spelled in parts if spelled)
