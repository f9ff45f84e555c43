"""Reads of entries: whose are seen by whom and when, late requests, who belongs."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from zhitongche.arena.alliances import queries as alliances
from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.permissions.catalogue import Permission
from zhitongche.foundation.permissions.roles import Role
from zhitongche.foundation.regions.queries import inside_q

from ..models import Contest, Entry, EntryPhoto, LateRequest
from ..states import State

# From here on the entries are shown.
CLOSED = frozenset(set(State) - {State.DRAFT, State.OPEN})


def is_member(posting: Posting, contest: Contest, on: date) -> bool:
    """Whether somebody belongs to its alliance on a day by this very posting; to a chief alliance also by a sub."""
    membership = alliances.belonging(posting.person_id, on)
    if membership is None or membership.posting_id != posting.pk:
        return False
    return contest.alliance_id in {membership.alliance_id, membership.alliance.parent_id}


def member_persons(contest: Contest, on: date) -> list[int]:
    """The keys of its members on a day."""
    return list(alliances.members(contest.alliance, on).values_list("person", flat=True))


def reads_entries(posting: Posting, contest: Contest) -> bool:
    """Whether somebody is one of those to whom entries are shown, once they are: members, who runs it, who leads there.

    A judge is none: they see entries in their own room, and what is said of them not before the scores are closed.
    """
    if posting.may(Permission.CONTEST_ENTER):
        return is_member(posting, contest, posting.today or date.max)
    if posting.may(Permission.CONTEST_RUN) or posting.may(Permission.CONTEST_WATCH):
        return posting.reaches(contest.region_id)
    return posting.may(Permission.CONTEST_READ) and (
        posting.reaches(contest.region_id) or posting.role == Role.TOWNSHIP_COMMITTEE
    )


def entries_visible_to(contest: Contest, postings: Sequence[Posting], now: datetime) -> QuerySet[Entry]:
    """The entries that at least one of these postings may see.

    One's own always. Before they are closed nobody else's, whoever asks: keepers have the count. After, those that were
    submitted: to members, to who runs or leads, to a township its villages', to a judge who has declared a seat.
    """
    own = Q(person__in={posting.person_id for posting in postings if posting.may(Permission.CONTEST_ENTER)})
    if contest.state not in CLOSED:
        return with_all(Entry.objects.filter(own, contest=contest))
    shown = [found for posting in postings if (found := _shown(posting, contest)) is not None]
    submitted = Q(state=Entry.State.SUBMITTED)
    seen = own | submitted & reduce(or_, shown) if shown else own
    return with_all(Entry.objects.filter(seen, contest=contest))


def entries_kept_by(postings: Sequence[Posting]) -> QuerySet[Entry]:
    """What was submitted, of all contests that these organizers run and whose entries are closed."""
    kept = [inside_q(one.scope, "contest__region_id") for one in postings if one.may(Permission.CONTEST_RUN)]
    if not kept:
        return Entry.objects.none()
    return Entry.objects.filter(reduce(or_, kept), contest__state__in=CLOSED, state=Entry.State.SUBMITTED)


def _shown(posting: Posting, contest: Contest) -> Q | None:
    everything = Q(contest=contest)
    if posting.may(Permission.CONTEST_JUDGE):
        return everything if has_declared(posting, contest) else None
    if not reads_entries(posting, contest):
        return None
    return inside_q(posting.scope, "region_id") if posting.role == Role.TOWNSHIP_COMMITTEE else everything


def has_declared(posting: Posting, contest: Contest) -> bool:
    """Whether somebody sits on its panel and has said whom they may not judge."""
    seats = {"seats__person": posting.person_id, "seats__declared_at__isnull": False, "seats__left_at": None}
    return Contest.objects.filter(pk=contest.pk, **seats).exists()


def with_all(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """With what its page and its rules need, in one statement."""
    return rows.select_related("contest__alliance", "contest__item", "person", "posting", "region", "project").order_by(
        "serial"
    )


def found_entry(contest: Contest, serial: int, postings: Sequence[Posting], now: datetime) -> Entry | None:
    """The entry of that number, if one of the postings sees it."""
    return entries_visible_to(contest, postings, now).filter(serial=serial).first()


def entry_afresh(entry: Entry) -> Entry:
    """The entry as it stands after an act, for somebody who has just acted on it."""
    return with_all(Entry.objects.filter(pk=entry.pk)).get()


def own_entry(contest: Contest, person: int) -> Entry | None:
    return with_all(Entry.objects.filter(contest=contest, person=person)).first()


def entry_counts(contest: Contest) -> dict[str, int]:
    """How many entries stand in each state: what the keepers may know before the closing."""
    states = list(Entry.objects.filter(contest=contest).order_by().values_list("state", flat=True))
    return {state.value: states.count(state.value) for state in Entry.State}


def photos_of(entry: Entry) -> list[EntryPhoto]:
    """From before, then from after, each in order."""
    return photos_in([entry])[entry.pk]


def photos_in(entries: Iterable[Entry]) -> dict[int, list[EntryPhoto]]:
    """The same of several entries, by their keys; one statement."""
    keys = [entry.pk for entry in entries]
    rows = EntryPhoto.objects.filter(entry__in=keys).select_related("file").order_by("-side", "position", "pk")
    found: dict[int, list[EntryPhoto]] = {key: [] for key in keys}
    for row in rows:
        found[row.entry_id].append(row)
    return found


def serials_of(person: int, contests: Iterable[int]) -> dict[int, int]:
    """The numbers of somebody's entries in these contests, by the contests' keys; one statement."""
    rows = Entry.objects.filter(person=person, contest__in=list(contests))
    return dict(rows.values_list("contest", "serial"))


def entries_of_person(person: int) -> QuerySet[Entry]:
    """Somebody's own, the newest first."""
    return with_all(Entry.objects.filter(person=person)).order_by("-pk")


def photo_of(entry: Entry, attachment_id: UUID) -> EntryPhoto | None:
    return EntryPhoto.objects.select_related("file").filter(entry=entry, file=attachment_id).first()


def late_requests(contest: Contest) -> list[LateRequest]:
    """All of them, oldest first."""
    rows = LateRequest.objects.filter(contest=contest).select_related("person", "posting__region", "decided_by__person")
    return list(rows.order_by("pk"))


def late_asked(contest: Contest) -> QuerySet[LateRequest]:
    """Those that wait."""
    return LateRequest.objects.filter(contest=contest, state=LateRequest.State.ASKED)


def late_request_of(contest: Contest, person: int) -> LateRequest | None:
    return LateRequest.objects.filter(contest=contest, person=person).first()


def late_granted(contest: Contest, person: int) -> datetime | None:
    """Until when somebody may still enter, where it was granted."""
    request = late_request_of(contest, person)
    return request.until if request is not None and request.state == LateRequest.State.GRANTED else None
