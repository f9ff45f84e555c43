"""What an expert is found by: name, unit, fields, industries and places; never the phone."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.regions.queries import ancestors_of, full_names
from zhitongche.foundation.search import building, index
from zhitongche.foundation.search.engines import Row

from .models import Expert, Skill

KIND = "expert"


def keep(expert: Expert, skills: Iterable[Skill], areas: Sequence[str]) -> None:
    """Write the document of a new entry, within the act that makes it."""
    texts, scopes = _texts(expert, skills, areas, full_names(areas)), _scopes(expert, areas)
    index.keep(KIND, expert.pk, title=expert.name, texts=texts, scopes=scopes, at=expert.enrolled_at)


def follow(expert: Expert, skills: Iterable[Skill], areas: Sequence[str]) -> None:
    """Add what a revision says; what it no longer says is sorted out where it is found."""
    texts, scopes = _texts(expert, skills, areas, full_names(areas)), _scopes(expert, areas)
    index.extend(KIND, expert.pk, texts=texts, scopes=scopes, title=expert.name)


def build(told: Callable[[int], None]) -> int:
    """Write the documents of all entries that have none; tells each batch's size, returns how many there were."""
    return building.build(KIND, Expert.objects.prefetch_related("expert_skills__skill", "areas"), _documents, told)


def _documents(experts: Sequence[Expert]) -> Iterator[Row]:
    areas = {expert.pk: [area.region_id for area in expert.areas.all()] for expert in experts}
    named = full_names({code for codes in areas.values() for code in codes})
    for expert in experts:
        codes = areas[expert.pk]
        texts = _texts(expert, [one.skill for one in expert.expert_skills.all()], codes, named)
        scopes = _scopes(expert, codes)
        yield index.document(KIND, expert.pk, title=expert.name, texts=texts, scopes=scopes, at=expert.enrolled_at)


def scopes_of(postings: Iterable[Posting]) -> list[str] | None:
    """Where the readers' experts are found: in what they look down on, and what reaches down to them; None is anywhere.

    Candidates only: who sees whom is said by `queries.visible_to`.
    """
    reading = [posting for posting in postings if posting.may(Permission.EXPERT_READ)]
    codes = {posting.scope for posting in reading}
    if "" in codes:
        return None
    own = {own_scope(posting.person_id) for posting in reading if posting.may(Permission.DISPATCH_VISIT)}
    return sorted(own | codes | {below(one) for code in codes for one in ancestors_of(code)})


def below(code: str) -> str:
    """The scope of what serves a whole place, as those inside it ask."""
    return f"{code}^"


def own_scope(person: int) -> str:
    """Where a person finds the own entry, whatever places it serves."""
    return f"p{person}"


def _texts(expert: Expert, skills: Iterable[Skill], areas: Sequence[str], named: Mapping[str, str]) -> list[str]:
    fields = [word for skill in skills for word in (skill.name, skill.name_en)]
    places = [named[code] for code in areas if code in named]
    return [
        *(expert.number, expert.unit, expert.post, expert.industries, expert.proof, expert.served_as),
        *fields,
        *places,
    ]


def _scopes(expert: Expert, areas: Sequence[str]) -> list[str]:
    own = [own_scope(expert.person_id)] if expert.person_id is not None else []
    above = {one for code in areas for one in ancestors_of(code)}
    return sorted({*own, *above, *(below(code) for code in areas)})
