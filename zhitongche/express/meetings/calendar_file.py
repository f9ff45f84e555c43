"""The calendar file of an invitation (RFC 5545): when, where, and which items are one's own."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from .models import Meeting, MeetingItem

# RFC 5545, 3.1: a line is at most 75 octets; the rest goes on the next, after a space.
LONGEST = 75
FORMAT = "%Y%m%dT%H%M%SZ"


def calendar_file(meeting: Meeting, items: Sequence[MeetingItem], *, host: str, now: datetime) -> str:
    """One event; from its own first item to the end of its last, where there is a timetable, else of the whole."""
    begins, ends = span(meeting, items)
    told = "\n".join(f"{place}. {item.problem.title}" for place, item in enumerate(items, start=1))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//zhitongche//meetings//ZH",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{meeting.number}@{host}",
        f"SEQUENCE:{meeting.event_count}",
        f"DTSTAMP:{now.astimezone(UTC).strftime(FORMAT)}",
        f"DTSTART:{begins.astimezone(UTC).strftime(FORMAT)}",
        f"DTEND:{ends.astimezone(UTC).strftime(FORMAT)}",
        f"SUMMARY:{_escaped(meeting.title)}",
        f"LOCATION:{_escaped(meeting.place)}",
        f"DESCRIPTION:{_escaped(told)}",
        *(["STATUS:CANCELLED"] if meeting.is_called_off else []),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def span(meeting: Meeting, items: Sequence[MeetingItem]) -> tuple[datetime, datetime]:
    """From when until when these items are heard; without a timetable from the beginning, for as long as all take."""
    timed = [(item.starts_at, item.starts_at + timedelta(minutes=item.minutes)) for item in items if item.starts_at]
    if timed and len(timed) == len(items):
        return min(begin for begin, _end in timed), max(end for _begin, end in timed)
    minutes = max(meeting.item_count, 1) * meeting.slot_minutes
    return meeting.starts_at, meeting.starts_at + timedelta(minutes=minutes)


def _escaped(text: str) -> str:
    """RFC 5545, 3.3.11."""
    for found, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        text = text.replace(found, written)
    return text


def _folded(line: str) -> list[str]:
    """The line in pieces of at most 75 octets, never through the middle of a character."""
    pieces: list[str] = []
    piece = ""
    for character in line:
        room = LONGEST if not pieces else LONGEST - 1
        if len((piece + character).encode()) > room:
            pieces.append(piece)
            piece = ""
        piece += character
    pieces.append(piece)
    return [pieces[0], *(f" {rest}" for rest in pieces[1:])]
