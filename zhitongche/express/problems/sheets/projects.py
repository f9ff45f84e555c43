"""Projects as a list names them: by number, or by title among those of the village, else of the county."""

from collections.abc import Iterable

from zhitongche.express.projects.models import Project
from zhitongche.express.projects.queries import visible_to
from zhitongche.foundation.people.models import Posting

# At a time, when asking which names are known.
BATCH = 500


class Projects:
    """The projects of a sheet's words, looked up once for all rows."""

    def __init__(self, words: Iterable[str], by: Posting) -> None:
        self.by_number: dict[str, Project] = {}
        self.by_title: dict[str, list[Project]] = {}
        wanted = sorted(set(words) - {""})
        for start in range(0, len(wanted), BATCH):
            self._learn(wanted[start : start + BATCH], by)

    def _learn(self, words: list[str], by: Posting) -> None:
        seen = visible_to(by).filter(is_open=True).only("number", "title", "village")
        for one in seen.filter(number__in=[word.upper() for word in words]):
            self.by_number[one.number] = one
        for one in seen.filter(title__in=words):
            self.by_title.setdefault(one.title, []).append(one)

    def find(self, word: str, village: str) -> str | None:
        """The number of the project that a word means for a problem of that village; None where it means none or several."""
        if (one := self.by_number.get(word.upper())) is not None:
            return one.number
        named = [one for one in self.by_title.get(word, ()) if one.county_code == village[:6]]
        near = [one for one in named if one.village_id == village] or named
        return near[0].number if len(near) == 1 else None
