"""Entries as they are entered, shown and spoken of: pages and the API's resource."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhitongche.foundation.people.models import Posting
from zhitongche.foundation.people.wording import called
from zhitongche.foundation.regions.queries import full_names
from zhitongche.foundation.templatetags.page import day
from zhitongche.foundation.web.acts import Offer

from . import filling, learning, queries, rules
from .models import Comment, Contest, Entry, EntryPhoto, Learn, Pledge, PledgePhoto
from .presenting import month_of, to_the_second
from .states import State

# What stands as a form of its own on the page, not as a button.
SPOKEN = frozenset({"comment", "report_pledge"})
BEFORE, AFTER = EntryPhoto.Side.BEFORE, EntryPhoto.Side.AFTER


def address_of(entry: Entry) -> str:
    return reverse("contests:entry", args=[entry.contest.number, entry.serial])


def act_address(entry: Entry, verb: str) -> str:
    return reverse("contests:act", args=[entry.contest.number, entry.serial, verb])


def state_of(entry: Entry) -> str:
    """Its state in words; after the closing also why it is not ranked."""
    if entry.excluded:
        return entry.get_excluded_display()
    return _("Submitted late, as granted") if entry.is_late else entry.get_state_display()


def own_lines(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Somebody's entries as a list."""
    return [
        {
            "address": address_of(one),
            "title": one.contest.title,
            "month": month_of(one.contest.month),
            "state": state_of(one),
            "when": to_the_second(one.contest.entries_close_at) if one.contest.state == State.OPEN else "",
        }
        for one in entries
    ]


def cards(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """All entries of a contest as they are shown; two statements for their photos and what was said."""
    named = full_names({one.region_id for one in entries})
    photos, said = queries.photos_in(entries), queries.comments_on(entries)
    return [
        {
            **told(one, named.get(one.region_id, ""), photos[one.pk]),
            "address": address_of(one),
            "comments": len(said[one.pk]),
            "learns": one.learn_count,
        }
        for one in entries
    ]


def told(entry: Entry, village: str, photos: Sequence[EntryPhoto]) -> dict[str, Any]:
    """What an entry says: words, figures, what the records say, photos."""
    return {
        "serial": entry.serial,
        "name": entry.person.name,
        "village": village,
        "statement": entry.statement,
        "figures": filling.told(entry),
        "project": entry.project.title if entry.project else "",
        "sides": [
            {"label": side.label, "photos": [photo(entry, one) for one in photos if one.side == side]}
            for side in (BEFORE, AFTER)
            if any(one.side == side for one in photos)
        ],
        "excluded": entry.get_excluded_display() if entry.excluded else "",
        "is_late": entry.is_late,
    }


def photo(entry: Entry, shown: EntryPhoto) -> dict[str, str]:
    address = reverse("contests:file", args=[entry.contest.number, entry.serial, shown.file_id])
    return {"address": address, "thumbnail": f"{address}?size=small", "alt": shown.file.name}


def is_spoken_of(entry: Entry, reader: Sequence[Posting]) -> bool:
    """Whether the reader sees what was said of it: entries are shown, and the reader is no judge of them."""
    return any(rules.why_not_shown(posting, entry.contest) is None for posting in reader)


def buttons(entry: Entry, offers: Iterable[Offer]) -> list[dict[str, Any]]:
    """What may be done with it now, what cannot be undone last; what never can be any more is left away."""
    made = [
        {
            "label": one.action.label,
            "address": act_address(entry, one.verb),
            "reason": None,
            "is_primary": one.action.is_primary,
            "is_stern": one.verb == "withdraw",
        }
        for one in offers
        if one.is_allowed and one.verb not in SPOKEN
    ]
    return sorted(made, key=lambda one: one["is_stern"])


def spoken(entry: Entry, reader: Sequence[Posting]) -> list[dict[str, Any]]:
    """What was said of it: each question with its answers under it, in order; where the reader may answer, how."""
    said = queries.comments_on([entry])[entry.pk]
    may_answer = any(posting.person_id == entry.person_id for posting in reader)
    return [_said(entry, one, said, may_answer) for one in said if one.answers_id is None]


def _said(entry: Entry, one: Comment, said: Sequence[Comment], may_answer: bool) -> dict[str, Any]:
    is_question = one.kind == Comment.Kind.QUESTION
    answer = f"{act_address(entry, 'comment')}?kind=answer&answers={one.pk}"
    return {
        "who": called(one.posting),
        "kind": one.get_kind_display(),
        "is_question": is_question,
        "text": one.text,
        "at": one.at,
        "answers": [
            {"who": called(each.posting), "text": each.text, "at": each.at}
            for each in said
            if each.answers_id == one.pk
        ],
        "answer": answer if is_question and may_answer else "",
    }


def learned(learns: Sequence[Learn]) -> dict[str, Any]:
    """Who learned from whom: the picture, its key, and the same as a list."""
    if not learns:
        return {}
    named = full_names({one.region_id for one in learns} | {one.entry.region_id for one in learns})
    villages = list(dict.fromkeys(code for one in learns for code in (one.entry.region_id, one.region_id)))
    pairs = [(one.entry.region_id, one.region_id) for one in learns]
    return {
        "drawing": learning.drawn(villages, pairs),
        "key": [{"number": at, "name": named.get(code, code)} for at, code in enumerate(villages, start=1)],
        "lines": [
            {
                "learner": named.get(one.region_id, one.region_id),
                "source": named.get(one.entry.region_id, one.entry.region_id),
                "note": one.note,
                "at": one.at,
            }
            for one in learns
        ],
    }


def pledge_lines(pledges: Sequence[Pledge], reader: Sequence[Posting], today: date) -> list[dict[str, Any]]:
    """Pledges with what was done; two statements however many. One's own that waits has the way to report."""
    named = full_names({one.region_id for one in pledges})
    photos = queries.pledge_photos(pledges)
    own = {posting.person_id: _own_serials(pledges, posting.person_id) for posting in reader}
    return [
        {
            "text": one.text,
            "village": named.get(one.region_id, ""),
            "village_address": reverse("contests:village", args=[one.region_id]),
            "name": one.person.name,
            "aim": f"{one.measure} {plain(one.target)} {one.unit}",
            "due": day(one.due_on, today),
            "is_overdue": one.state == Pledge.State.OPEN and one.due_on < today,
            "is_reported": one.state == Pledge.State.REPORTED,
            "state": one.get_state_display(),
            "done": f"{plain(one.done)} {one.unit}" if one.done is not None else "",
            "report": one.report,
            "reported_at": one.reported_at,
            "source": _source(one),
            "photos": [_pledge_photo(one, each) for each in photos[one.pk]],
            "report_address": _report_address(one, own),
        }
        for one in pledges
    ]


def plain(value: Decimal) -> str:
    """20, 2.5: without noughts behind the point."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _source(pledge: Pledge) -> str:
    """“learned from 南邢家村”, where it was."""
    if pledge.learn is None:
        return ""
    return _("learned from %(village)s") % {"village": pledge.learn.entry.region}


def _own_serials(pledges: Sequence[Pledge], person: int) -> dict[int, int]:
    """Where somebody's pledges that came of nobody else's entry hang: their own entries, by contest."""
    lone = {one.contest_id for one in pledges if one.person_id == person and one.learn_id is None}
    return queries.serials_of(person, lone) if lone else {}


def _report_address(pledge: Pledge, own: Mapping[int, Mapping[int, int]]) -> str:
    """Under the entry it was learned from, or the own one; empty where there is nothing to report, or for others."""
    if pledge.state != Pledge.State.OPEN or pledge.person_id not in own:
        return ""
    serial = pledge.learn.entry.serial if pledge.learn else own[pledge.person_id].get(pledge.contest_id)
    if serial is None:
        return ""
    address = reverse("contests:act", args=[pledge.contest.number, serial, "report_pledge"])
    return f"{address}?pledge={pledge.pk}"


def _pledge_photo(pledge: Pledge, shown: PledgePhoto) -> dict[str, str]:
    address = reverse("contests:pledge_file", args=[pledge.contest.number, shown.file_id])
    return {"address": address, "thumbnail": f"{address}?size=small", "alt": shown.file.name}


# ---- the API ---------------------------------------------------------------------------------------------------------


def summaries(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Rows of the API's list."""
    named = full_names({one.region_id for one in entries})
    return [_summary(one, named.get(one.region_id, "")) for one in entries]


def _summary(entry: Entry, place: str) -> dict[str, Any]:
    return {
        "number": entry.audit_id,
        "entry": entry.serial,
        "state": entry.state,
        "region": entry.region_id,
        "place": place,
        "name": entry.person.name,
        "statement": entry.statement,
        "submitted_at": entry.submitted_at,
        "is_late": entry.is_late,
        "excluded": entry.excluded or None,
        "learn_count": entry.learn_count,
        "created_at": entry.begun_at,
    }


def resource(entry: Entry, reader: Sequence[Posting]) -> dict[str, Any]:
    """The whole resource; what members said and did with it once entries are shown, and never to a judge."""
    contest = entry.contest
    is_shown = is_spoken_of(entry, reader)
    learns = [one for one in queries.learns_in(contest) if one.entry_id == entry.pk] if is_shown else []
    said = queries.comments_on([entry])[entry.pk] if is_shown else []
    photos = queries.photos_of(entry)
    return {
        **summaries([entry])[0],
        "contest": contest.number,
        "project": entry.project.number if entry.project else None,
        "figures": entry.figures,
        "filled": filling.shown(entry.filled),
        "photos_before": [_file(entry, one) for one in photos if one.side == BEFORE],
        "photos": [_file(entry, one) for one in photos if one.side == AFTER],
        "comments": [
            {
                "comment": one.pk,
                "kind": one.kind,
                "text": one.text,
                "by": called(one.posting),
                "at": one.at,
                "answers": one.answers_id,
            }
            for one in said
        ],
        "learned_by": [one.region_id for one in learns],
        "pledges": _pledges(entry, learns) if is_shown else [],
    }


def _file(entry: Entry, shown: EntryPhoto) -> dict[str, Any]:
    return {
        "id": shown.file_id,
        "kind": shown.file.kind,
        "name": shown.file.name,
        "address": photo(entry, shown)["address"],
    }


def _pledges(entry: Entry, learns: Sequence[Learn]) -> list[dict[str, Any]]:
    """What was pledged after it, and its entrant's own."""
    keys = {one.pk for one in learns}
    rows = queries.pledges_of(entry.contest)
    mine = [one for one in rows if one.learn_id in keys or (one.learn_id is None and one.person_id == entry.person_id)]
    named = full_names({one.region_id for one in mine})
    return [
        {
            "pledge": one.pk,
            **{name: getattr(one, name) for name in ("text", "measure", "target", "unit", "due_on", "state", "done")},
            "report": one.report or None,
            "name": one.person.name,
            "place": named.get(one.region_id, ""),
            "learned_from": entry.serial if one.learn_id else None,
        }
        for one in mine
    ]


def counts(contest: Contest, posting_keeps: bool) -> str:
    """What keepers may know before the closing: how many, not whose."""
    if not posting_keeps:
        return ""
    found = queries.entry_counts(contest)
    return _("Submitted: %(submitted)d · drafts: %(draft)d · withdrawn: %(withdrawn)d") % found
