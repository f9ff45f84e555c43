"""What an expert is found by: name, unit, fields, industries and places; never the phone."""

from collections.abc import Iterable, Sequence

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import ancestors_of, full_names
from zhitongche.foundation.search import index

from .models import Expert, Skill

KIND = "expert"


def keep(expert: Expert, skills: Iterable[Skill], areas: Sequence[str]) -> None:
    """Write the document of a new entry, within the act that makes it."""
    texts = _texts(expert, skills, areas)
    index.keep(KIND, expert.pk, title=expert.name, texts=texts, scopes=_scopes(areas), at=expert.enrolled_at)


def follow(expert: Expert, skills: Iterable[Skill], areas: Sequence[str]) -> None:
    """Add what a revision says; what it no longer says is sorted out where it is found."""
    index.extend(KIND, expert.pk, texts=_texts(expert, skills, areas), scopes=_scopes(areas), title=expert.name)


def scopes_of(postings: Iterable[Posting]) -> list[str] | None:
    """Where the readers' experts are found: in what they look down on, and what reaches down to them; None is anywhere.

    Candidates only: who sees whom is said by `queries.visible_to`.
    """
    codes = {posting.scope for posting in postings if posting.may(Permission.EXPERT_READ)}
    if "" in codes:
        return None
    return sorted(codes | {below(one) for code in codes for one in ancestors_of(code)})


def below(code: str) -> str:
    """The scope of what serves a whole place, as those inside it ask."""
    return f"{code}^"


def _texts(expert: Expert, skills: Iterable[Skill], areas: Sequence[str]) -> list[str]:
    named = [word for skill in skills for word in (skill.name, skill.name_en)]
    places = full_names(areas).values()
    return [expert.number, expert.unit, expert.post, expert.industries, expert.proof, expert.served_as, *named, *places]


def _scopes(areas: Sequence[str]) -> list[str]:
    above = {one for code in areas for one in ancestors_of(code)}
    return sorted(above | {below(code) for code in areas})
